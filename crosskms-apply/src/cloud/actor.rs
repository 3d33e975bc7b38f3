//! Acting as somebody: the requests that a grant is for, sent as those who are to make them.

use std::future::Future;

use crosskms::arn::{KeyArn, PrincipalArn};

use super::CloudError;
use crate::document::BucketId;

/// A cloud in which requests can be made as a principal.
pub trait ActAs: Sync {
    /// Makes requests as one principal.
    type Actor<'c>: Actor + Send + Sync
    where
        Self: 'c;

    /// As a role or user that a grant names.
    ///
    /// # Errors
    ///
    /// When there are no credentials of the principal, or they are somebody else's.
    fn act_as(
        &self,
        principal: &PrincipalArn,
    ) -> impl Future<Output = Result<Self::Actor<'_>, CloudError>> + Send;

    /// As the operator in the account that owns the bucket.
    ///
    /// # Errors
    ///
    /// When there are no credentials for the account.
    fn act_as_owner(
        &self,
        bucket: &BucketId,
    ) -> impl Future<Output = Result<Self::Actor<'_>, CloudError>> + Send;
}

/// Requests of one principal.
pub trait Actor {
    /// `PutObject`, encrypted as the bucket's default says; it is sent once.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers; some failures [leave open](super::Failure::may_have_had_effect) whether the object
    /// is there.
    fn put_object(
        &self,
        object: &ObjectId,
        body: &[u8],
    ) -> impl Future<Output = Result<Stored, CloudError>> + Send;

    /// `GetObject`: what the object holds, and how it is stored.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn get_object(
        &self,
        object: &ObjectId,
    ) -> impl Future<Output = Result<(Vec<u8>, Stored), CloudError>> + Send;

    /// `DeleteObject`, of one version where it has versions.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers.
    fn delete_object(
        &self,
        object: &ObjectId,
        version: Option<&str>,
    ) -> impl Future<Output = Result<Deleted, CloudError>> + Send;

    /// A call to KMS with `DryRun`, which only asks whether it is allowed (R5.7); with the encryption context that S3
    /// sends, where there is one.
    ///
    /// # Errors
    ///
    /// [`AccessDenied`](super::Failure::AccessDenied) when it is not, or whatever else the cloud answers.
    fn dry_run(
        &self,
        call: DryRun,
        key: &KeyArn,
        s3_arn: Option<&str>,
    ) -> impl Future<Output = Result<(), CloudError>> + Send;
}

/// An object of a bucket.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ObjectId {
    /// The bucket.
    pub bucket: BucketId,
    /// The object's key.
    pub key: String,
}

/// How an object is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// `x-amz-server-side-encryption`, for example `aws:kms`.
    pub algorithm: Option<String>,
    /// `x-amz-server-side-encryption-aws-kms-key-id`.
    pub key: Option<String>,
    /// `x-amz-version-id`, in a bucket with versions.
    pub version: Option<String>,
}

/// What a deletion left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// Nothing.
    Gone,
    /// A delete marker: the bucket keeps versions, and those that there were are still there.
    Marked,
}

impl ObjectId {
    /// The object's ARN.
    pub fn arn(&self) -> String {
        format!("{}/{}", self.bucket.arn, self.key)
    }

    /// The object as an S3 URI.
    pub fn uri(&self) -> String {
        format!("s3://{}/{}", self.bucket.arn.name(), self.key)
    }
}

/// The calls to KMS of which a dry run is made. KMS knows it of others, too: those need a ciphertext of another key, a
/// signature, or an algorithm that fits the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DryRun {
    /// `kms:Decrypt`.
    Decrypt,
    /// `kms:Encrypt`.
    Encrypt,
    /// `kms:GenerateDataKey`.
    GenerateDataKey,
    /// `kms:GenerateDataKeyPair`.
    GenerateDataKeyPair,
    /// `kms:GenerateDataKeyPairWithoutPlaintext`.
    GenerateDataKeyPairWithoutPlaintext,
    /// `kms:GenerateDataKeyWithoutPlaintext`.
    GenerateDataKeyWithoutPlaintext,
}

impl DryRun {
    const ALL: [Self; 6] = [
        Self::Decrypt,
        Self::Encrypt,
        Self::GenerateDataKey,
        Self::GenerateDataKeyPair,
        Self::GenerateDataKeyPairWithoutPlaintext,
        Self::GenerateDataKeyWithoutPlaintext,
    ];

    /// The dry run that asks for an action.
    pub fn of(action: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.as_str() == action)
    }

    /// The action.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decrypt => "kms:Decrypt",
            Self::Encrypt => "kms:Encrypt",
            Self::GenerateDataKey => "kms:GenerateDataKey",
            Self::GenerateDataKeyPair => "kms:GenerateDataKeyPair",
            Self::GenerateDataKeyPairWithoutPlaintext => "kms:GenerateDataKeyPairWithoutPlaintext",
            Self::GenerateDataKeyWithoutPlaintext => "kms:GenerateDataKeyWithoutPlaintext",
        }
    }
}
