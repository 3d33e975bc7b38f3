//! What can be wrong with the data.

use std::{error, fmt};

/// Why the tables cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A JSON file does not have the expected form.
    Json {
        /// The file's name.
        file: &'static str,
        /// What `serde_json` says.
        source: serde_json::Error,
    },
    /// `kms-actions.csv` does not have the expected form.
    Csv(csv::Error),
    /// An action of `kms-actions.json` is missing from `kms-actions.csv`.
    NotInCsv(String),
    /// A key usage that is not known here.
    UnknownKeyUsage(String),
    /// An action applies to a resource type that the reference does not describe.
    UnknownResourceType(String),
    /// A condition key's type is not known here.
    UnknownValueType(String),
    /// A condition key is used by an action or resource type, and no file says what type it has.
    UntypedConditionKey(String),
    /// Two files give a condition key different types.
    ContradictoryConditionKey(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { file, .. } => write!(f, "cannot read `{file}`"),
            Self::Csv(_) => write!(f, "cannot read `kms-actions.csv`"),
            Self::NotInCsv(action) => write!(f, "`kms:{action}` is missing from `kms-actions.csv`"),
            Self::UnknownKeyUsage(usage) => write!(f, "unknown key usage `{usage}`"),
            Self::UnknownResourceType(name) => write!(f, "unknown resource type `{name}`"),
            Self::UnknownValueType(name) => write!(f, "unknown type of condition key `{name}`"),
            Self::UntypedConditionKey(key) => write!(f, "no type is given for the condition key `{key}`"),
            Self::ContradictoryConditionKey(key) => {
                write!(f, "the condition key `{key}` is given two different types")
            }
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Json { source, .. } => Some(source),
            Self::Csv(source) => Some(source),
            _ => None,
        }
    }
}
