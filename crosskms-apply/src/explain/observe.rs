//! Reading live what a question is about; what may not be read stays unknown.

use crosskms::arn::{AccountId, BucketArn, KeyArn, PrincipalArn, PrincipalKind, Region};
use crosskms::authorize::Caller;

use super::question::{Asked, Question, bucket_of};
use crate::cloud::{Cloud, CloudError, Failure};
use crate::document::BucketId;
use crate::observe::{IdentityPolicies, boundary_policy, bucket, key, principal};
use crate::snapshot::Snapshot;

/// Where a bucket is, which its name does not tell.
pub type BucketPlace<'a> = &'a (dyn Fn(&BucketArn) -> Option<(AccountId, Region)> + Sync);

/// Reads the key, the buckets and the caller that a question is about. What may not be read is left out, and told.
///
/// # Errors
///
/// The first call that fails for another reason than a missing permission.
pub async fn observe_for(
    cloud: &impl Cloud,
    question: &Question,
    place: BucketPlace<'_>,
) -> Result<(Snapshot, Vec<CloudError>), CloudError> {
    let mut snapshot = Snapshot { scope: cloud.scope(), ..Snapshot::default() };
    let mut unread = Vec::new();
    for arn in buckets(question) {
        let Some((owner, region)) = place(&arn) else { continue };
        let read = bucket(cloud, BucketId { arn, owner, region }).await;
        snapshot.buckets.extend(readable(read, &mut unread)?);
    }
    let defaults =
        snapshot.buckets.values().filter_map(|bucket| bucket.encryption.key.as_deref()?.parse().ok());
    let mut keys: Vec<KeyArn> = defaults.chain(question.key.clone()).collect();
    if let Asked::Action { resource, .. } = &question.asked {
        keys.extend(resource.parse::<KeyArn>());
    }
    for arn in keys {
        let read = key(cloud, &arn).await;
        snapshot.keys.extend(readable(read, &mut unread)?);
    }
    if let Some(arn) = caller(&question.caller) {
        let read = principal(cloud, &arn, &[], IdentityPolicies::All).await;
        if let Some((arn, mut principal)) = readable(read, &mut unread)? {
            let read = boundary_policy(cloud, &arn, &principal).await;
            principal.boundary_policy = readable(read, &mut unread)?.flatten();
            snapshot.principals.insert(arn, principal);
        }
    }
    Ok((snapshot, unread))
}

fn buckets(question: &Question) -> Vec<BucketArn> {
    match &question.asked {
        Asked::Action { resource, .. } => bucket_of(resource).into_iter().collect(),
        Asked::Operation { bucket, source, .. } => {
            let source = source.as_ref().map(|(bucket, _)| bucket.clone());
            [bucket.clone()].into_iter().chain(source).collect()
        }
    }
}

/// The role or user whose policies count.
fn caller(caller: &Caller) -> Option<PrincipalArn> {
    match caller {
        Caller::Role(arn) | Caller::User(arn) => Some(arn.clone()),
        _ => caller
            .principal_arn()?
            .parse()
            .ok()
            .filter(|arn: &PrincipalArn| arn.kind() == PrincipalKind::Role),
    }
}

/// What was read, or nothing when it may not be read.
fn readable<T>(read: Result<T, CloudError>, unread: &mut Vec<CloudError>) -> Result<Option<T>, CloudError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(error) => match error.failure {
            Failure::NotFound(_)
            | Failure::AccessDenied(_)
            | Failure::Credentials(_)
            | Failure::WrongAccount(_) => {
                unread.push(error);
                Ok(None)
            }
            _ => Err(error),
        },
    }
}
