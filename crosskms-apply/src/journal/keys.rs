//! The keys that a run created, or asked for.

use crosskms::arn::{AliasArn, KeyArn};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A key, as the journal of a run tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordedKey {
    /// The alias for which it was asked.
    pub alias: AliasArn,
    /// When it was asked for last.
    #[serde(serialize_with = "as_text")]
    pub asked: Timestamp,
    /// The key, if the run came to know it.
    pub key: Option<KeyArn>,
    /// How far it came.
    pub progress: KeyProgress,
}

/// How far the creation of a key came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyProgress {
    /// It was asked for, and there was no answer: a key may exist.
    Unanswered,
    /// The answer was that there is none.
    NotCreated,
    /// It was created.
    Created,
    /// It has its alias.
    Named,
}

/// What a run writes about keys.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KeyLine {
    Creating { alias: AliasArn, asked: String },
    NotCreated(AliasArn),
    Created { alias: AliasArn, key: KeyArn },
    Named { alias: AliasArn, key: KeyArn },
}

impl RecordedKey {
    /// Whether nobody knows if there is a key.
    pub fn is_unanswered(&self) -> bool {
        self.progress == KeyProgress::Unanswered
    }

    /// Takes up one more line.
    pub(super) fn note(keys: &mut Vec<Self>, line: KeyLine, begun: Timestamp) -> Result<(), String> {
        let (alias, asked, key, progress) = match line {
            KeyLine::Creating { alias, asked } => {
                let asked = asked.parse().map_err(|_| format!("`{asked}` is no time"))?;
                (alias, Some(asked), None, KeyProgress::Unanswered)
            }
            KeyLine::NotCreated(alias) => (alias, None, None, KeyProgress::NotCreated),
            KeyLine::Created { alias, key } => (alias, None, Some(key), KeyProgress::Created),
            KeyLine::Named { alias, key } => (alias, None, Some(key), KeyProgress::Named),
        };
        let known = keys.iter_mut().find(|known| known.alias == alias);
        match known {
            Some(known) => {
                known.asked = asked.unwrap_or(known.asked);
                known.key = key;
                known.progress = progress;
            }
            // A key of an earlier run that is given its alias was not asked for in this one.
            None => keys.push(Self { alias, asked: asked.unwrap_or(begun), key, progress }),
        }
        Ok(())
    }
}

fn as_text<S: serde::Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}
