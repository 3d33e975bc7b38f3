//! Rules about what KMS sees when S3 calls it (R2.20, R2.31, R2.32, R2.36).

use super::context::denied_form;
use super::statements::covers_principals;
use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::{Action, kms};
use crate::arn::Arn;
use crate::finding::Severity;
use crate::policy::{ConditionEntry, PolicyType};
use crate::rules::agreement::pairs;
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;
use crate::wildcard;

pub(in crate::rules) static VIA_ANOTHER_REGION: Rule = Rule {
    name: "via-another-region",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    summary: "a service uses the keys of its own Region",
    checks: &[Check::Document(via_another_region), Check::Accounts(pairs::via_another_region)],
};

pub(in crate::rules) static ONE_CONTEXT_FORM: Rule = Rule {
    name: "one-context-form",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    summary: "a condition on S3's encryption context matches with a Bucket Key and without",
    checks: &[Check::Document(one_context_form), Check::Document(denied_form)],
};

pub(in crate::rules) static NETWORK_CONDITION_ON_KEY: Rule = Rule {
    name: "network-condition-on-key",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html",
    summary: "conditions on the network stand on the bucket, not on a key that S3 uses",
    checks: &[Check::Document(network_condition)],
};

/// What S3 asks of KMS to read, write, replicate and re-encrypt objects (R2.21, R2.23).
const CALLED_BY_S3: [Action; 6] = [
    kms::Decrypt,
    kms::Encrypt,
    kms::GenerateDataKey,
    kms::GenerateDataKeyWithoutPlaintext,
    kms::ReEncryptFrom,
    kms::ReEncryptTo,
];

const CONTEXT: &str = "kms:EncryptionContext:aws:s3:arn";

fn via_another_region(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        let regions: Vec<&str> = placed
            .resources()
            .into_iter()
            .filter_map(|(_, text)| Arn::parse(text).ok().filter(|arn| arn.service == "kms"))
            .map(|arn| arn.region)
            .collect();
        let unsure = regions.is_empty()
            || regions.len() < placed.resources().len()
            || regions.iter().any(|region| has_wildcard(region) || region.contains('$'));
        if unsure {
            return Vec::new();
        }
        via_regions_but(placed, &regions)
    })
}

/// The values of `kms:ViaService`, when all of them are of another Region than these.
pub(in crate::rules) fn via_regions_but(placed: &Placed<'_>, regions: &[&str]) -> Vec<Hit> {
    let elsewhere = |(site, value): (Site, String)| {
        let region = value.strip_suffix(".amazonaws.com")?.rsplit('.').next()?.to_owned();
        let elsewhere = !has_wildcard(&region) && region.contains('-');
        let key = regions.first().filter(|_| elsewhere && !regions.contains(&region.as_str()))?;
        let message = format!("`{value}` is in `{region}`, the key is in `{key}`");
        let service = value.split('.').next().unwrap_or_default();
        Some(Hit::new(site, message).help(format!("write `{service}.{key}.amazonaws.com`")))
    };
    // One value that can match is enough (R3.30).
    let none_matches = |(site, operator, entry): (Site, &str, &ConditionEntry)| {
        let values = entry.values.iter().enumerate();
        let values = values.map(|(index, value)| (site.clone().index(index), value.as_text().into_owned()));
        let positive = matches!(operator, "StringEquals" | "StringLike");
        positive.then(|| values.map(elsewhere).collect::<Option<Vec<Hit>>>())?
    };
    entries(placed, "kms:ViaService").filter_map(none_matches).flatten().collect()
}

fn one_context_form(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        if !placed.allows() {
            return Vec::new();
        }
        contexts(placed)
            .filter_map(|(site, values)| {
                let bucket = values.iter().find_map(|value| bucket_of(value))?;
                let form = Form::missing(&values, &bucket)?;
                if is_allowed_elsewhere(document, placed, form, &bucket) {
                    return None;
                }
                let slash = format!("{bucket}/");
                let slash = values.iter().position(|value| form == Form::Bucket && *value == slash);
                let (site, message, help) = match (form, slash) {
                    (Form::Bucket, Some(index)) => (
                        site.index(index),
                        "the bucket's ARN has no `/` at its end",
                        match values.len() {
                            1 => {
                                format!("write `{bucket}`, and `{bucket}/*` for objects without a Bucket Key")
                            }
                            _ => format!("write `{bucket}`"),
                        },
                    ),
                    (Form::Bucket, None) => (
                        site,
                        "with a Bucket Key the context is the bucket's ARN, which this does not match",
                        format!("add `{bucket}`, under `StringLike`"),
                    ),
                    (Form::Object, _) => (
                        site,
                        "without a Bucket Key the context is the object's ARN, which this does not match",
                        format!("add `{bucket}/*`, under `StringLike`"),
                    ),
                };
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

/// What S3 sends as the context: the bucket with a Bucket Key, the object without (R2.31).
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Bucket,
    Object,
}

impl Form {
    fn is_matched(self, values: &[String], bucket: &str) -> bool {
        let matches = |text: &str| values.iter().any(|value| wildcard::matches(value, text));
        match self {
            Self::Bucket => matches(bucket),
            Self::Object => {
                let names_objects =
                    |value: &String| value.contains('/') && bucket_of(value).is_some_and(|own| own == bucket);
                values.iter().any(names_objects) || matches(&format!("{bucket}/example"))
            }
        }
    }

    /// The form that values do not match, when they match the other.
    fn missing(values: &[String], bucket: &str) -> Option<Self> {
        match [Self::Bucket, Self::Object].map(|form| form.is_matched(values, bucket)) {
            [false, true] => Some(Self::Bucket),
            [true, false] => Some(Self::Object),
            _ => None,
        }
    }
}

/// The values of every positive condition of a statement on S3's context.
fn contexts(placed: &Placed<'_>) -> impl Iterator<Item = (Site, Vec<String>)> {
    const POSITIVE: [&str; 4] = ["StringEquals", "StringLike", "ArnEquals", "ArnLike"];
    entries(placed, CONTEXT).filter(|(_, operator, _)| POSITIVE.contains(operator)).map(|(site, _, entry)| {
        (site, entry.values.iter().map(|value| value.as_text().into_owned()).collect())
    })
}

/// Whether other statements allow the same principals the same actions with the form that a statement misses.
fn is_allowed_elsewhere(document: &Document<'_>, placed: &Placed<'_>, form: Form, bucket: &str) -> bool {
    let others: Vec<Vec<Action>> = document
        .statements()
        .filter(|other| other.site != placed.site && other.allows())
        .filter(|other| {
            covers_principals(other.statement.principal.as_ref(), placed.statement.principal.as_ref())
        })
        .filter(|other| {
            let mut contexts = contexts(other);
            let is_about_context = entries(other, CONTEXT).next().is_some();
            !is_about_context || contexts.any(|(_, values)| form.is_matched(&values, bucket))
        })
        .filter_map(|other| other.known_actions())
        .collect();
    let actions = placed.known_actions().unwrap_or_default();
    !actions.is_empty() && actions.iter().all(|action| others.iter().any(|other| other.contains(action)))
}

/// The bucket's ARN of a value that names one; none where the bucket itself is a pattern.
pub(in crate::rules) fn bucket_of(value: &str) -> Option<String> {
    let arn = Arn::parse(value).ok().filter(|arn| arn.service == "s3" && arn.account.is_empty())?;
    let (bucket, _) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
    let is_open = has_wildcard(bucket) || bucket.contains('$');
    (!is_open).then(|| format!("arn:{}:s3:::{bucket}", arn.partition))
}

fn network_condition(document: &Document<'_>) -> Vec<Hit> {
    const NETWORK: [&str; 4] = ["aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"];
    if document.policy_type != PolicyType::KeyPolicy {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let of_s3 =
            placed.known_actions().is_some_and(|all| CALLED_BY_S3.iter().any(|one| all.contains(one)));
        if !of_s3 {
            return Vec::new();
        }
        let has = |key: &str| entries(placed, key).next().is_some();
        let through_service = has("kms:ViaService");
        let exempts_services =
            has("aws:ViaAWSService") || has("aws:PrincipalIsAWSService") || through_service;
        // Denied are services too, unless they are exempted; allowed is nobody, when it must be through a service.
        let bites = if placed.allows() { through_service } else { !exempts_services };
        if !bites {
            return Vec::new();
        }
        placed
            .conditions()
            .filter(|(_, _, entry)| NETWORK.iter().any(|key| key.eq_ignore_ascii_case(&entry.key)))
            .map(|(site, _, entry)| {
                let message =
                    format!("S3 calls KMS from its own network, where `{}` is not the caller's", entry.key);
                let help = match placed.allows() {
                    true => "put the condition into the bucket policy",
                    false => {
                        "put the condition into the bucket policy, or add \
                         `\"BoolIfExists\": {\"aws:ViaAWSService\": \"false\"}`"
                    }
                };
                Hit::new(site, message).help(help)
            })
            .collect()
    })
}

/// The conditions of a statement on one key, with the operator of each.
fn entries<'p>(placed: &Placed<'p>, key: &str) -> impl Iterator<Item = (Site, &'p str, &'p ConditionEntry)> {
    placed
        .conditions()
        .filter(move |(_, _, entry)| entry.key.eq_ignore_ascii_case(key))
        .map(|(site, condition, entry)| (site, condition.operator.as_ref(), entry))
}
