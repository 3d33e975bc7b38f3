//! Policies that nobody could change again, or the root user alone (R4.30, R6.12).

use super::conditions::{bare, values};
use super::principals::lock;
use super::statements::cancelled_by;
use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::condition_key::ConditionKey;
use crate::action::{Action, kms, s3};
use crate::arn::{AccountId, Arn};
use crate::finding::Severity;
use crate::policy::{
    Condition, ConditionEntry, Policy, PolicyType, Principal, PrincipalElement, PrincipalType,
    ResourceElement,
};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

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

/// Whether somebody of the account that owns a key may be able to change its policy again (R5.2, R6.12): as far as the
/// key policy tells, for the rest lies in the identity policies of that account.
///
/// ```
/// use crosskms_core::policy::Policy;
/// use crosskms_core::rules::owner_may_change;
///
/// let policy: Policy = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"
/// }}"#
/// .parse()?;
/// assert!(owner_may_change(&policy, "111122223333".parse()?));
/// assert!(!owner_may_change(&policy, "444455556666".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn owner_may_change(policy: &Policy, owner: AccountId) -> bool {
    let statements: Vec<Placed<'_>> = super::statements(Site::whole(), policy).collect();
    let lets = |placed: &Placed<'_>| {
        may_change_key_policy(placed)
            && may_be_of(placed, owner)
            && cancelled_by(&statements, placed).is_none()
    };
    statements.iter().any(lets)
        && !statements.iter().any(|placed| denies_everybody(placed, kms::PutKeyPolicy))
}

/// Whether a statement may be about somebody of an account. A unique id is what is left of a principal (R4.40).
fn may_be_of(placed: &Placed<'_>, account: AccountId) -> bool {
    let is_of = |name: &str| match Arn::parse(name) {
        Ok(arn) => arn.account.parse() == Ok(account),
        Err(_) => name == "*" || name.parse() == Ok(account),
    };
    match &placed.statement.principal {
        Some(PrincipalElement::Principal(Principal::ByType(lists))) => {
            lists.iter().any(|(kind, names)| match kind {
                PrincipalType::Aws => names.iter().any(|name| is_of(name)),
                PrincipalType::Service => false,
                _ => true,
            })
        }
        Some(_) => true,
        None => false,
    }
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

#[cfg(test)]
mod tests {
    use super::owner_may_change;

    fn may_change(statements: &str) -> bool {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
        owner_may_change(&text.parse().unwrap(), "111122223333".parse().unwrap())
    }

    fn of(effect: &str, principal: &str, action: &str) -> String {
        format!(
            r#"{{"Effect": "{effect}", "Principal": {{"AWS": "{principal}"}}, "Action": "{action}", "Resource": "*"}}"#
        )
    }

    #[test]
    fn r5_2_somebody_of_the_owner_may_change_the_policy() {
        for principal in ["111122223333", "arn:aws:iam::111122223333:role/admin", "*"] {
            assert!(may_change(&of("Allow", principal, "kms:Put*")), "{principal}");
        }
    }

    #[test]
    fn r5_2_others_the_dead_and_the_denied_do_not_count() {
        for statements in [
            of("Allow", "444455556666", "kms:*"),
            of("Allow", "AROAEXAMPLEEXAMPLE12", "kms:*"),
            of("Allow", "111122223333", "kms:Decrypt"),
            [of("Allow", "111122223333", "kms:*"), of("Deny", "*", "kms:PutKeyPolicy")].join(","),
        ] {
            assert!(!may_change(&statements), "{statements}");
        }
    }
}
