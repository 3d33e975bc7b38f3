//! Whether the grants are in place: first the documents, then the requests that they promise.

mod live;

pub use live::{Answer, By, Check, LeftBehind, Live, verify_live};

use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::authorize::{Authorization, Decision, Request, granted_requests};
use tokio::time::{Instant, sleep};

use crate::cloud::{Cloud, CloudError};
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{CHECKS, Change, Purpose, Refusals, plan_allowing};

/// What was found.
#[derive(Debug)]
#[non_exhaustive]
pub struct Verification {
    /// Documents that are not as the grants want them, with what would have to change.
    pub drift: Vec<Change>,
    /// Every request that the grants promise, with AWS's decision as far as it can be known.
    pub requests: Vec<(Request, Authorization)>,
}

/// What a verification comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyOutcome {
    /// Every document is in place, and every gate that could be read allows every granted request.
    AsGranted,
    /// Every document is in place and no gate denies, but a gate that was read holds what is not weighed yet.
    Undecided,
    /// A document is not in place, or a granted request is denied.
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
    let requests = grants.iter().flat_map(granted_requests);
    let requests =
        requests.map(|request| (snapshot.authorize(&request), request)).map(|(a, r)| (r, a)).collect();
    Ok(Verification { drift, requests })
}

impl Verification {
    /// What all of it comes to. Gates that were not read are named beside each request; they are not counted here.
    pub fn outcome(&self) -> VerifyOutcome {
        let answers = || self.requests.iter().map(|(_, authorization)| authorization.as_read);
        let denies = |decision| matches!(decision, Decision::ImplicitDeny | Decision::ExplicitDeny);
        if !self.drift.is_empty() || answers().any(denies) {
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
