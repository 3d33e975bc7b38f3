//! The file of one run, while it is written.

use std::fs::{File, OpenOptions};
use std::future::poll_fn;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use crosskms::arn::{AliasArn, KeyArn};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::recorded::{Ending, Replacement};
use super::{Journal, JournalError, RunId, names_flushed, parent, private_file, private_folder};
use crate::apply::{ApplyError, Report};
use crate::create_key::NewKey;
use crate::document::{DocumentId, PolicyVersion};
use crate::plan::{Change, Plan};

/// The journal of a run that is under way.
#[derive(Debug)]
pub struct RunJournal {
    run: RunId,
    begun: Timestamp,
    path: PathBuf,
    file: Mutex<Lines>,
}

/// The lines of the file, of which the first are on the disk for certain.
#[derive(Debug)]
struct Lines {
    file: File,
    written: u64,
    flushed: u64,
    /// Why nothing more can be relied upon: a system that once could not flush may say later that it has.
    broken: Option<ErrorKind>,
}

impl RunJournal {
    pub(super) fn begin(folder: &Path, plan: &Plan) -> Result<Self, JournalError> {
        Self::begin_with(folder, "plan", &json!(plan))
    }

    pub(super) fn begin_keys(folder: &Path, keys: &[NewKey]) -> Result<Self, JournalError> {
        Self::begin_with(folder, "create_keys", &json!(keys))
    }

    /// Begins a journal whose first line says what the run is to do.
    fn begin_with(folder: &Path, what: &str, details: &Value) -> Result<Self, JournalError> {
        private_folder(folder)?;
        let now = Timestamp::now();
        let run = RunId::new(now);
        let path = folder.join(format!("{run}.jsonl"));
        let failed = |source| JournalError::Write { path: path.clone(), source };
        // Under its own name the file is there once it says what the run is to do: one that never began is none.
        let unfinished = folder.join(format!("{run}.begun"));
        let file =
            private_file(OpenOptions::new().append(true).create_new(true), &unfinished).map_err(failed)?;
        let lines = Lines { file, written: 0, flushed: 0, broken: None };
        let journal = Self { run, begun: now, path: path.clone(), file: Mutex::new(lines) };
        let saved = journal.flushed(&json!({
            "journal": Journal::VERSION,
            "crosskms": env!("CARGO_PKG_VERSION"),
            "run": journal.run.as_str(),
            "begun": now.to_string(),
            what: details,
        }));
        let named = || std::fs::rename(&unfinished, &path).and_then(|()| names_flushed(folder));
        if let Err(error) = saved.and_then(|()| named().map_err(failed)) {
            // The disk may be full, so there is nothing else to try.
            for left in [&unfinished, &path] {
                let _ = std::fs::remove_file(left);
            }
            return Err(error);
        }
        Ok(journal)
    }

    /// The id of the run.
    pub const fn run(&self) -> &RunId {
        &self.run
    }

    /// When the run began.
    pub(super) const fn begun(&self) -> Timestamp {
        self.begun
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The journal of which this run is one.
    pub(crate) fn journal(&self) -> Journal {
        Journal::in_folder(parent(&self.path))
    }

    /// Saves what a change is about to replace, with the versions that go with it. Changes that are saved side by side are
    /// flushed together.
    ///
    /// # Errors
    ///
    /// When it cannot be saved; the document must then not be written.
    pub(crate) async fn replacing(
        &self,
        change: &Change,
        versions: &[PolicyVersion],
    ) -> Result<(), JournalError> {
        let line = self.add(&json!({ "replacing": Replacement::of(change, versions) }))?;
        after_the_others().await;
        self.flush(line)
    }

    /// Notes that a document was written. Nothing depends on it, so it is flushed with what is saved next.
    pub(crate) fn written(&self, document: &DocumentId) -> Result<(), JournalError> {
        self.add(&json!({ "written": document })).map(drop)
    }

    /// Saves that a key is about to be asked for.
    ///
    /// # Errors
    ///
    /// When it cannot be saved; the key must then not be created.
    pub(crate) fn creating(&self, alias: &AliasArn) -> Result<(), JournalError> {
        self.flushed(&json!({ "creating": { "alias": alias, "asked": Timestamp::now().to_string() } }))
    }

    /// Saves that the answer excludes that a key was created.
    pub(crate) fn not_created(&self, alias: &AliasArn) -> Result<(), JournalError> {
        self.flushed(&json!({ "not_created": alias }))
    }

    /// Notes which key was created.
    pub(crate) fn created(&self, alias: &AliasArn, key: &KeyArn) -> Result<(), JournalError> {
        self.flushed(&json!({ "created": { "alias": alias, "key": key } }))
    }

    /// Notes that a key has its alias.
    pub(crate) fn named(&self, alias: &AliasArn, key: &KeyArn) -> Result<(), JournalError> {
        self.flushed(&json!({ "named": { "alias": alias, "key": key } }))
    }

    /// Notes how the run ended.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; nothing of what it says is lost.
    pub fn end(&self, ending: Ending) -> Result<(), JournalError> {
        self.flushed(&json!({ "ended": Timestamp::now().to_string(), "ending": ending }))
    }

    /// Notes how the run of a plan ended, and of which documents it does not know whether they were written.
    ///
    /// # Errors
    ///
    /// As [`end`](Self::end).
    pub fn end_with(&self, done: &Result<Report, ApplyError>) -> Result<(), JournalError> {
        let (ending, in_doubt) = match done {
            Ok(_) => (Ending::Done, Vec::new()),
            Err(error) => {
                let ending = if error.is_stopped() { Ending::Stopped } else { Ending::Failed };
                let in_doubt = error.report().failures().filter(|(_, error)| error.may_be_written());
                (ending, in_doubt.map(|(document, _)| document).collect())
            }
        };
        let ended = Timestamp::now().to_string();
        self.flushed(&json!({ "ended": ended, "ending": ending, "in_doubt": in_doubt }))
    }

    /// Writes a line, and waits until it is on the disk.
    fn flushed(&self, line: &Value) -> Result<(), JournalError> {
        let line = self.add(line)?;
        self.flush(line)
    }

    /// Writes a line, and says which it is.
    fn add(&self, line: &Value) -> Result<u64, JournalError> {
        let text = format!("{line}\n");
        self.lines(|lines| {
            lines.file.write_all(text.as_bytes())?;
            lines.written = lines.written.saturating_add(1);
            Ok(lines.written)
        })
    }

    /// Waits until this line is on the disk, and with it every other that is written.
    fn flush(&self, line: u64) -> Result<(), JournalError> {
        self.lines(|lines| {
            if lines.flushed < line {
                lines.file.sync_data()?;
                lines.flushed = lines.written;
            }
            Ok(())
        })
    }

    fn lines<T>(&self, work: impl FnOnce(&mut Lines) -> io::Result<T>) -> Result<T, JournalError> {
        let mut lines = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let done = match lines.broken {
            Some(kind) => Err(kind.into()),
            None => work(&mut lines),
        };
        lines.broken = lines.broken.or(done.as_ref().err().map(io::Error::kind));
        done.map_err(|source| JournalError::Write { path: self.path.clone(), source })
    }
}

/// Lets those that run side by side go on until they wait as well.
async fn after_the_others() {
    let mut waited = false;
    poll_fn(|context| {
        if waited {
            return Poll::Ready(());
        }
        waited = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
