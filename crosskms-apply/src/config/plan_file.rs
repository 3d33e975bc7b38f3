//! Plans on disk: made now, shown to somebody, applied later, or refused when something has moved.
//!
//! The file holds the grants as well. Whoever applies it plans anew from them, with every check, and what comes out
//! must be what the file says.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crosskms::CrossAccountGrant;
use crosskms::grant::Manifest;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Config, ConfigError};
use crate::document::DocumentId;
use crate::plan::{self, AccessChange, Change, Check, ManualStep, Plan, Purpose, Reason};
use crate::snapshot::written_whole;

/// A plan that was saved.
#[derive(Debug)]
#[non_exhaustive]
pub struct PlanFile {
    /// What it is for.
    pub purpose: Purpose,
    /// The grants that it puts in place or takes back.
    pub grants: Vec<CrossAccountGrant>,
    /// The plan, as it was made.
    pub plan: Plan,
}

/// A plan file that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanFileError {
    /// The file cannot be read.
    #[error("cannot read the plan `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file cannot be written; what stood there is still there.
    #[error("cannot write the plan `{}`: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a plan, or not as it was written.
    #[error("`{}` is not a plan that can be relied upon: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A newer crosskms wrote the file.
    #[error("the plan `{}` has version {found}, and this crosskms reads versions up to {}", path.display(), PlanFile::VERSION)]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u64,
    },
    /// The grants in the file break a rule.
    #[error(transparent)]
    Grants(#[from] ConfigError),
}

impl PlanFileError {
    /// What the operator can do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Read { .. } => "check the name; `crosskms plan --out FILE` writes one".to_owned(),
            Self::Write { .. } => "name a file in a folder that exists and that you may write to".to_owned(),
            Self::Malformed { .. } | Self::Grants(_) => {
                "make it again by `crosskms plan --out FILE`".to_owned()
            }
            Self::Newer { .. } => "use the crosskms that made the plan, or a newer one".to_owned(),
        })
    }
}

#[derive(Serialize)]
struct Written<'p> {
    plan: u64,
    crosskms: &'static str,
    made: String,
    grants: Manifest<'p>,
    #[serde(flatten)]
    content: &'p Plan,
}

#[derive(Deserialize)]
struct Read {
    purpose: Purpose,
    grants: Box<RawValue>,
    changes: Vec<ReadChange>,
    access: Vec<AccessChange>,
    #[serde(default)]
    manual_steps: Vec<ManualStep>,
    warnings: Vec<String>,
    #[serde(default)]
    allowed: Vec<String>,
}

#[derive(Deserialize)]
struct ReadChange {
    document: DocumentId,
    reasons: Vec<Reason>,
    before: Option<String>,
    after: Option<String>,
}

impl PlanFile {
    /// The version that is written, and the newest that can be read.
    pub const VERSION: u64 = 1;

    /// Writes a plan of these grants in one step, with mode 0600.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; the old one is then untouched.
    pub fn write(path: &Path, plan: &Plan, grants: &[CrossAccountGrant]) -> Result<(), PlanFileError> {
        let failed = |source| PlanFileError::Write { path: path.to_owned(), source };
        let written = Written {
            plan: Self::VERSION,
            crosskms: env!("CARGO_PKG_VERSION"),
            made: Timestamp::now().to_string(),
            grants: Manifest::of(grants),
            content: plan,
        };
        let text = serde_json::to_string_pretty(&written).map_err(|error| failed(error.into()))?;
        written_whole(path, &text).map_err(failed)
    }

    /// Reads a plan file.
    ///
    /// # Errors
    ///
    /// When there is no such file, it is of a newer version, or its changes are not what its grants ask for.
    pub fn read(path: &Path) -> Result<Self, PlanFileError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| PlanFileError::Read { path: path.to_owned(), source })?;
        let malformed = |message: String| PlanFileError::Malformed { path: path.to_owned(), message };
        let head: Value = serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
        match head.get("plan").and_then(Value::as_u64) {
            Some(version) if version > Self::VERSION => {
                return Err(PlanFileError::Newer { path: path.to_owned(), found: version });
            }
            Some(1) => {}
            _ => return Err(malformed("it has no `plan` with the number of a version".to_owned())),
        }
        let read: Read = serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
        let Read { purpose, grants, changes, access, manual_steps, warnings, allowed } = read;
        if purpose == Purpose::Rollback {
            return Err(malformed("a rollback is planned from the journal, not from a file".to_owned()));
        }
        let allowed = allowed.iter().map(|name| Check::allowable(name));
        let allowed = allowed.collect::<Result<_, _>>().map_err(|error| malformed(error.to_string()))?;
        let grants = Config::parse_manifest(&path.display().to_string(), grants.get())?.grants;
        let mut edits: BTreeMap<DocumentId, _> = plan::wanted(&grants, purpose).collect();
        let mut planned = Vec::new();
        for ReadChange { document, reasons, before, after } in changes {
            let Some((names, edit)) = edits.remove(&document) else {
                return Err(malformed(format!("its grants have nothing to do with the {document}")));
            };
            let edited = edit.on(before.as_deref()).map_err(|error| malformed(error.to_string()))?;
            if edited.after != after {
                let message = format!("the text for the {document} is not what its grants ask for");
                return Err(malformed(message));
            }
            planned.push(Change { document, grants: names, reasons, before, after, edit });
        }
        let plan = Plan { access, manual_steps, warnings, allowed, ..Plan::of(purpose, planned) };
        Ok(Self { purpose, grants, plan })
    }

    /// What has moved since the plan was made, when `now` is what would be planned today. Documents that are by now
    /// as the plan wants them have not: a run that was cut short may be finished by its plan.
    pub fn moved(&self, now: &Plan) -> Vec<String> {
        let planned: BTreeMap<&DocumentId, &Change> =
            self.plan.changes.iter().map(|change| (&change.document, change)).collect();
        let moved = now.changes.iter().filter_map(|change| match planned.get(&change.document) {
            Some(planned) if plan::is_same(planned.before.as_deref(), change.before.as_deref()) => None,
            Some(_) => Some(format!("the {} has changed", change.document)),
            None => Some(format!("the {} would have to change as well", change.document)),
        });
        moved.collect()
    }
}

#[cfg(test)]
mod tests;
