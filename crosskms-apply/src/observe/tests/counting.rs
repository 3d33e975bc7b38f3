//! A cloud that tells which calls were made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crosskms::arn::{KeyArn, PrincipalArn, Region};
use crosskms::authorize::KmsGrant;

use crate::cloud::embedded::EmbeddedCloud;
use crate::cloud::{
    Cloud, CloudError, Failure, KeyDescription, NextStep, ObjectOwnership, PrincipalDescription,
    PublicAccessBlock,
};
use crate::document::{BucketId, DocumentId, PolicyArn, PolicyVersion};

/// The embedded cloud, seen as AWS is: not as everything there is.
pub(super) struct Counting<'c> {
    cloud: &'c EmbeddedCloud,
    calls: Mutex<Vec<String>>,
    /// The calls that the operator may not make.
    denied: &'static [&'static str],
    /// An inline policy that every role has besides, by name.
    besides: Option<(String, String)>,
}

impl<'c> Counting<'c> {
    pub(super) fn new(cloud: &'c EmbeddedCloud) -> Self {
        Self { cloud, calls: Mutex::default(), denied: &[], besides: None }
    }

    /// A cloud in which every role has this inline policy, too; the embedded one takes none that AWS would not.
    pub(super) fn with_inline_policy(cloud: &'c EmbeddedCloud, name: &str, text: &str) -> Self {
        Self { besides: Some((name.to_owned(), text.to_owned())), ..Self::new(cloud) }
    }

    /// A cloud of which the operator may not make these calls.
    pub(super) fn denying(cloud: &'c EmbeddedCloud, denied: &'static [&'static str]) -> Self {
        Self { denied, ..Self::new(cloud) }
    }

    /// Whether the operator may make a call.
    fn permit(&self, name: &'static str, of: &str) -> Result<(), CloudError> {
        let failure = Failure::AccessDenied("not authorized".to_owned());
        let (target, account) = (of.to_owned(), "111122223333".parse().unwrap());
        let denied = self.denied.contains(&name);
        if denied { Err(CloudError { call: name, target, account, failure }) } else { Ok(()) }
    }

    /// Each call, and what it was about.
    pub(super) fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().clone()
    }

    fn count(&self, name: &str, of: impl std::fmt::Display) {
        self.calls.lock().unwrap().push(format!("{name} {of}"));
    }
}

impl Cloud for Counting<'_> {
    async fn read(&self, document: &DocumentId) -> Result<Option<String>, CloudError> {
        self.count("read", document);
        self.cloud.read(document).await
    }

    async fn write(&self, document: &DocumentId, text: &str) -> Result<(), CloudError> {
        self.count("write", document);
        self.cloud.write(document, text).await
    }

    async fn delete(&self, document: &DocumentId) -> Result<(), CloudError> {
        self.count("delete", document);
        self.cloud.delete(document).await
    }

    async fn versions_in_the_way(
        &self,
        policy: &PolicyArn,
        of: NextStep,
    ) -> Result<Vec<PolicyVersion>, CloudError> {
        self.count("versions_in_the_way", policy);
        self.cloud.versions_in_the_way(policy, of).await
    }

    async fn delete_version(&self, policy: &PolicyArn, id: &str) -> Result<(), CloudError> {
        self.count("delete_version", policy);
        self.cloud.delete_version(policy, id).await
    }

    async fn describe_key(&self, key: &KeyArn) -> Result<KeyDescription, CloudError> {
        self.count("describe_key", key);
        self.permit("describe_key", key.as_str())?;
        self.cloud.describe_key(key).await
    }

    async fn bucket_region(&self, bucket: &BucketId) -> Result<Region, CloudError> {
        self.count("bucket_region", &bucket.arn);
        self.cloud.bucket_region(bucket).await
    }

    async fn object_ownership(&self, bucket: &BucketId) -> Result<ObjectOwnership, CloudError> {
        self.count("object_ownership", &bucket.arn);
        self.cloud.object_ownership(bucket).await
    }

    async fn public_access_block(&self, bucket: &BucketId) -> Result<PublicAccessBlock, CloudError> {
        self.count("public_access_block", &bucket.arn);
        self.cloud.public_access_block(bucket).await
    }

    async fn describe_principal(&self, principal: &PrincipalArn) -> Result<PrincipalDescription, CloudError> {
        self.count("describe_principal", principal);
        self.permit("describe_principal", principal.as_str())?;
        self.cloud.describe_principal(principal).await
    }

    async fn kms_grants(&self, key: &KeyArn) -> Result<Vec<KmsGrant>, CloudError> {
        self.count("kms_grants", key);
        self.cloud.kms_grants(key).await
    }

    async fn attached_policies(&self, principal: &PrincipalArn) -> Result<BTreeSet<String>, CloudError> {
        self.count("attached_policies", principal);
        self.cloud.attached_policies(principal).await
    }

    async fn inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.count("inline_policies", principal);
        let mut policies = self.cloud.inline_policies(principal).await?;
        policies.extend(self.besides.clone());
        Ok(policies)
    }

    async fn identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.count("identity_policies", principal);
        self.permit("identity_policies", principal.as_str())?;
        let mut policies = self.cloud.identity_policies(principal).await?;
        policies.extend(self.besides.clone());
        Ok(policies)
    }

    async fn boundary_policy(
        &self,
        principal: &PrincipalArn,
        boundary: &str,
    ) -> Result<Option<String>, CloudError> {
        self.count("boundary_policy", boundary);
        self.cloud.boundary_policy(principal, boundary).await
    }
}
