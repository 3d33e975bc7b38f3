//! The cloud on AWS's SDK: one set of clients for each account, and for KMS and S3 for each Region.

mod access;
mod actor;
mod call;
mod clients;
#[cfg(feature = "connect")]
mod connect;
mod failure;
mod iam;
mod key_creation;
mod kms;
mod kms_grants;
mod rate;
mod retry;
mod s3;

pub use access::{AccountAccess, PrincipalAccess};
pub use actor::AwsActor;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use aws_config::SdkConfig;
use crosskms::arn::{AccountId, KeyArn, PrincipalArn, Region};
use crosskms::authorize::KmsGrant;

use super::{
    Cloud, CloudError, Failure, KeyDescription, NextStep, ObjectOwnership, PrincipalDescription,
    PublicAccessBlock,
};
use crate::document::{BucketId, DocumentId, PolicyArn, PolicyVersion, texts};
use actor::Acting;
use call::Call;
use clients::Clients;

/// Accounts on AWS, or on a local server that speaks its protocols.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use crosskms_apply::cloud::aws::AwsCloud;
///
/// let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
/// let cloud = AwsCloud::from_configs([("111122223333".parse()?, config)]);
/// # Ok(())
/// # }
/// ```
pub struct AwsCloud {
    accounts: BTreeMap<AccountId, Arc<Clients>>,
    principals: BTreeMap<PrincipalArn, Acting>,
}

impl AwsCloud {
    /// Takes a configuration for each account; that its credentials are those of the account is not checked.
    ///
    /// The Region of a configuration is used for IAM and STS alone: KMS and S3 follow the resource.
    pub fn from_configs(configs: impl IntoIterator<Item = (AccountId, SdkConfig)>) -> Self {
        Self {
            accounts: (configs.into_iter())
                .map(|(account, config)| (account, Arc::new(Clients::new(config))))
                .collect(),
            principals: BTreeMap::new(),
        }
    }

    /// Takes a configuration with credentials of a principal that a grant names, for [`act_as`](super::ActAs::act_as);
    /// roles without one are assumed from their account's configuration.
    #[must_use]
    pub fn with_principal(mut self, principal: PrincipalArn, config: SdkConfig) -> Self {
        self.principals.insert(principal, Acting::With(Box::new(config)));
        self
    }

    /// Takes the external id that the trust policy of a role asks for, which a grant names.
    #[must_use]
    pub fn with_external_id(mut self, role: PrincipalArn, external_id: impl Into<String>) -> Self {
        self.principals.insert(role, Acting::Assuming { external_id: external_id.into() });
        self
    }

    fn clients(&self, call: &Call<'_>) -> Result<&Arc<Clients>, CloudError> {
        self.accounts.get(&call.account).ok_or_else(|| {
            call.failed(Failure::Credentials(format!("there is no entry for account {}", call.account)))
        })
    }
}

impl Cloud for AwsCloud {
    async fn read(&self, document: &DocumentId) -> Result<Option<String>, CloudError> {
        match document {
            DocumentId::ManagedPolicy(policy) => self.managed_policy(policy).await,
            DocumentId::PolicyAttachment { principal, policy } => {
                let is_attached = self.attached(principal).await?.contains(policy.as_str());
                Ok(is_attached.then(|| texts::attachment(policy)))
            }
            DocumentId::IdentityPolicy { principal, name } => self.inline_policy(principal, name).await,
            DocumentId::KmsGrants { key, name } => self.named_kms_grants(key, name).await,
            DocumentId::KeyPolicy(key) => self.key_policy(key).await.map(Some),
            DocumentId::BucketPolicy(bucket) => self.bucket_policy(bucket).await,
            DocumentId::BucketEncryption(bucket) => self.bucket_encryption(bucket).await,
        }
    }

    async fn turn(&self, document: &DocumentId) {
        if let DocumentId::KeyPolicy(key) = document {
            self.turn_of_key_policy(key).await;
        }
    }

    async fn write(&self, document: &DocumentId, text: &str) -> Result<(), CloudError> {
        match document {
            DocumentId::ManagedPolicy(policy) => self.put_managed_policy(policy, text).await,
            DocumentId::PolicyAttachment { principal, policy } => self.attach(principal, policy).await,
            DocumentId::KmsGrants { key, name } => self.put_kms_grants(key, name, Some(text)).await,
            DocumentId::IdentityPolicy { principal, name } => {
                self.put_inline_policy(principal, name, text).await
            }
            DocumentId::KeyPolicy(key) => self.put_key_policy(key, text).await,
            DocumentId::BucketPolicy(bucket) => self.put_bucket_policy(bucket, text).await,
            DocumentId::BucketEncryption(bucket) => self.put_bucket_encryption(bucket, text).await,
        }
    }

    async fn delete(&self, document: &DocumentId) -> Result<(), CloudError> {
        let refused = |name, why: &str| {
            Err(Call { name, target: document.arn(), account: document.account() }.unsupported(why))
        };
        match document {
            DocumentId::ManagedPolicy(policy) => self.delete_managed_policy(policy).await,
            DocumentId::PolicyAttachment { principal, policy } => self.detach(principal, policy).await,
            DocumentId::KmsGrants { key, name } => self.put_kms_grants(key, name, None).await,
            DocumentId::IdentityPolicy { principal, name } => {
                self.delete_inline_policy(principal, name).await
            }
            DocumentId::BucketPolicy(bucket) => self.delete_bucket_policy(bucket).await,
            DocumentId::KeyPolicy(_) => refused("kms:DeleteKeyPolicy", "a key always has a policy"),
            DocumentId::BucketEncryption(_) => {
                refused("s3:DeleteBucketEncryption", "objects depend on the encryption of their bucket")
            }
        }
    }

    async fn versions_in_the_way(
        &self,
        policy: &PolicyArn,
        of: NextStep,
    ) -> Result<Vec<PolicyVersion>, CloudError> {
        self.superfluous_versions(policy, of).await
    }

    async fn delete_version(&self, policy: &PolicyArn, id: &str) -> Result<(), CloudError> {
        self.delete_policy_version(policy, id).await
    }

    async fn describe_key(&self, key: &KeyArn) -> Result<KeyDescription, CloudError> {
        self.key_description(key).await
    }

    async fn bucket_region(&self, bucket: &BucketId) -> Result<Region, CloudError> {
        self.region_of_bucket(bucket).await
    }

    async fn object_ownership(&self, bucket: &BucketId) -> Result<ObjectOwnership, CloudError> {
        self.ownership_of_objects(bucket).await
    }

    async fn public_access_block(&self, bucket: &BucketId) -> Result<PublicAccessBlock, CloudError> {
        self.public_access_block_of(bucket).await
    }

    async fn describe_principal(&self, principal: &PrincipalArn) -> Result<PrincipalDescription, CloudError> {
        self.principal_description(principal).await
    }

    async fn kms_grants(&self, key: &KeyArn) -> Result<Vec<KmsGrant>, CloudError> {
        Ok(self.listed_kms_grants(key).await?.into_iter().map(|(_, kms_grant)| kms_grant).collect())
    }

    async fn attached_policies(&self, principal: &PrincipalArn) -> Result<BTreeSet<String>, CloudError> {
        self.attached(principal).await
    }

    async fn inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.all_inline_policies(principal).await
    }

    async fn identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.all_identity_policies(principal).await
    }

    async fn boundary_policy(
        &self,
        principal: &PrincipalArn,
        boundary: &str,
    ) -> Result<Option<String>, CloudError> {
        self.boundary(principal, boundary).await
    }
}

impl fmt::Debug for AwsCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsCloud").field("accounts", &self.accounts.keys()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
