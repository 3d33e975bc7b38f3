//! Edits on texts that moved since they were planned.

use crosskms::CrossAccountGrant;

use super::{Edit, Reason, is_same};
use crate::plan::Purpose;
use crate::plan::desired;

const OURS: &str = r#"{"Sid":"CrosskmsRawEventsKeyUse","Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}"#;
const THEIRS: &str = r#"{"Sid":"Theirs","Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}"#;

fn policy(statements: &[&str]) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
}

fn edit(kind: &str, purpose: Purpose) -> Edit {
    let grant = CrossAccountGrant::builder()
        .name("raw-events")
        .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .bucket("arn:aws:s3:::example")
        .principal("arn:aws:iam::444455556666:role/analytics")
        .access("read_write");
    let mut edits = desired::documents(&[grant.build().unwrap()], purpose).into_iter();
    edits.find(|desired| desired.document.kind() == kind).unwrap().edit
}

#[test]
fn statements_of_others_may_move_and_ours_may_not() {
    let edit = edit("key policy", Purpose::Apply);
    let planned_on = policy(&[THEIRS]);
    let more = THEIRS.replace("Theirs", "More");
    assert!(edit.still_fits(Some(&planned_on), Some(&policy(&[THEIRS, &more]))));
    assert!(edit.still_fits(Some(&planned_on), Some(&policy(&[&more]))));
    assert!(edit.still_fits(Some(&planned_on), None));
    assert!(!edit.still_fits(Some(&planned_on), Some(&policy(&[THEIRS, OURS]))));
    assert!(!edit.still_fits(Some(&policy(&[OURS])), Some(&planned_on)));
    assert!(!edit.still_fits(Some(&planned_on), Some("no policy")));
}

#[test]
fn an_identity_policy_of_ours_and_a_default_encryption_may_not_move() {
    let identity = edit("identity policy", Purpose::Apply);
    assert!(identity.still_fits(None, None));
    assert!(identity.still_fits(Some(&policy(&[OURS])), Some(&policy(&[OURS]).replace("\",", "\" ,"))));
    assert!(!identity.still_fits(None, Some(&policy(&[OURS]))));

    let encryption = edit("bucket encryption", Purpose::Apply);
    let sse_s3 = r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}"#;
    let blocking = sse_s3.replace("}}]", r#"},"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}}]"#);
    assert!(encryption.still_fits(None, Some(sse_s3)), "a bucket that reports none has SSE-S3");
    assert!(encryption.still_fits(None, Some(&blocking)), "what is blocked is none of its business");
    assert!(!encryption.still_fits(None, Some(&sse_s3.replace("AES256", "aws:kms"))));
    assert!(encryption.on(Some(&blocking)).unwrap().after.unwrap().contains("SSE-C"));
}

#[test]
fn a_restored_text_is_restored_to_the_letter() {
    let text = policy(&[THEIRS]);
    let edit = Edit::Restored { text: Some(text.clone()), run: "run".to_owned() };
    let edited = edit.on(Some(&policy(&[THEIRS, OURS]))).unwrap();
    assert_eq!(edited.after.as_deref(), Some(text.as_str()));
    assert_eq!(edited.reasons, [Reason::RolledBack { run: "run".to_owned() }]);
    assert!(edit.on(Some(&text.replace("\",", "\" ,"))).unwrap().reasons.is_empty());
}

#[test]
fn texts_are_compared_by_what_they_say() {
    assert!(is_same(None, None));
    assert!(is_same(Some("no policy"), Some("no policy")));
    assert!(!is_same(Some("no policy"), Some("no  policy")));
    assert!(!is_same(None, Some(&policy(&[THEIRS]))));
    assert!(!is_same(Some(&policy(&[THEIRS])), Some(&policy(&[OURS]))));
}
