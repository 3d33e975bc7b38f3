//! Every method of the cloud on AWS's SDK, against a server, seen by a client that shares no code with it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use crosskms::arn::PrincipalArn;
use crosskms_apply::cloud::aws::AwsCloud;
use crosskms_apply::cloud::{Cloud, CloudError, Failure, NextStep};
use crosskms_apply::document::{BucketId, DocumentId, PolicyArn};
use crosskms_end_to_end::{Account, LocalAws, REGION};
use serde_json::{Value, json};

const OWNER: &str = "111122223333";
const CONSUMER: &str = "444455556666";

/// Spaces, signs that percent-encoding touches, letters beyond ASCII: what comes back must be this very text.
const POLICY: &str = r#"{ "Version": "2012-10-17",
    "Statement": [{"Sid": "A", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                   "Action": "kms:*", "Resource": "*", "Condition": {"StringLike": {"aws:x": "a+b %20 é/*?&=<>"}}}]}"#;

fn identity_policy() -> String {
    POLICY.replace(r#""Principal": {"AWS": "arn:aws:iam::111122223333:root"},"#, "")
}

fn inline(principal: &PrincipalArn) -> DocumentId {
    DocumentId::IdentityPolicy { principal: principal.clone(), name: "crosskms-raw-events".to_owned() }
}

/// Writes a document and reads it back.
async fn round_trip(cloud: &AwsCloud, document: &DocumentId, text: &str) {
    cloud.write(document, text).await.unwrap();
    assert_eq!(cloud.read(document).await.unwrap().as_deref(), Some(text));
}

fn is_not_found<T: std::fmt::Debug>(answer: Result<T, CloudError>) -> bool {
    matches!(answer.unwrap_err().failure, Failure::NotFound(_))
}

/// What another resource of this name, beside `existing`, would be.
fn beside<T>(existing: &str, name: &str) -> T
where
    T: std::str::FromStr<Err: std::fmt::Debug>,
{
    let end = existing.rfind(['/', ':']).unwrap();
    let (parent, _) = existing.split_at(end + 1);
    format!("{parent}{name}").parse().unwrap()
}

#[tokio::test]
async fn key_policies() {
    let aws = LocalAws::shared();
    let (owner, consumer) = (aws.account(OWNER), aws.account(CONSUMER));
    let cloud = aws.cloud([&owner, &consumer]);
    for key in [owner.create_key(), owner.create_key_in("eu-west-1"), consumer.create_key()] {
        let document = DocumentId::KeyPolicy(key.clone());
        assert!(cloud.read(&document).await.unwrap().unwrap().contains("kms:*"));
        round_trip(&cloud, &document, POLICY).await;
        let foreign = if key.account() == owner.id() { &owner } else { &consumer };
        assert_eq!(foreign.key_policy(&key), POLICY);

        let description = cloud.describe_key(&key).await.unwrap();
        assert_eq!((description.state.as_str(), description.usage.as_str()), ("Enabled", "ENCRYPT_DECRYPT"));
        assert_eq!(
            (description.spec.as_str(), description.manager.as_str()),
            ("SYMMETRIC_DEFAULT", "CUSTOMER")
        );

        let missing = beside(key.as_str(), "1234abcd-12ab-34cd-56ef-1234567890ab");
        assert!(is_not_found(cloud.describe_key(&missing).await));
        assert!(is_not_found(cloud.read(&DocumentId::KeyPolicy(missing.clone())).await));
        assert!(is_not_found(cloud.write(&DocumentId::KeyPolicy(missing), POLICY).await));
    }
}

#[tokio::test]
async fn a_key_that_is_pending_deletion_says_so() {
    let aws = LocalAws::shared();
    let owner = aws.account(OWNER);
    let key = owner.create_key();
    let with = json!({"KeyId": key.key_id().as_str(), "PendingWindowInDays": 7});
    owner.call("kms", "schedule_key_deletion", &with).unwrap();
    assert_eq!(aws.cloud([&owner]).describe_key(&key).await.unwrap().state, "PendingDeletion");
}

#[tokio::test]
async fn inline_policies() {
    let aws = LocalAws::shared();
    let consumer = aws.account(CONSUMER);
    let cloud = aws.cloud([&consumer]);
    for principal in [consumer.create_role(), consumer.create_user()] {
        let document = inline(&principal);
        assert_eq!(cloud.read(&document).await, Ok(None));
        cloud.delete(&document).await.unwrap();

        let text = identity_policy();
        round_trip(&cloud, &document, &text).await;
        let seen = consumer.inline_policy(&principal, "crosskms-raw-events").unwrap();
        assert_eq!(seen, serde_json::from_str::<Value>(&text).unwrap());

        let refused = cloud.write(&document, "{}").await.unwrap_err();
        assert!(matches!(refused.failure, Failure::MalformedPolicy(_)), "{refused}");
        assert_eq!(cloud.read(&document).await.unwrap(), Some(text));

        cloud.delete(&document).await.unwrap();
        assert_eq!(consumer.inline_policy(&principal, "crosskms-raw-events"), None);

        let missing = beside(principal.as_str(), "nobody");
        assert_eq!(cloud.read(&inline(&missing)).await, Ok(None));
        assert!(is_not_found(cloud.write(&inline(&missing), &identity_policy()).await));
        assert!(is_not_found(cloud.describe_principal(&missing).await));
        cloud.delete(&inline(&missing)).await.unwrap();
    }
}

#[tokio::test]
async fn bucket_policies() {
    let aws = LocalAws::shared();
    let owner = aws.account(OWNER);
    let cloud = aws.cloud([&owner]);
    for bucket in [owner.create_bucket(), owner.create_bucket_in("us-east-1")] {
        let document = DocumentId::BucketPolicy(bucket.clone());
        assert_eq!(cloud.read(&document).await, Ok(None));
        round_trip(&cloud, &document, POLICY).await;
        assert_eq!(owner.bucket_policy(&bucket).as_deref(), Some(POLICY));
        cloud.delete(&document).await.unwrap();
        assert_eq!(owner.bucket_policy(&bucket), None);
        cloud.delete(&document).await.unwrap();

        let missing = DocumentId::BucketPolicy(missing_bucket(&bucket));
        assert!(is_not_found(cloud.read(&missing).await));
        assert!(is_not_found(cloud.write(&missing, POLICY).await));
        cloud.delete(&missing).await.unwrap();
    }
}

fn missing_bucket(bucket: &BucketId) -> BucketId {
    BucketId { arn: beside(bucket.arn.as_str(), "no-such-bucket"), ..bucket.clone() }
}

#[tokio::test]
async fn bucket_encryption() {
    let aws = LocalAws::shared();
    let owner = aws.account(OWNER);
    let cloud = aws.cloud([&owner]);
    let (key, bucket) = (owner.create_key(), owner.create_bucket());
    let document = DocumentId::BucketEncryption(bucket.clone());
    assert_eq!(cloud.read(&document).await, Ok(None));

    let configuration = json!({"Rules": [{
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key.as_str()},
        "BucketKeyEnabled": true,
    }]});
    cloud.write(&document, &configuration.to_string()).await.unwrap();
    assert_eq!(owner.bucket_encryption(&bucket), Some(configuration.clone()));
    let read = cloud.read(&document).await.unwrap().unwrap();
    assert_eq!(serde_json::from_str::<Value>(&read).unwrap(), configuration);

    let unknown = cloud.write(&document, r#"{"Rules": [{"Novelty": 1}]}"#).await.unwrap_err();
    assert!(matches!(unknown.failure, Failure::MalformedPolicy(_)), "{unknown}");
    assert!(cloud.delete(&document).await.is_err());
    assert_eq!(owner.bucket_encryption(&bucket), Some(configuration));
    assert!(is_not_found(cloud.read(&DocumentId::BucketEncryption(missing_bucket(&bucket))).await));
}

#[tokio::test]
async fn regions_of_buckets() {
    let aws = LocalAws::shared();
    let owner = aws.account(OWNER);
    let cloud = aws.cloud([&owner]);
    for region in [REGION, "us-east-1", "eu-west-1"] {
        let bucket = owner.create_bucket_in(region);
        let believed = BucketId { region: "eu-central-1".parse().unwrap(), ..bucket };
        assert_eq!(cloud.bucket_region(&believed).await.unwrap().as_str(), region);
    }
    assert!(is_not_found(cloud.bucket_region(&missing_bucket(&owner.create_bucket())).await));
}

#[tokio::test]
async fn permissions_boundaries() {
    let aws = LocalAws::shared();
    let consumer = aws.account(CONSUMER);
    let cloud = aws.cloud([&consumer]);
    let boundary = create_policy(&consumer, "boundary");
    let (role, user) = (consumer.create_role(), consumer.create_user());
    for principal in [&role, &user] {
        assert_eq!(cloud.describe_principal(principal).await.unwrap().permissions_boundary, None);
    }
    let with = json!({"RoleName": role.name(), "PermissionsBoundary": boundary});
    consumer.call("iam", "put_role_permissions_boundary", &with).unwrap();
    let described = cloud.describe_principal(&role).await.unwrap();
    assert_eq!(described.permissions_boundary.as_ref(), Some(&boundary));
    let text = cloud.boundary_policy(&role, &boundary).await.unwrap();
    assert_eq!(text.unwrap(), everything().to_string());
    assert_eq!(cloud.boundary_policy(&role, &format!("{boundary}-2")).await.unwrap(), None);

    let account = CONSUMER.parse().unwrap();
    assert_eq!(cloud.describe_principal(&account).await.unwrap().permissions_boundary, None);
}

#[tokio::test]
async fn a_role_under_another_path_is_another_role() {
    let aws = LocalAws::shared();
    let consumer = aws.account(CONSUMER);
    let role = consumer.create_role();
    let elsewhere: PrincipalArn = role.as_str().replace("role/data/", "role/").parse().unwrap();
    let error = aws.cloud([&consumer]).describe_principal(&elsewhere).await.unwrap_err();
    assert!(error.to_string().ends_with(&format!("is `{role}`")), "{error}");
}

#[tokio::test]
async fn all_identity_policies() {
    let aws = LocalAws::shared();
    let consumer = aws.account(CONSUMER);
    let cloud = aws.cloud([&consumer]);

    let role = consumer.create_role();
    assert!(cloud.identity_policies(&role).await.unwrap().is_empty());
    // More than IAM lists on one page.
    let mut expected: Vec<String> = (0..120).map(|number| format!("inline-{number:03}")).collect();
    for name in &expected {
        let document = DocumentId::IdentityPolicy { principal: role.clone(), name: name.clone() };
        cloud.write(&document, &identity_policy()).await.unwrap();
    }
    let managed = create_policy(&consumer, "managed");
    let newer = json!({"PolicyArn": managed, "PolicyDocument": identity_policy(), "SetAsDefault": true});
    consumer.call("iam", "create_policy_version", &newer).unwrap();
    consumer
        .call("iam", "attach_role_policy", &json!({"RoleName": role.name(), "PolicyArn": managed}))
        .unwrap();
    expected.insert(0, managed.clone());
    let found = cloud.identity_policies(&role).await.unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    for document in found.values() {
        assert_eq!(*document, identity_policy());
    }

    let user = consumer.create_user();
    cloud.write(&inline(&user), &identity_policy()).await.unwrap();
    consumer.call("iam", "create_group", &json!({"GroupName": "readers"})).unwrap();
    let (member, group) =
        (json!({"GroupName": "readers", "UserName": user.name()}), json!({"GroupName": "readers"}));
    consumer.call("iam", "add_user_to_group", &member).unwrap();
    let own = json!({"GroupName": "readers", "PolicyName": "own", "PolicyDocument": identity_policy()});
    consumer.call("iam", "put_group_policy", &own).unwrap();
    let attached = json!({"GroupName": group["GroupName"], "PolicyArn": managed});
    consumer.call("iam", "attach_group_policy", &attached).unwrap();
    let found = cloud.identity_policies(&user).await.unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), [&managed, "crosskms-raw-events", "group/readers/own"]);

    assert!(cloud.identity_policies(&CONSUMER.parse().unwrap()).await.unwrap().is_empty());
    assert!(is_not_found(cloud.identity_policies(&beside(role.as_str(), "nobody")).await));
}

#[tokio::test]
async fn a_managed_policy_is_written_eight_times_attached_and_taken_away() {
    let aws = LocalAws::shared();
    let consumer = aws.account(CONSUMER);
    let cloud = aws.cloud([&consumer]);
    let (role, user) = (consumer.create_role(), consumer.create_user());
    let policy = PolicyArn::beside(&role, &format!("crosskms-{}", role.name()));
    let document = DocumentId::ManagedPolicy(policy.clone());
    assert_eq!(cloud.read(&document).await.unwrap(), None);
    for number in 0..8 {
        let text = identity_policy().replace("kms:*", &format!("kms:Get{number}"));
        if number > 0 {
            let in_the_way = cloud.versions_in_the_way(&policy, NextStep::Write).await.unwrap();
            let ids: Vec<_> = in_the_way.iter().map(|version| version.id.clone()).collect();
            let expected = if number < 5 { Vec::new() } else { vec![format!("v{}", number - 4)] };
            assert_eq!(ids, expected);
            for version in in_the_way {
                assert!(version.text.contains(&format!("kms:Get{}", number - 5)), "{version:?}");
                cloud.delete_version(&policy, &version.id).await.unwrap();
                cloud.delete_version(&policy, &version.id).await.unwrap();
            }
        }
        cloud.write(&document, &text).await.unwrap();
        assert_eq!(cloud.read(&document).await.unwrap(), Some(text));
    }
    let versions =
        consumer.call("iam", "list_policy_versions", &json!({"PolicyArn": policy.as_str()})).unwrap();
    assert_eq!(versions["Versions"].as_array().unwrap().len(), 5);
    for principal in [&role, &user] {
        let attachment =
            DocumentId::PolicyAttachment { principal: principal.clone(), policy: policy.clone() };
        assert_eq!(cloud.read(&attachment).await.unwrap(), None);
        cloud.write(&attachment, "{}").await.unwrap();
        assert!(cloud.read(&attachment).await.unwrap().is_some_and(|text| text.contains(policy.as_str())));
        assert!(cloud.attached_policies(principal).await.unwrap().contains(policy.as_str()));
        assert!(cloud.identity_policies(principal).await.unwrap().contains_key(policy.as_str()));
    }
    assert_eq!(cloud.versions_in_the_way(&policy, NextStep::Delete).await.unwrap(), [], "it is attached");
    for principal in [&role, &user] {
        let attachment =
            DocumentId::PolicyAttachment { principal: principal.clone(), policy: policy.clone() };
        // The second time there is nothing left to do.
        cloud.delete(&attachment).await.unwrap();
        cloud.delete(&attachment).await.unwrap();
        assert_eq!(cloud.read(&attachment).await.unwrap(), None);
    }
    let in_the_way = cloud.versions_in_the_way(&policy, NextStep::Delete).await.unwrap();
    assert_eq!(in_the_way.len(), 4);
    for version in in_the_way {
        cloud.delete_version(&policy, &version.id).await.unwrap();
    }
    cloud.delete(&document).await.unwrap();
    cloud.delete(&document).await.unwrap();
    assert_eq!(cloud.read(&document).await.unwrap(), None);
}

/// A managed policy; its ARN.
fn everything() -> serde_json::Value {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
}

fn create_policy(account: &Account<'_>, name: &str) -> String {
    let with = json!({"PolicyName": name, "PolicyDocument": everything().to_string()});
    let created = account.call("iam", "create_policy", &with).unwrap();
    created["Policy"]["Arn"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn accounts_do_not_see_each_other() {
    let aws = LocalAws::shared();
    let (owner, consumer) = (aws.account(OWNER), aws.account(CONSUMER));
    let role = consumer.create_role();
    let same_name: PrincipalArn = role.as_str().replace(CONSUMER, OWNER).parse().unwrap();
    let cloud = aws.cloud([&owner, &consumer]);
    cloud.write(&inline(&role), &identity_policy()).await.unwrap();
    assert_eq!(cloud.read(&inline(&same_name)).await, Ok(None));
    assert!(is_not_found(cloud.describe_principal(&same_name).await));

    let alone = aws.cloud([&owner]);
    let error = alone.read(&inline(&role)).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Credentials(_)), "{error}");
}
