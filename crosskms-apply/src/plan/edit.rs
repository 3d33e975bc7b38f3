//! What is wanted of one document, whatever it holds at the moment.
//!
//! The planner makes an edit on the text that was observed; a run makes it anew on the text that is there right
//! before it writes. So what others write in between stays, and the plan still comes true.

use crosskms::authorize::KmsGrant;
use crosskms::grant::GrantName;
use crosskms::policies::BucketEncryption;
use crosskms::policy::{Policy, PolicyDocument, ReadError, Statement};

use super::{Purpose, Reason, drift, kms_grants};
use crate::document::texts;

/// What a document shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Edit {
    /// A policy of the grant's own, or none.
    Whole(Option<Policy>),
    /// Nothing, for this reason.
    Absent(Reason),
    /// That a managed policy is attached, in the text that says so.
    Attached(String),
    /// Of the KMS grants of the grant's name, exactly these.
    KmsGrants(Vec<KmsGrant>),
    /// Of the statements that the grants own, exactly these; those of others stay.
    Statements { owners: Vec<GrantName>, wanted: Vec<Statement>, purpose: Purpose },
    /// This default encryption, and what the grants say nothing about as it is.
    Encryption(BucketEncryption),
    /// A text of before, to the letter.
    Restored { text: Option<String>, run: String },
}

/// A document with an edit made on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edited {
    /// The text to write; none, if the document is to be deleted.
    pub(crate) after: Option<String>,
    /// Why it has to change; when there is no reason, the document is as it should be.
    pub(crate) reasons: Vec<Reason>,
}

impl Edit {
    /// The edit of a document that several grants share: all that each of them wants.
    pub(super) fn joined(&mut self, other: Self) {
        if let (
            Self::Statements { owners, wanted, .. },
            Self::Statements { owners: more, wanted: others, .. },
        ) = (self, other)
        {
            owners.extend(more);
            wanted.extend(others);
        }
    }

    /// The document that holds `current` now, with the edit made on it.
    ///
    /// # Errors
    ///
    /// When what is there cannot be read.
    pub(crate) fn on(&self, current: Option<&str>) -> Result<Edited, ReadError> {
        match self {
            Self::Whole(wanted) => Ok(whole(wanted.as_ref(), current)),
            Self::Absent(reason) => {
                Ok(Edited { after: None, reasons: current.map(|_| reason.clone()).into_iter().collect() })
            }
            Self::Attached(text) => {
                let reasons = if current.is_some() { Vec::new() } else { vec![Reason::PolicyNotAttached] };
                Ok(Edited { after: Some(text.clone()), reasons })
            }
            Self::KmsGrants(wanted) => {
                let reasons = kms_grants::differences(wanted, &texts::kms_grants(current)?);
                Ok(Edited { after: texts::of_kms_grants(wanted), reasons })
            }
            Self::Statements { wanted, purpose, .. } => self.merged(wanted, *purpose, current),
            Self::Encryption(wanted) => encrypted(wanted, current),
            Self::Restored { text, run } => {
                let reasons = match is_same(text.as_deref(), current) {
                    true => Vec::new(),
                    false => vec![Reason::RolledBack { run: run.clone() }],
                };
                Ok(Edited { after: text.clone(), reasons })
            }
        }
    }

    /// Whether the edit that was planned on one text still makes sense on another: what it is about is as it was or
    /// partly as it shall be, and only what is none of its business has moved.
    pub(crate) fn still_fits(&self, planned_on: Option<&str>, current: Option<&str>) -> bool {
        match self {
            Self::Whole(_) | Self::Absent(_) | Self::KmsGrants(_) | Self::Restored { .. } => {
                is_same(planned_on, current)
                    || self
                        .on(planned_on)
                        .is_ok_and(|edited| texts::is_between(planned_on, edited.after.as_deref(), current))
            }
            Self::Attached(_) => true,
            Self::Statements { .. } => match (self.owned(planned_on), self.owned(current)) {
                (Some(then), Some(now)) => then.means_the_same_as(&now),
                _ => false,
            },
            Self::Encryption(_) => match (encryption(planned_on), encryption(current)) {
                (Ok(then), Ok(now)) => then.clone().keeping(&now).means_the_same_as(&now),
                _ => false,
            },
        }
    }

    /// Whether statements with this Sid belong to the grants that the edit is for.
    pub(crate) fn owns(&self, sid: &str) -> bool {
        match self {
            Self::Statements { owners, .. } => owners.iter().any(|owner| owner.owns_sid(sid)),
            _ => false,
        }
    }

    fn owns_statement(&self, statement: &Statement) -> bool {
        statement.sid.as_deref().is_some_and(|sid| self.owns(sid))
    }

    /// The statements of a text that the grants own, as a policy of their own.
    fn owned(&self, text: Option<&str>) -> Option<Policy> {
        let policy: Policy = match text {
            Some(text) => text.parse().ok()?,
            None => Policy::new(Vec::new()),
        };
        let owned = policy.statements.iter().filter(|statement| self.owns_statement(statement));
        Some(Policy::new(owned.cloned().collect::<Vec<_>>()))
    }

    fn merged(
        &self,
        wanted: &[Statement],
        purpose: Purpose,
        current: Option<&str>,
    ) -> Result<Edited, ReadError> {
        let Some(current) = current else {
            let after = (!wanted.is_empty()).then(|| Policy::new(wanted.to_vec()).to_string());
            let reasons = after.iter().map(|_| Reason::PolicyMissing).collect();
            return Ok(Edited { after, reasons });
        };
        let document = PolicyDocument::parse(current)?;
        let reasons = match purpose {
            Purpose::Apply => {
                drift::of_statements(wanted, document.policy(), |found| self.owns_statement(found))
            }
            Purpose::Revoke | Purpose::Rollback => {
                revoked(document.policy().statements.iter().any(|found| self.owns_statement(found)))
            }
        };
        let after = document.reconciled(wanted, |sid| self.owns(sid))?;
        Ok(Edited { after: after.map(|document| document.text().to_owned()), reasons })
    }
}

fn whole(wanted: Option<&Policy>, current: Option<&str>) -> Edited {
    let reasons = match (wanted, current.map(str::parse::<Policy>)) {
        (None, current) => revoked(current.is_some()),
        (Some(_), None) => vec![Reason::PolicyMissing],
        (Some(wanted), Some(Ok(policy))) => drift::of_policy(wanted, &policy),
        (Some(_), Some(Err(_))) => vec![Reason::PolicyDiffers { elements: vec!["Statement".to_owned()] }],
    };
    Edited { after: wanted.map(ToString::to_string), reasons }
}

fn encrypted(wanted: &BucketEncryption, current: Option<&str>) -> Result<Edited, ReadError> {
    let current = encryption(current)?;
    let wanted = wanted.clone().keeping(&current);
    let reasons = drift::of_encryption(&wanted, &current);
    Ok(Edited { after: Some(wanted.to_compact_string()), reasons })
}

/// A bucket that reports no encryption has SSE-S3 (R5.45).
fn encryption(text: Option<&str>) -> Result<BucketEncryption, ReadError> {
    text.map_or_else(|| Ok(BucketEncryption::sse_s3()), str::parse)
}

/// Whether two texts of one document say the same. Services may lay a document out anew, and the text of an
/// encryption configuration is made of an answer's members.
pub(crate) fn is_same(a: Option<&str>, b: Option<&str>) -> bool {
    if a == b {
        return true;
    }
    if let (Ok(a), Ok(b)) = (encryption(a), encryption(b)) {
        return a.means_the_same_as(&b);
    }
    if let (Ok(a), Ok(b)) = (texts::kms_grants(a), texts::kms_grants(b)) {
        return texts::same_kms_grants(&a, &b);
    }
    match (a.map(str::parse::<Policy>), b.map(str::parse::<Policy>)) {
        (Some(Ok(a)), Some(Ok(b))) => a.means_the_same_as(&b),
        _ => false,
    }
}

fn revoked(is_there: bool) -> Vec<Reason> {
    if is_there { vec![Reason::Revoked] } else { Vec::new() }
}

#[cfg(test)]
mod tests;
