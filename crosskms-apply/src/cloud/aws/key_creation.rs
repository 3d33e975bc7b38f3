//! Creating keys and aliases, and finding what an earlier run created.

use aws_sdk_kms::types::{KeySpec, KeyUsageType, Tag};
use crosskms::arn::{AccountId, AliasArn, KeyArn, Region};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::AwsCloud;
use super::call::Call;
use super::retry::kms_once;
use crate::cloud::{CloudError, Failure, KeyCreation, KeyDetails, TaggedKeys};
use crate::create_key::NewKey;

/// How many keys are asked for their tags side by side.
const WIDTH: usize = 16;
/// The most keys that one answer lists.
const PAGE: i32 = 1000;

impl KeyCreation for AwsCloud {
    async fn key_of_alias(&self, alias: &AliasArn) -> Result<Option<KeyArn>, CloudError> {
        let call = Call { name: "kms:DescribeKey", target: alias.as_str(), account: alias.account() };
        let kms = self.clients(&call)?.kms(&alias.region());
        let asked = kms.describe_key().key_id(alias.as_str()).send().await;
        let Some(answer) = call.answer_unless("NotFoundException", asked)? else { return Ok(None) };
        key_arn(&call, answer.key_metadata.and_then(|metadata| metadata.arn)).map(Some)
    }

    async fn key_details(&self, key: &KeyArn) -> Result<KeyDetails, CloudError> {
        let call = Call { name: "kms:DescribeKey", target: key.as_str(), account: key.account() };
        let kms = self.clients(&call)?.kms(&key.region());
        let answer = call.answer(kms.describe_key().key_id(key.as_str()).send().await)?;
        let metadata = call.member("KeyMetadata", answer.key_metadata)?;
        let tags = unless_denied(self.tags(key).await)?;
        Ok(KeyDetails {
            state: call.member("KeyState", metadata.key_state)?.to_string(),
            description: metadata.description.unwrap_or_default(),
            policy: unless_denied(self.key_policy(key).await)?,
            tags: tags.map(|tags| tags.into_iter().map(|tag| (tag.tag_key, tag.tag_value)).collect()),
        })
    }

    async fn tagged_keys(
        &self,
        account: AccountId,
        region: &Region,
        (name, value): (&str, &str),
    ) -> Result<TaggedKeys, CloudError> {
        let keys = self.keys(account, region).await?;
        let asked = keys.into_iter().map(|key| async {
            match unless_denied(self.tags(&key).await) {
                Ok(Some(tags)) => {
                    let has_it = tags.iter().any(|tag| tag.tag_key == name && tag.tag_value == value);
                    Ok(TaggedKeys { keys: has_it.then_some(key).into_iter().collect(), unread: 0 })
                }
                Ok(None) => Ok(TaggedKeys { keys: Vec::new(), unread: 1 }),
                // It went while it was asked about.
                Err(CloudError { failure: Failure::NotFound(_), .. }) => Ok(TaggedKeys::default()),
                Err(error) => Err(error),
            }
        });
        let add = |mut all: TaggedKeys, one: TaggedKeys| async move {
            all.keys.extend(one.keys);
            all.unread = all.unread.saturating_add(one.unread);
            Ok(all)
        };
        stream::iter(asked).buffer_unordered(WIDTH).try_fold(TaggedKeys::default(), add).await
    }

    /// Leaves `BypassPolicyLockoutSafetyCheck` unset: KMS refuses a policy that locks the caller out (R5.2).
    async fn create_key(&self, key: &NewKey) -> Result<KeyArn, CloudError> {
        let alias = key.alias();
        let call = Call { name: "kms:CreateKey", target: alias.as_str(), account: alias.account() };
        let kms = self.in_turn(&call, &alias.region()).await?;
        let tags: Result<Vec<Tag>, _> = key
            .tags()
            .iter()
            .map(|(name, value)| Tag::builder().tag_key(name).tag_value(value).build())
            .collect();
        let tags = tags.map_err(|error| call.other("ConstructionFailure", error.to_string()))?;
        let create = kms
            .create_key()
            .key_spec(KeySpec::SymmetricDefault)
            .key_usage(KeyUsageType::EncryptDecrypt)
            .multi_region(key.is_multi_region())
            .description(key.description())
            .policy(key.policy().to_string())
            .set_tags(Some(tags));
        let answer = call.answer(create.customize().config_override(kms_once()).send().await)?;
        key_arn(&call, answer.key_metadata.and_then(|metadata| metadata.arn))
    }

    async fn create_alias(&self, alias: &AliasArn, key: &KeyArn) -> Result<(), CloudError> {
        let call = Call { name: "kms:CreateAlias", target: alias.as_str(), account: alias.account() };
        let kms = self.in_turn(&call, &alias.region()).await?;
        let create = kms.create_alias().alias_name(alias.name().as_str()).target_key_id(key.as_str());
        call.answer(create.customize().config_override(kms_once()).send().await).map(drop)
    }
}

impl AwsCloud {
    /// Every key of an account in a Region, those of AWS's services included.
    async fn keys(&self, account: AccountId, region: &Region) -> Result<Vec<KeyArn>, CloudError> {
        let call = Call { name: "kms:ListKeys", target: region.as_str(), account };
        let kms = self.clients(&call)?.kms(region);
        let (mut keys, mut marker) = (Vec::new(), None);
        loop {
            let page = kms.list_keys().limit(PAGE).set_marker(marker).send().await;
            let page = call.answer(page)?;
            for key in page.keys.unwrap_or_default() {
                keys.push(key_arn(&call, key.key_arn)?);
            }
            marker = page.next_marker.filter(|_| page.truncated);
            if marker.is_none() {
                return Ok(keys);
            }
        }
    }

    async fn tags(&self, key: &KeyArn) -> Result<Vec<Tag>, CloudError> {
        let call = Call { name: "kms:ListResourceTags", target: key.as_str(), account: key.account() };
        let kms = self.clients(&call)?.kms(&key.region());
        let (mut tags, mut marker) = (Vec::new(), None);
        loop {
            let page = kms.list_resource_tags().key_id(key.as_str()).set_marker(marker).send().await;
            let page = call.answer(page)?;
            tags.extend(page.tags.unwrap_or_default());
            marker = page.next_marker.filter(|_| page.truncated);
            if marker.is_none() {
                return Ok(tags);
            }
        }
    }
}

/// What was read; nothing, if it may not be.
fn unless_denied<T>(read: Result<T, CloudError>) -> Result<Option<T>, CloudError> {
    match read {
        Err(CloudError { failure: Failure::AccessDenied(_), .. }) => Ok(None),
        read => read.map(Some),
    }
}

fn key_arn(call: &Call<'_>, arn: Option<String>) -> Result<KeyArn, CloudError> {
    let arn = call.member("Arn", arn)?;
    arn.parse().map_err(|error: crosskms::arn::ArnError| call.other("UnreadableAnswer", error.to_string()))
}
