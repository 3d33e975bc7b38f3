//! Who makes a request.

use std::fmt;
use std::str::FromStr;

use crate::arn::{AccountId, Arn, ArnError, DOMAINS, Partition, PrincipalArn, PrincipalKind};

/// The principal of a request.
///
/// ```
/// use crosskms_core::authorize::Caller;
///
/// let session: Caller = "arn:aws:sts::444455556666:assumed-role/analytics/job-7".parse()?;
/// assert_eq!(session.account().unwrap().as_str(), "444455556666");
/// # Ok::<(), crosskms_core::arn::ArnError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Caller {
    /// Some session of this role.
    Role(PrincipalArn),
    /// A role session, whose ARN tells the role's name but not its path; of roles that led to it, nothing counts (R4.36).
    RoleSession {
        /// The partition.
        partition: Partition,
        /// The account of the role.
        account: AccountId,
        /// The name of the role.
        role: String,
        /// The name of the session.
        session: String,
    },
    /// A user.
    User(PrincipalArn),
    /// A session that a user passed on by `GetFederationToken`.
    FederatedUser {
        /// The partition.
        partition: Partition,
        /// The account of the user.
        account: AccountId,
        /// The name of the federated user.
        name: String,
    },
    /// The root user of an account.
    Root(PrincipalArn),
    /// An AWS service on its own behalf.
    Service(String),
    /// Nobody who is known.
    Anonymous,
}

/// The path of the roles that Identity Center makes from permission sets (section 1.4 of the rulebook).
const IDENTITY_CENTER: &str = "aws-reserved/sso.amazonaws.com/";

impl Caller {
    /// The account of the caller; services and anonymous callers have none.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Role(arn) | Self::User(arn) | Self::Root(arn) => Some(arn.account()),
            Self::RoleSession { account, .. } | Self::FederatedUser { account, .. } => Some(*account),
            Self::Service(_) | Self::Anonymous => None,
        }
    }

    /// The partition of the caller; services and anonymous callers are in any.
    pub(super) fn partition(&self) -> Option<Partition> {
        match self {
            Self::Role(arn) | Self::User(arn) | Self::Root(arn) => Some(arn.partition()),
            Self::RoleSession { partition, .. } | Self::FederatedUser { partition, .. } => Some(*partition),
            Self::Service(_) | Self::Anonymous => None,
        }
    }

    /// The value of `aws:PrincipalArn`: for a session, the ARN of its role (R4.35). A session's own ARN does not tell
    /// the path of the role, so it is taken for one without; the roles of Identity Center have one that is known, but for
    /// a Region that may follow it.
    pub fn principal_arn(&self) -> Option<String> {
        match self {
            Self::Role(arn) | Self::User(arn) | Self::Root(arn) => Some(arn.to_string()),
            Self::RoleSession { partition, account, role, .. } => {
                let path = if role.starts_with("AWSReservedSSO_") { IDENTITY_CENTER } else { "" };
                Some(format!("arn:{partition}:iam::{account}:role/{path}{role}"))
            }
            Self::FederatedUser { .. } => Some(self.to_string()),
            Self::Service(_) | Self::Anonymous => None,
        }
    }

    /// The value of `aws:PrincipalType`.
    pub(super) const fn principal_type(&self) -> Option<&'static str> {
        match self {
            Self::Role(_) | Self::RoleSession { .. } => Some("AssumedRole"),
            Self::User(_) => Some("User"),
            Self::FederatedUser { .. } => Some("FederatedUser"),
            Self::Root(_) => Some("Account"),
            Self::Anonymous => Some("Anonymous"),
            Self::Service(_) => None,
        }
    }

    /// Whether IAM can set a permissions boundary on it.
    pub(super) const fn can_have_boundary(&self) -> bool {
        matches!(self, Self::Role(_) | Self::RoleSession { .. } | Self::User(_) | Self::FederatedUser { .. })
    }

    pub(super) const fn is_root(&self) -> bool {
        matches!(self, Self::Root(_))
    }

    /// Services and anonymous callers have no policies of their own (R4.3, R4.4); a root user has none and needs none.
    pub(super) const fn has_identity_policies(&self) -> bool {
        !matches!(self, Self::Root(_) | Self::Service(_) | Self::Anonymous)
    }
}

impl From<PrincipalArn> for Caller {
    fn from(arn: PrincipalArn) -> Self {
        match arn.kind() {
            PrincipalKind::Role => Self::Role(arn),
            PrincipalKind::User => Self::User(arn),
            PrincipalKind::Account => Self::Root(arn),
        }
    }
}

impl FromStr for Caller {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        if text.eq_ignore_ascii_case("anonymous") {
            return Ok(Self::Anonymous);
        }
        let folded = text.to_ascii_lowercase();
        if DOMAINS.iter().any(|domain| folded.ends_with(domain)) && !text.contains(':') {
            return Ok(Self::Service(folded));
        }
        if let Ok(arn) = Arn::parse(text)
            && arn.service == "sts"
        {
            let (partition, account) = (arn.partition.parse()?, arn.account.parse()?);
            let role = arn.resource.strip_prefix("assumed-role/").and_then(|rest| rest.split_once('/'));
            if let Some((role, session)) = role {
                let (role, session) = (role.to_owned(), session.to_owned());
                return Ok(Self::RoleSession { partition, account, role, session });
            }
            if let Some(name) = arn.resource.strip_prefix("federated-user/") {
                return Ok(Self::FederatedUser { partition, account, name: name.to_owned() });
            }
        }
        text.parse::<PrincipalArn>().map(Self::from)
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(arn) | Self::User(arn) | Self::Root(arn) => arn.fmt(f),
            Self::RoleSession { partition, account, role, session } => {
                write!(f, "arn:{partition}:sts::{account}:assumed-role/{role}/{session}")
            }
            Self::FederatedUser { partition, account, name } => {
                write!(f, "arn:{partition}:sts::{account}:federated-user/{name}")
            }
            Self::Service(name) => f.write_str(name),
            Self::Anonymous => f.write_str("anonymous"),
        }
    }
}
