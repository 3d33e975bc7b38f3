//! The forms that the resources of S3 and KMS have (sections 1.3 and 1.5 of the rulebook), and actions that have none.

use super::resources::{is_resource, malformation};
use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::{Action, Service, s3};
use crate::arn::{Arn, Partition};
use crate::policy::{PolicyType, PrincipalType, ResourceElement};
use crate::rules::Hit;
use crate::site::Site;
use crate::wildcard;

/// Resources that are ARNs, but of nothing that S3 or KMS has.
pub(super) fn of_nothing(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .resources()
            .into_iter()
            .filter(|(_, text)| is_resource(text) && malformation(text).is_none())
            .filter_map(|(site, text)| {
                let arn = Arn::parse(text).ok()?;
                let (message, help) = match arn.service {
                    "s3" => nothing_of_s3(&arn)?,
                    "kms" => nothing_of_kms(&arn)?,
                    _ => return None,
                };
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

fn nothing_of_s3(arn: &Arn<'_>) -> Option<(String, String)> {
    let text = arn.text;
    if !arn.account.is_empty() {
        let (_, rest) = arn.resource.strip_prefix("accesspoint/")?.split_once('/')?;
        let message = format!("`{text}` is no object of an access point: `object/` is missing");
        let help = text.strip_suffix(rest).map(|point| format!("write `{point}object/{rest}`"))?;
        return (!wildcard::overlap(rest, "object/*")).then_some((message, help));
    }
    let (bucket, key) = match arn.resource.split_once('/') {
        Some((bucket, key)) => (bucket, Some(key)),
        None => (arn.resource, None),
    };
    if bucket.contains('$') || key.is_some_and(|_| bucket.is_empty() && arn.resource.contains("${")) {
        return None;
    }
    let meant = |resource: &str| {
        let resource = resource.trim_start_matches(|c: char| ":/".contains(c) || c.is_ascii_whitespace());
        format!("write `arn:{}:s3:::{resource}`", arn.partition)
    };
    if !arn.region.is_empty() && !has_wildcard(arn.region) {
        return Some((
            format!("`{text}` has a Region, which buckets have not in their ARNs"),
            meant(arn.resource),
        ));
    }
    if let Some((before, after)) = arn.resource.split_once(':').filter(|_| bucket.contains(':')) {
        let message = match before.bytes().all(|byte| byte.is_ascii_digit()) && !before.is_empty() {
            true => format!("`{text}` has an account, which buckets have not in their ARNs"),
            false => format!("`{text}` has a colon in the name of the bucket"),
        };
        return Some((message, meant(after)));
    }
    if bucket.is_empty() {
        return Some((format!("`{text}` names no bucket"), meant(arn.resource)));
    }
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"._-*?".contains(&byte);
    if !bucket.bytes().all(is_of_name) {
        return Some((
            format!("`{bucket}` is no name of a bucket"),
            "write the name of the bucket".to_owned(),
        ));
    }
    (key == Some("")).then(|| {
        let help = format!("write `{text}*` for the objects, or without the `/` for the bucket");
        (format!("`{text}` is an object without a key, and there is none"), help)
    })
}

fn nothing_of_kms(arn: &Arn<'_>) -> Option<(String, String)> {
    let text = arn.text;
    let help = "write `arn:aws:kms:REGION:ACCOUNT:key/ID`".to_owned();
    if arn.region.is_empty() || arn.account.is_empty() {
        let what = if arn.region.is_empty() { "Region" } else { "account" };
        return Some((format!("`{text}` names no {what}, and keys have one"), help));
    }
    let id = arn.resource.strip_prefix("key/")?;
    if id.contains("${") {
        return None;
    }
    if let Some(alias) = id.strip_prefix("alias/") {
        let message = format!("`{text}` is neither a key nor an alias");
        let help = format!(
            "name the key by its id, or write `*` and `\"ForAnyValue:StringEquals\": {{\"kms:ResourceAliases\": \"alias/{alias}\"}}`"
        );
        return Some((message, help));
    }
    let is_of_id = |byte: u8| byte.is_ascii_alphanumeric() || b"-*?".contains(&byte);
    if id.is_empty() || !id.bytes().all(is_of_id) {
        return Some((format!("`{text}` has no id of a key"), help));
    }
    let groups: Vec<usize> = id.split('-').map(str::len).collect();
    let is_upper = groups == [8, 4, 4, 4, 12] && id.bytes().any(|byte| byte.is_ascii_uppercase());
    let lower = id.to_ascii_lowercase();
    is_upper.then(|| {
        let before = text.strip_suffix(id).unwrap_or_default();
        (format!("`{id}` is no id of a key: those are in lower case"), format!("write `{before}{lower}`"))
    })
}

/// Actions that apply to nothing in particular, allowed on something (R2.4).
pub(super) fn on_everything_alone(document: &Document<'_>) -> Vec<Hit> {
    use PolicyType::{EndpointPolicy, IdentityPolicy, PermissionsBoundary, SessionPolicy};
    let types = [EndpointPolicy, IdentityPolicy, PermissionsBoundary, SessionPolicy];
    if !types.contains(&document.policy_type) {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let Some(ResourceElement::Resource(resources)) = &placed.statement.resource else {
            return Vec::new();
        };
        let is_narrow = |text: &str| {
            let resource = Arn::parse(text).map_or("*", |arn| arn.resource);
            is_resource(text) && !resource.bytes().all(|byte| byte == b'*') && !resource.contains("${")
        };
        if !placed.allows() || resources.is_empty() || !resources.iter().all(|text| is_narrow(text)) {
            return Vec::new();
        }
        named_without_resource(placed)
            .map(|(site, action)| {
                let message =
                    format!("`{action}` applies to no resource in particular, and is not allowed on one");
                Hit::new(site, message).help("move it to a statement of its own, with `\"Resource\": \"*\"`")
            })
            .collect()
    })
}

/// The actions that a statement names and that have no type of resource; of S3 only what is certain.
fn named_without_resource<'p>(placed: &Placed<'p>) -> impl Iterator<Item = (Site, Action)> + use<'p> {
    let named = placed.named_actions().into_iter().filter(|(_, text)| !has_wildcard(text));
    let known = named.filter_map(|(site, text)| Some((site, Action::named(text)?)));
    known.filter(|(_, action)| {
        let is_certain = action.service() == Service::Kms || *action == s3::ListAllMyBuckets;
        is_certain && action.resource_types().is_empty()
    })
}

/// R1.5: principals of several partitions.
pub(in crate::rules) fn of_another_partition(document: &Document<'_>) -> Vec<Hit> {
    if !document.policy_type.names_principals() {
        return Vec::new();
    }
    let mut first = None;
    let mut hits = Vec::new();
    for placed in document.statements() {
        let Some((site, principal)) = placed.principal() else { continue };
        for (index, name) in principal.of_type(&PrincipalType::Aws).enumerate() {
            let Some(arn) = Arn::parse(name).ok().filter(|arn| is_partition(arn.partition)) else { continue };
            let own = *first.get_or_insert(arn.partition);
            if own != arn.partition {
                let message =
                    format!("`{name}` is in the partition `{}`, others are in `{own}`", arn.partition);
                let help = "name principals of one partition; there is no access from one to another";
                hits.push(Hit::new(site.clone().name("AWS").index(index), message).help(help));
            }
        }
    }
    hits
}

fn is_partition(text: &str) -> bool {
    Partition::ALL.iter().any(|partition| partition.as_str() == text)
}
