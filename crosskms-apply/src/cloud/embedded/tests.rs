//! The rules that the embedded cloud keeps, and what it lets its principals do.

use crosskms::CrossAccountGrant;
use crosskms::arn::{BucketArn, KeyArn, PrincipalArn};

use super::{EmbeddedCloud, RequestError};
use crate::cloud::{Cloud, Failure};
use crate::document::{BucketId, DocumentId};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn grant() -> CrossAccountGrant {
    CrossAccountGrant::builder()
        .name("raw-events")
        .key(KEY)
        .bucket("arn:aws:s3:::example-raw-events")
        .principal(ROLE)
        .access("read_write")
        .build()
        .unwrap()
}

fn key_policy() -> DocumentId {
    DocumentId::KeyPolicy(KEY.parse().unwrap())
}

fn bucket_policy() -> DocumentId {
    DocumentId::BucketPolicy(BucketId::of(&grant()).unwrap())
}

fn statement(principal: &str, action: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"{action}","Resource":"*"}}]}}"#
    )
}

async fn refusal(document: &DocumentId, text: &str) -> Failure {
    let cloud = EmbeddedCloud::for_grants([&grant()]);
    let before = cloud.snapshot();
    let error = cloud.write(document, text).await.unwrap_err();
    assert_eq!(cloud.snapshot(), before, "a refused document must leave everything as it was");
    error.failure
}

#[tokio::test]
async fn a_key_policy_that_locks_its_owner_out_is_refused() {
    for action in ["kms:Decrypt", "kms:GetKeyPolicy"] {
        let failure = refusal(&key_policy(), &statement("arn:aws:iam::111122223333:root", action)).await;
        assert!(
            matches!(&failure, Failure::MalformedPolicy(m) if m.contains("update the key policy in the future"))
        );
    }
}

#[tokio::test]
async fn unknown_principals_are_refused() {
    for principal in ["arn:aws:iam::444455556666:role/misspelled", "AROAEXAMPLEEXAMPLE01"] {
        let failure = refusal(&bucket_policy(), &statement(principal, "s3:GetObject")).await;
        assert!(matches!(&failure, Failure::MalformedPolicy(m) if m.contains(principal)), "{failure}");
    }
}

#[tokio::test]
async fn principals_of_accounts_that_nobody_described_are_taken() {
    let cloud = EmbeddedCloud::for_grants([&grant()]);
    let text = statement("arn:aws:iam::999988887777:role/partner", "s3:GetObject");
    cloud.write(&bucket_policy(), &text).await.unwrap();
    assert_eq!(cloud.read(&bucket_policy()).await.unwrap().as_deref(), Some(text.as_str()));
}

#[tokio::test]
async fn quotas_count() {
    let text = statement("arn:aws:iam::444455556666:root", "s3:GetObject").replace('*', &"x".repeat(20_480));
    assert!(matches!(refusal(&bucket_policy(), &text).await, Failure::LimitExceeded(_)));
    assert!(matches!(refusal(&bucket_policy(), "{}").await, Failure::MalformedPolicy(_)));
}

#[tokio::test]
async fn inline_policies_of_a_principal_count_together() {
    let cloud = EmbeddedCloud::for_grants([&grant()]);
    let inline =
        |name: &str| DocumentId::IdentityPolicy { principal: ROLE.parse().unwrap(), name: name.to_owned() };
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Action":"kms:*","Resource":"{}"}}}}"#,
        "x".repeat(6_000)
    );
    cloud.write(&inline("first"), &text).await.unwrap();
    let error = cloud.write(&inline("second"), &text).await.unwrap_err();
    assert!(matches!(error.failure, Failure::LimitExceeded(_)), "{error}");
    cloud.write(&inline("first"), &text).await.unwrap();
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let cloud = EmbeddedCloud::default();
    for document in [key_policy(), bucket_policy()] {
        assert!(matches!(cloud.read(&document).await.unwrap_err().failure, Failure::NotFound(_)));
    }
    let key: KeyArn = KEY.parse().unwrap();
    assert!(matches!(cloud.describe_key(&key).await.unwrap_err().failure, Failure::NotFound(_)));
}

#[tokio::test]
async fn a_key_policy_cannot_be_deleted() {
    let cloud = EmbeddedCloud::for_grants([&grant()]);
    assert!(cloud.delete(&key_policy()).await.is_err());
    assert!(cloud.read(&key_policy()).await.unwrap().is_some());
}

#[tokio::test]
async fn s3_calls_kms_with_the_requesters_identity() {
    let grant = grant();
    let cloud = EmbeddedCloud::for_grants([&grant]);
    let (role, bucket): (PrincipalArn, BucketArn) =
        (ROLE.parse().unwrap(), "arn:aws:s3:::example-raw-events".parse().unwrap());
    let policies = grant.policies();
    let identity = DocumentId::IdentityPolicy { principal: role.clone(), name: "all".to_owned() };
    cloud.write(&identity, &policies.identity_policy().to_string()).await.unwrap();
    let in_bucket = crosskms::policy::Policy::new(policies.bucket_policy_statement().to_vec());
    cloud.write(&bucket_policy(), &in_bucket.to_string()).await.unwrap();
    let session = cloud.as_principal(&role);
    // Without KMS, the bucket policy is enough.
    session.put_object(&bucket, "plain", b"1").unwrap();
    let encryption = policies.bucket_encryption().unwrap().to_compact_string();
    cloud.write(&DocumentId::BucketEncryption(BucketId::of(&grant).unwrap()), &encryption).await.unwrap();
    // With it, the key policy has to agree, which it does not yet.
    match session.put_object(&bucket, "encrypted", b"2") {
        Err(RequestError::AccessDenied { request, .. }) => {
            assert_eq!(request.action(), "kms:GenerateDataKey");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(session.get_object(&bucket, "plain").unwrap(), b"1");
}
