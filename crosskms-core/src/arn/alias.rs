//! Names of KMS keys, and their ARNs (R1.20, R1.22).

use std::fmt;
use std::str::FromStr;

use super::error::Segment;
use super::{AccountId, Arn, ArnError, Partition, Region, arn_text, deserialize_from_str};

const KIND: &str = "KMS alias";
const FORM: &str = "arn:aws:kms:REGION:ACCOUNT:alias/NAME";
const NAME: &str = "`alias/` and at most 250 letters, digits and `:/_-`";
const LONGEST: usize = 256;

/// The name of an alias, beginning with `alias/`.
///
/// ```
/// use crosskms_core::arn::AliasName;
///
/// let alias: AliasName = "alias/raw-events".parse()?;
/// assert!(!alias.is_reserved());
/// assert!("raw-events".parse::<AliasName>().is_err());
/// # Ok::<(), crosskms_core::arn::ArnError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliasName(String);

arn_text! {
    /// The ARN of an alias: its name, in one account and Region.
    ///
    /// ```
    /// use crosskms_core::arn::AliasArn;
    ///
    /// let alias: AliasArn = "arn:aws:kms:eu-west-1:111122223333:alias/raw-events".parse()?;
    /// assert_eq!((alias.name().as_str(), alias.region().as_str()), ("alias/raw-events", "eu-west-1"));
    /// # Ok::<(), crosskms_core::arn::ArnError>(())
    /// ```
    AliasArn
}

impl AliasName {
    /// The name, with `alias/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name is kept for the keys of AWS's own services.
    pub fn is_reserved(&self) -> bool {
        self.0.starts_with("alias/aws/")
    }

    fn check(input: &str, name: &str) -> Result<(), ArnError> {
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || b":/_-".contains(&byte);
        match name.strip_prefix("alias/") {
            Some(rest) if !rest.is_empty() && name.len() <= LONGEST && rest.bytes().all(legal) => Ok(()),
            _ => Err(ArnError::new(KIND, input, Segment::Name, name, NAME)),
        }
    }
}

impl AliasArn {
    /// This name in an account and a Region.
    pub fn of(name: &AliasName, account: AccountId, region: &Region) -> Self {
        let partition = region.partition();
        Self(format!("arn:{partition}:kms:{region}:{account}:{name}").into())
    }

    /// The name, with `alias/`.
    pub fn name(&self) -> AliasName {
        AliasName(self.field(5).to_owned())
    }

    /// The partition of the alias.
    pub fn partition(&self) -> Partition {
        self.region().partition()
    }

    /// The Region of the alias and of its key.
    pub fn region(&self) -> Region {
        Region::of_checked(self.field(3))
    }

    /// The account of the alias and of its key.
    pub fn account(&self) -> AccountId {
        AccountId::of_checked(self.field(4))
    }
}

impl FromStr for AliasName {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        Self::check(text, text)?;
        Ok(Self(text.to_owned()))
    }
}

impl FromStr for AliasArn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        let arn = Arn::parse_as(text, KIND, FORM)?;
        let partition = Partition::of_arn(KIND, text, arn.partition)?;
        arn.expect_service(KIND, "kms")?;
        Region::check(KIND, text, arn.region, partition)?;
        AccountId::of_arn(KIND, text, arn.account)?;
        AliasName::check(text, arn.resource)?;
        Ok(Self(text.to_owned().into()))
    }
}

impl fmt::Display for AliasName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde_core::Serialize for AliasName {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

deserialize_from_str!(AliasName);
