//! What is read, and that it is not more than it takes.

mod counting;

use crosskms::CrossAccountGrant;
use crosskms::authorize::{Decision, granted_requests};
use crosskms::policy::PolicyDocument;

use super::{IdentityPolicies, observe};
use crate::cloud::embedded::EmbeddedCloud;
use crate::cloud::{Cloud, CloudError, ObjectOwnership};
use crate::document::{BucketId, DocumentId};
use crate::plan::{Purpose, plan};
use crate::snapshot::Snapshot;
use counting::Counting;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn grant(name: &str, key: &str, bucket: &str, role: &str) -> CrossAccountGrant {
    let builder = CrossAccountGrant::builder().name(name).key(key).bucket(format!("arn:aws:s3:::{bucket}"));
    let builder = builder.principal(format!("arn:aws:iam::444455556666:role/{role}"));
    builder.access("read_write").build().unwrap()
}

fn shares() -> Vec<CrossAccountGrant> {
    let key = |number: usize| KEY.replace("1234abcd", &format!("{number:08x}"));
    (0..3)
        .map(|n| grant(&format!("share-{n}"), &key(n), &format!("bucket-{n}"), &format!("role-{n}")))
        .collect()
}

async fn applied(grants: &[CrossAccountGrant]) -> EmbeddedCloud {
    let cloud = EmbeddedCloud::for_grants(grants);
    for change in plan(grants, &cloud.snapshot(), Purpose::Apply).unwrap().changes {
        cloud.write(&change.document, &change.after.unwrap()).await.unwrap();
    }
    cloud
}

/// What is observed, and the calls that it took.
async fn observed(cloud: &EmbeddedCloud, grants: &[CrossAccountGrant]) -> (Snapshot, Vec<String>) {
    let counting = Counting::new(cloud);
    let snapshot = observe(&counting, grants, IdentityPolicies::OfGrants).await.unwrap();
    (snapshot, counting.calls())
}

#[tokio::test]
async fn where_nothing_changes_each_document_is_read_once_and_nothing_else() {
    let grants = shares();
    let (snapshot, calls) = observed(&applied(&grants).await, &grants).await;
    assert!(plan(&grants, &snapshot, Purpose::Apply).unwrap().is_empty());
    assert_eq!(calls.len(), 4 * grants.len(), "{calls:#?}");
    assert!(calls.iter().all(|call| call.starts_with("read ")), "{calls:#?}");
}

#[tokio::test]
async fn documents_that_grants_share_are_read_once() {
    let on_one_bucket = |n| grant(&format!("share-{n}"), KEY, "bucket", &format!("role-{n}"));
    let grants: Vec<_> = (0..9).map(on_one_bucket).collect();
    let (_, calls) = observed(&applied(&grants).await, &grants).await;
    // A key policy, a bucket policy, an encryption, and the policy of each role.
    assert_eq!(calls.len(), 3 + 9, "{calls:#?}");
}

#[tokio::test]
async fn kms_grants_of_a_key_and_attachments_of_a_role_are_listed_once() {
    let on_one_key = |n| {
        let builder = CrossAccountGrant::builder().name(format!("share-{n}")).key(KEY).access("read");
        let builder =
            builder.principals(["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"]);
        let builder =
            if n % 2 == 0 { builder.mechanism("kms_grant") } else { builder.identity_policy("managed") };
        builder.build().unwrap()
    };
    let grants: Vec<_> = (0..4).map(on_one_key).collect();
    let (snapshot, calls) = observed(&applied(&grants).await, &grants).await;
    assert!(plan(&grants, &snapshot, Purpose::Apply).unwrap().is_empty());
    let count = |begin: &str| calls.iter().filter(|call| call.starts_with(begin)).count();
    assert_eq!((count("kms_grants "), count("attached_policies ")), (1, 2), "{calls:#?}");
    assert_eq!((count("read managed policy "), count("read key policy ")), (2, 1), "{calls:#?}");
    // Inline policies are looked for as well: those of an earlier time are taken away.
    assert_eq!(count("read identity policy "), 8, "{calls:#?}");
}

#[tokio::test]
async fn only_of_what_changes_the_settings_are_read() {
    let grants = shares();
    let cloud = applied(&grants).await;
    let bucket = BucketId::of(&grants[1]).unwrap();
    cloud.delete(&DocumentId::BucketPolicy(bucket.clone())).await.unwrap();
    let (snapshot, calls) = observed(&cloud, &grants).await;
    let settings: Vec<_> = calls.iter().filter(|call| !call.starts_with("read ")).collect();
    assert_eq!(
        settings,
        [
            "object_ownership arn:aws:s3:::bucket-1",
            "describe_principal arn:aws:iam::444455556666:role/role-1"
        ]
    );
    assert_eq!(snapshot.buckets[&bucket.arn].ownership, Some(ObjectOwnership::BucketOwnerEnforced));
    assert_eq!(snapshot.buckets[grants[0].bucket().unwrap()].ownership, None);
}

#[tokio::test]
async fn a_share_from_nothing_takes_seven() {
    let grants = &shares()[..1];
    let (_, mut calls) = observed(&EmbeddedCloud::for_grants(grants), grants).await;
    assert_eq!(calls.len(), 7, "{calls:#?}");
    calls.retain(|call| !call.starts_with("read "));
    calls.sort();
    let names: Vec<_> = calls.iter().map(|call| call.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["describe_key", "describe_principal", "inline_policies", "object_ownership"]);
}

#[tokio::test]
async fn a_policy_that_grows_asks_for_the_others_of_its_role() {
    let small = vec![grant("share", KEY, "bucket", "role")];
    let mut snapshot = applied(&small).await.snapshot();
    let role = small[0].principals()[0].clone();
    let resource = "x".repeat(9_600);
    let other = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::{resource}"}}}}"#
    );
    let id = DocumentId::IdentityPolicy { principal: role.clone(), name: "other".to_owned() };
    snapshot.put(&id, Some(&other)).unwrap();
    let cloud = EmbeddedCloud::new(snapshot);
    let (_, calls) = observed(&cloud, &small).await;
    assert_eq!(calls.len(), 4, "where nothing changes nobody asks: {calls:#?}");

    let prefixes: Vec<String> = (0..20).map(|number| format!("a-longer-prefix-{number}/")).collect();
    let builder = CrossAccountGrant::builder().name("share").key(KEY).bucket("arn:aws:s3:::bucket");
    let grown =
        vec![builder.principal(role.as_str()).access("read_write").prefixes(prefixes).build().unwrap()];
    let (snapshot, calls) = observed(&cloud, &grown).await;
    assert_eq!(calls.iter().filter(|call| call.starts_with("inline_policies ")).count(), 1, "{calls:#?}");
    let refusals = plan(&grown, &snapshot, Purpose::Apply).unwrap_err();
    assert_eq!(refusals.0[0].check, "quota", "{refusals}");
}

#[tokio::test]
async fn the_public_access_block_is_read_where_the_policy_will_be_public() {
    let grants = &shares()[..1];
    let mut snapshot = EmbeddedCloud::for_grants(grants).snapshot();
    let public = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket-0/*"}}"#;
    let bucket = BucketId::of(&grants[0]).unwrap();
    snapshot.put(&DocumentId::BucketPolicy(bucket.clone()), Some(public)).unwrap();
    let (observed, calls) = observed(&EmbeddedCloud::new(snapshot), grants).await;
    assert!(calls.contains(&"public_access_block arn:aws:s3:::bucket-0".to_owned()), "{calls:#?}");
    assert!(observed.buckets[&bucket.arn].public_access_block.unwrap().block_public_policy);
}

#[tokio::test]
async fn a_bucket_of_another_region_is_looked_for_and_refused() {
    let grants = &shares()[..1];
    let mut snapshot = EmbeddedCloud::for_grants(grants).snapshot();
    snapshot.buckets.values_mut().for_each(|bucket| bucket.region = "eu-west-2".parse().unwrap());
    let (snapshot, calls) = observed(&EmbeddedCloud::new(snapshot), grants).await;
    assert!(calls.contains(&"bucket_region arn:aws:s3:::bucket-0".to_owned()), "{calls:#?}");
    let refusals = plan(grants, &snapshot, Purpose::Apply).unwrap_err();
    assert_eq!(refusals.0[0].check, "region-mismatch");
}

#[tokio::test]
async fn a_role_that_is_gone_is_left_out() {
    let grants = &shares()[..1];
    let mut snapshot = applied(grants).await.snapshot();
    snapshot.principals.clear();
    let (snapshot, _) = observed(&EmbeddedCloud::new(snapshot), grants).await;
    assert!(snapshot.principals.is_empty());
}

#[tokio::test]
async fn of_a_permissions_boundary_the_document_is_read_where_requests_are_decided() {
    let grants = [grant("share", KEY, "bucket", "role")];
    let mut held = applied(&grants).await.snapshot();
    let boundary = "arn:aws:iam::444455556666:policy/limits";
    let text =
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#;
    let principal = held.principals.values_mut().next().unwrap();
    principal.permissions_boundary = Some(boundary.to_owned());
    let decisions = |held: &Snapshot| {
        let decide = |request| held.authorize(request).decision;
        granted_requests(&grants[0]).iter().map(decide).collect::<Vec<_>>()
    };
    // That there is one is known, and not what it says.
    assert!(decisions(&held).iter().all(|decision| *decision == Decision::Unknown));

    held.principals.values_mut().next().unwrap().boundary_policy =
        Some(PolicyDocument::parse(text.to_owned()).unwrap());
    let decided = decisions(&held);
    assert!(decided.contains(&Decision::ImplicitDeny) && decided.contains(&Decision::Allowed), "{decided:?}");
    let cloud = EmbeddedCloud::new(held.clone());
    let counting = Counting::new(&cloud);
    let snapshot = observe(&counting, &grants, IdentityPolicies::All).await.unwrap();
    assert!(counting.calls().contains(&format!("boundary_policy {boundary}")), "{:?}", counting.calls());
    assert_eq!(snapshot.principals, held.principals);
}

/// The role of the only grant has this inline policy, too, which is not of the grammar.
async fn observed_beside(
    grants: &[CrossAccountGrant],
    name: &str,
    identity_policies: IdentityPolicies,
) -> Result<Snapshot, CloudError> {
    let cloud = EmbeddedCloud::for_grants(grants);
    let text = r#"{"Version": "2012-10-17", "Statement": "of another time"}"#;
    let counting = Counting::with_inline_policy(&cloud, name, text);
    observe(&counting, grants, identity_policies).await
}

#[tokio::test]
async fn an_inline_policy_of_others_that_cannot_be_parsed_is_left_out() {
    let grants = [grant("share", KEY, "bucket", "role")];
    let snapshot = observed_beside(&grants, "other", IdentityPolicies::OfGrants).await.unwrap();
    let role = &snapshot.principals[&grants[0].principals()[0]];
    assert!(role.inline_unread && role.identity_policies.is_empty(), "{role:?}");
    let plan = plan(&grants, &snapshot, Purpose::Apply).unwrap();
    let warned = plan.warnings.iter().any(|warning| warning.contains("could be listed and read"));
    assert!(warned, "{:?}", plan.warnings);

    let snapshot = observed_beside(&grants, "other", IdentityPolicies::All).await.unwrap();
    let role = &snapshot.principals[&grants[0].principals()[0]];
    assert!(role.partly_read && role.identity_policies.is_empty(), "it may deny: {role:?}");
}

#[tokio::test]
async fn an_inline_policy_of_a_grants_own_name_that_cannot_be_parsed_is_an_error() {
    let grants = [grant("share", KEY, "bucket", "role")];
    for read in [IdentityPolicies::OfGrants, IdentityPolicies::All] {
        let error = observed_beside(&grants, "crosskms-share", read).await.unwrap_err().to_string();
        assert!(error.contains("the identity policy that is there cannot be read"), "{error}");
    }
}

#[tokio::test]
async fn what_may_not_be_read_besides_the_grants_own_stays_unknown() {
    let grants = shares();
    let cloud = applied(&grants).await;
    let denying = Counting::denying(&cloud, &["describe_key", "identity_policies", "describe_principal"]);
    let snapshot = observe(&denying, &grants, IdentityPolicies::All).await.unwrap();
    assert!(plan(&grants, &snapshot, Purpose::Apply).unwrap().is_empty(), "the grants' own can be read");
    assert!(snapshot.keys.values().all(|key| key.description.is_none() && key.partly_read));
    assert!(snapshot.principals.values().all(|one| one.partly_read && one.boundary_unread));

    let new = EmbeddedCloud::for_grants(&grants);
    let denying = Counting::denying(&new, &["describe_principal"]);
    let snapshot = observe(&denying, &grants, IdentityPolicies::OfGrants).await.unwrap();
    assert!(!plan(&grants, &snapshot, Purpose::Apply).unwrap().is_empty());
}
