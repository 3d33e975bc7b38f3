//! Writing a plan's documents. It makes no choices: what has moved since the plan was made is left alone.

use crosskms::policies::BucketEncryption;

use crate::cloud::{Cloud, CloudError};
use crate::document::DocumentId;
use crate::plan::{Change, Plan};

/// Why a plan was not applied to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// A document is no longer what the plan was founded on; it was not touched.
    #[error("the {document} has changed since the plan was made; it was left as it is")]
    Stale {
        /// The document.
        document: DocumentId,
        /// How many documents had been written before.
        written: usize,
    },
    /// A call failed.
    #[error("{error}")]
    Cloud {
        /// The failure.
        error: CloudError,
        /// How many documents had been written before.
        written: usize,
    },
}

impl ApplyError {
    /// How many documents had been written before.
    pub const fn written(&self) -> usize {
        match self {
            Self::Stale { written, .. } | Self::Cloud { written, .. } => *written,
        }
    }
}

/// What became of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The document was written or deleted.
    Written,
    /// The document was already as the plan wants it.
    AlreadyThere,
}

/// Applies the changes in order; `progress` hears of each when it is done.
///
/// Before each write the document is read again. A run that was cut short leaves every document either as it was
/// or as planned; planning and applying again finishes the work.
///
/// # Errors
///
/// The first document that has moved, or the first call that fails; nothing after it was touched.
pub async fn apply(
    cloud: &impl Cloud,
    plan: &Plan,
    mut progress: impl FnMut(&Change, Outcome),
) -> Result<(), ApplyError> {
    for (written, change) in plan.changes.iter().enumerate() {
        let failed = |error| ApplyError::Cloud { error, written };
        let current = cloud.read(&change.document).await.map_err(failed)?;
        let is = |text: Option<&str>| same(&change.document, current.as_deref(), text);
        let outcome = if is(change.after.as_deref()) {
            Outcome::AlreadyThere
        } else if !is(change.before.as_deref()) {
            return Err(ApplyError::Stale { document: change.document.clone(), written });
        } else {
            match change.after.as_deref() {
                Some(text) => cloud.write(&change.document, text).await.map_err(failed)?,
                None => cloud.delete(&change.document).await.map_err(failed)?,
            }
            Outcome::Written
        };
        progress(change, outcome);
    }
    Ok(())
}

/// Whether a document is what it was planned on: policies to the letter; encryption by what it says, because its text
/// is made of the answer's members, and a bucket that reports none has SSE-S3 (R5.45).
fn same(document: &DocumentId, current: Option<&str>, planned: Option<&str>) -> bool {
    let encryption = |text: Option<&str>| match text {
        Some(text) => text.parse().ok(),
        None => Some(BucketEncryption::sse_s3()),
    };
    match (document, encryption(current), encryption(planned)) {
        (DocumentId::BucketEncryption(_), Some(current), Some(planned)) => {
            current.means_the_same_as(&planned)
        }
        _ => current == planned,
    }
}

#[cfg(test)]
mod tests;
