//! Verification of grants that are in place, half in place, and denied by somebody else.

use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::authorize::Decision;

use super::{Verification, VerifyOutcome, verify};
use crate::apply::apply;
use crate::cloud::Cloud;
use crate::cloud::embedded::EmbeddedCloud;
use crate::document::DocumentId;
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Purpose, plan};

const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn grants() -> [CrossAccountGrant; 1] {
    let builder = CrossAccountGrant::builder()
        .name("raw-events")
        .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .bucket("arn:aws:s3:::example");
    [builder.principal(ROLE).access("read_write").build().unwrap()]
}

async fn applied() -> EmbeddedCloud {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let snapshot = observe(&cloud, &grants(), IdentityPolicies::OfGrants).await.unwrap();
    apply(&cloud, &plan(&grants(), &snapshot, Purpose::Apply).unwrap(), |_, _| {}).await.unwrap();
    cloud
}

async fn verified(cloud: &EmbeddedCloud) -> Verification {
    verify(cloud, &grants(), Duration::ZERO).await.unwrap()
}

#[tokio::test]
async fn a_grant_in_place_is_good() {
    let verification = verified(&applied().await).await;
    assert!(verification.is_good());
    assert!(
        verification.requests.iter().all(|(_, authorization)| authorization.decision == Decision::Allowed)
    );
}

#[tokio::test(start_paused = true)]
async fn a_grant_that_is_not_in_place_is_waited_for_and_then_reported() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let started = tokio::time::Instant::now();
    let verification = verify(&cloud, &grants(), Duration::from_secs(30)).await.unwrap();
    assert!(started.elapsed() > Duration::from_secs(20), "{:?}", started.elapsed());
    assert!(!verification.is_good());
    assert_eq!(verification.drift.len(), 4);
    assert!(
        verification
            .requests
            .iter()
            .all(|(_, authorization)| authorization.decision == Decision::ImplicitDeny)
    );
}

#[tokio::test]
async fn a_deny_in_another_policy_of_the_principal_is_found() {
    let cloud = applied().await;
    let id = DocumentId::IdentityPolicy { principal: ROLE.parse().unwrap(), name: "no-writes".to_owned() };
    let deny = r#"{"Version":"2012-10-17","Statement":{"Sid":"NoWrites","Effect":"Deny","Action":"s3:Put*","Resource":"*"}}"#;
    cloud.write(&id, deny).await.unwrap();
    let verification = verified(&cloud).await;
    assert!(verification.drift.is_empty() && !verification.is_good());
    let denied: Vec<_> = verification
        .requests
        .iter()
        .filter(|(_, authorization)| authorization.decision == Decision::ExplicitDeny)
        .map(|(request, authorization)| (request.action(), authorization.gates[0].statements[0].as_str()))
        .collect();
    assert_eq!(denied, [("s3:PutObject", "NoWrites of no-writes")]);
}

#[tokio::test]
async fn a_key_that_cannot_be_used_is_not_as_granted() {
    let mut snapshot = applied().await.snapshot();
    snapshot
        .keys
        .values_mut()
        .for_each(|key| "Disabled".clone_into(&mut key.description.as_mut().unwrap().state));
    let cloud = EmbeddedCloud::new(snapshot);
    assert_eq!(verified(&cloud).await.outcome(), VerifyOutcome::NotAsGranted);
}

#[tokio::test]
async fn what_is_not_weighed_is_undecided() {
    let mut snapshot = applied().await.snapshot();
    let boundary = "arn:aws:iam::444455556666:policy/boundary".to_owned();
    snapshot
        .principals
        .values_mut()
        .for_each(|principal| principal.permissions_boundary = Some(boundary.clone()));
    let cloud = EmbeddedCloud::new(snapshot);
    assert_eq!(verified(&cloud).await.outcome(), VerifyOutcome::Undecided);
}
