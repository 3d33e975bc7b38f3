//! What happens to a call of a run.

use crosskms_end_to_end::WireFault;

use crate::stage::Mechanism;

/// How a call fails, or what becomes of the process that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Line(WireFault),
    /// The process is killed before the call has its effect, or after.
    Killed {
        after: bool,
        then: Then,
    },
}

/// What the operator does with what a killed run left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    RollsBack,
    RunsAgain,
}

impl Fault {
    pub(crate) fn of_writes(mechanism: Mechanism) -> Vec<Self> {
        use WireFault::{
            ClosedAfter, ClosedBefore, Denied, InternalError, InternalErrorAfter, Late, SilentAfter,
            SilentBefore, Throttled, Twice,
        };
        let line = [
            Throttled,
            InternalError,
            InternalErrorAfter,
            Denied,
            ClosedBefore,
            ClosedAfter,
            SilentBefore,
            SilentAfter,
            Late(300),
            Twice,
        ];
        let killed = [false, true]
            .into_iter()
            .flat_map(|after| [Then::RollsBack, Then::RunsAgain].map(|then| Self::Killed { after, then }));
        // There it is the command that is killed, in tests of its own.
        let killed = killed.filter(|_| mechanism != Mechanism::Policies);
        line.into_iter().map(Self::Line).chain(killed).collect()
    }

    pub(crate) fn of_reads() -> Vec<Self> {
        use WireFault::{ClosedBefore, Denied, InternalError, Late, SilentBefore, Stale, Throttled};
        [Throttled, InternalError, Denied, ClosedBefore, SilentBefore, Stale, Late(300)]
            .map(Self::Line)
            .to_vec()
    }
}
