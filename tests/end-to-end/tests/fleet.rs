//! Many shares on a server, from nothing to nothing, and how many requests that takes.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeMap;
use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms_apply::{AwsCloud, IdentityPolicies, Plan, Purpose, apply, observe, plan, verify};
use crosskms_end_to_end::{Account, LocalAws};

/// Shares, and keys with a bucket each: two shares for each key.
const SHARES: usize = 30;
const KEYS: usize = 15;

/// Grants over keys, buckets and roles that are just made, in three accounts that are owner and consumer at once.
fn grants(accounts: &[Account<'_>; 3]) -> Vec<CrossAccountGrant> {
    let owners = || accounts.iter().cycle();
    let pairs: Vec<_> =
        owners().take(KEYS).map(|owner| (owner.create_key(), owner.create_bucket())).collect();
    let shares = pairs.iter().cycle().zip(owners().skip(1)).take(SHARES);
    let shares = shares.enumerate().map(|(number, ((key, bucket), consumer))| {
        let role = consumer.create_role();
        assert_ne!(role.account(), key.account());
        let builder = CrossAccountGrant::builder().name(format!("share-{number}")).key(key.as_str());
        let builder = builder.bucket(bucket.arn.as_str()).principal(role.as_str());
        builder.access("read_write").build().unwrap()
    });
    shares.collect()
}

async fn planned(cloud: &AwsCloud, grants: &[CrossAccountGrant], purpose: Purpose) -> Plan {
    plan(grants, &observe(cloud, grants, IdentityPolicies::OfGrants).await.unwrap(), purpose).unwrap()
}

/// How many requests of each service were sent since `before`, which becomes now.
fn since(aws: &LocalAws, before: &mut BTreeMap<String, usize>) -> [usize; 3] {
    let now = aws.requests();
    let sent = |service| {
        let number = |at: &BTreeMap<String, usize>| at.get(service).copied().unwrap_or_default();
        number(&now) - number(before)
    };
    let sent = ["kms", "s3", "iam"].map(sent);
    *before = now;
    sent
}

#[tokio::test]
async fn a_fleet_takes_no_request_more_than_it_must() {
    let aws = LocalAws::start();
    let accounts = ["111122223333", "444455556666", "777788889999"].map(|id| aws.account(id));
    let grants = grants(&accounts);
    let cloud = aws.cloud(&accounts);
    let mut before = aws.requests();

    let apply_all = planned(&cloud, &grants, Purpose::Apply).await;
    assert_eq!(apply_all.changes.len(), 3 * KEYS + SHARES);
    // Of each key its policy and its settings; of each bucket policy, encryption, and who owns what others write into
    // it; of each role the policy that is not there, and then whether the role is.
    assert_eq!(since(&aws, &mut before), [2 * KEYS, 3 * KEYS, 2 * SHARES]);

    apply(&cloud, &apply_all, |_, _| {}).await.unwrap();
    // Each document is read right before it is written, written, and read until it shows.
    assert_eq!(since(&aws, &mut before), [3 * KEYS, 2 * 3 * KEYS, 3 * SHARES]);

    assert!(planned(&cloud, &grants, Purpose::Apply).await.is_empty());
    // Each document once.
    assert_eq!(since(&aws, &mut before), [KEYS, 2 * KEYS, SHARES]);

    assert!(verify(&cloud, &grants, Duration::ZERO).await.unwrap().drift.is_empty());
    since(&aws, &mut before);

    let revoke_all = planned(&cloud, &grants, Purpose::Revoke).await;
    assert_eq!(revoke_all.changes.len(), 2 * KEYS + SHARES);
    apply(&cloud, &revoke_all, |_, _| {}).await.unwrap();
    let [kms, s3, iam] = since(&aws, &mut before);
    assert_eq!([kms, s3, iam], [4 * KEYS, 5 * KEYS, 4 * SHARES]);
    assert!(planned(&cloud, &grants, Purpose::Revoke).await.is_empty());
}
