//! What is known of the gates that take part in a decision.

use std::collections::BTreeMap;

use super::certainty::Certainty;
use super::request::Request;
use crate::action::{Action, Service, kms};
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
    fn limits(request: &Request) -> impl Iterator<Item = Self> {
        let of_all = [
            Self::PermissionsBoundary,
            Self::SessionPolicy,
            Self::ServiceControlPolicy,
            Self::ResourceControlPolicy,
            Self::EndpointPolicy,
        ];
        let of_service = match request.is_of(Service::Kms) {
            true => uses_the_key(request).then_some(Self::KeyState),
            false => Some(Self::BucketSettings),
        };
        of_all.into_iter().chain(of_service)
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

/// Whether the state of the key matters: cryptographic operations and new KMS grants need one that is enabled, all
/// else that is done to a key works in every state (R5.30).
fn uses_the_key(request: &Request) -> bool {
    let cryptographic = |action: Action| !action.key_usages().is_empty() && !action.is_metadata();
    Action::named(&request.action).is_none_or(|action| cryptographic(action) || action == kms::CreateGrant)
}

impl std::fmt::Display for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is known of a gate; of a gate without a standing, nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Of identity, key and bucket policy: all that there is stands in the evidence. Of any other gate: it lets the
    /// request pass, because no boundary is set, no organization applies, the key is enabled.
    Open,
    /// It does not let the request pass.
    Closed,
    /// There is something in it that this procedure does not weigh yet.
    Unweighed,
}

/// The policies over which a request is decided.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Evidence<'p> {
    /// The identity policies of the caller, each with its name.
    pub identity_policies: Vec<(&'p str, &'p Policy)>,
    /// The policy of the key or bucket, if it has one.
    pub resource_policy: Option<&'p Policy>,
    /// What is known of the gates.
    pub standings: BTreeMap<Gate, Standing>,
}

impl Evidence<'_> {
    /// Evidence in which nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Remembers that these gates stand open.
    pub fn stand_open(&mut self, gates: impl IntoIterator<Item = Gate>) {
        self.standings.extend(gates.into_iter().map(|gate| (gate, Standing::Open)));
    }

    /// Whether all policies of a gate were read.
    pub(super) fn is_read(&self, gate: Gate) -> bool {
        self.standings.contains_key(&gate)
    }

    /// Whether a KMS grant might allow the request.
    pub(super) fn of_kms_grants(&self, request: &Request) -> Certainty {
        if request.is_of(Service::Kms) && !self.is_read(Gate::KmsGrant) {
            Certainty::Unknown
        } else {
            Certainty::No
        }
    }

    /// Whether the gates that only limit let the request pass; `unread` is what counts for one that was not read.
    pub(super) fn limits(&self, request: &Request, unread: Certainty) -> Certainty {
        let passes = |gate: Gate| match self.standings.get(&gate) {
            Some(Standing::Open) => Certainty::Yes,
            Some(Standing::Closed) => Certainty::No,
            Some(Standing::Unweighed) => Certainty::Unknown,
            None => unread,
        };
        Gate::limits(request).map(passes).fold(Certainty::Yes, Certainty::and)
    }

    /// The gates besides the policies that do not stand open, and how they stand.
    pub(super) fn other_gates(&self, request: &Request) -> impl Iterator<Item = (Gate, Option<Standing>)> {
        let grants = request.is_of(Service::Kms).then_some(Gate::KmsGrant);
        let standings =
            Gate::limits(request).chain(grants).map(|gate| (gate, self.standings.get(&gate).copied()));
        standings.filter(|(_, standing)| *standing != Some(Standing::Open))
    }
}
