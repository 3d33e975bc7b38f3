//! The name of a run: when it began, in UTC, and something that no other run has.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

/// For example `20261125T174501.042Z-k3x9qa`; ids sort by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(String);

/// The text is not the id of a run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the id of a run, such as `20261125T174501.042Z-k3x9qa`")]
pub struct MalformedRunId(String);

/// How many letters follow the time.
const LETTERS: usize = 6;

impl RunId {
    /// A new one.
    pub(crate) fn new(now: Timestamp) -> Self {
        let letters: String = std::iter::repeat_with(fastrand::alphanumeric).take(LETTERS).collect();
        Self(format!("{}-{}", now.strftime("%Y%m%dT%H%M%S%.3fZ"), letters.to_ascii_lowercase()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RunId {
    type Err = MalformedRunId;

    fn from_str(text: &str) -> Result<Self, MalformedRunId> {
        let is_time = |time: &str| {
            time.len() == 20
                && time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'T' | b'Z' | b'.'))
        };
        let is_id = text.split_once('-').is_some_and(|(time, letters)| {
            let plain = letters.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
            is_time(time) && letters.len() == LETTERS && plain
        });
        if is_id { Ok(Self(text.to_owned())) } else { Err(MalformedRunId(text.to_owned())) }
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
