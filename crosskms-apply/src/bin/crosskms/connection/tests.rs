//! What is written to a snapshot file, and what is not.

use std::fs;
use std::path::PathBuf;

use crosskms::CrossAccountGrant;
use crosskms_apply::{Cloud, EmbeddedCloud, Snapshot};
use tempfile::TempDir;

use super::Connection;
use crate::exit::Exit;
use crate::failure::CommandError;

/// A snapshot file, and a connection that read it.
fn connected() -> (TempDir, PathBuf, Connection) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("accounts.json");
    let grant = CrossAccountGrant::builder()
        .name("raw-events")
        .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .bucket("arn:aws:s3:::example-raw-events")
        .principal("arn:aws:iam::444455556666:role/analytics")
        .access("read")
        .build()
        .unwrap();
    EmbeddedCloud::for_grants([&grant]).snapshot().write(&file).unwrap();
    let before = Box::new(Snapshot::read(&file).unwrap());
    let cloud = EmbeddedCloud::new((*before).clone());
    (folder, file.clone(), Connection::Embedded { cloud, file, before })
}

/// Writes a bucket policy, as a run does.
async fn write(connection: &Connection) {
    let Connection::Embedded { cloud, before, .. } = connection else { panic!("not embedded") };
    let (arn, bucket) = before.buckets.iter().next().unwrap();
    let id = crosskms_apply::document::BucketId {
        arn: arn.clone(),
        owner: bucket.account,
        region: bucket.region.clone(),
    };
    let document = crosskms_apply::document::DocumentId::BucketPolicy(id);
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*",
        "Resource":"arn:aws:s3:::example-raw-events/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}"#;
    cloud.write(&document, policy).await.unwrap();
}

#[tokio::test]
async fn a_run_that_changed_nothing_writes_nothing() {
    let (_folder, file, connection) = connected();
    fs::write(&file, "of another run").unwrap();
    connection.keep(Ok(())).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "of another run");
}

#[tokio::test]
async fn what_a_run_wrote_is_kept_also_when_it_failed() {
    let (_folder, file, connection) = connected();
    write(&connection).await;
    let failed = connection.keep::<()>(Err(CommandError::Usage("stopped".to_owned()))).unwrap_err();
    assert_eq!(failed.to_string(), "stopped");
    assert!(Snapshot::read(&file).unwrap().buckets.values().all(|bucket| bucket.policy.is_some()));
}

#[tokio::test]
async fn the_work_of_another_run_is_not_overwritten() {
    let (_folder, file, connection) = connected();
    write(&connection).await;
    Snapshot::default().write(&file).unwrap();
    let refused = connection.keep(Ok(())).unwrap_err();
    assert_eq!(refused.exit(), Exit::Refused);
    assert!(refused.to_string().contains("has changed since it was read"), "{refused}");
    assert_eq!(Snapshot::read(&file).unwrap(), Snapshot::default());

    let both = connection.keep::<()>(Err(CommandError::Usage("stopped".to_owned()))).unwrap_err();
    assert!(both.to_string().starts_with("stopped\n"), "{both}");
    assert_eq!(both.exit(), Exit::InvalidInput, "the run's own failure counts");
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_stays_a_link() {
    let (folder, file, _) = connected();
    let link = folder.path().join("link.json");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    Snapshot::default().write(&link).unwrap();
    assert!(link.is_symlink());
    assert_eq!(Snapshot::read(&file).unwrap(), Snapshot::default());
}
