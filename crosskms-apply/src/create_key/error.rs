//! Why a key was not created, or not as it should be; a key that exists is always named.

use std::time::Duration;

use crosskms::arn::{AliasArn, KeyArn};

use super::TAG;
use crate::cloud::CloudError;
use crate::journal::JournalError;

/// Why a key could not be looked up or created.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateKeyError {
    /// What there is could not be read; nothing was created.
    #[error(transparent)]
    Cloud(#[from] CloudError),
    /// What is about to be done could not be written down; nothing was created.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Several keys were created for one alias.
    #[error("{} keys were created for `{alias}`, and none has it: {}", keys.len(), listed(keys))]
    Several {
        /// The alias.
        alias: AliasArn,
        /// The keys.
        keys: Vec<KeyArn>,
    },
    /// The cloud refused to create the key.
    #[error("no key was created for `{alias}`: {error}")]
    NotCreated {
        /// The alias.
        alias: AliasArn,
        /// The answer.
        error: CloudError,
    },
    /// No answer came, and no key shows.
    #[error("a key for `{alias}` may have been created: {error}")]
    Unanswered {
        /// The alias.
        alias: AliasArn,
        /// What came in place of an answer.
        error: CloudError,
    },
    /// An earlier run had no answer, and it is too early to say that it created no key.
    #[error("an earlier run asked for a key for `{alias}` {} s ago and had no answer", ago.as_secs())]
    TooEarly {
        /// The alias.
        alias: AliasArn,
        /// When that was.
        ago: Duration,
        /// For how long it is too early.
        wait: Duration,
    },
    /// The key exists, without its alias.
    #[error("the key `{key}` was created for `{alias}`, but does not have the alias: {error}")]
    Unnamed {
        /// The alias.
        alias: AliasArn,
        /// The key.
        key: KeyArn,
        /// Why it could not be given the alias.
        error: CloudError,
    },
    /// The key exists, and somebody has given the alias to another one.
    #[error("the key `{key}` was created, but meanwhile `{alias}` leads to `{other}`")]
    AliasTaken {
        /// The alias.
        alias: AliasArn,
        /// The key.
        key: KeyArn,
        /// The key to which the alias leads.
        other: KeyArn,
    },
    /// The operator stopped the run before the key was created.
    #[error("stopped before a key for `{alias}` was created")]
    Stopped {
        /// The alias.
        alias: AliasArn,
    },
}

impl CreateKeyError {
    /// The key that exists in spite of the error.
    pub const fn key(&self) -> Option<&KeyArn> {
        match self {
            Self::Unnamed { key, .. } | Self::AliasTaken { key, .. } => Some(key),
            _ => None,
        }
    }

    /// What the operator can do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Cloud(error) | Self::NotCreated { error, .. } => return error.help(),
            Self::Journal(error) => return error.help(),
            Self::Several { .. } => format!(
                "keep one: take the tag `{TAG}` from the others by `aws kms untag-resource`, or schedule their deletion"
            ),
            Self::Unanswered { .. } => {
                "run the command again in a few minutes: it looks first for a key that was created".to_owned()
            }
            Self::TooEarly { wait, .. } => format!(
                "run the command again in {} s: until then a key that was created may not show",
                wait.as_secs()
            ),
            Self::Unnamed { alias, key, error } => {
                let call = format!(
                    "aws kms create-alias --region {} --alias-name {} --target-key-id {key}",
                    alias.region(),
                    alias.name()
                );
                let again =
                    format!("run the command again, which gives this key the alias, or do it by `{call}`");
                match error.help() {
                    Some(help) => format!("{help}; then {again}"),
                    None => again,
                }
            }
            Self::AliasTaken { key, .. } => format!(
                "name `{key}` in a grant if it is meant, or schedule its deletion by `aws kms schedule-key-deletion \
                 --region {} --key-id {}`",
                key.region(),
                key.key_id().as_str()
            ),
            Self::Stopped { .. } => return None,
        })
    }
}

fn listed(keys: &[KeyArn]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}
