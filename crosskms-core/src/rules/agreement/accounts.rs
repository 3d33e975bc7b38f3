//! What is looked at: keys, buckets and principals of several accounts, with their policies.

use super::naming::{allows, names};
use crate::action::{Action, Service};
use crate::arn::{AccountId, BucketArn, KeyArn, PrincipalArn, Region};
use crate::authorize::KmsGrant;
use crate::policy::{ActionElement, PolicyDocument, PolicyType, ResourceElement};
use crate::rules::documents::{Placed, statements};
use crate::site::Site;
use crate::wildcard;

/// Keys, buckets and principals of several accounts, whose policies have to agree.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Accounts<'p> {
    /// The keys.
    pub keys: Vec<AccountKey<'p>>,
    /// The buckets.
    pub buckets: Vec<AccountBucket<'p>>,
    /// The roles and users.
    pub principals: Vec<AccountPrincipal<'p>>,
}

/// A policy and where it stands.
#[derive(Debug)]
pub struct Located<'p> {
    /// The site of the policy; those of its findings lie inside.
    pub site: Site,
    /// The policy.
    pub document: &'p PolicyDocument,
}

/// A key and its policy.
#[derive(Debug)]
pub struct AccountKey<'p> {
    /// The key.
    pub arn: &'p KeyArn,
    /// The key policy.
    pub policy: Located<'p>,
    /// The KMS grants on the key.
    pub kms_grants: &'p [KmsGrant],
}

/// A bucket and its settings.
#[derive(Debug)]
pub struct AccountBucket<'p> {
    /// The bucket.
    pub arn: &'p BucketArn,
    /// Who owns it.
    pub account: AccountId,
    /// Where it is.
    pub region: &'p Region,
    /// The bucket policy, if it has one.
    pub policy: Option<Located<'p>>,
    /// The KMS key that encrypts what does not say otherwise, as it was set, and the site of that.
    pub default_key: Option<(Site, &'p str)>,
}

/// A role or user and its policies.
#[derive(Debug)]
pub struct AccountPrincipal<'p> {
    /// The role or user.
    pub arn: &'p PrincipalArn,
    /// Its identity policies.
    pub policies: Vec<Located<'p>>,
}

/// A key or bucket, of which others may be given a part.
pub(super) struct Shared<'a> {
    /// `key` or `bucket`.
    pub(super) kind: &'static str,
    pub(super) arn: &'a str,
    pub(super) account: AccountId,
    pub(super) policy: Option<&'a Located<'a>>,
    service: Service,
}

impl<'p> Accounts<'p> {
    /// Every policy, with its type and its account.
    pub(super) fn policies(&self) -> impl Iterator<Item = (PolicyType, AccountId, &Located<'p>)> {
        let keys = self.keys.iter().map(|key| (PolicyType::KeyPolicy, key.arn.account(), &key.policy));
        let buckets = self
            .buckets
            .iter()
            .filter_map(|bucket| Some((PolicyType::BucketPolicy, bucket.account, bucket.policy.as_ref()?)));
        let identities = self.principals.iter().flat_map(|principal| {
            let account = principal.arn.account();
            principal.policies.iter().map(move |policy| (PolicyType::IdentityPolicy, account, policy))
        });
        keys.chain(buckets).chain(identities)
    }

    /// The keys and buckets.
    pub(super) fn shared(&self) -> Vec<Shared<'_>> {
        let keys = self.keys.iter().map(|key| Shared {
            kind: "key",
            arn: key.arn.as_ref(),
            account: key.arn.account(),
            policy: Some(&key.policy),
            service: Service::Kms,
        });
        let buckets = self.buckets.iter().map(|bucket| Shared {
            kind: "bucket",
            arn: bucket.arn.as_ref(),
            account: bucket.account,
            policy: bucket.policy.as_ref(),
            service: Service::S3,
        });
        keys.chain(buckets).collect()
    }

    /// Whether a KMS grant on the key gives the action to the principal.
    pub(super) fn has_kms_grant(&self, key: &str, principal: &PrincipalArn, action: &str) -> bool {
        let Some((_, operation)) = action.split_once(':') else { return false };
        let gives = |kms_grant: &&KmsGrant| {
            kms_grant.grantee == principal.as_str()
                && kms_grant.operations.iter().any(|named| named.eq_ignore_ascii_case(operation))
        };
        let of_key = self.keys.iter().filter(|one| one.arn.as_str() == key);
        of_key.flat_map(|one| one.kms_grants).any(|kms_grant| gives(&kms_grant))
    }

    /// Whether a principal of the account has a policy that allows one of the actions.
    pub(super) fn takes(&self, account: AccountId, actions: &[&str], resources: &[&str]) -> bool {
        let mut of_account = self.principals.iter().filter(|principal| principal.arn.account() == account);
        of_account.any(|principal| actions.iter().any(|action| principal.takes(action, resources)))
    }
}

impl<'p> Located<'p> {
    /// The statements of the policy.
    pub(super) fn statements(&self) -> impl Iterator<Item = Placed<'p>> + use<'p> {
        statements(self.site.clone(), self.document.policy())
    }
}

impl<'p> AccountPrincipal<'p> {
    /// The statements of all policies.
    pub(super) fn statements(&self) -> impl Iterator<Item = Placed<'p>> {
        self.policies.iter().flat_map(Located::statements)
    }

    /// Whether a policy allows the action, or some that the pattern means, on one of the resources.
    pub(super) fn takes(&self, action: &str, resources: &[&str]) -> bool {
        self.statements().any(|placed| allows(&placed, action, resources))
    }
}

impl<'a> Shared<'a> {
    /// The statements of the policy.
    pub(super) fn statements(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.policy.into_iter().flat_map(Located::statements)
    }

    /// The actions of a statement that are about such a resource and work across accounts.
    pub(super) fn actions<'s>(&self, placed: &Placed<'s>) -> Vec<&'s str> {
        let Some(ActionElement::Action(texts)) = &placed.statement.action else { return Vec::new() };
        let works = |text: &&str| match Action::named(text) {
            Some(action) => action.service() == self.service && action.works_across_accounts(),
            None => text
                .split(':')
                .next()
                .is_some_and(|prefix| prefix.eq_ignore_ascii_case(self.service.prefix())),
        };
        texts.iter().map(AsRef::as_ref).filter(works).collect()
    }

    /// The resources that a statement of the owner's policy is about. In a key policy that is the key, whatever
    /// the statement names (R3.11).
    pub(super) fn patterns<'s>(&'s self, placed: &Placed<'s>) -> Vec<&'s str> {
        match &placed.statement.resource {
            Some(ResourceElement::Resource(texts)) if self.service == Service::S3 => {
                texts.iter().map(AsRef::as_ref).collect()
            }
            _ => vec![self.arn],
        }
    }

    /// Whether a resource of an identity policy means this one by name, and not just everything of a kind.
    pub(super) fn is_meant_by(&self, pattern: &str) -> bool {
        let named = match self.service {
            Service::Kms => pattern.contains(self.account.as_str()),
            Service::S3 => {
                let name = self.arn.rsplit(':').next().unwrap_or_default();
                pattern.rsplit(':').next().and_then(|rest| rest.split('/').next()) == Some(name)
            }
        };
        named
            && (wildcard::overlap(pattern, self.arn)
                || wildcard::overlap(pattern, &format!("{}/*", self.arn)))
    }

    /// Whether the policy gives the action, or some that the pattern means, to the principal or its account.
    pub(super) fn gives(&self, action: &str, resource: &str, principal: &PrincipalArn) -> bool {
        let on = [resource];
        // A key policy is about its key (R3.11).
        let resources: &[&str] = if self.service == Service::Kms { &[] } else { &on };
        let given = |placed: Placed<'_>| names(&placed, principal) && allows(&placed, action, resources);
        self.statements().any(given)
    }
}
