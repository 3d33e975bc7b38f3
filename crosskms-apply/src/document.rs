//! The documents of an account that a plan can write.

mod policy_arn;
mod policy_version;
pub(crate) mod texts;

pub use policy_arn::{MalformedPolicyArn, PolicyArn};
pub use policy_version::PolicyVersion;

use std::fmt;

use crosskms::arn::{AccountId, BucketArn, KeyArn, PrincipalArn, PrincipalKind, Region};
use crosskms::policies::quota::{self, Quota};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One document, wherever it lives.
///
/// The order of the variants is the order in which documents are safely written (R5.39): access opens only when
/// the last needed piece is in place, and a bucket never names a key that its writers cannot use yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentId {
    /// The default version of a managed policy.
    ManagedPolicy(PolicyArn),
    /// That a managed policy is attached to a role or user.
    PolicyAttachment {
        /// The role or user.
        principal: PrincipalArn,
        /// The policy.
        policy: PolicyArn,
    },
    /// An inline policy of a role or user.
    IdentityPolicy {
        /// The role or user.
        principal: PrincipalArn,
        /// The name of the inline policy.
        name: String,
    },
    /// The KMS grants of one name on a key, one for each grantee.
    KmsGrants {
        /// The key.
        key: KeyArn,
        /// Their name.
        name: String,
    },
    /// The policy `default` of a key.
    KeyPolicy(KeyArn),
    /// The policy of a bucket.
    BucketPolicy(BucketId),
    /// The default encryption of a bucket.
    BucketEncryption(BucketId),
}

/// A bucket, with what its ARN does not tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketId {
    /// The bucket.
    pub arn: BucketArn,
    /// The account that must own it; names are free for others after a bucket is deleted (R1.44).
    pub owner: AccountId,
    /// The Region in which it must be: that of its key (R2.26).
    pub region: Region,
}

impl DocumentId {
    /// The account that holds the document.
    pub fn account(&self) -> AccountId {
        match self {
            Self::ManagedPolicy(policy) => policy.account(),
            Self::PolicyAttachment { principal, .. } | Self::IdentityPolicy { principal, .. } => {
                principal.account()
            }
            Self::KmsGrants { key, .. } | Self::KeyPolicy(key) => key.account(),
            Self::BucketPolicy(bucket) | Self::BucketEncryption(bucket) => bucket.owner,
        }
    }

    /// What kind of document it is.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ManagedPolicy(_) => "managed policy",
            Self::PolicyAttachment { .. } => "attachment",
            Self::IdentityPolicy { .. } => "identity policy",
            Self::KmsGrants { .. } => "KMS grants",
            Self::KeyPolicy(_) => "key policy",
            Self::BucketPolicy(_) => "bucket policy",
            Self::BucketEncryption(_) => "bucket encryption",
        }
    }

    /// How large the document may be; inline policies of one principal count together.
    pub fn quota(&self) -> Option<Quota> {
        match self {
            Self::IdentityPolicy { principal, .. } if principal.kind() == PrincipalKind::User => {
                Some(quota::USER_INLINE)
            }
            Self::ManagedPolicy(_) => Some(quota::MANAGED_POLICY),
            Self::IdentityPolicy { .. } => Some(quota::ROLE_INLINE),
            Self::KeyPolicy(_) => Some(quota::KEY_POLICY),
            Self::BucketPolicy(_) => Some(quota::BUCKET_POLICY),
            Self::PolicyAttachment { .. } | Self::KmsGrants { .. } | Self::BucketEncryption(_) => None,
        }
    }

    /// The ARN of the resource or principal that the document belongs to.
    pub fn arn(&self) -> &str {
        match self {
            Self::ManagedPolicy(policy) => policy.as_str(),
            Self::PolicyAttachment { principal, .. } | Self::IdentityPolicy { principal, .. } => {
                principal.as_str()
            }
            Self::KmsGrants { key, .. } | Self::KeyPolicy(key) => key.as_str(),
            Self::BucketPolicy(bucket) | Self::BucketEncryption(bucket) => bucket.arn.as_str(),
        }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PolicyAttachment { policy, .. } => {
                write!(f, "{} of {policy} to {}", self.kind(), self.arn())
            }
            Self::IdentityPolicy { name, .. } => write!(f, "{} {name} of {}", self.kind(), self.arn()),
            Self::KmsGrants { name, .. } => write!(f, "{} {name} on {}", self.kind(), self.arn()),
            Self::ManagedPolicy(policy) => write!(f, "{} {policy}", self.kind()),
            _ => write!(f, "{} of {}", self.kind(), self.arn()),
        }
    }
}

/// Any document in one shape, as it stands in files.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: String,
    account: AccountId,
    of: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

impl Serialize for DocumentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (name, region) = match self {
            Self::IdentityPolicy { name, .. } | Self::KmsGrants { name, .. } => (Some(name.clone()), None),
            Self::PolicyAttachment { policy, .. } => (Some(policy.to_string()), None),
            Self::ManagedPolicy(_) | Self::KeyPolicy(_) => (None, None),
            Self::BucketPolicy(bucket) | Self::BucketEncryption(bucket) => {
                (None, Some(bucket.region.clone()))
            }
        };
        let (kind, of) = (self.kind().to_owned(), self.arn().to_owned());
        Written { kind, account: self.account(), of, name, region }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for DocumentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { kind, account, of, name, region } = Written::deserialize(deserializer)?;
        let bucket = || {
            let arn = of.parse().map_err(D::Error::custom)?;
            let region = region.clone().ok_or_else(|| D::Error::missing_field("region"))?;
            Ok(BucketId { arn, owner: account, region })
        };
        let name = || name.clone().ok_or_else(|| D::Error::missing_field("name"));
        let document = match kind.as_str() {
            "managed policy" => Self::ManagedPolicy(of.parse().map_err(D::Error::custom)?),
            "attachment" => Self::PolicyAttachment {
                principal: of.parse().map_err(D::Error::custom)?,
                policy: name()?.parse().map_err(D::Error::custom)?,
            },
            "identity policy" => {
                Self::IdentityPolicy { principal: of.parse().map_err(D::Error::custom)?, name: name()? }
            }
            "KMS grants" => Self::KmsGrants { key: of.parse().map_err(D::Error::custom)?, name: name()? },
            "key policy" => Self::KeyPolicy(of.parse().map_err(D::Error::custom)?),
            "bucket policy" => Self::BucketPolicy(bucket()?),
            "bucket encryption" => Self::BucketEncryption(bucket()?),
            other => return Err(D::Error::custom(format!("there is no kind of document `{other}`"))),
        };
        if document.account() == account {
            Ok(document)
        } else {
            Err(D::Error::custom(format!("`{of}` is not of account {account}")))
        }
    }
}
