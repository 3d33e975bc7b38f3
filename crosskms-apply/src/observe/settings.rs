//! The settings of the keys, buckets and principals whose documents are going to change.

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::arn::{BucketArn, KeyArn, PrincipalArn, PrincipalKind};
use crosskms::policy::Policy;
use crosskms::rules::public_statements;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::principal::inline_policies;
use super::{WIDTH, existing, permitted};
use crate::cloud::{Cloud, CloudError, ObjectOwnership, PrincipalDescription, PublicAccessBlock};
use crate::document::{BucketId, DocumentId};
use crate::plan::{Purpose, drafted, quota};
use crate::snapshot::{Principal, Snapshot};

/// What there is to ask.
#[derive(Default)]
struct Questions {
    keys: BTreeSet<KeyArn>,
    /// Buckets, and whether their policies are going to be public.
    buckets: BTreeSet<(BucketId, bool)>,
    principals: BTreeSet<PrincipalArn>,
    /// Roles and users of which an inline policy is going to grow.
    inline: BTreeSet<PrincipalArn>,
}

/// Reads the settings of what changes into the snapshot. A principal that turns out not to exist is taken out.
pub(super) async fn of_what_changes(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    snapshot: &mut Snapshot,
    listed: &BTreeSet<&PrincipalArn>,
) -> Result<(), CloudError> {
    let Questions { keys, buckets, principals, inline } = questions(grants, snapshot);
    let inline = inline.into_iter().filter(|arn| !listed.contains(arn));
    let inline: Vec<(PrincipalArn, Principal)> =
        inline.filter_map(|arn| Some((arn.clone(), snapshot.principals.get(&arn)?.clone()))).collect();
    let keys =
        stream::iter(keys).map(|arn| async move { Ok((permitted(cloud.describe_key(&arn).await)?, arn)) });
    let buckets = stream::iter(buckets)
        .map(|(id, public)| async move { Ok((settings(cloud, &id, public).await?, id.arn)) });
    let principals = stream::iter(principals).map(|arn| async move { described(cloud, arn).await });
    let inline = stream::iter(inline).map(|(arn, mut principal)| async move {
        let read = existing(inline_policies(cloud, &arn, grants, &mut principal).await)?;
        Ok(read.map(|()| (arn, principal)))
    });
    let (keys, buckets, principals, inline) = futures_util::try_join!(
        keys.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
        buckets.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
        principals.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
        inline.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
    )?;
    snapshot.principals.extend(inline.into_iter().flatten());
    for (description, arn) in keys {
        if let Some(key) = snapshot.keys.get_mut(&arn) {
            key.description = description;
        }
    }
    for ((ownership, block), arn) in buckets {
        if let Some(bucket) = snapshot.buckets.get_mut(&arn) {
            (bucket.ownership, bucket.public_access_block) = (ownership, block);
        }
    }
    for (description, arn) in principals {
        match (description, snapshot.principals.get_mut(&arn)) {
            (Asked::There(description), Some(principal)) => {
                principal.permissions_boundary = description.permissions_boundary;
                principal.boundary_unread = false;
            }
            // The cloud itself will say whether there is one.
            (Asked::Denied, _) => {}
            _ => drop(snapshot.principals.remove(&arn)),
        }
    }
    Ok(())
}

fn questions(grants: &[CrossAccountGrant], snapshot: &Snapshot) -> Questions {
    let mut questions = Questions::default();
    let (mut keys, mut buckets) = (BTreeSet::new(), BTreeSet::new());
    let is_unread =
        |arn: &PrincipalArn| snapshot.principals.get(arn).is_some_and(|principal| principal.inline_unread);
    for change in drafted(grants, snapshot, Purpose::Apply) {
        let grows = quota::grows(&change);
        match change.document {
            DocumentId::KeyPolicy(key) | DocumentId::KmsGrants { key, .. } => drop(keys.insert(key)),
            DocumentId::BucketPolicy(bucket) => {
                let policy = change.after.and_then(|text| text.parse::<Policy>().ok());
                let public = policy.is_some_and(|policy| !public_statements(&policy).is_empty());
                buckets.insert(bucket.arn.clone());
                if snapshot.buckets.get(&bucket.arn).is_some_and(|found| found.region == bucket.region) {
                    questions.buckets.insert((bucket, public));
                }
            }
            // The bucket is going to use its grant's key.
            DocumentId::BucketEncryption(bucket) => {
                let of_bucket = |grant: &&CrossAccountGrant| grant.bucket() == Some(&bucket.arn);
                questions.keys.extend(grants.iter().filter(of_bucket).map(|grant| grant.key().clone()));
            }
            DocumentId::IdentityPolicy { principal, .. } if is_unread(&principal) && grows => {
                questions.inline.insert(principal);
            }
            DocumentId::ManagedPolicy(_)
            | DocumentId::PolicyAttachment { .. }
            | DocumentId::IdentityPolicy { .. } => {}
        }
    }
    questions.principals = named(grants, &keys, &buckets, snapshot);
    questions.keys.extend(keys);
    questions.keys.retain(|key| snapshot.keys.contains_key(key));
    questions
}

/// Principals that a policy is going to name, and of which nobody has asked yet: AWS refuses those that do not exist.
fn named(
    grants: &[CrossAccountGrant],
    keys: &BTreeSet<KeyArn>,
    buckets: &BTreeSet<BucketArn>,
    snapshot: &Snapshot,
) -> BTreeSet<PrincipalArn> {
    let changes = |grant: &&CrossAccountGrant| {
        grant.keys().any(|key| keys.contains(&key))
            || grant.bucket().is_some_and(|bucket| buckets.contains(bucket))
    };
    let principals = grants.iter().filter(changes).flat_map(CrossAccountGrant::principals);
    let unasked = |arn: &&PrincipalArn| {
        arn.kind() != PrincipalKind::Account
            && snapshot.principals.get(*arn).is_some_and(|principal| principal.boundary_unread)
    };
    principals.filter(unasked).cloned().collect()
}

async fn settings(
    cloud: &impl Cloud,
    bucket: &BucketId,
    public: bool,
) -> Result<(Option<ObjectOwnership>, Option<PublicAccessBlock>), CloudError> {
    let ownership = permitted(cloud.object_ownership(bucket).await)?;
    let block = match public {
        true => permitted(cloud.public_access_block(bucket).await)?,
        false => None,
    };
    Ok((ownership, block))
}

/// What came of asking for a role or user.
enum Asked {
    There(PrincipalDescription),
    Missing,
    Denied,
}

async fn described(cloud: &impl Cloud, arn: PrincipalArn) -> Result<(Asked, PrincipalArn), CloudError> {
    let asked = match permitted(cloud.describe_principal(&arn).await.map(Asked::There)) {
        Ok(read) => Ok(read.unwrap_or(Asked::Denied)),
        Err(error) => existing(Err(error)).map(|read| read.unwrap_or(Asked::Missing)),
    };
    Ok((asked?, arn))
}
