//! Rules about the ARNs of key and bucket, and about ARNs as such.

use std::collections::BTreeSet;

use super::documents::{resources, values};
use super::{Check, Hit, Rule};
use crate::arn::{ArnError, BucketArn, KeyId, Region, Segment};
use crate::finding::Severity;
use crate::grant::{Candidate, Field, KeyText, PrincipalText};
use crate::site::Site;

const SSE_KMS_PAGE: &str = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html";
const KEY_ID_PAGE: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id";

/// A text that is not the ARN that its place asks for.
pub static MALFORMED_ARN: Rule = Rule {
    name: "malformed-arn",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
    summary: "key, bucket and principals are ARNs of their kind",
    checks: &[Check::Draft(malformed)],
};

pub(super) static KEY_ALIAS: Rule = Rule {
    name: "key-alias",
    severity: Severity::Error,
    page: SSE_KMS_PAGE,
    summary: "the key is named by its ARN, because S3 looks an alias up in the account of the requester",
    checks: &[Check::Draft(alias)],
};

pub(super) static KEY_ID_ONLY: Rule = Rule {
    name: "key-id-only",
    severity: Severity::Error,
    page: KEY_ID_PAGE,
    summary: "the key is named by its ARN, because a bare id is looked up in the account of the caller",
    checks: &[Check::Draft(bare_id)],
};

pub(super) static AWS_MANAGED_KEY: Rule = Rule {
    name: "aws-managed-key",
    severity: Severity::Error,
    page: SSE_KMS_PAGE,
    summary: "the key is a customer managed key, because nobody can change the policy of an AWS managed key",
    checks: &[Check::Draft(aws_managed)],
};

/// A Region that this version does not know.
pub static UNKNOWN_REGION: Rule = Rule {
    name: "unknown-region",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html",
    summary: "the key is in a Region that exists, as far as this version knows",
    checks: &[
        Check::Draft(unknown_region),
        Check::Document(resources::unknown_region),
        Check::Document(values::unknown_region),
    ],
};

pub(super) static OPT_IN_REGION: Rule = Rule {
    name: "opt-in-region",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    summary: "the key is in a Region that the consumer's account has enabled",
    checks: &[Check::Draft(opt_in_region)],
};

pub(super) static UNUSUAL_BUCKET_NAME: Rule = Rule {
    name: "unusual-bucket-name",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    summary: "only buckets made in us-east-1 before March 2018 have names that break today's rules",
    checks: &[Check::Draft(unusual_name)],
};

fn malformed(candidate: &Candidate<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    match &candidate.key {
        Some(KeyText::Malformed(error)) if !error.input().trim().is_empty() => {
            hits.push(Hit::new(Field::Key.site(), error.to_string()).help(key_help(error)));
        }
        Some(KeyText::OddId(id)) => hits.push(odd_id(*id)),
        _ => {}
    }
    match &candidate.bucket {
        Some(Err(error)) if !error.input().trim().is_empty() => {
            hits.push(Hit::new(Field::Bucket.site(), error.to_string()).help(bucket_help(error)));
        }
        Some(Ok(bucket)) => hits.extend(impossible_name(candidate, bucket)),
        _ => {}
    }
    hits.extend(candidate.principals.iter().filter(|entry| !entry.text.trim().is_empty()).filter_map(|entry| {
        let PrincipalText::Malformed(error) = &entry.is else { return None };
        let help = "write the ARN of a role, a user or an account, for example `arn:aws:iam::444455556666:role/NAME`";
        Some(Hit::new(entry.site.clone(), error.to_string()).help(help))
    }));
    hits
}

fn odd_id(id: KeyId<'_>) -> Hit {
    let text = id.as_str();
    let lower = text.to_ascii_lowercase();
    let help = match KeyId::of(&lower) {
        KeyId::Other(_) => "copy the key's ARN from `aws kms describe-key`".to_owned(),
        _ => format!("write it in lower case, `{lower}`"),
    };
    let message =
        format!("the key id `{text}` is neither a UUID in lower case nor `mrk-` and 32 hexadecimal digits");
    Hit::new(Field::Key.site(), message).help(help)
}

fn key_help(error: &ArnError) -> &'static str {
    match error.segment() {
        Segment::Whole => "copy the key's ARN from `aws kms describe-key`",
        _ => {
            "copy the key's ARN from `aws kms describe-key`; it looks like `arn:aws:kms:REGION:ACCOUNT:key/KEY-ID`"
        }
    }
}

/// A name, a URI or the ARN of objects tells which bucket is meant.
fn bucket_help(error: &ArnError) -> String {
    let input = error.input();
    let in_bucket = match error.segment() {
        Segment::Whole => Some(input.strip_prefix("s3://").unwrap_or(input)),
        Segment::Resource => Some(error.found()),
        _ => None,
    };
    let (name, prefix) = in_bucket.map(|text| text.split_once('/').unwrap_or((text, ""))).unwrap_or_default();
    match format!("arn:aws:s3:::{name}").parse::<BucketArn>() {
        Ok(bucket) if matches!(prefix, "" | "*") => format!("write `{bucket}`"),
        Ok(bucket) => format!("write `{bucket}`, and in `prefixes` which part of it"),
        Err(_) => "write the bucket's ARN, `arn:aws:s3:::NAME`".to_owned(),
    }
}

/// R1.3: whether the Region is enabled, only the account knows.
fn opt_in_region(candidate: &Candidate<'_>) -> Vec<Hit> {
    let regions: Vec<_> = regions(candidate).filter(|(_, region)| region.is_opt_in()).collect();
    if regions.is_empty() {
        return Vec::new();
    }
    let accounts: BTreeSet<String> =
        candidate.principal_arns().map(|(_, principal)| principal.account().to_string()).collect();
    let accounts: Vec<&str> = accounts.iter().map(String::as_str).collect();
    let help = match accounts.as_slice() {
        [] => "enable the Region in the consumer's account, or allow this rule".to_owned(),
        accounts => format!("enable the Region in `{}`, or allow this rule", accounts.join("`, `")),
    };
    regions
        .into_iter()
        .map(|(site, region)| {
            let message =
                format!("`{region}` has to be enabled by each account; without it the grant has no effect");
            Hit::new(site, message).help(help.clone())
        })
        .collect()
}

/// Names that are not those of general purpose buckets, and names that no bucket ever had outside us-east-1.
fn impossible_name(candidate: &Candidate<'_>, bucket: &BucketArn) -> Option<Hit> {
    let name = bucket.name();
    let (why, help) = match name.reserved() {
        Some(why) => (why, "name the bucket itself, `arn:aws:s3:::NAME`"),
        None if may_be_legacy(candidate) => return None,
        None => (name.irregularity()?, "check the spelling of the bucket and the Region of the key"),
    };
    let message = format!("`{name}` is not the name of a general purpose bucket: {why}");
    Some(Hit::new(Field::Bucket.site(), message).help(help))
}

fn may_be_legacy(candidate: &Candidate<'_>) -> bool {
    candidate.key_arn().is_none_or(|key| key.region().as_str() == "us-east-1")
}

fn unusual_name(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(bucket) = candidate.bucket_arn() else { return Vec::new() };
    let name = bucket.name();
    match name.irregularity() {
        Some(why) if name.reserved().is_none() && may_be_legacy(candidate) => {
            let message = format!("no bucket named `{name}` can be created today: {why}");
            vec![
                Hit::new(Field::Bucket.site(), message)
                    .help("check the spelling; keep it if the bucket is that old"),
            ]
        }
        _ => Vec::new(),
    }
}

fn unknown_region(candidate: &Candidate<'_>) -> Vec<Hit> {
    let unknown = regions(candidate).filter(|(_, region)| !region.is_known());
    unknown.map(|(site, region)| not_known_today(site, &region)).collect()
}

/// The Regions of the key and of its replicas.
fn regions(candidate: &Candidate<'_>) -> impl Iterator<Item = (Site, Region)> {
    let of_key = candidate.key_arn().map(|key| (Field::Key.site(), key.region()));
    let of_replicas = candidate.replica_regions().map(|(site, region)| (site.clone(), region.clone()));
    of_key.into_iter().chain(of_replicas)
}

pub(super) fn not_known_today(site: Site, region: &Region) -> Hit {
    let help = match region.nearest() {
        Some(nearest) => {
            format!("did you mean `{nearest}`? allow the rule if AWS has opened the Region since")
        }
        None => "check the spelling; allow the rule if AWS has opened the Region since".to_owned(),
    };
    Hit::new(site, format!("`{region}` is no Region that is known today")).help(help)
}

fn alias(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(KeyText::Alias(text)) = &candidate.key else { return Vec::new() };
    let message = format!("`{text}` is an alias; the consumer's account would look it up among its own keys");
    let name = text.rsplit_once("alias/").map_or(*text, |(_, name)| name);
    let help = format!("write the key's ARN, which `aws kms describe-key --key-id alias/{name}` shows");
    vec![Hit::new(Field::Key.site(), message).help(help)]
}

fn bare_id(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(KeyText::BareId(id)) = &candidate.key else { return Vec::new() };
    let message = format!("`{id}` is a key id without Region and account");
    let help = format!("write the key's ARN, `arn:aws:kms:REGION:ACCOUNT:key/{id}`");
    vec![Hit::new(Field::Key.site(), message).help(help)]
}

fn aws_managed(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(KeyText::AwsManaged(text)) = &candidate.key else { return Vec::new() };
    let message =
        format!("`{text}` is an AWS managed key, whose policy nobody can change; it cannot be shared");
    let help = "encrypt the bucket with a customer managed key and write that key's ARN";
    vec![Hit::new(Field::Key.site(), message).help(help)]
}
