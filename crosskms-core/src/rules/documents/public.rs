//! Bucket policies that S3 takes for public (R4.27, R4.28).

mod publicity;

pub(crate) use publicity::publicity_of;
pub use publicity::{PublicStatement, public_statements};

use super::limits::is_narrow;
use super::{Document, Placed, has_wildcard, in_statements, statements};
use crate::finding::Severity;
use crate::policy::{
    Condition, ConditionEntry, ConditionValue, OneOrMany, Policy, PolicyType, Principal, PrincipalElement,
    PrincipalType,
};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

pub(in crate::rules) static PUBLIC_BUCKET: Rule = Rule {
    name: "public-bucket",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    summary: "a bucket policy lets in nobody that it does not know",
    checks: &[Check::Document(public)],
};

fn public(document: &Document<'_>) -> Vec<Hit> {
    if document.policy_type != PolicyType::BucketPolicy {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let Some((site, _)) = placed.principal().filter(|_| lets_in_anybody(placed)) else {
            return Vec::new();
        };
        let message = format!(
            "{}: S3 takes this for public access, and the public access block refuses it, or cuts off every other \
             account that the policy names",
            why_public(placed)
        );
        let help = "name the principals, or limit callers to fixed values, for example \
                    `\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-…\"}`";
        vec![Hit::new(site, message).help(help)]
    })
}

/// Which condition lets strangers in, or that there is none.
fn why_public(placed: &Placed<'_>) -> String {
    let of_callers = |(_, condition, entry): &(Site, &Condition, &ConditionEntry)| {
        is_of_callers(&entry.key) && condition.operator != "Null"
    };
    let Some((_, condition, entry)) = placed.conditions().find(of_callers) else {
        return match placed.conditions().next() {
            Some((_, _, entry)) => format!("`{}` is no key by which S3 knows callers", entry.key),
            None => "no condition says who".to_owned(),
        };
    };
    let Condition { operator, .. } = condition;
    if !OPERATORS.contains(&operator.as_ref()) {
        return format!("`{operator}` of `{}` keeps no stranger out", entry.key);
    }
    let alone = |value: &ConditionValue| {
        let entry = ConditionEntry { key: entry.key.clone(), values: OneOrMany::One(value.clone()) };
        is_fixed(&condition.operator, &entry)
    };
    match entry.values.iter().find(|value| !alone(value)) {
        Some(value) => format!("`{}` of `{}` fits strangers, too", value.as_text(), entry.key),
        None => "no condition says who".to_owned(),
    }
}

/// Whether S3 takes a bucket policy for public: one statement is enough (R4.28).
pub fn is_public(policy: &Policy) -> bool {
    statements(Site::whole(), policy).any(|placed| lets_in_anybody(&placed))
}

fn lets_in_anybody(placed: &Placed<'_>) -> bool {
    let limited = || placed.conditions().any(|(_, condition, entry)| is_fixed(&condition.operator, entry));
    placed.allows() && names_anybody(placed) && !limited()
}

fn names_anybody(placed: &Placed<'_>) -> bool {
    match &placed.statement.principal {
        Some(PrincipalElement::Principal(Principal::Anyone)) => true,
        Some(PrincipalElement::Principal(principal)) => {
            principal.of_type(&PrincipalType::Aws).any(|name| name == "*")
        }
        _ => false,
    }
}

/// The keys that tell who calls, besides `aws:SourceIp`.
const KEYS: [&str; 14] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalServiceName",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
];

const OPERATORS: [&str; 6] =
    ["ArnEquals", "ArnLike", "IpAddress", "StringEquals", "StringEqualsIgnoreCase", "StringLike"];

fn is_of_callers(key: &str) -> bool {
    KEYS.iter().chain(&["aws:SourceIp"]).any(|known| known.eq_ignore_ascii_case(key))
}

/// Whether a condition admits only callers that are known: fixed values of a key that tells who calls.
fn is_fixed(operator: &str, entry: &ConditionEntry) -> bool {
    if !OPERATORS.contains(&operator) {
        return false;
    }
    if entry.key.eq_ignore_ascii_case("aws:SourceIp") {
        return operator == "IpAddress" && entry.values.iter().all(|value| is_narrow(&value.as_text()));
    }
    let fixed = |value: &str| {
        // Access points are told by account, whatever their names.
        let pattern = match value.strip_suffix(":accesspoint/*") {
            Some(account) if entry.key.eq_ignore_ascii_case("s3:DataAccessPointArn") => account,
            _ => value,
        };
        !has_wildcard(pattern) && !pattern.contains("${")
    };
    KEYS.iter().any(|key| key.eq_ignore_ascii_case(&entry.key))
        && entry.values.iter().all(|value| fixed(&value.as_text()))
}
