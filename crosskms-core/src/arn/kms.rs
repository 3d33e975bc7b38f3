//! ARNs of KMS keys (section 1.3 of the rulebook).

use std::str::FromStr;

use super::error::Segment;
use super::{AccountId, Arn, ArnError, Partition, Region, arn_text};

const KIND: &str = "KMS key";
const FORM: &str = "arn:aws:kms:REGION:ACCOUNT:key/KEY-ID";

arn_text! {
    /// The ARN of a KMS key.
    ///
    /// ```
    /// use crosskms_core::arn::{KeyArn, KeyId};
    ///
    /// let key: KeyArn =
    ///     "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab".parse()?;
    /// assert_eq!(key.region().as_str(), "ap-northeast-1");
    /// assert!(matches!(key.key_id(), KeyId::SingleRegion(_)));
    /// # Ok::<(), crosskms_core::arn::ArnError>(())
    /// ```
    KeyArn
}

/// The id of a key, as its ARN tells it (R1.21).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyId<'a> {
    /// A UUID in lower case.
    SingleRegion(&'a str),
    /// `mrk-` and 32 hexadecimal digits.
    MultiRegion(&'a str),
    /// An id that S3 takes but KMS does not make.
    Other(&'a str),
}

impl KeyArn {
    /// The partition of the key.
    pub fn partition(&self) -> Partition {
        self.region().partition()
    }

    /// The Region of the key, and so of every bucket that it encrypts (R2.26).
    pub fn region(&self) -> Region {
        Region::of_checked(self.field(3))
    }

    /// The account that owns the key.
    pub fn account(&self) -> AccountId {
        AccountId::of_checked(self.field(4))
    }

    /// The key of the same id in another Region: a replica, when this is a multi-Region key (R1.25).
    #[must_use]
    pub fn in_region(&self, region: &Region) -> Self {
        Self(format!("arn:{}:kms:{region}:{}:{}", self.field(1), self.field(4), self.field(5)).into())
    }

    /// The id behind `key/`.
    pub fn key_id(&self) -> KeyId<'_> {
        let id = self.field(5).strip_prefix("key/").unwrap_or_default();
        KeyId::of(id)
    }
}

impl<'a> KeyId<'a> {
    /// Tells what kind of id a text is.
    pub fn of(id: &'a str) -> Self {
        if is_uuid(id) {
            Self::SingleRegion(id)
        } else if id
            .strip_prefix("mrk-")
            .is_some_and(|digits| digits.len() == 32 && digits.bytes().all(is_hex))
        {
            Self::MultiRegion(id)
        } else {
            Self::Other(id)
        }
    }

    /// The id as text.
    pub const fn as_str(&self) -> &'a str {
        match self {
            Self::SingleRegion(id) | Self::MultiRegion(id) | Self::Other(id) => id,
        }
    }
}

fn is_uuid(id: &str) -> bool {
    id.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && id.bytes().all(|b| b == b'-' || is_hex(b))
}

const fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

impl FromStr for KeyArn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        let arn = Arn::parse_as(text, KIND, FORM)?;
        let partition = Partition::of_arn(KIND, text, arn.partition)?;
        arn.expect_service(KIND, "kms")?;
        Region::check(KIND, text, arn.region, partition)?;
        AccountId::of_arn(KIND, text, arn.account)?;
        let Some(id) = arn.resource.strip_prefix("key/") else {
            return Err(arn.error(KIND, Segment::Resource, arn.resource, "`key/` and the id of the key"));
        };
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            let expected = "a UUID in lower case, or `mrk-` and 32 hexadecimal digits";
            return Err(arn.error(KIND, Segment::KeyId, id, expected));
        }
        Ok(Self(text.to_owned().into()))
    }
}
