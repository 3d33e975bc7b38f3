//! What is known of the gates that take part in a decision.

use std::collections::BTreeSet;

use super::certainty::Certainty;
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
    /// The resource control policies over the resource's account.
    ResourceControlPolicy,
    /// The key's policy.
    KeyPolicy,
    /// The bucket's policy.
    BucketPolicy,
    /// KMS grants on the key.
    KmsGrant,
    /// The policy of the VPC endpoint that the request passes.
    EndpointPolicy,
    /// Whether the key can be used.
    KeyState,
    /// Public access block and object ownership.
    BucketSettings,
}

impl Gate {
    /// The gates that only ever limit, by what they are asked about.
    const fn limits(is_kms: bool) -> &'static [Self] {
        const OF_ALL: [Gate; 5] = [
            Gate::PermissionsBoundary,
            Gate::SessionPolicy,
            Gate::ServiceControlPolicy,
            Gate::ResourceControlPolicy,
            Gate::EndpointPolicy,
        ];
        const OF_KMS: [Gate; 6] = with(OF_ALL, Gate::KeyState);
        const OF_S3: [Gate; 6] = with(OF_ALL, Gate::BucketSettings);
        if is_kms { &OF_KMS } else { &OF_S3 }
    }

    /// The name as answers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityPolicy => "identity_policy",
            Self::PermissionsBoundary => "permissions_boundary",
            Self::SessionPolicy => "session_policy",
            Self::ServiceControlPolicy => "service_control_policy",
            Self::ResourceControlPolicy => "resource_control_policy",
            Self::KeyPolicy => "key_policy",
            Self::BucketPolicy => "bucket_policy",
            Self::KmsGrant => "kms_grant",
            Self::EndpointPolicy => "endpoint_policy",
            Self::KeyState => "key_state",
            Self::BucketSettings => "bucket_settings",
        }
    }
}

const fn with(gates: [Gate; 5], last: Gate) -> [Gate; 6] {
    let [a, b, c, d, e] = gates;
    [a, b, c, d, e, last]
}

impl std::fmt::Display for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The policies over which a request is decided.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Evidence<'p> {
    /// The identity policies of the caller, each with its name.
    pub identity_policies: Vec<(&'p str, &'p Policy)>,
    /// The policy of the key or bucket, if it has one.
    pub resource_policy: Option<&'p Policy>,
    /// The gates that are fully known: of identity, key and bucket policy, all that there is stands here; every other
    /// gate named here stands open, because no boundary is set, no organization applies, the key is enabled.
    pub known: BTreeSet<Gate>,
}

impl Evidence<'_> {
    /// Evidence in which nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn knows(&self, gate: Gate) -> bool {
        self.known.contains(&gate)
    }

    /// Whether a KMS grant might allow the request.
    pub(super) fn of_kms_grants(&self, is_kms: bool) -> Certainty {
        if is_kms && !self.knows(Gate::KmsGrant) { Certainty::Unknown } else { Certainty::No }
    }

    /// Whether the gates that only limit let the request pass.
    pub(super) fn limits(&self, is_kms: bool) -> Certainty {
        let all_known = Gate::limits(is_kms).iter().all(|gate| self.knows(*gate));
        if all_known { Certainty::Yes } else { Certainty::Unknown }
    }

    /// The gates besides the policies that are not known.
    pub(super) fn unknown_gates(&self, is_kms: bool) -> impl Iterator<Item = Gate> {
        let grants = is_kms.then_some(Gate::KmsGrant);
        Gate::limits(is_kms).iter().copied().chain(grants).filter(|gate| !self.knows(*gate))
    }
}
