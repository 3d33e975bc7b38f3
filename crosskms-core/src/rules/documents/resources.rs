//! Rules about the resources of a statement, and whether its actions apply to them.

use super::variables::is_early;
use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::{Action, Service};
use crate::arn::Arn;
use crate::finding::Severity;
use crate::policy::{PolicyType, ResourceElement};
use crate::rules::agreement::pairs;
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;
use crate::wildcard;

pub(in crate::rules) static MALFORMED_RESOURCE: Rule = Rule {
    name: "malformed-resource",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    summary: "resources are ARNs or `*`",
    checks: &[Check::Document(malformed)],
};

pub(in crate::rules) static ACTION_WITHOUT_RESOURCE: Rule = Rule {
    name: "action-without-resource",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html",
    summary: "every action applies to one of the statement's resources",
    checks: &[Check::Document(without_resource)],
};

pub(in crate::rules) static OTHER_KEY: Rule = Rule {
    name: "other-key",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    summary: "in a key policy the resource is `*`, which means this key",
    checks: &[Check::Document(other_key), Check::Accounts(pairs::other_key)],
};

pub(in crate::rules) static EVERY_KEY: Rule = Rule {
    name: "every-key",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html",
    summary: "identity policies name the keys that they allow to use",
    checks: &[Check::Document(every_key)],
};

pub(in crate::rules) static REDUNDANT_RESOURCE: Rule = Rule {
    name: "redundant-resource",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    summary: "no resource of a statement is there twice, or covered by another",
    checks: &[Check::Document(redundant)],
};

fn malformed(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .resources()
            .into_iter()
            .filter(|(_, text)| !is_resource(text))
            .map(|(site, text)| {
                let message = format!("`{text}` is neither an ARN nor `*`");
                Hit::new(site, message)
                    .help("write all six parts, for example `arn:aws:s3:::example-bucket/*`")
            })
            .collect()
    })
}

/// An ARN in which any part but the service can be a pattern or a variable.
fn is_resource(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let whole = matches!(parts.as_slice(), ["arn", partition, service, _, _, resource]
        if ![partition, service, resource].iter().any(|part| part.is_empty()));
    // `arn:aws:s3:*` ends in a run that stands for the rest.
    let open = text.starts_with("arn:") && text.ends_with('*');
    text == "*" || text.starts_with("${") || whole || open
}

fn without_resource(document: &Document<'_>) -> Vec<Hit> {
    // In a key policy every resource is the key.
    if matches!(document.policy_type, PolicyType::KeyPolicy | PolicyType::TrustPolicy) {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let Some(ResourceElement::Resource(resources)) = &placed.statement.resource else {
            return Vec::new();
        };
        placed
            .actions()
            .into_iter()
            .filter(|(_, text)| !has_wildcard(text))
            .filter_map(|(site, text)| Some((site, Action::named(text)?)))
            // In a bucket policy those of KMS have no effect anyway.
            .filter(|(_, action)| {
                document.policy_type != PolicyType::BucketPolicy || action.service() == Service::S3
            })
            .filter(|(_, action)| !action.resource_types().is_empty())
            .filter(|(_, action)| !resources.iter().any(|resource| may_apply(*action, resource)))
            .map(|(site, action)| {
                let kind = kind(action);
                let message =
                    format!("`{action}` applies to {kind}, and no resource of the statement is one");
                Hit::new(site, message).help(help(action, placed))
            })
            .collect()
    })
}

/// Whether a resource can be of a type that the action applies to; in doubt it can.
pub(in crate::rules) fn may_apply(action: Action, resource: &str) -> bool {
    let Ok(arn) = Arn::parse(resource) else { return true };
    // What is wrong in itself is said elsewhere.
    if is_early(resource) || !is_resource(resource) {
        return true;
    }
    let service = action.service().prefix();
    if has_wildcard(arn.service) || arn.service.contains('$') {
        return true;
    }
    if arn.service != service {
        return action.resource_types().iter().any(|kind| kind.contains(arn.service));
    }
    let fixed = arn.resource.split(['*', '?', '$']).next().unwrap_or_default();
    let is_open = fixed.len() < arn.resource.len();
    let kinds = action.resource_types();
    match action.service() {
        Service::Kms => {
            let named = |kind: &&str| {
                fixed.starts_with(&format!("{kind}/")) || (is_open && format!("{kind}/").starts_with(fixed))
            };
            kinds.iter().any(named)
        }
        Service::S3 if arn.account.is_empty() && arn.region.is_empty() => {
            let is_object = fixed.contains('/');
            kinds.iter().any(|kind| match *kind {
                "bucket" => !is_object,
                "object" => is_object || is_open,
                _ => false,
            })
        }
        // Access points, jobs and what else has a Region or an account.
        Service::S3 => true,
    }
}

/// What the action applies to, for people to read.
fn kind(action: Action) -> String {
    let kinds = action.resource_types();
    let named = ["object", "bucket", "key"].into_iter().find(|kind| kinds.contains(kind));
    named.map_or_else(|| kinds.join(", "), |kind| format!("{kind}s"))
}

fn help(action: Action, placed: &Placed<'_>) -> String {
    let bucket = placed.resources().into_iter().find_map(|(_, text)| {
        let arn = Arn::parse(text).ok().filter(|arn| arn.service == "s3" && arn.account.is_empty())?;
        let (bucket, _) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
        Some(format!("arn:{}:s3:::{bucket}", arn.partition))
    });
    match (kind(action).as_str(), bucket) {
        ("objects", Some(bucket)) => format!("add `{bucket}/*`"),
        ("buckets", Some(bucket)) => format!("add `{bucket}`"),
        ("keys", _) => "name the key by its key ARN, `arn:aws:kms:REGION:ACCOUNT:key/ID`".to_owned(),
        _ => "name a resource that it applies to, or remove the action".to_owned(),
    }
}

/// R6.10: `*` also means the keys of strangers that name this account in their key policies.
fn every_key(document: &Document<'_>) -> Vec<Hit> {
    const LIMITS_KEYS: [&str; 5] = [
        "aws:ResourceAccount",
        "aws:ResourceOrg",
        "aws:ResourceTag/",
        "kms:ResourceAliases",
        "kms:RequestAlias",
    ];
    if !matches!(document.policy_type, PolicyType::IdentityPolicy) {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let limited = placed.conditions().any(|(_, _, entry)| {
            let key = entry.key.to_ascii_lowercase();
            LIMITS_KEYS.iter().any(|limit| key.starts_with(&limit.to_ascii_lowercase()))
        });
        let uses = |text: &str| {
            Action::named(text).is_some_and(|action| {
                action.service() == Service::Kms
                    && action.works_across_accounts()
                    && !action.is_metadata()
                    && action.resource_types().contains(&"key")
            })
        };
        let used = placed.actions().into_iter().find(|(_, text)| uses(text));
        let Some((_, action)) = used.filter(|_| placed.allows() && !limited) else { return Vec::new() };
        placed
            .resources()
            .into_iter()
            .filter(|(_, text)| *text == "*")
            .map(|(site, _)| {
                let message =
                    format!("`*` allows `{action}` also with keys of strangers who name this account");
                let help =
                    "name the keys by their ARNs, or add `\"StringEquals\": {\"aws:ResourceAccount\": …}`";
                Hit::new(site, message).help(help)
            })
            .collect()
    })
}

fn redundant(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        let resources = placed.resources();
        resources
            .iter()
            .enumerate()
            .filter_map(|(index, (site, text))| {
                let by = resources.iter().enumerate().find_map(|(other, (_, pattern))| {
                    // Of two that are the same, the second is too much.
                    let counts =
                        if pattern == text { other < index } else { wildcard::matches(pattern, text) };
                    (other != index && counts).then_some(*pattern)
                })?;
                let message = match by == *text {
                    true => format!("`{text}` stands twice"),
                    false => format!("`{text}` is covered by `{by}`"),
                };
                Some(Hit::new(site.clone(), message).help("remove it, or the wildcard if it is too wide"))
            })
            .collect()
    })
}

/// R3.11: another ARN than the key's own never matches, and the key's own does not match in a replica.
fn other_key(document: &Document<'_>) -> Vec<Hit> {
    if document.policy_type != PolicyType::KeyPolicy {
        return Vec::new();
    }
    in_statements(document, |placed| {
        placed
            .resources()
            .into_iter()
            .filter(|(_, text)| !text.contains(":key/") && *text != "*" && is_resource(text))
            .filter(|(_, text)| !has_wildcard(text))
            .map(|(site, text)| not_the_key(site, text))
            .collect()
    })
}

pub(in crate::rules) fn not_the_key(site: Site, text: &str) -> Hit {
    let message = format!("`{text}` is not the key that the policy belongs to");
    Hit::new(site, message).help("write `*`, which in a key policy means this key")
}
