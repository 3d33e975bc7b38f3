//! An account of the local AWS: setting the stage, and reading back what was written.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use crosskms::arn::{AccountId, KeyArn, PrincipalArn, PrincipalKind};
use crosskms_apply::document::BucketId;
use serde_json::{Value, json};

use crate::independent::Refused;
use crate::proxy::FaultProxy;
use crate::server::LocalAws;

/// The Region of keys and buckets, where a test does not say another.
pub const REGION: &str = "ap-northeast-1";

/// An account of a [`LocalAws`].
#[derive(Debug)]
pub struct Account<'a> {
    aws: &'a LocalAws,
    id: AccountId,
    credentials: Credentials,
}

impl<'a> Account<'a> {
    pub(crate) fn new(aws: &'a LocalAws, id: &str) -> Self {
        let role = format!("arn:aws:iam::{id}:role/crosskms");
        let assumed = aws
            .call(
                None,
                REGION,
                "sts",
                "assume_role",
                &json!({"RoleArn": role, "RoleSessionName": "crosskms"}),
            )
            .expect("any role can be assumed");
        let credential = |name| text(&assumed, &["Credentials", name]);
        let (key, secret, token) =
            (credential("AccessKeyId"), credential("SecretAccessKey"), credential("SessionToken"));
        aws.add_profile(
            &format!("[profile {id}]"),
            &format!(
                "aws_access_key_id = {key}\naws_secret_access_key = {secret}\naws_session_token = {token}\n"
            ),
        );
        let id = id.parse().expect("an account id has twelve digits");
        Self { aws, id, credentials: Credentials::new(key, secret, Some(token), None, "local") }
    }

    /// The account's id.
    pub const fn id(&self) -> AccountId {
        self.id
    }

    /// A configuration for AWS's SDK that acts in this account.
    pub fn config(&self) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-east-1"))
            .endpoint_url(self.aws.endpoint())
            .credentials_provider(SharedCredentialsProvider::new(self.credentials.clone()))
            .build()
    }

    /// The same, but over this line to the server.
    pub fn config_through(&self, proxy: &FaultProxy) -> SdkConfig {
        self.config().into_builder().endpoint_url(proxy.endpoint()).build()
    }

    /// The entry of the account in a `crosskms.toml`, for a [command](LocalAws::command).
    pub fn toml(&self) -> String {
        let (id, endpoint) = (self.id, self.aws.endpoint());
        format!("[accounts.{id}]\nprofile = \"{id}\"\nendpoint_url = \"{endpoint}\"\n")
    }

    /// Any call of the independent client, in boto3's words, in [`REGION`].
    ///
    /// # Errors
    ///
    /// What the server answers.
    pub fn call(&self, service: &str, call: &str, with: &Value) -> Result<Value, Refused> {
        self.call_in(REGION, service, call, with)
    }

    /// Any call of the independent client in a Region.
    ///
    /// # Errors
    ///
    /// What the server answers.
    pub fn call_in(&self, region: &str, service: &str, call: &str, with: &Value) -> Result<Value, Refused> {
        self.aws.call(Some(self.id.as_str()), region, service, call, with)
    }

    /// A new key in [`REGION`] with KMS's default policy.
    pub fn create_key(&self) -> KeyArn {
        self.create_key_in(REGION)
    }

    /// A new key in a Region with KMS's default policy.
    pub fn create_key_in(&self, region: &str) -> KeyArn {
        let created = self.call_in(region, "kms", "create_key", &json!({})).expect("a key can be created");
        text(&created, &["KeyMetadata", "Arn"]).parse().expect("a key has an ARN")
    }

    /// A new bucket in [`REGION`] without policy.
    pub fn create_bucket(&self) -> BucketId {
        self.create_bucket_in(REGION)
    }

    /// A new bucket in a Region without policy.
    pub fn create_bucket_in(&self, region: &str) -> BucketId {
        let name = self.aws.unused_name("bucket");
        let with = match region {
            "us-east-1" => json!({"Bucket": name}),
            _ => json!({"Bucket": name, "CreateBucketConfiguration": {"LocationConstraint": region}}),
        };
        self.call_in(region, "s3", "create_bucket", &with).expect("a bucket can be created");
        BucketId {
            arn: format!("arn:aws:s3:::{name}").parse().expect("a bucket has an ARN"),
            owner: self.id,
            region: region.parse().expect("the Region exists"),
        }
    }

    /// A new role without policies.
    pub fn create_role(&self) -> PrincipalArn {
        let trust = json!({"Version": "2012-10-17", "Statement": []}).to_string();
        let with = json!({"RoleName": self.aws.unused_name("role"), "Path": "/data/", "AssumeRolePolicyDocument": trust});
        let created = self.call("iam", "create_role", &with).expect("a role can be created");
        text(&created, &["Role", "Arn"]).parse().expect("a role has an ARN")
    }

    /// A new user without policies.
    pub fn create_user(&self) -> PrincipalArn {
        let with = json!({"UserName": self.aws.unused_name("user")});
        let created = self.call("iam", "create_user", &with).expect("a user can be created");
        text(&created, &["User", "Arn"]).parse().expect("a user has an ARN")
    }

    /// The policy of a key, byte for byte.
    pub fn key_policy(&self, key: &KeyArn) -> String {
        let with = json!({"KeyId": key.as_str(), "PolicyName": "default"});
        let region = key.region();
        let answer =
            self.call_in(region.as_str(), "kms", "get_key_policy", &with).expect("a key has a policy");
        text(&answer, &["Policy"])
    }

    /// The policy of a bucket, byte for byte.
    pub fn bucket_policy(&self, bucket: &BucketId) -> Option<String> {
        let answer = self.of_bucket("get_bucket_policy", bucket, "NoSuchBucketPolicy")?;
        Some(text(&answer, &["Policy"]))
    }

    /// The encryption configuration of a bucket.
    pub fn bucket_encryption(&self, bucket: &BucketId) -> Option<Value> {
        let missing = "ServerSideEncryptionConfigurationNotFoundError";
        let mut answer = self.of_bucket("get_bucket_encryption", bucket, missing)?;
        answer.get_mut("ServerSideEncryptionConfiguration").map(Value::take)
    }

    /// An inline policy of a role or user.
    pub fn inline_policy(&self, principal: &PrincipalArn, name: &str) -> Option<Value> {
        let (call, holder) = match principal.kind() {
            PrincipalKind::User => ("get_user_policy", "UserName"),
            _ => ("get_role_policy", "RoleName"),
        };
        let answer = self.call("iam", call, &json!({holder: principal.name(), "PolicyName": name}));
        let mut answer = present(answer, "NoSuchEntity")?;
        answer.get_mut("PolicyDocument").map(Value::take)
    }

    fn of_bucket(&self, call: &str, bucket: &BucketId, missing: &str) -> Option<Value> {
        let with = json!({"Bucket": bucket.arn.name().as_str()});
        present(self.call_in(bucket.region.as_str(), "s3", call, &with), missing)
    }
}

/// The answer; none when it is the error of something missing.
fn present(answer: Result<Value, Refused>, missing: &str) -> Option<Value> {
    match answer {
        Ok(answer) => Some(answer),
        Err(refused) if refused.code == missing => None,
        Err(refused) => panic!("{refused}"),
    }
}

/// The text at a path of an answer.
fn text(answer: &Value, path: &[&str]) -> String {
    let value = path.iter().try_fold(answer, |value, name| value.get(name));
    value.and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {path:?} in {answer}")).to_owned()
}
