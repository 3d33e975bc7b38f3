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

/// How the Sids of all grants begin.
const SID_PREFIX: &str = "Crosskms";

/// Why a document has to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
#[non_exhaustive]
pub enum Reason {
    /// The policy does not exist yet.
    PolicyMissing,
    /// The policy is not there any more: other parts of the grant are.
    PolicyGone,
    /// The policy is there, but does not say what the grant says.
    PolicyDiffers {
        /// Where it differs, as paths in it.
        elements: Vec<String>,
    },
    /// The grant needs no such policy any more: it is in another place, or none is needed.
    PolicyNotNeeded,
    /// The managed policy is not attached.
    PolicyNotAttached,
    /// A principal has no KMS grant.
    KmsGrantMissing {
        /// The principal.
        grantee: String,
    },
    /// The KMS grant of a principal does not give what the grant says.
    KmsGrantDiffers {
        /// The principal.
        grantee: String,
    },
    /// A KMS grant bears the grant's name, but the grant has none for its grantee, or no second one.
    KmsGrantSuperfluous {
        /// The grantee.
        grantee: String,
    },
    /// A KMS grant is for a principal that was deleted (R2.66).
    KmsGrantOfDeleted {
        /// The unique id that the principal had.
        id: String,
    },
    /// A KMS grant that was revoked is restored. It cannot come back: the new one has an id and a grant token of its own.
    KmsGrantMadeAnew {
        /// The grantee.
        grantee: String,
    },
    /// A statement of a new grant is not there yet.
    StatementMissing {
        /// Its Sid.
        sid: String,
    },
    /// A statement of the grant is not there any more: other parts of the grant are.
    StatementGone {
        /// Its Sid.
        sid: String,
    },
    /// A statement of the grant is there, but does not say what the grant says.
    StatementDiffers {
        /// Its Sid.
        sid: String,
        /// The elements that differ.
        elements: Vec<String>,
    },
    /// A statement of the grant is there under another Sid of the grant's.
    StatementRenamed {
        /// Its Sid.
        sid: String,
        /// The Sid that it has.
        found: String,
    },
    /// A statement that says the same is there, but belongs to others; it stays.
    StatementMoved {
        /// The Sid of the grant's statement.
        sid: String,
        /// The Sid of the other, or its position counted from one.
        found: String,
    },
    /// A statement of the grant names what AWS left of a principal that was deleted (R4.40).
    PrincipalDeleted {
        /// Its Sid.
        sid: String,
        /// The unique id in it.
        id: String,
    },
    /// A statement bears the grant's name, but the grant has no such statement.
    StatementSuperfluous {
        /// Its Sid.
        sid: String,
    },
    /// The bucket does not encrypt as the new grant wants it.
    EncryptionDiffers {
        /// How it does, in a few words.
        current: String,
    },
    /// The bucket does not encrypt any more as the grant wants it.
    EncryptionChanged {
        /// How it does, in a few words.
        current: String,
    },
    /// The bucket encrypts with another key.
    WrongDefaultKey {
        /// Which one.
        key: String,
    },
    /// The S3 Bucket Key is not as the grant wants it.
    BucketKeySwitched {
        /// Whether it is on.
        on: bool,
    },
    /// The grant is taken back.
    Revoked,
    /// What a run wrote is taken back.
    RolledBack {
        /// The run.
        run: String,
    },
}

impl Reason {
    /// Whether something is there, but otherwise than the grant says: somebody changed the one or the other.
    pub const fn is_drift(&self) -> bool {
        // Without `_`, so that a new reason has to be decided.
        match self {
            Self::PolicyGone
            | Self::PolicyDiffers { .. }
            | Self::KmsGrantDiffers { .. }
            | Self::KmsGrantSuperfluous { .. }
            | Self::KmsGrantOfDeleted { .. }
            | Self::StatementGone { .. }
            | Self::StatementDiffers { .. }
            | Self::StatementRenamed { .. }
            | Self::StatementMoved { .. }
            | Self::PrincipalDeleted { .. }
            | Self::StatementSuperfluous { .. }
            | Self::EncryptionChanged { .. }
            | Self::WrongDefaultKey { .. }
            | Self::BucketKeySwitched { .. } => true,
            Self::PolicyMissing
            | Self::PolicyNotNeeded
            | Self::PolicyNotAttached
            | Self::KmsGrantMissing { .. }
            | Self::KmsGrantMadeAnew { .. }
            | Self::StatementMissing { .. }
            | Self::EncryptionDiffers { .. }
            | Self::Revoked
            | Self::RolledBack { .. } => false,
        }
    }

    /// What it says of every document alike, without the names that are in one.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PolicyMissing => "the policy does not exist yet",
            Self::PolicyGone => "the policy is not there, while other parts of the grant are",
            Self::PolicyDiffers { .. } => "the policy differs from the grant",
            Self::PolicyNotNeeded => "the grant needs no such policy any more",
            Self::PolicyNotAttached => "the managed policy is not attached",
            Self::KmsGrantMissing { .. } => "a principal has no KMS grant",
            Self::KmsGrantDiffers { .. } => "a KMS grant differs from the grant",
            Self::KmsGrantSuperfluous { .. } => "a KMS grant is not part of the grant",
            Self::KmsGrantOfDeleted { .. } => "a KMS grant is for a principal that was deleted",
            Self::KmsGrantMadeAnew { .. } => "a KMS grant is made anew",
            Self::StatementMissing { .. } => "a statement does not exist yet",
            Self::StatementGone { .. } => "a statement is not there, while other parts of the grant are",
            Self::StatementDiffers { .. } => "a statement differs from the grant",
            Self::StatementRenamed { .. } => "a statement was renamed",
            Self::StatementMoved { .. } => "a statement is missing, and one of others says the same",
            Self::PrincipalDeleted { .. } => "a statement names a principal that was deleted",
            Self::StatementSuperfluous { .. } => "a statement is no longer part of the grant",
            Self::EncryptionDiffers { .. } => "the bucket's default encryption is not the grant's",
            Self::EncryptionChanged { .. } => "the bucket's default encryption was changed",
            Self::WrongDefaultKey { .. } => "the bucket encrypts with another key",
            Self::BucketKeySwitched { on: true } => "the S3 Bucket Key is on",
            Self::BucketKeySwitched { on: false } => "the S3 Bucket Key is off",
            Self::Revoked => "the grant is taken back",
            Self::RolledBack { .. } => "a run is taken back",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PolicyMissing => f.write_str("the policy does not exist yet"),
            Self::PolicyNotNeeded => f.write_str("the grant needs no such policy any more"),
            Self::PolicyNotAttached => f.write_str("the managed policy is not attached"),
            Self::KmsGrantMissing { grantee } => write!(f, "{grantee} has no KMS grant"),
            Self::KmsGrantDiffers { grantee } => {
                write!(f, "the KMS grant to {grantee} differs from the grant; a new one takes its place")
            }
            Self::KmsGrantSuperfluous { grantee } => {
                write!(f, "a KMS grant to {grantee} is not part of the grant")
            }
            Self::KmsGrantOfDeleted { id } => {
                write!(f, "a KMS grant is for `{id}`, a principal that was deleted")
            }
            Self::KmsGrantMadeAnew { grantee } => {
                write!(
                    f,
                    "the KMS grant to {grantee} is made anew: its id and its grant token will be others"
                )
            }
            Self::PolicyGone => f.write_str("the policy is not there, while other parts of the grant are"),
            Self::PolicyDiffers { elements } => {
                write!(f, "the policy differs from the grant in {}", elements.join(", "))
            }
            Self::StatementMissing { sid } => write!(f, "statement `{sid}` does not exist yet"),
            Self::StatementGone { sid } => {
                write!(f, "statement `{sid}` is not there, while other parts of the grant are")
            }
            Self::StatementDiffers { sid, elements } => {
                write!(f, "statement `{sid}` differs from the grant in {}", elements.join(", "))
            }
            Self::StatementRenamed { sid, found } => write!(f, "statement `{sid}` was renamed to `{found}`"),
            Self::StatementMoved { sid, found } => {
                let whose = if found.starts_with(SID_PREFIX) { "a grant of another name" } else { "others" };
                write!(
                    f,
                    "statement `{sid}` is missing; `{found}` says the same, but belongs to {whose} and stays"
                )
            }
            Self::PrincipalDeleted { sid, id } => write!(
                f,
                "statement `{sid}` names `{id}`, what AWS left of a principal that was deleted: one of the same name \
                 is not let in"
            ),
            Self::StatementSuperfluous { sid } => {
                write!(f, "statement `{sid}` is no longer part of the grant")
            }
            Self::EncryptionDiffers { current } => write!(f, "the bucket's default encryption is {current}"),
            Self::EncryptionChanged { current } => {
                write!(f, "the bucket's default encryption was changed: it is {current}")
            }
            Self::WrongDefaultKey { key } => write!(f, "the bucket encrypts with another key, {key}"),
            Self::BucketKeySwitched { on } => {
                write!(f, "the S3 Bucket Key is {}", if *on { "on" } else { "off" })
            }
            Self::Revoked => f.write_str("the grant is taken back"),
            Self::RolledBack { run } => write!(f, "run {run} is taken back"),
        }
    }
}
