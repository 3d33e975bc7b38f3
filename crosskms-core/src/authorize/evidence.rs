//! What is known of the gates that take part in a decision.

use std::fmt;

use super::kms::KeySettings;
use super::kms_grant::KmsGrant;
use super::s3::{AccessPoint, BucketSettings};
use crate::arn::AccountId;
use crate::policy::Policy;

/// One policy or setting that takes part in a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Gate {
    /// The caller's own policies.
    IdentityPolicy,
    /// The caller's permissions boundary.
    PermissionsBoundary,
    /// The policies passed when the session was made.
    SessionPolicy,
    /// The service control policies over the caller's account.
    ServiceControlPolicy,
    /// The policy of the VPC endpoint that the request passes.
    EndpointPolicy,
    /// The resource control policies over the resource's account.
    ResourceControlPolicy,
    /// The key's policy.
    KeyPolicy,
    /// KMS grants on the key.
    KmsGrant,
    /// Whether the key can be used.
    KeyState,
    /// The bucket's policy.
    BucketPolicy,
    /// The policy of the access point through which the bucket is used.
    AccessPointPolicy,
    /// Public access block and object ownership.
    BucketSettings,
}

impl Gate {
    /// Every gate, in the order of answers: first those of the caller, then those of the resource.
    pub const ALL: [Self; 12] = [
        Self::IdentityPolicy,
        Self::PermissionsBoundary,
        Self::SessionPolicy,
        Self::ServiceControlPolicy,
        Self::EndpointPolicy,
        Self::ResourceControlPolicy,
        Self::KeyPolicy,
        Self::KmsGrant,
        Self::KeyState,
        Self::BucketPolicy,
        Self::AccessPointPolicy,
        Self::BucketSettings,
    ];

    /// The name as answers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityPolicy => "identity_policy",
            Self::PermissionsBoundary => "permissions_boundary",
            Self::SessionPolicy => "session_policy",
            Self::ServiceControlPolicy => "service_control_policy",
            Self::EndpointPolicy => "endpoint_policy",
            Self::ResourceControlPolicy => "resource_control_policy",
            Self::KeyPolicy => "key_policy",
            Self::KmsGrant => "kms_grant",
            Self::KeyState => "key_state",
            Self::BucketPolicy => "bucket_policy",
            Self::AccessPointPolicy => "access_point_policy",
            Self::BucketSettings => "bucket_settings",
        }
    }

    /// The name for people to read.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::IdentityPolicy => "identity policy",
            Self::PermissionsBoundary => "permissions boundary",
            Self::SessionPolicy => "session policy",
            Self::ServiceControlPolicy => "service control policy",
            Self::EndpointPolicy => "endpoint policy",
            Self::ResourceControlPolicy => "resource control policy",
            Self::KeyPolicy => "key policy",
            Self::KmsGrant => "KMS grants",
            Self::KeyState => "state of the key",
            Self::BucketPolicy => "bucket policy",
            Self::AccessPointPolicy => "access point policy",
            Self::BucketSettings => "bucket settings",
        }
    }

    /// Whether that name is a plural.
    pub const fn is_plural(self) -> bool {
        matches!(self, Self::KmsGrant | Self::BucketSettings)
    }

    const fn bit(self) -> u16 {
        match self {
            Self::IdentityPolicy => 1,
            Self::PermissionsBoundary => 1 << 1,
            Self::SessionPolicy => 1 << 2,
            Self::ServiceControlPolicy => 1 << 3,
            Self::EndpointPolicy => 1 << 4,
            Self::ResourceControlPolicy => 1 << 5,
            Self::KeyPolicy => 1 << 6,
            Self::KmsGrant => 1 << 7,
            Self::KeyState => 1 << 8,
            Self::BucketPolicy => 1 << 9,
            Self::AccessPointPolicy => 1 << 10,
            Self::BucketSettings => 1 << 11,
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The gates of which all is known; of the others, what stands in the evidence may be a part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gates(u16);

impl Gates {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// All of them.
    pub const ALL: Self = Self(u16::MAX);

    /// These and one more.
    #[must_use]
    pub const fn with(self, gate: Gate) -> Self {
        Self(self.0 | gate.bit())
    }

    /// These without one.
    #[must_use]
    pub const fn without(self, gate: Gate) -> Self {
        Self(self.0 & !gate.bit())
    }

    /// Whether a gate is one of them.
    pub const fn has(self, gate: Gate) -> bool {
        self.0 & gate.bit() != 0
    }
}

impl FromIterator<Gate> for Gates {
    fn from_iter<I: IntoIterator<Item = Gate>>(gates: I) -> Self {
        gates.into_iter().fold(Self::NONE, Self::with)
    }
}

/// The policies and settings over which a request is decided.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Evidence<'p> {
    /// The identity policies of the caller, each with its name.
    pub identity_policies: Vec<(&'p str, &'p Policy)>,
    /// The caller's permissions boundary, if one is set.
    pub permissions_boundary: Option<&'p Policy>,
    /// The policies that were passed with the session, if any.
    pub session_policies: Option<Vec<&'p Policy>>,
    /// The SCPs over the caller's account by level, root first; none, when its account is in no organization.
    pub service_control_policies: Option<Vec<Vec<&'p Policy>>>,
    /// The RCPs over the resource's account by level, root first; none, when its account is in no organization.
    pub resource_control_policies: Option<Vec<Vec<&'p Policy>>>,
    /// The policy of the VPC endpoint that the request passes, if it passes one.
    pub endpoint_policy: Option<&'p Policy>,
    /// The policy of the key or bucket, if it has one.
    pub resource_policy: Option<&'p Policy>,
    /// The access point through which a bucket is used, if it is.
    pub access_point: Option<AccessPoint<'p>>,
    /// The KMS grants on the key.
    pub kms_grants: Vec<KmsGrant>,
    /// The key, where its state and usage are known.
    pub key: Option<KeySettings>,
    /// The bucket, where its settings are known.
    pub bucket: Option<BucketSettings>,
    /// The account that manages the organization, where it is known.
    pub management_account: Option<AccountId>,
    /// The gates of which all is known.
    pub read: Gates,
    /// The gates in which there is something that could not be read, such as a boundary of which only the ARN is known.
    pub hidden: Gates,
}

impl Evidence<'_> {
    /// Evidence in which nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Evidence that is complete: what is not in it does not exist.
    pub fn complete() -> Self {
        Self { read: Gates::ALL, ..Self::default() }
    }
}
