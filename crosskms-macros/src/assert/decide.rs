//! What is known of a request's gates, by files and by grants, and the decision over it.
//!
//! The policies of the three gates that every request meets have to be said, if only by `none`: what is not said is
//! unknown, and never helps an assertion. The others limit, and most accounts have none of them; not said, there are none.
//! What is said for some principals or resources is unknown for all others.

use crosskms_core::action::Service;
use crosskms_core::arn::{AccountId, PrincipalArn};
use crosskms_core::authorize::{Authorization, Decision, Evidence, Gate, Gates, Remedy, Request, authorize};
use crosskms_core::grant::CrossAccountGrant;
use crosskms_core::policies::Policies as Documents;
use crosskms_core::policy::{Policy, Statement};

use super::Assertion;
use super::policies::Attached;
use super::reader::PolicyFile;

/// A decision, and the gates that would have to be opened to turn a denial that no policy makes explicit.
pub(super) struct Decided {
    pub(super) authorization: Authorization,
    pub(super) closed: Vec<Gate>,
}

/// A grant and its documents.
pub(super) struct Grant {
    grant: CrossAccountGrant,
    documents: Documents,
    policy_name: String,
}

impl Grant {
    pub(super) fn new(grant: CrossAccountGrant) -> Self {
        let (documents, policy_name) = (grant.policies(), grant.name().policy_name());
        Self { grant, documents, policy_name }
    }

    /// The account of key and bucket.
    pub(super) fn owner(&self) -> AccountId {
        self.grant.key().account()
    }

    /// Whether a resource is the grant's key, a replica of it, its bucket, or an object in it.
    pub(super) fn is_about(&self, resource: &str) -> bool {
        let bucket = self.grant.bucket().is_some_and(|bucket| bucket.as_str() == bucket_of(resource));
        bucket || self.is_about_key(resource)
    }

    fn is_about_key(&self, resource: &str) -> bool {
        self.grant.keys().any(|key| key.as_str() == resource)
    }

    pub(super) fn name(&self) -> &str {
        self.grant.name().as_str()
    }

    /// Whether a statement, as gates name it, is one of the grant's.
    pub(super) fn made(&self, statement: &str) -> bool {
        let policy = statement.rsplit_once(" of ").map(|(_, policy)| policy);
        policy == Some(self.policy_name.as_str()) || self.grant.name().owns_sid(statement)
    }

    fn names(&self, principal: &str) -> bool {
        self.grant.principals().iter().map(PrincipalArn::as_str).any(|named| named == principal)
    }

    /// The policy of key or bucket with the grant's statements in it, as applying the grant would leave it.
    fn added_to(&self, policy: Option<Policy>, service: Service, resource: &str) -> Policy {
        let mut replicas = self.documents.replica_statements();
        let ours = match (service, replicas.find(|(replica, _)| replica.as_str() == resource)) {
            (Service::Kms, Some((_, statements))) => statements,
            (Service::Kms, None) => self.documents.key_policy_statement(),
            _ => self.documents.bucket_policy_statement(),
        };
        let policy = policy.unwrap_or_else(|| Policy::new(Vec::new()));
        let is_foreign = |statement: &&Statement| {
            !statement.sid.as_deref().is_some_and(|sid| self.grant.name().owns_sid(sid))
        };
        let statements =
            policy.statements.iter().filter(is_foreign).chain(ours.iter()).cloned().collect::<Vec<_>>();
        Policy { statements: statements.into(), ..policy }
    }
}

impl Assertion {
    pub(super) fn decide(&self, request: &Request) -> Decided {
        let (resource_policy, resource_is_known) = self.resource_policy(request);
        let caller = request.caller().principal_arn().unwrap_or_default();
        let of_files = self.policies.identity.to(&caller);
        let of_grants: Vec<&Grant> = self.grants.iter().filter(|grant| grant.names(&caller)).collect();
        let identity_is_known = of_files.is_some() || !of_grants.is_empty();

        let of_boundary = self.policies.boundary.to(&caller);
        let boundary_is_known = of_boundary.is_some() || matches!(self.policies.boundary, Attached::Unsaid);

        let mut evidence = Evidence::complete();
        evidence.read = unread(Gate::IdentityPolicy, identity_is_known, evidence.read);
        evidence.read = unread(Gate::PermissionsBoundary, boundary_is_known, evidence.read);
        evidence.read = unread(resource_gate(request), resource_is_known, evidence.read);
        let of_grants =
            of_grants.iter().map(|grant| (grant.policy_name.as_str(), grant.documents.identity_policy()));
        let of_files = of_files.unwrap_or_default().iter().map(|file| (file.name.as_str(), &*file.policy));
        evidence.identity_policies = of_files.chain(of_grants).collect();
        evidence.permissions_boundary = first(of_boundary.unwrap_or_default());
        evidence.session_policies = Some(all(&self.policies.session)).filter(|policies| !policies.is_empty());
        evidence.service_control_policies = self.policies.scps.as_deref().map(levels);
        evidence.resource_control_policies = self.policies.rcps.as_deref().map(levels);
        evidence.endpoint_policy = first(&self.policies.endpoint);
        evidence.resource_policy = resource_policy.as_ref();
        let about = self.grants.iter().filter(|grant| grant.is_about_key(request.resource()));
        evidence.kms_grants = about.flat_map(|grant| grant.documents.kms_grants()).cloned().collect();
        let authorization = authorize(request, &evidence);
        // Inside one account it can be one of two.
        let remedy = match authorization.decision {
            Decision::ImplicitDeny => Remedy::of(request, &evidence),
            _ => None,
        };
        let additions = remedy.map(|remedy| remedy.additions).unwrap_or_default();
        Decided { authorization, closed: additions.iter().map(|addition| addition.gate).collect() }
    }

    /// The policy of the key or bucket, and whether all of it is known.
    fn resource_policy(&self, request: &Request) -> (Option<Policy>, bool) {
        let resource = request.resource();
        if resource == "*" {
            return (None, true);
        }
        let (service, attached): (Service, &Attached) = match resource_gate(request) {
            Gate::KeyPolicy => (Service::Kms, &self.policies.key),
            _ => (Service::S3, &self.policies.bucket),
        };
        let of_file = attached.to(bucket_of(resource));
        let of_file = if service == Service::Kms { attached.to(resource) } else { of_file };
        let policy = of_file.and_then(|files| files.first()).map(|file| (*file.policy).clone());
        let mut about = self.grants.iter().filter(|grant| grant.is_about(resource)).peekable();
        let is_known = of_file.is_some() || about.peek().is_some();
        (about.fold(policy, |policy, grant| Some(grant.added_to(policy, service, resource))), is_known)
    }
}

fn resource_gate(request: &Request) -> Gate {
    match request.action().split_once(':') {
        Some(("kms", _)) => Gate::KeyPolicy,
        _ => Gate::BucketPolicy,
    }
}

/// The ARN of the bucket, of its own ARN or that of an object in it.
pub(super) fn bucket_of(resource: &str) -> &str {
    resource.split_once('/').map_or(resource, |(bucket, _)| bucket)
}

fn unread(gate: Gate, is_known: bool, read: Gates) -> Gates {
    if is_known { read } else { read.without(gate) }
}

fn first(files: &[PolicyFile]) -> Option<&Policy> {
    files.first().map(|file| &*file.policy)
}

fn all(files: &[PolicyFile]) -> Vec<&Policy> {
    files.iter().map(|file| &*file.policy).collect()
}

fn levels(levels: &[Vec<PolicyFile>]) -> Vec<Vec<&Policy>> {
    levels.iter().map(|level| all(level)).collect()
}
