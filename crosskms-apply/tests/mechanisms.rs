//! KMS grants, managed policies and replicas on the embedded cloud: put in place, used, found adrift, and taken back.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::time::Duration;

use crosskms::action::kms;
use crosskms::arn::{BucketArn, PrincipalArn};
use crosskms::authorize::{Caller, Context, Decision, KmsGrant, Request};
use crosskms::policies::quota::ATTACHED_TO_ROLE;
use crosskms::{CrossAccountGrant, CrossAccountGrantBuilder};
use crosskms_apply::access::{Access, Denied, Via};
use crosskms_apply::cloud::Failure;
use crosskms_apply::document::{DocumentId, PolicyArn};
use crosskms_apply::plan::Reason;
use crosskms_apply::{
    Cloud as _, EmbeddedCloud, IdentityPolicies, Plan, Purpose, Snapshot, apply, observe, plan, verify,
};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const MRK: &str = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
const REPLICA: &str = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";
const OTHER_ROLE: &str = "arn:aws:iam::444455556666:role/etl/loader";
const USER: &str = "arn:aws:iam::777788889999:user/auditor";

fn of_key() -> CrossAccountGrantBuilder {
    CrossAccountGrant::builder().name("raw-events").key(KEY).principals([ROLE]).access("read_write")
}

fn of_bucket() -> CrossAccountGrantBuilder {
    of_key().bucket(BUCKET).via(["any"])
}

fn built(builder: CrossAccountGrantBuilder) -> Vec<CrossAccountGrant> {
    vec![builder.build().unwrap()]
}

async fn planned(cloud: &EmbeddedCloud, grants: &[CrossAccountGrant], purpose: Purpose) -> Plan {
    let snapshot = observe(cloud, grants, IdentityPolicies::OfGrants).await.unwrap();
    plan(grants, &snapshot, purpose).unwrap()
}

/// Applies what is planned, and says of which kinds it was.
async fn applied(cloud: &EmbeddedCloud, grants: &[CrossAccountGrant], purpose: Purpose) -> Vec<&'static str> {
    let plan = planned(cloud, grants, purpose).await;
    apply(cloud, &plan, |_, _| {}).await.unwrap();
    assert!(planned(cloud, grants, purpose).await.is_empty(), "a second run has nothing to do");
    plan.changes.iter().map(|change| change.document.kind()).collect()
}

async fn is_verified(cloud: &EmbeddedCloud, grants: &[CrossAccountGrant]) -> bool {
    verify(cloud, grants, Duration::ZERO).await.unwrap().is_good()
}

fn refused(grants: &[CrossAccountGrant], snapshot: &Snapshot) -> Vec<&'static str> {
    plan(grants, snapshot, Purpose::Apply).unwrap_err().0.iter().map(|refusal| refusal.check).collect()
}

fn kms_grants(key: &str) -> DocumentId {
    DocumentId::KmsGrants { key: key.parse().unwrap(), name: "crosskms-raw-events".to_owned() }
}

fn managed() -> PolicyArn {
    "arn:aws:iam::444455556666:policy/crosskms-raw-events".parse().unwrap()
}

#[tokio::test]
async fn a_kms_grant_opens_the_key_without_key_policy_and_identity_policy() {
    let grants = built(of_key().mechanism("kms_grant"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    let before = cloud.snapshot();
    assert!(!is_verified(&cloud, &grants).await);
    assert_eq!(applied(&cloud, &grants, Purpose::Apply).await, ["KMS grants"]);
    assert!(is_verified(&cloud, &grants).await);
    assert_eq!(
        cloud.snapshot().keys[&KEY.parse().unwrap()].policy,
        before.keys[&KEY.parse().unwrap()].policy
    );
    assert_eq!(applied(&cloud, &grants, Purpose::Revoke).await, ["KMS grants"]);
    assert_eq!(cloud.snapshot(), before);
}

#[tokio::test]
async fn a_kms_grant_for_a_bucket_is_for_this_bucket_alone() {
    let grants = built(of_bucket().mechanism("kms_grant"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    let (role, bucket): (PrincipalArn, BucketArn) = (ROLE.parse().unwrap(), BUCKET.parse().unwrap());
    let kinds = applied(&cloud, &grants, Purpose::Apply).await;
    assert_eq!(kinds, ["identity policy", "KMS grants", "bucket policy", "bucket encryption"]);
    assert!(is_verified(&cloud, &grants).await);
    let session = cloud.as_principal(&role);
    session.put_object(&bucket, "a", b"1").unwrap();
    assert_eq!(session.get_object(&bucket, "a").unwrap(), b"1");
    let elsewhere = Context::new().with("kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::another");
    let request =
        Request::new(Caller::from(role), "kms:Decrypt", KEY, "111122223333".parse().unwrap(), elsewhere);
    assert_eq!(cloud.snapshot().authorize(&request).decision, Decision::ImplicitDeny);
    let kinds = applied(&cloud, &grants, Purpose::Revoke).await;
    assert_eq!(kinds, ["bucket policy", "KMS grants", "identity policy"]);
    assert!(session.get_object(&bucket, "a").is_err());
}

#[tokio::test]
async fn kms_grants_that_drifted_are_told_apart_and_put_right() {
    let grants = built(of_key().principals([USER]).mechanism("kms_grant"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    applied(&cloud, &grants, Purpose::Apply).await;
    let wanted = cloud.read(&kms_grants(KEY)).await.unwrap().unwrap();
    let foreign = KmsGrant::new(USER, ["Decrypt"]);
    let deleted = "AROAEXAMPLEEXAMPLE01";
    for (drifted, reason) in [
        (wanted.replace(ROLE, deleted), Reason::KmsGrantOfDeleted { id: deleted.to_owned() }),
        (wanted.replace(ROLE, deleted), Reason::KmsGrantMissing { grantee: ROLE.to_owned() }),
        (
            wanted.replacen("GenerateDataKey", "Encrypt", 1),
            Reason::KmsGrantDiffers { grantee: ROLE.to_owned() },
        ),
        (
            wanted.replacen("[\n", &format!("[\n  {},\n", named(OTHER_ROLE)), 1),
            Reason::KmsGrantSuperfluous { grantee: OTHER_ROLE.to_owned() },
        ),
    ] {
        let mut snapshot = cloud.snapshot();
        snapshot.put(&kms_grants(KEY), Some(&drifted)).unwrap();
        // Without the name it is somebody else's.
        snapshot.keys.values_mut().for_each(|key| key.kms_grants.push(foreign.clone()));
        let adrift = EmbeddedCloud::new(snapshot);
        let plan = planned(&adrift, &grants, Purpose::Apply).await;
        assert_eq!(plan.changes.len(), 1);
        assert!(plan.changes[0].reasons.contains(&reason), "{:?}", plan.changes[0].reasons);
        apply(&adrift, &plan, |_, _| {}).await.unwrap();
        assert_eq!(adrift.read(&kms_grants(KEY)).await.unwrap().as_deref(), Some(wanted.as_str()));
        assert!(adrift.snapshot().keys[&KEY.parse().unwrap()].kms_grants.contains(&foreign));
    }
}

fn named(grantee: &str) -> String {
    format!(
        r#"{{"Name": "crosskms-raw-events", "GranteePrincipal": "{grantee}", "Operations": ["Decrypt"]}}"#
    )
}

#[tokio::test]
async fn the_embedded_cloud_makes_no_kms_grant_that_kms_would_not_make() {
    let grants = built(of_key().mechanism("kms_grant"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    let refusal = async |cloud: &EmbeddedCloud, text: &str| {
        cloud.write(&kms_grants(KEY), &format!("[{text}]")).await.unwrap_err().failure.to_string()
    };
    for (text, said) in [
        (named("arn:aws:iam::444455556666:role/misspelled"), "valid principal"),
        (named("AROAEXAMPLEEXAMPLE01"), "valid principal"),
        (named("arn:aws:iam::444455556666:root"), "valid principal"),
        (named(ROLE).replace("Decrypt", "PutKeyPolicy"), "PutKeyPolicy"),
        (named(ROLE).replace("Decrypt", "Sign"), "Sign"),
        (named(ROLE).replace("crosskms-raw-events", "another"), "is not the name"),
    ] {
        let refusal = refusal(&cloud, &text).await;
        assert!(refusal.contains(said), "{refusal}");
    }
    let mut disabled = cloud.snapshot();
    disabled
        .keys
        .values_mut()
        .for_each(|key| "Disabled".clone_into(&mut key.description.as_mut().unwrap().state));
    assert_eq!(refused(&grants, &disabled), ["key-not-grantable"]);
    assert!(refusal(&EmbeddedCloud::new(disabled), &named(ROLE)).await.contains("KMSInvalidState"));
    let mut signing = cloud.snapshot();
    for description in signing.keys.values_mut().filter_map(|key| key.description.as_mut()) {
        (description.spec, description.usage) = ("RSA_2048".to_owned(), "SIGN_VERIFY".to_owned());
    }
    assert_eq!(refused(&grants, &signing), ["key-not-grantable"]);
}

#[tokio::test]
async fn a_statement_of_before_goes_when_a_kms_grant_takes_its_place() {
    let by_policy = built(of_key());
    let cloud = EmbeddedCloud::for_grants(&by_policy);
    let before = cloud.snapshot();
    applied(&cloud, &by_policy, Purpose::Apply).await;
    let by_kms_grant = built(of_key().mechanism("kms_grant"));
    let plan = planned(&cloud, &by_kms_grant, Purpose::Apply).await;
    let reasons: Vec<_> =
        plan.changes.iter().map(|change| (change.document.kind(), &change.reasons[0])).collect();
    assert_eq!(
        reasons,
        [
            ("identity policy", &Reason::PolicyNotNeeded),
            ("KMS grants", &Reason::KmsGrantMissing { grantee: ROLE.to_owned() }),
            ("key policy", &Reason::StatementSuperfluous { sid: "CrosskmsRawEventsKeyUse".to_owned() }),
        ]
    );
    applied(&cloud, &by_kms_grant, Purpose::Apply).await;
    assert!(is_verified(&cloud, &by_kms_grant).await);
    applied(&cloud, &by_kms_grant, Purpose::Revoke).await;
    assert_eq!(cloud.snapshot(), before);
}

#[tokio::test]
async fn a_managed_policy_is_one_in_each_account_and_attached_to_all_principals() {
    let grants = built(of_bucket().principals([OTHER_ROLE, USER, "555566667777"]).identity_policy("managed"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    let before = cloud.snapshot();
    let kinds = applied(&cloud, &grants, Purpose::Apply).await;
    let expected =
        [["managed policy"; 3], ["attachment"; 3], ["key policy", "bucket policy", "bucket encryption"]];
    assert_eq!(kinds, expected.concat());
    assert!(is_verified(&cloud, &grants).await);
    let kinds = applied(&cloud, &grants, Purpose::Revoke).await;
    let expected = [
        ["bucket policy", "key policy", "attachment"].as_slice(),
        &["attachment"; 2],
        &["managed policy"; 3],
    ];
    assert_eq!(kinds, expected.concat());
    assert_eq!(cloud.snapshot().principals, before.principals);
    assert_eq!(cloud.snapshot().managed_policies, before.managed_policies);
}

#[tokio::test]
async fn who_can_sees_kms_grants_and_attached_policies() {
    for builder in [of_key().mechanism("kms_grant"), of_key().identity_policy("managed")] {
        let grants = built(builder);
        let cloud = EmbeddedCloud::for_grants(&grants);
        applied(&cloud, &grants, Purpose::Apply).await;
        let snapshot = cloud.snapshot();
        let access = Access::of(&snapshot);
        let key = access.asked(KEY).unwrap();
        let callers = access.who_can(&[kms::Decrypt], &key, &Via::Direct, Denied::LeftOut);
        let callers: Vec<String> = callers.map(|answer| answer.caller.to_string()).collect();
        assert!(callers.contains(&ROLE.to_owned()), "{callers:?}");
    }
}

#[tokio::test]
async fn a_detached_policy_is_attached_again_and_a_changed_one_put_right() {
    let grants = built(of_bucket().identity_policy("managed"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    applied(&cloud, &grants, Purpose::Apply).await;
    let attachment = DocumentId::PolicyAttachment { principal: ROLE.parse().unwrap(), policy: managed() };
    cloud.delete(&attachment).await.unwrap();
    assert!(!is_verified(&cloud, &grants).await);
    let plan = planned(&cloud, &grants, Purpose::Apply).await;
    assert_eq!(plan.changes[0].reasons, [Reason::PolicyNotAttached]);
    apply(&cloud, &plan, |_, _| {}).await.unwrap();
    let document = DocumentId::ManagedPolicy(managed());
    let text = cloud.read(&document).await.unwrap().unwrap();
    cloud.write(&document, &text.replace("kms:Decrypt", "kms:Encrypt")).await.unwrap();
    assert!(!is_verified(&cloud, &grants).await);
    assert_eq!(applied(&cloud, &grants, Purpose::Apply).await, ["managed policy"]);
    assert!(is_verified(&cloud, &grants).await);
}

#[tokio::test]
async fn an_inline_policy_of_before_goes_once_the_managed_one_is_attached() {
    let inline = built(of_key());
    let cloud = EmbeddedCloud::for_grants(&inline);
    applied(&cloud, &inline, Purpose::Apply).await;
    let kinds = applied(&cloud, &built(of_key().identity_policy("managed")), Purpose::Apply).await;
    assert_eq!(kinds, ["managed policy", "attachment", "identity policy"]);
    assert!(is_verified(&cloud, &built(of_key().identity_policy("managed"))).await);
}

#[tokio::test]
async fn iams_quotas_of_managed_policies_are_kept() {
    let grants = built(of_key().identity_policy("managed"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    let role: PrincipalArn = ROLE.parse().unwrap();
    let attachment =
        |policy: &PolicyArn| DocumentId::PolicyAttachment { principal: role.clone(), policy: policy.clone() };
    let missing = cloud.write(&attachment(&managed()), "{}").await.unwrap_err();
    assert!(matches!(missing.failure, Failure::NotFound(_)), "{missing}");
    for number in 0..ATTACHED_TO_ROLE.default {
        let policy = PolicyArn::beside(&role, &format!("other-{number}"));
        let text = grants[0].policies().identity_policy().to_string();
        cloud.write(&DocumentId::ManagedPolicy(policy.clone()), &text).await.unwrap();
        cloud.write(&attachment(&policy), "{}").await.unwrap();
    }
    let snapshot = observe(&cloud, &grants, IdentityPolicies::OfGrants).await.unwrap();
    let warnings = plan(&grants, &snapshot, Purpose::Apply).unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.contains("21 managed policies attached")), "{warnings:?}");
    let text = grants[0].policies().identity_policy().to_string();
    cloud.write(&DocumentId::ManagedPolicy(managed()), &text).await.unwrap();
    let one_more = cloud.write(&attachment(&managed()), "{}").await.unwrap_err();
    assert!(matches!(one_more.failure, Failure::LimitExceeded(_)), "{one_more}");
    let first = PolicyArn::beside(&role, "other-0");
    let attached = cloud.delete(&DocumentId::ManagedPolicy(first.clone())).await.unwrap_err();
    assert!(attached.failure.to_string().contains("DeleteConflict"), "{attached}");
    cloud.delete(&attachment(&first)).await.unwrap();
    cloud.delete(&DocumentId::ManagedPolicy(first)).await.unwrap();
    let long = text.replace("kms:Decrypt", &"x".repeat(6_144));
    let too_long = cloud.write(&DocumentId::ManagedPolicy(managed()), &long).await.unwrap_err();
    assert!(matches!(too_long.failure, Failure::LimitExceeded(_)), "{too_long}");
}

#[tokio::test]
async fn replicas_carry_the_statement_and_lose_it_again() {
    let grants = built(of_key().key(MRK).replicas(["us-east-1"]).via(["dynamodb"]));
    let cloud = EmbeddedCloud::for_grants(&grants);
    let before = cloud.snapshot();
    assert_eq!(before.keys.len(), 2);
    let kinds = applied(&cloud, &grants, Purpose::Apply).await;
    assert_eq!(kinds, ["identity policy", "key policy", "key policy"]);
    assert!(is_verified(&cloud, &grants).await);
    let of_replica = cloud.snapshot().keys[&REPLICA.parse().unwrap()].policy.text().to_owned();
    assert!(of_replica.contains("dynamodb.us-east-1.amazonaws.com"), "{of_replica}");
    applied(&cloud, &grants, Purpose::Revoke).await;
    assert_eq!(cloud.snapshot(), before);
    let mut without_replica = before;
    without_replica.keys.remove(&REPLICA.parse().unwrap());
    assert_eq!(refused(&grants, &without_replica), ["key-not-found"]);
}

#[tokio::test]
async fn kms_grants_are_made_on_every_replica() {
    let grants = built(of_key().key(MRK).replicas(["us-east-1"]).mechanism("kms_grant"));
    let cloud = EmbeddedCloud::for_grants(&grants);
    assert_eq!(applied(&cloud, &grants, Purpose::Apply).await, ["KMS grants", "KMS grants"]);
    assert!(is_verified(&cloud, &grants).await);
    assert_eq!(cloud.read(&kms_grants(MRK)).await.unwrap(), cloud.read(&kms_grants(REPLICA)).await.unwrap());
}

#[test]
fn a_snapshot_with_kms_grants_and_managed_policies_is_a_file() {
    let role: PrincipalArn = ROLE.parse().unwrap();
    let mut snapshot = EmbeddedCloud::for_grants(&built(of_key())).snapshot();
    let text = built(of_key())[0].policies().identity_policy().to_string();
    snapshot.put(&DocumentId::ManagedPolicy(managed()), Some(&text)).unwrap();
    snapshot.put(&DocumentId::PolicyAttachment { principal: role, policy: managed() }, Some("{}")).unwrap();
    snapshot.put(&kms_grants(KEY), Some(&format!("[{}]", named(ROLE)))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("accounts.json");
    snapshot.write(&path).unwrap();
    assert_eq!(Snapshot::read(&path).unwrap(), snapshot);
}
