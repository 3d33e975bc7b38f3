//! What a file of JSON holds, by its members.

use std::collections::BTreeMap;

use crosskms::rules::without_mark;
use serde::de::IgnoredAny;

use super::cli_answer::CliAnswer;

/// What a file of JSON holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonFile {
    /// A policy or what was meant to be one, also inside an answer of the AWS CLI.
    Policy,
    /// A snapshot of accounts.
    Snapshot,
    /// The manifest of a build script.
    Manifest,
    /// Nothing of ours: no member of a policy is in it.
    Other,
}

impl JsonFile {
    /// What a text shows itself to be.
    pub fn of(text: &str) -> Self {
        let text = without_mark(text);
        let Ok(members) = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text) else {
            // Broken, or a list; whoever meant a policy wrote one of these.
            let is_meant = ["\"Statement\"", "\"Effect\""].iter().any(|member| text.contains(member));
            return if is_meant { Self::Policy } else { Self::Other };
        };
        let has = |name: &str| members.contains_key(name);
        let is_misspelled =
            || members.keys().any(|name| name.to_ascii_lowercase().trim_end_matches('s') == "statement");
        if has("Statement") {
            Self::Policy
        } else if has("version") && has("grant") {
            Self::Manifest
        } else if ["keys", "buckets", "principals"].into_iter().any(has) {
            Self::Snapshot
        } else if ["Version", "Effect"].into_iter().any(has)
            || is_misspelled()
            || CliAnswer::of(text).is_some()
        {
            Self::Policy
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_members() {
        for (text, expected) in [
            (r#"{"Statement": []}"#, JsonFile::Policy),
            ("\u{feff}{\"Statement\": []}", JsonFile::Policy),
            (r#"{"Version": "2012-10-17", "Statements": []}"#, JsonFile::Policy),
            (r#"{"statement": []}"#, JsonFile::Policy),
            (r#"{"Effect": "Allow"}"#, JsonFile::Policy),
            (r#"[{"Effect": "Allow"}]"#, JsonFile::Policy),
            (r#"{"Statement": [,]}"#, JsonFile::Policy),
            (r#"{"Policy": "{}"}"#, JsonFile::Policy),
            (r#"{"version": 1, "grant": []}"#, JsonFile::Manifest),
            (r#"{"keys": {}}"#, JsonFile::Snapshot),
            (r#"{"name": "app", "version": "1.0.0"}"#, JsonFile::Other),
            ("[1, 2]", JsonFile::Other),
            ("// no policy", JsonFile::Other),
            ("", JsonFile::Other),
        ] {
            assert_eq!(JsonFile::of(text), expected, "{text}");
        }
    }
}
