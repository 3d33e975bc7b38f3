//! A cloud that remembers the calls which are made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crosskms::arn::{KeyArn, PrincipalArn, Region};
use crosskms::authorize::KmsGrant;
use crosskms_apply::cloud::{
    CloudError, KeyDescription, NextStep, ObjectOwnership, PrincipalDescription, PublicAccessBlock,
};
use crosskms_apply::document::{BucketId, DocumentId, PolicyArn, PolicyVersion};
use crosskms_apply::snapshot::Scope;
use crosskms_apply::{Cloud, EmbeddedCloud};

/// What is asked, or done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Read,
    /// A document is written or deleted.
    Write,
    PolicyVersions,
    DeleteVersion,
    DescribeKey,
    BucketRegion,
    ObjectOwnership,
    PublicAccessBlock,
    DescribePrincipal,
    KmsGrants,
    AttachedPolicies,
    InlinePolicies,
    IdentityPolicies,
    BoundaryPolicy,
}

/// The embedded cloud, and every call with what it was about, in order.
pub(crate) struct Counted {
    cloud: EmbeddedCloud,
    calls: Mutex<Vec<(String, Call)>>,
}

impl Counted {
    pub(crate) fn new(cloud: EmbeddedCloud) -> Self {
        Self { cloud, calls: Mutex::default() }
    }

    /// The calls since this was asked last.
    pub(crate) fn taken(&self) -> Vec<(String, Call)> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }

    pub(crate) fn into_inner(self) -> EmbeddedCloud {
        self.cloud
    }

    fn count(&self, about: &impl ToString, call: Call) {
        self.calls.lock().unwrap().push((about.to_string(), call));
    }
}

impl Cloud for Counted {
    fn scope(&self) -> Scope {
        self.cloud.scope()
    }

    async fn read(&self, document: &DocumentId) -> Result<Option<String>, CloudError> {
        self.count(document, Call::Read);
        self.cloud.read(document).await
    }

    async fn write(&self, document: &DocumentId, text: &str) -> Result<(), CloudError> {
        self.count(document, Call::Write);
        self.cloud.write(document, text).await
    }

    async fn delete(&self, document: &DocumentId) -> Result<(), CloudError> {
        self.count(document, Call::Write);
        self.cloud.delete(document).await
    }

    async fn versions_in_the_way(
        &self,
        policy: &PolicyArn,
        of: NextStep,
    ) -> Result<Vec<PolicyVersion>, CloudError> {
        self.count(policy, Call::PolicyVersions);
        self.cloud.versions_in_the_way(policy, of).await
    }

    async fn delete_version(&self, policy: &PolicyArn, id: &str) -> Result<(), CloudError> {
        self.count(policy, Call::DeleteVersion);
        self.cloud.delete_version(policy, id).await
    }

    async fn describe_key(&self, key: &KeyArn) -> Result<KeyDescription, CloudError> {
        self.count(key, Call::DescribeKey);
        self.cloud.describe_key(key).await
    }

    async fn bucket_region(&self, bucket: &BucketId) -> Result<Region, CloudError> {
        self.count(&bucket.arn, Call::BucketRegion);
        self.cloud.bucket_region(bucket).await
    }

    async fn object_ownership(&self, bucket: &BucketId) -> Result<ObjectOwnership, CloudError> {
        self.count(&bucket.arn, Call::ObjectOwnership);
        self.cloud.object_ownership(bucket).await
    }

    async fn public_access_block(&self, bucket: &BucketId) -> Result<PublicAccessBlock, CloudError> {
        self.count(&bucket.arn, Call::PublicAccessBlock);
        self.cloud.public_access_block(bucket).await
    }

    async fn describe_principal(&self, principal: &PrincipalArn) -> Result<PrincipalDescription, CloudError> {
        self.count(principal, Call::DescribePrincipal);
        self.cloud.describe_principal(principal).await
    }

    async fn kms_grants(&self, key: &KeyArn) -> Result<Vec<KmsGrant>, CloudError> {
        self.count(key, Call::KmsGrants);
        self.cloud.kms_grants(key).await
    }

    async fn attached_policies(&self, principal: &PrincipalArn) -> Result<BTreeSet<String>, CloudError> {
        self.count(principal, Call::AttachedPolicies);
        self.cloud.attached_policies(principal).await
    }

    async fn inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.count(principal, Call::InlinePolicies);
        self.cloud.inline_policies(principal).await
    }

    async fn identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.count(principal, Call::IdentityPolicies);
        self.cloud.identity_policies(principal).await
    }

    async fn boundary_policy(
        &self,
        principal: &PrincipalArn,
        boundary: &str,
    ) -> Result<Option<String>, CloudError> {
        self.count(principal, Call::BoundaryPolicy);
        self.cloud.boundary_policy(principal, boundary).await
    }
}
