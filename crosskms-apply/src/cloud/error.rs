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
    /// What was created just now is not known everywhere yet, or does not exist.
    #[error("not found yet: {0}")]
    NotFoundYet(String),
    /// There is no role or user of this path; its name is that of another one.
    #[error("not found: the ARN of `{name}` is `{arn}`")]
    OtherPath {
        /// The name.
        name: String,
        /// The ARN of the role or user of this name.
        arn: String,
    },
    /// What is to be created exists.
    #[error("it exists already: {0}")]
    AlreadyExists(String),
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
    /// The machine's clock is too far off for AWS to trust a signature.
    #[error("the clock of this machine is off: {0}")]
    ClockSkew(String),
    /// The credentials are those of another account.
    #[error("the credentials belong to account {0}")]
    WrongAccount(String),
    /// No answer came.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// Too many calls were made; this one had no effect (R5.55).
    #[error("too many calls: {0}")]
    Throttled(String),
    /// The service, or one that it needs, failed (R5.57).
    #[error("the service failed: {code}: {message}")]
    Unavailable {
        /// AWS's error code, or the status of an answer that has none.
        code: String,
        /// AWS's message.
        message: String,
    },
    /// Somebody else is changing the same thing at this moment (R5.46).
    #[error("somebody else is changing it: {0}")]
    Conflict(String),
    /// Of what takes several calls, some were made before one failed.
    #[error("{0}; a part of it was done before")]
    InPart(Box<Failure>),
    /// Another error, with AWS's code.
    #[error("{code}: {message}")]
    Other {
        /// AWS's error code.
        code: String,
        /// AWS's message.
        message: String,
    },
}

/// Whether the same call can succeed without anybody changing anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// No: it fails again for the same reason.
    Never,
    /// After a pause. Before a write is sent again the document is to be read again: the one that failed may have
    /// had its effect, and somebody else may have written since.
    Later,
    /// While a principal or policy that the document names may have been created so lately that it is not known everywhere:
    /// about two minutes (R5.3, R5.39, R5.43). After that it does not exist.
    WhileFresh,
}

impl Failure {
    /// Whether the same call can succeed later.
    ///
    /// ```
    /// use crosskms_apply::cloud::{Failure, Retry};
    ///
    /// assert_eq!(Failure::Throttled("rate exceeded".to_owned()).retry(), Retry::Later);
    /// assert_eq!(Failure::LimitExceeded("too large".to_owned()).retry(), Retry::Never);
    /// ```
    pub fn retry(&self) -> Retry {
        match self {
            Self::Throttled(_) | Self::Unavailable { .. } | Self::Conflict(_) | Self::Unreachable(_) => {
                Retry::Later
            }
            Self::MalformedPolicy(message) if names_no_principal(message) => Retry::WhileFresh,
            Self::NotFoundYet(_) => Retry::WhileFresh,
            Self::InPart(failure) => failure.retry(),
            // A quota is not widened by waiting (R5.56).
            Self::LimitExceeded(_)
            | Self::NotFound(_)
            | Self::OtherPath { .. }
            | Self::AlreadyExists(_)
            | Self::WrongRegion(_)
            | Self::AccessDenied(_)
            | Self::MalformedPolicy(_)
            | Self::UnmodifiableEntity(_)
            | Self::Credentials(_)
            | Self::ClockSkew(_)
            | Self::WrongAccount(_)
            | Self::Other { .. } => Retry::Never,
        }
    }

    /// Whether a write that failed so may nevertheless have had its effect.
    pub const fn may_have_had_effect(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Unavailable { .. } | Self::InPart(_))
    }
}

/// Whether KMS or S3 refused a document for a principal that it does not find: "Policy contains a statement with one
/// or more invalid principals.", "Invalid principal in policy" and, of the grantee of a KMS grant, "ARN does not refer to a
/// valid principal".
fn names_no_principal(message: &str) -> bool {
    message.to_ascii_lowercase().contains("valid principal")
}

impl CloudError {
    /// What the operator can do about it.
    pub fn help(&self) -> Option<String> {
        let Self { call, target, account, failure } = self;
        let failure = match failure {
            Failure::InPart(failure) => failure,
            whole => whole,
        };
        Some(match failure {
            Failure::NotFound(_) | Failure::NotFoundYet(_) | Failure::OtherPath { .. } => format!("check that `{target}` exists in account {account}, and its Region"),
            Failure::WrongRegion(_) => format!("give the Region in which `{target}` is"),
            Failure::AccessDenied(_) => {
                let help = format!("allow `{call}` on `{target}` to the credentials for account {account}");
                match call.starts_with("s3:") {
                    // Every call says who must own the bucket (R5.40).
                    true => format!("{help}; S3 answers so, too, when the bucket belongs to another account"),
                    false => help,
                }
            }
            // The answer to a key policy with which the caller would lock itself out.
            Failure::MalformedPolicy(message) if message.contains("update the key policy") => format!(
                "keep a statement in the key policy that allows `kms:PutKeyPolicy` to account {account} or to the \
                 credentials for it"
            ),
            Failure::MalformedPolicy(message) if names_no_principal(message) => {
                "a principal in the policy does not exist: look for unique ids such as `AROA…`, for deleted roles \
                 and for misspelled accounts"
                    .to_owned()
            }
            Failure::Other { code, .. } if code == "DeleteConflict" => {
                format!("detach `{target}` from the roles, users and groups that the grant does not name")
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
            Failure::ClockSkew(_) => {
                "set the clock of this machine: AWS takes requests that are at most some minutes off".to_owned()
            }
            Failure::WrongAccount(found) => {
                format!("give `[accounts.{account}]` a profile or role of account {account}, not of {found}")
            }
            Failure::Unreachable(_) => "check the network and `endpoint_url`; a call that needs longer gets it by `--timeout`".to_owned(),
            Failure::Throttled(_) => format!(
                "wait a little and run the command again: account {account} has used up its rate of `{call}`"
            ),
            Failure::Unavailable { .. } => {
                "wait a little and run the command again: the failure is AWS's own".to_owned()
            }
            Failure::Conflict(_) => {
                format!("run the command again once nobody else is changing `{target}`")
            }
            Failure::AlreadyExists(_)
            | Failure::MalformedPolicy(_)
            | Failure::InPart(_)
            | Failure::Other { .. } => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, Retry};

    #[test]
    fn only_a_principal_that_may_be_new_makes_a_refused_document_worth_another_try() {
        let refused = |message: &str| Failure::MalformedPolicy(message.to_owned()).retry();
        for message in [
            "Policy contains a statement with one or more invalid principals.",
            "Invalid principal in policy",
            "ARN does not refer to a valid principal: arn:aws:iam::444455556666:role/analytics",
        ] {
            assert_eq!(refused(message), Retry::WhileFresh);
        }
        for message in [
            "Missing required field Principal",
            "The new key policy will not allow you to update the key policy in the future.",
        ] {
            assert_eq!(refused(message), Retry::Never);
        }
    }

    #[test]
    fn what_was_done_in_part_is_tried_again_as_its_failure_says_and_has_had_an_effect() {
        for failure in [
            Failure::AccessDenied(String::new()),
            Failure::Throttled(String::new()),
            Failure::MalformedPolicy("ARN does not refer to a valid principal".to_owned()),
        ] {
            let in_part = Failure::InPart(Box::new(failure.clone()));
            assert_eq!(in_part.retry(), failure.retry());
            assert!(in_part.may_have_had_effect());
        }
    }

    #[test]
    fn only_where_the_answer_is_missing_or_a_fault_the_effect_is_open() {
        let unavailable = Failure::Unavailable { code: "500".to_owned(), message: String::new() };
        for failure in [Failure::Unreachable(String::new()), unavailable] {
            assert!(failure.may_have_had_effect() && failure.retry() == Retry::Later);
        }
        for failure in [Failure::Throttled(String::new()), Failure::Conflict(String::new())] {
            assert!(!failure.may_have_had_effect() && failure.retry() == Retry::Later);
        }
    }
}
