//! Deciding requests over a snapshot.

use crosskms::arn::{BucketArn, KeyArn, ObjectArn, PrincipalArn};
use crosskms::authorize::{Authorization, Caller, Evidence, Gate, Request, Standing, authorize};
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
        evidence.standings.extend(self.standings(principal, key, bucket));
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

    fn standings(
        &self,
        principal: Option<&Principal>,
        key: Option<&Key>,
        bucket: Option<&Bucket>,
    ) -> impl Iterator<Item = (Gate, Standing)> {
        let everything = self.scope == Scope::Everything;
        let open_if = |open: bool| open.then_some(Standing::Open);
        let boundary = match principal {
            Some(principal) if principal.permissions_boundary.is_some() => Some(Standing::Unweighed),
            principal => open_if(everything || principal.is_some()),
        };
        let key_state = key.map(|key| match key.description.state.as_str() {
            "Enabled" => Standing::Open,
            _ => Standing::Closed,
        });
        [
            (Gate::IdentityPolicy, open_if(principal.map_or(everything, |principal| !principal.partly_read))),
            (Gate::KeyPolicy, open_if(everything || key.is_some())),
            (Gate::BucketPolicy, open_if(everything || bucket.is_some())),
            // A request is asked about as it is, without a policy passed for its session.
            (Gate::SessionPolicy, Some(Standing::Open)),
            (Gate::PermissionsBoundary, boundary),
            (Gate::KeyState, key_state),
            (Gate::ServiceControlPolicy, open_if(everything)),
            (Gate::ResourceControlPolicy, open_if(everything)),
            (Gate::EndpointPolicy, open_if(everything)),
            (Gate::KmsGrant, open_if(everything)),
            (Gate::BucketSettings, open_if(everything)),
        ]
        .into_iter()
        .filter_map(|(gate, standing)| Some((gate, standing?)))
    }
}

/// The bucket that a resource is, or lies in.
fn bucket_of(resource: &str) -> Option<BucketArn> {
    resource.parse().ok().or_else(|| Some(resource.parse::<ObjectArn>().ok()?.bucket()))
}
