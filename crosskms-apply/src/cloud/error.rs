//! Why a call to a cloud failed.

use crosskms::arn::AccountId;

/// A call that failed: which, on what, in which account, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{call}` on `{target}` in account {account} failed: {failure}")]
pub struct CloudError {
    /// The call, for example `kms:PutKeyPolicy`.
    pub call: &'static str,
    /// The resource or principal that it was about.
    pub target: String,
    /// The account in which it was made.
    pub account: AccountId,
    /// Why it failed.
    pub failure: Failure,
}

/// The reasons for which calls fail, as far as they ask for different answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The key, bucket, role or user does not exist.
    #[error("not found: {0}")]
    NotFound(String),
    /// The bucket is in another Region than the one that was asked.
    #[error("the bucket is in another Region: {0}")]
    WrongRegion(String),
    /// The operator's own credentials may not make the call.
    #[error("access denied: {0}")]
    AccessDenied(String),
    /// The document was refused.
    #[error("the document was refused: {0}")]
    MalformedPolicy(String),
    /// A quota of AWS would be passed.
    #[error("a quota would be exceeded: {0}")]
    LimitExceeded(String),
    /// IAM does not let this role be edited (R5.37).
    #[error("the entity cannot be edited: {0}")]
    UnmodifiableEntity(String),
    /// There are no usable credentials for the account.
    #[error("no usable credentials: {0}")]
    Credentials(String),
    /// The credentials are those of another account.
    #[error("the credentials belong to account {0}")]
    WrongAccount(String),
    /// No answer came.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// Another error, with AWS's code.
    #[error("{code}: {message}")]
    Other {
        /// AWS's error code.
        code: String,
        /// AWS's message.
        message: String,
    },
}

/// Whether a call that failed may succeed when it is made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// It fails again.
    Never,
    /// After a pause.
    Later,
    /// As long as a principal that the document names may have been created just now (R5.3).
    WhilePrincipalIsFresh,
}

impl Failure {
    /// Whether the call may succeed when it is made again (R5.57).
    pub fn retry(&self) -> Retry {
        match self {
            Self::Unreachable(_) => Retry::Later,
            Self::MalformedPolicy(message) if message.to_ascii_lowercase().contains("invalid principal") => {
                Retry::WhilePrincipalIsFresh
            }
            _ => Retry::Never,
        }
    }
}

impl CloudError {
    /// What the operator can do about it.
    pub fn help(&self) -> Option<String> {
        let Self { call, target, account, failure } = self;
        Some(match failure {
            Failure::NotFound(_) => format!("check that `{target}` exists in account {account}, and its Region"),
            Failure::WrongRegion(_) => format!("give the Region in which `{target}` is"),
            Failure::AccessDenied(_) => {
                format!("allow `{call}` on `{target}` to the credentials for account {account}")
            }
            // The answer to a key policy with which the caller would lock itself out.
            Failure::MalformedPolicy(message) if message.contains("update the key policy") => format!(
                "keep a statement in the key policy that allows `kms:PutKeyPolicy` to account {account} or to the \
                 credentials for it"
            ),
            Failure::MalformedPolicy(message) if message.to_ascii_lowercase().contains("principal") => {
                "a principal in the policy does not exist: look for unique ids such as `AROA…`, for deleted roles \
                 and for misspelled accounts"
                    .to_owned()
            }
            Failure::UnmodifiableEntity(_) => {
                "roles of IAM Identity Center are edited through their permission set, service-linked roles not at all"
                    .to_owned()
            }
            Failure::LimitExceeded(_) => format!(
                "remove policies or statements from `{target}` that are no longer needed, or name fewer principals, \
                 actions and prefixes in the grant"
            ),
            Failure::Credentials(message) if message.starts_with("there is no entry for account") => {
                format!("add `[accounts.{account}]` to crosskms.toml")
            }
            Failure::Credentials(_) => {
                format!("see `[accounts.{account}]` in crosskms.toml: profile, assume_role or the environment")
            }
            Failure::WrongAccount(found) => {
                format!("give `[accounts.{account}]` a profile or role of account {account}, not of {found}")
            }
            Failure::Unreachable(_) => "check the network and `endpoint_url`".to_owned(),
            Failure::MalformedPolicy(_) | Failure::Other { .. } => return None,
        })
    }
}
