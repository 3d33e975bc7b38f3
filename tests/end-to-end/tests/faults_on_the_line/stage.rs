//! A grant between two accounts, over a line of its own, with what others have there.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_config::SdkConfig;
use aws_config::timeout::TimeoutConfig;
use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalArn};
use crosskms_apply::AwsCloud;
use crosskms_apply::document::{BucketId, PolicyArn};
use crosskms_end_to_end::{Account, FaultProxy, LocalAws};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::operation::Operation;

/// What others have on the key and on the bucket.
const ON_KEY: &str = r#"{ "Sid":"Root", "Effect":"Allow", "Principal":{"AWS":"arn:aws:iam::111122223333:root"}, "Action":"kms:*", "Resource":"*" }"#;
const ON_BUCKET: &str = r#"{"Sid":"Tls","Effect":"Deny", "Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#;

/// How long the client over the line waits for an answer.
const ATTEMPT: Duration = Duration::from_secs(2);

/// How many cases of all tests run side by side: more would make the server slower than the clients wait.
pub(crate) static TURNS: Semaphore = Semaphore::const_new(12);

/// An account over the line, for a client without patience.
pub(crate) fn impatient(account: &Account<'_>, line: &FaultProxy) -> SdkConfig {
    let timeout = TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).build();
    account.config_through(line).into_builder().timeout_config(timeout).build()
}

/// What the grant is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mechanism {
    /// Inline policy, key policy, bucket policy and encryption.
    Policies,
    /// KMS grants to two roles.
    KmsGrants,
    /// A managed policy that is attached to two roles, and the key policy.
    Managed,
}

pub(crate) struct Stage {
    owner: Account<'static>,
    consumer: Account<'static>,
    pub(crate) line: FaultProxy,
    /// Without the line, over it, and over it without patience.
    pub(crate) cloud: AwsCloud,
    pub(crate) over_line: AwsCloud,
    pub(crate) faulty: AwsCloud,
    mechanism: Mechanism,
    key: KeyArn,
    bucket: Option<BucketId>,
    roles: Vec<PrincipalArn>,
    pub(crate) grants: [CrossAccountGrant; 1],
}

impl Stage {
    pub(crate) fn set(mechanism: Mechanism) -> Self {
        let aws = LocalAws::shared();
        let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
        let line = FaultProxy::before(aws);
        let cloud = aws.cloud([&owner, &consumer]);
        let impatient = [&owner, &consumer].map(|account| (account.id(), impatient(account, &line)));
        let through = [&owner, &consumer].map(|account| (account.id(), account.config_through(&line)));
        let over_line = AwsCloud::from_configs(through);
        let faulty = AwsCloud::from_configs(impatient);
        let key = owner.create_key();
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":[ {ON_KEY} ]}}"#);
        let with = json!({"KeyId": key.as_str(), "PolicyName": "default", "Policy": policy});
        owner.call("kms", "put_key_policy", &with).unwrap();
        let bucket = (mechanism == Mechanism::Policies).then(|| {
            let bucket = owner.create_bucket();
            let policy = format!(r#"{{"Version":"2012-10-17","Statement":{ON_BUCKET}}}"#);
            let with = json!({"Bucket": bucket.arn.name().as_str(), "Policy": policy});
            owner.call("s3", "put_bucket_policy", &with).unwrap();
            bucket
        });
        let count = if mechanism == Mechanism::Policies { 1 } else { 2 };
        let roles: Vec<PrincipalArn> = (0..count).map(|_| consumer.create_role()).collect();
        let grants = [granted(mechanism, &key, bucket.as_ref(), &roles)];
        let stage =
            Self { owner, consumer, line, cloud, over_line, faulty, mechanism, key, bucket, roles, grants };
        if mechanism == Mechanism::KmsGrants {
            stage.create_kms_grant("of-others", &stage.roles[0], "Encrypt");
        }
        stage
    }

    /// What the grant has written, and nothing that is of others, each thing in a line.
    pub(crate) fn state(&self) -> BTreeSet<String> {
        let mut state = BTreeSet::new();
        let mut statements = |of: &str, policy: &str| {
            let policy: Value = serde_json::from_str(policy).unwrap();
            let statements = policy.get("Statement").and_then(Value::as_array).cloned().unwrap_or_default();
            let ours = statements.iter().filter(|one| one.to_string().contains("\"Crosskms"));
            state.extend(ours.map(|one| format!("{of}: {one}")));
        };
        statements("key", &self.owner.key_policy(&self.key));
        let bucket = self.bucket.as_ref().and_then(|bucket| self.owner.bucket_policy(bucket));
        bucket.iter().for_each(|policy| statements("bucket", policy));
        match self.mechanism {
            Mechanism::Policies => {
                let policy = self.consumer.inline_policy(&self.roles[0], &self.name());
                state.extend(policy.map(|policy| format!("inline: {policy}")));
            }
            Mechanism::KmsGrants => state.extend(self.kms_grants(&self.name())),
            Mechanism::Managed => {
                state.extend(self.default_version().map(|policy| format!("managed: {policy}")));
                state.extend(self.attached().map(|role| format!("attached: {role}")));
            }
        }
        state
    }

    /// What others wrote is there to the byte.
    pub(crate) fn keeps_what_is_of_others(&self, place: &str) {
        let key = self.owner.key_policy(&self.key);
        assert!(key.contains(ON_KEY), "{place}: {key}");
        if let Some(bucket) = &self.bucket {
            let policy = self.owner.bucket_policy(bucket).unwrap_or_default();
            assert!(policy.contains(ON_BUCKET), "{place}: {policy}");
        }
        if self.mechanism == Mechanism::KmsGrants {
            assert_eq!(self.kms_grants("of-others").len(), 1, "{place}");
        }
    }

    /// Of ours there is what the grant says, or nothing.
    pub(crate) fn is_as_granted(&self, operation: Operation, place: &str) {
        let state = self.state();
        if operation == Operation::Revoke {
            assert!(state.is_empty(), "{place}: {state:?}");
            return;
        }
        let policies = self.grants[0].policies();
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        let json = |one: &dyn ToString| serde_json::from_str::<Value>(&one.to_string()).unwrap();
        let of_key = policies.key_policy_statement().iter();
        wanted.extend(of_key.map(|one| format!("key: {}", json(one))));
        if self.bucket.is_some() {
            let of_bucket = policies.bucket_policy_statement().iter();
            wanted.extend(of_bucket.map(|one| format!("bucket: {}", json(one))));
        }
        match self.mechanism {
            Mechanism::Policies => {
                wanted.insert(format!("inline: {}", json(policies.identity_policy())));
            }
            Mechanism::KmsGrants => wanted.extend(self.roles.iter().map(|role| {
                let wanted = policies.kms_grants().iter().find(|one| one.grantee == role.as_str()).unwrap();
                let operations: BTreeSet<&str> = wanted.operations.iter().map(String::as_str).collect();
                format!("KMS grant: {role} {operations:?}")
            })),
            Mechanism::Managed => {
                wanted.insert(format!("managed: {}", json(policies.identity_policy())));
                wanted.extend(self.roles.iter().map(|role| format!("attached: {}", role.name())));
            }
        }
        assert_eq!(state, wanted, "{place}");
    }

    /// The text of every version of the managed policy; the local server tells them in its list.
    pub(crate) fn versions(&self) -> BTreeSet<String> {
        if self.mechanism != Mechanism::Managed {
            return BTreeSet::new();
        }
        let listed = self.listed_versions();
        listed.iter().filter_map(|version| version.get("Document").map(ToString::to_string)).collect()
    }

    /// Others add versions of the managed policy until there are five, the last perhaps the default one.
    pub(crate) fn others_add_versions(&self, as_default: bool) {
        if self.mechanism != Mechanism::Managed {
            return;
        }
        for number in 2..=5 {
            let text = json!({"Version": "2012-10-17", "Statement": [{
                "Sid": format!("Version{number}"), "Effect": "Allow", "Action": "kms:Decrypt", "Resource": self.key.as_str(),
            }]});
            let with = json!({
                "PolicyArn": self.policy().as_str(), "PolicyDocument": text.to_string(), "SetAsDefault": as_default && number == 5,
            });
            self.consumer.call("iam", "create_policy_version", &with).unwrap();
        }
    }

    /// Others make another KMS grant out of one of ours.
    pub(crate) fn others_change_kms_grants(&self) {
        if self.mechanism != Mechanism::KmsGrants {
            return;
        }
        let of_role = |one: &Value| one.get("GranteePrincipal") == Some(&json!(self.roles[0].as_str()));
        let listed = self.listed_kms_grants(&self.name());
        let id = listed.iter().find(|one| of_role(one)).and_then(|one| one.get("GrantId")).unwrap();
        let with = json!({"KeyId": self.key.as_str(), "GrantId": id});
        self.owner.call("kms", "revoke_grant", &with).unwrap();
        self.create_kms_grant(&self.name(), &self.roles[0], "Encrypt");
    }

    fn create_kms_grant(&self, name: &str, role: &PrincipalArn, operation: &str) {
        let with = json!({"KeyId": self.key.as_str(), "Name": name, "GranteePrincipal": role.as_str(), "Operations": [operation]});
        self.owner.call("kms", "create_grant", &with).unwrap();
    }

    fn name(&self) -> String {
        self.grants[0].name().policy_name()
    }

    fn policy(&self) -> PolicyArn {
        PolicyArn::beside(&self.roles[0], &self.name())
    }

    fn kms_grants(&self, name: &str) -> Vec<String> {
        let told = |one: Value| {
            let operations = one.get("Operations").and_then(Value::as_array).cloned().unwrap_or_default();
            let operations: BTreeSet<&str> = operations.iter().filter_map(Value::as_str).collect();
            let grantee = one.get("GranteePrincipal").and_then(Value::as_str).unwrap_or_default();
            format!("KMS grant: {grantee} {operations:?}")
        };
        self.listed_kms_grants(name).into_iter().map(told).collect()
    }

    fn listed_kms_grants(&self, name: &str) -> Vec<Value> {
        let mut answer = self.owner.call("kms", "list_grants", &json!({"KeyId": self.key.as_str()})).unwrap();
        let mut listed = answer.get_mut("Grants").and_then(Value::as_array_mut).map(std::mem::take).unwrap();
        listed.retain(|one| one.get("Name") == Some(&json!(name)));
        listed
    }

    fn listed_versions(&self) -> Vec<Value> {
        let with = json!({"PolicyArn": self.policy().as_str()});
        match self.consumer.call("iam", "list_policy_versions", &with) {
            Ok(mut answer) => {
                answer.get_mut("Versions").and_then(Value::as_array_mut).map(std::mem::take).unwrap()
            }
            Err(_) => Vec::new(),
        }
    }

    fn default_version(&self) -> Option<Value> {
        let listed = self.listed_versions();
        let default = listed.iter().find(|version| version.get("IsDefaultVersion") == Some(&json!(true)))?;
        default.get("Document").cloned()
    }

    fn attached(&self) -> impl Iterator<Item = &str> {
        let is_attached = |role: &&PrincipalArn| {
            let with = json!({"RoleName": role.name()});
            let answer = self.consumer.call("iam", "list_attached_role_policies", &with).unwrap();
            answer.to_string().contains(self.policy().as_str())
        };
        self.roles.iter().filter(is_attached).map(PrincipalArn::name)
    }
}

fn granted(
    mechanism: Mechanism,
    key: &KeyArn,
    bucket: Option<&BucketId>,
    roles: &[PrincipalArn],
) -> CrossAccountGrant {
    // The names of managed policies are those of an account, so each stage has its own.
    let builder = CrossAccountGrant::builder().name(roles[0].name()).key(key.as_str()).access("read");
    let builder = builder.principals(roles.iter().map(PrincipalArn::as_str));
    let builder = match bucket {
        Some(bucket) => builder.bucket(bucket.arn.as_str()),
        None => builder,
    };
    let builder = match mechanism {
        Mechanism::Policies => builder,
        Mechanism::KmsGrants => builder.mechanism("kms_grant"),
        Mechanism::Managed => builder.identity_policy("managed"),
    };
    builder.build().unwrap()
}
