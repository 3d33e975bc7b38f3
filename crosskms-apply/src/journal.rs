//! What runs replaced, on disk before it was replaced.
//!
//! Key policies have no versions (R5.1): the text that a run replaces exists nowhere else. So it is written down
//! first, together with the plan, in a file of the run's own that only its owner can read. What is about to be
//! replaced is flushed to the disk before the call that replaces it. [`rollback`](crate::rollback()) restores from it.

mod fate;
mod file;
mod keys;
mod lock;
mod recorded;
mod run_id;

pub use fate::Fate;
pub use file::RunJournal;
pub use keys::{KeyProgress, RecordedKey};
pub(crate) use lock::DocumentLock;
pub use recorded::{Ending, RecordedRun, Replacement, RunPurpose};
pub use run_id::{MalformedRunId, RunId};

use std::fs::{DirBuilder, File, OpenOptions};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::create_key::NewKey;
use crate::plan::Plan;

/// The name of the latest run.
const LAST: &str = "last";

/// How many letters of an id are its date.
const DATE: usize = 8;

/// A folder with a file for each run.
#[derive(Debug, Clone)]
pub struct Journal {
    folder: PathBuf,
}

/// Why a journal could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The folder or a file in it cannot be written.
    #[error("cannot write the journal `{}`: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder or a file in it cannot be read.
    #[error("cannot read the journal `{}`: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no such run.
    #[error("{}", no_such_run(run, folder))]
    NoSuchRun {
        /// The run, as it was named.
        run: String,
        /// The folder.
        folder: PathBuf,
    },
    /// Several runs begin so.
    #[error("`{run}` is the beginning of {} runs in `{}`: {}", found.len(), folder.display(), listed(found))]
    SeveralRuns {
        /// The run, as it was named.
        run: String,
        /// The runs, the oldest first.
        found: Vec<RunId>,
        /// The folder.
        folder: PathBuf,
    },
    /// The file is not what a run wrote.
    #[error("the journal `{}` cannot be relied upon: line {line}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// A newer crosskms wrote the file.
    #[error("the journal `{}` has version {found}, and this crosskms reads versions up to {}", path.display(), Journal::VERSION)]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u64,
    },
}

impl JournalError {
    /// What the operator can do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Write { .. } | Self::Read { .. } => {
                "name a folder of yours by `--journal FOLDER`; nothing is replaced that is not saved first"
                    .to_owned()
            }
            Self::SeveralRuns { .. } => {
                "name one by more of its id, or the latest of all by `last`".to_owned()
            }
            Self::NoSuchRun { run, .. } if run == LAST => {
                "name the folder that the run was saved in by `--journal FOLDER`".to_owned()
            }
            Self::NoSuchRun { .. } => {
                "`crosskms runs` lists them; name one in full, or the latest by `last`".to_owned()
            }
            Self::Malformed { .. } => {
                "nothing was touched; what the file still holds may be read by hand".to_owned()
            }
            Self::Newer { .. } => "use the crosskms that made the run, or a newer one".to_owned(),
        })
    }
}

impl Journal {
    /// The version that is written, and the newest that can be read.
    pub const VERSION: u64 = 1;

    /// The journal in this folder, which need not exist yet.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The journal in the platform's folder for the state of programs, for example `~/.local/state/crosskms/runs`;
    /// none, where there is no home folder.
    pub fn of_platform() -> Option<Self> {
        let platform = etcetera::choose_base_strategy().ok()?;
        let state = platform.state_dir().unwrap_or_else(|| platform.data_dir());
        Some(Self::in_folder(state.join("crosskms").join("runs")))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins the journal of a run of this plan, and writes the plan into it.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made or written; the run must then not begin.
    pub fn begin(&self, plan: &Plan) -> Result<RunJournal, JournalError> {
        RunJournal::begin(&self.folder, plan)
    }

    /// Begins the journal of a run that creates keys, and writes into it which.
    ///
    /// # Errors
    ///
    /// As [`begin`](Self::begin).
    pub fn begin_keys(&self, keys: &[NewKey]) -> Result<RunJournal, JournalError> {
        RunJournal::begin_keys(&self.folder, keys)
    }

    /// Every run, the oldest first. Files that cannot be read stand in their place as errors.
    ///
    /// # Errors
    ///
    /// When the folder is there but cannot be read.
    pub fn runs(&self) -> Result<Vec<Result<RecordedRun, JournalError>>, JournalError> {
        let mut runs = self.ids()?;
        runs.sort_unstable();
        Ok(runs.iter().map(|run| RecordedRun::read(&self.file(run))).collect())
    }

    /// The latest runs, at most so many, the oldest of them first; and how many there are before.
    ///
    /// # Errors
    ///
    /// As [`runs`](Self::runs).
    pub fn latest(
        &self,
        most: usize,
    ) -> Result<(Vec<Result<RecordedRun, JournalError>>, usize), JournalError> {
        let mut runs = self.ids()?;
        runs.sort_unstable();
        let earlier = runs.len().saturating_sub(most);
        Ok((runs.iter().skip(earlier).map(|run| RecordedRun::read(&self.file(run))).collect(), earlier))
    }

    /// The keys that runs created or asked for, the oldest first. Files that cannot be read are left out.
    ///
    /// # Errors
    ///
    /// As [`runs`](Self::runs).
    pub fn keys(&self) -> Result<Vec<RecordedKey>, JournalError> {
        Ok(self.runs()?.into_iter().flatten().flat_map(|run| run.keys).collect())
    }

    /// One run, by its id, the beginning of its id with the date at least, or `last`.
    ///
    /// # Errors
    ///
    /// When there is none or more than one, or its file cannot be relied upon.
    pub fn run(&self, name: &str) -> Result<RecordedRun, JournalError> {
        let mut found = self.ids()?;
        found.sort_unstable();
        if name == LAST {
            found = found.pop().into_iter().collect();
        } else {
            // So little of an id is no name: a variable may have been empty.
            found.retain(|run| name.len() >= DATE && run.as_str().starts_with(name));
        }
        match found.as_slice() {
            [run] => RecordedRun::read(&self.file(run)),
            [] => Err(JournalError::NoSuchRun { run: name.to_owned(), folder: self.folder.clone() }),
            _ => Err(JournalError::SeveralRuns { run: name.to_owned(), found, folder: self.folder.clone() }),
        }
    }

    fn file(&self, run: &RunId) -> PathBuf {
        self.folder.join(format!("{run}.jsonl"))
    }

    fn ids(&self) -> Result<Vec<RunId>, JournalError> {
        let failed = |source| JournalError::Read { path: self.folder.clone(), source };
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut ids = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name();
            let id = name.to_str().and_then(|name| name.strip_suffix(".jsonl")?.parse().ok());
            ids.extend(id);
        }
        Ok(ids)
    }
}

fn no_such_run(run: &str, folder: &Path) -> String {
    match run {
        LAST => format!("there are no runs in `{}`", folder.display()),
        "" => "no run is named".to_owned(),
        _ => format!("there is no run `{run}` in `{}`", folder.display()),
    }
}

/// The latest of many, which are those that somebody means.
fn listed(runs: &[RunId]) -> String {
    const MOST: usize = 5;
    let earlier = runs.len().saturating_sub(MOST);
    let names = runs.iter().skip(earlier).map(RunId::as_str).collect::<Vec<_>>().join(", ");
    if earlier > 0 { format!("…, {names}") } else { names }
}

/// Makes a folder that its owner alone can look into, on the disk with its name; one that is there stays as it is.
fn private_folder(folder: &Path) -> Result<(), JournalError> {
    let failed = |source| JournalError::Write { path: folder.to_owned(), source };
    let new: Vec<&Path> =
        folder.ancestors().take_while(|one| !one.as_os_str().is_empty() && !one.exists()).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(failed)?;
    new.into_iter().try_for_each(|folder| names_flushed(parent(folder))).map_err(failed)
}

/// Opens a file that, where it is made, its owner alone can read and write.
fn private_file(options: &mut OpenOptions, path: &Path) -> std::io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}

/// The folder that a file or folder is in.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Waits until the names of what is in a folder are on the disk. Where folders cannot be opened, the system does it.
fn names_flushed(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests;
