//! How fast calls may follow each other, for those of which AWS takes only a few a second (section 3.5).
//!
//! AWS counts by the caller's account, Region and call (R3.40). Calls wait for their turn at even distances: a burst
//! would pass the rate in the second in which it ends. Of IAM and S3 no rates are published.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crosskms::arn::Region;
use leaky_bucket::RateLimiter;

/// Calls a second, by default; whoever has more of AWS does not notice at these numbers of documents.
const PER_SECOND: [(&str, u32); 6] = [
    ("kms:CreateAlias", 5),
    ("kms:CreateGrant", 50),
    ("kms:CreateKey", 5),
    ("kms:ListGrants", 100),
    ("kms:PutKeyPolicy", 15),
    ("kms:RevokeGrant", 50),
];

/// The calls of one account.
#[derive(Default)]
pub(super) struct Rates(Mutex<HashMap<(Region, &'static str), Arc<RateLimiter>>>);

impl Rates {
    /// Waits until the call may be made in the Region; most need not wait.
    pub(super) async fn turn(&self, call: &'static str, region: &Region) {
        let Some((_, rate)) = PER_SECOND.iter().find(|(name, _)| *name == call) else { return };
        let limiter = {
            let mut limiters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            limiters.entry((region.clone(), call)).or_insert_with(|| Arc::new(evenly(*rate))).clone()
        };
        limiter.acquire_one().await;
    }
}

fn evenly(rate: u32) -> RateLimiter {
    let distance = Duration::from_secs(1).checked_div(rate).unwrap_or_default();
    RateLimiter::builder().initial(1).max(1).refill(1).interval(distance).build()
}
