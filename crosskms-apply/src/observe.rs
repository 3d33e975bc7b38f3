//! From live accounts to a [`Snapshot`]: every document that a set of grants touches is read once, however many
//! grants share it.

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::arn::{BucketArn, KeyArn, PrincipalArn, PrincipalKind};
use crosskms::policies::BucketEncryption;
use crosskms::policy::{PolicyDocument, ReadError};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::cloud::{Cloud, CloudError, Failure};
use crate::document::{BucketId, DocumentId};
use crate::snapshot::{Bucket, Key, Principal, Snapshot};

/// How many resources are read side by side.
const WIDTH: usize = 16;

/// How much is read of each principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityPolicies {
    /// The policies that the grants own: enough to plan.
    OfGrants,
    /// All of them, since any may deny: what it takes to decide requests.
    All,
}

/// Reads what the grants touch.
///
/// What does not exist is left out of the snapshot: a plan to apply refuses then, and a plan to revoke has nothing to
/// take back there.
///
/// # Errors
///
/// The first call that fails.
pub async fn observe(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    identity_policies: IdentityPolicies,
) -> Result<Snapshot, CloudError> {
    let keys: BTreeSet<&KeyArn> = grants.iter().map(CrossAccountGrant::key).collect();
    let buckets: BTreeSet<BucketId> = grants.iter().filter_map(BucketId::of).collect();
    let principals: BTreeSet<&PrincipalArn> = grants
        .iter()
        .flat_map(CrossAccountGrant::principals)
        .filter(|principal| principal.kind() != PrincipalKind::Account)
        .collect();

    let keys = stream::iter(keys).map(|arn| async { existing(key(cloud, arn).await) });
    let buckets = stream::iter(buckets).map(|id| async { existing(bucket(cloud, id).await) });
    let principals = stream::iter(principals)
        .map(|arn| async { existing(principal(cloud, arn, grants, identity_policies).await) });
    let (keys, buckets, principals) = futures_util::try_join!(
        keys.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
        buckets.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
        principals.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
    )?;
    Ok(Snapshot {
        keys: keys.into_iter().flatten().collect(),
        buckets: buckets.into_iter().flatten().collect(),
        principals: principals.into_iter().flatten().collect(),
        scope: cloud.scope(),
    })
}

/// What was read, or none if there is no such thing.
fn existing<T>(read: Result<T, CloudError>) -> Result<Option<T>, CloudError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(CloudError { failure: Failure::NotFound(_), .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

impl BucketId {
    /// The bucket of a grant: it belongs to the key's account and is in the key's Region (R2.26).
    pub fn of(grant: &CrossAccountGrant) -> Option<Self> {
        let arn = grant.bucket()?.clone();
        Some(Self { arn, owner: grant.key().account(), region: grant.key().region() })
    }
}

pub(crate) async fn key(cloud: &impl Cloud, arn: &KeyArn) -> Result<(KeyArn, Key), CloudError> {
    let id = DocumentId::KeyPolicy(arn.clone());
    let (description, text) = futures_util::try_join!(cloud.describe_key(arn), cloud.read(&id))?;
    let policy = parse(&id, "kms:GetKeyPolicy", text.unwrap_or_default())?;
    Ok((arn.clone(), Key { description, policy }))
}

pub(crate) async fn bucket(cloud: &impl Cloud, id: BucketId) -> Result<(BucketArn, Bucket), CloudError> {
    let region = cloud.bucket_region(&id).await?;
    let policy_id = DocumentId::BucketPolicy(id.clone());
    let encryption_id = DocumentId::BucketEncryption(id.clone());
    if region != id.region {
        // The plan refuses this bucket; its documents cannot be read through the key's Region.
        let encryption = BucketEncryption::sse_s3();
        return Ok((id.arn, Bucket { account: id.owner, region, policy: None, encryption }));
    }
    let (policy, encryption) = futures_util::try_join!(cloud.read(&policy_id), cloud.read(&encryption_id))?;
    let policy = policy.map(|text| parse(&policy_id, "s3:GetBucketPolicy", text)).transpose()?;
    let encryption = match encryption {
        Some(text) => text
            .parse()
            .map_err(|error| unreadable(&encryption_id, "s3:GetEncryptionConfiguration", &error))?,
        None => BucketEncryption::sse_s3(),
    };
    Ok((id.arn, Bucket { account: id.owner, region, policy, encryption }))
}

pub(crate) async fn principal(
    cloud: &impl Cloud,
    arn: &PrincipalArn,
    grants: &[CrossAccountGrant],
    extent: IdentityPolicies,
) -> Result<(PrincipalArn, Principal), CloudError> {
    let description = cloud.describe_principal(arn).await?;
    let mut read =
        Principal { permissions_boundary: description.permissions_boundary, ..Principal::default() };
    match extent {
        IdentityPolicies::All => {
            for (name, text) in cloud.identity_policies(arn).await? {
                let id = DocumentId::IdentityPolicy { principal: arn.clone(), name: name.clone() };
                read.identity_policies.insert(name, parse(&id, reading(arn), text)?);
            }
        }
        IdentityPolicies::OfGrants => {
            read.partly_read = true;
            for grant in grants.iter().filter(|grant| grant.principals().contains(arn)) {
                let name = grant.name().policy_name();
                let id = DocumentId::IdentityPolicy { principal: arn.clone(), name: name.clone() };
                if let Some(text) = cloud.read(&id).await? {
                    read.identity_policies.insert(name, parse(&id, reading(arn), text)?);
                }
            }
        }
    }
    Ok((arn.clone(), read))
}

/// The call that reads an inline policy.
fn reading(principal: &PrincipalArn) -> &'static str {
    if principal.kind() == PrincipalKind::User { "iam:GetUserPolicy" } else { "iam:GetRolePolicy" }
}

fn parse(id: &DocumentId, call: &'static str, text: String) -> Result<PolicyDocument, CloudError> {
    PolicyDocument::parse(text).map_err(|error| unreadable(id, call, &error))
}

/// A document that AWS holds but that is not of the grammar: nothing is planned on what is not understood.
fn unreadable(id: &DocumentId, call: &'static str, error: &ReadError) -> CloudError {
    let message = format!("the {} that is there cannot be read: {error}", id.kind());
    let failure = Failure::Other { code: "UnreadableDocument".to_owned(), message };
    CloudError { call, target: id.arn().to_owned(), account: id.account(), failure }
}
