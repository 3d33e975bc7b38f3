//! Why a run failed, and with which exit code.

use crosskms::finding::Severity;
use crosskms_apply::apply::ApplyError;
use crosskms_apply::config::{ConfigError, LocatedFinding};
use crosskms_apply::plan::Refusals;
use crosskms_apply::snapshot::SnapshotFileError;
use crosskms_apply::verify::VerifyError;
use crosskms_apply::{CloudError, Plan};

use crate::exit::Exit;
use crate::output;

#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    #[error("{}", in_short(.0))]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Snapshot(#[from] SnapshotFileError),
    #[error("{0}")]
    Usage(String),
    #[error("the file has no grant `{name}`")]
    UnknownGrant { name: String, help: Option<String> },
    #[error("the plan was refused")]
    Refused(Refusals),
    #[error("nothing was changed: the plan was not confirmed")]
    NotConfirmed { help: Option<&'static str> },
    #[error(transparent)]
    Cloud(#[from] CloudError),
    #[error("{error}\n{}", progress(error.written(), *planned))]
    Apply { error: Box<ApplyError>, planned: usize },
}

impl CommandError {
    /// A run that stopped in the middle of a plan.
    pub(crate) fn apply(error: ApplyError, plan: &Plan) -> Self {
        Self::Apply { error: Box::new(error), planned: plan.changes.len() }
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Config(_) | Self::Snapshot(_) | Self::Usage(_) | Self::UnknownGrant { .. } => {
                Exit::InvalidInput
            }
            Self::Refused(_) | Self::NotConfirmed { .. } => Exit::Refused,
            Self::Apply { error, .. } if matches!(**error, ApplyError::Stale { .. }) => Exit::Refused,
            Self::Cloud(_) | Self::Apply { .. } => Exit::Aws,
        }
    }

    /// What the rules found in the file.
    pub(crate) fn findings(&self) -> &[LocatedFinding] {
        match self {
            Self::Config(ConfigError::Findings(findings)) => findings,
            _ => &[],
        }
    }

    /// What the operator can do about it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Config(ConfigError::Read { .. }) => {
                Some("name the file with `--config`, or write a `crosskms.toml` here".to_owned())
            }
            Self::UnknownGrant { help, .. } => help.clone(),
            Self::NotConfirmed { help } => help.map(str::to_owned),
            Self::Cloud(error) => error.help(),
            Self::Apply { error, .. } => match &**error {
                ApplyError::Cloud { error, .. } => error.help(),
                _ => Some(
                    "somebody else changed it; run the command again to plan on what is there now".to_owned(),
                ),
            },
            _ => None,
        }
    }
}

impl From<Refusals> for CommandError {
    fn from(refusals: Refusals) -> Self {
        Self::Refused(refusals)
    }
}

impl From<VerifyError> for CommandError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Cloud(error) => Self::Cloud(error),
            VerifyError::Refused(refusals) => Self::Refused(refusals),
            error => Self::Usage(error.to_string()),
        }
    }
}

/// Findings are shown one by one; here they are only counted.
fn in_short(error: &ConfigError) -> String {
    match error {
        ConfigError::Findings(findings) => {
            let errors = findings.iter().filter(|found| found.finding.severity() > Severity::Warning);
            output::counted(errors.count(), "error")
        }
        error => error.to_string(),
    }
}

fn progress(written: usize, planned: usize) -> String {
    format!("{written} of {planned} documents were written; running the command again finishes the work")
}
