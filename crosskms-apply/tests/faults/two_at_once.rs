//! Two runs on one key at the same time, their calls interleaved in every way.
//!
//! Each of both reads, writes and reads again. One can only undo the other where it had read before the other wrote,
//! and writes after the other has read what it wrote; that cannot be seen by either. Runs with one journal wait for
//! each other, and even this does not happen.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalArn, Region};
use crosskms::authorize::KmsGrant;
use crosskms_apply::apply::{ApplyError, Report, Run};
use crosskms_apply::cloud::{
    Cloud, CloudError, KeyDescription, NextStep, ObjectOwnership, PrincipalDescription, PublicAccessBlock,
};
use crosskms_apply::document::{BucketId, DocumentId, PolicyArn, PolicyVersion};
use crosskms_apply::{EmbeddedCloud, IdentityPolicies, Journal, Plan, Purpose, observe, plan};

use tokio::sync::{Notify, Semaphore};

/// How many calls are put in order; after them one run ends, then the other.
const CALLS: u32 = 9;

#[tokio::test(start_paused = true)]
async fn two_applies() {
    let tally = every_order([Purpose::Apply, Purpose::Apply], None).await;
    println!("two applies on one key: {tally:?}");
    assert!(tally.lost_in_the_window > 0, "{tally:?}");
}

#[tokio::test(start_paused = true)]
async fn an_apply_and_a_revoke() {
    let tally = every_order([Purpose::Apply, Purpose::Revoke], None).await;
    println!("an apply and a revoke on one key: {tally:?}");
}

#[tokio::test(start_paused = true)]
async fn runs_with_one_journal() {
    let folder = crate::case::folder();
    let tally = every_order([Purpose::Apply, Purpose::Apply], Some(folder.path())).await;
    println!("two applies on one key with one journal: {tally:?}");
    assert_eq!((tally.both, tally.lost_in_the_window), (tally.orders, 0));
}

#[derive(Debug, Default)]
struct Tally {
    orders: usize,
    /// Both runs came true.
    both: usize,
    /// One of both said that it did not.
    told: usize,
    /// One undid the other, unseen by both.
    lost_in_the_window: usize,
}

async fn every_order(purposes: [Purpose; 2], journal: Option<&Path>) -> Tally {
    let mut tally = Tally::default();
    // The journal is slow, and its order is the same again and again.
    let step = if journal.is_some() { 5 } else { 1 };
    for order in (0..1_u32 << CALLS).step_by(step) {
        let turns: VecDeque<usize> = (0..CALLS).map(|call| usize::from(order >> call & 1 == 1)).collect();
        tally.orders += 1;
        let grants = ["first", "second"].map(grant);
        let cloud = EmbeddedCloud::for_grants(&grants);
        for (grant, purpose) in grants.iter().zip(purposes) {
            if purpose == Purpose::Revoke {
                let plan = planned(&cloud, grant, Purpose::Apply).await;
                Run::of(&plan).apply(&cloud, |_| {}).await.unwrap();
            }
        }
        let plans =
            [planned(&cloud, &grants[0], purposes[0]).await, planned(&cloud, &grants[1], purposes[1]).await];
        let (results, calls) = interleaved(&cloud, &plans, turns, journal).await;

        let mut lost = Vec::new();
        for (index, (grant, purpose)) in grants.iter().zip(purposes).enumerate() {
            if !planned(&cloud, grant, purpose).await.is_empty() {
                lost.push(index);
            }
        }
        match lost.as_slice() {
            [] => tally.both += 1,
            [lost] if results[*lost].is_err() => tally.told += 1,
            [lost] => {
                assert!(is_in_the_window(&calls, *lost), "{calls:?}: run {lost} was undone in silence");
                tally.lost_in_the_window += 1;
            }
            _ => panic!("{calls:?}: both were undone"),
        }
        for index in lost {
            let again = planned(&cloud, &grants[index], purposes[index]).await;
            Run::of(&again).apply(&cloud, |_| {}).await.unwrap();
        }
        for (grant, purpose) in grants.iter().zip(purposes) {
            assert!(planned(&cloud, grant, purpose).await.is_empty(), "{calls:?}: a second run converges");
        }
    }
    tally
}

/// A grant on one key, to an account as a whole: it has no other document.
fn grant(name: &str) -> CrossAccountGrant {
    let builder = CrossAccountGrant::builder().name(name).principal("arn:aws:iam::444455556666:root");
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    builder.key(key).allow(["kms:Decrypt"]).build().unwrap()
}

async fn planned(cloud: &EmbeddedCloud, grant: &CrossAccountGrant, purpose: Purpose) -> Plan {
    let grants = [grant.clone()];
    let snapshot = observe(cloud, &grants, IdentityPolicies::OfGrants).await.unwrap();
    plan(&grants, &snapshot, purpose).unwrap()
}

/// Whether the other run wrote over what this one wrote and had already read again, having read before that.
fn is_in_the_window(calls: &[(usize, &str)], lost: usize) -> bool {
    let last_of_lost = calls.iter().rposition(|(run, _)| *run == lost).unwrap();
    let written = calls.iter().rposition(|call| *call == (lost, "write")).unwrap();
    let overwritten = calls.iter().rposition(|call| *call == (1 - lost, "write")).unwrap();
    let read = calls[..overwritten].iter().rposition(|call| *call == (1 - lost, "read")).unwrap();
    read < written && last_of_lost < overwritten
}

type Ended = Result<Report, ApplyError>;

/// Lets the runs make their calls in this order.
async fn interleaved(
    cloud: &EmbeddedCloud,
    plans: &[Plan; 2],
    turns: VecDeque<usize>,
    journal: Option<&Path>,
) -> ([Ended; 2], Vec<(usize, &'static str)>) {
    let calls = Mutex::new(Vec::new());
    let line = |run| Line { cloud, run, calls: &calls, turns: Semaphore::new(0), waits: Notify::new() };
    let lines = [line(0), line(1)];
    let journals =
        [0, 1].map(|run| journal.map(|folder| Journal::in_folder(folder).begin(&plans[run]).unwrap()));
    let runs = [0, 1].map(|run| match &journals[run] {
        Some(journal) => Run::of(&plans[run]).journal(journal),
        None => Run::of(&plans[run]),
    });
    let mut running: [Pin<Box<dyn Future<Output = Ended> + '_>>; 2] =
        [Box::pin(runs[0].apply(&lines[0], |_| {})), Box::pin(runs[1].apply(&lines[1], |_| {}))];
    let mut ended: [Option<Ended>; 2] = [None, None];
    let rest = [0, 1, 0, 1].into_iter().flat_map(|run| std::iter::repeat_n(run, 50));
    // Each comes to its first call, and then makes one at each of its turns.
    let first = [(0, 0), (1, 0)].into_iter();
    for (run, calls) in first.chain(turns.into_iter().chain(rest).map(|run| (run, 1))) {
        if ended[run].is_some() {
            continue;
        }
        lines[run].turns.add_permits(calls);
        tokio::select! {
            biased;
            result = &mut running[run] => ended[run] = Some(result),
            () = lines[run].waits.notified() => {}
            // It waits until the other one releases the document.
            () = tokio::time::sleep(Duration::from_secs(10)) => { lines[run].turns.forget_permits(calls); }
        }
    }
    drop(running);
    let ended = ended.map(|ended| ended.expect("a run ends"));
    (ended, calls.into_inner().unwrap())
}

/// A cloud on which a run makes a call when it is its turn.
struct Line<'c> {
    cloud: &'c EmbeddedCloud,
    run: usize,
    calls: &'c Mutex<Vec<(usize, &'static str)>>,
    turns: Semaphore,
    waits: Notify,
}

impl Line<'_> {
    async fn turn(&self, call: &'static str) {
        self.waits.notify_one();
        self.turns.acquire().await.unwrap().forget();
        self.calls.lock().unwrap().push((self.run, call));
    }
}

impl Cloud for Line<'_> {
    async fn read(&self, document: &DocumentId) -> Result<Option<String>, CloudError> {
        self.turn("read").await;
        self.cloud.read(document).await
    }

    async fn write(&self, document: &DocumentId, text: &str) -> Result<(), CloudError> {
        self.turn("write").await;
        self.cloud.write(document, text).await
    }

    async fn delete(&self, document: &DocumentId) -> Result<(), CloudError> {
        self.turn("delete").await;
        self.cloud.delete(document).await
    }

    async fn versions_in_the_way(
        &self,
        policy: &PolicyArn,
        of: NextStep,
    ) -> Result<Vec<PolicyVersion>, CloudError> {
        self.cloud.versions_in_the_way(policy, of).await
    }

    async fn delete_version(&self, policy: &PolicyArn, id: &str) -> Result<(), CloudError> {
        self.cloud.delete_version(policy, id).await
    }

    async fn describe_key(&self, key: &KeyArn) -> Result<KeyDescription, CloudError> {
        self.cloud.describe_key(key).await
    }

    async fn bucket_region(&self, bucket: &BucketId) -> Result<Region, CloudError> {
        self.cloud.bucket_region(bucket).await
    }

    async fn object_ownership(&self, bucket: &BucketId) -> Result<ObjectOwnership, CloudError> {
        self.cloud.object_ownership(bucket).await
    }

    async fn public_access_block(&self, bucket: &BucketId) -> Result<PublicAccessBlock, CloudError> {
        self.cloud.public_access_block(bucket).await
    }

    async fn describe_principal(&self, principal: &PrincipalArn) -> Result<PrincipalDescription, CloudError> {
        self.cloud.describe_principal(principal).await
    }

    async fn kms_grants(&self, key: &KeyArn) -> Result<Vec<KmsGrant>, CloudError> {
        self.cloud.kms_grants(key).await
    }

    async fn attached_policies(&self, principal: &PrincipalArn) -> Result<BTreeSet<String>, CloudError> {
        self.cloud.attached_policies(principal).await
    }

    async fn inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.cloud.inline_policies(principal).await
    }

    async fn identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.cloud.identity_policies(principal).await
    }

    async fn boundary_policy(
        &self,
        principal: &PrincipalArn,
        boundary: &str,
    ) -> Result<Option<String>, CloudError> {
        self.cloud.boundary_policy(principal, boundary).await
    }
}
