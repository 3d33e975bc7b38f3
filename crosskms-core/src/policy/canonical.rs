//! One spelling for every policy, to compare what was written with what is read back (R3.1).

use super::statement::{ActionElement, PrincipalElement, ResourceElement, Statement};
use super::{Condition, ConditionEntry, ConditionValue, OneOrMany, Policy, Principal};
use crate::arn::{AccountId, Arn};

pub(super) fn policy(policy: &Policy) -> Policy {
    let mut other = policy.other.clone();
    other.to_mut().sort();
    Policy {
        statements: OneOrMany::Many(policy.statements.iter().map(statement).collect::<Vec<_>>().into()),
        other,
        ..policy.clone()
    }
}

pub(super) fn statement(statement: &Statement) -> Statement {
    let mut other = statement.other.clone();
    other.to_mut().sort();
    Statement {
        sid: statement.sid.clone(),
        effect: statement.effect,
        principal: statement.principal.as_ref().map(|element| match element {
            PrincipalElement::Principal(p) => PrincipalElement::Principal(principal(p)),
            PrincipalElement::NotPrincipal(p) => PrincipalElement::NotPrincipal(principal(p)),
        }),
        action: statement.action.as_ref().map(|element| match element {
            ActionElement::Action(names) => {
                ActionElement::Action(set(names, |s| s.to_ascii_lowercase().into()))
            }
            ActionElement::NotAction(names) => {
                ActionElement::NotAction(set(names, |s| s.to_ascii_lowercase().into()))
            }
        }),
        resource: statement.resource.as_ref().map(|element| match element {
            ResourceElement::Resource(arns) => ResourceElement::Resource(set(arns, Clone::clone)),
            ResourceElement::NotResource(arns) => ResourceElement::NotResource(set(arns, Clone::clone)),
        }),
        condition: Some(conditions(statement.condition.as_deref().unwrap_or_default()).into()),
        other,
    }
}

fn principal(principal: &Principal) -> Principal {
    match principal {
        Principal::Anyone => Principal::Anyone,
        Principal::ByType(lists) => {
            let mut lists: Vec<_> = lists
                .iter()
                .map(|(kind, names)| (kind.clone(), set(names, |name| account_id(name).into())))
                .collect();
            lists.sort();
            Principal::ByType(lists.into())
        }
    }
}

/// `arn:aws:iam::111122223333:root` and `111122223333` are the same principal; the shorter one stands for both.
fn account_id(principal: &str) -> String {
    match Arn::parse(principal) {
        Ok(arn)
            if arn.service == "iam" && arn.resource == "root" && arn.account.parse::<AccountId>().is_ok() =>
        {
            arn.account.to_owned()
        }
        _ => principal.to_owned(),
    }
}

fn conditions(conditions: &[Condition]) -> Vec<Condition> {
    let mut conditions: Vec<_> = conditions
        .iter()
        .map(|condition| {
            let mut entries: Vec<_> = condition
                .entries
                .iter()
                .map(|entry| ConditionEntry {
                    key: entry.key.to_ascii_lowercase().into(),
                    values: set(&entry.values, |value| {
                        ConditionValue::String(value.as_text().into_owned().into())
                    }),
                })
                .collect();
            entries.sort_by(|a, b| (&a.key, &a.values).cmp(&(&b.key, &b.values)));
            Condition { operator: condition.operator.clone(), entries: entries.into() }
        })
        .collect();
    conditions.sort_by(|a, b| a.operator.cmp(&b.operator));
    conditions
}

/// An array in which order and repetition do not count.
fn set<T: Clone, U: Ord + Clone>(values: &OneOrMany<T>, spell: impl Fn(&T) -> U) -> OneOrMany<U> {
    let mut values: Vec<_> = values.iter().map(spell).collect();
    values.sort();
    values.dedup();
    OneOrMany::Many(values.into())
}
