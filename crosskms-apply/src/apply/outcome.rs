//! What becomes of changes, and of a run.

use std::fmt;
use std::time::Duration;

use crate::cloud::{CloudError, Retry};
use crate::document::DocumentId;
use crate::journal::JournalError;
use crate::plan::{Change, Refusal};

/// What became of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The document was written or deleted, as planned.
    Written,
    /// The document had moved since it was planned; the change was merged into what others wrote.
    Merged,
    /// The document was already as the plan wants it.
    AlreadyThere,
}

/// Something that happens during a run.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A change is done.
    Done {
        /// The change.
        change: &'e Change,
        /// What became of it.
        outcome: Outcome,
    },
    /// A call failed in a way that passes; it is tried again after a pause.
    Waiting {
        /// The change.
        change: &'e Change,
        /// Why.
        error: &'e CloudError,
        /// How long.
        pause: Duration,
    },
    /// Another run with the same journal is writing the document, and is waited for.
    Locked {
        /// The change.
        change: &'e Change,
    },
    /// What AWS shows lacks what it has shown before; it is read until that comes back, or does not for long enough.
    Unsettled {
        /// The change.
        change: &'e Change,
    },
    /// A change failed for good.
    Failed {
        /// The change.
        change: &'e Change,
        /// Why.
        error: &'e ChangeError,
    },
    /// A change is not tried, because one before it failed.
    Skipped {
        /// The change.
        change: &'e Change,
    },
}

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// What the change is about is no longer as it was planned on.
    #[error("it has changed since the plan was made; it was left as it is")]
    Moved,
    /// Merged into what others wrote, the document would not pass a check.
    #[error("it has changed since the plan was made, and merged with that it is refused: {0}")]
    Refused(Refusal),
    /// Others kept writing over it.
    #[error("others keep writing it; gave up after {0} attempts")]
    Contended(u32),
    /// A call failed, and nothing was written.
    #[error(transparent)]
    Cloud(#[from] CloudError),
    /// It was sent, and may be written, but then something failed.
    #[error("it was sent and may be written, but then {}", and_then(.0))]
    InDoubt(Box<ChangeError>),
    /// It was written, but cannot be read.
    #[error("it was written, but after {} seconds it is still read as it was before", .0.as_secs())]
    Unconfirmed(Duration),
    /// It was written, but cannot be read.
    #[error("it was written, but could not be read in {} seconds since then: {last}", .patience.as_secs())]
    Unread {
        /// For how long it was tried.
        patience: Duration,
        /// Why it could not be read the last time.
        last: Box<CloudError>,
    },
    /// What readers show goes back and forth: what some have, others lack.
    #[error(
        "AWS shows one text and then another, and which is the newer cannot be told; it was left as it is"
    )]
    Unsettled,
    /// What would have been replaced could not be saved, so it was not replaced.
    #[error("it was left as it is, because what it holds could not be saved: {0}")]
    Journal(#[from] JournalError),
    /// The run was stopped before it was written.
    #[error("the run was stopped before it was written")]
    Stopped,
}

impl ChangeError {
    /// What the operator can do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Moved | Self::Contended(_) => {
                Some("run the command again to plan on what is there now".to_owned())
            }
            Self::Refused(refusal) => refusal.help.clone(),
            Self::Cloud(error) => error.help(),
            Self::InDoubt(error) => error.help(),
            Self::Unconfirmed(_) => Some(
                "AWS may take minutes to show it: look with `crosskms verify`, or give `--wait` more"
                    .to_owned(),
            ),
            Self::Unread { last, .. } => last.help(),
            Self::Unsettled => Some(
                "wait a minute and run the command again; see whether somebody else keeps writing it"
                    .to_owned(),
            ),
            Self::Journal(error) => error.help(),
            Self::Stopped => None,
        }
    }

    /// Whether the same change may be made later without anybody doing anything about it.
    pub fn passes(&self) -> bool {
        match self {
            Self::Cloud(error) => error.failure.retry() != Retry::Never,
            Self::InDoubt(error) => error.passes(),
            Self::Moved
            | Self::Contended(_)
            | Self::Unconfirmed(_)
            | Self::Unread { .. }
            | Self::Unsettled
            | Self::Stopped => true,
            Self::Refused(_) | Self::Journal(_) => false,
        }
    }

    /// Whether somebody else's writes are the reason.
    pub fn is_moved(&self) -> bool {
        match self {
            Self::Moved | Self::Refused(_) | Self::Contended(_) | Self::Unsettled => true,
            Self::InDoubt(error) => error.is_moved(),
            _ => false,
        }
    }

    /// Whether the document may have been written all the same.
    pub const fn may_be_written(&self) -> bool {
        matches!(self, Self::Unconfirmed(_) | Self::Unread { .. } | Self::InDoubt(_) | Self::Contended(_))
    }
}

/// What failed after a write that was sent.
fn and_then(error: &ChangeError) -> String {
    match error {
        ChangeError::Moved => "somebody else changed it".to_owned(),
        ChangeError::Unsettled => "AWS shows one text and then another".to_owned(),
        ChangeError::Stopped => "the run was stopped before that was seen".to_owned(),
        ChangeError::Journal(error) => format!("what it holds now could not be saved: {error}"),
        other => other.to_string(),
    }
}

/// What became of every change of a plan.
#[derive(Debug)]
pub struct Report {
    outcomes: Vec<Option<Outcome>>,
    failures: Vec<(usize, DocumentId, ChangeError)>,
}

impl Report {
    pub(super) fn of(changes: usize) -> Self {
        Self { outcomes: vec![None; changes], failures: Vec::new() }
    }

    pub(super) fn done(&mut self, index: usize, outcome: Outcome) {
        if let Some(slot) = self.outcomes.get_mut(index) {
            *slot = Some(outcome);
        }
    }

    pub(super) fn failed(&mut self, index: usize, document: DocumentId, error: ChangeError) {
        self.failures.push((index, document, error));
    }

    pub(super) fn result(mut self, stopped: bool) -> Result<Self, ApplyError> {
        self.failures.sort_by_key(|(index, ..)| *index);
        if self.outcomes.iter().all(Option::is_some) {
            Ok(self)
        } else {
            Err(ApplyError { report: self, stopped })
        }
    }

    /// What became of each change, in the plan's order; none, if it was not made.
    pub fn outcomes(&self) -> &[Option<Outcome>] {
        &self.outcomes
    }

    /// How many documents were written.
    pub fn written(&self) -> usize {
        let written =
            |outcome: &&Option<Outcome>| matches!(outcome, Some(Outcome::Written | Outcome::Merged));
        self.outcomes.iter().filter(written).count()
    }

    /// Whether a document was written, or may have been.
    pub fn may_have_written(&self) -> bool {
        self.written() > 0 || self.failures().any(|(_, error)| error.may_be_written())
    }

    /// The changes that failed, in the plan's order.
    pub fn failures(&self) -> impl Iterator<Item = (&DocumentId, &ChangeError)> {
        self.failures.iter().map(|(_, document, error)| (document, error))
    }
}

/// Why a plan was not applied to its end. What was not made can be made later: plan again, and apply that.
#[derive(Debug)]
pub struct ApplyError {
    report: Report,
    stopped: bool,
}

impl ApplyError {
    /// What became of every change.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Whether the run was stopped.
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// What the operator can do about it, each way out once.
    pub fn help(&self) -> Vec<String> {
        let mut help: Vec<String> = Vec::new();
        for way_out in self.report.failures().filter_map(|(_, error)| error.help()) {
            if !help.contains(&way_out) {
                help.push(way_out);
            }
        }
        help
    }
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (document, error) in self.report.failures() {
            match error {
                // Nothing happened to it; it is among those that were not touched.
                ChangeError::Stopped => {}
                ChangeError::Cloud(error) => writeln!(f, "{error}")?,
                _ => writeln!(f, "the {document}: {error}")?,
            }
        }
        if self.stopped {
            f.write_str("stopped: ")?;
        }
        let planned = self.report.outcomes.len();
        let perhaps = self.report.failures.iter().filter(|(.., error)| error.may_be_written()).count();
        write!(f, "{} of {planned} documents were written", self.report.written())?;
        if perhaps > 0 {
            write!(f, ", perhaps {perhaps} more")?;
        }
        let untouched = self.report.outcomes.iter().filter(|outcome| outcome.is_none()).count();
        match untouched.saturating_sub(perhaps) {
            0 => Ok(()),
            _ => f.write_str(", the rest was not touched"),
        }
    }
}

impl std::error::Error for ApplyError {}
