//! Keys and their policies.

use aws_sdk_kms::Client;
use aws_sdk_kms::types::KeyUsageType;
use crosskms::arn::{KeyArn, Region};

use super::AwsCloud;
use super::call::Call;
use super::retry::kms_once;
use crate::cloud::{CloudError, KeyDescription};

/// The only policy that a key owner can write (R5.1).
const DEFAULT: &str = "default";

impl AwsCloud {
    pub(super) async fn key_policy(&self, key: &KeyArn) -> Result<String, CloudError> {
        let call = about("kms:GetKeyPolicy", key);
        let kms = self.clients(&call)?.kms(&key.region());
        let answer =
            call.answer(kms.get_key_policy().key_id(key.as_str()).policy_name(DEFAULT).send().await)?;
        call.member("Policy", answer.policy)
    }

    /// Waits until `PutKeyPolicy` may be called.
    pub(super) async fn turn_of_key_policy(&self, key: &KeyArn) {
        // That there are no credentials is told by the call itself.
        let _ = self.in_turn(&about("kms:PutKeyPolicy", key), &key.region()).await;
    }

    /// Waits until a call may be made, and hands out the client for it.
    pub(super) async fn in_turn(&self, call: &Call<'_>, region: &Region) -> Result<Client, CloudError> {
        let clients = self.clients(call)?;
        clients.rates.turn(call.name, region).await;
        Ok(clients.kms(region))
    }

    /// Leaves `BypassPolicyLockoutSafetyCheck` unset: KMS refuses a policy that locks the caller out (R5.2).
    pub(super) async fn put_key_policy(&self, key: &KeyArn, text: &str) -> Result<(), CloudError> {
        let call = about("kms:PutKeyPolicy", key);
        let kms = self.clients(&call)?.kms(&key.region());
        let put = kms.put_key_policy().key_id(key.as_str()).policy_name(DEFAULT).policy(text);
        call.answer(put.customize().config_override(kms_once()).send().await).map(drop)
    }

    pub(super) async fn key_description(&self, key: &KeyArn) -> Result<KeyDescription, CloudError> {
        let call = about("kms:DescribeKey", key);
        let kms = self.clients(&call)?.kms(&key.region());
        let answer = call.answer(kms.describe_key().key_id(key.as_str()).send().await)?;
        let metadata = call.member("KeyMetadata", answer.key_metadata)?;
        Ok(KeyDescription {
            state: call.member("KeyState", metadata.key_state)?.to_string(),
            spec: call.member("KeySpec", metadata.key_spec)?.to_string(),
            // Left out, it is what `CreateKey` makes of a key for which nothing else was asked (R5.8).
            usage: metadata.key_usage.unwrap_or(KeyUsageType::EncryptDecrypt).to_string(),
            manager: call.member("KeyManager", metadata.key_manager)?.to_string(),
        })
    }
}

pub(super) fn about<'a>(name: &'static str, key: &'a KeyArn) -> Call<'a> {
    Call { name, target: key.as_str(), account: key.account() }
}
