//! Where plans are applied: the little that planning, applying and verifying need of a cloud.
//!
//! Documents are texts. The clouds know nothing of grants; what to write is decided by [`crate::plan()`].

mod actor;
#[cfg(feature = "aws")]
pub mod aws;
pub mod embedded;
mod error;
mod key_creation;
mod settings;

pub use actor::{ActAs, Actor, Deleted, DryRun, ObjectId, Stored};
pub use error::{CloudError, Failure, Retry};
pub use key_creation::{KeyCreation, KeyDetails, TaggedKeys};
pub use settings::{KeyDescription, ObjectOwnership, PublicAccessBlock};

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

use crosskms::arn::{KeyArn, PrincipalArn, Region};
use crosskms::authorize::KmsGrant;

use crate::document::{BucketId, DocumentId, PolicyArn, PolicyVersion};
use crate::snapshot::Scope;

/// Accounts whose documents can be read and written.
pub trait Cloud: Sync {
    /// How much of the accounts can be read through this cloud.
    fn scope(&self) -> Scope {
        Scope::Grants
    }

    /// The text of a document; `None` when there is none.
    ///
    /// A key policy always exists. A bucket without a policy has none; a bucket that reports no encryption
    /// configuration has none. A role or user that does not exist has none either: one call does not tell that apart
    /// from a missing inline policy, [`Cloud::describe_principal`] does.
    ///
    /// # Errors
    ///
    /// [`Failure::NotFound`] when the key or bucket itself does not exist, [`Failure::WrongRegion`] when the bucket is
    /// in another Region.
    fn read(&self, document: &DocumentId) -> impl Future<Output = Result<Option<String>, CloudError>> + Send;

    /// Waits until a write of the document may be sent, where a rate is kept to. Whoever compares before writing waits
    /// first: what is written in the meantime is then seen.
    fn turn(&self, document: &DocumentId) -> impl Future<Output = ()> + Send {
        let _ = document;
        std::future::ready(())
    }

    /// Replaces a document as a whole, or creates it. It is sent once: whoever tries again reads before. KMS grants cannot be
    /// replaced: those that are missing are made, then those that are not wanted are revoked. A managed policy gets a new
    /// default version, as long as there is [room for it](Self::versions_in_the_way).
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers; the document is then as it was, unless
    /// [the failure leaves that open](Failure::may_have_had_effect). Of KMS grants some may be made or revoked: [`Failure::InPart`].
    fn write(&self, document: &DocumentId, text: &str)
    -> impl Future<Output = Result<(), CloudError>> + Send;

    /// Deletes a policy, detaches one or revokes KMS grants, each call sent once; that they are gone already is no failure.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers; a managed policy that is attached or has other versions, a key policy or an encryption
    /// configuration cannot be deleted.
    fn delete(&self, document: &DocumentId) -> impl Future<Output = Result<(), CloudError>> + Send;

    /// The versions of a managed policy that have to go before it is [written](Self::write) anew or
    /// [deleted](Self::delete): neither takes away any itself, so that all can be saved first. None where the cloud will
    /// refuse what is to be done; a cloud without versions has none.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn versions_in_the_way(
        &self,
        policy: &PolicyArn,
        of: NextStep,
    ) -> impl Future<Output = Result<Vec<PolicyVersion>, CloudError>> + Send;

    /// Deletes a version that is in the way, the call sent once; that it is gone already is no failure.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn delete_version(
        &self,
        policy: &PolicyArn,
        id: &str,
    ) -> impl Future<Output = Result<(), CloudError>> + Send;

    /// What `DescribeKey` tells of a key.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn describe_key(&self, key: &KeyArn) -> impl Future<Output = Result<KeyDescription, CloudError>> + Send;

    /// The Region in which a bucket is.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn bucket_region(&self, bucket: &BucketId) -> impl Future<Output = Result<Region, CloudError>> + Send;

    /// Who owns what others write into a bucket.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn object_ownership(
        &self,
        bucket: &BucketId,
    ) -> impl Future<Output = Result<ObjectOwnership, CloudError>> + Send;

    /// The public access block of a bucket itself; what its account and organization block beyond is not told.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn public_access_block(
        &self,
        bucket: &BucketId,
    ) -> impl Future<Output = Result<PublicAccessBlock, CloudError>> + Send;

    /// What `GetRole` or `GetUser` tells of a principal.
    ///
    /// # Errors
    ///
    /// [`Failure::NotFound`] when there is no such role or user.
    fn describe_principal(
        &self,
        principal: &PrincipalArn,
    ) -> impl Future<Output = Result<PrincipalDescription, CloudError>> + Send;

    /// Every KMS grant on a key.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn kms_grants(&self, key: &KeyArn) -> impl Future<Output = Result<Vec<KmsGrant>, CloudError>> + Send;

    /// The ARNs of all managed policies that are attached to a role or user.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn attached_policies(
        &self,
        principal: &PrincipalArn,
    ) -> impl Future<Output = Result<BTreeSet<String>, CloudError>> + Send;

    /// Every inline policy of a role or user, by name.
    ///
    /// # Errors
    ///
    /// [`Failure::NotFound`] when there is no such role or user.
    fn inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> impl Future<Output = Result<BTreeMap<String, String>, CloudError>> + Send;

    /// Every identity policy of a role or user, inline and attached, by name.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> impl Future<Output = Result<BTreeMap<String, String>, CloudError>> + Send;

    /// The document of the managed policy that is the permissions boundary of a role or user, by its ARN; none, where
    /// there is no such policy.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn boundary_policy(
        &self,
        principal: &PrincipalArn,
        boundary: &str,
    ) -> impl Future<Output = Result<Option<String>, CloudError>> + Send;
}

/// What is to be done to a managed policy once its versions make room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NextStep {
    /// To make a new default version: IAM keeps five (R5.36).
    Write,
    /// To delete it: IAM wants all other versions gone.
    Delete,
}

/// What `GetRole` or `GetUser` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalDescription {
    /// The ARN of the managed policy that is the permissions boundary.
    pub permissions_boundary: Option<String>,
}
