//! Settings of keys and buckets that no policy tells, in the words of the APIs.

use crosskms::authorize::KeySettings;
use serde::{Deserialize, Serialize};

/// What `DescribeKey` tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyDescription {
    /// `KeyState`, for example `Enabled`.
    pub state: String,
    /// `KeySpec`, for example `SYMMETRIC_DEFAULT`.
    pub spec: String,
    /// `KeyUsage`, for example `ENCRYPT_DECRYPT`.
    pub usage: String,
    /// `KeyManager`, `CUSTOMER` or `AWS`.
    pub manager: String,
}

impl KeyDescription {
    /// The same for decisions.
    pub fn settings(&self) -> KeySettings {
        let Self { state, spec, usage, manager } = self.clone();
        KeySettings { state, spec, usage, manager }
    }
}

/// A symmetric customer managed key that is enabled, as `CreateKey` makes it (R5.8).
impl Default for KeyDescription {
    fn default() -> Self {
        Self {
            state: "Enabled".to_owned(),
            spec: "SYMMETRIC_DEFAULT".to_owned(),
            usage: "ENCRYPT_DECRYPT".to_owned(),
            manager: "CUSTOMER".to_owned(),
        }
    }
}

/// Who owns what others write into a bucket, as `GetBucketOwnershipControls` tells it (R4.26).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum ObjectOwnership {
    /// `BucketOwnerEnforced`: the bucket's owner, always; new buckets are so.
    #[default]
    BucketOwnerEnforced,
    /// `BucketOwnerPreferred`: the bucket's owner, where the writer says so.
    BucketOwnerPreferred,
    /// `ObjectWriter`: who writes it.
    ObjectWriter,
    /// Nobody ever said, which means `ObjectWriter`: buckets from before April 2023.
    NotSet,
    /// Another one, as it is written.
    Other(String),
}

impl ObjectOwnership {
    /// The name as it is written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::BucketOwnerEnforced => "BucketOwnerEnforced",
            Self::BucketOwnerPreferred => "BucketOwnerPreferred",
            Self::ObjectWriter => "ObjectWriter",
            Self::NotSet => "NotSet",
            Self::Other(name) => name,
        }
    }
}

impl From<String> for ObjectOwnership {
    fn from(name: String) -> Self {
        let known = [Self::BucketOwnerEnforced, Self::BucketOwnerPreferred, Self::ObjectWriter, Self::NotSet];
        known.into_iter().find(|known| known.as_str() == name).unwrap_or(Self::Other(name))
    }
}

impl From<ObjectOwnership> for String {
    fn from(ownership: ObjectOwnership) -> Self {
        ownership.as_str().to_owned()
    }
}

/// What `GetPublicAccessBlock` tells of a bucket (R4.28). The account and the organization may block more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "the API has these four switches")]
pub struct PublicAccessBlock {
    /// `BlockPublicAcls`: refuse public ACLs.
    #[serde(default)]
    pub block_public_acls: bool,
    /// `IgnorePublicAcls`: look at public ACLs no more.
    #[serde(default)]
    pub ignore_public_acls: bool,
    /// `BlockPublicPolicy`: refuse a public bucket policy.
    #[serde(default)]
    pub block_public_policy: bool,
    /// `RestrictPublicBuckets`: while the bucket policy is public, let in the bucket's account and AWS services alone.
    #[serde(default)]
    pub restrict_public_buckets: bool,
}

impl PublicAccessBlock {
    /// Everything is blocked, as in every new bucket.
    pub const ALL: Self = Self {
        block_public_acls: true,
        ignore_public_acls: true,
        block_public_policy: true,
        restrict_public_buckets: true,
    };
}
