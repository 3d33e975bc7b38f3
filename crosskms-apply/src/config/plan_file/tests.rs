//! Plan files that are whole, stale, edited and of another time.

use std::fs;

use tempfile::TempDir;

use super::{PlanFile, PlanFileError};
use crate::EmbeddedCloud;
use crate::cloud::Cloud;
use crate::document::{BucketId, DocumentId};
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Plan, Purpose, plan};

use crosskms::CrossAccountGrant;

const THEIRS: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"s3:PutBucketAcl","Resource":"arn:aws:s3:::example"}]}"#;

fn grants() -> Vec<CrossAccountGrant> {
    let builder = CrossAccountGrant::builder()
        .name("raw-events")
        .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .bucket("arn:aws:s3:::example")
        .condition("IpAddress", "aws:SourceIp", ["192.0.2.0/24"]);
    vec![builder.principal("arn:aws:iam::444455556666:role/analytics").access("read_write").build().unwrap()]
}

async fn planned(cloud: &EmbeddedCloud) -> Plan {
    let snapshot = observe(cloud, &grants(), IdentityPolicies::OfGrants).await.unwrap();
    plan(&grants(), &snapshot, Purpose::Apply).unwrap()
}

fn read(text: &str) -> Result<PlanFile, PlanFileError> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("plan.json");
    fs::write(&file, text).unwrap();
    PlanFile::read(&file)
}

fn written(plan: &Plan) -> String {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("plan.json");
    PlanFile::write(&file, plan, &grants()).unwrap();
    fs::read_to_string(file).unwrap()
}

#[tokio::test]
async fn a_plan_is_read_as_it_was_made() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud).await;
    let saved = read(&written(&plan)).unwrap();
    assert_eq!((&saved.plan, saved.grants.as_slice()), (&plan, grants().as_slice()));
    assert!(saved.moved(&plan).is_empty());
}

#[tokio::test]
async fn what_has_moved_since_is_told() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let saved = read(&written(&planned(&cloud).await)).unwrap();
    let bucket = BucketId::of(&grants()[0]).unwrap();
    cloud.write(&DocumentId::BucketPolicy(bucket.clone()), THEIRS).await.unwrap();
    assert_eq!(
        saved.moved(&planned(&cloud).await),
        ["the bucket policy of arn:aws:s3:::example has changed"]
    );
}

#[tokio::test]
async fn a_plan_that_was_applied_in_part_may_be_finished() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let plan = planned(&cloud).await;
    let saved = read(&written(&plan)).unwrap();
    let first = &plan.changes[0];
    cloud.write(&first.document, first.after.as_deref().unwrap()).await.unwrap();
    assert!(saved.moved(&planned(&cloud).await).is_empty());
}

#[tokio::test]
async fn a_document_that_drifted_meanwhile_is_told_too() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let all = planned(&cloud).await;
    let some = Plan::of(Purpose::Apply, all.changes[..3].to_vec());
    let saved = read(&written(&some)).unwrap();
    assert_eq!(
        saved.moved(&all),
        ["the bucket encryption of arn:aws:s3:::example would have to change as well"]
    );
}

#[tokio::test]
async fn a_plan_that_was_edited_cut_off_or_is_garbage_is_not_relied_upon() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let text = written(&planned(&cloud).await);
    let edits = [
        text.replacen("kms:Decrypt", "kms:Encrypt", 1),
        text.replace("kms:Decrypt", "kms:*"),
        text.replace("\"key policy\"", "\"lock policy\""),
        text.replace("\"plan\": 1", "\"plan\": true"),
        text.replace("\"purpose\": \"apply\"", "\"purpose\": \"revoke\""),
        text.replace("444455556666", "4444"),
        text.chars().take(text.len() / 2).collect(),
        String::new(),
        "[]".to_owned(),
    ];
    for edited in edits {
        assert_ne!(edited, text);
        let error = read(&edited).unwrap_err();
        assert!(matches!(error, PlanFileError::Malformed { .. } | PlanFileError::Grants(_)), "{error:?}");
        assert!(error.help().unwrap().contains("crosskms plan --out"));
    }
    let error = read(&text.replace("\"plan\": 1", "\"plan\": 2")).unwrap_err();
    assert!(error.to_string().contains("has version 2, and this crosskms reads versions up to 1"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_plan_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("plan.json");
    PlanFile::write(&file, &Plan::of(Purpose::Apply, Vec::new()), &grants()).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}
