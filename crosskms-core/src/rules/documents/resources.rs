//! Rules about the resources of a statement, and whether its actions apply to them.

use super::forms::{of_nothing, on_everything_alone};
use super::limits::{Limit, limit};
use super::through_s3::bucket_of;
use super::variables::{is_early, is_template};
use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::{Action, Service};
use crate::arn::{AccountId, Arn, Partition, Region};
use crate::finding::Severity;
use crate::policy::{PolicyType, ResourceElement};
use crate::rules::agreement::pairs;
use crate::rules::arns::not_known_today;
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;
use crate::suggest;
use crate::wildcard;

pub(in crate::rules) static MALFORMED_RESOURCE: Rule = Rule {
    name: "malformed-resource",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    summary: "resources are ARNs or `*`",
    checks: &[Check::Document(malformed), Check::Document(of_nothing)],
};

pub(in crate::rules) static ACTION_WITHOUT_RESOURCE: Rule = Rule {
    name: "action-without-resource",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html",
    summary: "every action applies to one of the statement's resources",
    checks: &[Check::Document(without_resource), Check::Document(on_everything_alone)],
};

pub(in crate::rules) static OTHER_KEY: Rule = Rule {
    name: "other-key",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    summary: "in a key policy the resource is `*`, which means this key",
    checks: &[Check::Document(other_key), Check::Accounts(pairs::other_key)],
};

pub(in crate::rules) static OTHER_BUCKET: Rule = Rule {
    name: "other-bucket",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html",
    summary: "the resources of a bucket policy are the bucket and its objects",
    checks: &[Check::Document(other_bucket), Check::Accounts(pairs::other_bucket)],
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
            .filter(|(_, text)| !is_short_form(document.policy_type, text))
            .filter_map(|(site, text)| {
                let (message, help) = malformation(text)?;
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

/// API Gateway puts Region, account and API before what its own policies leave out.
fn is_short_form(policy_type: PolicyType, text: &str) -> bool {
    policy_type == PolicyType::ResourcePolicy && text.starts_with("execute-api:/")
}

/// What is wrong with a resource in itself, and the way out.
pub(super) fn malformation(text: &str) -> Option<(String, String)> {
    if is_template(text) {
        return None;
    }
    if !is_resource(text) {
        return Some(not_an_arn(text));
    }
    let arn = Arn::parse(text).ok()?;
    let is_open = |part: &str| part.is_empty() || has_wildcard(part) || part.contains('$');
    let partitions = Partition::ALL.map(Partition::as_str);
    if !is_open(arn.partition) && !partitions.contains(&arn.partition) {
        let help = suggest::did_you_mean(&suggest::nearest(arn.partition, partitions));
        let known = || format!("write one of `{}`", partitions.join("`, `"));
        return Some((format!("`{}` is no partition of AWS", arn.partition), help.unwrap_or_else(known)));
    }
    let digits = arn.account.bytes().all(|byte| byte.is_ascii_digit());
    if !is_open(arn.account) && digits && arn.account.parse::<AccountId>().is_err() {
        let message = format!("the account `{}` in `{text}` has not 12 digits", arn.account);
        return Some((message, "write an account id such as `111122223333`".to_owned()));
    }
    // The Regions of services without any are empty.
    let elsewhere = Partition::of_region(arn.region).map_or("", Partition::as_str);
    if arn.service == "kms" && !is_open(arn.region) && !is_open(arn.partition) && elsewhere != arn.partition {
        let message = format!("`{}` has no Region `{}`", arn.partition, arn.region);
        let nearest = arn.region.parse::<Region>().ok().and_then(|region| region.nearest());
        let help = match nearest {
            Some(nearest) if elsewhere.is_empty() => format!("did you mean `{nearest}`?"),
            _ => "write partition and Region of the key, `arn:aws:kms:REGION:ACCOUNT:key/ID`".to_owned(),
        };
        return Some((message, help));
    }
    is_bare_key_id(&arn).then(|| {
        let Arn { partition, region, account, resource, .. } = arn;
        let help = format!("write `arn:{partition}:kms:{region}:{account}:key/{resource}`");
        ("`key/` is missing before the id of the key".to_owned(), help)
    })
}

/// What is wrong with a text that is no ARN, and the ARN that it can be meant to be.
fn not_an_arn(text: &str) -> (String, String) {
    let parts: Vec<&str> = text.split(':').collect();
    let meant = match parts.as_slice() {
        // Buckets have neither Region nor account, what IAM keeps has no Region.
        ["arn", partition, "s3", resource] | ["arn", partition, "s3", "", resource] => {
            Some(format!("arn:{partition}:s3:::{resource}"))
        }
        ["arn", partition, "iam", account, resource] if account.parse::<AccountId>().is_ok() => {
            Some(format!("arn:{partition}:iam::{account}:{resource}"))
        }
        _ => None,
    };
    let message = match (text.starts_with("arn:"), parts.len(), &meant) {
        (true, 5, Some(_)) => format!("`{text}` has five parts, an ARN has six: a colon is missing"),
        (true, 4, Some(_)) => format!("`{text}` has four parts, an ARN has six: two colons are missing"),
        (true, 5, None) => format!("`{text}` has five parts, an ARN has six"),
        _ => format!("`{text}` is neither an ARN nor `*`"),
    };
    let help = match (meant, parts.as_slice()) {
        (Some(meant), _) => format!("write `{meant}`"),
        (None, ["arn", _, "kms", ..]) => "write `arn:aws:kms:REGION:ACCOUNT:key/ID`".to_owned(),
        _ => "write all six parts, for example `arn:aws:s3:::example-bucket/*`".to_owned(),
    };
    (message, help)
}

/// Whether the id of a key stands in an ARN without `key/` before it.
fn is_bare_key_id(arn: &Arn<'_>) -> bool {
    let id = arn.resource.strip_prefix("mrk-").unwrap_or(arn.resource);
    let digits = id.bytes().filter(u8::is_ascii_hexdigit).count();
    let dashes = id.bytes().filter(|byte| *byte == b'-').count();
    arn.service == "kms" && digits == 32 && (dashes == 0 || dashes == 4) && digits + dashes == id.len()
}

/// A Region of a key that is not known; AWS may have opened it since.
pub(in crate::rules) fn unknown_region(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        let keys =
            placed.resources().into_iter().filter_map(|(site, text)| Some((site, Arn::parse(text).ok()?)));
        keys.filter(|(_, arn)| arn.service == "kms" && Partition::of_region(arn.region).is_some())
            .filter_map(|(site, arn)| Some((site, arn.region.parse::<Region>().ok()?)))
            .filter(|(_, region)| !region.is_known())
            .map(|(site, region)| not_known_today(site, &region))
            .collect()
    })
}

/// An ARN in which any part but the service can be a pattern or a variable.
pub(super) fn is_resource(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let whole = matches!(parts.as_slice(), ["arn", partition, service, _, _, resource]
        if ![partition, service, resource].iter().any(|part| part.is_empty()));
    // `arn:aws:s3:*` ends in a run that stands for the rest.
    let open = text.starts_with("arn:") && text.ends_with(":*");
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
            .named_actions()
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
    if is_early(resource) || !is_resource(resource) || is_bare_key_id(&arn) {
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
        // Objects of access points; jobs and what else has a Region or an account.
        Service::S3 => match arn.resource.split_once("/object/") {
            Some((point, _)) if point.starts_with("accesspoint/") => kinds.contains(&"object"),
            _ => true,
        },
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
        let limit = limit(placed, |key| {
            let key = key.to_ascii_lowercase();
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
        let used = placed.named_actions().into_iter().find(|(_, text)| uses(text));
        let Some((_, action)) = used.filter(|_| placed.allows()) else { return Vec::new() };
        placed
            .resources()
            .into_iter()
            .filter(|(_, text)| is_of_every_account(text))
            .filter_map(|(site, text)| match &limit {
                Limit::Holds => None,
                Limit::Fails(hit) => Some(hit.clone()),
                Limit::None => {
                    let message =
                        format!("`{text}` allows `{action}` also with keys of strangers who name this account");
                    let help =
                        "name the keys by their ARNs, or add `\"StringEquals\": {\"aws:ResourceAccount\": …}`";
                    Some(Hit::new(site, message).help(help))
                }
            })
            .collect()
    })
}

/// Whether a resource matches keys in every account, whatever their ids.
fn is_of_every_account(resource: &str) -> bool {
    let is_open = |arn: Arn<'_>| arn.service == "kms" && arn.account == "*" && arn.resource.ends_with('*');
    resource == "*" || Arn::parse(resource).is_ok_and(is_open)
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
                    let counts = match pattern == text {
                        true => other < index,
                        false => wildcard::matches(pattern, text) && !is_objects_of(text, pattern),
                    };
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

/// Whether one resource is the objects of buckets that the other names: together they say that both are meant.
fn is_objects_of(resource: &str, buckets: &str) -> bool {
    resource.strip_suffix("/*") == Some(buckets) && buckets.contains(":s3:::")
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
            .filter(|(_, text)| !text.contains(":key/") && *text != "*" && malformation(text).is_none())
            .filter(|(_, text)| !has_wildcard(text) && !is_template(text))
            .map(|(site, text)| not_the_key(site, text))
            .collect()
    })
}

pub(in crate::rules) fn not_the_key(site: Site, text: &str) -> Hit {
    let message = format!("`{text}` is not the key that the policy belongs to");
    Hit::new(site, message).help("write `*`, which in a key policy means this key")
}

/// R5.43: S3 refuses such a policy, "Policy has invalid resource".
fn other_bucket(document: &Document<'_>) -> Vec<Hit> {
    if document.policy_type != PolicyType::BucketPolicy {
        return Vec::new();
    }
    let mut first = None;
    let statements = document.statements();
    statements
        .flat_map(|placed| {
            if !matches!(placed.statement.resource, Some(ResourceElement::Resource(_))) {
                return Vec::new();
            }
            let mut hits = Vec::new();
            for (site, text) in placed.resources() {
                if text == "*" {
                    let message = "`*` is not a bucket, and a bucket policy names its own";
                    let help =
                        "write `arn:aws:s3:::BUCKET` for the bucket, `arn:aws:s3:::BUCKET/*` for its objects";
                    hits.push(Hit::new(site, message).help(help));
                } else if let Some(bucket) = bucket_of(text) {
                    let own = first.get_or_insert_with(|| bucket.clone());
                    hits.extend((bucket != *own).then(|| not_the_bucket(site, text, own)));
                }
            }
            hits
        })
        .collect()
}

pub(in crate::rules) fn not_the_bucket(site: Site, text: &str, bucket: &str) -> Hit {
    let message = format!("`{text}` is not in the bucket `{bucket}`, which the policy is about");
    Hit::new(site, message)
        .help("write a policy for each bucket; that of a VPC endpoint is an endpoint policy")
}
