//! Writing plans while others write too.

use crosskms::CrossAccountGrant;

use super::{ApplyError, Outcome, apply};
use crate::cloud::Cloud;
use crate::cloud::embedded::EmbeddedCloud;
use crate::document::{BucketId, DocumentId};
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
async fn a_document_that_has_moved_is_left_alone() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud, Purpose::Apply).await;
    cloud.write(&bucket_policy(), THEIRS).await.unwrap();
    match apply(&cloud, &plan, |_, _| {}).await {
        Err(ApplyError::Stale { document, written }) => assert_eq!((document, written), (bucket_policy(), 2)),
        other => panic!("{other:?}"),
    }
    assert_eq!(cloud.read(&bucket_policy()).await.unwrap().as_deref(), Some(THEIRS));
}

#[tokio::test]
async fn a_second_run_finishes_the_work_of_one_that_stopped() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let stopped = planned(&cloud, Purpose::Apply).await;
    cloud.write(&bucket_policy(), THEIRS).await.unwrap();
    assert!(apply(&cloud, &stopped, |_, _| {}).await.is_err());
    let rest = planned(&cloud, Purpose::Apply).await;
    assert_eq!(rest.changes.len(), 2);
    assert_eq!(done(&cloud, &rest).await, [Outcome::Written; 2]);
    assert!(planned(&cloud, Purpose::Apply).await.is_empty());
    let policy = cloud.read(&bucket_policy()).await.unwrap().unwrap();
    assert!(policy.contains(THEIRS.split_once("Statement\":").unwrap().1.trim_end_matches('}')), "{policy}");
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
