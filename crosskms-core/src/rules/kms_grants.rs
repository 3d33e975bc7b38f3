//! Rules about grants that give the key by a KMS grant (section 2.5 of the rulebook): what it cannot hold.

use super::conditions::filled;
use super::{Check, Hit, Rule};
use crate::action::{Action, Service};
use crate::arn::PrincipalKind;
use crate::finding::Severity;
use crate::grant::{Bind, Candidate, ConditionDraft, Field};
use crate::policies::{MOST_PAIRS, applies, pair};

const CREATE_GRANT_PAGE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html";

pub(super) static UNGRANTABLE_ACTION: Rule = Rule {
    name: "ungrantable-action",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    summary: "a KMS grant holds operations that can be granted, at least one of them",
    checks: &[Check::Draft(ungrantable)],
};

pub(super) static CONDITION_ON_KMS_GRANT: Rule = Rule {
    name: "condition-on-kms-grant",
    severity: Severity::Error,
    page: CREATE_GRANT_PAGE,
    summary: "a KMS grant is limited by pairs of the encryption context and by nothing else",
    checks: &[Check::Draft(conditions)],
};

pub(super) static KMS_GRANT_TO_ACCOUNT: Rule = Rule {
    name: "kms-grant-to-account",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html",
    summary: "the grantee of a KMS grant is a role or a user",
    checks: &[Check::Draft(accounts)],
};

pub(super) static KMS_GRANT_WITHOUT_BUCKET_KEY: Rule = Rule {
    name: "kms-grant-without-bucket-key",
    severity: Severity::Error,
    page: CREATE_GRANT_PAGE,
    summary: "a KMS grant for a bucket needs its Bucket Key, because it compares the encryption context as a whole",
    checks: &[Check::Draft(without_bucket_key)],
};

fn ungrantable(candidate: &Candidate<'_>) -> Vec<Hit> {
    if !candidate.is_by_kms_grant() {
        return Vec::new();
    }
    let of_kms = || candidate.known_actions().filter(|(_, action)| action.service() == Service::Kms);
    let all_known = candidate.actions.iter().all(|entry| entry.action.is_some());
    if of_kms().next().is_none() && !candidate.actions.is_empty() && all_known {
        let hit =
            Hit::new(Field::Mechanism.site(), "the grant has no action of KMS that a KMS grant could hold");
        return vec![hit.help("add one such as `kms:Decrypt`, or remove `mechanism`")];
    }
    // What has no effect across accounts is an error of its own.
    of_kms()
        .filter(|(_, action)| action.works_across_accounts() && !action.is_grantable())
        .map(|(site, action)| {
            let hit = Hit::new(site.clone(), format!("a KMS grant cannot hold `{action}`"));
            hit.help("put it into a second grant, with `mechanism: policy`")
        })
        .collect()
}

fn conditions(candidate: &Candidate<'_>) -> Vec<Hit> {
    if !candidate.is_by_kms_grant() {
        return Vec::new();
    }
    via(candidate).into_iter().chain(bind(candidate)).chain(further(candidate)).collect()
}

/// Who calls KMS is nothing that a KMS grant could ask, so that it is also for direct calls. That has to be said, where
/// the default would be another.
fn via(candidate: &Candidate<'_>) -> Option<Hit> {
    let (site, message) = match candidate.draft.via.as_deref() {
        Some([any]) if any == "any" => return None,
        // An empty list is a mistake of its own.
        Some([]) => return None,
        Some(_) => (Field::Via.site(), "`via` cannot limit a KMS grant to calls through services"),
        None if candidate.draft.bucket.is_none() => return None,
        None => (Field::Mechanism.site(), "a KMS grant cannot be limited to calls through S3"),
    };
    let help = match candidate.draft.bucket {
        Some(_) => "write `via: any`; the encryption context still binds the KMS grant to the bucket",
        None => "remove `via`, or `mechanism`",
    };
    Some(Hit::new(site, message).help(help))
}

fn bind(candidate: &Candidate<'_>) -> Option<Hit> {
    (candidate.bind() == Some(Bind::PrincipalArn)).then(|| {
        let message = "`bind: principal_arn` cannot hold for a KMS grant, which names its grantee";
        Hit::new(Field::Bind.site(), message).help("remove `bind`, or `mechanism`")
    })
}

/// Conditions that would limit the key and cannot. Those that limit the bucket alone are as good as ever.
fn further(candidate: &Candidate<'_>) -> Vec<Hit> {
    let has_bucket = candidate.draft.bucket.is_some();
    let on_key = |condition: &&ConditionDraft| {
        let limits =
            |action: Action| action.service() == Service::Kms && applies(&condition.key, action, has_bucket);
        filled(candidate, &condition.key).is_none()
            && candidate.known_actions().any(|(_, action)| limits(action))
    };
    let mut room = MOST_PAIRS.saturating_sub(usize::from(has_bucket));
    let mut hits = Vec::new();
    for condition in candidate.draft.conditions.iter().flatten().filter(on_key) {
        let values: Vec<&str> = condition.values.iter().map(String::as_str).collect();
        let is_pair = pair(&condition.operator, &condition.key, &values).is_some();
        if is_pair && room > 0 {
            room = room.saturating_sub(1);
            continue;
        }
        let message =
            format!("a KMS grant cannot hold the condition `{}` of `{}`", condition.operator, condition.key);
        let help = format!(
            "remove it, or `mechanism`; a KMS grant holds up to {MOST_PAIRS} pairs of the encryption context, each by \
             `StringEquals` and one value"
        );
        hits.push(Hit::new(condition.site(), message).help(help));
    }
    hits
}

/// Who of an account could use a KMS grant to all of it, AWS does not say.
fn accounts(candidate: &Candidate<'_>) -> Vec<Hit> {
    if !candidate.is_by_kms_grant() {
        return Vec::new();
    }
    candidate
        .principal_arns()
        .filter(|(_, principal)| principal.kind() == PrincipalKind::Account)
        .map(|(site, principal)| {
            let message = format!("a KMS grant cannot be for the whole account `{}`", principal.account());
            Hit::new(site.clone(), message)
                .help("name the roles and users of the account, or remove `mechanism`")
        })
        .collect()
}

fn without_bucket_key(candidate: &Candidate<'_>) -> Vec<Hit> {
    let without = candidate.draft.bucket.is_some() && candidate.draft.bucket_key == Some(false);
    if !candidate.is_by_kms_grant() || !without {
        return Vec::new();
    }
    let message =
        "without a Bucket Key every object has an encryption context of its own, which no KMS grant can name";
    vec![Hit::new(Field::BucketKey.site(), message).help("write `bucket_key: true`, or remove `mechanism`")]
}
