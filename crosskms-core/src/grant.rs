//! `CrossAccountGrant`: the one validated value, from which all four documents follow.

mod builder;
mod candidate;
mod checked;
mod condition;
mod conflict;
mod draft;
mod manifest;
mod name;
mod unread;

pub use builder::CrossAccountGrantBuilder;
pub(crate) use candidate::{ActionEntry, Candidate, KeyText, PrincipalText};
#[doc(hidden)]
pub use checked::CheckedParts;
pub use condition::{GrantCondition, Operator};
pub use conflict::Conflict;
pub use draft::{Allowance, ConditionDraft, Draft, Field};
pub use manifest::Manifest;
pub(crate) use name::SidWord;
pub use name::{GrantName, MalformedName};
pub use unread::UnreadFields;

use std::borrow::Cow;

use crate::action::{Action, Service};
use crate::arn::{BucketArn, KeyArn, PrincipalArn, Region};
use crate::policies::Policies;
use crate::policy::OneOrMany;

/// Access of principals of other accounts to a KMS key, and to the bucket that it encrypts.
///
/// It is made by `cross_account_grant!` when the compiler knows the values, by [`CrossAccountGrant::builder`]
/// when they are known at run time. Both apply the same rules; an existing value satisfies all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossAccountGrant {
    name: GrantName,
    key: KeyArn,
    replicas: Cow<'static, [Region]>,
    bucket: Option<BucketArn>,
    prefixes: Cow<'static, [Cow<'static, str>]>,
    principals: OneOrMany<PrincipalArn>,
    actions: Cow<'static, [Action]>,
    via: Via,
    bucket_key: BucketKey,
    bind: Bind,
    mechanism: Mechanism,
    identity_policy: IdentityPolicy,
    conditions: Cow<'static, [GrantCondition]>,
}

/// The services through which the key may be used, which fills `kms:ViaService`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Via {
    /// No limit: the principal may call KMS itself.
    Any,
    /// Only these services, each named as in `kms:ViaService`, for example `s3`.
    Services(Cow<'static, [Cow<'static, str>]>),
}

impl Via {
    /// The default services of a grant with a bucket.
    pub(crate) const S3_ALONE: &'static [Cow<'static, str>] = &[Cow::Borrowed("s3")];
}

/// Whether the bucket uses an S3 Bucket Key, which decides the encryption context (R2.31, R2.32).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum BucketKey {
    /// Objects may be encrypted under the bucket's ARN as well as under their own.
    #[default]
    Enabled,
    /// Every object is encrypted under its own ARN.
    Disabled,
}

/// How the owner's policies name the principals (R6.5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Bind {
    /// By their ARNs: exact, and broken when a role is deleted and made anew.
    #[default]
    Principal,
    /// By their account and `aws:PrincipalArn`: survives a role made anew.
    PrincipalArn,
}

/// What gives the principals the key, in the owner's account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Mechanism {
    /// A statement of the key's policy, beside the identity policies of the consumer.
    #[default]
    Policy,
    /// A KMS grant for each principal. It needs no identity policy (R2.61), so it also reaches principals whose
    /// policies nobody can change.
    KmsGrant,
}

/// Where the consumer's identity policy lives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum IdentityPolicy {
    /// In each role and user.
    #[default]
    Inline,
    /// Once in each account, attached to every role and user of it that the grant names.
    Managed,
}

impl CrossAccountGrant {
    /// Starts a grant whose values are known at run time.
    ///
    /// ```
    /// use crosskms_core::grant::CrossAccountGrant;
    ///
    /// let grant = CrossAccountGrant::builder()
    ///     .name("raw-events")
    ///     .key("arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
    ///     .principal("arn:aws:iam::444455556666:role/analytics")
    ///     .allow(["kms:Decrypt", "kms:GenerateDataKey"])
    ///     .build()?;
    /// assert_eq!(grant.actions().len(), 2);
    /// # Ok::<(), crosskms_core::finding::Findings>(())
    /// ```
    pub fn builder() -> CrossAccountGrantBuilder {
        CrossAccountGrantBuilder::default()
    }

    /// The name, from which Sids and policy names are made.
    pub const fn name(&self) -> &GrantName {
        &self.name
    }

    /// The key, in the owner's account.
    pub const fn key(&self) -> &KeyArn {
        &self.key
    }

    /// The Regions with replicas of the key.
    pub fn replicas(&self) -> &[Region] {
        &self.replicas
    }

    /// The key, and after it its replicas, each with its own ARN and policy (R1.25).
    ///
    /// ```
    /// use crosskms_core::grant::CrossAccountGrant;
    ///
    /// let grant = CrossAccountGrant::builder()
    ///     .name("raw-events")
    ///     .key("arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab")
    ///     .replicas(["us-east-1"])
    ///     .principal("arn:aws:iam::444455556666:role/analytics")
    ///     .allow(["kms:Decrypt"])
    ///     .build()?;
    /// let regions: Vec<String> = grant.keys().map(|key| key.region().to_string()).collect();
    /// assert_eq!(regions, ["eu-west-1", "us-east-1"]);
    /// # Ok::<(), crosskms_core::finding::Findings>(())
    /// ```
    pub fn keys(&self) -> impl Iterator<Item = KeyArn> {
        let replicas = self.replicas.iter().map(|region| self.key.in_region(region));
        std::iter::once(self.key.clone()).chain(replicas)
    }

    /// The bucket; none when the grant is about the key alone.
    pub const fn bucket(&self) -> Option<&BucketArn> {
        self.bucket.as_ref()
    }

    /// The key prefixes to which object access is limited; none means the whole bucket.
    pub fn prefixes(&self) -> &[Cow<'static, str>] {
        &self.prefixes
    }

    /// The principals, all of them outside the owner's account.
    pub fn principals(&self) -> &[PrincipalArn] {
        self.principals.as_slice()
    }

    /// The actions, KMS's and S3's, in the order in which they were given.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The actions of one service.
    pub fn actions_of(&self, service: Service) -> impl Iterator<Item = Action> {
        self.actions.iter().copied().filter(move |action| action.service() == service)
    }

    /// The services through which the key may be used.
    pub const fn via(&self) -> &Via {
        &self.via
    }

    /// Whether the bucket uses an S3 Bucket Key.
    pub const fn bucket_key(&self) -> BucketKey {
        self.bucket_key
    }

    /// How the owner's policies name the principals.
    pub const fn bind(&self) -> Bind {
        self.bind
    }

    /// What gives the principals the key.
    pub const fn mechanism(&self) -> Mechanism {
        self.mechanism
    }

    /// Where the consumer's identity policy lives.
    pub const fn identity_policy(&self) -> IdentityPolicy {
        self.identity_policy
    }

    /// The further conditions on the owner's side.
    pub fn conditions(&self) -> &[GrantCondition] {
        &self.conditions
    }

    /// The documents that the grant becomes.
    pub fn policies(&self) -> Policies {
        Policies::of(self)
    }
}

#[cfg(test)]
mod tests;
