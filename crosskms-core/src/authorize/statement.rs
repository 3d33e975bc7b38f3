//! One statement against one request: does it match, and if not, what failed first.

use super::caller::Caller;
use super::certainty::Certainty;
use super::policy_gate::PolicyKind;
use super::request::Request;
use super::{condition, wildcard};
use crate::arn::{AccountId, Arn};
use crate::policy::{
    ActionElement, OneOrMany, Principal, PrincipalElement, PrincipalType, ResourceElement, Statement,
};

/// How a statement compares with a request, element by element.
pub(super) struct Comparison {
    /// Whether all elements match.
    pub(super) matches: Certainty,
    /// Whom the statement names, when its principal matches.
    pub(super) names: Named,
    /// How many elements match, to find the statement that comes nearest.
    pub(super) matching: usize,
    /// The first element that does not.
    pub(super) failed: Option<Mismatch>,
}

/// An element that does not match, with what it expects and what the request has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    pub(super) element: String,
    pub(super) expected: Vec<String>,
    pub(super) actual: Vec<String>,
}

/// How a principal element names the caller (section 4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// By its account: the account's own policies decide who of it (R4.12).
    ByAccount,
    /// Itself, or as everyone.
    Directly,
}

pub(super) fn compare(kind: PolicyKind, statement: &Statement, request: &Request) -> Comparison {
    let mut comparison =
        Comparison { matches: Certainty::Yes, names: Named::Directly, matching: 0, failed: None };
    if kind != PolicyKind::Identity {
        let (certainty, named) = principal(statement.principal.as_ref(), &request.caller);
        comparison.names = named;
        let expected = || statement.principal.as_ref().map(principal_texts).unwrap_or_default();
        comparison.add(certainty, "Principal", expected, || vec![request.caller.to_string()]);
    }
    let (certainty, name, expected) = action(statement.action.as_ref(), &request.action);
    comparison.add(certainty, name, || expected.to_vec(), || vec![request.action.clone()]);
    let (certainty, name, expected) = resource(statement.resource.as_ref(), &request.resource);
    comparison.add(certainty, name, || expected.to_vec(), || vec![request.resource.clone()]);
    for compared in condition::compare(statement.condition.as_deref().unwrap_or_default(), &request.context) {
        let element = format!("Condition.{}.{}", compared.operator, compared.entry.key);
        let expected = || compared.entry.values.iter().map(|value| value.as_text().into_owned()).collect();
        let actual =
            || request.context.values(&compared.entry.key).map(<[String]>::to_vec).unwrap_or_default();
        comparison.add(compared.holds, &element, expected, actual);
    }
    comparison
}

impl Comparison {
    fn add(
        &mut self,
        certainty: Certainty,
        element: &str,
        expected: impl FnOnce() -> Vec<String>,
        actual: impl FnOnce() -> Vec<String>,
    ) {
        self.matches = self.matches.and(certainty);
        if certainty == Certainty::Yes {
            self.matching = self.matching.saturating_add(1);
        } else if self.failed.is_none() {
            self.failed =
                Some(Mismatch { element: element.to_owned(), expected: expected(), actual: actual() });
        }
    }
}

fn principal(element: Option<&PrincipalElement>, caller: &Caller) -> (Certainty, Named) {
    match element {
        Some(PrincipalElement::Principal(principal)) => match names(principal, caller) {
            Some(named) => (Certainty::Yes, named),
            None => (Certainty::No, Named::Directly),
        },
        // R3.21: only a caller who is listed with account, role and session is exempt; a caller who is listed at
        // all may be.
        Some(PrincipalElement::NotPrincipal(principal)) => match names(principal, caller) {
            Some(_) => (Certainty::Unknown, Named::Directly),
            None => (Certainty::Yes, Named::Directly),
        },
        None => (Certainty::No, Named::Directly),
    }
}

/// How the principals name the caller, in the strongest way.
fn names(principal: &Principal, caller: &Caller) -> Option<Named> {
    if *principal == Principal::Anyone {
        return Some(Named::Directly);
    }
    if let Caller::Service(service) = caller {
        let mut services = principal.of_type(&PrincipalType::Service);
        return services.any(|name| name.eq_ignore_ascii_case(service)).then_some(Named::Directly);
    }
    principal.of_type(&PrincipalType::Aws).filter_map(|name| names_one(name, caller)).max()
}

fn names_one(name: &str, caller: &Caller) -> Option<Named> {
    if name == "*" {
        return Some(Named::Directly);
    }
    if account_of(name).is_some_and(|account| Some(account) == caller.account()) {
        return Some(if caller.is_root() { Named::Directly } else { Named::ByAccount });
    }
    let same = match caller {
        Caller::Role(arn) | Caller::User(arn) => name == arn.as_str(),
        Caller::RoleSession { partition, account, role, .. } => {
            let is_role = |arn: Arn<'_>| {
                let path_and_name = arn.resource.strip_prefix("role/");
                arn.partition == partition.as_str()
                    && arn.account == account.as_str()
                    && path_and_name.and_then(|name| name.rsplit('/').next()) == Some(role)
            };
            name == caller.to_string() || Arn::parse(name).is_ok_and(is_role)
        }
        Caller::Root(_) | Caller::Service(_) | Caller::Anonymous => false,
    };
    same.then_some(Named::Directly)
}

/// The account that a principal stands for as a whole, in either spelling.
fn account_of(principal: &str) -> Option<AccountId> {
    let id = match Arn::parse(principal) {
        Ok(arn) if arn.service == "iam" && arn.resource == "root" => arn.account,
        Ok(_) => return None,
        Err(_) => principal,
    };
    id.parse().ok()
}

fn principal_texts(element: &PrincipalElement) -> Vec<String> {
    let (PrincipalElement::Principal(principal) | PrincipalElement::NotPrincipal(principal)) = element;
    match principal {
        Principal::Anyone => vec!["*".to_owned()],
        Principal::ByType(lists) => lists.iter().flat_map(|(_, names)| names.iter().cloned()).collect(),
    }
}

type Compared<'s> = (Certainty, &'static str, &'s [String]);

fn action<'s>(element: Option<&'s ActionElement>, action: &str) -> Compared<'s> {
    let any = |patterns: &OneOrMany<String>| {
        Certainty::from(patterns.iter().any(|pattern| wildcard::matches_ignoring_case(pattern, action)))
    };
    match element {
        Some(ActionElement::Action(patterns)) => (any(patterns), "Action", patterns.as_slice()),
        Some(ActionElement::NotAction(patterns)) => {
            (any(patterns).negated(), "NotAction", patterns.as_slice())
        }
        None => (Certainty::No, "Action", &[]), // R3.10
    }
}

fn resource<'s>(element: Option<&'s ResourceElement>, resource: &str) -> Compared<'s> {
    // A policy variable is not resolved here.
    let one = |pattern: &str| match pattern.contains("${") {
        true => Certainty::Unknown,
        false => Certainty::from(wildcard::matches(pattern, resource)),
    };
    let any =
        |patterns: &OneOrMany<String>| patterns.iter().map(|p| one(p)).fold(Certainty::No, Certainty::or);
    match element {
        Some(ResourceElement::Resource(patterns)) => (any(patterns), "Resource", patterns.as_slice()),
        Some(ResourceElement::NotResource(patterns)) => {
            (any(patterns).negated(), "NotResource", patterns.as_slice())
        }
        None => (Certainty::No, "Resource", &[]), // R3.10
    }
}
