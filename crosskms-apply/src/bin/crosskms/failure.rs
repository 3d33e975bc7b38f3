//! Why a run failed, and with which exit code.

use std::io::ErrorKind;
use std::path::PathBuf;

use crosskms::finding::Severity;
use crosskms_apply::access::AskedError;
use crosskms_apply::apply::ApplyError;
use crosskms_apply::cloud::Failure;
use crosskms_apply::config::{ConfigError, LocatedFinding, is_manifest};
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
    #[error(transparent)]
    Asked(#[from] AskedError),
    #[error("{message}")]
    Question { message: String, help: String },
    #[error("the file has no grant `{name}`")]
    UnknownGrant { name: String, help: Option<String> },
    #[error("`{}` has no grants", .0.display())]
    NoGrants(PathBuf),
    #[error("the snapshot `{}` has changed since it was read; what was applied is not in it", .0.display())]
    SnapshotMoved(PathBuf),
    /// A run that failed, and whose work could not be kept either.
    #[error("{error}\n{unkept}")]
    Unkept { error: Box<Self>, unkept: Box<Self> },
    #[error("the plan was refused")]
    Refused(Refusals),
    #[error("nothing was changed: the plan was not confirmed")]
    NotConfirmed { help: Option<&'static str> },
    #[error(transparent)]
    Cloud(#[from] CloudError),
    #[error("{error}\n{}", progress(error, *planned))]
    Apply { error: Box<ApplyError>, planned: usize },
}

impl CommandError {
    /// A run that stopped in the middle of a plan.
    pub(crate) fn apply(error: ApplyError, plan: &Plan) -> Self {
        Self::Apply { error: Box::new(error), planned: plan.changes.len() }
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Snapshot(SnapshotFileError::Write { .. }) => Exit::Cloud,
            Self::Config(_)
            | Self::Snapshot(_)
            | Self::Usage(_)
            | Self::Asked(_)
            | Self::Question { .. }
            | Self::UnknownGrant { .. }
            | Self::NoGrants(_) => Exit::InvalidInput,
            Self::Refused(_) | Self::NotConfirmed { .. } | Self::SnapshotMoved(_) => Exit::Refused,
            Self::Unkept { error, .. } => error.exit(),
            Self::Apply { error, .. } if matches!(**error, ApplyError::Stale { .. }) => Exit::Refused,
            Self::Cloud(_) | Self::Apply { .. } => Exit::Cloud,
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
            Self::Config(ConfigError::Read { path, source }) => match source.kind() {
                ErrorKind::NotFound if is_manifest(path) => Some(
                    "check the name; a `.json` file is a policy or a snapshot, after `--config` a manifest"
                        .to_owned(),
                ),
                ErrorKind::NotFound if path.extension().is_none_or(|end| end != "toml") => {
                    Some("check the name; files of grants end in `.toml`, all others are policies".to_owned())
                }
                ErrorKind::NotFound => {
                    Some("name the file with `--config`, or write a `crosskms.toml` here".to_owned())
                }
                ErrorKind::IsADirectory => Some("name the file in it with `--config`".to_owned()),
                ErrorKind::InvalidData => Some("save it as UTF-8".to_owned()),
                _ => None,
            },
            Self::Snapshot(SnapshotFileError::Write { .. }) => Some(
                "what was applied is not in the file; run the command again once it can be written"
                    .to_owned(),
            ),
            Self::SnapshotMoved(_) => {
                Some("another run wrote it; run the command again to plan on what is there now".to_owned())
            }
            Self::Unkept { error, .. } => error.help(),
            Self::NoGrants(path) if is_manifest(path) => {
                Some("give the build script that writes it a grant".to_owned())
            }
            Self::NoGrants(_) => Some("begin a grant with `[[grant]]`".to_owned()),
            Self::UnknownGrant { help, .. } => help.clone(),
            Self::Asked(error) => error.help(),
            Self::Question { help, .. } => Some(help.clone()),
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

/// How far a plan came, and whether another run gets any further.
fn progress(error: &ApplyError, planned: usize) -> String {
    let written = format!("{} of {planned} documents were written", error.written());
    let again = "running the command again finishes the work";
    match error {
        ApplyError::Stale { .. } => format!("{written}, the rest was not touched; {again}"),
        ApplyError::Cloud { error, .. } if matches!(error.failure, Failure::Unreachable(_)) => {
            format!("{written}, perhaps one more; {again}")
        }
        _ => format!("{written}; the rest was not touched"),
    }
}
