//! The ways in which a call can fail, or somebody else can come in between.

use std::fmt;

use crosskms_apply::cloud::Failure;

use crate::others::Others;

/// What happens at a call, or from it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// The call is answered with this, and does nothing.
    Refused(Answer, Lasting),
    /// The call does what it does, and is answered with this.
    Unheard(Answer),
    /// Reads show a text that was replaced earlier, this often.
    Stale(usize),
    /// From this read on, every other one shows the text of before: there are two readers, of which one lags behind.
    Alternating,
    /// Before the call somebody else writes.
    Others(Others),
    /// The process is killed before the call has an effect.
    KilledBefore,
    /// The process is killed after the call had its effect.
    KilledAfter,
}

/// How a call is answered when it is not answered well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    Throttled,
    Timeout,
    InternalError,
    Conflict,
    Denied,
    /// To a policy that names a principal which is not known yet (R5.3).
    UnknownPrincipal,
}

/// How many calls are answered in that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lasting {
    Calls(usize),
    ForGood,
}

impl Fault {
    pub(crate) fn all() -> Vec<Self> {
        use Answer::{Conflict, Denied, InternalError, Throttled, Timeout, UnknownPrincipal};
        use Lasting::{Calls, ForGood};
        let refused = [Throttled, Timeout, InternalError, Denied, UnknownPrincipal]
            .into_iter()
            .flat_map(|answer| [Calls(1), ForGood].map(|lasting| Self::Refused(answer, lasting)));
        let several = [Self::Refused(Conflict, Calls(1)), Self::Refused(UnknownPrincipal, Calls(4))];
        let unheard = [Timeout, InternalError].map(Self::Unheard);
        let stale = [1, 3, usize::MAX].map(Self::Stale).into_iter().chain([Self::Alternating]);
        let killed = [Self::KilledBefore, Self::KilledAfter];
        let others = Others::ALL.map(Self::Others);
        refused.chain(several).chain(unheard).chain(stale).chain(others).chain(killed).collect()
    }

    /// Whether the call can fail in this way: principals are looked for in what is written, and what is not read
    /// cannot be stale.
    pub(crate) fn can_happen_at(self, call: &str) -> bool {
        match self {
            Self::Refused(Answer::UnknownPrincipal, _) => ["key policy", "bucket policy", "KMS grants"]
                .iter()
                .any(|kind| call.starts_with(&format!("write the {kind}"))),
            Self::Refused(Answer::Conflict, _) | Self::Unheard(_) => {
                call.starts_with("write") || call.starts_with("delete")
            }
            Self::Stale(_) | Self::Alternating => call.starts_with("read"),
            _ => true,
        }
    }

    pub(crate) const fn kills(self) -> bool {
        matches!(self, Self::KilledBefore | Self::KilledAfter)
    }
}

impl Answer {
    pub(crate) fn failure(self) -> Failure {
        match self {
            Self::Throttled => Failure::Throttled("Rate exceeded".to_owned()),
            Self::Timeout => Failure::Unreachable("the answer took too long".to_owned()),
            Self::InternalError => Failure::Unavailable {
                code: "KMSInternalException".to_owned(),
                message: "an internal error".to_owned(),
            },
            Self::Conflict => Failure::Conflict("A conflicting operation is in progress".to_owned()),
            Self::Denied => Failure::AccessDenied("the operator may not".to_owned()),
            Self::UnknownPrincipal => Failure::MalformedPolicy(
                "Policy contains a statement with one or more invalid principals.".to_owned(),
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(answer, Lasting::Calls(1)) => write!(f, "{answer}"),
            Self::Refused(answer, Lasting::Calls(calls)) => write!(f, "{answer}, {calls} times"),
            Self::Refused(answer, Lasting::ForGood) => write!(f, "{answer}, for good"),
            Self::Unheard(answer) => write!(f, "{answer} after the effect"),
            Self::Stale(usize::MAX) => f.write_str("stale reads, for good"),
            Self::Alternating => f.write_str("every other read is stale"),
            Self::Stale(reads) => write!(f, "{reads} stale reads"),
            Self::Others(others) => write!(f, "{others}"),
            Self::KilledBefore => f.write_str("killed before the effect"),
            Self::KilledAfter => f.write_str("killed after the effect"),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Throttled => "throttled",
            Self::Timeout => "timeout",
            Self::InternalError => "internal error",
            Self::Conflict => "conflict",
            Self::Denied => "denied",
            Self::UnknownPrincipal => "unknown principal",
        })
    }
}
