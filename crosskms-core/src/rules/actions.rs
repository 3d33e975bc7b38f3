//! Rules about the actions of a grant.

use super::agreement::pairs;
use super::{Check, Hit, Rule, documents, operations};
use crate::action::{Action, KeyUsage, Service, kms, s3};
use crate::finding::Severity;
use crate::grant::{ActionEntry, Candidate};
use crate::site::Site;
use crate::suggest;

const KMS_PERMISSIONS_PAGE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html";

pub(super) static UNKNOWN_ACTION: Rule = Rule {
    name: "unknown-action",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html",
    summary: "actions exist",
    checks: &[Check::Draft(unknown), Check::Document(documents::actions::unknown)],
};

pub(super) static WILDCARD_ACTION: Rule = Rule {
    name: "wildcard-action",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    summary: "actions are named exactly; a wildcard also admits those that AWS adds tomorrow",
    checks: &[Check::Draft(wildcard)],
};

pub(super) static ACTION_WITHOUT_EFFECT: Rule = Rule {
    name: "action-without-effect",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    summary: "actions are those that work on a resource of another account",
    checks: &[Check::Draft(without_effect), Check::Document(documents::outsiders::without_effect)],
};

pub(super) static ACTION_FOR_OTHER_KEYS: Rule = Rule {
    name: "action-for-other-keys",
    severity: Severity::Error,
    page: KMS_PERMISSIONS_PAGE,
    summary: "all actions fit one kind of key, and with a bucket a symmetric encryption key",
    checks: &[Check::Draft(other_keys)],
};

pub(super) static ACTION_FOR_OTHER_RESOURCES: Rule = Rule {
    name: "action-for-other-resources",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html",
    summary: "S3 actions apply to a bucket or to its objects",
    checks: &[Check::Draft(other_resources)],
};

pub(super) static ACTION_WITHOUT_BUCKET: Rule = Rule {
    name: "action-without-bucket",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html",
    summary: "S3 actions need a bucket",
    checks: &[Check::Draft(without_bucket)],
};

pub(super) static MULTIPART_UPLOAD: Rule = Rule {
    name: "multipart-upload",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions",
    summary: "who writes objects also needs `kms:Decrypt`, or large uploads fail",
    checks: &[Check::Draft(multipart)],
};

pub(super) static UNPAIRED_ACTION: Rule = Rule {
    name: "unpaired-action",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    summary: "who reads or writes encrypted objects has the actions of S3 and of KMS for it",
    checks: &[Check::Draft(unpaired), Check::Accounts(pairs::unpaired)],
};

/// What S3 decrypts for.
const READERS: &[Action] =
    &[s3::GetObject, s3::GetObjectVersion, s3::GetObjectAttributes, s3::GetObjectVersionAttributes];

/// The S3 actions that need each action of KMS (R2.21).
pub(super) const PAIRS: [(Action, &[Action]); 2] =
    [(kms::Decrypt, READERS), (kms::GenerateDataKey, &[s3::PutObject])];

fn unpaired(candidate: &Candidate<'_>) -> Vec<Hit> {
    // An action that is not known may have been meant as the one that is missing.
    let unknown = candidate.actions.iter().any(|entry| entry.action.is_none());
    if candidate.draft.bucket.is_none() || unknown {
        return Vec::new();
    }
    PAIRS
        .into_iter()
        .filter_map(|(of_kms, of_s3)| {
            let user = candidate.known_actions().find(|(_, action)| of_s3.contains(action));
            match (candidate.known_actions().find(|(_, action)| *action == of_kms), user) {
                (None, Some((site, action))) => {
                    let message = format!("`{action}` without `{of_kms}`: encrypted objects will be denied");
                    let parts = of_kms != kms::Decrypt && !candidate.allows(kms::Decrypt);
                    let also = if parts { ", and `kms:Decrypt` for multipart uploads" } else { "" };
                    Some(Hit::new(site.clone(), message).help(format!("add `{of_kms}`{also}")))
                }
                // Writers decrypt, too: the parts of an upload.
                (Some((site, _)), None) if of_kms != kms::Decrypt || !candidate.allows(s3::PutObject) => {
                    let [first, ..] = of_s3 else { return None };
                    let message = format!("`{of_kms}` without an action of S3 that uses it");
                    Some(Hit::new(site.clone(), message).help(format!("add `{first}`, or remove `{of_kms}`")))
                }
                _ => None,
            }
        })
        .collect()
}

pub(super) fn kms_grants(candidate: &Candidate<'_>) -> Vec<Hit> {
    let limited = candidate.draft.conditions.iter().flatten().any(|condition| {
        let values = condition.values.iter().map(AsRef::as_ref);
        limits_kms_grants(&condition.operator, &condition.key, values)
    });
    candidate
        .known_actions()
        .filter(|(_, action)| *action == kms::CreateGrant && !limited)
        .map(|(site, _)| match kms_grants_to_outsiders(site.clone()) {
            hit if candidate.is_by_kms_grant() => {
                hit.help("remove it; a KMS grant holds no condition that could limit it")
            }
            hit => hit,
        })
        .collect()
}

/// Whether a condition says to whom KMS grants can be made (R6.2): to services that work for the caller, through a
/// service, or to grantees that are named.
pub(super) fn limits_kms_grants<'v>(
    operator: &str,
    key: &str,
    mut values: impl Iterator<Item = &'v str>,
) -> bool {
    const GRANTEES: [&str; 3] = ["kms:GranteePrincipal", "kms:GranteeServicePrincipal", "kms:ViaService"];
    const OPERATORS: [&str; 5] =
        ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"];
    if key.eq_ignore_ascii_case("kms:GrantIsForAWSResource") {
        return operator == "Bool" && values.all(|value| value.eq_ignore_ascii_case("true"));
    }
    GRANTEES.iter().any(|grantee| grantee.eq_ignore_ascii_case(key))
        && OPERATORS.contains(&operator)
        && values.all(|value| !value.starts_with(['*', '?']))
}

pub(super) fn kms_grants_to_outsiders(site: Site) -> Hit {
    let message = "who may make KMS grants can give the key to anybody, unseen in the key policy";
    let help = "add the condition `Bool` of `kms:GrantIsForAWSResource`, `true`, or remove the action";
    Hit::new(site, message).help(help)
}

fn unknown(candidate: &Candidate<'_>) -> Vec<Hit> {
    candidate
        .actions
        .iter()
        .filter(|entry| entry.action.is_none() && !is_wildcard(entry.text) && !entry.text.trim().is_empty())
        .map(|entry| {
            let (message, help) = explain_unknown(entry.text);
            let hit = Hit::new(entry.site.clone(), message);
            match help {
                Some(help) => hit.help(help),
                None => hit.help("write an action of KMS or S3, for example `kms:Decrypt` or `s3:GetObject`"),
            }
        })
        .collect()
}

pub(super) fn explain_unknown(text: &str) -> (String, Option<String>) {
    let service = text.split_once(':').and_then(|(prefix, name)| {
        let service =
            [Service::Kms, Service::S3].into_iter().find(|s| s.prefix().eq_ignore_ascii_case(prefix))?;
        Some((service, name))
    });
    match service {
        Some((service, name)) => {
            let what = if service == Service::Kms { "KMS" } else { "S3" };
            if let Some(actions) = operations::actions_of(service, name) {
                let message = format!("`{text}` is an operation of {what}, but not an action of IAM");
                return (message, Some(format!("write {actions}")));
            }
            let names: Vec<String> = service.actions().iter().map(ToString::to_string).collect();
            let wanted = format!("{}:{name}", service.prefix());
            let nearest = suggest::nearest(&wanted, names.iter().map(String::as_str));
            (format!("{what} has no action `{text}`"), suggest::did_you_mean(&nearest))
        }
        None if text.contains(':') => {
            (format!("`{text}` is not an action of KMS or S3, and a grant holds no others"), None)
        }
        None => {
            let names: Vec<String> = Action::all().map(|action| action.to_string()).collect();
            let bare =
                |name: &&str| name.split_once(':').is_some_and(|(_, name)| name.eq_ignore_ascii_case(text));
            let same = names.iter().map(String::as_str).filter(bare);
            (format!("`{text}` has no service prefix"), suggest::did_you_mean(&same.collect::<Vec<_>>()))
        }
    }
}

fn is_wildcard(text: &str) -> bool {
    text.contains(['*', '?'])
}

fn wildcard(candidate: &Candidate<'_>) -> Vec<Hit> {
    let wildcards =
        candidate.actions.iter().filter(|entry| entry.action.is_none() && is_wildcard(entry.text));
    wildcards
        .map(|entry| {
            let hit = Hit::new(
                entry.site.clone(),
                format!("`{}` has a wildcard; a grant names its actions", entry.text),
            );
            hit.help(expansion(entry).unwrap_or_else(|| "list the actions one by one".to_owned()))
        })
        .collect()
}

/// The actions that a wildcard stands for and that work across accounts, when they are few.
fn expansion(entry: &ActionEntry<'_>) -> Option<String> {
    let stem = entry.text.strip_suffix('*').filter(|stem| !is_wildcard(stem))?;
    let meant: Vec<String> = Action::all()
        .filter(|action| action.works_across_accounts())
        .map(|action| action.to_string())
        .filter(|name| name.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem)))
        .collect();
    (1..=6).contains(&meant.len()).then(|| format!("write those that are needed of {}", meant.join(", ")))
}

fn without_effect(candidate: &Candidate<'_>) -> Vec<Hit> {
    let inert = candidate.known_actions().filter(|(_, action)| !action.works_across_accounts());
    inert.map(|(site, action)| without_effect_across_accounts(site.clone(), action)).collect()
}

pub(super) fn without_effect_across_accounts(site: Site, action: Action) -> Hit {
    let message = format!("`{action}` has no effect on a resource of another account");
    let help = match action.service() {
        Service::Kms => {
            "remove it; across accounts KMS allows cryptographic operations, DescribeKey, \
             GetKeyRotationStatus, GetPublicKey and the work with KMS grants"
        }
        Service::S3 => "remove it; only principals of the bucket's own account can do this",
    };
    Hit::new(site, message).help(help)
}

fn other_keys(candidate: &Candidate<'_>) -> Vec<Hit> {
    if candidate.draft.bucket.is_some() {
        return candidate
            .known_actions()
            .filter(|(_, action)| !action.key_usages().is_empty())
            .filter(|(_, action)| !action.key_usages().contains(&KeyUsage::SymmetricEncryption))
            .map(|(site, action)| {
                let message =
                    format!("`{action}` does not work with a symmetric encryption key, and S3 with no other");
                Hit::new(site.clone(), message).help("remove it, or grant it on its own key without `bucket`")
            })
            .collect();
    }
    // Without a bucket, the first action that names usages decides what the key is for.
    let mut limited = candidate.known_actions().filter(|(_, action)| !action.key_usages().is_empty());
    let Some((_, first)) = limited.next() else { return Vec::new() };
    limited
        .filter(|(_, action)| !action.key_usages().iter().any(|usage| first.key_usages().contains(usage)))
        .map(|(site, action)| {
            let message = format!("no key works with both `{first}` and `{action}`");
            Hit::new(site.clone(), message).help("make a grant for each key")
        })
        .collect()
}

fn other_resources(candidate: &Candidate<'_>) -> Vec<Hit> {
    candidate
        .known_actions()
        .filter(|(_, action)| action.service() == Service::S3 && action.works_across_accounts())
        .filter(|(_, action)| !is_about_a_bucket(*action))
        .map(|(site, action)| {
            let kinds = action.resource_types().join(", ");
            let message = format!("`{action}` applies to {kinds}, not to a bucket or its objects");
            Hit::new(site.clone(), message).help("remove it; a grant is about a bucket and its objects")
        })
        .collect()
}

fn is_about_a_bucket(action: Action) -> bool {
    action.resource_types().iter().any(|kind| matches!(*kind, "bucket" | "object"))
}

fn without_bucket(candidate: &Candidate<'_>) -> Vec<Hit> {
    if candidate.draft.bucket.is_some() {
        return Vec::new();
    }
    candidate
        .known_actions()
        .filter(|(_, action)| action.service() == Service::S3 && action.works_across_accounts())
        .filter(|(_, action)| is_about_a_bucket(*action))
        .map(|(site, action)| {
            let hit = Hit::new(site.clone(), format!("`{action}` needs a bucket, and the grant has none"));
            hit.help("add `bucket:` and the bucket's ARN, or remove the action")
        })
        .collect()
}

fn multipart(candidate: &Candidate<'_>) -> Vec<Hit> {
    // An action that is not known may have been meant as `kms:Decrypt`.
    let unknown = candidate.actions.iter().any(|entry| entry.action.is_none());
    if candidate.draft.bucket.is_none() || candidate.allows(kms::Decrypt) || unknown {
        return Vec::new();
    }
    // Readers are told to add `kms:Decrypt` anyway.
    if READERS.iter().any(|action| candidate.allows(*action)) {
        return Vec::new();
    }
    candidate
        .known_actions()
        .find(|(_, action)| *action == kms::GenerateDataKey)
        .map(|(site, action)| {
            let message = format!("`{action}` without `kms:Decrypt`: multipart uploads will be denied");
            Hit::new(site.clone(), message).help("add `kms:Decrypt`; S3 reads the parts to put them together")
        })
        .into_iter()
        .collect()
}
