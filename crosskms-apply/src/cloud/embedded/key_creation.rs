//! Creating keys and aliases as KMS does: what it refuses is refused.

use crosskms::arn::{AccountId, AliasArn, KeyArn, Region};
use crosskms::policy::PolicyDocument;

use super::{EmbeddedCloud, acceptance, not_found};
use crate::cloud::{CloudError, Failure, KeyCreation, KeyDetails, TaggedKeys};
use crate::create_key::NewKey;
use crate::document::DocumentId;
use crate::snapshot::{Key, KeyLabels};

/// The most aliases of one key (R5.10).
const ALIASES: usize = 50;

impl KeyCreation for EmbeddedCloud {
    async fn key_of_alias(&self, alias: &AliasArn) -> Result<Option<KeyArn>, CloudError> {
        Ok(self.state().snapshot.aliases.get(alias).cloned())
    }

    async fn key_details(&self, key: &KeyArn) -> Result<KeyDetails, CloudError> {
        let state = self.state();
        let found = state.snapshot.keys.get(key).cloned();
        let found = found.ok_or_else(|| not_found("kms:DescribeKey", key.as_str(), key.account()))?;
        Ok(KeyDetails {
            state: found.description.unwrap_or_default().state,
            description: found.labels.description,
            policy: Some(found.policy.text().to_owned()),
            tags: Some(found.labels.tags),
        })
    }

    async fn tagged_keys(
        &self,
        account: AccountId,
        region: &Region,
        (name, value): (&str, &str),
    ) -> Result<TaggedKeys, CloudError> {
        let state = self.state();
        let of_region =
            state.snapshot.keys.iter().filter(|(arn, _)| arn.account() == account && arn.region() == *region);
        let tagged = of_region.filter(|(_, key)| key.labels.tags.get(name).is_some_and(|is| is == value));
        Ok(TaggedKeys { keys: tagged.map(|(arn, _)| arn.clone()).collect(), unread: 0 })
    }

    async fn create_key(&self, key: &NewKey) -> Result<KeyArn, CloudError> {
        let alias = key.alias();
        let failed = |failure| CloudError {
            call: "kms:CreateKey",
            target: alias.to_string(),
            account: alias.account(),
            failure,
        };
        let malformed = |message: String| failed(Failure::MalformedPolicy(message));
        let text = key.policy().to_string();
        let policy = PolicyDocument::parse(text.clone()).map_err(|error| malformed(error.to_string()))?;
        let arn = unused_arn(key).map_err(|error| malformed(error.to_string()))?;
        let labels = KeyLabels { description: key.description().to_owned(), tags: key.tags().clone() };
        let mut state = self.state();
        let mut after = state.snapshot.clone();
        after.keys.insert(arn.clone(), Key { labels, ..Key::new(policy) });
        acceptance::check(&after, &DocumentId::KeyPolicy(arn.clone()), &text)
            .map_err(|error| failed(error.failure))?;
        state.snapshot = after;
        Ok(arn)
    }

    async fn create_alias(&self, alias: &AliasArn, key: &KeyArn) -> Result<(), CloudError> {
        let failed = |failure| CloudError {
            call: "kms:CreateAlias",
            target: alias.to_string(),
            account: alias.account(),
            failure,
        };
        if alias.name().is_reserved() {
            let code = "NotAuthorizedException".to_owned();
            let message = "aliases that begin with `alias/aws/` are AWS's own".to_owned();
            return Err(failed(Failure::Other { code, message }));
        }
        let snapshot = &mut self.state().snapshot;
        if snapshot.aliases.contains_key(alias) {
            return Err(failed(Failure::AlreadyExists(format!(
                "an alias with the name {alias} already exists"
            ))));
        }
        let same_place = key.account() == alias.account() && key.region() == alias.region();
        if !same_place || !snapshot.keys.contains_key(key) {
            return Err(failed(Failure::NotFound(format!("`{key}` does not exist in the embedded cloud"))));
        }
        if snapshot.aliases.values().filter(|other| *other == key).count() >= ALIASES {
            return Err(failed(Failure::LimitExceeded(format!("a key has at most {ALIASES} aliases"))));
        }
        snapshot.aliases.insert(alias.clone(), key.clone());
        Ok(())
    }
}

/// An ARN as KMS makes it (R1.21): random, so that no other key has it.
fn unused_arn(key: &NewKey) -> Result<KeyArn, crosskms::arn::ArnError> {
    let alias = key.alias();
    let mut digits = |count| std::iter::repeat_with(|| fastrand::digit(16)).take(count).collect::<String>();
    let id = match key.is_multi_region() {
        true => format!("mrk-{}", digits(32)),
        false => [8, 4, 4, 4, 12].map(&mut digits).join("-"),
    };
    format!("arn:{}:kms:{}:{}:key/{id}", alias.partition(), alias.region(), alias.account()).parse()
}
