//! Account ids.

use std::fmt;
use std::str::FromStr;

use super::error::Segment;
use super::{ArnError, deserialize_from_str};

/// The twelve digits of an AWS account; leading zeros count (R1.11).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// An account that nobody has.
    pub(crate) const NOBODY: Self = Self([b'0'; 12]);

    /// The digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(super) fn of_arn(kind: &'static str, input: &str, account: &str) -> Result<Self, ArnError> {
        match <[u8; 12]>::try_from(account.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => Ok(Self(digits)),
            _ => Err(ArnError::new(
                kind,
                input,
                Segment::Account,
                account,
                "twelve digits such as `111122223333`",
            )),
        }
    }

    /// Takes the account out of an ARN that has been checked.
    pub(super) fn of_checked(account: &str) -> Self {
        let mut digits = [b'0'; 12];
        for (digit, byte) in digits.iter_mut().zip(account.bytes()) {
            *digit = byte;
        }
        Self(digits)
    }
}

impl serde_core::Serialize for AccountId {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

deserialize_from_str!(AccountId);

impl FromStr for AccountId {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        Self::of_arn("account", text, text)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({self})")
    }
}
