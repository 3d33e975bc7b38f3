//! Grants that cannot stand side by side.

use super::CrossAccountGrant;
use crate::finding::Finding;
use crate::rules::DUPLICATE_FIELD;
use crate::site::Site;

/// Two grants that cannot stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflict {
    /// The check, in kebab case.
    pub check: &'static str,
    /// Why not.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

impl Conflict {
    /// Whether, and why, two grants cannot stand side by side.
    ///
    /// ```
    /// use crosskms_core::grant::{Conflict, CrossAccountGrant};
    ///
    /// let named = |name: &str| {
    ///     CrossAccountGrant::builder()
    ///         .name(name)
    ///         .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
    ///         .principal("arn:aws:iam::444455556666:role/analytics")
    ///         .access("read")
    ///         .build()
    /// };
    /// let conflict = Conflict::between(&named("raw-1")?, &named("raw1")?).unwrap();
    /// assert_eq!(conflict.message, "grants `raw-1` and `raw1` would write the same Sids");
    /// # Ok::<(), crosskms_core::finding::Findings>(())
    /// ```
    pub fn between(earlier: &CrossAccountGrant, later: &CrossAccountGrant) -> Option<Self> {
        let (first, second) = (earlier.name(), later.name());
        let same_bucket = later.bucket().is_some() && earlier.bucket() == later.bucket();
        let same_encryption = (earlier.key(), earlier.bucket_key()) == (later.key(), later.bucket_key());
        if first == second {
            let message = format!("two grants are named `{first}`");
            Some(Self { check: "shared-name", message, help: "rename one of them" })
        } else if first.sid_stem() == second.sid_stem() {
            let message = format!("grants `{first}` and `{second}` would write the same Sids");
            Some(Self { check: "shared-name", message, help: "rename one of them" })
        } else if same_bucket && !same_encryption {
            let message = format!(
                "grants `{first}` and `{second}` want different default encryption of the same bucket"
            );
            let help = "give both the same `key` and `bucket_key`; a bucket has one default";
            Some(Self { check: "conflicting-encryption", message, help })
        } else {
            None
        }
    }

    /// The finding at the later grant, for those who read grants from a source.
    pub fn finding(self) -> Finding {
        DUPLICATE_FIELD.finding(Site::whole(), self.message, Some(self.help.to_owned()))
    }
}
