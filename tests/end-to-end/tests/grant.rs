//! One grant on a server: planned, applied, planned again, edited by others, taken back; and read by a client that
//! shares no code with crosskms.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalArn};
use crosskms_apply::document::BucketId;
use crosskms_apply::{AwsCloud, IdentityPolicies, Plan, Purpose, apply, observe, plan, verify};
use crosskms_end_to_end::{Account, LocalAws};
use serde_json::{Value, json};

#[path = "../../../examples/embed_engine.rs"]
#[expect(dead_code, reason = "its main function connects to accounts of its own")]
mod embed_engine;

/// Two accounts with what a grant is about.
struct Stage {
    owner: Account<'static>,
    consumer: Account<'static>,
    cloud: AwsCloud,
    key: KeyArn,
    bucket: BucketId,
    role: PrincipalArn,
}

impl Stage {
    fn set() -> Self {
        let aws = LocalAws::shared();
        let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
        let cloud = aws.cloud([&owner, &consumer]);
        let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
        Self { owner, consumer, cloud, key, bucket, role }
    }

    fn grant(&self, principal: &PrincipalArn) -> [CrossAccountGrant; 1] {
        let builder = CrossAccountGrant::builder().name("raw-events").key(self.key.as_str());
        let builder = builder.bucket(self.bucket.arn.as_str()).principal(principal.as_str());
        let actions =
            ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "s3:GetObject", "s3:ListBucket"];
        [builder.allow(actions).build().unwrap()]
    }

    async fn planned(&self, grants: &[CrossAccountGrant], purpose: Purpose) -> Plan {
        let snapshot = observe(&self.cloud, grants, IdentityPolicies::OfGrants).await.unwrap();
        plan(grants, &snapshot, purpose).unwrap()
    }

    async fn applied(&self, grants: &[CrossAccountGrant], purpose: Purpose) -> usize {
        let plan = self.planned(grants, purpose).await;
        apply(&self.cloud, &plan, |_, _| {}).await.unwrap();
        plan.changes.len()
    }

    fn put_key_policy(&self, policy: &str) {
        let with = json!({"KeyId": self.key.as_str(), "PolicyName": "default", "Policy": policy});
        self.owner.call("kms", "put_key_policy", &with).unwrap();
    }

    fn put_bucket_policy(&self, policy: &str) {
        let with = json!({"Bucket": self.bucket.arn.name().as_str(), "Policy": policy});
        self.owner.call("s3", "put_bucket_policy", &with).unwrap();
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn a_grant_is_put_in_place_and_an_independent_client_reads_it() {
    let stage = Stage::set();
    let grants = stage.grant(&stage.role);
    assert_eq!(stage.applied(&grants, Purpose::Apply).await, 4);

    let policies = grants[0].policies();
    let identity = stage.consumer.inline_policy(&stage.role, "crosskms-raw-events").unwrap();
    assert_eq!(identity, serde_json::to_value(policies.identity_policy()).unwrap());
    let key_policy = json(&stage.owner.key_policy(&stage.key));
    let ours = serde_json::to_value(policies.key_policy_statement()).unwrap();
    assert_eq!(&key_policy["Statement"].as_array().unwrap()[1..], ours.as_array().unwrap().as_slice());
    let bucket_policy = json(&stage.owner.bucket_policy(&stage.bucket).unwrap());
    assert_eq!(bucket_policy["Statement"], serde_json::to_value(policies.bucket_policy_statement()).unwrap());
    let encryption = stage.owner.bucket_encryption(&stage.bucket).unwrap();
    let default = &encryption["Rules"][0]["ApplyServerSideEncryptionByDefault"];
    assert_eq!(default, &json!({"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": stage.key.as_str()}));
    assert_eq!(encryption["Rules"][0]["BucketKeyEnabled"], json!(true));

    assert!(stage.planned(&grants, Purpose::Apply).await.is_empty(), "a second plan has nothing to do");
    let verification = verify(&stage.cloud, &grants, Duration::ZERO).await.unwrap();
    assert!(verification.is_good(), "{:?}", verification.drift);
}

#[tokio::test]
async fn revoke_leaves_every_policy_as_it_was() {
    let stage = Stage::set();
    stage.put_key_policy(FORTY_STATEMENTS.as_str());
    stage.put_bucket_policy(LONE_STATEMENT);
    let grants = stage.grant(&stage.role);
    stage.applied(&grants, Purpose::Apply).await;
    let with_ours = stage.owner.key_policy(&stage.key);
    assert!(
        with_ours.contains("CrosskmsRawEventsKeyUse") && with_ours.contains("CrosskmsRawEventsKeyMetadata")
    );
    for statement in foreign_statements() {
        assert!(with_ours.contains(&statement), "{statement} is no longer there, to the byte");
    }

    assert_eq!(stage.applied(&grants, Purpose::Revoke).await, 3);
    assert_eq!(stage.owner.key_policy(&stage.key), *FORTY_STATEMENTS);
    assert_eq!(stage.owner.bucket_policy(&stage.bucket).as_deref(), Some(LONE_STATEMENT));
    assert_eq!(stage.consumer.inline_policy(&stage.role, "crosskms-raw-events"), None);
    let encryption = stage.owner.bucket_encryption(&stage.bucket).unwrap();
    assert_eq!(encryption["Rules"][0]["BucketKeyEnabled"], json!(true), "objects depend on the encryption");
    assert!(stage.planned(&grants, Purpose::Revoke).await.is_empty());
}

#[tokio::test]
async fn a_bucket_without_policy_has_none_after_revoke() {
    let stage = Stage::set();
    let grants = stage.grant(&stage.role);
    stage.applied(&grants, Purpose::Apply).await;
    assert!(stage.owner.bucket_policy(&stage.bucket).is_some());
    stage.applied(&grants, Purpose::Revoke).await;
    assert_eq!(stage.owner.bucket_policy(&stage.bucket), None);
}

#[tokio::test]
async fn edits_of_others_survive_apply_and_revoke() {
    let stage = Stage::set();
    let grants = stage.grant(&stage.role);
    stage.applied(&grants, Purpose::Apply).await;

    let mut policy = json(&stage.owner.key_policy(&stage.key));
    let statements = policy["Statement"].as_array_mut().unwrap();
    let foreign =
        json!({"Sid": "Theirs", "Effect": "Deny", "Principal": "*", "Action": "kms:Sign", "Resource": "*"});
    statements.insert(1, foreign.clone());
    statements[2]["Action"] = json!("kms:Decrypt");
    stage.put_key_policy(&policy.to_string());

    let drift = stage.planned(&grants, Purpose::Apply).await;
    assert_eq!(drift.changes.len(), 1, "only the statement that was ours has to change");
    apply(&stage.cloud, &drift, |_, _| {}).await.unwrap();
    assert_eq!(json(&stage.owner.key_policy(&stage.key))["Statement"][1], foreign);

    stage.applied(&grants, Purpose::Revoke).await;
    let left = json(&stage.owner.key_policy(&stage.key));
    assert_eq!(left["Statement"].as_array().unwrap().len(), 2);
    assert_eq!(left["Statement"][1], foreign);
}

#[tokio::test]
async fn a_write_of_somebody_else_between_plan_and_apply_is_not_lost() {
    let stage = Stage::set();
    let grants = stage.grant(&stage.role);
    let plan = stage.planned(&grants, Purpose::Apply).await;
    stage.put_bucket_policy(LONE_STATEMENT);
    apply(&stage.cloud, &plan, |_, _| {}).await.unwrap();
    let merged = stage.owner.bucket_policy(&stage.bucket).unwrap();
    let theirs = json(LONE_STATEMENT)["Statement"].clone();
    assert_eq!(json(&merged)["Statement"][0], theirs, "{merged}");
    assert_eq!(stage.applied(&grants, Purpose::Apply).await, 0, "the plan came true all the same");
}

#[tokio::test]
async fn users_are_served_like_roles() {
    let stage = Stage::set();
    let user = stage.consumer.create_user();
    let grants = stage.grant(&user);
    stage.applied(&grants, Purpose::Apply).await;
    assert!(stage.consumer.inline_policy(&user, "crosskms-raw-events").is_some());
    stage.applied(&grants, Purpose::Revoke).await;
    assert_eq!(stage.consumer.inline_policy(&user, "crosskms-raw-events"), None);
}

#[tokio::test]
async fn the_embedded_engine_of_the_example_works() {
    let stage = Stage::set();
    let grants = stage.grant(&stage.role);
    embed_engine::share(&stage.cloud, &grants).await.unwrap();
    assert!(stage.planned(&grants, Purpose::Apply).await.is_empty());
}

const LONE_STATEMENT: &str = r#"{"Version": "2012-10-17", "Statement": {"Sid": "TLS", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": false}}}}"#;

static FORTY_STATEMENTS: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    format!("{{ \"Version\" : \"2012-10-17\",\n \"Statement\" : [ {} ] }}", foreign_statements().join(", "))
});

/// Forty statements in the spellings that people and consoles use.
fn foreign_statements() -> Vec<String> {
    let root = r#"{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#;
    let odd = [
        r#""Principal" : "*", "Action" : "kms:Decrypt", "Resource" : "*", "Condition" : {"StringEquals" : {"kms:CallerAccount" : "111122223333"}}"#,
        r#""NotPrincipal":{"AWS":["111122223333"]},"NotAction":["kms:Describe*"],"Resource":["*"]"#,
        r#""Principal":{"Service":"logs.eu-west-1.amazonaws.com"},"Action":["kms:Encrypt*"],"NotResource":"arn:x","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":3600},"Bool":{"aws:SecureTransport":true}}"#,
        r#""Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:root"]},
           "Action":  "kms:List*","Resource":"*","Condition":{"StringLike":{"kms:EncryptionContext:x":["a*",1.50,1e3]}}"#,
    ];
    let statement = |index: usize| {
        let effect = if index.is_multiple_of(2) { "Deny" } else { "Allow" };
        format!(
            r#"{{ "Sid" : "Zugriff für Prüfer № {index}", "Effect":"{effect}", {} }}"#,
            odd[index % odd.len()]
        )
    };
    std::iter::once(root.to_owned()).chain((1..40).map(statement)).collect()
}
