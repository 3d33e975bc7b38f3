//! Condition operators, and the conditions that a grant adds on the owner's side.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A further limit on the owner's statements: one operator, one key, the values any of which may match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantCondition {
    operator: Operator,
    key: Cow<'static, str>,
    values: Cow<'static, [Cow<'static, str>]>,
}

impl GrantCondition {
    /// A condition that was checked when the macro was expanded.
    #[doc(hidden)]
    pub const fn checked(
        operator: Operator,
        key: &'static str,
        values: &'static [Cow<'static, str>],
    ) -> Self {
        Self { operator, key: Cow::Borrowed(key), values: Cow::Borrowed(values) }
    }

    pub(super) fn new(operator: Operator, key: &str, values: &[String]) -> Self {
        let values = values.iter().cloned().map(Cow::Owned).collect::<Vec<_>>();
        Self { operator, key: Cow::Owned(key.to_owned()), values: Cow::Owned(values) }
    }

    /// The operator.
    pub const fn operator(&self) -> &Operator {
        &self.operator
    }

    /// The condition key, as it was given.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The values.
    pub fn values(&self) -> &[Cow<'static, str>] {
        &self.values
    }
}

/// The name of a condition operator that IAM knows, with its set prefix and `IfExists` (section 3.4).
///
/// ```
/// use crosskms_core::grant::Operator;
///
/// assert!("ForAnyValue:StringLikeIfExists".parse::<Operator>().is_ok());
/// assert!("NullIfExists".parse::<Operator>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operator(Cow<'static, str>);

/// The text is not a condition operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOperator {
    nearest: Option<&'static str>,
}

/// The operators without prefix and suffix.
const OPERATORS: [&str; 27] = [
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateNotEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
];

impl Operator {
    /// An operator that was checked when the macro was expanded.
    #[doc(hidden)]
    pub const fn checked(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name, with prefix and suffix.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl UnknownOperator {
    /// The operator that was probably meant.
    pub const fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl FromStr for Operator {
    type Err = UnknownOperator;

    fn from_str(text: &str) -> Result<Self, UnknownOperator> {
        let unprefixed =
            text.strip_prefix("ForAllValues:").or_else(|| text.strip_prefix("ForAnyValue:")).unwrap_or(text);
        let bare = match unprefixed.strip_suffix("IfExists") {
            Some("Null") | None => unprefixed,
            Some(bare) => bare,
        };
        if OPERATORS.contains(&bare) {
            return Ok(Self(Cow::Owned(text.to_owned())));
        }
        Err(UnknownOperator { nearest: crate::suggest::nearest(bare, OPERATORS).first().copied() })
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for UnknownOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a condition operator of IAM")?;
        self.nearest.map_or(Ok(()), |nearest| write!(f, "; did you mean `{nearest}`?"))
    }
}

impl std::error::Error for UnknownOperator {}
