//! What is known of the accounts at one moment: policies, keys, buckets, principals.
//!
//! A snapshot is observed live, read from a file, or held by the embedded cloud. Documents keep their text, so
//! that a file can hold a policy exactly as AWS returned it.

mod accounts;
mod entries;
mod evidence;
mod file;

pub use file::SnapshotFileError;
#[cfg(feature = "config")]
pub(crate) use file::written_whole;

use std::collections::{BTreeMap, BTreeSet};

use crosskms::arn::{AccountId, AliasArn, BucketArn, KeyArn, PrincipalArn, Region};
use crosskms::authorize::KmsGrant;
use crosskms::policies::BucketEncryption;
use crosskms::policy::{PolicyDocument, ReadError};
use serde::{Deserialize, Serialize};

use crate::cloud::{KeyDescription, ObjectOwnership, PublicAccessBlock};
use crate::document::{BucketId, DocumentId, PolicyArn, texts};

/// Keys, buckets and principals, with their documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// The keys.
    #[serde(default, deserialize_with = "entries::each_once")]
    pub keys: BTreeMap<KeyArn, Key>,
    /// The buckets.
    #[serde(default, deserialize_with = "entries::each_once")]
    pub buckets: BTreeMap<BucketArn, Bucket>,
    /// The aliases, and the key to which each leads.
    #[serde(default, deserialize_with = "entries::each_once", skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<AliasArn, KeyArn>,
    /// The roles and users.
    #[serde(default, deserialize_with = "entries::each_once")]
    pub principals: BTreeMap<PrincipalArn, Principal>,
    /// Managed policies of the accounts, by ARN; to whom each is attached, its principals say.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "entries::each_once")]
    pub managed_policies: BTreeMap<PolicyArn, PolicyDocument>,
    /// How much of the accounts was looked at.
    #[serde(skip)]
    pub scope: Scope,
}

/// How much of the accounts a snapshot holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// All there is: what is not in the snapshot does not exist.
    #[default]
    Everything,
    /// What a set of grants touches, which is all that AWS's APIs for them tell: organizations and endpoints were not
    /// looked at.
    Grants,
}

/// A KMS key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// What `DescribeKey` tells; none, where it was not asked. In a file, a key of which nothing is said is enabled.
    #[serde(default = "enabled")]
    pub description: Option<KeyDescription>,
    /// The key policy.
    pub policy: PolicyDocument,
    /// The KMS grants on the key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kms_grants: Vec<KmsGrant>,
    /// Whether there may be KMS grants that were not read.
    #[serde(skip)]
    pub partly_read: bool,
    /// Description and tags, as far as they were looked at.
    #[serde(default, skip_serializing_if = "KeyLabels::is_empty")]
    pub labels: KeyLabels,
}

/// What people write on a key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyLabels {
    /// The description, empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The tags.
    #[serde(default, deserialize_with = "entries::each_once", skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
}

/// A bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// The account that owns it.
    pub account: AccountId,
    /// The Region in which it is.
    pub region: Region,
    /// The bucket policy, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyDocument>,
    /// The default encryption.
    #[serde(default = "BucketEncryption::sse_s3")]
    pub encryption: BucketEncryption,
    /// Who owns what others write; none, where it was not read. In a file, it is its owner if nothing is said.
    #[serde(default = "enforced")]
    pub ownership: Option<ObjectOwnership>,
    /// The public access block of the bucket; none, where it was not read. In a file, nothing is blocked if nothing is
    /// said.
    #[serde(default = "nothing_blocked")]
    pub public_access_block: Option<PublicAccessBlock>,
    /// What of it was not read, though it was tried.
    #[serde(skip)]
    pub unread: Unread,
}

/// The documents of a bucket that its account did not let anybody read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unread {
    /// The bucket policy.
    pub policy: bool,
    /// The default encryption.
    pub encryption: bool,
}

/// A role or user.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Principal {
    /// Identity policies by name: inline ones, and by ARN attached ones that are not among the managed policies.
    #[serde(default, deserialize_with = "entries::each_once")]
    pub identity_policies: BTreeMap<String, PolicyDocument>,
    /// The managed policies that are attached.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub attached_policies: BTreeSet<PolicyArn>,
    /// The ARN of the permissions boundary, if one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// The document of the permissions boundary, where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary_policy: Option<PolicyDocument>,
    /// Whether there may be identity policies that were not read.
    #[serde(skip)]
    pub partly_read: bool,
    /// Whether there may be inline policies that were not read.
    #[serde(skip)]
    pub inline_unread: bool,
    /// Whether nobody looked if there is a permissions boundary.
    #[serde(skip)]
    pub boundary_unread: bool,
    /// How many managed policies are attached of which nothing else was read.
    #[serde(skip)]
    pub others_attached: usize,
}

fn enabled() -> Option<KeyDescription> {
    Some(KeyDescription::default())
}

fn enforced() -> Option<ObjectOwnership> {
    Some(ObjectOwnership::default())
}

fn nothing_blocked() -> Option<PublicAccessBlock> {
    Some(PublicAccessBlock::default())
}

impl Bucket {
    /// A bucket as it is when it was just created.
    pub fn new(id: &BucketId) -> Self {
        Self {
            account: id.owner,
            region: id.region.clone(),
            policy: None,
            encryption: BucketEncryption::sse_s3(),
            ownership: enforced(),
            public_access_block: Some(PublicAccessBlock::ALL),
            unread: Unread::default(),
        }
    }
}

impl Key {
    /// A key that is enabled, with this policy and without KMS grants.
    pub fn new(policy: PolicyDocument) -> Self {
        Self {
            description: enabled(),
            policy,
            kms_grants: Vec::new(),
            partly_read: false,
            labels: KeyLabels::default(),
        }
    }
}

impl KeyLabels {
    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Principal {
    /// The inline policies by name; attached ones go by their ARN, those of groups by `group/`.
    pub fn inline_policies(&self) -> impl Iterator<Item = (&str, &PolicyDocument)> {
        let policies = self.identity_policies.iter().map(|(name, document)| (name.as_str(), document));
        policies.filter(|(name, _)| !name.starts_with("arn:") && !name.starts_with("group/"))
    }

    /// Whether a managed policy is attached.
    fn has_attached(&self, policy: &PolicyArn) -> bool {
        self.attached_policies.contains(policy) || self.identity_policies.contains_key(policy.as_str())
    }

    /// The ARNs of attached policies, each once.
    pub fn attached_arns(&self) -> impl Iterator<Item = &str> {
        let is_other = |arn: &&str| {
            arn.starts_with("arn:") && !self.attached_policies.iter().any(|policy| policy.as_str() == *arn)
        };
        let others = self.identity_policies.keys().map(String::as_str).filter(is_other);
        self.attached_policies.iter().map(PolicyArn::as_str).chain(others)
    }

    /// How many managed policies are attached, as far as that was read.
    pub(crate) fn attached_count(&self) -> usize {
        self.attached_arns().count().saturating_add(self.others_attached)
    }
}

impl Snapshot {
    /// The text of a document, as far as the snapshot holds it.
    pub fn document(&self, id: &DocumentId) -> Option<String> {
        match id {
            DocumentId::ManagedPolicy(arn) => Some(self.managed_policies.get(arn)?.text().to_owned()),
            DocumentId::PolicyAttachment { principal, policy } => {
                let is_attached = self.principals.get(principal)?.has_attached(policy);
                is_attached.then(|| texts::attachment(policy))
            }
            DocumentId::KmsGrants { key, name } => {
                let named =
                    self.keys.get(key)?.kms_grants.iter().filter(|one| one.name.as_ref() == Some(name));
                texts::of_kms_grants(&named.cloned().collect::<Vec<_>>())
            }
            DocumentId::IdentityPolicy { principal, name } => {
                let policy = self.principals.get(principal)?.identity_policies.get(name)?;
                Some(policy.text().to_owned())
            }
            DocumentId::KeyPolicy(key) => Some(self.keys.get(key)?.policy.text().to_owned()),
            DocumentId::BucketPolicy(bucket) => {
                let policy = self.buckets.get(&bucket.arn)?.policy.as_ref()?;
                Some(policy.text().to_owned())
            }
            DocumentId::BucketEncryption(bucket) => {
                Some(self.buckets.get(&bucket.arn)?.encryption.to_compact_string())
            }
        }
    }

    /// Puts a document in the place of the old one, or removes it; a resource that the snapshot does not hold is
    /// left out.
    ///
    /// # Errors
    ///
    /// When the text is not a document of its kind.
    pub fn put(&mut self, id: &DocumentId, text: Option<&str>) -> Result<(), ReadError> {
        match id {
            DocumentId::ManagedPolicy(arn) => match text.map(PolicyDocument::parse).transpose()? {
                Some(policy) => drop(self.managed_policies.insert(arn.clone(), policy)),
                None => drop(self.managed_policies.remove(arn)),
            },
            DocumentId::PolicyAttachment { principal, policy } => {
                if let Some(principal) = self.principals.get_mut(principal) {
                    match text {
                        Some(_) => drop(principal.attached_policies.insert(policy.clone())),
                        None => {
                            principal.attached_policies.remove(policy);
                            principal.identity_policies.remove(policy.as_str());
                        }
                    }
                }
            }
            DocumentId::KmsGrants { key, name } => {
                let kms_grants = texts::kms_grants(text)?;
                if let Some(key) = self.keys.get_mut(key) {
                    key.kms_grants.retain(|one| one.name.as_ref() != Some(name));
                    key.kms_grants.extend(kms_grants);
                }
            }
            DocumentId::IdentityPolicy { principal, name } => {
                let policy = text.map(PolicyDocument::parse).transpose()?;
                if let Some(principal) = self.principals.get_mut(principal) {
                    match policy {
                        Some(policy) => drop(principal.identity_policies.insert(name.clone(), policy)),
                        None => drop(principal.identity_policies.remove(name)),
                    }
                }
            }
            DocumentId::KeyPolicy(key) => {
                if let (Some(key), Some(text)) = (self.keys.get_mut(key), text) {
                    key.policy = PolicyDocument::parse(text)?;
                }
            }
            DocumentId::BucketPolicy(bucket) => {
                let policy = text.map(PolicyDocument::parse).transpose()?;
                if let Some(bucket) = self.buckets.get_mut(&bucket.arn) {
                    bucket.policy = policy;
                }
            }
            DocumentId::BucketEncryption(bucket) => {
                if let (Some(bucket), Some(text)) = (self.buckets.get_mut(&bucket.arn), text) {
                    bucket.encryption = text.parse()?;
                }
            }
        }
        Ok(())
    }
}
