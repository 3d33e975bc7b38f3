//! From live accounts to a [`Snapshot`]: every document that a set of grants touches is read once, however many
//! grants share it.
//!
//! To plan takes two looks. The first reads the documents, those of the owner before those of the consumer; where all of
//! them are as the grants want them, that was all. The second reads the settings of what is going to change, because only
//! there can they stand in the way.

mod principal;
mod settings;

pub(crate) use principal::{boundary_policy, principal};

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::arn::{BucketArn, KeyArn, PrincipalArn, PrincipalKind};
use crosskms::grant::{IdentityPolicy, Mechanism};
use crosskms::policies::BucketEncryption;
use crosskms::policy::{PolicyDocument, ReadError};
use crosskms::rules::public_statements;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::cloud::{Cloud, CloudError, Failure};
use crate::document::{BucketId, DocumentId, PolicyArn};
use crate::snapshot::{Bucket, Key, Snapshot};
use principal::policies_of_grants;

/// How many resources of a kind are read side by side.
const WIDTH: usize = 16;

/// How much is read of each principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityPolicies {
    /// The policies that the grants own, and of what changes the settings: enough to plan.
    OfGrants,
    /// All of them, since any may deny, and all settings: what it takes to decide requests. Where not all may be read,
    /// those that the grants own; the rest stays unknown.
    All,
}

/// Reads what the grants touch.
///
/// What does not exist is left out of the snapshot: a plan to apply refuses then, and a plan to revoke has nothing to
/// take back there.
///
/// # Errors
///
/// The first call that fails. Settings that may not be read are none: they stay unknown.
pub async fn observe(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    identity_policies: IdentityPolicies,
) -> Result<Snapshot, CloudError> {
    let all = identity_policies == IdentityPolicies::All;
    let keys: BTreeSet<KeyArn> = grants.iter().flat_map(CrossAccountGrant::keys).collect();
    let by_kms_grant = grants.iter().filter(|grant| grant.mechanism() == Mechanism::KmsGrant);
    let by_kms_grant: BTreeSet<KeyArn> = by_kms_grant.flat_map(CrossAccountGrant::keys).collect();
    let buckets: BTreeSet<BucketId> = grants.iter().filter_map(BucketId::of).collect();
    let principals: BTreeSet<&PrincipalArn> = grants
        .iter()
        .flat_map(CrossAccountGrant::principals)
        .filter(|principal| principal.kind() != PrincipalKind::Account)
        .collect();

    let managed: BTreeSet<PolicyArn> = grants.iter().flat_map(managed_policies).collect();

    let by_kms_grant = &by_kms_grant;
    let keys = stream::iter(keys).map(|arn| async move {
        let whole = if all { permitted(key(cloud, &arn).await).transpose() } else { None };
        let read = match whole {
            Some(read) => read,
            None => key_policy(cloud, &arn).await,
        };
        existing(if by_kms_grant.contains(&arn) { with_kms_grants(cloud, read).await } else { read })
    });
    let managed = stream::iter(managed).map(|arn| managed_policy(cloud, arn));
    let buckets = stream::iter(buckets).map(|id| async move {
        existing(if all { bucket(cloud, id).await } else { bucket_documents(cloud, id).await })
    });
    let (keys, managed, buckets) = futures_util::try_join!(
        keys.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
        managed.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
        buckets.buffer_unordered(WIDTH).try_collect::<Vec<_>>(),
    )?;
    let mut snapshot = Snapshot {
        keys: keys.into_iter().flatten().collect(),
        buckets: buckets.into_iter().flatten().collect(),
        managed_policies: managed.into_iter().flatten().collect(),
        scope: cloud.scope(),
        ..Snapshot::default()
    };
    let new: BTreeSet<&PrincipalArn> = grants
        .iter()
        .filter(|grant| is_new(grant, &snapshot))
        .flat_map(CrossAccountGrant::principals)
        .collect();
    let principals = stream::iter(principals).map(|arn| async {
        if !all {
            let read = policies_of_grants(cloud, arn, grants, new.contains(arn)).await;
            return Ok(existing(read)?.map(|principal| (arn.clone(), principal)));
        }
        let read = match permitted(principal(cloud, arn, grants).await).transpose() {
            Some(read) => read,
            None => policies_of_grants(cloud, arn, grants, false).await.map(|own| (arn.clone(), own)),
        };
        let mut principal = existing(read)?;
        if let Some((arn, principal)) = &mut principal {
            principal.boundary_policy = permitted(boundary_policy(cloud, arn, principal).await)?.flatten();
        }
        Ok::<_, CloudError>(principal)
    });
    let principals = principals.buffer_unordered(WIDTH).try_collect::<Vec<_>>().await?;
    snapshot.principals = principals.into_iter().flatten().collect();
    if !all {
        settings::of_what_changes(cloud, grants, &mut snapshot, &new).await?;
    }
    Ok(snapshot)
}

/// What was read, or none if there is no such thing.
pub(crate) fn existing<T>(read: Result<T, CloudError>) -> Result<Option<T>, CloudError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(CloudError { failure: Failure::NotFound(_) | Failure::OtherPath { .. }, .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What was read, or none if the operator may not read it.
fn permitted<T>(read: Result<T, CloudError>) -> Result<Option<T>, CloudError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(CloudError { failure: Failure::AccessDenied(_), .. }) => Ok(None),
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

/// The policies that a grant has in the accounts of its principals, when it keeps them there as managed ones.
fn managed_policies(grant: &CrossAccountGrant) -> Vec<PolicyArn> {
    match grant.identity_policy() {
        IdentityPolicy::Inline => Vec::new(),
        IdentityPolicy::Managed => {
            let name = grant.name().policy_name();
            grant.principals().iter().map(|principal| PolicyArn::beside(principal, &name)).collect()
        }
    }
}

/// A key with all there is to know of it. KMS grants only ever allow, so they stay unknown where they may not be listed.
pub(crate) async fn key(cloud: &impl Cloud, arn: &KeyArn) -> Result<(KeyArn, Key), CloudError> {
    let (description, (arn, key), kms_grants) =
        futures_util::try_join!(cloud.describe_key(arn), key_policy(cloud, arn), async {
            permitted(cloud.kms_grants(arn).await)
        })?;
    let partly_read = kms_grants.is_none();
    let kms_grants = kms_grants.unwrap_or_default();
    Ok((arn, Key { description: Some(description), kms_grants, partly_read, ..key }))
}

pub(crate) async fn key_policy(cloud: &impl Cloud, arn: &KeyArn) -> Result<(KeyArn, Key), CloudError> {
    let id = DocumentId::KeyPolicy(arn.clone());
    let text = cloud.read(&id).await?;
    let policy = parse(&id, "kms:GetKeyPolicy", text.unwrap_or_default())?;
    Ok((arn.clone(), Key { description: None, partly_read: true, ..Key::new(policy) }))
}

/// A key on which there may be KMS grants of ours: they have to be known.
async fn with_kms_grants(
    cloud: &impl Cloud,
    read: Result<(KeyArn, Key), CloudError>,
) -> Result<(KeyArn, Key), CloudError> {
    let (arn, key) = read?;
    if !key.partly_read {
        return Ok((arn, key));
    }
    let kms_grants = cloud.kms_grants(&arn).await?;
    Ok((arn, Key { kms_grants, partly_read: false, ..key }))
}

async fn managed_policy(
    cloud: &impl Cloud,
    arn: PolicyArn,
) -> Result<Option<(PolicyArn, PolicyDocument)>, CloudError> {
    let id = DocumentId::ManagedPolicy(arn.clone());
    let Some(text) = cloud.read(&id).await? else { return Ok(None) };
    Ok(Some((arn, parse(&id, "iam:GetPolicyVersion", text)?)))
}

pub(crate) async fn bucket(cloud: &impl Cloud, id: BucketId) -> Result<(BucketArn, Bucket), CloudError> {
    let (arn, mut bucket) = bucket_documents(cloud, id.clone()).await?;
    if bucket.region == id.region {
        bucket.ownership = permitted(cloud.object_ownership(&id).await)?;
        let policy = bucket.policy.as_ref().map(PolicyDocument::policy);
        // Whatever is blocked, it touches public policies alone.
        if policy.is_some_and(|policy| !public_statements(policy).is_empty()) {
            bucket.public_access_block = permitted(cloud.public_access_block(&id).await)?;
        }
    }
    Ok((arn, bucket))
}

async fn bucket_documents(cloud: &impl Cloud, id: BucketId) -> Result<(BucketArn, Bucket), CloudError> {
    let policy_id = DocumentId::BucketPolicy(id.clone());
    let encryption_id = DocumentId::BucketEncryption(id.clone());
    let mut bucket = Bucket { ownership: None, public_access_block: None, ..Bucket::new(&id) };
    let read = futures_util::try_join!(cloud.read(&policy_id), cloud.read(&encryption_id));
    let (policy, encryption) = match read {
        Ok(read) => read,
        Err(error) if matches!(error.failure, Failure::WrongRegion(_)) => {
            bucket.region = cloud.bucket_region(&id).await?;
            // The plan refuses this bucket; its documents cannot be read through the key's Region.
            return if bucket.region == id.region { Err(error) } else { Ok((id.arn, bucket)) };
        }
        Err(error) => return Err(error),
    };
    bucket.policy = policy.map(|text| parse(&policy_id, "s3:GetBucketPolicy", text)).transpose()?;
    if let Some(text) = encryption {
        bucket.encryption = text
            .parse::<BucketEncryption>()
            .map_err(|error| unreadable(&encryption_id, "s3:GetEncryptionConfiguration", &error))?;
    }
    Ok((id.arn, bucket))
}

/// Whether the owner has nothing of a grant yet; then the consumer will hardly have anything of it.
fn is_new(grant: &CrossAccountGrant, snapshot: &Snapshot) -> bool {
    let is_known = |key: KeyArn| snapshot.keys.contains_key(&key);
    let name = grant.name().policy_name();
    let keys: Vec<_> = grant.keys().filter_map(|key| snapshot.keys.get(&key)).collect();
    let bucket = grant.bucket().and_then(|bucket| snapshot.buckets.get(bucket)?.policy.as_ref());
    let policies = keys.iter().map(|key| &key.policy).chain(bucket);
    let mut sids = policies.flat_map(|document| &document.policy().statements).flat_map(|one| &one.sid);
    grant.keys().all(is_known)
        && !sids.any(|sid| grant.name().owns_sid(sid))
        && !keys.iter().flat_map(|key| &key.kms_grants).any(|one| one.name.as_ref() == Some(&name))
}

pub(crate) fn parse(id: &DocumentId, call: &'static str, text: String) -> Result<PolicyDocument, CloudError> {
    PolicyDocument::parse(text).map_err(|error| unreadable(id, call, &error))
}

/// A document that AWS holds but that is not of the grammar: nothing is planned on what is not understood.
pub(crate) fn unreadable(id: &DocumentId, call: &'static str, error: &ReadError) -> CloudError {
    let message = format!("the {} that is there cannot be read: {error}", id.kind());
    let failure = Failure::Other { code: "UnreadableDocument".to_owned(), message };
    CloudError { call, target: id.arn().to_owned(), account: id.account(), failure }
}

#[cfg(test)]
mod tests;
