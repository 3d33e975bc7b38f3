//! What a policy allows to AWS services, which work for every account (R6.7).

use super::conditions::{bare, values};
use super::limits::{Limit, limit};
use super::{Document, Placed, has_wildcard, in_statements};
use crate::finding::Severity;
use crate::policy::{PolicyType, Principal, PrincipalElement, PrincipalType};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

pub(in crate::rules) static SERVICE_WITHOUT_SOURCE: Rule = Rule {
    name: "service-without-source",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    summary: "a service is allowed what it does for one's own account, not for others",
    checks: &[Check::Document(without_source)],
};

/// Conditions that say for whom a service works.
const SOURCES: [&str; 6] = [
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "kms:CallerAccount",
];

/// Services that say for whom they work, and that reach resources of others when nobody asks them to.
const DEPUTIES: [&str; 9] =
    ["cloudfront", "cloudtrail", "config", "delivery.logs", "guardduty", "logging.s3", "s3", "ses", "sns"];

fn without_source(document: &Document<'_>) -> Vec<Hit> {
    let is_of_resource = matches!(
        document.policy_type,
        PolicyType::KeyPolicy | PolicyType::BucketPolicy | PolicyType::ResourcePolicy
    );
    if !is_of_resource {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let deputy = service(placed).filter(|(_, name)| is_deputy(name));
        let Some((site, name)) = deputy.filter(|_| placed.allows() && !tells_only(placed)) else {
            return Vec::new();
        };
        let limit = limit(placed, |key| {
            let is_context = key.to_ascii_lowercase().starts_with("kms:encryptioncontext:");
            is_context || SOURCES.iter().any(|source| source.eq_ignore_ascii_case(key))
        });
        match limit {
            Limit::Holds => Vec::new(),
            Limit::Fails(hit) => vec![hit],
            Limit::None => {
                let message = format!("`{name}` works for every account, and no condition says for whom");
                let help = "add `\"StringEquals\": {\"aws:SourceAccount\": \"ACCOUNT\"}`, or the ARN under `aws:SourceArn`";
                vec![Hit::new(site, message).help(help)]
            }
        }
    })
}

/// The first service of a statement that names services alone.
fn service<'p>(placed: &Placed<'p>) -> Option<(Site, &'p str)> {
    let Some(PrincipalElement::Principal(Principal::ByType(lists))) = &placed.statement.principal else {
        return None;
    };
    let [(PrincipalType::Service, names)] = lists.as_ref() else { return None };
    let site = placed.site.clone().name("Principal").name("Service").index(0);
    names.iter().next().map(|name| (site, name.as_ref()))
}

fn is_deputy(name: &str) -> bool {
    DEPUTIES.iter().any(|deputy| {
        name.strip_prefix(deputy)
            .is_some_and(|domain| [".amazonaws.com", ".amazonaws.com.cn"].contains(&domain))
    })
}

/// Whether all that is allowed is to look at a bucket or a key.
fn tells_only(placed: &Placed<'_>) -> bool {
    const TELLING: [&str; 4] =
        ["kms:DescribeKey", "s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"];
    placed
        .named_actions()
        .iter()
        .all(|(_, text)| TELLING.iter().any(|known| known.eq_ignore_ascii_case(text)))
}

/// Keys that calls by services do not have, and keys that they alone have, each where it never holds.
pub(in crate::rules) fn never_together(document: &Document<'_>) -> Vec<Hit> {
    const OF_MEMBERS: [&str; 2] = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
    const OF_SERVICES: [&str; 2] = ["aws:SourceAccount", "aws:SourceArn"];
    in_statements(document, |placed| {
        if !placed.allows() {
            return Vec::new();
        }
        let service = service(placed).map(|(_, name)| name);
        let callers = named_callers(document, placed);
        placed
            .conditions()
            .filter(|(site, condition, entry)| {
                let bare = bare(&condition.operator);
                let is_positive =
                    bare != "Null" && !bare.contains("Not") && !condition.operator.contains("IfExists");
                is_positive
                    && !condition.operator.starts_with("ForAllValues:")
                    && values(site, entry).all(|(_, value)| !has_wildcard(&value) || value.len() > 1)
            })
            .filter_map(|(site, _, entry)| {
                let is = |keys: &[&str]| keys.iter().any(|key| key.eq_ignore_ascii_case(&entry.key));
                let (who, help) = match (service, callers) {
                    (Some(name), _) if is(&OF_MEMBERS) => (
                        format!("`{name}`"),
                        "write `aws:SourceOrgID`, the organization that the service works for",
                    ),
                    (_, Some(who)) if is(&OF_SERVICES) => {
                        (who.to_owned(), "remove it, or name the service under `\"Service\"`")
                    }
                    _ => return None,
                };
                let message = format!("{who} has no `{}`, so this never allows anything", entry.key);
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

/// Who calls, when no service can be among them.
fn named_callers(document: &Document<'_>, placed: &Placed<'_>) -> Option<&'static str> {
    match &placed.statement.principal {
        None if document.policy_type == PolicyType::IdentityPolicy => Some("a role or user"),
        Some(PrincipalElement::Principal(Principal::ByType(lists))) => {
            let [(PrincipalType::Aws, names)] = lists.as_ref() else { return None };
            let is_named = |name: &str| name.contains(":role/") || name.contains(":user/");
            names.iter().all(|name| is_named(name)).then_some("a role or user")
        }
        _ => None,
    }
}
