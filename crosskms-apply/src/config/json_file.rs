//! What a file of JSON holds, by its members.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

/// What a file of JSON holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonFile {
    /// A policy, or what was meant to be one.
    Policy,
    /// A snapshot of accounts.
    Snapshot,
    /// The manifest of a build script.
    Manifest,
}

impl JsonFile {
    /// What a text shows itself to be.
    pub fn of(text: &str) -> Self {
        let members: BTreeMap<String, IgnoredAny> = serde_json::from_str(text).unwrap_or_default();
        let has = |name: &str| members.contains_key(name);
        if has("Statement") {
            Self::Policy
        } else if has("version") && has("grant") {
            Self::Manifest
        } else if ["keys", "buckets", "principals"].into_iter().any(has) {
            Self::Snapshot
        } else {
            Self::Policy
        }
    }
}
