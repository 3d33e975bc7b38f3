//! ARNs of the principals that a grant can name: roles, users, whole accounts (section 1.4 of the rulebook).

use std::str::FromStr;

use super::error::Segment;
use super::{AccountId, Arn, ArnError, Partition, arn_text};

const KIND: &str = "principal";
const FORM: &str = "arn:aws:iam::ACCOUNT:role/NAME";

arn_text! {
    /// The ARN of a role, a user or an account.
    ///
    /// An account may be written as its bare id, which means the same as the ARN that ends in `:root`; the
    /// value then holds the ARN, in partition `aws`.
    ///
    /// ```
    /// use crosskms_core::arn::{PrincipalArn, PrincipalKind};
    ///
    /// let role: PrincipalArn = "arn:aws:iam::444455556666:role/data/analytics".parse()?;
    /// assert_eq!((role.kind(), role.path(), role.name()), (PrincipalKind::Role, "/data/", "analytics"));
    ///
    /// let account: PrincipalArn = "444455556666".parse()?;
    /// assert_eq!(account.as_str(), "arn:aws:iam::444455556666:root");
    /// # Ok::<(), crosskms_core::arn::ArnError>(())
    /// ```
    PrincipalArn
}

/// What a [`PrincipalArn`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PrincipalKind {
    /// `:root`: every principal of the account to which the account's own policies give access.
    Account,
    /// `:role/…`
    Role,
    /// `:user/…`
    User,
}

impl PrincipalArn {
    /// The account as a principal.
    pub fn account_root(partition: Partition, account: AccountId) -> Self {
        Self(format!("arn:{partition}:iam::{account}:root").into())
    }

    /// What the ARN names.
    pub fn kind(&self) -> PrincipalKind {
        match self.field(5).split_once('/') {
            Some(("role", _)) => PrincipalKind::Role,
            Some(_) => PrincipalKind::User,
            None => PrincipalKind::Account,
        }
    }

    /// The partition of the principal.
    pub fn partition(&self) -> Partition {
        self.field(1).parse().unwrap_or_default()
    }

    /// The account of the principal.
    pub fn account(&self) -> AccountId {
        AccountId::of_checked(self.field(4))
    }

    /// The name of the role or user without its path; `root` for an account.
    pub fn name(&self) -> &str {
        let resource = self.field(5);
        resource.rsplit_once('/').map_or(resource, |(_, name)| name)
    }

    /// The path of the role or user, `/` when it has none.
    pub fn path(&self) -> &str {
        let resource = self.field(5);
        let (Some(start), Some(end)) = (resource.find('/'), resource.rfind('/')) else { return "/" };
        resource.get(start..=end).unwrap_or("/")
    }
}

impl FromStr for PrincipalArn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        if let Ok(account) = AccountId::from_str(text) {
            return Ok(Self::account_root(Partition::Aws, account));
        }
        let arn = Arn::parse_as(text, KIND, FORM)?;
        Partition::of_arn(KIND, text, arn.partition)?;
        arn.expect_service(KIND, "iam")?;
        arn.expect_empty(KIND, Segment::Region, arn.region)?;
        AccountId::of_arn(KIND, text, arn.account)?;
        if arn.resource != "root" {
            check_path_and_name(&arn)?;
        }
        Ok(Self(text.to_owned().into()))
    }
}

/// Checks `role/PATH/NAME` or `user/PATH/NAME` (R1.30, R1.31).
fn check_path_and_name(arn: &Arn<'_>) -> Result<(), ArnError> {
    let (kind, rest) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
    let longest = match kind {
        "role" => 64,
        "user" => 128,
        _ => {
            return Err(arn.error(
                KIND,
                Segment::Resource,
                arn.resource,
                "`role/NAME`, `user/NAME` or `root`",
            ));
        }
    };
    let (path, name) = rest.rsplit_once('/').unwrap_or(("", rest));
    if path.len() > 510 || path.bytes().any(|b| !b.is_ascii_graphic()) || rest.starts_with('/') {
        return Err(arn.error(KIND, Segment::Path, path, "printable ASCII between single slashes"));
    }
    let legal = |b: u8| b.is_ascii_alphanumeric() || b"_+=,.@-".contains(&b);
    if name.is_empty() || name.len() > longest || !name.bytes().all(legal) {
        let expected = format!("1 to {longest} letters, digits and `_+=,.@-`");
        return Err(arn.error(KIND, Segment::Name, name, expected));
    }
    Ok(())
}
