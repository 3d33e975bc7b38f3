//! What lies in no policy and stops a request, or may: the key's state, the bucket's settings.

use std::fmt;

use crate::action::Action;
use crate::arn::AccountId;

/// Why a setting does not let a request pass; its text is made only where somebody reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle<'s> {
    /// An AWS managed key, asked from another account.
    AwsManagedKey,
    /// S3, with a key of this spec.
    SpecForS3(&'s str),
    /// An action, with a key for this usage, of this spec.
    Usage(Action, &'s str, &'s str),
    /// An action, with a key of which it is not known whether it is for it: its usage, empty where that is not known, and
    /// its spec.
    UnknownUsage(Action, &'s str, &'s str),
    /// A key in a state in which it cannot be used.
    State(&'s str),
    /// An action, with a key in a state of which it is not known whether the action works.
    UnknownState(Action, &'s str),
    /// A public bucket policy under `RestrictPublicBuckets`.
    PublicPolicy,
    /// A bucket policy of which AWS does not say whether it is public, under `RestrictPublicBuckets`.
    PerhapsPublicPolicy,
    /// An object of this account.
    ObjectOwner(AccountId),
}

impl fmt::Display for Obstacle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AwsManagedKey => f.write_str("an AWS managed key cannot be shared with other accounts"),
            Self::SpecForS3(spec) => write!(f, "S3 cannot use a key of spec `{spec}`"),
            Self::Usage(action, "", spec) => write!(f, "`{action}` does not work with a key of spec `{spec}`"),
            Self::Usage(action, usage, _) => write!(f, "`{action}` does not work with a key for `{usage}`"),
            Self::UnknownUsage(action, "", spec) => {
                write!(f, "whether `{action}` works with a key of spec `{spec}` depends on its usage")
            }
            Self::UnknownUsage(action, usage, spec) => {
                write!(f, "whether `{action}` works with a key of spec `{spec}` for `{usage}` is not known")
            }
            Self::State(state) => write!(f, "the key is in state `{state}`"),
            Self::UnknownState(action, state) => {
                write!(f, "whether `{action}` works with a key in state `{state}` is not known")
            }
            Self::PublicPolicy => f.write_str(
                "the bucket policy is public, and `RestrictPublicBuckets` cuts off every other account",
            ),
            Self::PerhapsPublicPolicy => f.write_str(
                "whether S3 takes the bucket policy for public, so that `RestrictPublicBuckets` cuts off every other \
                 account, AWS does not say",
            ),
            Self::ObjectOwner(owner) => {
                write!(f, "the object belongs to account `{owner}`, whose ACL decides")
            }
        }
    }
}
