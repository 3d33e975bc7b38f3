//! The rules that a policy document must satisfy, whoever wrote it.
//!
//! They live in one list with the rules of grants; where both can make the same mistake, one rule looks at both.

pub(super) mod absence;
pub(super) mod actions;
pub(super) mod conditions;
pub(super) mod context;
pub(super) mod elements;
pub(super) mod federation;
pub(super) mod forms;
mod limits;
pub(super) mod lockout;
pub(super) mod outsiders;
pub(super) mod principals;
pub(super) mod public;
pub(super) mod reach;
pub(super) mod resources;
pub(super) mod services;
pub(super) mod size;
pub(super) mod statements;
mod strangers;
pub(super) mod through_s3;
pub(super) mod values;
pub(super) mod variables;

pub use lockout::owner_may_change;
pub use principals::is_unique_id;
pub(crate) use public::publicity_of;
pub use public::{PublicStatement, is_public, public_statements};

use std::vec;

use super::{Check, Hit, all, allowances};
use crate::action::{Action, Service};
use crate::arn::AccountId;
use crate::finding::Findings;
use crate::grant::Allowance;
use crate::policy::{
    ActionElement, Condition, ConditionEntry, Effect, OneOrMany, Policy, PolicyType, Principal,
    PrincipalElement, ResourceElement, Statement, Text,
};
use crate::site::Site;
use crate::wildcard;

/// A policy that is looked at.
pub(super) struct Document<'p> {
    pub(super) policy_type: PolicyType,
    pub(super) policy: &'p Policy,
    /// The policy as it is written.
    pub(super) text: &'p str,
    /// The account of the resource that it is attached to, where that is known.
    pub(super) owner: Option<AccountId>,
}

/// A statement and where it stands.
pub(super) struct Placed<'p> {
    pub(super) site: Site,
    pub(super) statement: &'p Statement,
}

/// Applies every rule of documents to a policy; `text` is the policy as it is written.
///
/// ```
/// use crosskms_core::policy::{Policy, PolicyType};
/// use crosskms_core::rules::check_policy;
///
/// let text = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": "kms:Decrpyt", "Resource": "*"
/// }}"#;
/// let policy: Policy = text.parse()?;
/// let findings = check_policy(PolicyType::IdentityPolicy, &policy, text);
/// let finding = findings.iter().next().unwrap();
/// assert_eq!(finding.rule.name, "unknown-action");
/// assert_eq!(finding.site.to_string(), "Statement[0].Action[0]");
/// # Ok::<(), crosskms_core::policy::ReadError>(())
/// ```
pub fn check_policy(policy_type: PolicyType, policy: &Policy, text: &str) -> Findings {
    check_policy_allowing(policy_type, policy, text, &[])
}

/// The same without what is allowed; complaints about allowances stand at the allowances' own sites.
pub fn check_policy_allowing(
    policy_type: PolicyType,
    policy: &Policy,
    text: &str,
    allowances: &[Allowance],
) -> Findings {
    let mut findings = Document { policy_type, policy, text, owner: None }.check();
    allowances::apply(allowances, &mut findings);
    findings
}

impl<'p> Document<'p> {
    /// Applies every rule of documents.
    pub(super) fn check(&self) -> Findings {
        all(|check| match check {
            Check::Document(check) => check(self),
            _ => Vec::new(),
        })
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = Placed<'p>> {
        statements(Site::whole(), self.policy)
    }
}

/// The statements of a policy that stands at `site`.
pub(super) fn statements(site: Site, policy: &Policy) -> impl Iterator<Item = Placed<'_>> {
    let site = site.name("Statement");
    let placed = policy.statements.iter().enumerate();
    placed.map(move |(index, statement)| Placed { site: site.clone().index(index), statement })
}

impl<'p> Placed<'p> {
    pub(super) fn allows(&self) -> bool {
        self.statement.effect == Effect::Allow
    }

    /// The values of `Action` or `NotAction`.
    pub(super) fn actions(&self) -> Vec<(Site, &'p str)> {
        match &self.statement.action {
            Some(ActionElement::Action(actions)) => self.values("Action", actions),
            Some(ActionElement::NotAction(actions)) => self.values("NotAction", actions),
            None => Vec::new(),
        }
    }

    /// The values of `Action`; those of `NotAction` are what the statement is not about.
    pub(super) fn named_actions(&self) -> Vec<(Site, &'p str)> {
        match &self.statement.action {
            Some(ActionElement::Action(_)) => self.actions(),
            _ => Vec::new(),
        }
    }

    /// The values of `Resource` or `NotResource`.
    pub(super) fn resources(&self) -> Vec<(Site, &'p str)> {
        match &self.statement.resource {
            Some(ResourceElement::Resource(resources)) => self.values("Resource", resources),
            Some(ResourceElement::NotResource(resources)) => self.values("NotResource", resources),
            None => Vec::new(),
        }
    }

    /// `Principal` or `NotPrincipal` and where it stands.
    pub(super) fn principal(&self) -> Option<(Site, &'p Principal)> {
        match self.statement.principal.as_ref()? {
            PrincipalElement::Principal(principal) => Some((self.site.clone().name("Principal"), principal)),
            PrincipalElement::NotPrincipal(principal) => {
                Some((self.site.clone().name("NotPrincipal"), principal))
            }
        }
    }

    /// Every key of every operator, with its site.
    ///
    /// They are put together first, or each rule compiles a nest of iterators of its own.
    pub(super) fn conditions(&self) -> vec::IntoIter<(Site, &'p Condition, &'p ConditionEntry)> {
        let mut keys = Vec::new();
        for condition in self.statement.condition.as_deref().unwrap_or_default() {
            let site = self.site.clone().name("Condition").name(condition.operator.as_ref());
            for entry in &*condition.entries {
                keys.push((site.clone().name(entry.key.as_ref()), condition, entry));
            }
        }
        keys.into_iter()
    }

    /// The actions of KMS and S3 that the statement is about: those that match `Action`, or do not match `NotAction`;
    /// none without either.
    pub(super) fn known_actions(&self) -> Option<Vec<Action>> {
        let (patterns, named) = match self.statement.action.as_ref()? {
            ActionElement::Action(patterns) => (patterns, true),
            ActionElement::NotAction(patterns) => (patterns, false),
        };
        let matched = |action: &Action| patterns.iter().any(|pattern| is_named_by(*action, pattern));
        Some(Action::all().filter(|action| matched(action) == named).collect())
    }

    /// Whether the statement may be about actions of a service; `NotAction` is about all but a few.
    pub(super) fn names_service(&self, service: Service) -> bool {
        match &self.statement.action {
            Some(ActionElement::Action(patterns)) => patterns.iter().any(|pattern| {
                let prefix = pattern.split(':').next().unwrap_or_default();
                prefix == "*" || prefix.eq_ignore_ascii_case(service.prefix())
            }),
            element => element.is_some(),
        }
    }

    fn values(&self, element: &str, values: &'p OneOrMany<Text>) -> Vec<(Site, &'p str)> {
        let site = self.site.clone().name(element);
        values.iter().enumerate().map(|(index, value)| (site.clone().index(index), value.as_ref())).collect()
    }
}

/// Whether an action's name matches a pattern. Every rule asks it of every action, so no name is put together.
fn is_named_by(action: Action, pattern: &str) -> bool {
    match pattern.split_once(':') {
        Some((service, name)) => {
            wildcard::matches_ignoring_case(service, action.service().prefix())
                && wildcard::matches_ignoring_case(name, action.name())
        }
        None => pattern == "*" || wildcard::matches_ignoring_case(pattern, &action.to_string()),
    }
}

/// Whether a pattern stands for more than one text.
pub(super) fn has_wildcard(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// The hits of every statement.
pub(super) fn in_statements(document: &Document<'_>, check: impl Fn(&Placed<'_>) -> Vec<Hit>) -> Vec<Hit> {
    // Not generic, or each rule compiles a loop of its own.
    fn in_each(document: &Document<'_>, check: &dyn Fn(&Placed<'_>) -> Vec<Hit>) -> Vec<Hit> {
        document.statements().flat_map(|placed| check(&placed)).collect()
    }
    in_each(document, &check)
}
