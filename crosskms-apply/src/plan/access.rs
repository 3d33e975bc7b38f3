//! The access that a plan changes: which of the granted requests AWS would answer in another way.

use crosskms::CrossAccountGrant;
use crosskms::authorize::{Decision, granted_requests};
use serde::{Serialize, Serializer};

use super::Change;
use crate::snapshot::Snapshot;

/// A principal that gains or loses an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AccessChange {
    /// The principal.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The key, bucket or a sample object.
    pub resource: String,
    /// The decision before, of the gates that were read.
    #[serde(serialize_with = "decision")]
    pub before: Decision,
    /// The decision after, of the gates that were read.
    #[serde(serialize_with = "decision")]
    pub after: Decision,
    /// Whether no gate that was not read could change the decision after.
    pub certain: bool,
}

/// Decides every granted request on the snapshot as it is and as it will be.
pub(super) fn changes(
    grants: &[CrossAccountGrant],
    before: &Snapshot,
    changes: &[Change],
) -> Vec<AccessChange> {
    let mut after = before.clone();
    for change in changes {
        // A text that the planner wrote is of its kind; one that is not would have been refused.
        if after.put(&change.document, change.after.as_deref()).is_err() {
            return Vec::new();
        }
    }
    let mut access: Vec<AccessChange> = grants
        .iter()
        .flat_map(granted_requests)
        .filter_map(|request| {
            let (before, after) = (before.authorize(&request), after.authorize(&request));
            (before.as_read != after.as_read).then(|| AccessChange {
                principal: request.caller.to_string(),
                action: request.action,
                resource: request.resource,
                before: before.as_read,
                after: after.as_read,
                certain: after.decision != Decision::Unknown,
            })
        })
        .collect();
    // One action is asked in several contexts, of which one is enough to tell.
    access.dedup_by(|a, b| (&a.principal, &a.action, &a.resource) == (&b.principal, &b.action, &b.resource));
    access
}

fn decision<S: Serializer>(decision: &Decision, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(decision.as_str())
}
