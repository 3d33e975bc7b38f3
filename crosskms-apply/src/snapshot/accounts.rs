//! A snapshot as the rules look at it.

use crosskms::rules::{AccountBucket, AccountKey, AccountPrincipal, Accounts, Located};
use crosskms::site::Site;

use super::Snapshot;

impl Snapshot {
    /// The accounts for [`check_accounts`](crosskms::rules::check_accounts); every site is a path in the snapshot's
    /// file.
    pub fn accounts(&self) -> Accounts<'_> {
        let mut accounts = Accounts::default();
        accounts.keys.extend(self.keys.iter().map(|(arn, key)| {
            let site = Site::field("keys").name(arn.as_ref()).name("policy");
            AccountKey { arn, policy: Located { site, document: &key.policy }, kms_grants: &key.kms_grants }
        }));
        accounts.buckets.extend(self.buckets.iter().map(|(arn, bucket)| {
            let site = Site::field("buckets").name(arn.as_ref());
            let policy = bucket.policy.as_ref();
            AccountBucket {
                arn,
                account: bucket.account,
                region: &bucket.region,
                policy: policy.map(|document| Located { site: site.clone().name("policy"), document }),
                default_key: bucket.encryption.key.as_deref().map(|key| {
                    let rule = site.name("encryption").name("Rules").index(0);
                    (rule.name("ApplyServerSideEncryptionByDefault").name("KMSMasterKeyID"), key)
                }),
            }
        }));
        accounts.principals.extend(self.principals.iter().map(|(arn, principal)| {
            let site = Site::field("principals").name(arn.as_ref()).name("identity_policies");
            let policies = principal.identity_policies.iter();
            let named = policies.map(|(name, document)| Located { site: site.clone().name(name), document });
            let attached = principal.attached_policies.iter().filter_map(|arn| {
                let site = Site::field("managed_policies").name(arn.as_str());
                Some(Located { site, document: self.managed_policies.get(arn)? })
            });
            AccountPrincipal { arn, policies: named.chain(attached).collect() }
        }));
        accounts
    }
}
