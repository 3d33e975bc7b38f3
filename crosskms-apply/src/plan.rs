//! What has to change: grants and a snapshot in, an ordered list of documents out. Pure and synchronous.
//!
//! A plan never touches a foreign statement, and is checked before anybody may apply it; what fails a check is a
//! [`Refusal`], and then there is no plan.

mod access;
mod change;
mod desired;
mod edit;
mod refusal;

pub use access::AccessChange;
pub use change::{Change, Reason};
pub(crate) use desired::unreadable;
#[cfg(feature = "config")]
pub(crate) use desired::wanted;
pub(crate) use edit::{Edit, is_same};
pub(crate) use refusal::of_change;
pub use refusal::{Refusal, Refusals};

use crosskms::CrossAccountGrant;
use serde::{Deserialize, Serialize};

use crate::snapshot::Snapshot;

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To put the grants in place.
    Apply,
    /// To take them back.
    Revoke,
    /// To restore what a run replaced.
    Rollback,
}

/// The documents to write, in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// What the plan is for.
    pub purpose: Purpose,
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// The access that changes with them.
    pub access: Vec<AccessChange>,
    /// What the operator should know, but which stops nothing.
    pub warnings: Vec<String>,
}

/// Plans what it takes to put the grants in place, or to take them back.
///
/// # Errors
///
/// Every check that the outcome would not pass.
pub fn plan(grants: &[CrossAccountGrant], snapshot: &Snapshot, purpose: Purpose) -> Result<Plan, Refusals> {
    let mut refusals = refusal::of_grants(grants);
    refusals.extend(refusal::of_snapshot(grants, snapshot, purpose));
    if !refusals.is_empty() {
        return Err(Refusals(refusals));
    }
    let mut changes = Vec::new();
    for document in desired::documents(grants, purpose) {
        match document.change(snapshot) {
            Ok(Some(change)) => {
                refusals.extend(refusal::of_change(&change).err());
                changes.push(change);
            }
            Ok(None) => {}
            Err(refusal) => refusals.push(refusal),
        }
    }
    refusals.extend(refusal::of_inline_policies(&changes, snapshot));
    if !refusals.is_empty() {
        return Err(Refusals(refusals));
    }
    let access = access::changes(grants, snapshot, &changes);
    let warnings = refusal::warnings(grants, snapshot);
    Ok(Plan { access, warnings, ..Plan::of(purpose, changes) })
}

/// What would change, before any check: it tells which settings there are to look at.
pub(crate) fn drafted(grants: &[CrossAccountGrant], snapshot: &Snapshot, purpose: Purpose) -> Vec<Change> {
    let changes = desired::documents(grants, purpose).into_iter().map(|document| document.change(snapshot));
    changes.filter_map(|change| change.ok().flatten()).collect()
}

impl Plan {
    /// These changes in the order in which documents are safely written, or its reverse (R5.39). To roll back is to go
    /// the way of a run back, whichever that was: there the order stays.
    pub(crate) fn of(purpose: Purpose, mut changes: Vec<Change>) -> Self {
        match purpose {
            Purpose::Apply => changes.sort_by(|a, b| a.document.cmp(&b.document)),
            Purpose::Revoke => changes.sort_by(|a, b| b.document.cmp(&a.document)),
            Purpose::Rollback => {}
        }
        Self { purpose, changes, access: Vec::new(), warnings: Vec::new() }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

#[cfg(test)]
mod tests;
