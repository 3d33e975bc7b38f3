//! Every kind of drift, told apart.

use crosskms::CrossAccountGrant;

use crate::cloud::embedded::EmbeddedCloud;
use crate::document::{BucketId, DocumentId};
use crate::plan::{Purpose, Reason, plan};
use crate::snapshot::Snapshot;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SID: &str = "CrosskmsRawEventsKeyUse";

fn grants() -> [CrossAccountGrant; 1] {
    let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).bucket("arn:aws:s3:::example");
    [builder.principal("arn:aws:iam::444455556666:role/analytics").access("read_write").build().unwrap()]
}

fn fresh() -> Snapshot {
    EmbeddedCloud::for_grants(&grants()).snapshot()
}

fn in_place() -> Snapshot {
    let mut snapshot = fresh();
    for change in plan(&grants(), &snapshot, Purpose::Apply).unwrap().changes {
        snapshot.put(&change.document, change.after.as_deref()).unwrap();
    }
    snapshot
}

fn document(kind: &str) -> DocumentId {
    let bucket = BucketId::of(&grants()[0]).unwrap();
    match kind {
        "key policy" => DocumentId::KeyPolicy(KEY.parse().unwrap()),
        "bucket policy" => DocumentId::BucketPolicy(bucket),
        "bucket encryption" => DocumentId::BucketEncryption(bucket),
        _ => DocumentId::IdentityPolicy {
            principal: grants()[0].principals()[0].clone(),
            name: "crosskms-raw-events".to_owned(),
        },
    }
}

/// Why one document has to change after it was edited so; what a plan then makes of it is as it was before.
#[track_caller]
fn reasons(kind: &str, edit: impl Fn(String) -> Option<String>) -> Vec<String> {
    let mut snapshot = in_place();
    let text = snapshot.document(&document(kind)).unwrap();
    snapshot.put(&document(kind), edit(text).as_deref()).unwrap();
    let mut changes = plan(&grants(), &snapshot, Purpose::Apply).unwrap().changes;
    assert_eq!(changes.len(), 1);
    let change = changes.remove(0);
    assert_eq!(change.document, document(kind));
    change.reasons.iter().map(ToString::to_string).collect()
}

#[test]
fn of_a_grant_without_a_trace_everything_is_new() {
    let plan = plan(&grants(), &fresh(), Purpose::Apply).unwrap();
    for reason in plan.changes.iter().flat_map(|change| &change.reasons) {
        let is_new = matches!(
            reason,
            Reason::PolicyMissing | Reason::StatementMissing { .. } | Reason::EncryptionDiffers { .. }
        );
        assert!(is_new, "{reason}");
    }
}

#[test]
fn a_policy_that_was_deleted_is_gone() {
    for kind in ["identity policy", "bucket policy"] {
        assert_eq!(reasons(kind, |_| None), ["the policy is not there, while other parts of the grant are"]);
    }
}

#[test]
fn a_statement_that_was_removed_is_gone() {
    let default = fresh().document(&document("key policy"));
    assert_eq!(
        reasons("key policy", |_| default.clone()),
        [format!("statement `{SID}` is not there, while other parts of the grant are")]
    );
}

#[test]
fn an_edited_statement_says_what_differs() {
    assert_eq!(
        reasons("key policy", |text| Some(
            text.replace("kms:GenerateDataKey", "kms:Encrypt").replace("s3.eu-west-1", "s3.eu-west-2")
        )),
        [format!("statement `{SID}` differs from the grant in Action, Condition")]
    );
    assert_eq!(
        reasons("identity policy", |text| Some(text.replace("kms:Decrypt", "kms:Encrypt"))),
        ["the policy differs from the grant in Statement[0].Action"]
    );
}

#[test]
fn a_statement_under_another_sid_of_ours_was_renamed() {
    let renamed = format!("{SID}2");
    assert_eq!(
        reasons("key policy", |text| Some(text.replace(SID, &renamed))),
        [format!("statement `{SID}` was renamed to `{renamed}`")]
    );
}

#[test]
fn a_statement_under_a_sid_of_others_stays_and_is_told() {
    let mut snapshot = in_place();
    let id = document("key policy");
    let moved = snapshot.document(&id).unwrap().replace(SID, "Analytics");
    snapshot.put(&id, Some(&moved)).unwrap();
    let plan = plan(&grants(), &snapshot, Purpose::Apply).unwrap();
    assert_eq!(
        plan.changes[0].reasons,
        [Reason::StatementMoved { sid: SID.to_owned(), found: "Analytics".to_owned() }]
    );
    assert!(plan.changes[0].after.as_deref().unwrap().contains("\"Analytics\""));
}

#[test]
fn a_principal_that_was_deleted_is_told_by_its_id() {
    let id = "AROAEXAMPLEEXAMPLE12";
    let dead = |text: String| text.replace("arn:aws:iam::444455556666:role/analytics", id);
    let told = format!(
        "statement `{SID}` names `{id}`, what AWS left of a principal that was deleted: one of the same name is not let in"
    );
    assert_eq!(reasons("key policy", |text| Some(dead(text))), std::slice::from_ref(&told));
    let edited = |text: String| Some(dead(text).replace("kms:GenerateDataKey", "kms:Encrypt"));
    let differs = format!("statement `{SID}` differs from the grant in Action");
    assert_eq!(reasons("key policy", edited), [told, differs]);
}

#[test]
fn each_setting_of_the_default_encryption_is_told() {
    let other = KEY.replace("1234abcd", "aaaaaaaa");
    assert_eq!(
        reasons("bucket encryption", |text| Some(text.replace(KEY, &other))),
        [format!("the bucket encrypts with another key, {other}")]
    );
    assert_eq!(
        reasons("bucket encryption", |text| Some(text.replace("true", "false"))),
        ["the S3 Bucket Key is off"]
    );
    let sse_s3 = r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}"#;
    assert_eq!(
        reasons("bucket encryption", |_| Some(sse_s3.to_owned())),
        ["the bucket's default encryption was changed: it is AES256, without KMS"]
    );
}

#[test]
fn reasons_are_data_under_stable_names() {
    let sid = || SID.to_owned();
    let names = [
        (Reason::PolicyMissing, "policy_missing"),
        (Reason::PolicyGone, "policy_gone"),
        (Reason::PolicyDiffers { elements: Vec::new() }, "policy_differs"),
        (Reason::StatementMissing { sid: sid() }, "statement_missing"),
        (Reason::StatementGone { sid: sid() }, "statement_gone"),
        (Reason::StatementDiffers { sid: sid(), elements: Vec::new() }, "statement_differs"),
        (Reason::StatementRenamed { sid: sid(), found: sid() }, "statement_renamed"),
        (Reason::StatementMoved { sid: sid(), found: sid() }, "statement_moved"),
        (Reason::StatementSuperfluous { sid: sid() }, "statement_superfluous"),
        (Reason::PrincipalDeleted { sid: sid(), id: String::new() }, "principal_deleted"),
        (Reason::EncryptionDiffers { current: String::new() }, "encryption_differs"),
        (Reason::EncryptionChanged { current: String::new() }, "encryption_changed"),
        (Reason::WrongDefaultKey { key: String::new() }, "wrong_default_key"),
        (Reason::BucketKeySwitched { on: true }, "bucket_key_switched"),
        (Reason::Revoked, "revoked"),
    ];
    for (reason, name) in names {
        assert_eq!(serde_json::to_value(&reason).unwrap()["reason"], name);
    }
}
