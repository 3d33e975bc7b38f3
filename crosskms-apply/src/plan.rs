//! What has to change: grants and a snapshot in, an ordered list of documents out. Pure and synchronous.
//!
//! A plan never touches a foreign statement, and is checked before anybody may apply it; what fails a check is a
//! [`Refusal`], and then there is no plan.

mod access;
mod change;
pub mod checks;
mod desired;
mod drift;
mod edit;
mod kms_grants;
mod manual;
mod refusal;

pub use access::AccessChange;
pub use change::{Change, Reason};
pub use checks::{CHECKS, Check};
pub(crate) use checks::{of_change, quota};
pub(crate) use desired::unreadable;
#[cfg(feature = "config")]
pub(crate) use desired::wanted;
pub(crate) use edit::{Edit, is_same};
pub(crate) use manual::{INLINE_POLICY, is_of_identity_center};
pub use manual::{ManualStep, Step};
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
    /// What a person has to do besides.
    pub manual_steps: Vec<ManualStep>,
    /// What the operator should know, but which stops nothing.
    pub warnings: Vec<String>,
    /// The checks whose findings the operator allowed, by their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<&'static Check>,
}

/// Plans what it takes to put the grants in place, or to take them back.
///
/// # Errors
///
/// Every check that the outcome would not pass.
pub fn plan(grants: &[CrossAccountGrant], snapshot: &Snapshot, purpose: Purpose) -> Result<Plan, Refusals> {
    plan_allowing(grants, snapshot, purpose, &[])
}

/// The same, where some of what checks find is allowed: it becomes a warning.
///
/// # Errors
///
/// Every other check that the outcome would not pass. Checks that may not be allowed are not.
pub fn plan_allowing(
    grants: &[CrossAccountGrant],
    snapshot: &Snapshot,
    purpose: Purpose,
    allowed: &[&'static Check],
) -> Result<Plan, Refusals> {
    let mut refusals = checks::of_grants(grants);
    refusals.extend(checks::of_resources(grants, snapshot, purpose));
    if !refusals.is_empty() {
        return Err(Refusals(refusals));
    }
    let mut changes = Vec::new();
    for document in desired::documents(grants, purpose) {
        match document.change(snapshot) {
            Ok(change) => changes.extend(change),
            Err(refusal) => refusals.push(refusal),
        }
    }
    let (refused, allowed_by_operator) =
        checks::parted(checks::of_changes(grants, snapshot, purpose, &changes), allowed);
    refusals.extend(refused);
    if !refusals.is_empty() {
        return Err(Refusals(refusals));
    }
    drift::told_from_new(&mut changes, grants, snapshot);
    let access = access::changes(grants, snapshot, &changes);
    let warnings = checks::warnings(grants, snapshot, purpose, &changes, &allowed_by_operator);
    let manual_steps = manual::steps(grants, snapshot, purpose);
    Ok(Plan { access, manual_steps, warnings, allowed: allowed.to_vec(), ..Plan::of(purpose, changes) })
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
        let (access, manual_steps, warnings, allowed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { purpose, changes, access, manual_steps, warnings, allowed }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether there is nothing to do, by crosskms or by hand.
    pub fn is_done(&self) -> bool {
        self.changes.is_empty() && self.manual_steps.is_empty()
    }
}

#[cfg(test)]
mod tests;
