//! Rules about the fields of a grant and their plain values.

use super::{Check, Hit, Rule};
use crate::finding::{Finding, Severity};
use crate::grant::{Candidate, Draft, Field};
use crate::site::Site;
use crate::suggest;

const CROSS_ACCOUNT_PAGE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html";
const KEY_POLICY_PAGE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html";

/// A field that no grant has.
pub static UNKNOWN_FIELD: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    page: CROSS_ACCOUNT_PAGE,
    summary: "a grant has no other fields than those that are documented",
    checks: &[Check::Reader],
};

/// A field or condition that stands twice.
pub static DUPLICATE_FIELD: Rule = Rule {
    name: "duplicate-field",
    severity: Severity::Error,
    page: CROSS_ACCOUNT_PAGE,
    summary: "every field and every condition key of an operator is given at most once",
    checks: &[Check::Draft(duplicate_conditions)],
};

/// A value of the wrong form.
pub static MISPLACED_VALUE: Rule = Rule {
    name: "misplaced-value",
    severity: Severity::Error,
    page: CROSS_ACCOUNT_PAGE,
    summary: "every field has a value of its own form: a string, a list, a boolean",
    checks: &[Check::Reader],
};

/// Something that has to be said and is not.
pub static MISSING_FIELD: Rule = Rule {
    name: "missing-field",
    severity: Severity::Error,
    page: CROSS_ACCOUNT_PAGE,
    summary: "a grant needs a name, a key, principals and actions",
    checks: &[Check::Draft(missing)],
};

pub(super) static CONFLICTING_FIELDS: Rule = Rule {
    name: "conflicting-fields",
    severity: Severity::Error,
    page: CROSS_ACCOUNT_PAGE,
    summary: "of two fields that mean the same, one is given",
    checks: &[Check::Draft(conflicting)],
};

pub(super) static FIELD_WITHOUT_BUCKET: Rule = Rule {
    name: "field-without-bucket",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    summary: "`prefixes` and `bucket_key` say something about a bucket, so there must be one",
    checks: &[Check::Draft(without_bucket)],
};

pub(super) static EMPTY_FIELD: Rule = Rule {
    name: "empty-field",
    severity: Severity::Error,
    page: CROSS_ACCOUNT_PAGE,
    summary: "no field, list or list element is empty",
    checks: &[Check::Draft(empty)],
};

pub(super) static DUPLICATE_ENTRY: Rule = Rule {
    name: "duplicate-entry",
    severity: Severity::Warning,
    page: CROSS_ACCOUNT_PAGE,
    summary: "a list names each thing once",
    checks: &[Check::Draft(duplicate_entries)],
};

pub(super) static MALFORMED_NAME: Rule = Rule {
    name: "malformed-name",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
    summary: "a name is 1 to 40 of `a` to `z`, `0` to `9` and `-`, because Sids and policy names are made of it",
    checks: &[Check::Draft(malformed_name)],
};

pub(super) static UNKNOWN_WORD: Rule = Rule {
    name: "unknown-word",
    severity: Severity::Error,
    page: CROSS_ACCOUNT_PAGE,
    summary: "`access`, `bind`, `mechanism` and `identity_policy` take one of a few words",
    checks: &[Check::Draft(unknown_words)],
};

pub(super) static MALFORMED_PREFIX: Rule = Rule {
    name: "malformed-prefix",
    severity: Severity::Error,
    page: KEY_POLICY_PAGE,
    summary: "a prefix is the literal beginning of object keys, in characters that a key policy can hold",
    checks: &[Check::Draft(malformed_prefixes)],
};

pub(super) static MALFORMED_VIA: Rule = Rule {
    name: "malformed-via",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service",
    summary: "`via` names services as the first part of `kms:ViaService` does, or `any` alone",
    checks: &[Check::Draft(malformed_via)],
};

/// What is to be said of a field that no grant has.
pub fn unknown_field(name: &str) -> Finding {
    let meant: Vec<&str> = Field::meant_by(name).into_iter().map(Field::as_str).collect();
    let help = suggest::did_you_mean(&meant)
        .unwrap_or_else(|| format!("the fields are {}", Field::ALL.map(Field::as_str).join(", ")));
    UNKNOWN_FIELD.finding(Site::whole(), format!("a grant has no field `{name}`"), Some(help))
}

fn missing(candidate: &Candidate<'_>) -> Vec<Hit> {
    let draft = candidate.draft;
    let wanted = [
        (
            draft.name.is_none(),
            Field::Name,
            "`name`",
            "add `name: \"raw-events\"`; Sids and policy names are made of it",
        ),
        (draft.key.is_none(), Field::Key, "`key`", "add `key:` and the full ARN of the KMS key"),
        (
            draft.principal.is_none() && draft.principals.is_none(),
            Field::Principal,
            "`principal` or `principals`",
            "add `principal:` and the ARN of a role, user or account outside the key's account",
        ),
        (
            draft.allow.is_none() && draft.access.is_none(),
            Field::Allow,
            "`allow` or `access`",
            "add `access: read`, `write` or `read_write`, or list actions in `allow`",
        ),
    ];
    wanted
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, field, names, help)| Hit::new(field.site(), format!("the grant has no {names}")).help(help))
        .collect()
}

fn conflicting(candidate: &Candidate<'_>) -> Vec<Hit> {
    let draft = candidate.draft;
    let mut hits = Vec::new();
    if draft.principal.is_some() && draft.principals.is_some() {
        let hit = Hit::new(Field::Principals.site(), "`principal` and `principals` are both given");
        hits.push(hit.help("put all of them into `principals`"));
    }
    if draft.allow.is_some() && draft.access.is_some() {
        let hit = Hit::new(Field::Access.site(), "`allow` and `access` are both given");
        hits.push(hit.help("keep `access` for the smallest set, or `allow` for exactly these actions"));
    }
    let whole_account = candidate
        .principal_arns()
        .find(|(_, principal)| principal.kind() == crate::arn::PrincipalKind::Account);
    if let (Some("principal_arn"), Some((_, account))) = (draft.bind.as_deref(), whole_account) {
        let message = format!("`bind: principal_arn` cannot name the whole account `{account}`");
        hits.push(Hit::new(Field::Bind.site(), message).help("name the roles and users, or remove `bind`"));
    }
    if draft.identity_policy.as_deref() == Some("managed") && needs_no_identity_policy(candidate) {
        let message =
            "`identity_policy` stands beside a KMS grant of the key alone, which needs no identity policy";
        hits.push(Hit::new(Field::IdentityPolicy.site(), message).help("remove it"));
    }
    hits
}

/// R2.61: a KMS grant is enough for the key; only actions of S3 need an identity policy beside it.
pub(super) fn needs_no_identity_policy(candidate: &Candidate<'_>) -> bool {
    let all_of_kms = candidate
        .actions
        .iter()
        .all(|entry| entry.action.is_some_and(|action| action.service() == crate::action::Service::Kms));
    candidate.is_by_kms_grant() && !candidate.actions.is_empty() && all_of_kms
}

fn without_bucket(candidate: &Candidate<'_>) -> Vec<Hit> {
    let draft = candidate.draft;
    if draft.bucket.is_some() {
        return Vec::new();
    }
    [(draft.prefixes.is_some(), Field::Prefixes), (draft.bucket_key.is_some(), Field::BucketKey)]
        .into_iter()
        .filter(|(given, _)| *given)
        .map(|(_, field)| {
            Hit::new(field.site(), format!("`{}` is given, but there is no `bucket`", field.as_str()))
                .help("add `bucket:` and the ARN of the bucket, or remove the field")
        })
        .collect()
}

fn empty(candidate: &Candidate<'_>) -> Vec<Hit> {
    let hit = |site: Site| {
        let message = format!("`{site}` is empty");
        Hit::new(site, message).help("give it a value, or remove it")
    };
    let mut hits: Vec<Hit> = texts(candidate.draft)
        .filter(|(_, text)| text.trim().is_empty())
        .map(|(field, _)| hit(field.site()))
        .collect();
    for (field, list) in lists(candidate.draft) {
        if list.is_empty() {
            hits.push(hit(field.site()));
        }
        let blank = list.iter().enumerate().filter(|(_, text)| text.trim().is_empty());
        hits.extend(blank.map(|(index, _)| hit(field.site().index(index))));
    }
    if let Some(conditions) = &candidate.draft.conditions {
        if conditions.is_empty() {
            hits.push(hit(Field::Conditions.site()));
        }
        hits.extend(conditions.iter().filter(|condition| condition.values.is_empty()).map(|c| hit(c.site())));
    }
    hits
}

fn duplicate_entries(candidate: &Candidate<'_>) -> Vec<Hit> {
    // A replica that stands twice is an error of its own.
    lists(candidate.draft)
        .filter(|(field, _)| *field != Field::Replicas)
        .flat_map(|(field, list)| {
            list.iter().enumerate().filter_map(move |(index, text)| {
                let same = |earlier: &String| match field {
                    Field::Allow => earlier.eq_ignore_ascii_case(text),
                    _ => earlier == text,
                };
                let again = !text.trim().is_empty() && list.iter().take(index).any(same);
                again.then(|| {
                    let message = format!("`{text}` stands twice in `{}`", field.as_str());
                    Hit::new(field.site().index(index), message).help("remove the second one")
                })
            })
        })
        .collect()
}

fn duplicate_conditions(candidate: &Candidate<'_>) -> Vec<Hit> {
    let conditions = candidate.draft.conditions.as_deref().unwrap_or_default();
    conditions
        .iter()
        .enumerate()
        .filter(|(index, condition)| {
            conditions.iter().take(*index).any(|earlier| {
                earlier.operator == condition.operator && earlier.key.eq_ignore_ascii_case(&condition.key)
            })
        })
        .map(|(_, condition)| {
            let message = format!("`{}` compares `{}` twice", condition.operator, condition.key);
            Hit::new(condition.site(), message).help("put all values into one list")
        })
        .collect()
}

fn malformed_name(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(name) = candidate.draft.name.as_deref().filter(|name| !name.trim().is_empty()) else {
        return Vec::new();
    };
    let Err(error) = name.parse::<crate::grant::GrantName>() else { return Vec::new() };
    let proposal: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(40)
        .collect();
    let help = match proposal.trim_matches('-') {
        "" => "write a name such as `raw-events`".to_owned(),
        _ if name.chars().count() > 40 => format!("shorten it, it has {} characters", name.chars().count()),
        proposal => format!("write `{proposal}`"),
    };
    vec![Hit::new(Field::Name.site(), error.to_string()).help(help)]
}

fn unknown_words(candidate: &Candidate<'_>) -> Vec<Hit> {
    let access = Draft::access_words();
    let fields = [
        (Field::Access, candidate.draft.access.as_deref(), access.as_slice()),
        (Field::Bind, candidate.draft.bind.as_deref(), &["principal", "principal_arn"]),
        (Field::Mechanism, candidate.draft.mechanism.as_deref(), &["policy", "kms_grant"]),
        (Field::IdentityPolicy, candidate.draft.identity_policy.as_deref(), &["inline", "managed"]),
    ];
    fields
        .into_iter()
        .filter_map(|(field, word, known)| {
            Some((field, word.filter(|word| !word.trim().is_empty() && !known.contains(word))?, known))
        })
        .map(|(field, word, known)| {
            let known = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            Hit::new(field.site(), format!("`{word}` is no value of `{}`", field.as_str()))
                .help(format!("write one of {known}"))
        })
        .collect()
}

fn malformed_prefixes(candidate: &Candidate<'_>) -> Vec<Hit> {
    let prefixes = candidate.draft.prefixes.iter().flatten().enumerate();
    prefixes
        .filter_map(|(index, prefix)| {
            let (message, help) = if prefix.contains(['*', '?']) {
                let help = "write the literal beginning of the keys; what follows it is covered by itself";
                (format!("the prefix `{prefix}` has a wildcard"), help)
            } else if prefix.contains("${") {
                let help = "write the literal beginning of the keys; policy variables are not for grants";
                (format!("the prefix `{prefix}` has a policy variable"), help)
            } else if let Some(c) = prefix.chars().find(|c| !matches!(c, '\u{20}'..='\u{ff}')) {
                let help = "grant a shorter prefix that ends before that character";
                (
                    format!("the prefix `{prefix}` has `{}`, which no key policy can hold", c.escape_debug()),
                    help,
                )
            } else {
                return None;
            };
            Some(Hit::new(Field::Prefixes.site().index(index), message).help(help))
        })
        .collect()
}

fn malformed_via(candidate: &Candidate<'_>) -> Vec<Hit> {
    let services = candidate.draft.via.as_deref().unwrap_or_default();
    let legal = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    services
        .iter()
        .enumerate()
        .filter_map(|(index, service)| {
            let site = Field::Via.site().index(index);
            if !legal(service) {
                let hit =
                    Hit::new(site, format!("`{service}` is not the name of a service in `kms:ViaService`"));
                Some(hit.help("write the part before the Region, for example `s3` or `secretsmanager`"))
            } else if service == "any" && services.len() > 1 {
                Some(
                    Hit::new(site, "`any` stands beside other services")
                        .help("write `any` alone, or the services"),
                )
            } else {
                None
            }
        })
        .collect()
}

/// The fields that hold one text.
fn texts(draft: &Draft) -> impl Iterator<Item = (Field, &str)> {
    [
        (Field::Name, &draft.name),
        (Field::Key, &draft.key),
        (Field::Bucket, &draft.bucket),
        (Field::Principal, &draft.principal),
        (Field::Access, &draft.access),
        (Field::Bind, &draft.bind),
        (Field::Mechanism, &draft.mechanism),
        (Field::IdentityPolicy, &draft.identity_policy),
    ]
    .into_iter()
    .filter_map(|(field, text)| Some((field, text.as_deref()?)))
}

/// The fields that hold a list of texts.
fn lists(draft: &Draft) -> impl Iterator<Item = (Field, &[String])> {
    [
        (Field::Replicas, &draft.replicas),
        (Field::Prefixes, &draft.prefixes),
        (Field::Principals, &draft.principals),
        (Field::Allow, &draft.allow),
        (Field::Via, &draft.via),
    ]
    .into_iter()
    .filter_map(|(field, list)| Some((field, list.as_deref()?)))
}
