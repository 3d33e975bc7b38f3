//! Why a run failed, and with which exit code.

use std::io::ErrorKind;
use std::path::PathBuf;

use crosskms::finding::Severity;
use crosskms_apply::CloudError;
use crosskms_apply::access::AskedError;
use crosskms_apply::apply::{ApplyError, ChangeError};
use crosskms_apply::config::{ConfigError, LocatedFinding, PlanFileError, is_manifest};
use crosskms_apply::create_key::CreateKeyError;
use crosskms_apply::denial::UnreadDenial;
use crosskms_apply::explain::{ExplainError, QuestionError};
use crosskms_apply::import::ImportError;
use crosskms_apply::journal::JournalError;
use crosskms_apply::plan::{Refusal, Refusals};
use crosskms_apply::snapshot::SnapshotFileError;
use crosskms_apply::verify::VerifyError;

use crate::exit::Exit;
use crate::output;
use crate::stop::Interrupted;

#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    #[error("{}", in_short(.0))]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Snapshot(#[from] SnapshotFileError),
    #[error("cannot read `{}`: {source}", path.display())]
    Scenarios { path: PathBuf, source: std::io::Error },
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Question(#[from] QuestionError),
    #[error(transparent)]
    Explain(#[from] ExplainError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Message(#[from] UnreadDenial),
    #[error(transparent)]
    Asked(#[from] AskedError),
    #[error("{message}")]
    Input { message: String, help: String },
    #[error("the file has no grant `{name}`")]
    UnknownGrant { name: String, help: Option<String> },
    #[error("`{}` has no grants", .0.display())]
    NoGrants(PathBuf),
    #[error("the file creates no key `{alias}`")]
    UnknownKey { alias: String, help: Option<String> },
    #[error("`{}` has no keys to create", .0.display())]
    NoKeys(PathBuf),
    #[error("run {0} created keys; it replaced nothing that could be restored")]
    NothingReplaced(String),
    #[error("the snapshot `{}` has changed since it was read; what was applied is not in it", .0.display())]
    SnapshotMoved(PathBuf),
    /// A run that failed, and whose work could not be kept either.
    #[error("{error}\n{unkept}")]
    Unkept { error: Box<Self>, unkept: Box<Self> },
    #[error("the plan was refused; nothing was changed")]
    Refused { refusals: Refusals, help: Option<String> },
    /// What was written could not be verified, by the run of this id.
    #[error("everything was written, but could not be verified: {error}")]
    Unverified { error: Box<Self>, run: String },
    #[error("whether everything is in place cannot be told")]
    NotVerifiable(Refusals),
    #[error("nothing was changed: the plan was not confirmed")]
    NotConfirmed { help: Option<&'static str> },
    #[error(transparent)]
    Cloud(#[from] CloudError),
    /// A run that came to no good end, and what finishes its work.
    #[error("{error}")]
    Apply { error: Box<ApplyError>, run: String, again: String },
    #[error(transparent)]
    CreateKey(#[from] Box<CreateKeyError>),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    PlanFile(#[from] PlanFileError),
    #[error("the plan is stale; nothing was changed\n{}", moved(.0))]
    Stale(Vec<String>),
    #[error("{0}")]
    Interrupted(Interrupted),
    #[error("cannot write the result to standard output: {0}")]
    Unwritten(String),
    #[error("there is no folder for the journal, so nothing was changed")]
    NoJournal,
}

impl CommandError {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Snapshot(SnapshotFileError::Write { .. }) => Exit::Cloud,
            Self::Config(_)
            | Self::Snapshot(_)
            | Self::Scenarios { .. }
            | Self::Usage(_)
            | Self::Question(_)
            | Self::Explain(_)
            | Self::Import(_)
            | Self::Message(_)
            | Self::Asked(_)
            | Self::Input { .. }
            | Self::UnknownGrant { .. }
            | Self::NoGrants(_)
            | Self::UnknownKey { .. }
            | Self::NoKeys(_)
            | Self::NothingReplaced(_) => Exit::InvalidInput,
            Self::Refused { .. }
            | Self::NotVerifiable(_)
            | Self::NotConfirmed { .. }
            | Self::SnapshotMoved(_) => Exit::Refused,
            Self::Unkept { error, .. } | Self::Unverified { error, .. } => error.exit(),
            Self::Stale(_) | Self::NoJournal => Exit::Refused,
            Self::Unwritten(_) => Exit::Cloud,
            Self::PlanFile(_) => Exit::InvalidInput,
            Self::Journal(JournalError::Write { .. }) => Exit::Refused,
            Self::Journal(_) => Exit::InvalidInput,
            Self::Apply { error, .. } if error.is_stopped() => Exit::Stopped,
            Self::Apply { error, .. } if error.report().failures().all(|(_, error)| is_refused(error)) => {
                Exit::Refused
            }
            Self::CreateKey(error) => match error.as_ref() {
                CreateKeyError::Stopped { .. } => Exit::Stopped,
                CreateKeyError::Journal(_)
                | CreateKeyError::Several { .. }
                | CreateKeyError::TooEarly { .. }
                | CreateKeyError::AliasTaken { .. } => Exit::Refused,
                _ => Exit::Cloud,
            },
            Self::Interrupted(_) => Exit::Stopped,
            Self::Cloud(_) | Self::Apply { .. } => Exit::Cloud,
        }
    }

    /// What checks refused.
    pub(crate) fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Refused { refusals, .. } | Self::NotVerifiable(refusals) => &refusals.0,
            Self::Unverified { error, .. } => error.refusals(),
            _ => &[],
        }
    }

    /// The run that failed.
    pub(crate) fn run(&self) -> Option<&str> {
        match self {
            Self::Apply { run, .. } | Self::Unverified { run, .. } => Some(run),
            Self::Unkept { error, .. } => error.run(),
            _ => None,
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
            Self::Scenarios { source, .. } => match source.kind() {
                ErrorKind::NotFound => {
                    Some("check the name; a `.jsonl` file has a scenario in each line".to_owned())
                }
                ErrorKind::IsADirectory => Some("name the files in it".to_owned()),
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
            Self::Unverified { error, run } => {
                let look = format!("`crosskms verify` looks again; `crosskms runs {run}` tells what was written");
                Some(one_by_one(error.help().into_iter().chain([look])))
            }
            Self::Question(QuestionError::NoSource(_)) => Some("name it by `--source s3://BUCKET/KEY`".to_owned()),
            Self::Question(QuestionError::NoObject(..)) => {
                Some("write the object's key behind the bucket, `s3://BUCKET/KEY`".to_owned())
            }
            Self::Question(QuestionError::UnknownAction(_)) => {
                Some("write an operation such as `GetObject`, or an action such as `kms:Decrypt`".to_owned())
            }
            Self::Explain(ExplainError::UnknownBucket(_)) => {
                Some("check the name; live, name the account that owns it by `--owner` and `--region`".to_owned())
            }
            Self::Explain(ExplainError::UnreadEncryption(_)) => {
                Some("name the key by `--key ARN`, or ask for the S3 action alone, such as `s3:GetBucketPolicy`".to_owned())
            }
            Self::Explain(ExplainError::UnclearKey { .. }) => Some(
                "name the key under which the object is encrypted by `--key ARN`; for new objects write the full ARN \
                 into the bucket's default encryption"
                    .to_owned(),
            ),
            Self::Import(error) => Some(error.help().to_owned()),
            Self::Message(error) => Some(error.help().to_owned()),
            Self::NoGrants(path) if is_manifest(path) => {
                Some("give the build script that writes it a grant".to_owned())
            }
            Self::NoGrants(_) => Some("begin a grant with `[[grant]]`".to_owned()),
            Self::UnknownGrant { help, .. } | Self::UnknownKey { help, .. } => help.clone(),
            Self::Unwritten(_) => Some(
                "what the command did is done; ask again, and write what it says to where there is room".to_owned(),
            ),
            Self::NoKeys(_) => Some("begin a key with `[[create_key]]`".to_owned()),
            Self::NothingReplaced(_) => Some(
                "schedule the deletion of a key that is not needed by `aws kms schedule-key-deletion`".to_owned(),
            ),
            Self::CreateKey(error) => error.help(),
            Self::Asked(error) => error.help(),
            Self::Refused { help, .. } => help.clone(),
            Self::Input { help, .. } => Some(help.clone()),
            Self::NotConfirmed { help } => help.map(str::to_owned),
            Self::Cloud(error) => error.help(),
            Self::Apply { error, run, again } => {
                let restore = match error.report().may_have_written() {
                    true => format!(", `crosskms rollback {run}` restores what was replaced"),
                    false => String::new(),
                };
                let finish = match error.report().failures().all(|(_, error)| error.passes()) {
                    true => format!("{again} finishes the work"),
                    false => format!("once that is mended, {again} finishes the work"),
                };
                let told = format!("`crosskms runs {run}` tells it of every document{restore}");
                Some(one_by_one(error.help().into_iter().chain([finish, told])))
            }
            Self::Journal(error) => error.help(),
            Self::Interrupted(interrupted) => interrupted.help(),
            Self::PlanFile(error) => error.help(),
            Self::Stale(_) => Some("plan again, and look at what is different now".to_owned()),
            Self::NoJournal => Some("name one by `--journal FOLDER`".to_owned()),
            _ => None,
        }
    }
}

impl From<Refusals> for CommandError {
    fn from(refusals: Refusals) -> Self {
        Self::Refused { refusals, help: None }
    }
}

impl From<VerifyError> for CommandError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Cloud(error) => Self::Cloud(error),
            VerifyError::Refused(refusals) => Self::NotVerifiable(refusals),
            error => Self::Usage(error.to_string()),
        }
    }
}

/// Several ways out, each in a line of its own.
fn one_by_one(help: impl Iterator<Item = String>) -> String {
    help.collect::<Vec<_>>().join("\n  help: ")
}

/// Whether a document was left alone by crosskms itself, or because somebody else writes it.
fn is_refused(error: &ChangeError) -> bool {
    error.is_moved() || matches!(error, ChangeError::Journal(_))
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

fn moved(documents: &[String]) -> String {
    documents.iter().map(|document| format!("  {document}")).collect::<Vec<_>>().join("\n")
}
