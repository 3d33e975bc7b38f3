//! One document to write.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::edit::Edit;
use crate::document::DocumentId;

/// One document: as it is, as it shall be, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// The document.
    pub document: DocumentId,
    /// The grants that ask for it.
    pub grants: Vec<String>,
    /// Why it has to change.
    pub reasons: Vec<Reason>,
    /// The text on which the change was planned.
    pub before: Option<String>,
    /// The text that the planned one becomes; none, if the document is to be deleted.
    pub after: Option<String>,
    /// What makes the one of the other, and of what may be there by the time of writing.
    #[serde(skip)]
    pub(crate) edit: Edit,
}

/// Why a document has to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
#[non_exhaustive]
pub enum Reason {
    /// The policy does not exist yet.
    PolicyMissing,
    /// The policy is there, but does not say what the grant says.
    PolicyDiffers,
    /// A statement of the grant is not there.
    StatementMissing {
        /// Its Sid.
        sid: String,
    },
    /// A statement of the grant is there, but does not say what the grant says.
    StatementDiffers {
        /// Its Sid.
        sid: String,
    },
    /// A statement bears the grant's name, but the grant has no such statement.
    StatementSuperfluous {
        /// Its Sid.
        sid: String,
    },
    /// The bucket encrypts in another way.
    EncryptionDiffers {
        /// How, in a few words.
        current: String,
    },
    /// The grant is taken back.
    Revoked,
    /// What a run wrote is taken back.
    RolledBack {
        /// The run.
        run: String,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PolicyMissing => f.write_str("the policy does not exist yet"),
            Self::PolicyDiffers => f.write_str("the policy differs from the grant"),
            Self::StatementMissing { sid } => write!(f, "statement `{sid}` is missing"),
            Self::StatementDiffers { sid } => write!(f, "statement `{sid}` differs from the grant"),
            Self::StatementSuperfluous { sid } => {
                write!(f, "statement `{sid}` is no longer part of the grant")
            }
            Self::EncryptionDiffers { current } => write!(f, "the bucket's default encryption is {current}"),
            Self::Revoked => f.write_str("the grant is taken back"),
            Self::RolledBack { run } => write!(f, "run {run} is taken back"),
        }
    }
}
