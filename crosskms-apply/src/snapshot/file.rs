//! Snapshots on disk: JSON, written whole or not at all, readable by their owner alone.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::de::Error;

use super::Snapshot;

/// A snapshot file that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotFileError {
    /// The file cannot be read.
    #[error("cannot read the snapshot `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not a snapshot.
    #[error("`{}` is not a snapshot: {}", path.display(), with_one_place(source))]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// The file cannot be written; what stood there is still there.
    #[error("cannot write the snapshot `{}`: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl SnapshotFileError {
    /// What is wrong, for whoever says the place.
    #[cfg(feature = "config")]
    pub(crate) fn without_place(error: &serde_json::Error) -> String {
        let text = with_one_place(error);
        text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
    }
}

impl Snapshot {
    /// Reads a snapshot file.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it is not a snapshot.
    pub fn read(path: &Path) -> Result<Self, SnapshotFileError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| SnapshotFileError::Read { path: path.to_owned(), source })?;
        object(&text).map_err(|source| SnapshotFileError::Malformed { path: path.to_owned(), source })
    }

    /// Writes a snapshot file in one step, with mode 0600; where the path is a link, the file that it leads to.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; the old one is then untouched.
    pub fn write(&self, path: &Path) -> Result<(), SnapshotFileError> {
        let failed = |source| SnapshotFileError::Write { path: path.to_owned(), source };
        let text = serde_json::to_string_pretty(self).map_err(|error| failed(error.into()))?;
        written_whole(path, &text).map_err(failed)
    }
}

/// Reads what is an object. Every entry of a snapshot may be absent, so that serde would take `[]` for an empty one.
fn object(text: &str) -> Result<Snapshot, serde_json::Error> {
    let is_object = text.trim_ascii_start().starts_with('{');
    let read: Snapshot = serde_json::from_str(text)?;
    if is_object { Ok(read) } else { Err(serde_json::Error::custom("it is no JSON object")) }
}

/// Writes a text file in one step, with mode 0600; where the path is a link, the file that it leads to.
pub(crate) fn written_whole(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A temporary file has mode 0600 from the start, and keeps it when it takes the old one's place.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n"))?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// A document inside the file says where in itself it is wrong; the place in the file is what helps.
fn with_one_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" (line ") {
        Some((message, places)) => match places.split_once(") at line ") {
            Some((_, outer)) => format!("{message} at line {outer}"),
            None => text,
        },
        None => text,
    }
}
