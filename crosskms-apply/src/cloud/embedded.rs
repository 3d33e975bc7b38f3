//! A cloud inside the process: accounts that keep AWS's rules and enforce their policies on every request.
//!
//! It is for the quick start, for tests and for dry runs. Plans are applied to it as to AWS; what it then allows
//! its principals is decided by [`crosskms::authorize`].

mod acceptance;
mod actor;
mod key_creation;
mod session;

pub use session::{RequestError, Session};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalArn, PrincipalKind, Region};
use crosskms::authorize::KmsGrant;
use crosskms::policy::PolicyDocument;

use super::{
    Cloud, CloudError, Failure, KeyDescription, NextStep, ObjectOwnership, PrincipalDescription,
    PublicAccessBlock,
};
use crate::document::{BucketId, DocumentId, PolicyArn, PolicyVersion};
use crate::snapshot::{Bucket, Key, Principal, Scope, Snapshot};

/// Accounts that live in a snapshot.
#[derive(Debug, Default)]
pub struct EmbeddedCloud {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    snapshot: Snapshot,
    /// Objects by their ARN.
    objects: BTreeMap<String, session::Object>,
}

impl EmbeddedCloud {
    /// A cloud that holds what the snapshot holds, and nothing else.
    pub fn new(snapshot: Snapshot) -> Self {
        let snapshot = Snapshot { scope: Scope::Everything, ..snapshot };
        Self { state: Mutex::new(State { snapshot, objects: BTreeMap::new() }) }
    }

    /// A cloud with everything that the grants name, as it is when it was just created: keys with the policy
    /// that AWS gives them (R4.12), buckets without one, principals that may do nothing.
    pub fn for_grants<'g>(grants: impl IntoIterator<Item = &'g CrossAccountGrant>) -> Self {
        let mut snapshot = Snapshot::default();
        for grant in grants {
            for arn in grant.keys() {
                if let Ok(policy) = PolicyDocument::parse(default_key_policy(&arn)) {
                    snapshot.keys.insert(arn, Key::new(policy));
                }
            }
            if let Some(id) = BucketId::of(grant) {
                snapshot.buckets.insert(id.arn.clone(), Bucket::new(&id));
            }
            for principal in grant.principals().iter().filter(|p| p.kind() != PrincipalKind::Account) {
                snapshot.principals.insert(principal.clone(), Principal::default());
            }
        }
        Self::new(snapshot)
    }

    /// What the cloud holds now.
    pub fn snapshot(&self) -> Snapshot {
        self.state().snapshot.clone()
    }

    /// Makes requests as this role or user.
    pub fn as_principal<'c>(&'c self, principal: &PrincipalArn) -> Session<'c> {
        Session::new(self, principal.clone())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves whole documents behind: each is replaced in one step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The policy of a key that was created without one.
fn default_key_policy(key: &KeyArn) -> String {
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Id": "key-default-1",
  "Statement": [
    {{
      "Sid": "Enable IAM User Permissions",
      "Effect": "Allow",
      "Principal": {{
        "AWS": "arn:{}:iam::{}:root"
      }},
      "Action": "kms:*",
      "Resource": "*"
    }}
  ]
}}"#,
        key.partition(),
        key.account()
    )
}

impl Cloud for EmbeddedCloud {
    fn scope(&self) -> Scope {
        Scope::Everything
    }

    async fn read(&self, document: &DocumentId) -> Result<Option<String>, CloudError> {
        let state = self.state();
        if !matches!(document, DocumentId::IdentityPolicy { .. }) {
            acceptance::existing(&state.snapshot, document)?;
        }
        Ok(state.snapshot.document(document))
    }

    async fn write(&self, document: &DocumentId, text: &str) -> Result<(), CloudError> {
        let mut state = self.state();
        acceptance::existing(&state.snapshot, document)?;
        acceptance::check(&state.snapshot, document, text)?;
        state.snapshot.put(document, Some(text)).map_err(|error| malformed(document, error.to_string()))
    }

    async fn delete(&self, document: &DocumentId) -> Result<(), CloudError> {
        let mut state = self.state();
        acceptance::existing(&state.snapshot, document)?;
        match document {
            DocumentId::ManagedPolicy(_)
            | DocumentId::PolicyAttachment { .. }
            | DocumentId::IdentityPolicy { .. }
            | DocumentId::KmsGrants { .. }
            | DocumentId::BucketPolicy(_) => {
                acceptance::can_go(&state.snapshot, document)?;
                state.snapshot.put(document, None).map_err(|error| malformed(document, error.to_string()))
            }
            DocumentId::KeyPolicy(_) | DocumentId::BucketEncryption(_) => {
                Err(malformed(document, "it can be replaced, but not deleted".to_owned()))
            }
        }
    }

    /// A managed policy is one document here: there is nothing to make room for.
    async fn versions_in_the_way(
        &self,
        _policy: &PolicyArn,
        _of: NextStep,
    ) -> Result<Vec<PolicyVersion>, CloudError> {
        Ok(Vec::new())
    }

    async fn delete_version(&self, _policy: &PolicyArn, _id: &str) -> Result<(), CloudError> {
        Ok(())
    }

    async fn describe_key(&self, key: &KeyArn) -> Result<KeyDescription, CloudError> {
        let state = self.state();
        let found = state.snapshot.keys.get(key).map(|found| found.description.clone().unwrap_or_default());
        found.ok_or_else(|| not_found("kms:DescribeKey", key.as_str(), key.account()))
    }

    async fn bucket_region(&self, bucket: &BucketId) -> Result<Region, CloudError> {
        let state = self.state();
        let found = state.snapshot.buckets.get(&bucket.arn).filter(|found| found.account == bucket.owner);
        found
            .map(|found| found.region.clone())
            .ok_or_else(|| not_found("s3:HeadBucket", bucket.arn.as_str(), bucket.owner))
    }

    async fn object_ownership(&self, bucket: &BucketId) -> Result<ObjectOwnership, CloudError> {
        let state = self.state();
        let found = acceptance::bucket(&state.snapshot, bucket, "s3:GetBucketOwnershipControls")?;
        Ok(found.ownership.clone().unwrap_or_default())
    }

    async fn public_access_block(&self, bucket: &BucketId) -> Result<PublicAccessBlock, CloudError> {
        let state = self.state();
        let found = acceptance::bucket(&state.snapshot, bucket, "s3:GetBucketPublicAccessBlock")?;
        Ok(found.public_access_block.unwrap_or_default())
    }

    async fn describe_principal(&self, principal: &PrincipalArn) -> Result<PrincipalDescription, CloudError> {
        let state = self.state();
        match state.snapshot.principals.get(principal) {
            Some(found) => {
                Ok(PrincipalDescription { permissions_boundary: found.permissions_boundary.clone() })
            }
            None if principal.kind() == PrincipalKind::Account => {
                Ok(PrincipalDescription { permissions_boundary: None })
            }
            None => Err(not_found("iam:GetRole", principal.as_str(), principal.account())),
        }
    }

    async fn kms_grants(&self, key: &KeyArn) -> Result<Vec<KmsGrant>, CloudError> {
        let state = self.state();
        let found = state.snapshot.keys.get(key).map(|found| found.kms_grants.clone());
        found.ok_or_else(|| not_found("kms:ListGrants", key.as_str(), key.account()))
    }

    async fn attached_policies(&self, principal: &PrincipalArn) -> Result<BTreeSet<String>, CloudError> {
        let state = self.state();
        let found = acceptance::principal(&state.snapshot, principal, "iam:ListAttachedRolePolicies")?;
        Ok(found.attached_arns().map(str::to_owned).collect())
    }

    async fn inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        let state = self.state();
        let found = acceptance::principal(&state.snapshot, principal, "iam:ListRolePolicies")?;
        Ok(texts(found.inline_policies()))
    }

    async fn identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        let state = self.state();
        let found = acceptance::principal(&state.snapshot, principal, "iam:ListRolePolicies")?;
        Ok(texts(state.snapshot.identity_policies(found)))
    }

    async fn boundary_policy(
        &self,
        principal: &PrincipalArn,
        boundary: &str,
    ) -> Result<Option<String>, CloudError> {
        let state = self.state();
        let found = state.snapshot.principals.get(principal);
        let found = found.filter(|found| found.permissions_boundary.as_deref() == Some(boundary));
        Ok(found.and_then(|found| Some(found.boundary_policy.as_ref()?.text().to_owned())))
    }
}

fn texts<'s>(policies: impl Iterator<Item = (&'s str, &'s PolicyDocument)>) -> BTreeMap<String, String> {
    policies.map(|(name, document)| (name.to_owned(), document.text().to_owned())).collect()
}

fn not_found(call: &'static str, target: &str, account: crosskms::arn::AccountId) -> CloudError {
    let failure = Failure::NotFound(format!("`{target}` does not exist in the embedded cloud"));
    CloudError { call, target: target.to_owned(), account, failure }
}

fn malformed(document: &DocumentId, message: String) -> CloudError {
    acceptance::refused(document, Failure::MalformedPolicy(message))
}

#[cfg(test)]
mod tests;
