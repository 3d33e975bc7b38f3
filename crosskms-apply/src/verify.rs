//! Whether the grants are in place: first the documents, then the requests that they promise.

mod live;
mod neighbours;

pub use live::{Answer, By, Check, LeftBehind, Live, verify_live};
pub use neighbours::Neighbour;

use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::authorize::{Authorization, Decision, Request, granted_requests};
use tokio::time::{Instant, sleep};

use crate::access::Access;
use crate::cloud::{Cloud, CloudError};
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{CHECKS, Change, Plan, Purpose, Refusals, plan_allowing};
use crate::snapshot::Snapshot;

/// What was found.
#[derive(Debug)]
#[non_exhaustive]
pub struct Verification {
    /// Documents that are not as the grants want them, with what would have to change.
    pub drift: Vec<Change>,
    /// Every request that the grants promise, with AWS's decision as far as it can be known.
    pub requests: Vec<(Request, Authorization)>,
    /// After a plan was applied: whose access is not as it was before, though no grant says so.
    pub neighbours: Vec<Neighbour>,
}

/// What a verification comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyOutcome {
    /// Every document is in place, and every gate that could be read allows every granted request.
    AsGranted,
    /// Every document is in place and no gate denies, but a gate that was read holds what is not weighed yet.
    Undecided,
    /// A document is not in place, a granted request is denied, or access changed that no grant names.
    NotAsGranted,
}

/// Why nothing could be verified.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A call failed.
    #[error(transparent)]
    Cloud(#[from] CloudError),
    /// The accounts are not such that the grants could be in place.
    #[error(transparent)]
    Refused(#[from] Refusals),
}

/// Reads until the documents are as the grants want them, at most for `patience` (R5.6), then decides every
/// granted request on a fresh snapshot.
///
/// # Errors
///
/// When a call fails, or a key, bucket or principal is not there.
pub async fn verify(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    patience: Duration,
) -> Result<Verification, VerifyError> {
    Ok(read_and_decide(cloud, grants, patience).await?.0)
}

/// The same after a plan was applied, and whether everybody else's access is as it was: all whom either version of a
/// key policy or bucket policy names, other principals of these accounts, other accounts, services, callers without
/// credentials. `before` is the snapshot that the plan was made on.
///
/// # Errors
///
/// As [`verify`].
pub async fn verify_applied(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    plan: &Plan,
    before: &Snapshot,
    patience: Duration,
) -> Result<Verification, VerifyError> {
    let (verification, after) = read_and_decide(cloud, grants, patience).await?;
    Ok(Verification { neighbours: neighbours::changed(grants, plan, before, &after), ..verification })
}

async fn read_and_decide(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    patience: Duration,
) -> Result<(Verification, Snapshot), VerifyError> {
    // What may stand in the way of what the grants promise shows in the requests.
    let allowable: Vec<_> = CHECKS.iter().copied().filter(|check| check.may_be_allowed).collect();
    let started = Instant::now();
    let mut pause = Duration::from_millis(200);
    let (snapshot, drift) = loop {
        let snapshot = observe(cloud, grants, IdentityPolicies::All).await?;
        let drift = plan_allowing(grants, &snapshot, Purpose::Apply, &allowable)?.changes;
        if drift.is_empty() || started.elapsed().saturating_add(pause) > patience {
            break (snapshot, drift);
        }
        sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(5));
    };
    let access = Access::of(&snapshot);
    let decided = |request: Request| {
        let authorization = access.authorize(&request);
        (request, authorization)
    };
    let requests = grants.iter().flat_map(granted_requests).map(decided).collect();
    let verification = Verification { drift, requests, neighbours: Vec::new() };
    Ok((verification, snapshot))
}

impl Verification {
    /// What all of it comes to. Gates that were not read are named beside each request; they are not counted here.
    pub fn outcome(&self) -> VerifyOutcome {
        let answers = || self.requests.iter().map(|(_, authorization)| authorization.as_read);
        let denies = |decision| matches!(decision, Decision::ImplicitDeny | Decision::ExplicitDeny);
        if !self.drift.is_empty() || !self.neighbours.is_empty() || answers().any(denies) {
            VerifyOutcome::NotAsGranted
        } else if answers().all(|decision| decision == Decision::Allowed) {
            VerifyOutcome::AsGranted
        } else {
            VerifyOutcome::Undecided
        }
    }

    /// Whether everything is as granted.
    pub fn is_good(&self) -> bool {
        self.outcome() == VerifyOutcome::AsGranted
    }
}

#[cfg(test)]
mod tests;
