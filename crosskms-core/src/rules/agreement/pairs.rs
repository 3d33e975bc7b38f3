//! Keys and the buckets that they encrypt.

use super::accounts::{AccountBucket, AccountKey, AccountPrincipal, Accounts, Located};
use super::naming::allows;
use crate::action::{Action, kms, s3};
use crate::arn::KeyArn;
use crate::finding::Severity;
use crate::rules::actions::PAIRS;
use crate::rules::documents::Placed;
use crate::rules::documents::outsiders::through_s3_alone;
use crate::rules::documents::resources::{not_the_bucket, not_the_key};
use crate::rules::documents::through_s3::{bucket_of, via_regions_but};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;
use crate::wildcard;

pub(in crate::rules) static KEY_IN_ANOTHER_REGION: Rule = Rule {
    name: "key-in-another-region",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    summary: "a bucket's key is in the bucket's Region",
    checks: &[Check::Accounts(region)],
};

/// R2.26.
fn region(accounts: &Accounts<'_>) -> Vec<Hit> {
    accounts
        .buckets
        .iter()
        .filter_map(|bucket| {
            let (site, key) = bucket.default_key.as_ref()?;
            let region = key.parse::<KeyArn>().ok()?.region();
            if region == *bucket.region {
                return None;
            }
            let message = format!("the bucket is in `{}`, its key in `{region}`", bucket.region);
            let help =
                format!("encrypt it with a key of `{}`; a multi-Region key has replicas", bucket.region);
            Some(Hit::new(site.clone(), message).help(help))
        })
        .collect()
}

/// R3.11: in a key policy another ARN than the key's own never matches.
pub(in crate::rules) fn other_key(accounts: &Accounts<'_>) -> Vec<Hit> {
    let of_key = |key: &AccountKey<'_>| {
        let arn: &str = key.arn.as_ref();
        let texts: Vec<_> = key.policy.statements().flat_map(|placed| placed.resources()).collect();
        let others =
            texts.into_iter().filter(|(_, text)| text.contains(":key/") && !wildcard::matches(text, arn));
        others.map(|(site, text)| not_the_key(site, text)).collect::<Vec<_>>()
    };
    accounts.keys.iter().flat_map(of_key).collect()
}

/// A bucket policy that is about another bucket.
pub(in crate::rules) fn other_bucket(accounts: &Accounts<'_>) -> Vec<Hit> {
    let of_bucket = |bucket: &AccountBucket<'_>| {
        let own: &str = bucket.arn.as_ref();
        let statements = bucket.policy.iter().flat_map(Located::statements);
        let texts: Vec<_> = statements.flat_map(|placed| placed.resources()).collect();
        // More than one in a policy is said about the policy alone.
        let first = texts.into_iter().find_map(|(site, text)| Some((site, text, bucket_of(text)?)));
        first.filter(|(_, _, bucket)| bucket != own).map(|(site, text, _)| not_the_bucket(site, text, own))
    };
    accounts.buckets.iter().filter_map(of_bucket).collect()
}

/// R2.20, R2.26: S3 and other services call KMS in their own Region.
pub(in crate::rules) fn via_another_region(accounts: &Accounts<'_>) -> Vec<Hit> {
    let of_key = |key: &AccountKey<'_>| {
        let region = key.arn.region();
        key.policy
            .statements()
            .flat_map(|placed| via_regions_but(&placed, &[region.as_str()]))
            .collect::<Vec<_>>()
    };
    accounts.keys.iter().flat_map(of_key).collect()
}

/// R2.21: who uses an encrypted bucket of another account needs actions of S3 and of KMS.
pub(in crate::rules) fn unpaired(accounts: &Accounts<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for consumer in &accounts.principals {
        for bucket in &accounts.buckets {
            let key = bucket.default_key.as_ref().and_then(|(_, key)| key.parse::<KeyArn>().ok());
            let Some(key) = key.filter(|key| key.account() != consumer.arn.account()) else { continue };
            let pairs = Pairs { consumer, bucket, key };
            // A KMS grant needs nothing beside it (R2.61).
            let by_policies = PAIRS.iter().filter(|(of_kms, _)| {
                !accounts.has_kms_grant(pairs.key.as_ref(), consumer.arn, &of_kms.to_string())
            });
            hits.extend(by_policies.filter_map(|(of_kms, of_s3)| pairs.unpaired(*of_kms, of_s3)));
        }
    }
    hits
}

/// A principal, a bucket of another account, and the bucket's key.
struct Pairs<'a> {
    consumer: &'a AccountPrincipal<'a>,
    bucket: &'a AccountBucket<'a>,
    key: KeyArn,
}

impl Pairs<'_> {
    fn unpaired(&self, of_kms: Action, of_s3: &[Action]) -> Option<Hit> {
        let (bucket, key) = (self.bucket.arn, &self.key);
        let users = match of_kms == kms::Decrypt {
            // Writers decrypt, too: the parts of an upload.
            true => [of_s3, &[s3::PutObject]].concat(),
            false => of_s3.to_vec(),
        };
        let by_name = |placed: &Placed<'_>| {
            placed.resources().iter().any(|(_, text)| text.starts_with(&bucket.to_string()))
        };
        let on_bucket = |action: &Action| self.site_of(*action, &format!("{bucket}/*"), by_name);
        let on_key = |action: Action| self.site_of(action, key.as_ref(), |_| true);
        match (of_s3.iter().find_map(|action| Some((on_bucket(action)?, action))), on_key(of_kms)) {
            (Some((site, action)), None) => {
                let message = format!(
                    "`{action}` without `{of_kms}` on `{key}`, which encrypts the bucket: encrypted objects will be \
                     denied"
                );
                Some(Hit::new(site, message).help(format!("allow `{of_kms}` on that key, too")))
            }
            (None, Some(_)) if !users.iter().any(|action| self.takes(*action)) => {
                let site = self.site_of(of_kms, key.as_ref(), through_s3_alone)?;
                let first = of_s3.first()?;
                let message =
                    format!("`{of_kms}` through S3, without an action of S3 on `{bucket}` that uses it");
                Some(Hit::new(site, message).help(format!("allow `{first}` on `{bucket}/*`, or remove this")))
            }
            _ => None,
        }
    }

    /// Whether the principal may do something with objects of the bucket.
    fn takes(&self, action: Action) -> bool {
        self.consumer.takes(&action.to_string(), &[&format!("{}/*", self.bucket.arn)])
    }

    /// Where the principal is allowed the action, in a statement that counts.
    fn site_of(&self, action: Action, resource: &str, counts: impl Fn(&Placed<'_>) -> bool) -> Option<Site> {
        let action = action.to_string();
        let mut statements = self.consumer.statements();
        let placed = statements.find(|placed| counts(placed) && allows(placed, &action, &[resource]))?;
        let mut texts = placed.actions().into_iter();
        texts.find(|(_, text)| wildcard::matches_ignoring_case(text, &action)).map(|(site, _)| site)
    }
}
