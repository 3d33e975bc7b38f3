//! Amazon Resource Names as parsed values.
//!
//! An existing value is valid. Parsing is as liberal as AWS itself (unknown Regions of a known pattern, legacy
//! bucket names, any key id); what a grant may name is narrower, and the rules of [`crate::rules`] say so.

mod account;
mod alias;
mod error;
mod kms;
mod partition;
mod principal;
mod region;
mod s3;

pub use account::AccountId;
pub use alias::{AliasArn, AliasName};
pub use error::{ArnError, Segment};
pub use kms::{KeyArn, KeyId};
pub(crate) use partition::DOMAINS;
pub use partition::Partition;
pub use principal::{PrincipalArn, PrincipalKind};
pub use region::Region;
pub use s3::{BucketArn, BucketName, ObjectArn};

/// An ARN of any service, split into its six fields (R1.10).
///
/// ```
/// use crosskms_core::arn::Arn;
///
/// let arn = Arn::parse("arn:aws:kms:us-east-1:111122223333:alias/app")?;
/// assert_eq!((arn.service, arn.resource), ("kms", "alias/app"));
/// # Ok::<(), crosskms_core::arn::ArnError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arn<'a> {
    /// The whole text.
    pub text: &'a str,
    /// `aws`, `aws-cn`, …, not checked here.
    pub partition: &'a str,
    /// The service's prefix.
    pub service: &'a str,
    /// The Region, empty for global services and S3.
    pub region: &'a str,
    /// The account, empty for buckets and objects.
    pub account: &'a str,
    /// All that follows the fifth colon.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Splits `text` on its first five colons.
    ///
    /// # Errors
    ///
    /// When the text does not begin with `arn:` or has fewer than six fields.
    pub fn parse(text: &'a str) -> Result<Self, ArnError> {
        Self::parse_as(text, "resource", "arn:partition:service:region:account:resource")
    }

    /// Splits `text`; on failure says what was expected of a whole value of this kind.
    fn parse_as(text: &'a str, kind: &'static str, form: &'static str) -> Result<Self, ArnError> {
        let whole = || ArnError::new(kind, text, Segment::Whole, text, format!("the form `{form}`"));
        let mut fields = text.splitn(6, ':');
        let mut next = || fields.next().ok_or_else(whole);
        if next()? != "arn" {
            return Err(whole());
        }
        Ok(Self {
            text,
            partition: next()?,
            service: next()?,
            region: next()?,
            account: next()?,
            resource: next()?,
        })
    }

    fn expect_service(&self, kind: &'static str, service: &'static str) -> Result<(), ArnError> {
        if self.service == service {
            return Ok(());
        }
        Err(self.error(kind, Segment::Service, self.service, format!("`{service}`")))
    }

    fn expect_empty(&self, kind: &'static str, segment: Segment, value: &str) -> Result<(), ArnError> {
        if value.is_empty() {
            return Ok(());
        }
        Err(self.error(kind, segment, value, format!("nothing: the ARN of a {kind} has no {segment}")))
    }

    fn error(
        &self,
        kind: &'static str,
        segment: Segment,
        found: &str,
        expected: impl Into<String>,
    ) -> ArnError {
        ArnError::new(kind, self.text, segment, found, expected)
    }
}

/// What every ARN newtype has in common: text, display, comparison, the hidden constructor for expansions.
macro_rules! arn_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::borrow::Cow<'static, str>);

        impl $name {
            /// A value whose text was checked when the macro was expanded.
            #[doc(hidden)]
            pub const fn checked(text: &'static str) -> Self {
                Self(std::borrow::Cow::Borrowed(text))
            }

            /// The text as it was parsed.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[allow(clippy::allow_attributes, dead_code, reason = "not every kind of ARN asks for its fields")]
            fn field(&self, index: usize) -> &str {
                self.0.splitn(6, ':').nth(index).unwrap_or_default()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl serde_core::Serialize for $name {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        $crate::arn::deserialize_from_str!($name);

        impl TryFrom<&str> for $name {
            type Error = $crate::arn::ArnError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
    };
}
use arn_text;

/// Reads a value as its `FromStr` does; the error says what is wrong with the text.
macro_rules! deserialize_from_str {
    ($name:ident) => {
        impl<'de> serde_core::Deserialize<'de> for $name {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text =
                    <std::borrow::Cow<'de, str> as serde_core::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde_core::de::Error::custom)
            }
        }
    };
}
use deserialize_from_str;

#[cfg(test)]
mod tests;
