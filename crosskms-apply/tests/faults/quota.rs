//! Key policies at their quota: what does not fit is not written, and what others wrote meanwhile stays.

use crosskms::policies::quota::KEY_POLICY;
use crosskms_apply::apply::ChangeError;
use crosskms_apply::document::DocumentId;
use crosskms_apply::{Cloud, EmbeddedCloud, Purpose, Run};

use crate::operation::{Ended, planned};
use crate::stage::Stage;

/// The accounts of one grant, with a key policy that has so much room left when the grant is in place.
async fn with_room(stage: &Stage, room: usize) -> (EmbeddedCloud, DocumentId) {
    let key = DocumentId::KeyPolicy(stage.grants[0].key().clone());
    let cloud = EmbeddedCloud::new(stage.initial.clone());
    let plan = planned(stage, &cloud, Purpose::Apply).await.unwrap();
    let change = plan.changes.iter().find(|change| change.document == key).unwrap();
    let free = KEY_POLICY.limit - KEY_POLICY.count(change.after.as_deref().unwrap());
    let filled = padded(&cloud.read(&key).await.unwrap().unwrap(), free - room);
    cloud.write(&key, &filled).await.unwrap();
    (cloud, key)
}

/// The same policy with so many more characters, in a statement of others.
fn padded(policy: &str, by: usize) -> String {
    const AROUND: &str = r#"{"Sid":"","Effect":"Deny","Principal":"*","Action":"kms:Sign","Resource":"*"},"#;
    let statement = AROUND.replacen("\"\"", &format!("\"{}\"", "P".repeat(by - AROUND.len())), 1);
    let (before, after) = policy.split_once("\"Statement\": [").unwrap();
    format!("{before}\"Statement\": [{statement}{after}")
}

#[tokio::test(start_paused = true)]
async fn what_fits_to_the_last_byte_is_written_and_taken_back() {
    let stage = Stage::one();
    let (cloud, key) = with_room(&stage, 0).await;
    let before = cloud.read(&key).await.unwrap();
    for purpose in [Purpose::Apply, Purpose::Revoke] {
        let plan = planned(&stage, &cloud, purpose).await.unwrap();
        Run::of(&plan).apply(&cloud, |_| {}).await.unwrap();
        if purpose == Purpose::Apply {
            assert_eq!(KEY_POLICY.count(&cloud.read(&key).await.unwrap().unwrap()), KEY_POLICY.limit);
        }
    }
    assert_eq!(cloud.read(&key).await.unwrap(), before);
}

#[tokio::test(start_paused = true)]
async fn what_is_one_byte_too_large_is_refused_before_anything_is_written() {
    let stage = Stage::one();
    let (cloud, key) = with_room(&stage, 0).await;
    let wider = cloud.read(&key).await.unwrap().unwrap().replacen("PP", "PPP", 1);
    cloud.write(&key, &wider).await.unwrap();
    let Err(Ended::Refused(refusals)) = planned(&stage, &cloud, Purpose::Apply).await else {
        panic!("it does not fit")
    };
    assert!(refusals.to_string().contains("32769"), "{refusals}");
}

#[tokio::test(start_paused = true)]
async fn where_others_take_the_last_room_in_between_theirs_stays_and_it_is_told() {
    let stage = Stage::one();
    let (cloud, key) = with_room(&stage, 0).await;
    let plan = planned(&stage, &cloud, Purpose::Apply).await.unwrap();
    let theirs = cloud.read(&key).await.unwrap().unwrap().replacen("PP", "PPP", 1);
    cloud.write(&key, &theirs).await.unwrap();
    let error = Run::of(&plan).apply(&cloud, |_| {}).await.unwrap_err();
    let refused: Vec<_> = error.report().failures().collect();
    let [(document, ChangeError::Refused(refusal))] = refused.as_slice() else { panic!("{error}") };
    assert_eq!((*document, refusal.check), (&key, "quota"));
    assert_eq!(cloud.read(&key).await.unwrap(), Some(theirs));
}
