//! Deciding requests over a snapshot.

use crosskms::arn::{BucketArn, KeyArn, ObjectArn, PrincipalArn};
use crosskms::authorize::{Authorization, Caller, Evidence, Gate, Request, authorize};

use super::{Key, Principal, Scope, Snapshot};

impl Snapshot {
    /// Decides a request over what the snapshot holds.
    pub fn authorize(&self, request: &Request) -> Authorization {
        let principal = self.principal_of(&request.caller);
        let key = request.resource.parse::<KeyArn>().ok().and_then(|arn| self.keys.get(&arn));
        let mut evidence = Evidence::new();
        evidence.identity_policies = match principal {
            Some(principal) if !principal.partly_read => {
                let policies = principal.identity_policies.iter();
                Some(policies.map(|(name, document)| (name.as_str(), document.policy())).collect())
            }
            Some(_) => None,
            None => (self.scope == Scope::Everything).then(Vec::new),
        };
        evidence.resource_policy = match (key, bucket_of(&request.resource).and_then(|arn| self.buckets.get(&arn))) {
            (Some(key), _) => Some(Some(key.policy.policy())),
            (None, Some(bucket)) => Some(bucket.policy.as_ref().map(|document| document.policy())),
            (None, None) => None,
        };
        evidence.open_gates.extend(self.open_gates(principal, key));
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

    fn open_gates(&self, principal: Option<&Principal>, key: Option<&Key>) -> impl Iterator<Item = Gate> {
        let everything = self.scope == Scope::Everything;
        let boundary_known_absent = principal.map_or(everything, |p| p.permissions_boundary.is_none());
        let key_usable = key.is_some_and(|key| key.description.state == "Enabled");
        [
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
        .filter(|(open, _)| *open)
        .map(|(_, gate)| gate)
    }
}

/// The bucket that a resource is, or lies in.
fn bucket_of(resource: &str) -> Option<BucketArn> {
    resource.parse().ok().or_else(|| Some(resource.parse::<ObjectArn>().ok()?.bucket()))
}
