//! Reading live what a question is about; what may not be read stays unknown.

use crosskms::arn::{AccountId, BucketArn, KeyArn, PrincipalArn, PrincipalKind, Region};
use crosskms::authorize::Caller;

use super::question::{Asked, Question, bucket_of};
use crate::cloud::{Cloud, CloudError, Failure};
use crate::document::{BucketId, DocumentId};
use crate::observe::{boundary_policy, bucket, key, key_policy, parse, principal, unreadable};
use crate::snapshot::{Bucket, Snapshot, Unread};

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
        let id = BucketId { arn, owner, region };
        let read = match readable(bucket(cloud, id.clone()).await, &mut unread)? {
            Some(read) => read,
            None => bucket_in_parts(cloud, id).await?,
        };
        snapshot.buckets.extend([read]);
    }
    let defaults =
        snapshot.buckets.values().filter_map(|bucket| bucket.encryption.key.as_deref()?.parse().ok());
    let mut keys: Vec<KeyArn> = defaults.chain(question.key.clone()).collect();
    if let Asked::Action { resource, .. } = &question.asked {
        keys.extend(resource.parse::<KeyArn>());
    }
    for arn in keys {
        let read = match readable(key(cloud, &arn).await, &mut unread)? {
            Some(read) => Some(read),
            // Its policy says most, and may be read without a description of the key.
            None => readable(key_policy(cloud, &arn).await, &mut Vec::new())?,
        };
        snapshot.keys.extend(read);
    }
    if let Some(arn) = caller(&question.caller) {
        let read = match principal(cloud, &arn, &[]).await {
            Err(error) => match with_path(&question.caller, &error) {
                Some(arn) => principal(cloud, &arn, &[]).await,
                None => Err(error),
            },
            read => read,
        };
        if let Some((arn, mut principal)) = readable(read, &mut unread)? {
            let read = boundary_policy(cloud, &arn, &principal).await;
            principal.boundary_policy = readable(read, &mut unread)?.flatten();
            snapshot.principals.insert(arn, principal);
        }
    }
    Ok((snapshot, unread))
}

/// What may be read of a bucket of which not all may be.
async fn bucket_in_parts(cloud: &impl Cloud, id: BucketId) -> Result<(BucketArn, Bucket), CloudError> {
    let (policy_id, encryption_id) =
        (DocumentId::BucketPolicy(id.clone()), DocumentId::BucketEncryption(id.clone()));
    let mut known = Vec::new();
    let policy = readable(cloud.read(&policy_id).await, &mut known)?;
    let encryption = readable(cloud.read(&encryption_id).await, &mut known)?;
    let mut bucket = Bucket { ownership: None, public_access_block: None, ..Bucket::new(&id) };
    bucket.unread = Unread { policy: policy.is_none(), encryption: encryption.is_none() };
    if let Some(text) = policy.flatten() {
        bucket.policy = Some(parse(&policy_id, "s3:GetBucketPolicy", text)?);
    }
    if let Some(text) = encryption.flatten() {
        bucket.encryption = text
            .parse()
            .map_err(|error| unreadable(&encryption_id, "s3:GetEncryptionConfiguration", &error))?;
    }
    Ok((id.arn, bucket))
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

/// A session does not tell the path of its role; IAM does.
fn with_path(caller: &Caller, error: &CloudError) -> Option<PrincipalArn> {
    match (caller, &error.failure) {
        (Caller::RoleSession { .. }, Failure::OtherPath { arn, .. }) => arn.parse().ok(),
        _ => None,
    }
}

/// What was read, or nothing when it may not be read.
fn readable<T>(read: Result<T, CloudError>, unread: &mut Vec<CloudError>) -> Result<Option<T>, CloudError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(error) => match error.failure {
            Failure::NotFound(_)
            | Failure::OtherPath { .. }
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
