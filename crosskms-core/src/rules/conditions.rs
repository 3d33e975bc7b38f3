//! Rules about the further conditions of a grant.

use super::{Check, Hit, Rule, documents};
use crate::action::condition_key::ConditionKey;
use crate::finding::Severity;
use crate::grant::{Bind, Candidate, ConditionDraft, Operator, Via};
use crate::policies::applies;
use crate::suggest;

pub(super) static UNKNOWN_CONDITION_OPERATOR: Rule = Rule {
    name: "unknown-condition-operator",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    summary: "condition operators are those of IAM",
    checks: &[Check::Draft(unknown_operator), Check::Document(documents::conditions::unknown_operator)],
};

pub(super) static UNKNOWN_CONDITION_KEY: Rule = Rule {
    name: "unknown-condition-key",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    summary: "condition keys are global ones or those of KMS and S3",
    checks: &[
        Check::Draft(unknown_key),
        Check::Document(documents::conditions::unknown_key),
        Check::Document(documents::context::misnamed),
    ],
};

pub(super) static RESERVED_CONDITION_KEY: Rule = Rule {
    name: "reserved-condition-key",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    summary: "condition keys that the grant fills itself are not given a second time",
    checks: &[Check::Draft(reserved)],
};

pub(super) static CONDITION_WITHOUT_EFFECT: Rule = Rule {
    name: "condition-without-effect",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html",
    summary: "a condition limits at least one of the actions",
    checks: &[
        Check::Draft(without_effect),
        Check::Document(documents::conditions::without_effect),
        Check::Document(documents::services::never_together),
        Check::Document(documents::context::of_another_account),
        Check::Document(documents::federation::of_another_provider),
    ],
};

fn all<'c>(candidate: &'c Candidate<'_>) -> impl Iterator<Item = &'c ConditionDraft> {
    candidate.draft.conditions.iter().flatten()
}

fn unknown_operator(candidate: &Candidate<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for condition in all(candidate) {
        let Err(error) = condition.operator.parse::<Operator>() else { continue };
        let site = condition.site().parent().unwrap_or_default();
        // An operator over several keys is one mistake.
        if hits.iter().all(|hit| hit.site != site) {
            let message = format!("IAM has no condition operator `{}`", condition.operator);
            hits.push(Hit::new(site, message).help(operator_help(&condition.operator, error.nearest())));
        }
    }
    hits
}

pub(super) fn operator_help(operator: &str, nearest: Option<&str>) -> String {
    // The prefix can be all that is wrong.
    let bare = operator.split_once(':').map(|(_, bare)| bare).filter(|bare| !bare.contains(':'));
    match (bare.filter(|bare| bare.parse::<Operator>().is_ok()), nearest) {
        (Some(bare), _) => format!("write `ForAnyValue:{bare}` or `ForAllValues:{bare}`"),
        (None, Some(nearest)) => format!("did you mean `{nearest}`?"),
        (None, None) => "write an operator such as `StringEquals` or `ArnLike`".to_owned(),
    }
}

fn unknown_key(candidate: &Candidate<'_>) -> Vec<Hit> {
    all(candidate)
        .filter(|condition| ConditionKey::named(&condition.key).is_none())
        .map(|condition| {
            let message = format!("there is no condition key `{}`", condition.key);
            Hit::new(condition.site(), message).help(key_help(&condition.key))
        })
        .collect()
}

pub(super) fn key_help(key: &str) -> String {
    let names = || ConditionKey::all().iter().map(ConditionKey::name);
    let bare = |name: &&str| name.split_once(':').is_some_and(|(_, name)| name.eq_ignore_ascii_case(key));
    suggest::did_you_mean(&names().filter(bare).collect::<Vec<_>>())
        .or_else(|| suggest::did_you_mean(&suggest::nearest(key, names())))
        .unwrap_or_else(|| "write a global key such as `aws:PrincipalOrgID`, or one of KMS or S3".to_owned())
}

fn reserved(candidate: &Candidate<'_>) -> Vec<Hit> {
    all(candidate)
        .filter_map(|condition| {
            let (key, help) = filled(candidate, &condition.key)?;
            Some(Hit::new(condition.site(), format!("`{key}` is filled by the grant itself")).help(help))
        })
        .collect()
}

/// A key that the grant fills, spelled as AWS spells it, and the fields that it is filled from.
pub(super) fn filled(candidate: &Candidate<'_>, key: &str) -> Option<(&'static str, &'static str)> {
    let by_via = candidate.via() != Via::Any;
    let by_bucket = candidate.draft.bucket.is_some();
    let by_bind = candidate.bind() == Some(Bind::PrincipalArn);
    let by_prefixes = candidate.draft.prefixes.is_some();
    let filled = [
        (by_via, "kms:ViaService", "use the field `via`"),
        (by_bucket, "kms:EncryptionContext:aws:s3:arn", "use the fields `prefixes` and `bucket_key`"),
        (by_bind, "aws:PrincipalArn", "use the field `principals`"),
        (by_prefixes, "s3:prefix", "use the field `prefixes`"),
    ];
    filled
        .into_iter()
        .find(|(is_filled, name, _)| *is_filled && name.eq_ignore_ascii_case(key))
        .map(|(_, name, help)| (name, help))
}

fn without_effect(candidate: &Candidate<'_>) -> Vec<Hit> {
    let has_bucket = candidate.draft.bucket.is_some();
    // An action that is not known may have been meant as one that the condition limits.
    let all_known = candidate.actions.iter().all(|entry| entry.action.is_some());
    if candidate.actions.is_empty() || !all_known {
        return Vec::new();
    }
    all(candidate)
        .filter(|condition| ConditionKey::named(&condition.key).is_some())
        .filter(|condition| filled(candidate, &condition.key).is_none())
        .filter(|condition| {
            !candidate.known_actions().any(|(_, action)| applies(&condition.key, action, has_bucket))
        })
        .map(|condition| {
            let message = format!("`{}` limits none of the grant's actions", condition.key);
            Hit::new(condition.site(), message)
                .help("remove it; no action of this grant is asked with that key")
        })
        .collect()
}
