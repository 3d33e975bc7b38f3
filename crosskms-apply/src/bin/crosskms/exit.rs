//! Exit codes.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or everything as granted.
    Done,
    /// Changes are pending, or access is denied or cannot be decided.
    Pending,
    /// The input is wrong.
    InvalidInput,
    /// A safety check refused, or the operator did not confirm.
    Refused,
    /// The cloud answered with an error, or not at all; or its file could not be written.
    Cloud,
    /// The operator stopped it.
    Stopped,
}

impl Exit {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Pending => 2,
            Self::InvalidInput => 3,
            Self::Refused => 4,
            Self::Cloud => 5,
            // As shells have it for a process that SIGINT ended.
            Self::Stopped => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Prints what clap has to say; `--help` and `--version` are no errors.
pub(crate) fn of_usage(error: &clap::Error) -> Exit {
    // A closed pipe leaves nobody to tell.
    let _ = error.print();
    if error.use_stderr() { Exit::InvalidInput } else { Exit::Done }
}
