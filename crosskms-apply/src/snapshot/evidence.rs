//! Deciding requests over a snapshot.

use crosskms::arn::{BucketArn, KeyArn, ObjectArn, PrincipalArn};
use crosskms::authorize::{Authorization, Caller, Evidence, Gate, Request, authorize};
use crosskms::policy::PolicyDocument;

use super::{Bucket, Key, Principal, Scope, Snapshot};

impl Snapshot {
    /// Decides a request over what the snapshot holds.
    pub fn authorize(&self, request: &Request) -> Authorization {
        let principal = self.principal_of(&request.caller);
        let key = request.resource.parse::<KeyArn>().ok().and_then(|arn| self.keys.get(&arn));
        let bucket = bucket_of(&request.resource).and_then(|arn| self.buckets.get(&arn));
        let mut evidence = Evidence::new();
        let policies = principal.iter().flat_map(|principal| &principal.identity_policies);
        evidence.identity_policies =
            policies.map(|(name, document)| (name.as_str(), document.policy())).collect();
        evidence.resource_policy = match (key, bucket) {
            (Some(key), _) => Some(&key.policy),
            (None, Some(bucket)) => bucket.policy.as_ref(),
            (None, None) => None,
        }
        .map(PolicyDocument::policy);
        evidence.known.extend(self.known_gates(principal, key, bucket));
        authorize(request, &evidence)
    }

    /// The principal whose policies count: for a session, its role.
    fn principal_of(&self, caller: &Caller) -> Option<&Principal> {
        match caller {
            Caller::Role(arn) | Caller::User(arn) | Caller::Root(arn) => self.principals.get(arn),
            Caller::RoleSession { account, role, .. } => {
                let is_role = |arn: &PrincipalArn| arn.account() == *account && arn.name() == role;
                self.principals.iter().find(|(arn, _)| is_role(arn)).map(|(_, principal)| principal)
            }
            _ => None,
        }
    }

    fn known_gates(
        &self,
        principal: Option<&Principal>,
        key: Option<&Key>,
        bucket: Option<&Bucket>,
    ) -> impl Iterator<Item = Gate> {
        let everything = self.scope == Scope::Everything;
        let boundary_known_absent = principal.map_or(everything, |p| p.permissions_boundary.is_none());
        let key_usable = key.is_some_and(|key| key.description.state == "Enabled");
        [
            (principal.map_or(everything, |principal| !principal.partly_read), Gate::IdentityPolicy),
            (everything || key.is_some(), Gate::KeyPolicy),
            (everything || bucket.is_some(), Gate::BucketPolicy),
            // A request is asked about as it is, without a policy passed for its session.
            (true, Gate::SessionPolicy),
            (boundary_known_absent, Gate::PermissionsBoundary),
            (key_usable, Gate::KeyState),
            (everything, Gate::ServiceControlPolicy),
            (everything, Gate::ResourceControlPolicy),
            (everything, Gate::EndpointPolicy),
            (everything, Gate::KmsGrant),
            (everything, Gate::BucketSettings),
        ]
        .into_iter()
        .filter(|(known, _)| *known)
        .map(|(_, gate)| gate)
    }
}

/// The bucket that a resource is, or lies in.
fn bucket_of(resource: &str) -> Option<BucketArn> {
    resource.parse().ok().or_else(|| Some(resource.parse::<ObjectArn>().ok()?.bucket()))
}
