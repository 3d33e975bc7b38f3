//! A version of a managed policy that is not the default one: it has no effect, but somebody may want it back.

use serde::{Deserialize, Serialize};

/// A version, as IAM holds it (R5.36).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    /// Its id, for example `v3`; IAM gives none out twice.
    pub id: String,
    /// Its text, which never changes.
    pub text: String,
}
