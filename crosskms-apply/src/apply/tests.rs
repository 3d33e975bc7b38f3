//! Writing plans while others write too.

use std::time::Duration;

use crosskms::CrossAccountGrant;

use tokio_util::sync::CancellationToken;

use super::{ChangeError, Event, Outcome, Run, apply};
use crate::cloud::Cloud;
use crate::cloud::embedded::EmbeddedCloud;
use crate::document::{BucketId, DocumentId};
use crate::journal::Journal;
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Plan, Purpose, plan};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const THEIRS: &str = r#"{"Version":"2012-10-17","Statement":{"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}"#;

fn grants() -> [CrossAccountGrant; 1] {
    let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).bucket("arn:aws:s3:::example");
    [builder.principal("arn:aws:iam::444455556666:role/analytics").access("read_write").build().unwrap()]
}

fn bucket_policy() -> DocumentId {
    DocumentId::BucketPolicy(BucketId::of(&grants()[0]).unwrap())
}

async fn planned(cloud: &EmbeddedCloud, purpose: Purpose) -> Plan {
    let snapshot = observe(cloud, &grants(), IdentityPolicies::OfGrants).await.unwrap();
    plan(&grants(), &snapshot, purpose).unwrap()
}

async fn done(cloud: &EmbeddedCloud, plan: &Plan) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    apply(cloud, plan, |_, outcome| outcomes.push(outcome)).await.unwrap();
    outcomes
}

#[tokio::test]
async fn a_change_is_merged_into_what_others_wrote_since_the_plan() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    cloud.write(&bucket_policy(), THEIRS).await.unwrap();
    let outcomes = done(&cloud, &plan).await;
    assert_eq!(outcomes, [Outcome::Written, Outcome::Written, Outcome::Merged, Outcome::Written]);
    let policy = cloud.read(&bucket_policy()).await.unwrap().unwrap();
    assert!(policy.contains(THEIRS.split_once("Statement\":").unwrap().1.trim_end_matches('}')), "{policy}");
    assert!(planned(&cloud, Purpose::Apply).await.is_empty());
}

#[tokio::test]
async fn a_statement_of_ours_that_somebody_edits_in_between_is_left_alone() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    let theirs = THEIRS.replace("Theirs", "CrosskmsRawEventsObjects");
    cloud.write(&bucket_policy(), &theirs).await.unwrap();
    let error = apply(&cloud, &plan, |_, _| {}).await.unwrap_err();
    let failures: Vec<_> = error.report().failures().collect();
    assert!(matches!(failures.as_slice(), [(_, ChangeError::Moved)]), "{error}");
    let outcomes = error.report().outcomes();
    assert_eq!(outcomes, [Some(Outcome::Written), Some(Outcome::Written), None, None], "{error}");
    assert_eq!(cloud.read(&bucket_policy()).await.unwrap().unwrap(), theirs);
    let text = error.to_string();
    assert!(text.contains("the bucket policy of arn:aws:s3:::example: it has changed"), "{text}");
    assert!(text.contains("2 of 4 documents were written, the rest was not touched"), "{text}");

    let rest = planned(&cloud, Purpose::Apply).await;
    assert_eq!(done(&cloud, &rest).await, [Outcome::Written; 2], "a second run finishes the work");
}

#[tokio::test]
async fn a_default_encryption_that_somebody_else_sets_in_between_is_left_alone() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    let id = DocumentId::BucketEncryption(BucketId::of(&grants()[0]).unwrap());
    let theirs = r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms:dsse"}}]}"#;
    cloud.write(&id, theirs).await.unwrap();
    let error = apply(&cloud, &plan, |_, _| {}).await.unwrap_err();
    assert!(matches!(error.report().failures().next(), Some((_, ChangeError::Moved))), "{error}");
}

#[tokio::test]
async fn what_does_not_depend_on_a_failure_is_written_all_the_same() {
    let other = "arn:aws:kms:eu-west-1:111122223333:key/0000abcd-12ab-34cd-56ef-1234567890ab";
    let builder = CrossAccountGrant::builder().name("other").key(other).bucket("arn:aws:s3:::other");
    let builder = builder.principal("arn:aws:iam::444455556666:role/other").access("read");
    let both = [grants()[0].clone(), builder.build().unwrap()];
    let cloud = EmbeddedCloud::for_grants(&both);
    let snapshot = observe(&cloud, &both, IdentityPolicies::OfGrants).await.unwrap();
    let plan = plan(&both, &snapshot, Purpose::Apply).unwrap();
    let theirs = THEIRS.replace("Theirs", "CrosskmsRawEventsObjects");
    cloud.write(&bucket_policy(), &theirs).await.unwrap();
    let mut skipped = Vec::new();
    let error = Run::of(&plan)
        .apply(&cloud, |event| {
            if let Event::Skipped { change } = event {
                skipped.push(change.document.clone());
            }
        })
        .await
        .unwrap_err();
    assert_eq!(error.report().written(), 6, "{error}");
    assert_eq!(skipped, [DocumentId::BucketEncryption(BucketId::of(&both[0]).unwrap())]);
}

#[tokio::test]
async fn a_run_that_is_stopped_begins_no_other_write() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    let stop = CancellationToken::new();
    let run = Run::of(&plan).stop(stop.clone());
    let error = run
        .apply(&cloud, |event| {
            if let Event::Done { .. } = event {
                stop.cancel();
            }
        })
        .await
        .unwrap_err();
    assert!(error.is_stopped());
    assert_eq!(error.report().written(), 1, "{error}");
    assert_eq!(planned(&cloud, Purpose::Apply).await.changes.len(), 3);
}

#[tokio::test]
async fn applying_a_plan_twice_writes_once() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    assert_eq!(done(&cloud, &plan).await, [Outcome::Written; 4]);
    assert_eq!(done(&cloud, &plan).await, [Outcome::AlreadyThere; 4]);
}

#[tokio::test]
async fn a_foreign_edit_after_apply_survives_revoke() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let before = cloud.snapshot();
    done(&cloud, &planned(&cloud, Purpose::Apply).await).await;
    let ours = cloud.read(&bucket_policy()).await.unwrap().unwrap();
    let theirs = r#""Statement": [ {"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"s3:PutBucketAcl","Resource":"*"},"#;
    cloud.write(&bucket_policy(), &ours.replacen("\"Statement\": [", theirs, 1)).await.unwrap();
    assert!(planned(&cloud, Purpose::Apply).await.is_empty(), "a statement of others is no drift");

    done(&cloud, &planned(&cloud, Purpose::Revoke).await).await;
    let left = cloud.read(&bucket_policy()).await.unwrap().unwrap();
    assert!(left.contains("s3:PutBucketAcl") && !left.contains("Crosskms"), "{left}");
    let after = cloud.snapshot();
    assert_eq!((after.keys, after.principals), (before.keys, before.principals));
    assert!(planned(&cloud, Purpose::Revoke).await.is_empty());
}

#[tokio::test]
async fn two_runs_with_one_journal_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::in_folder(folder.path());
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    let (first, second) = (journal.begin(&plan).unwrap(), journal.begin(&plan).unwrap());
    let held = first.lock(&bucket_policy(), || {}).await.unwrap();
    let waited = tokio::time::timeout(Duration::from_millis(200), second.lock(&bucket_policy(), || {})).await;
    assert!(waited.is_err(), "the first one holds it");
    drop(held);
    let waited = tokio::time::timeout(Duration::from_secs(5), second.lock(&bucket_policy(), || {})).await;
    assert!(waited.is_ok(), "the first one has let go");
}

#[tokio::test(start_paused = true)]
async fn whoever_does_not_wait_for_writes_to_show_merges_all_the_same() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    let theirs = r#"{"Version":"2012-10-17","Statement":{"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"s3:PutBucketAcl","Resource":"arn:aws:s3:::example"}}"#;
    cloud.write(&bucket_policy(), theirs).await.unwrap();
    let report = Run::of(&plan).patience(Duration::ZERO).apply(&cloud, |_| {}).await.unwrap();
    assert!(report.outcomes().contains(&Some(Outcome::Merged)), "{report:?}");
    assert!(cloud.read(&bucket_policy()).await.unwrap().unwrap().contains("Theirs"));
}

#[tokio::test(start_paused = true)]
async fn what_another_run_of_the_journal_wrote_is_not_doubted() {
    let named = |name: &str, access: &str| {
        let builder = CrossAccountGrant::builder()
            .name(name)
            .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        [builder.principal("arn:aws:iam::444455556666:role/analytics").access(access).build().unwrap()]
    };
    let both = [named("raw-events", "read"), named("reports", "read")].concat();
    let cloud = EmbeddedCloud::for_grants(&both);
    apply(&cloud, &plan(&both, &cloud.snapshot(), Purpose::Apply).unwrap(), |_, _| {}).await.unwrap();
    let changed = |name: &str| plan(&named(name, "read_write"), &cloud.snapshot(), Purpose::Apply).unwrap();
    let plans = [changed("raw-events"), changed("reports")];

    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::in_folder(folder.path());
    let runs = [journal.begin(&plans[0]).unwrap(), journal.begin(&plans[1]).unwrap()];
    let started = tokio::time::Instant::now();
    for (plan, run) in plans.iter().zip(&runs) {
        Run::of(plan).journal(run).apply(&cloud, |_| {}).await.unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    let both = [named("raw-events", "read_write"), named("reports", "read_write")].concat();
    assert!(plan(&both, &cloud.snapshot(), Purpose::Apply).unwrap().is_empty());

    // Without the journal that tells, the statement that is no more could be one that a reader does not show yet.
    let cloud = EmbeddedCloud::for_grants(&both);
    apply(&cloud, &plan(&both, &cloud.snapshot(), Purpose::Apply).unwrap(), |_, _| {}).await.unwrap();
    let changed = |name: &str| plan(&named(name, "read"), &cloud.snapshot(), Purpose::Apply).unwrap();
    let plans = [changed("raw-events"), changed("reports")];
    let started = tokio::time::Instant::now();
    for plan in &plans {
        Run::of(plan).apply(&cloud, |_| {}).await.unwrap();
    }
    assert!(started.elapsed() >= Duration::from_secs(60), "{:?}", started.elapsed());
}
