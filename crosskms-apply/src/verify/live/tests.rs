//! Live verification in the embedded cloud, which enforces every request.

use std::sync::Mutex;
use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalArn};
use tokio_util::sync::CancellationToken;

use super::{Answer, By, Live, verify_live};
use crate::apply::apply;
use crate::cloud::embedded::{EmbeddedCloud, Session};
use crate::cloud::{ActAs, Actor, Cloud, CloudError, Deleted, DryRun, Failure, ObjectId, Stored};
use crate::document::{BucketId, DocumentId};
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Purpose, plan};
use crate::snapshot::Snapshot;
use crate::verify::VerifyOutcome;

const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn grant(access: &str) -> CrossAccountGrant {
    let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).bucket("arn:aws:s3:::example");
    builder.principal(ROLE).prefixes(["raw/"]).access(access).build().unwrap()
}

fn direct() -> CrossAccountGrant {
    let builder = CrossAccountGrant::builder().name("direct").key(KEY).principal(ROLE);
    builder.allow(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]).build().unwrap()
}

async fn applied(grants: &[CrossAccountGrant]) -> EmbeddedCloud {
    let cloud = EmbeddedCloud::for_grants(grants);
    let snapshot = observe(&cloud, grants, IdentityPolicies::OfGrants).await.unwrap();
    apply(&cloud, &plan(grants, &snapshot, Purpose::Apply).unwrap(), |_, _| {}).await.unwrap();
    cloud
}

async fn verified(cloud: &impl ActAs, grants: &[CrossAccountGrant]) -> Live {
    verify_live(cloud, grants, Duration::ZERO, &CancellationToken::new()).await
}

/// What was asked and what came, in short.
fn said(live: &Live) -> Vec<String> {
    let by = |by| if by == By::Owner { " by the owner" } else { "" };
    live.checks.iter().map(|c| format!("{}{} {}", c.call, by(c.by), c.answer.as_str())).collect()
}

/// The objects that are left, as the owner lists them.
async fn left(cloud: &EmbeddedCloud) -> Vec<String> {
    let bucket = BucketId::of(&grant("read")).unwrap();
    cloud.act_as_owner(&bucket).await.unwrap().list_objects(&bucket.arn, "").unwrap()
}

fn inline(name: &str) -> DocumentId {
    DocumentId::IdentityPolicy { principal: ROLE.parse().unwrap(), name: name.to_owned() }
}

#[tokio::test]
async fn a_grant_in_place_is_confirmed_and_nothing_is_left() {
    let grants = [grant("read_write")];
    let cloud = applied(&grants).await;
    let live = verified(&cloud, &grants).await;
    assert_eq!(
        said(&live),
        [
            "kms:Decrypt denied_as_meant",
            "kms:GenerateDataKey denied_as_meant",
            "s3:PutObject confirmed",
            "s3:GetObject confirmed",
        ]
    );
    assert!(live.checks[2].target.starts_with("s3://example/raw/crosskms-canary-"), "{live:?}");
    assert_eq!(live.outcome(), VerifyOutcome::AsGranted);
    assert_eq!(left(&cloud).await, [""; 0]);
}

#[tokio::test]
async fn every_replica_is_asked_in_its_region() {
    let builder = CrossAccountGrant::builder().name("raw-events").access("read").via(["any"]);
    let builder = builder.key("arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    let builder = builder.principal("arn:aws:iam::444455556666:role/analytics").replicas(["us-east-1"]);
    let grants = [builder.build().unwrap()];
    let live = verified(&applied(&grants).await, &grants).await;
    assert_eq!(said(&live), ["kms:Decrypt confirmed"; 2]);
    let regions = ["eu-west-1", "us-east-1"].map(|region| format!("arn:aws:kms:{region}:"));
    assert!(
        live.checks.iter().zip(regions).all(|(check, region)| check.target.starts_with(&region)),
        "{live:?}"
    );
}

#[tokio::test]
async fn who_may_only_read_reads_what_the_owner_wrote() {
    let grants = [grant("read")];
    let cloud = applied(&grants).await;
    let live = verified(&cloud, &grants).await;
    let of_objects = ["s3:PutObject by the owner confirmed", "s3:GetObject confirmed"];
    assert_eq!(said(&live)[1..], of_objects);
    assert_eq!(left(&cloud).await, [""; 0]);
}

#[tokio::test]
async fn a_principal_that_is_denied_is_found_and_the_canary_is_deleted() {
    let grants = [grant("read_write")];
    let cloud = applied(&grants).await;
    let deny =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}}"#;
    cloud.write(&inline("no-decrypt"), deny).await.unwrap();
    let live = verified(&cloud, &grants).await;
    assert_eq!(said(&live)[2..], ["s3:PutObject confirmed", "s3:GetObject failed"]);
    assert!(live.checks[3].answer.to_string().contains("a policy denies"), "{live:?}");
    assert!(
        live.checks[3].help().unwrap().contains("crosskms explain s3:GetObject s3://example/raw/crosskms")
    );
    assert_eq!(live.outcome(), VerifyOutcome::NotAsGranted);
    assert_eq!(left(&cloud).await, [""; 0]);
}

#[tokio::test]
async fn a_bucket_that_encrypts_under_another_key_is_wrong() {
    let grants = [grant("read_write")];
    let mut snapshot = applied(&grants).await.snapshot();
    let plain = r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}"#;
    snapshot.buckets.values_mut().for_each(|bucket| bucket.encryption = plain.parse().unwrap());
    let live = verified(&EmbeddedCloud::new(snapshot), &grants).await;
    assert_eq!(said(&live)[2..], ["s3:PutObject wrong", "s3:GetObject wrong"]);
    assert_eq!(
        live.checks[2].answer.to_string(),
        format!("the object is encrypted by `AES256`, not under the grant's key `{KEY}`")
    );
}

#[tokio::test]
async fn a_call_without_s3_between_is_asked_where_a_grant_allows_it() {
    let grants = [grant("read_write"), direct()];
    let cloud = applied(&grants).await;
    let live = verified(&cloud, &grants).await;
    assert_eq!(
        said(&live),
        [
            "s3:PutObject confirmed",
            "s3:GetObject confirmed",
            "kms:Decrypt confirmed",
            "kms:DescribeKey not_asked",
            "kms:GenerateDataKey confirmed",
        ]
    );
    // Of the first grant alone, the second one's access is more than was granted.
    let live = verified(&cloud, &grants[..1]).await;
    assert_eq!(said(&live)[..2], ["kms:Decrypt wider", "kms:GenerateDataKey wider"]);
    assert_eq!(live.outcome(), VerifyOutcome::AsGranted);
}

#[tokio::test]
async fn a_principal_that_nobody_can_act_as_is_unknown() {
    let grants = [grant("read_write")];
    let cloud = EmbeddedCloud::new(Snapshot::default());
    let live = verified(&cloud, &grants).await;
    assert_eq!(said(&live), ["sts:AssumeRole unknown"]);
    let help = live.checks[0].help().unwrap();
    assert!(help.contains(r#"as."arn:aws:iam::444455556666:role/analytics" = { profile"#), "{help}");
    assert_eq!(live.outcome(), VerifyOutcome::Undecided);
}

#[tokio::test]
async fn a_denial_under_conditions_is_unknown() {
    let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).bucket("arn:aws:s3:::example");
    let builder = builder.principal(ROLE).access("read_write");
    let grants = [builder.condition("IpAddress", "aws:SourceIp", ["203.0.113.0/24"]).build().unwrap()];
    let cloud = applied(&grants).await;
    let live = verified(&cloud, &grants).await;
    let upload = live.checks.iter().find(|check| check.call == "s3:PutObject").unwrap();
    assert!(matches!(&upload.answer, Answer::Unknown(why) if why.contains("aws:SourceIp")), "{live:?}");
    assert_eq!(left(&cloud).await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_denial_is_asked_again_while_there_is_patience() {
    let grants = [grant("read_write")];
    let cloud = EmbeddedCloud::for_grants(&grants);
    let snapshot = observe(&cloud, &grants, IdentityPolicies::OfGrants).await.unwrap();
    let plan = plan(&grants, &snapshot, Purpose::Apply).unwrap();
    let late = async {
        tokio::time::sleep(Duration::from_secs(20)).await;
        apply(&cloud, &plan, |_, _| {}).await.unwrap();
    };
    let stop = CancellationToken::new();
    let (live, ()) = tokio::join!(verify_live(&cloud, &grants, Duration::from_secs(60), &stop), late);
    assert_eq!(said(&live)[2..], ["s3:PutObject confirmed", "s3:GetObject confirmed"]);
}

/// The embedded cloud, with faults.
struct Faulty<'c> {
    cloud: &'c EmbeddedCloud,
    faults: Faults,
    stop: CancellationToken,
    deletions: Mutex<Vec<String>>,
}

#[derive(Default, Clone, Copy)]
struct Faults {
    /// An upload has its effect, but no answer comes.
    upload_unanswered: bool,
    /// Ctrl-C comes during the upload.
    stopped_by_upload: bool,
    download_unanswered: bool,
    deletion_denied: bool,
    versions: bool,
}

struct FaultySession<'f> {
    of: &'f Faulty<'f>,
    session: Session<'f>,
}

impl Faulty<'_> {
    fn unanswered(call: &'static str) -> CloudError {
        let failure = Failure::Unreachable("timeout".to_owned());
        CloudError { call, target: String::new(), account: "111122223333".parse().unwrap(), failure }
    }
}

impl ActAs for Faulty<'_> {
    type Actor<'c>
        = FaultySession<'c>
    where
        Self: 'c;

    async fn act_as(&self, principal: &PrincipalArn) -> Result<FaultySession<'_>, CloudError> {
        Ok(FaultySession { of: self, session: self.cloud.act_as(principal).await? })
    }

    async fn act_as_owner(&self, bucket: &BucketId) -> Result<FaultySession<'_>, CloudError> {
        Ok(FaultySession { of: self, session: self.cloud.act_as_owner(bucket).await? })
    }
}

impl Actor for FaultySession<'_> {
    async fn put_object(&self, object: &ObjectId, body: &[u8]) -> Result<Stored, CloudError> {
        let faults = self.of.faults;
        let stored = Actor::put_object(&self.session, object, body).await?;
        if faults.stopped_by_upload {
            self.of.stop.cancel();
        }
        if faults.upload_unanswered {
            return Err(Faulty::unanswered("s3:PutObject"));
        }
        Ok(Stored { version: faults.versions.then(|| "v1".to_owned()), ..stored })
    }

    async fn get_object(&self, object: &ObjectId) -> Result<(Vec<u8>, Stored), CloudError> {
        if self.of.faults.download_unanswered {
            return Err(Faulty::unanswered("s3:GetObject"));
        }
        Actor::get_object(&self.session, object).await
    }

    async fn delete_object(&self, object: &ObjectId, version: Option<&str>) -> Result<Deleted, CloudError> {
        self.of.deletions.lock().unwrap().push(version.unwrap_or_default().to_owned());
        if self.of.faults.deletion_denied {
            let failure = Failure::AccessDenied("no".to_owned());
            return Err(CloudError { failure, ..Faulty::unanswered("s3:DeleteObject") });
        }
        let deleted = Actor::delete_object(&self.session, object, version).await?;
        Ok(if self.of.faults.versions && version.is_none() { Deleted::Marked } else { deleted })
    }

    async fn dry_run(&self, call: DryRun, key: &KeyArn, s3_arn: Option<&str>) -> Result<(), CloudError> {
        Actor::dry_run(&self.session, call, key, s3_arn).await
    }
}

/// What is found under faults, the versions that were deleted, and the objects that are left.
async fn under(faults: Faults) -> (Live, Vec<String>, Vec<String>) {
    let grants = [grant("read_write")];
    let cloud = applied(&grants).await;
    let stop = CancellationToken::new();
    let faulty = Faulty { cloud: &cloud, faults, stop: stop.clone(), deletions: Mutex::default() };
    let live = verify_live(&faulty, &grants, Duration::ZERO, &stop).await;
    let deletions = faulty.deletions.lock().unwrap().clone();
    (live, deletions, left(&cloud).await)
}

#[tokio::test]
async fn the_canary_is_deleted_whatever_comes_between() {
    for faults in [
        Faults { upload_unanswered: true, ..Faults::default() },
        Faults { stopped_by_upload: true, ..Faults::default() },
        Faults { download_unanswered: true, ..Faults::default() },
        Faults { stopped_by_upload: true, upload_unanswered: true, ..Faults::default() },
    ] {
        let (live, _, left) = under(faults).await;
        assert_eq!(left, [""; 0], "{live:?}");
        assert!(live.left_behind.is_empty(), "{live:?}");
        assert_eq!(live.outcome(), VerifyOutcome::Undecided);
        assert_eq!(live.stopped, faults.stopped_by_upload);
    }
}

#[tokio::test]
async fn a_canary_that_cannot_be_deleted_is_named() {
    let (live, deletions, left) = under(Faults { deletion_denied: true, ..Faults::default() }).await;
    let [still_there] = live.left_behind.as_slice() else { panic!("{live:?}") };
    assert_eq!(left, [still_there.object.key.as_str()]);
    assert!(still_there.why.contains("access denied"), "{live:?}");
    assert_eq!(deletions.len(), 2, "the owner tried, then the principal");
}

#[tokio::test]
async fn in_a_bucket_with_versions_the_version_is_deleted() {
    let (live, deletions, _) = under(Faults { versions: true, ..Faults::default() }).await;
    assert_eq!(deletions, ["v1"]);
    assert!(live.left_behind.is_empty());

    // Which version it was, only the answer would have told.
    let faults = Faults { versions: true, upload_unanswered: true, ..Faults::default() };
    let (live, ..) = under(faults).await;
    assert!(live.left_behind[0].why.contains("keeps versions"), "{live:?}");
}
