//! Grants as data: what a build script writes and the command reads in place of `crosskms.toml`.

use std::fmt;

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::{Bind, BucketKey, CrossAccountGrant, Field, GrantCondition, IdentityPolicy, Mechanism, Via};

/// Grants as JSON, in the macro's own words.
///
/// The text follows from the grants alone: one order of fields, nothing of the machine or of the time.
///
/// ```
/// use crosskms_core::grant::{CrossAccountGrant, Manifest};
///
/// let grant = CrossAccountGrant::builder()
///     .name("raw-events")
///     .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
///     .principal("arn:aws:iam::444455556666:role/analytics")
///     .allow(["kms:Decrypt"])
///     .build()?;
/// let manifest = Manifest::of(&[grant]).to_string();
/// assert!(manifest.starts_with("{\n  \"version\": 1,\n  \"grant\": [\n    {\n      \"name\": \"raw-events\","));
/// # Ok::<(), crosskms_core::finding::Findings>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Manifest<'g>(&'g [CrossAccountGrant]);

impl<'g> Manifest<'g> {
    /// The version that is written, and the newest that can be read.
    pub const VERSION: u32 = 1;

    /// The manifest of these grants, in their order.
    pub const fn of(grants: &'g [CrossAccountGrant]) -> Self {
        Self(grants)
    }
}

impl fmt::Display for Manifest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Manifest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &Self::VERSION)?;
        map.serialize_entry("grant", self.0)?;
        map.end()
    }
}

/// The fields of the macro; what has a default is written all the same, but for the fields that came later: an older
/// reader, which knows no other than the default, refuses a field that it does not know.
impl Serialize for CrossAccountGrant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(Field::Name.as_str(), self.name.as_str())?;
        map.serialize_entry(Field::Key.as_str(), &self.key)?;
        if !self.replicas().is_empty() {
            map.serialize_entry(Field::Replicas.as_str(), self.replicas())?;
        }
        if let Some(bucket) = &self.bucket {
            map.serialize_entry(Field::Bucket.as_str(), bucket)?;
        }
        if !self.prefixes().is_empty() {
            map.serialize_entry(Field::Prefixes.as_str(), self.prefixes())?;
        }
        map.serialize_entry(Field::Principals.as_str(), self.principals())?;
        let actions: Vec<String> = self.actions.iter().map(ToString::to_string).collect();
        map.serialize_entry(Field::Allow.as_str(), &actions)?;
        match &self.via {
            Via::Any => map.serialize_entry(Field::Via.as_str(), "any")?,
            Via::Services(services) => map.serialize_entry(Field::Via.as_str(), services)?,
        }
        if self.bucket.is_some() {
            let enabled = self.bucket_key == BucketKey::Enabled;
            map.serialize_entry(Field::BucketKey.as_str(), &enabled)?;
        }
        map.serialize_entry(Field::Bind.as_str(), self.bind.as_str())?;
        if self.mechanism != Mechanism::Policy {
            map.serialize_entry(Field::Mechanism.as_str(), self.mechanism.as_str())?;
        }
        if self.identity_policy != IdentityPolicy::Inline {
            map.serialize_entry(Field::IdentityPolicy.as_str(), self.identity_policy.as_str())?;
        }
        if !self.conditions.is_empty() {
            map.serialize_entry(Field::Conditions.as_str(), &Conditions(&self.conditions))?;
        }
        map.end()
    }
}

impl Bind {
    /// The word of the field `bind`.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::PrincipalArn => "principal_arn",
        }
    }
}

impl Mechanism {
    /// The word of the field `mechanism`.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::KmsGrant => "kms_grant",
        }
    }
}

impl IdentityPolicy {
    /// The word of the field `identity_policy`.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Managed => "managed",
        }
    }
}

/// One member for each operator; in a grant, the conditions of an operator stand together.
struct Conditions<'g>(&'g [GrantCondition]);

impl Serialize for Conditions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for group in self.0.chunk_by(|a, b| a.operator() == b.operator()) {
            if let [condition, ..] = group {
                map.serialize_entry(condition.operator().as_str(), &Keys(group))?;
            }
        }
        map.end()
    }
}

struct Keys<'g>(&'g [GrantCondition]);

impl Serialize for Keys<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|condition| (condition.key(), condition.values())))
    }
}
