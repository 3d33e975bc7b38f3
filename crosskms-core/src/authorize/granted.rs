//! The requests that a grant promises to be allowed.

use std::borrow::Cow;

use super::{Caller, Context, Request};
use crate::action::{Action, Service};
use crate::arn::{BucketArn, KeyArn, PrincipalArn, PrincipalKind};
use crate::grant::{BucketKey, CrossAccountGrant, Mechanism, Via};

/// The name of the object in requests about no object in particular.
const SAMPLE: &str = "crosskms-sample";

/// One request for each principal, action and resource of the grant, replicas of the key included, in the context that
/// S3 sends.
///
/// The requests meet the grant's own conditions, as far as a value shows how, and come over TLS. Other context keys,
/// which only the real request knows, are left open. A whole account is no caller: who of it has access is decided
/// there.
///
/// ```
/// use crosskms_core::{authorize::granted_requests, grant::CrossAccountGrant};
///
/// let grant = CrossAccountGrant::builder()
///     .name("raw-events")
///     .key("arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
///     .principal("arn:aws:iam::444455556666:role/analytics")
///     .allow(["kms:Decrypt", "kms:GenerateDataKey"])
///     .build()?;
/// assert_eq!(granted_requests(&grant).len(), 2);
/// # Ok::<(), crosskms_core::finding::Findings>(())
/// ```
pub fn granted_requests(grant: &CrossAccountGrant) -> Vec<Request> {
    requests_about(grant, grant.principals(), grant.actions())
}

/// The same requests by other principals and for other actions, about the key and bucket of the grant.
pub fn requests_about(
    grant: &CrossAccountGrant,
    principals: &[PrincipalArn],
    actions: &[Action],
) -> Vec<Request> {
    let callers = principals.iter().filter(|principal| principal.kind() != PrincipalKind::Account);
    callers
        .flat_map(|principal| {
            actions.iter().flat_map(move |action| match action.service() {
                Service::Kms => {
                    grant.keys().flat_map(|key| kms_requests(grant, &key, principal, *action)).collect()
                }
                Service::S3 => s3_requests(grant, principal, *action),
            })
        })
        .collect()
}

/// What every request of the grant carries: TLS, and values that meet the grant's conditions.
fn context(grant: &CrossAccountGrant) -> Context {
    const EXACT: [&str; 6] =
        ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "Bool"];
    let exact = grant.conditions().iter().filter(|condition| EXACT.contains(&condition.operator().as_str()));
    let values = exact.filter_map(|condition| {
        let plain = |value: &&Cow<'static, str>| !value.contains(['*', '?']) && !value.contains("${");
        Some((condition.key(), condition.values().iter().find(plain)?))
    });
    let base = Context::open().with("aws:SecureTransport", "true");
    values.fold(base, |context, (key, value)| context.with(key, value.as_ref()))
}

fn kms_requests(
    grant: &CrossAccountGrant,
    key: &KeyArn,
    principal: &PrincipalArn,
    action: Action,
) -> Vec<Request> {
    let services: Vec<Option<String>> = match grant.via() {
        Via::Services(services) if !action.is_metadata() => {
            let region = key.region();
            services.iter().map(|service| Some(format!("{service}.{region}.amazonaws.com"))).collect()
        }
        Via::Services(_) | Via::Any => vec![None],
    };
    let with_context = action.supports_condition_key("kms:EncryptionContext:aws:s3:arn");
    let encryption_contexts: Vec<Option<String>> = match grant.bucket() {
        Some(bucket) if with_context => encryption_contexts(grant, bucket).map(Some).collect(),
        _ => vec![None],
    };
    let contexts = services.iter().flat_map(|service| {
        encryption_contexts.iter().map(move |arn| {
            let context = service.iter().fold(context(grant), |c, service| c.with("kms:ViaService", service));
            arn.iter().fold(context, |c, arn| c.with("kms:EncryptionContext:aws:s3:arn", arn))
        })
    });
    contexts.map(|context| request(grant, principal, action, key.to_string(), context)).collect()
}

/// What S3 sends as `aws:s3:arn` (R2.31), as far as it is granted: a KMS grant is for the bucket's own form alone.
fn encryption_contexts(grant: &CrossAccountGrant, bucket: &BucketArn) -> impl Iterator<Item = String> {
    let whole = matches!(grant.bucket_key(), BucketKey::Enabled).then(|| bucket.to_string());
    let objects = samples(grant, bucket).filter(|_| grant.mechanism() == Mechanism::Policy);
    whole.into_iter().chain(objects)
}

fn s3_requests(grant: &CrossAccountGrant, principal: &PrincipalArn, action: Action) -> Vec<Request> {
    let Some(bucket) = grant.bucket() else { return Vec::new() };
    if action.resource_types().contains(&"object") {
        return samples(grant, bucket)
            .map(|object| request(grant, principal, action, object, context(grant)))
            .collect();
    }
    let on_bucket = |context| request(grant, principal, action, bucket.to_string(), context);
    match grant.prefixes() {
        prefixes if action.supports_condition_key("s3:prefix") && !prefixes.is_empty() => prefixes
            .iter()
            .map(|prefix| on_bucket(context(grant).with("s3:prefix", prefix.as_ref())))
            .collect(),
        _ => vec![on_bucket(context(grant))],
    }
}

/// An object under each prefix of the grant, or one anywhere.
fn samples(grant: &CrossAccountGrant, bucket: &BucketArn) -> impl Iterator<Item = String> {
    let anywhere = grant.prefixes().is_empty().then(|| format!("{bucket}/{SAMPLE}"));
    anywhere
        .into_iter()
        .chain(grant.prefixes().iter().map(move |prefix| format!("{bucket}/{prefix}{SAMPLE}")))
}

fn request(
    grant: &CrossAccountGrant,
    principal: &PrincipalArn,
    action: Action,
    resource: String,
    context: Context,
) -> Request {
    Request::new(
        Caller::from(principal.clone()),
        action.to_string(),
        resource,
        grant.key().account(),
        context,
    )
}
