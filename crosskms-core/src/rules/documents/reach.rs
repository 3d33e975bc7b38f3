//! Conditions that some of a statement's actions are never asked with (R3.31).

use super::lockout::{denies_everybody, holds_without_key, is_absent};
use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::condition_key::ConditionKey;
use crate::action::{AccessLevel, Action, Service, kms, s3};
use crate::finding::Severity;
use crate::policy::{ActionElement, Condition, ConditionEntry};
use crate::rules::{Check, Hit, Rule};
use crate::wildcard;

pub(in crate::rules) static CONDITION_FOR_SOME_ACTIONS: Rule = Rule {
    name: "condition-for-some-actions",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html",
    summary: "all actions of a statement are asked with the keys of its conditions",
    checks: &[Check::Document(for_some)],
};

fn for_some(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        let Some(ActionElement::Action(_)) = placed.statement.action else { return Vec::new() };
        // That is said with more weight elsewhere.
        if [kms::PutKeyPolicy, s3::PutBucketPolicy].into_iter().any(|action| denies_everybody(placed, action))
        {
            return Vec::new();
        }
        let entries: Vec<_> = placed
            .conditions()
            .filter(|(_, condition, entry)| decides_alone(placed, condition, entry))
            .map(|(_, _, entry)| entry.key.as_ref())
            .collect();
        placed
            .actions()
            .into_iter()
            .filter_map(|(site, text)| {
                let key = entries.iter().find_map(|key| Some((*key, without(text, key)?)));
                let (key, action) = key.filter(|(key, _)| is_for_others(placed, key))?;
                let message = match (placed.allows(), has_wildcard(text)) {
                    (true, true) => return None,
                    (true, false) => {
                        format!("`{action}` is never allowed here: requests for it have no `{key}`")
                    }
                    (false, true) => {
                        format!("`{text}` also denies `{action}`, always: requests for it have no `{key}`")
                    }
                    (false, false) => {
                        format!("`{action}` is always denied here: requests for it have no `{key}`")
                    }
                };
                let help = match (placed.allows(), has_wildcard(text)) {
                    (false, true) => format!("name the actions that are meant, those with `{key}`"),
                    _ => "move it to a statement of its own, without that condition".to_owned(),
                };
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

/// Whether a condition fails an `Allow`, or fulfils a `Deny`, by the absence of its key, as far as it is concerned.
fn decides_alone(placed: &Placed<'_>, condition: &Condition, entry: &ConditionEntry) -> bool {
    let asks_presence = condition.operator == "Null";
    // Requests for metadata under an encryption context are a matter of their own.
    let is_context = entry.key.to_ascii_lowercase().starts_with("kms:encryptioncontext");
    if placed.allows() {
        return !holds_without_key(condition, entry) && !asks_presence && !is_context;
    }
    // Whatever else limits the denial, may exempt them.
    holds_without_key(condition, entry) && !asks_presence && placed.conditions().count() == 1
}

/// An action that a text names and that is never asked with the key; the best known one of a pattern.
fn without(text: &str, key: &str) -> Option<Action> {
    let service = ConditionKey::named(key)?.name().split(':').next()?;
    let is_meant = |action: &Action| {
        action.service().prefix() == service
            && wildcard::matches_ignoring_case(text, &action.to_string())
            && is_absent(*action, key)
    };
    let well_known = [s3::GetObject, s3::PutObject, s3::ListBucket, kms::Decrypt, kms::Encrypt];
    match has_wildcard(text) {
        true => well_known.into_iter().find(is_meant),
        // What only tells about keys, stands in many lists, and is mostly allowed by another statement, too.
        false => Action::named(text).filter(is_meant).filter(|action| {
            action.service() != Service::Kms
                || !matches!(action.access_level(), AccessLevel::Read | AccessLevel::List)
        }),
    }
}

/// Whether the key is of use for another action of the statement; else it is without effect altogether.
fn is_for_others(placed: &Placed<'_>, key: &str) -> bool {
    placed
        .known_actions()
        .is_some_and(|actions| actions.iter().any(|action| action.supports_condition_key(key)))
}
