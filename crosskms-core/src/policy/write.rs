//! From [`Policy`] to JSON text: deterministic, in AWS's order of elements.

use std::fmt;

use serde_core::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use super::principal::Principal;
use super::statement::{ActionElement, PrincipalElement, ResourceElement, Statement};
use super::{Condition, ConditionValue, OneOrMany, Policy, StatementList, UnknownMember};

/// Shows a value the way people write policies: two spaces of indentation.
pub(super) fn pretty<T: Serialize + ?Sized>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&serde_json::to_string_pretty(value).map_err(|_| fmt::Error)?)
}

/// Text without any whitespace between tokens, as quotas count it.
fn compact<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pretty(self, f)
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pretty(self, f)
    }
}

impl Policy {
    /// The document on one line, without whitespace.
    pub fn to_compact_string(&self) -> String {
        compact(self)
    }
}

impl Statement {
    /// The statement on one line, without whitespace.
    pub fn to_compact_string(&self) -> String {
        compact(self)
    }
}

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(version) = self.version {
            map.serialize_entry("Version", version.as_str())?;
        }
        if let Some(id) = &self.id {
            map.serialize_entry("Id", id)?;
        }
        map.serialize_entry("Statement", &self.statements)?;
        unknown(&self.other, &mut map)?;
        map.end()
    }
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(sid) = &self.sid {
            map.serialize_entry("Sid", sid)?;
        }
        map.serialize_entry("Effect", self.effect.as_str())?;
        match &self.principal {
            Some(PrincipalElement::Principal(principal)) => map.serialize_entry("Principal", principal),
            Some(PrincipalElement::NotPrincipal(principal)) => map.serialize_entry("NotPrincipal", principal),
            None => Ok(()),
        }?;
        match &self.action {
            Some(ActionElement::Action(actions)) => map.serialize_entry("Action", actions),
            Some(ActionElement::NotAction(actions)) => map.serialize_entry("NotAction", actions),
            None => Ok(()),
        }?;
        match &self.resource {
            Some(ResourceElement::Resource(resources)) => map.serialize_entry("Resource", resources),
            Some(ResourceElement::NotResource(resources)) => map.serialize_entry("NotResource", resources),
            None => Ok(()),
        }?;
        if let Some(conditions) = &self.condition {
            map.serialize_entry("Condition", &Conditions(conditions))?;
        }
        unknown(&self.other, &mut map)?;
        map.end()
    }
}

impl Serialize for StatementList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Anyone => serializer.serialize_str("*"),
            Self::ByType(lists) => {
                serializer.collect_map(lists.iter().map(|(kind, names)| (kind.as_str(), names)))
            }
        }
    }
}

struct Conditions<'a>(&'a [Condition]);

impl Serialize for Conditions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|condition| (&condition.operator, condition)))
    }
}

/// The operator's object: keys and values, without the operator itself.
impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries.iter().map(|entry| (&entry.key, &entry.values)))
    }
}

impl Serialize for ConditionValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::String(text) => serializer.serialize_str(text),
            Self::Number(text) => raw(text, serializer),
            Self::Bool(value) => serializer.serialize_bool(*value),
        }
    }
}

impl<T: Serialize + Clone> Serialize for OneOrMany<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(value) => value.serialize(serializer),
            Self::Many(values) => {
                let mut seq = serializer.serialize_seq(Some(values.len()))?;
                for value in values.as_ref() {
                    seq.serialize_element(value)?;
                }
                seq.end()
            }
        }
    }
}

fn unknown<M: SerializeMap>(members: &[UnknownMember], map: &mut M) -> Result<(), M::Error> {
    members.iter().try_for_each(|member| map.serialize_entry(&member.name, &Raw(&member.json)))
}

struct Raw<'a>(&'a str);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.0, serializer)
    }
}

fn raw<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(json.to_owned()).map_err(S::Error::custom)?.serialize(serializer)
}
