//! Deciding requests over a snapshot.

use std::borrow::Cow;

use crosskms::arn::{BucketArn, KeyArn, ObjectArn, PrincipalArn, PrincipalKind};
use crosskms::authorize::{Authorization, BucketSettings, Caller, Evidence, Gate, Gates, Request, authorize};
use crosskms::policy::PolicyDocument;
use crosskms::rules::public_statements;

use super::{Bucket, Key, Principal, Scope, Snapshot};
use crate::cloud::ObjectOwnership;
use crate::document::PolicyArn;

impl Snapshot {
    /// Decides a request over what the snapshot holds.
    pub fn authorize(&self, request: &Request) -> Authorization {
        let request = self.completed(request);
        authorize(&request, &self.evidence(&request))
    }

    /// The request with what follows from the settings of its key, where they were read.
    pub(crate) fn completed<'r>(&self, request: &'r Request) -> Cow<'r, Request> {
        let key = request.resource().parse::<KeyArn>().ok().and_then(|arn| self.keys.get(&arn));
        let settings = key.and_then(|key| Some(key.description.as_ref()?.settings()));
        request.about_key(settings.as_ref())
    }

    /// What the snapshot knows of the gates that a request passes.
    pub fn evidence(&self, request: &Request) -> Evidence<'_> {
        let principal = self.principal_of(request.caller());
        let key = request.resource().parse::<KeyArn>().ok().and_then(|arn| self.keys.get(&arn));
        let bucket = bucket_of(request.resource()).and_then(|arn| self.buckets.get(&arn));
        let mut evidence = Evidence::new();
        let identity_policies = principal.into_iter().flat_map(|one| self.identity_policies(one));
        evidence.identity_policies =
            identity_policies.map(|(name, document)| (name, document.policy())).collect();
        evidence.resource_policy = match (key, bucket) {
            (Some(key), _) => Some(&key.policy),
            (None, Some(bucket)) => bucket.policy.as_ref(),
            (None, None) => None,
        }
        .map(PolicyDocument::policy);
        evidence.key = key.and_then(|key| Some(key.description.as_ref()?.settings()));
        evidence.kms_grants = key.map(|key| key.kms_grants.clone()).unwrap_or_default();
        evidence.read = self.gates_read(principal, key, bucket.map(|bucket| self.gates_of(bucket)));
        if evidence.read.has(Gate::BucketSettings) {
            evidence.bucket = bucket.and_then(Bucket::settings);
        }
        match principal.map(|principal| (&principal.boundary_policy, &principal.permissions_boundary)) {
            Some((Some(policy), _)) => evidence.permissions_boundary = Some(policy.policy()),
            Some((None, Some(_))) => evidence.hidden = evidence.hidden.with(Gate::PermissionsBoundary),
            Some((None, None)) | None => {}
        }
        evidence
    }

    /// Inline and attached policies, each with its name or ARN.
    pub(crate) fn identity_policies<'s>(
        &'s self,
        principal: &'s Principal,
    ) -> impl Iterator<Item = (&'s str, &'s PolicyDocument)> {
        let named = principal.identity_policies.iter().map(|(name, document)| (name.as_str(), document));
        let attached = principal.attached_policies.iter();
        let attached = attached
            .filter(|arn| !principal.identity_policies.contains_key(arn.as_str()))
            .filter_map(|arn| Some((arn.as_str(), self.managed_policies.get(arn)?)));
        named.chain(attached)
    }

    /// Whether every policy that is attached is known.
    fn knows_attached(&self, principal: &Principal) -> bool {
        let known = |arn: &PolicyArn| {
            self.managed_policies.contains_key(arn) || principal.identity_policies.contains_key(arn.as_str())
        };
        principal.attached_policies.iter().all(known)
    }

    /// The principal whose policies count: for a session, its role.
    fn principal_of(&self, caller: &Caller) -> Option<&Principal> {
        match caller {
            Caller::Role(arn) | Caller::User(arn) | Caller::Root(arn) => self.principals.get(arn),
            Caller::RoleSession { .. } => self.principals.get(self.role_of(caller)?),
            _ => None,
        }
    }

    /// The role of a session, with its path, which the session's ARN does not tell.
    pub(crate) fn role_of(&self, caller: &Caller) -> Option<&PrincipalArn> {
        let Caller::RoleSession { account, role, .. } = caller else { return None };
        let is_role = |arn: &&PrincipalArn| {
            arn.kind() == PrincipalKind::Role && arn.account() == *account && arn.name() == role
        };
        self.principals.keys().find(is_role)
    }

    /// The gates of which all is known; those of a bucket are told.
    pub(crate) fn gates_read(
        &self,
        principal: Option<&Principal>,
        key: Option<&Key>,
        bucket: Option<Gates>,
    ) -> Gates {
        let everything = self.scope == Scope::Everything;
        let of_bucket = |gate: Gate| bucket.map_or(everything, |known| known.has(gate));
        [
            (
                Gate::IdentityPolicy,
                principal.map_or(everything, |one| !one.partly_read && self.knows_attached(one)),
            ),
            (Gate::KeyPolicy, everything || key.is_some()),
            (Gate::BucketPolicy, of_bucket(Gate::BucketPolicy)),
            // A request is asked about as it is, without a policy passed for its session, and at the bucket itself.
            (Gate::SessionPolicy, true),
            (Gate::AccessPointPolicy, true),
            (Gate::PermissionsBoundary, principal.map_or(everything, |principal| !principal.boundary_unread)),
            (Gate::KeyState, key.is_some_and(|key| key.description.is_some())),
            (Gate::ServiceControlPolicy, everything),
            (Gate::ResourceControlPolicy, everything),
            (Gate::EndpointPolicy, everything),
            (Gate::KmsGrant, key.map_or(everything, |key| everything || !key.partly_read)),
            (Gate::BucketSettings, of_bucket(Gate::BucketSettings)),
        ]
        .into_iter()
        .filter_map(|(gate, is_read)| is_read.then_some(gate))
        .collect()
    }

    /// The gates of a bucket of which all is known.
    pub(crate) fn gates_of(&self, bucket: &Bucket) -> Gates {
        if bucket.unread.policy {
            return Gates::NONE;
        }
        let policy = Gates::NONE.with(Gate::BucketPolicy);
        if self.settings_are_known(bucket) { policy.with(Gate::BucketSettings) } else { policy }
    }

    /// Whether nothing that was not read could cut anybody off: neither ACLs, nor the public access block (R4.26, R4.28).
    fn settings_are_known(&self, bucket: &Bucket) -> bool {
        let everything = self.scope == Scope::Everything;
        let owned = everything || bucket.ownership == Some(ObjectOwnership::BucketOwnerEnforced);
        let public = bucket.policy.as_ref().map(|policy| public_statements(policy.policy()));
        let public = public.unwrap_or_default();
        let certainly = public.iter().any(|statement| statement.certain);
        let restricts = bucket.public_access_block.map(|block| block.restrict_public_buckets);
        owned
            && match restricts {
                _ if public.is_empty() => true,
                Some(true) => certainly,
                // The block of the account is not read.
                Some(false) => everything,
                None => false,
            }
    }
}

impl Bucket {
    /// The settings that take part in decisions, where they were read.
    pub(crate) fn settings(&self) -> Option<BucketSettings> {
        let mut settings = BucketSettings::default();
        settings.restrict_public_buckets = self.public_access_block?.restrict_public_buckets;
        Some(settings)
    }
}

/// The bucket that a resource is, or lies in.
fn bucket_of(resource: &str) -> Option<BucketArn> {
    resource.parse().ok().or_else(|| Some(resource.parse::<ObjectArn>().ok()?.bucket()))
}
