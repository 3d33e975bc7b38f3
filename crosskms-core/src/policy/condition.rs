//! The `Condition` element (section 3.4 of the rulebook).

use std::borrow::Cow;

use super::{List, OneOrMany, Text};

/// One operator of a `Condition` and the keys that it compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The operator as it is written, for example `StringLike` or `ForAnyValue:StringEqualsIfExists`.
    pub operator: Text,
    /// The keys and the values to compare them with; all keys must hold.
    pub entries: List<ConditionEntry>,
}

/// One key of a condition and its values, any of which may match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionEntry {
    /// The condition key, in the spelling of the document.
    pub key: Text,
    /// The values.
    pub values: OneOrMany<ConditionValue>,
}

/// A value of a condition; IAM takes strings, numbers and booleans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConditionValue {
    /// A JSON string.
    String(Text),
    /// A JSON number, digit for digit.
    Number(Text),
    /// A JSON boolean.
    Bool(bool),
}

impl Condition {
    /// An operator with one key.
    pub fn new<S: Into<Text>>(operator: &str, key: &str, values: impl IntoIterator<Item = S>) -> Self {
        Self { operator: operator.to_owned().into(), entries: vec![ConditionEntry::new(key, values)].into() }
    }
}

impl ConditionEntry {
    /// A key with string values.
    pub fn new<S: Into<Text>>(key: &str, values: impl IntoIterator<Item = S>) -> Self {
        let values = values.into_iter().map(|value| ConditionValue::String(value.into())).collect();
        Self { key: key.to_owned().into(), values }
    }
}

impl ConditionValue {
    /// The value as operators compare it: text, whatever its JSON type.
    pub fn as_text(&self) -> Cow<'_, str> {
        match self {
            Self::String(text) | Self::Number(text) => Cow::Borrowed(text),
            Self::Bool(true) => Cow::Borrowed("true"),
            Self::Bool(false) => Cow::Borrowed("false"),
        }
    }
}
