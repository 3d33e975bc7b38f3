//! A grant as an expansion of the macro says it: its fields are checked, and borrowed, so that nothing is dropped at
//! compile time.
//!
//! The compiler takes longer over each field and each list that an expansion writes than the macro takes over the grant.
//! So the one call that every expansion makes says what most grants have, and further calls what few have.

use std::borrow::Cow;

use super::{Bind, BucketKey, CrossAccountGrant, GrantCondition, GrantName, IdentityPolicy, Mechanism, Via};
use crate::action::Action;
use crate::arn::{BucketArn, KeyArn, PrincipalArn, Region};
use crate::policy::OneOrMany;

/// The fields, each at its default until it is set; not for use by hand.
#[derive(Debug, Clone, Copy)]
pub struct CheckedParts {
    name: &'static str,
    key: &'static str,
    replicas: &'static [Region],
    bucket: Option<&'static str>,
    prefixes: &'static [Cow<'static, str>],
    principals: Principals,
    actions: &'static [Action],
    /// The services; none for [`Via::Any`].
    via: Option<&'static [Cow<'static, str>]>,
    bucket_key: BucketKey,
    bind: Bind,
    mechanism: Mechanism,
    identity_policy: IdentityPolicy,
    conditions: &'static [GrantCondition],
}

/// One principal needs no list.
#[derive(Debug, Clone, Copy)]
enum Principals {
    One(&'static str),
    Many(&'static [PrincipalArn]),
}

impl CheckedParts {
    /// A principal and a key, and nothing else.
    pub const fn of_key(
        name: &'static str,
        key: &'static str,
        principal: &'static str,
        actions: &'static [Action],
    ) -> Self {
        Self {
            name,
            key,
            replicas: &[],
            bucket: None,
            prefixes: &[],
            principals: Principals::One(principal),
            actions,
            via: None,
            bucket_key: BucketKey::Enabled,
            bind: Bind::Principal,
            mechanism: Mechanism::Policy,
            identity_policy: IdentityPolicy::Inline,
            conditions: &[],
        }
    }

    /// A principal that uses a bucket, and its key through S3.
    pub const fn of_bucket(
        name: &'static str,
        key: &'static str,
        bucket: &'static str,
        principal: &'static str,
        actions: &'static [Action],
    ) -> Self {
        let parts = Self::of_key(name, key, principal, actions);
        Self { bucket: Some(bucket), via: Some(Via::S3_ALONE), ..parts }
    }

    /// The Regions of the key's replicas.
    #[must_use]
    pub const fn replicas(self, replicas: &'static [Region]) -> Self {
        Self { replicas, ..self }
    }

    /// The prefixes that objects are limited to.
    #[must_use]
    pub const fn prefixes(self, prefixes: &'static [Cow<'static, str>]) -> Self {
        Self { prefixes, ..self }
    }

    /// All principals, in place of the one.
    #[must_use]
    pub const fn principals(self, principals: &'static [PrincipalArn]) -> Self {
        Self { principals: Principals::Many(principals), ..self }
    }

    /// Other services than the default.
    #[must_use]
    pub const fn via(self, services: &'static [Cow<'static, str>]) -> Self {
        Self { via: Some(services), ..self }
    }

    /// Any service, and KMS itself.
    #[must_use]
    pub const fn via_any(self) -> Self {
        Self { via: None, ..self }
    }

    /// A bucket without a Bucket Key.
    #[must_use]
    pub const fn without_bucket_key(self) -> Self {
        Self { bucket_key: BucketKey::Disabled, ..self }
    }

    /// Principals that are named by `aws:PrincipalArn`.
    #[must_use]
    pub const fn bound_by_arn(self) -> Self {
        Self { bind: Bind::PrincipalArn, ..self }
    }

    /// A KMS grant on the key, in place of a statement of its policy.
    #[must_use]
    pub const fn by_kms_grant(self) -> Self {
        Self { mechanism: Mechanism::KmsGrant, ..self }
    }

    /// A managed policy in each of the consumer's accounts.
    #[must_use]
    pub const fn with_managed_policy(self) -> Self {
        Self { identity_policy: IdentityPolicy::Managed, ..self }
    }

    /// Further conditions.
    #[must_use]
    pub const fn conditions(self, conditions: &'static [GrantCondition]) -> Self {
        Self { conditions, ..self }
    }

    /// The grant.
    pub const fn grant(self) -> CrossAccountGrant {
        CrossAccountGrant {
            name: GrantName::checked(self.name),
            key: KeyArn::checked(self.key),
            replicas: Cow::Borrowed(self.replicas),
            bucket: match self.bucket {
                Some(bucket) => Some(BucketArn::checked(bucket)),
                None => None,
            },
            prefixes: Cow::Borrowed(self.prefixes),
            principals: match self.principals {
                Principals::One(principal) => OneOrMany::One(PrincipalArn::checked(principal)),
                Principals::Many(principals) => OneOrMany::Many(Cow::Borrowed(principals)),
            },
            actions: Cow::Borrowed(self.actions),
            via: match self.via {
                Some(services) => Via::Services(Cow::Borrowed(services)),
                None => Via::Any,
            },
            bucket_key: self.bucket_key,
            bind: self.bind,
            mechanism: self.mechanism,
            identity_policy: self.identity_policy,
            conditions: Cow::Borrowed(self.conditions),
        }
    }
}
