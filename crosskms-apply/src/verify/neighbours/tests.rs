//! Whose access is said to have changed after a plan was applied.

use std::time::Duration;

use crosskms::CrossAccountGrant;

use crate::apply::apply;
use crate::cloud::Cloud;
use crate::cloud::embedded::EmbeddedCloud;
use crate::document::{BucketId, DocumentId};
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Purpose, plan};
use crate::verify::{Verification, VerifyOutcome, verify_applied};

const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn grant(principal: &str, bind: &str, access: &str) -> CrossAccountGrant {
    let builder = CrossAccountGrant::builder()
        .name("raw-events")
        .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .bucket("arn:aws:s3:::example");
    builder.principal(principal).bind(bind).access(access).build().unwrap()
}

fn bucket_policy() -> DocumentId {
    DocumentId::BucketPolicy(BucketId::of(&grant(ROLE, "principal", "read")).unwrap())
}

/// Plans, applies, lets somebody else write a bucket policy, and verifies.
async fn applied(
    cloud: &EmbeddedCloud,
    grant: CrossAccountGrant,
    theirs: impl FnOnce(String) -> String,
) -> Verification {
    all_applied(cloud, &[grant], theirs).await
}

async fn all_applied(
    cloud: &EmbeddedCloud,
    grants: &[CrossAccountGrant],
    theirs: impl FnOnce(String) -> String,
) -> Verification {
    let before = observe(cloud, grants, IdentityPolicies::OfGrants).await.unwrap();
    let plan = plan(grants, &before, Purpose::Apply).unwrap();
    apply(cloud, &plan, |_, _| {}).await.unwrap();
    let text = cloud.read(&bucket_policy()).await.unwrap().unwrap();
    cloud.write(&bucket_policy(), &theirs(text)).await.unwrap();
    verify_applied(cloud, grants, &plan, &before, Duration::ZERO).await.unwrap()
}

/// Who gains or loses what.
fn said(verification: &Verification) -> Vec<String> {
    let sign = |gains| if gains { '+' } else { '-' };
    let neighbours = verification.neighbours.iter();
    neighbours
        .map(|n| format!("{}{} {}", sign(n.shift.gains()), n.shift.who, n.shift.actions.join(" ")))
        .collect()
}

/// The text with one more statement in front.
fn with_statement(text: &str, statement: &str) -> String {
    assert!(text.contains("\"Statement\": ["), "{text}");
    text.replacen("\"Statement\": [", &format!("\"Statement\": [{statement},"), 1)
}

const THEIRS: &str = r#"{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::777788889999:role/partner"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"}"#;

#[tokio::test]
async fn what_a_grant_gives_is_expected_however_it_names_its_principal() {
    for (principal, bind) in
        [(ROLE, "principal"), (ROLE, "principal_arn"), ("arn:aws:iam::444455556666:root", "principal")]
    {
        let grant = grant(principal, bind, "read_write");
        let cloud = EmbeddedCloud::for_grants([&grant]);
        let verification = applied(&cloud, grant, |text| text).await;
        assert_eq!(said(&verification), [""; 0], "{principal} by {bind}");
        assert_ne!(verification.outcome(), VerifyOutcome::NotAsGranted);
    }
}

#[tokio::test]
async fn what_several_grants_give_to_roles_of_one_account_is_expected_together() {
    let named = |number: u8| {
        let builder = CrossAccountGrant::builder()
            .name(format!("raw-events-{number}"))
            .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            .bucket("arn:aws:s3:::example");
        let role = format!("arn:aws:iam::444455556666:role/reader-{number}");
        builder.principal(role).bind("principal_arn").access("read").build().unwrap()
    };
    let grants = [named(1), named(2), named(3)];
    let cloud = EmbeddedCloud::for_grants(&grants);
    let verification = all_applied(&cloud, &grants, |text| text).await;
    assert_eq!(said(&verification), [""; 0]);
    assert_eq!(verification.outcome(), VerifyOutcome::AsGranted);

    // One of them alone does not name all of whom the others let in.
    let cloud = EmbeddedCloud::for_grants(&grants);
    let alone =
        all_applied(&cloud, &grants[..1], |text| text.replace("role/reader-1", "role/reader-*")).await;
    assert!(!said(&alone).is_empty());
}

#[tokio::test]
async fn what_the_plan_takes_back_is_expected() {
    let larger = grant(ROLE, "principal", "read_write");
    let cloud = EmbeddedCloud::for_grants([&larger]);
    applied(&cloud, larger, |text| text).await;
    let verification = applied(&cloud, grant(ROLE, "principal", "read"), |text| text).await;
    assert_eq!(said(&verification), [""; 0]);
    assert!(verification.is_good());
}

#[tokio::test]
async fn what_somebody_else_wrote_in_between_is_told() {
    let grant = grant(ROLE, "principal", "read_write");
    let cloud = EmbeddedCloud::for_grants([&grant]);
    let verification = applied(&cloud, grant.clone(), |text| with_statement(&text, THEIRS)).await;
    assert_eq!(said(&verification), ["+arn:aws:iam::777788889999:role/partner s3:GetObject"]);
    assert_eq!(verification.outcome(), VerifyOutcome::NotAsGranted);

    // What was there before is no change; that it is gone is one.
    let smaller = self::grant(ROLE, "principal", "read");
    let without = |text: String| text.replacen(&format!("{THEIRS},"), "", 1);
    let verification = applied(&cloud, smaller, without).await;
    assert_eq!(said(&verification), ["-arn:aws:iam::777788889999:role/partner s3:GetObject"]);
}

#[tokio::test]
async fn more_than_a_grant_says_is_told_also_of_its_principal() {
    let grant = grant(ROLE, "principal", "read");
    let cloud = EmbeddedCloud::for_grants([&grant]);
    let deletes = THEIRS.replace("777788889999:role/partner", "444455556666:role/analytics");
    let deletes = deletes.replace("s3:GetObject", "s3:DeleteObject");
    let verification = applied(&cloud, grant, |text| with_statement(&text, &deletes)).await;
    assert_eq!(said(&verification), [format!("+{ROLE} s3:DeleteObject")]);
}

#[tokio::test]
async fn more_than_was_planned_is_told_also_of_what_a_grant_names() {
    let builder = CrossAccountGrant::builder().name("raw-events").prefixes(["incoming/"]);
    let builder = builder.key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    let grant = builder.bucket("arn:aws:s3:::example").principal(ROLE).access("read").build().unwrap();
    let cloud = EmbeddedCloud::for_grants([&grant]);
    let everything = THEIRS.replace("777788889999:role/partner", "444455556666:role/analytics");
    let verification = applied(&cloud, grant, |text| with_statement(&text, &everything)).await;
    assert_eq!(said(&verification), [format!("+{ROLE} s3:GetObject")]);
}

#[tokio::test]
async fn access_of_a_grant_that_is_gone_again_is_told_once_by_its_requests() {
    let grant = grant(ROLE, "principal", "read");
    let cloud = EmbeddedCloud::for_grants([&grant]);
    let theirs_alone = |_| format!(r#"{{"Version":"2012-10-17","Statement":[{THEIRS}]}}"#);
    let verification = applied(&cloud, grant, theirs_alone).await;
    assert_eq!(said(&verification), ["+arn:aws:iam::777788889999:role/partner s3:GetObject"]);
    assert_eq!(verification.outcome(), VerifyOutcome::NotAsGranted);
}
