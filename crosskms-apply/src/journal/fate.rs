//! What became of the documents of a run: saved is not yet written.

use serde::Serialize;

use super::{Ending, RecordedRun};
use crate::document::DocumentId;

/// What became of a document that a run was to write or delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The cloud answered that it is written or deleted.
    Written,
    /// It was left as it was: the run did not come to it, the cloud refused it, or it was as planned already.
    NotWritten,
    /// It was sent, or about to be, and the run never saw what became of it.
    PerhapsWritten,
}

impl RecordedRun {
    /// Each document of the plan, in its order, and what became of it.
    pub fn fates(&self) -> Vec<(&DocumentId, Fate)> {
        self.documents_planned.iter().map(|document| (document, self.fate(document))).collect()
    }

    /// Whether a document was written, as far as the run knows.
    pub fn may_have_written(&self, document: &DocumentId) -> bool {
        self.fate(document) != Fate::NotWritten
    }

    /// What became of a document.
    fn fate(&self, document: &DocumentId) -> Fate {
        let Some(last) = self.replaced.iter().rev().find(|one| one.document == *document) else {
            return Fate::NotWritten;
        };
        match (&self.in_doubt, self.ending) {
            // The run itself knew better than its lines: what was answered may never have shown.
            (Some(in_doubt), _) if in_doubt.contains(document) => Fate::PerhapsWritten,
            _ if last.answered => Fate::Written,
            (Some(_), _) | (None, Some(Ending::Done)) => Fate::NotWritten,
            (None, _) => Fate::PerhapsWritten,
        }
    }
}
