//! The file of one run, read again.
//!
//! A line that the machine did not finish writing was never acted upon, so the end of a file may be torn. Anything
//! else that is not as it was written makes the file one that nothing is restored from.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::keys::{KeyLine, RecordedKey};
use super::{Journal, JournalError, RunId};
use crate::document::{DocumentId, PolicyVersion, texts};
use crate::plan::{Change, Purpose};

/// A run, as its journal tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordedRun {
    /// Its id.
    #[serde(serialize_with = "as_text")]
    pub run: RunId,
    /// When it began, in UTC.
    pub begun: String,
    /// What it was for.
    pub purpose: RunPurpose,
    /// Of a rollback, the run that it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes_back: Option<String>,
    /// How many changes were planned, or keys asked for.
    pub planned: usize,
    /// What it replaced, in order; a document stands twice when others wrote it in between.
    pub replaced: Vec<Replacement>,
    /// The keys that it created or asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<RecordedKey>,
    /// How it ended; none, if it was cut short.
    pub ending: Option<Ending>,
    /// The documents of its plan, in order.
    #[serde(skip)]
    pub(super) documents_planned: Vec<DocumentId>,
    /// The documents of which it did not know at its end whether they were written; none, if it did not say.
    #[serde(skip)]
    pub(super) in_doubt: Option<Vec<DocumentId>>,
    /// The file.
    #[serde(skip)]
    pub path: PathBuf,
}

/// What a run was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RunPurpose {
    /// To put grants in place.
    Apply,
    /// To take them back.
    Revoke,
    /// To restore what another run replaced.
    Rollback,
    /// To create keys.
    CreateKey,
}

/// A document that a run replaced, or was about to replace when it was cut short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Replacement {
    /// The document.
    pub document: DocumentId,
    /// The grants for which it was written.
    pub grants: Vec<String>,
    /// The text that it held; none, if there was none.
    pub before: Option<String>,
    /// The text that was written; none, if it was deleted.
    pub after: Option<String>,
    /// A fingerprint of the text that it held.
    fingerprint: String,
    /// The other versions of a managed policy that were about to be deleted with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<PolicyVersion>,
    /// Whether the cloud answered that it is written.
    #[serde(default)]
    pub answered: bool,
}

impl Replacement {
    /// What a change is about to replace.
    pub(super) fn of(change: &Change, versions: &[PolicyVersion]) -> Self {
        let Change { document, grants, before, after, .. } = change.clone();
        let fingerprint = fingerprint(before.as_deref());
        Self { document, grants, before, after, fingerprint, versions: versions.to_vec(), answered: false }
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Every change was made.
    Done,
    /// A change failed.
    Failed,
    /// It was stopped.
    Stopped,
}

#[derive(Deserialize)]
struct First {
    run: String,
    begun: String,
    plan: Option<PlanInShort>,
    create_keys: Option<Vec<serde::de::IgnoredAny>>,
}

#[derive(Deserialize)]
struct PlanInShort {
    purpose: Purpose,
    changes: Vec<PlannedChange>,
}

#[derive(Deserialize)]
struct PlannedChange {
    document: DocumentId,
    #[serde(default)]
    reasons: Vec<Value>,
}

impl PlannedChange {
    /// The run that the change takes back. Reasons of other kinds are nothing to the journal, also those of a newer one.
    fn takes_back(&self) -> Option<String> {
        let run = self
            .reasons
            .iter()
            .find_map(|reason| (reason.get("reason")? == "rolled_back").then(|| reason.get("run"))?);
        run.and_then(Value::as_str).map(str::to_owned)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Replacing { replacing: Replacement },
    Written { written: DocumentId },
    Ended { ending: Ending, in_doubt: Option<Vec<DocumentId>> },
    Key(KeyLine),
}

impl RecordedRun {
    pub(super) fn read(path: &Path) -> Result<Self, JournalError> {
        let failed = |source| JournalError::Read { path: path.to_owned(), source };
        let bytes = std::fs::read(path).map_err(failed)?;
        let mut lines = whole_lines(&bytes).enumerate();
        let malformed =
            |line: usize, message: String| JournalError::Malformed { path: path.to_owned(), line, message };
        let Some((_, first)) = lines.next() else {
            let what = if bytes.is_empty() { "the file is empty" } else { "it was not written to its end" };
            return Err(malformed(1, format!("{what}; the run had not begun to write")));
        };
        let mut recorded = Self::begun(path, first)?;
        for (index, line) in lines {
            let at = index.saturating_add(1);
            let line: Line = serde_json::from_slice(line)
                .map_err(|_| malformed(at, "it is not what a run writes".to_owned()))?;
            match line {
                Line::Replacing { replacing }
                    if replacing.fingerprint != fingerprint(replacing.before.as_deref()) =>
                {
                    let message =
                        format!("the text of the {} is not the one that was saved", replacing.document);
                    return Err(malformed(at, message));
                }
                Line::Replacing { replacing } => recorded.replaced.push(replacing),
                Line::Written { written } => {
                    let replaced = recorded.replaced.iter_mut().rev().find(|one| one.document == written);
                    let Some(replaced) = replaced else {
                        return Err(malformed(at, format!("the {written} was written, but never saved")));
                    };
                    replaced.answered = true;
                }
                Line::Ended { ending, in_doubt } => {
                    (recorded.ending, recorded.in_doubt) = (Some(ending), in_doubt);
                }
                Line::Key(line) => {
                    let begun = recorded.begun.parse().unwrap_or_default();
                    RecordedKey::note(&mut recorded.keys, line, begun)
                        .map_err(|message| malformed(at, message))?;
                }
            }
        }
        Ok(recorded)
    }

    fn begun(path: &Path, line: &[u8]) -> Result<Self, JournalError> {
        let malformed = |message: &str| JournalError::Malformed {
            path: path.to_owned(),
            line: 1,
            message: message.to_owned(),
        };
        let head: Value = serde_json::from_slice(line).map_err(|_| malformed("it is not JSON"))?;
        match head.get("journal").and_then(Value::as_u64) {
            Some(version) if version > Journal::VERSION => {
                return Err(JournalError::Newer { path: path.to_owned(), found: version });
            }
            Some(1) => {}
            _ => return Err(malformed("it does not say that this is the journal of a run")),
        }
        let First { run, begun, plan, create_keys } =
            serde_json::from_value(head).map_err(|_| malformed("it does not say which run this is"))?;
        let run = run.parse().map_err(|_| malformed("it does not say which run this is"))?;
        let (purpose, planned, documents, takes_back) = match (plan, create_keys) {
            (Some(plan), None) => {
                let takes_back = plan.changes.iter().find_map(PlannedChange::takes_back);
                let documents: Vec<_> = plan.changes.into_iter().map(|change| change.document).collect();
                (plan.purpose.into(), documents.len(), documents, takes_back)
            }
            (None, Some(keys)) => (RunPurpose::CreateKey, keys.len(), Vec::new(), None),
            _ => return Err(malformed("it does not say what the run was to do")),
        };
        let (path, replaced, keys) = (path.to_owned(), Vec::new(), Vec::new());
        let (ending, documents_planned, in_doubt) = (None, documents, None);
        Ok(Self {
            run,
            begun,
            purpose,
            takes_back,
            planned,
            replaced,
            keys,
            ending,
            documents_planned,
            in_doubt,
            path,
        })
    }

    /// Each document that the run replaced once, with what it held last before the run wrote it; the first one
    /// written first.
    pub fn documents(&self) -> Vec<&Replacement> {
        let later = |index: usize, document: &DocumentId| {
            self.replaced.iter().skip(index.saturating_add(1)).any(|other| other.document == *document)
        };
        let replaced = self.replaced.iter().enumerate();
        replaced.filter(|(index, one)| !later(*index, &one.document)).map(|(_, one)| one).collect()
    }

    /// The text that a document held before the run wrote it, and after others did. KMS grants are written one by one: what
    /// a write found that an earlier one of the run had left unfinished is the run's own work.
    pub(crate) fn held_before(&self, document: &DocumentId) -> Option<&str> {
        let mut replaced = self.replaced.iter().filter(|one| one.document == *document);
        let mut earlier = replaced.next()?;
        let mut held = earlier.before.as_deref();
        for one in replaced {
            if !texts::is_between(held, earlier.after.as_deref(), one.before.as_deref()) {
                held = one.before.as_deref();
            }
            earlier = one;
        }
        held
    }
}

impl From<Purpose> for RunPurpose {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Apply => Self::Apply,
            Purpose::Revoke => Self::Revoke,
            Purpose::Rollback => Self::Rollback,
        }
    }
}

/// The lines that end as lines do. What follows the last of them was cut off while it was written.
fn whole_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"))
}

/// The SHA-256 of a text, in hexadecimal; of no text, `none`.
pub(super) fn fingerprint(text: Option<&str>) -> String {
    let Some(text) = text else { return "none".to_owned() };
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn as_text<S: serde::Serializer>(run: &RunId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(run.as_str())
}
