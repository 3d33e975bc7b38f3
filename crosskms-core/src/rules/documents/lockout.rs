//! Policies that nobody could change again, or the root user alone (R4.30, R6.12).

use super::conditions::{bare, values};
use super::principals::lock;
use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::condition_key::ConditionKey;
use crate::action::{Action, kms, s3};
use crate::finding::Severity;
use crate::policy::{
    Condition, ConditionEntry, PolicyType, Principal, PrincipalElement, PrincipalType, ResourceElement,
};
use crate::rules::{Check, Hit, Rule};

pub(in crate::rules) static EVERYBODY_DENIED: Rule = Rule {
    name: "everybody-denied",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
    summary: "a bucket policy leaves somebody besides the root user who can change it",
    checks: &[Check::Document(bucket_locked)],
};

/// A statement of a key policy that denies everybody to change it.
pub(super) fn key_locked(document: &Document<'_>) -> Vec<Hit> {
    // That is said of the statements that are denied.
    if document.policy_type != PolicyType::KeyPolicy || lock(document).is_some() {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let message = "this denies everybody `kms:PutKeyPolicy`: nobody could change this policy again";
        let help = "name the actions that are meant, or exempt the administrators by \
                    `\"ArnNotLike\": {\"aws:PrincipalArn\": …}`";
        let hit = denies_everybody(placed, kms::PutKeyPolicy)
            .then(|| Hit::new(placed.site.clone().name("Effect"), message).help(help));
        hit.into_iter().collect()
    })
}

fn bucket_locked(document: &Document<'_>) -> Vec<Hit> {
    if document.policy_type != PolicyType::BucketPolicy {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let message =
            "this denies everybody `s3:PutBucketPolicy`: only the root user could change this policy again";
        let help = "name the actions that are meant, or exempt the administrators by \
                    `\"ArnNotLike\": {\"aws:PrincipalArn\": …}`";
        let hit = (denies_everybody(placed, s3::PutBucketPolicy) && is_on_bucket(placed))
            .then(|| Hit::new(placed.site.clone().name("Effect"), message).help(help));
        hit.into_iter().collect()
    })
}

/// Whether a statement may let somebody change the key policy.
pub(super) fn may_change_key_policy(placed: &Placed<'_>) -> bool {
    let somebody = match &placed.statement.principal {
        Some(PrincipalElement::Principal(Principal::ByType(lists))) => {
            lists.iter().any(|(kind, _)| *kind != PrincipalType::Service)
        }
        _ => true,
    };
    let never = placed.conditions().any(|(_, condition, entry)| {
        let bare = bare(&condition.operator);
        let is_positive = bare != "Null" && !bare.contains("Not") && !holds_without_key(condition, entry);
        is_positive && is_absent(kms::PutKeyPolicy, &entry.key)
    });
    placed.allows()
        && somebody
        && !never
        && placed.known_actions().is_none_or(|actions| actions.contains(&kms::PutKeyPolicy))
}

/// Whether a statement denies everybody an action, whatever the circumstances.
pub(super) fn denies_everybody(placed: &Placed<'_>, action: Action) -> bool {
    let everybody = match &placed.statement.principal {
        Some(PrincipalElement::Principal(Principal::Anyone)) => true,
        Some(PrincipalElement::Principal(named)) => {
            named.of_type(&PrincipalType::Aws).any(|name| name == "*")
        }
        _ => false,
    };
    !placed.allows()
        && everybody
        && placed.known_actions().is_some_and(|actions| actions.contains(&action))
        && placed.conditions().all(|(site, condition, entry)| {
            let every = |wanted: &str| values(&site, entry).all(|(_, value)| value == wanted);
            let over_tls = entry.key.eq_ignore_ascii_case("aws:SecureTransport");
            (over_tls && bare(&condition.operator) == "Bool" && every("true"))
                || (is_absent(action, &entry.key) && holds_without_key(condition, entry))
        })
}

/// R3.31: whether a condition holds for requests that do not carry its key.
pub(super) fn holds_without_key(condition: &Condition, entry: &ConditionEntry) -> bool {
    let operator = condition.operator.as_ref();
    match bare(operator) {
        "Null" => entry.values.iter().all(|value| value.as_text() == "true"),
        bare => {
            let negated = bare.contains("Not") && !operator.starts_with("ForAnyValue:");
            negated || operator.ends_with("IfExists") || operator.starts_with("ForAllValues:")
        }
    }
}

/// Whether requests for an action never carry a key of KMS or S3; those for key policies come through no service.
pub(super) fn is_absent(action: Action, key: &str) -> bool {
    let Some(known) = ConditionKey::named(key).filter(|known| !known.is_global()) else { return false };
    let through_service = action == kms::PutKeyPolicy && known.name() == "kms:ViaService";
    through_service || !action.supports_condition_key(key)
}

fn is_on_bucket(placed: &Placed<'_>) -> bool {
    let Some(ResourceElement::Resource(resources)) = &placed.statement.resource else { return false };
    resources.iter().any(|text| !text.contains('/') && (text == "*" || !has_wildcard(text)))
}
