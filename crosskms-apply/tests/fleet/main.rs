//! A thousand grants from nothing to nothing, and the calls that this takes: no more than it must.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod counted;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use counted::{Call, Counted};
use crosskms::CrossAccountGrant;
use crosskms::arn::PrincipalKind;
use crosskms_apply::document::{BucketId, DocumentId};
use crosskms_apply::{EmbeddedCloud, IdentityPolicies, Journal, Plan, Purpose, Run, observe, plan, verify};

const ACCOUNTS: usize = 20;
const KEYS: usize = 100;
const SHARES: usize = 1_000;

/// Ten grants for each key and its bucket, each to a role of its own in another account.
fn grants() -> Vec<CrossAccountGrant> {
    let account = |number: usize| 111_100_000_000 + number % ACCOUNTS;
    let grant = |number: usize| {
        let (key, round) = (number % KEYS, number / KEYS);
        let (owner, consumer) = (account(key), account(key + 1 + round));
        CrossAccountGrant::builder()
            .name(format!("share-{number}"))
            .key(format!("arn:aws:kms:eu-west-1:{owner}:key/1234abcd-12ab-34cd-56ef-{key:012x}"))
            .bucket(format!("arn:aws:s3:::example-bucket-{key}"))
            .principal(format!("arn:aws:iam::{consumer}:role/reader-{number}"))
            .access("read_write")
            .build()
            .unwrap()
    };
    (0..SHARES).map(grant).collect()
}

/// Every document of the grants.
fn documents(grants: &[CrossAccountGrant]) -> BTreeSet<DocumentId> {
    let of_grant = |grant: &CrossAccountGrant| {
        let bucket = BucketId::of(grant).unwrap();
        let roles = grant.principals().iter().filter(|principal| principal.kind() == PrincipalKind::Role);
        let policies = roles.map(|role| DocumentId::IdentityPolicy {
            principal: role.clone(),
            name: grant.name().policy_name(),
        });
        let of_owner = [
            DocumentId::KeyPolicy(grant.key().clone()),
            DocumentId::BucketPolicy(bucket.clone()),
            DocumentId::BucketEncryption(bucket),
        ];
        policies.chain(of_owner).collect::<Vec<_>>()
    };
    grants.iter().flat_map(of_grant).collect()
}

async fn planned(cloud: &Counted, grants: &[CrossAccountGrant], purpose: Purpose) -> Plan {
    plan(grants, &observe(cloud, grants, IdentityPolicies::OfGrants).await.unwrap(), purpose).unwrap()
}

/// A run with its journal, and the calls that it makes: of each document a read, a write, a read.
async fn carried_out(cloud: &Counted, plan: &Plan, journal: &Journal) {
    cloud.taken();
    let run = journal.begin(plan).unwrap();
    let report = Run::of(plan).journal(&run).apply(cloud, |_| {}).await.unwrap();
    assert_eq!(report.written(), plan.changes.len());
    let calls = cloud.taken();
    let mut of_document: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for (document, call) in &calls {
        of_document.entry(document.clone()).or_default().push(*call);
    }
    for change in &plan.changes {
        let made = of_document.remove(&change.document.to_string());
        assert_eq!(made, Some(vec![Call::Read, Call::Write, Call::Read]), "{}", change.document);
    }
    assert!(of_document.is_empty(), "no call besides: {of_document:?}");
}

#[tokio::test]
async fn a_thousand_grants_go_all_the_way_and_back_with_the_fewest_calls() {
    let grants = grants();
    let before = EmbeddedCloud::for_grants(&grants).snapshot();
    let cloud = Counted::new(EmbeddedCloud::for_grants(&grants));
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::in_folder(folder.path());
    let documents = documents(&grants);
    assert_eq!(documents.len(), 3 * KEYS + SHARES);

    let apply_all = planned(&cloud, &grants, Purpose::Apply).await;
    assert_eq!(apply_all.changes.len(), documents.len());
    let calls = cloud.taken();
    let distinct: BTreeSet<_> = calls.iter().collect();
    assert_eq!(distinct.len(), calls.len(), "nothing is asked twice");
    // Where there is nothing yet, one list tells it of all policies of a role.
    let of_call = |wanted: Call| {
        let calls = calls.iter().filter(move |(_, call)| *call == wanted);
        calls.map(|(of, _)| of.clone()).collect::<BTreeSet<String>>()
    };
    let (policies, others): (BTreeSet<_>, BTreeSet<_>) =
        documents.iter().partition(|document| matches!(document, DocumentId::IdentityPolicy { .. }));
    assert_eq!(of_call(Call::Read), others.iter().map(ToString::to_string).collect());
    assert_eq!(of_call(Call::InlinePolicies), policies.iter().map(|one| one.arn().to_owned()).collect());
    assert_eq!(calls.len(), documents.len() + SHARES + 2 * KEYS, "and the settings of what changes");

    carried_out(&cloud, &apply_all, &journal).await;
    let nothing = planned(&cloud, &grants, Purpose::Apply).await;
    assert!(nothing.is_empty());
    let calls = cloud.taken();
    assert_eq!(calls.len(), documents.len(), "a plan with nothing to do reads each document once");
    assert!(calls.iter().all(|(_, call)| *call == Call::Read));

    let verification = verify(&cloud, &grants, Duration::ZERO).await.unwrap();
    assert!(verification.is_good());
    assert!(verification.requests.len() > SHARES);
    let calls = cloud.taken();
    let distinct: BTreeSet<_> = calls.iter().collect();
    assert_eq!(distinct.len(), calls.len(), "nothing is asked twice");

    let revoke_all = planned(&cloud, &grants, Purpose::Revoke).await;
    assert_eq!(revoke_all.changes.len(), 2 * KEYS + SHARES);
    carried_out(&cloud, &revoke_all, &journal).await;
    assert!(planned(&cloud, &grants, Purpose::Revoke).await.is_empty());
    let after = cloud.into_inner().snapshot();
    assert_eq!(after.principals, before.principals);
    let policies = |snapshot: &crosskms_apply::Snapshot| -> Vec<_> {
        let of_keys = snapshot.keys.values().map(|key| key.policy.text().to_owned());
        let of_buckets =
            snapshot.buckets.values().filter_map(|bucket| Some(bucket.policy.as_ref()?.text().to_owned()));
        of_keys.chain(of_buckets).collect()
    };
    assert_eq!(policies(&after), policies(&before));
}
