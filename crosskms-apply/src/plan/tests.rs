//! Plans over snapshots: what is written, what is left alone, what is refused.

use crosskms::CrossAccountGrant;
use crosskms::policy::{Policy, PolicyDocument};

use super::{Plan, Purpose, Reason, plan};
use crate::cloud::embedded::EmbeddedCloud;
use crate::document::{BucketId, DocumentId};
use crate::snapshot::Snapshot;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER_KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn grant(name: &str) -> CrossAccountGrant {
    with_key(name, KEY)
}

fn with_key(name: &str, key: &str) -> CrossAccountGrant {
    let builder = CrossAccountGrant::builder().name(name).key(key).bucket(BUCKET).principal(ROLE);
    builder.access("read_write").build().unwrap()
}

fn fresh(grants: &[CrossAccountGrant]) -> Snapshot {
    EmbeddedCloud::for_grants(grants).snapshot()
}

fn key_id() -> DocumentId {
    DocumentId::KeyPolicy(KEY.parse().unwrap())
}

fn applied(mut snapshot: Snapshot, plan: &Plan) -> Snapshot {
    for change in &plan.changes {
        snapshot.put(&change.document, change.after.as_deref()).unwrap();
    }
    snapshot
}

fn refused(grants: &[CrossAccountGrant], snapshot: &Snapshot) -> Vec<&'static str> {
    plan(grants, snapshot, Purpose::Apply).unwrap_err().0.iter().map(|refusal| refusal.check).collect()
}

#[test]
fn documents_are_written_in_safe_order_and_taken_back_in_reverse() {
    let grants = [grant("raw-events")];
    let snapshot = fresh(&grants);
    let apply = plan(&grants, &snapshot, Purpose::Apply).unwrap();
    let kinds = |plan: &Plan| plan.changes.iter().map(|change| change.document.kind()).collect::<Vec<_>>();
    assert_eq!(kinds(&apply), ["identity policy", "key policy", "bucket policy", "bucket encryption"]);

    let after = applied(snapshot, &apply);
    assert!(plan(&grants, &after, Purpose::Apply).unwrap().is_empty());
    let revoke = plan(&grants, &after, Purpose::Revoke).unwrap();
    assert_eq!(kinds(&revoke), ["bucket policy", "key policy", "identity policy"]);
}

#[test]
fn revoke_leaves_every_policy_as_it_was_to_the_byte() {
    let grants = [grant("raw-events")];
    let mut snapshot = fresh(&grants);
    snapshot.put(&key_id(), Some(FOREIGN)).unwrap();
    let bucket = DocumentId::BucketPolicy(BucketId::of(&grants[0]).unwrap());
    snapshot.put(&bucket, Some(LONE_STATEMENT)).unwrap();
    let after = applied(snapshot.clone(), &plan(&grants, &snapshot, Purpose::Apply).unwrap());
    assert_ne!(after, snapshot);
    let back = applied(after.clone(), &plan(&grants, &after, Purpose::Revoke).unwrap());
    assert_eq!(back.document(&key_id()).unwrap(), FOREIGN);
    assert_eq!(back.document(&bucket).unwrap(), LONE_STATEMENT);
    assert_eq!(back.principals, snapshot.principals);
}

#[test]
fn several_grants_on_one_key_are_one_change() {
    let grants = [grant("raw-events"), grant("raw-events-too")];
    let plan = plan(&grants, &fresh(&grants), Purpose::Apply).unwrap();
    let key = plan.changes.iter().find(|change| change.document == key_id()).unwrap();
    assert_eq!(key.grants, ["raw-events", "raw-events-too"]);
    assert_eq!(key.reasons.len(), 2);
    assert_eq!(plan.changes.len(), 5);
}

#[test]
fn drift_is_named() {
    let grants = [grant("raw-events")];
    let snapshot = fresh(&grants);
    let after = applied(snapshot.clone(), &plan(&grants, &snapshot, Purpose::Apply).unwrap());
    let sid = || "CrosskmsRawEventsKeyUse".to_owned();
    let text = after.document(&key_id()).unwrap();
    for (edited, reason) in [
        (
            text.replace("kms:GenerateDataKey", "kms:Encrypt"),
            Reason::StatementDiffers { sid: sid(), elements: vec!["Action".to_owned()] },
        ),
        (
            text.replace("RawEventsKeyUse", "RawEventsKeyUse2"),
            Reason::StatementRenamed { sid: sid(), found: format!("{}2", sid()) },
        ),
    ] {
        let mut drifted = after.clone();
        drifted.put(&key_id(), Some(&edited)).unwrap();
        let plan = plan(&grants, &drifted, Purpose::Apply).unwrap();
        assert_eq!(plan.changes.len(), 1);
        assert!(plan.changes[0].reasons.contains(&reason), "{:?}", plan.changes[0].reasons);
        assert_eq!(plan.changes[0].after.as_deref().unwrap().parse::<Policy>(), text.parse());
    }
}

#[test]
fn a_respelled_statement_is_no_drift() {
    let grants = [grant("raw-events")];
    let snapshot = fresh(&grants);
    let after = applied(snapshot.clone(), &plan(&grants, &snapshot, Purpose::Apply).unwrap());
    let respelled = after.document(&key_id()).unwrap().replace("kms:Decrypt", "KMS:decrypt");
    let mut read_back = after.clone();
    read_back.put(&key_id(), Some(&respelled)).unwrap();
    assert!(plan(&grants, &read_back, Purpose::Apply).unwrap().is_empty());
}

#[test]
fn access_shows_who_gains_what() {
    let grants = [grant("raw-events")];
    let plan = plan(&grants, &fresh(&grants), Purpose::Apply).unwrap();
    let gained: Vec<_> = plan.access.iter().map(|access| access.action.as_str()).collect();
    for action in ["kms:Decrypt", "kms:GenerateDataKey", "s3:GetObject", "s3:PutObject", "s3:ListBucket"] {
        assert!(gained.contains(&action), "{action} in {gained:?}");
    }
    assert!(plan.access.iter().all(|access| access.after.as_str() == "allowed"));
}

#[test]
fn what_may_not_be_applied_is_refused() {
    let grants = [grant("raw-events")];
    let mut without_role = fresh(&grants);
    without_role.principals.clear();
    assert_eq!(refused(&grants, &without_role), ["principal-not-found"]);

    let mut elsewhere = fresh(&grants);
    elsewhere.buckets.values_mut().for_each(|bucket| bucket.region = "eu-west-2".parse().unwrap());
    assert_eq!(refused(&grants, &elsewhere), ["region-mismatch"]);

    let mut signing = fresh(&grants);
    signing
        .keys
        .values_mut()
        .for_each(|key| "SIGN_VERIFY".clone_into(&mut key.description.as_mut().unwrap().usage));
    assert_eq!(refused(&grants, &signing), ["wrong-key-spec"]);

    let mut nearly_full = fresh(&grants);
    let padding = FOREIGN.replace("Padding", &"x".repeat(32_000));
    nearly_full.put(&key_id(), Some(&padding)).unwrap();
    assert_eq!(refused(&grants, &nearly_full), ["quota"]);
}

#[test]
fn grants_that_contradict_each_other_are_refused() {
    let two_keys = [grant("a"), with_key("b", OTHER_KEY)];
    assert_eq!(refused(&two_keys, &fresh(&two_keys)), ["conflicting-encryption"]);
    let one_sid = [grant("a1"), grant("a-1")];
    assert_eq!(refused(&one_sid, &fresh(&one_sid)), ["shared-name"]);
}

#[test]
fn revoking_the_last_statement_of_a_key_is_refused() {
    let grants = [grant("raw-events")];
    let mut snapshot = fresh(&grants);
    let ours = Policy::new(grants[0].policies().key_policy_statement().to_vec()).to_string();
    snapshot.put(&key_id(), Some(&ours)).unwrap();
    let refusals = plan(&grants, &snapshot, Purpose::Revoke).unwrap_err();
    assert_eq!(refusals.0[0].check, "lock-out");
}

#[test]
fn revoke_works_when_the_role_is_gone() {
    let grants = [grant("raw-events")];
    let snapshot = fresh(&grants);
    let mut after = applied(snapshot.clone(), &plan(&grants, &snapshot, Purpose::Apply).unwrap());
    after.principals.clear();
    assert_eq!(plan(&grants, &after, Purpose::Revoke).unwrap().changes.len(), 2);
}

#[test]
fn a_kms_grant_that_comes_back_is_no_drift() {
    let grantee = ROLE.to_owned();
    assert!(!Reason::KmsGrantMadeAnew { grantee: grantee.clone() }.is_drift());
    assert!(Reason::KmsGrantDiffers { grantee }.is_drift());
}

#[test]
fn a_second_statement_under_a_sid_of_ours_is_drift() {
    let grants = [grant("raw-events")];
    let snapshot = fresh(&grants);
    let mut after = applied(snapshot.clone(), &plan(&grants, &snapshot, Purpose::Apply).unwrap());
    let text = after.document(&key_id()).unwrap();
    let wide = format!(
        r#""Statement": [ {{"Sid":"CrosskmsRawEventsKeyUse","Effect":"Allow","Principal":{{"AWS":"{ROLE}"}},"Action":"kms:*","Resource":"*"}},"#
    );
    after.put(&key_id(), Some(&text.replacen("\"Statement\": [", &wide, 1))).unwrap();
    let plan = plan(&grants, &after, Purpose::Apply).unwrap();
    assert_eq!(plan.changes.len(), 1);
    let left = plan.changes[0].after.as_deref().unwrap().parse::<Policy>().unwrap();
    let ours: Vec<_> =
        left.statements.iter().filter(|s| s.sid.as_deref() == Some("CrosskmsRawEventsKeyUse")).collect();
    assert_eq!((left.statements.len(), ours.len()), (2, 1), "{left}");
    assert!(ours[0].means_the_same_as(&grants[0].policies().key_policy_statement()[0]), "{left}");
}

#[test]
fn revoke_takes_back_what_is_there_when_the_rest_is_gone() {
    let grants = [grant("raw-events")];
    let snapshot = fresh(&grants);
    let mut after = applied(snapshot.clone(), &plan(&grants, &snapshot, Purpose::Apply).unwrap());
    after.buckets.clear();
    let revoke = plan(&grants, &after, Purpose::Revoke).unwrap();
    let kinds: Vec<_> = revoke.changes.iter().map(|change| change.document.kind()).collect();
    assert_eq!(kinds, ["key policy", "identity policy"]);
    assert_eq!(refused(&grants, &after), ["bucket-not-found"]);
    after.keys.clear();
    assert_eq!(plan(&grants, &after, Purpose::Revoke).unwrap().changes.len(), 1);
}

#[test]
fn inline_policies_of_one_user_count_together() {
    let of_user = |name: &str| {
        let builder = CrossAccountGrant::builder().name(name).key(KEY).bucket(BUCKET);
        builder.principal("arn:aws:iam::444455556666:user/bob").access("read_write").build().unwrap()
    };
    let grants = [of_user("one"), of_user("two"), of_user("three"), of_user("four"), of_user("five")];
    assert_eq!(refused(&grants, &fresh(&grants)), ["quota"]);
    assert!(plan(&grants[..1], &fresh(&grants), Purpose::Apply).is_ok());
}

#[test]
fn a_policy_variable_needs_the_version_that_knows_variables() {
    let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).principal(ROLE).access("read");
    let variable = ["${aws:PrincipalTag/other}"];
    let grants = [builder.condition("StringNotEquals", "aws:PrincipalTag/team", variable).build().unwrap()];
    let mut snapshot = fresh(&grants);
    assert!(plan(&grants, &snapshot, Purpose::Apply).is_ok());
    let old = snapshot.document(&key_id()).unwrap().replace("2012-10-17", "2008-10-17");
    snapshot.put(&key_id(), Some(&old)).unwrap();
    assert_eq!(refused(&grants, &snapshot), ["policy-version"]);
}

#[test]
fn a_grant_that_became_smaller_shows_who_loses_what() {
    let wide = [grant("raw-events")];
    let snapshot = fresh(&wide);
    let after = applied(snapshot.clone(), &plan(&wide, &snapshot, Purpose::Apply).unwrap());
    let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).bucket(BUCKET).principal(ROLE);
    let narrow = [builder.access("read").build().unwrap()];
    let plan = plan(&narrow, &after, Purpose::Apply).unwrap();
    let lost: Vec<_> = plan.access.iter().map(|a| (a.action.as_str(), a.after.as_str())).collect();
    for action in ["kms:GenerateDataKey", "s3:PutObject", "s3:AbortMultipartUpload"] {
        assert!(lost.contains(&(action, "implicit_deny")), "{action} in {lost:?}");
    }
}

#[test]
fn a_thousand_grants_are_planned_together() {
    let grants: Vec<CrossAccountGrant> = (0..1_000)
        .map(|n| {
            let key = KEY.replace("1234abcd", &format!("{:08x}", n % 100));
            let role = format!("arn:aws:iam::{}:role/role-{n}", 444_455_556_600_u64 + n % 20);
            let bucket = format!("arn:aws:s3:::example-{}", n % 100);
            let builder = CrossAccountGrant::builder().name(format!("grant-{n}")).key(key).bucket(bucket);
            builder.principal(role).access("read_write").build().unwrap()
        })
        .collect();
    let snapshot = fresh(&grants);
    let plan = plan(&grants, &snapshot, Purpose::Apply).unwrap();
    assert_eq!(plan.changes.len(), 1_000 + 3 * 100);
    assert_eq!(
        plan.access.len(),
        1_000 * plan.access.iter().filter(|a| a.principal.ends_with("role-0")).count()
    );
}

#[test]
fn the_foreign_documents_of_these_tests_are_policies() {
    assert!(PolicyDocument::parse(FOREIGN).is_ok());
    assert!(PolicyDocument::parse(LONE_STATEMENT).is_ok());
}

const FOREIGN: &str = r#"{
  "Version" : "2012-10-17",
  "Id" : "key-consolepolicy-3",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : { "AWS" : "111122223333" },
    "Action" : "kms:*",
    "Resource" : "*"
  }, {
    "Sid" : "Zugriff für Prüfer",
    "Effect" : "Deny",
    "NotPrincipal" : { "AWS" : [ "arn:aws:iam::111122223333:root" ] },
    "NotAction" : [ "kms:Describe*" ],
    "Resource" : "Padding",
    "Condition" : { "NumericLessThan" : { "aws:MultiFactorAuthAge" : 1.50 }, "Bool" : { "aws:SecureTransport" : false } }
  } ]
}"#;

const LONE_STATEMENT: &str = r#"{"Statement": {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::example-raw-events"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}"#;
