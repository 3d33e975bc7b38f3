//! One statement against one request: does it match, and if not, what failed first.

use super::caller::Caller;
use super::certainty::Certainty;
use super::condition;
use super::policy_gate::PolicyKind;
use super::request::Request;
use crate::arn::{AccountId, Arn, PrincipalArn};
use crate::policy::{
    ActionElement, Effect, OneOrMany, Principal, PrincipalElement, PrincipalType, ResourceElement, Statement,
    Text,
};
use crate::wildcard;

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
        let (certainty, named) = principal(statement, &request.caller);
        comparison.names = named;
        let expected = || statement.principal.as_ref().map(principal_texts).unwrap_or_default();
        comparison.add(certainty, "Principal", expected, || vec![request.caller.to_string()]);
    }
    let (certainty, name, expected) = action(statement.action.as_ref(), &request.action);
    comparison.add(certainty, name, || texts(expected), || vec![request.action.clone()]);
    let (certainty, name, expected) = resource(statement.resource.as_ref(), &request.resource);
    comparison.add(certainty, name, || texts(expected), || vec![request.resource.clone()]);
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

fn principal(statement: &Statement, caller: &Caller) -> (Certainty, Named) {
    match &statement.principal {
        Some(PrincipalElement::Principal(principal)) => names(principal, caller),
        // R3.21: `NotPrincipal` is for `Deny`. Only a caller who is listed with account, role and session is exempt; a
        // caller who is listed at all may be.
        Some(PrincipalElement::NotPrincipal(principal)) => match (statement.effect, names(principal, caller))
        {
            (Effect::Deny, (Certainty::No, _)) => (Certainty::Yes, Named::Directly),
            _ => (Certainty::Unknown, Named::Directly),
        },
        None => (Certainty::No, Named::Directly),
    }
}

/// Whether and how the principals name the caller, in the strongest way.
fn names(principal: &Principal, caller: &Caller) -> (Certainty, Named) {
    if *principal == Principal::Anyone {
        return (Certainty::Yes, Named::Directly);
    }
    if let Caller::Service(service) = caller {
        let mut services = principal.of_type(&PrincipalType::Service);
        return (Certainty::from(services.any(|name| name.eq_ignore_ascii_case(service))), Named::Directly);
    }
    // Whose account a canonical user id stands for is not known.
    let canonical = principal.of_type(&PrincipalType::CanonicalUser).next();
    let canonical = canonical.map(|_| (Certainty::Unknown, Named::Directly));
    let aws = principal.of_type(&PrincipalType::Aws).map(|name| names_one(name, caller));
    aws.chain(canonical).max().unwrap_or((Certainty::No, Named::Directly))
}

fn names_one(name: &str, caller: &Caller) -> (Certainty, Named) {
    if name == "*" {
        return (Certainty::Yes, Named::Directly);
    }
    if account_of(name).is_some_and(|account| Some(account) == caller.account()) {
        return (Certainty::Yes, if caller.is_root() { Named::Directly } else { Named::ByAccount });
    }
    let same = match caller {
        // A role is asked about as some session of it; whether it is the session that is named is not known.
        Caller::Role(arn) if is_session_of(name, arn) => Certainty::Unknown,
        Caller::Role(arn) | Caller::User(arn) => Certainty::from(name == arn.as_str()),
        Caller::RoleSession { partition, account, role, .. } => {
            let is_role = |arn: Arn<'_>| {
                let path_and_name = arn.resource.strip_prefix("role/");
                (arn.partition, arn.service, arn.account) == (partition.as_str(), "iam", account.as_str())
                    && path_and_name.and_then(|name| name.rsplit('/').next()) == Some(role)
            };
            Certainty::from(name == caller.to_string() || Arn::parse(name).is_ok_and(is_role))
        }
        Caller::Root(_) | Caller::Service(_) | Caller::Anonymous => Certainty::No,
    };
    (same, Named::Directly)
}

/// Whether a principal is a session of this role; its ARN leaves out the path.
fn is_session_of(principal: &str, role: &PrincipalArn) -> bool {
    let session = principal.parse::<Caller>();
    matches!(&session, Ok(Caller::RoleSession { account, role: name, .. })
        if *account == role.account() && name == role.name())
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
        Principal::ByType(lists) => {
            lists.iter().flat_map(|(_, names)| names.iter().map(ToString::to_string)).collect()
        }
    }
}

type Compared<'s> = (Certainty, &'static str, &'s [Text]);

fn texts(patterns: &[Text]) -> Vec<String> {
    patterns.iter().map(ToString::to_string).collect()
}

fn action<'s>(element: Option<&'s ActionElement>, action: &str) -> Compared<'s> {
    let any = |patterns: &OneOrMany<Text>| {
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
    let any = |patterns: &OneOrMany<Text>| patterns.iter().map(|p| one(p)).fold(Certainty::No, Certainty::or);
    match element {
        Some(ResourceElement::Resource(patterns)) => (any(patterns), "Resource", patterns.as_slice()),
        Some(ResourceElement::NotResource(patterns)) => {
            (any(patterns).negated(), "NotResource", patterns.as_slice())
        }
        None => (Certainty::No, "Resource", &[]), // R3.10
    }
}
