//! What creating keys needs of a cloud, apart from what plans need: who applies grants creates none.

use std::collections::BTreeMap;
use std::future::Future;

use crosskms::arn::{AccountId, AliasArn, KeyArn, Region};

use super::CloudError;
use crate::create_key::NewKey;

/// Accounts in which keys can be created.
pub trait KeyCreation: Sync {
    /// The key to which an alias leads; `None` when there is no such alias.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers. A denial does not tell whether there is such an alias.
    fn key_of_alias(
        &self,
        alias: &AliasArn,
    ) -> impl Future<Output = Result<Option<KeyArn>, CloudError>> + Send;

    /// What a key is compared by with the one that is asked for.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers; that policy or tags may not be read is no failure, but told.
    fn key_details(&self, key: &KeyArn) -> impl Future<Output = Result<KeyDetails, CloudError>> + Send;

    /// The keys of an account and Region that have a tag of this value.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers; that the tags of a key may not be read is no failure, but told.
    fn tagged_keys(
        &self,
        account: AccountId,
        region: &Region,
        tag: (&str, &str),
    ) -> impl Future<Output = Result<TaggedKeys, CloudError>> + Send;

    /// Creates a key, sending the call once: a second one would create a second key.
    ///
    /// # Errors
    ///
    /// Whatever the cloud answers; where no answer came, there may be a key nevertheless.
    fn create_key(&self, key: &NewKey) -> impl Future<Output = Result<KeyArn, CloudError>> + Send;

    /// Gives a key an alias that does not exist yet.
    ///
    /// # Errors
    ///
    /// [`Failure::AlreadyExists`](super::Failure::AlreadyExists) when there is such an alias, whichever key it leads to.
    fn create_alias(
        &self,
        alias: &AliasArn,
        key: &KeyArn,
    ) -> impl Future<Output = Result<(), CloudError>> + Send;
}

/// A key that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyDetails {
    /// `KeyState`, for example `Enabled`.
    pub state: String,
    /// The description, empty if there is none.
    pub description: String,
    /// The key policy, if it may be read.
    pub policy: Option<String>,
    /// The tags, if they may be read.
    pub tags: Option<BTreeMap<String, String>>,
}

/// Keys found by a tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaggedKeys {
    /// Those that have it.
    pub keys: Vec<KeyArn>,
    /// How many there are whose tags may not be read.
    pub unread: usize,
}
