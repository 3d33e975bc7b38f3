//! One run at a time on a document that runs share.
//!
//! A key policy is replaced as a whole, without a condition (R5.1): of two runs that read it at the same time, the
//! later write would undo the earlier one. Runs with one journal wait for each other. Runs with different journals,
//! and everybody else, are only noticed by reading.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use crosskms::arn::AliasArn;
use jiff::Timestamp;
use serde_json::Value;

use super::recorded::fingerprint;
use super::{JournalError, RunJournal, private_file, private_folder};
use crate::document::DocumentId;

/// How long to wait before looking again whether the other run is done.
const PAUSE: Duration = Duration::from_millis(50);

/// After how many pauses it is told that another run is waited for.
const WORTH_A_WORD: u32 = 40;

/// Held while a document is read, written and read again, or a key is created; the system releases it when the process ends.
#[derive(Debug)]
pub(crate) struct DocumentLock {
    file: Option<File>,
    /// When the run began that holds it.
    begun: Timestamp,
}

impl DocumentLock {
    /// Notes the text that this run wrote, for runs that wait.
    pub(crate) fn note(&self, text: Option<&str>) {
        // Without the note the next run only looks longer.
        let _ = self.write(&format!("{} {}", Timestamp::now(), meaning(text)));
    }

    fn write(&self, line: &str) -> std::io::Result<()> {
        let Some(mut file) = self.file.as_ref() else { return Ok(()) };
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(line.as_bytes())
    }

    /// Whether another run of the journal wrote this text since the holder's began: then it is newer than what the holder
    /// planned on, whatever it lacks.
    pub(crate) fn was_written_since(&self, text: Option<&str>) -> bool {
        let line = || -> Option<String> {
            let mut line = String::new();
            let mut file = self.file.as_ref()?;
            file.rewind().ok()?;
            file.read_to_string(&mut line).ok()?;
            Some(line)
        };
        let Some(line) = line() else { return false };
        let Some((when, written)) = line.split_once(' ') else { return false };
        when.parse::<Timestamp>().is_ok_and(|when| when > self.begun) && written == meaning(text)
    }
}

/// A fingerprint of what a text means: AWS may write its JSON otherwise.
fn meaning(text: Option<&str>) -> String {
    let value = text.and_then(|text| serde_json::from_str::<Value>(text).ok());
    fingerprint(value.map(|value| value.to_string()).as_deref().or(text))
}

impl RunJournal {
    /// Waits until no other run holds the document; `on_wait` hears of it when that takes a while.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub(crate) async fn lock(
        &self,
        document: &DocumentId,
        on_wait: impl FnMut() + Send,
    ) -> Result<DocumentLock, JournalError> {
        if !matches!(document, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) {
            return Ok(self.held(None));
        }
        self.lock_named(&document.to_string(), on_wait).await
    }

    /// Waits until no other run creates the key of an alias; `on_wait` hears of it when that takes a while.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub(crate) async fn lock_alias(
        &self,
        alias: &AliasArn,
        on_wait: impl FnMut() + Send,
    ) -> Result<DocumentLock, JournalError> {
        self.lock_named(alias.as_str(), on_wait).await
    }

    fn held(&self, file: Option<File>) -> DocumentLock {
        DocumentLock { file, begun: self.begun() }
    }

    async fn lock_named(
        &self,
        name: &str,
        mut on_wait: impl FnMut() + Send,
    ) -> Result<DocumentLock, JournalError> {
        let folder = self.path().with_file_name("locks");
        private_folder(&folder)?;
        let path = folder.join(format!("{}.lock", fingerprint(Some(name))));
        let failed = |path: &PathBuf, source| JournalError::Write { path: path.clone(), source };
        let file = private_file(OpenOptions::new().create(true).read(true).write(true), &path)
            .map_err(|e| failed(&path, e))?;
        let mut pauses = 0_u32;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(self.held(Some(file))),
                Err(TryLockError::WouldBlock) => {
                    pauses = pauses.saturating_add(1);
                    if pauses == WORTH_A_WORD {
                        on_wait();
                    }
                    tokio::time::sleep(PAUSE).await;
                }
                // Some network file systems know no locks.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(self.held(None));
                }
                Err(TryLockError::Error(error)) => return Err(failed(&path, error)),
            }
        }
    }
}
