//! Rules about the further conditions of a grant.

use super::{Check, Hit, Rule};
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
    check: Check::Draft(unknown_operator),
};

pub(super) static UNKNOWN_CONDITION_KEY: Rule = Rule {
    name: "unknown-condition-key",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    summary: "condition keys are global ones or those of KMS and S3",
    check: Check::Draft(unknown_key),
};

pub(super) static RESERVED_CONDITION_KEY: Rule = Rule {
    name: "reserved-condition-key",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    summary: "condition keys that the grant fills itself are not given a second time",
    check: Check::Draft(reserved),
};

pub(super) static CONDITION_WITHOUT_EFFECT: Rule = Rule {
    name: "condition-without-effect",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html",
    summary: "a condition limits at least one of the grant's actions",
    check: Check::Draft(without_effect),
};

fn all<'c>(candidate: &'c Candidate<'_>) -> impl Iterator<Item = &'c ConditionDraft> {
    candidate.draft.conditions.iter().flatten()
}

fn unknown_operator(candidate: &Candidate<'_>) -> Vec<Hit> {
    all(candidate)
        .filter_map(|condition| {
            let error = condition.operator.parse::<Operator>().err()?;
            let site = condition.site().parent().unwrap_or_default();
            let nearest: Vec<&str> = error.nearest().into_iter().collect();
            let help = suggest::did_you_mean(&nearest)
                .unwrap_or_else(|| "write an operator such as `StringEquals` or `ArnLike`".to_owned());
            Some(Hit::new(site, format!("IAM has no condition operator `{}`", condition.operator)).help(help))
        })
        .collect()
}

fn unknown_key(candidate: &Candidate<'_>) -> Vec<Hit> {
    all(candidate)
        .filter(|condition| ConditionKey::named(&condition.key).is_none())
        .map(|condition| {
            let nearest = suggest::nearest(&condition.key, ConditionKey::all().iter().map(ConditionKey::name));
            let help = suggest::did_you_mean(&nearest)
                .unwrap_or_else(|| "write a global key such as `aws:PrincipalOrgID`, or one of KMS or S3".to_owned());
            Hit::new(condition.site(), format!("there is no condition key `{}`", condition.key)).help(help)
        })
        .collect()
}

fn reserved(candidate: &Candidate<'_>) -> Vec<Hit> {
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
    all(candidate)
        .filter_map(|condition| {
            let (_, key, help) =
                filled.iter().find(|(is_filled, key, _)| *is_filled && key.eq_ignore_ascii_case(&condition.key))?;
            let message = format!("`{key}` is filled by the grant itself");
            Some(Hit::new(condition.site(), message).help(*help))
        })
        .collect()
}

fn without_effect(candidate: &Candidate<'_>) -> Vec<Hit> {
    let has_bucket = candidate.draft.bucket.is_some();
    all(candidate)
        .filter(|condition| ConditionKey::named(&condition.key).is_some())
        .filter(|condition| {
            let mut actions = candidate.known_actions();
            candidate.known_actions().next().is_some()
                && !actions.any(|(_, action)| applies(&condition.key, action, has_bucket))
        })
        .map(|condition| {
            let message = format!("`{}` limits none of the grant's actions", condition.key);
            Hit::new(condition.site(), message).help("remove it; no action of this grant is asked with that key")
        })
        .collect()
}
