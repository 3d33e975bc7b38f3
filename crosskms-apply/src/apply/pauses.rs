//! How long to wait before a call is made again.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// For how long AWS may not know a principal that was just created (R5.3).
pub(crate) const FRESH: Duration = Duration::from_secs(120);

/// Between attempts at a call that fails: growing, with jitter, eight at most.
pub(crate) fn of_attempts() -> impl Iterator<Item = Duration> + Send {
    growing(Duration::from_millis(200), Duration::from_secs(20)).with_max_times(8).build()
}

/// Between reads of what was written: soon at first, then less often, without end.
pub(crate) fn of_reads() -> impl Iterator<Item = Duration> + Send {
    growing(Duration::from_millis(100), Duration::from_secs(5)).without_max_times().build()
}

fn growing(first: Duration, longest: Duration) -> ExponentialBuilder {
    ExponentialBuilder::default().with_min_delay(first).with_max_delay(longest).with_jitter()
}
