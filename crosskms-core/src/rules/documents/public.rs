//! Bucket policies that S3 takes for public (R4.27, R4.28).

use super::limits::is_narrow;
use super::{Document, Placed, has_wildcard, in_statements, statements};
use crate::finding::Severity;
use crate::policy::{
    Condition, ConditionEntry, Policy, PolicyType, Principal, PrincipalElement, PrincipalType,
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
        let message = "S3 takes this for public access; the public access block refuses such a policy, or cuts off \
                       every other account that it names";
        let help = "name the principals, or limit callers to fixed values, for example \
                    `\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-…\"}`";
        vec![Hit::new(site, message).help(help)]
    })
}

/// Whether S3 takes a bucket policy for public: one statement is enough (R4.28).
pub fn is_public(policy: &Policy) -> bool {
    statements(Site::whole(), policy).any(|placed| lets_in_anybody(&placed))
}

fn lets_in_anybody(placed: &Placed<'_>) -> bool {
    let anyone = match &placed.statement.principal {
        Some(PrincipalElement::Principal(Principal::Anyone)) => true,
        Some(PrincipalElement::Principal(principal)) => {
            principal.of_type(&PrincipalType::Aws).any(|name| name == "*")
        }
        _ => false,
    };
    placed.allows() && anyone && !placed.conditions().any(|(_, condition, entry)| is_fixed(condition, entry))
}

/// Whether a condition admits only callers that are known: fixed values of a key that tells who calls.
fn is_fixed(condition: &Condition, entry: &ConditionEntry) -> bool {
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
    if !OPERATORS.contains(&condition.operator.as_ref()) {
        return false;
    }
    if entry.key.eq_ignore_ascii_case("aws:SourceIp") {
        return condition.operator == "IpAddress"
            && entry.values.iter().all(|value| is_narrow(&value.as_text()));
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
