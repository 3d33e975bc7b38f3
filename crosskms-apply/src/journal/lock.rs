//! One run at a time on a document that runs share.
//!
//! A key policy is replaced as a whole, without a condition (R5.1): of two runs that read it at the same time, the
//! later write would undo the earlier one. Runs with one journal wait for each other. Runs with different journals,
//! and everybody else, are only noticed by reading.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use crosskms::arn::AliasArn;

use super::recorded::fingerprint;
use super::{JournalError, RunJournal, private_folder};
use crate::document::DocumentId;

/// How long to wait before looking again whether the other run is done.
const PAUSE: Duration = Duration::from_millis(50);

/// After how many pauses it is told that another run is waited for.
const WORTH_A_WORD: u32 = 40;

/// Held while a document is read, written and read again, or a key is created; the system releases it when the process ends.
#[derive(Debug)]
pub(crate) struct DocumentLock {
    _file: Option<File>,
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
        on_wait: impl FnOnce() + Send,
    ) -> Result<DocumentLock, JournalError> {
        if !matches!(document, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) {
            return Ok(DocumentLock { _file: None });
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
        on_wait: impl FnOnce() + Send,
    ) -> Result<DocumentLock, JournalError> {
        self.lock_named(alias.as_str(), on_wait).await
    }

    async fn lock_named(
        &self,
        name: &str,
        on_wait: impl FnOnce() + Send,
    ) -> Result<DocumentLock, JournalError> {
        let folder = self.path().with_file_name("locks");
        private_folder(&folder)?;
        let path = folder.join(format!("{}.lock", fingerprint(Some(name))));
        let failed = |path: &PathBuf, source| JournalError::Write { path: path.clone(), source };
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(|e| failed(&path, e))?;
        let (mut on_wait, mut pauses) = (Some(on_wait), 0_u32);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(DocumentLock { _file: Some(file) }),
                Err(TryLockError::WouldBlock) => {
                    pauses = pauses.saturating_add(1);
                    if pauses == WORTH_A_WORD
                        && let Some(on_wait) = on_wait.take()
                    {
                        on_wait();
                    }
                    tokio::time::sleep(PAUSE).await;
                }
                // Some network file systems know no locks.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(DocumentLock { _file: None });
                }
                Err(TryLockError::Error(error)) => return Err(failed(&path, error)),
            }
        }
    }
}
