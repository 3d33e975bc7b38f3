//! The file of one run, while it is written.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::recorded::{Ending, fingerprint};
use super::{Journal, JournalError, RunId, private_folder};
use crate::document::DocumentId;
use crate::plan::{Change, Plan};

/// The journal of a run that is under way.
#[derive(Debug)]
pub struct RunJournal {
    run: RunId,
    path: PathBuf,
    file: Mutex<File>,
}

impl RunJournal {
    pub(super) fn begin(folder: &Path, plan: &Plan) -> Result<Self, JournalError> {
        private_folder(folder)?;
        let now = Timestamp::now();
        let run = RunId::new(now);
        let path = folder.join(format!("{run}.jsonl"));
        let failed = |source| JournalError::Write { path: path.clone(), source };
        let file = private_file(&path).map_err(failed)?;
        // The name of the file has to be on the disk as well.
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        let journal = Self { run, path, file: Mutex::new(file) };
        journal.add(&json!({
            "journal": Journal::VERSION,
            "crosskms": env!("CARGO_PKG_VERSION"),
            "run": journal.run.as_str(),
            "begun": now.to_string(),
            "plan": plan,
        }))?;
        Ok(journal)
    }

    /// The id of the run.
    pub const fn run(&self) -> &RunId {
        &self.run
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Saves what a change is about to replace.
    ///
    /// # Errors
    ///
    /// When it cannot be saved; the document must then not be written.
    pub(crate) fn replacing(&self, change: &Change) -> Result<(), JournalError> {
        let Change { document, grants, before, after, .. } = change;
        let fingerprint = fingerprint(before.as_deref());
        self.add(&json!({
            "replacing": { "document": document, "grants": grants, "before": before, "fingerprint": fingerprint, "after": after }
        }))
    }

    /// Notes that a document was written.
    pub(crate) fn written(&self, document: &DocumentId) -> Result<(), JournalError> {
        self.add(&json!({ "written": document }))
    }

    /// Notes how the run ended.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; nothing of what it says is lost.
    pub fn end(&self, ending: Ending) -> Result<(), JournalError> {
        self.add(&json!({ "ended": Timestamp::now().to_string(), "ending": ending }))
    }

    fn add(&self, line: &Value) -> Result<(), JournalError> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let text = format!("{line}\n");
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_data())
            .map_err(|source| JournalError::Write { path: self.path.clone(), source })
    }
}

fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
