//! Whether the key that is asked for is there already, under its alias or still without it.

use crosskms::arn::KeyArn;
use jiff::Timestamp;

use super::difference::{self, Difference};
use super::{CreateKeyError, NewKey, TAG};
use crate::cloud::{CloudError, Failure, KeyCreation};
use crate::journal::RecordedKey;

/// Where a key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// There is none.
    Missing {
        /// How many keys there are of which nobody can say that they were not created for this alias.
        unread: usize,
        /// When a run of this journal asked for it and had no answer.
        unanswered: Option<Timestamp>,
    },
    /// It was created for the alias, which it does not have yet.
    Unnamed(ExistingKey),
    /// The alias leads to it.
    There(ExistingKey),
}

/// A key that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExistingKey {
    /// The key.
    pub key: KeyArn,
    /// In what it differs from what is asked for.
    pub differences: Vec<Difference>,
}

/// Looks for the key by its alias, then for one that an earlier run created and left without it: by the tag, and among
/// the keys that the runs of a journal tell of, which readers of the tags may not see yet (R5.6).
///
/// # Errors
///
/// When something cannot be read, or several keys were created for the alias.
pub async fn look_up<C: KeyCreation>(
    cloud: &C,
    wanted: &NewKey,
    recorded: &[RecordedKey],
) -> Result<Standing, CreateKeyError> {
    let alias = wanted.alias();
    if let Some(key) = cloud.key_of_alias(alias).await? {
        let details = cloud.key_details(&key).await?;
        let differences = difference::all(&key, &details, wanted);
        return Ok(Standing::There(ExistingKey { key, differences }));
    }
    let name = alias.name();
    let tagged = cloud.tagged_keys(alias.account(), &alias.region(), (TAG, name.as_str())).await?;
    let ours = || recorded.iter().filter(|recorded| recorded.alias == *alias);
    let mut candidates = tagged.keys;
    candidates.extend(ours().filter_map(|recorded| recorded.key.clone()));
    candidates.sort_unstable();
    candidates.dedup();
    let mut found = Vec::new();
    for key in candidates {
        found.extend(unnamed(cloud, key, wanted).await?);
    }
    match (found.pop(), found.as_slice()) {
        (None, _) => {
            let unanswered =
                ours().filter(|recorded| recorded.is_unanswered()).map(|recorded| recorded.asked);
            Ok(Standing::Missing { unread: tagged.unread, unanswered: unanswered.max() })
        }
        (Some(only), []) => Ok(Standing::Unnamed(only)),
        (Some(last), others) => {
            let keys = others.iter().chain([&last]).map(|found| found.key.clone()).collect();
            Err(CreateKeyError::Several { alias: alias.clone(), keys })
        }
    }
}

/// The key, if it is one that was created for the alias and is to stay.
async fn unnamed<C: KeyCreation>(
    cloud: &C,
    key: KeyArn,
    wanted: &NewKey,
) -> Result<Option<ExistingKey>, CloudError> {
    let details = match cloud.key_details(&key).await {
        Err(CloudError { failure: Failure::NotFound(_), .. }) => return Ok(None),
        details => details?,
    };
    if details.state.starts_with("Pending") && details.state.ends_with("Deletion") {
        return Ok(None);
    }
    // Who takes the tag away says that the key is no longer meant.
    let is_meant = details.tags.as_ref().is_none_or(|tags| tags.get(TAG) == wanted.tags().get(TAG));
    let differences = difference::all(&key, &details, wanted);
    Ok(is_meant.then_some(ExistingKey { key, differences }))
}
