//! Grants that cannot stand side by side.

use std::collections::{BTreeMap, HashMap};

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

    /// Every two of these grants that cannot stand side by side: the position of the later one, and why.
    ///
    /// Grants that have nothing in common are not compared, so many grants take little longer than a few.
    pub fn among<'g>(grants: impl IntoIterator<Item = &'g CrossAccountGrant>) -> Vec<(usize, Self)> {
        type Positioned<'g> = Vec<(usize, &'g CrossAccountGrant)>;
        let mut of_stem: HashMap<String, Positioned<'g>> = HashMap::new();
        let mut of_bucket: HashMap<_, HashMap<_, Positioned<'g>>> = HashMap::new();
        let mut conflicts = Vec::new();
        for (position, later) in grants.into_iter().enumerate() {
            let namesakes = of_stem.entry(later.name().sid_stem()).or_default();
            let mut rivals: BTreeMap<usize, &CrossAccountGrant> = namesakes.iter().copied().collect();
            namesakes.push((position, later));
            if let Some(bucket) = later.bucket() {
                let encryptions = of_bucket.entry(bucket).or_default();
                let wanted = (later.key(), later.bucket_key());
                let others = encryptions.iter().filter(|(encryption, _)| **encryption != wanted);
                rivals.extend(others.flat_map(|(_, grants)| grants.iter().copied()));
                encryptions.entry(wanted).or_default().push((position, later));
            }
            let found = rivals.into_values().filter_map(|earlier| Self::between(earlier, later));
            conflicts.extend(found.map(|conflict| (position, conflict)));
        }
        conflicts
    }

    /// The finding at the later grant, for those who read grants from a source.
    pub fn finding(self) -> Finding {
        DUPLICATE_FIELD.finding(Site::whole(), self.message, Some(self.help.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(name: &str, key: u32, bucket: &str) -> CrossAccountGrant {
        CrossAccountGrant::builder()
            .name(name)
            .key(format!("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-{key:012x}"))
            .bucket(format!("arn:aws:s3:::{bucket}"))
            .principal("arn:aws:iam::444455556666:role/analytics")
            .access("read")
            .build()
            .unwrap()
    }

    #[test]
    fn among_many_the_same_conflicts_are_found_as_between_two() {
        let grants = [
            grant("raw-1", 1, "first"),
            grant("raw1", 1, "first"),
            grant("raw-1", 2, "second"),
            grant("other", 2, "first"),
            grant("another", 1, "first"),
            grant("last", 3, "third"),
        ];
        let mut pairs = Vec::new();
        for (position, later) in grants.iter().enumerate() {
            let earlier = grants[..position].iter();
            let found = earlier.filter_map(|earlier| Conflict::between(earlier, later));
            pairs.extend(found.map(|conflict| (position, conflict)));
        }
        assert_eq!(pairs.iter().map(|(position, _)| *position).collect::<Vec<_>>(), [1, 2, 2, 3, 3, 4]);
        assert_eq!(Conflict::among(&grants), pairs);
    }
}
