//! How long one call takes.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

/// How long a call is repeated to be measured once.
const TURN: Duration = Duration::from_millis(4);

/// The least processor time of one call of each, in nanoseconds. They take turns, so that what disturbs the machine for
/// a while disturbs all of them.
pub(crate) fn in_turn<const N: usize>(rounds: u32, calls: [&dyn Fn() -> bool; N]) -> [f64; N] {
    let times = calls.map(repetitions);
    let mut least = [f64::INFINITY; N];
    for _ in 0..rounds {
        for ((call, times), least) in calls.iter().zip(times).zip(&mut least) {
            *least = least.min(nanoseconds(repeat(*call, times)) / f64::from(times));
        }
    }
    least
}

/// What something takes of the processor, and what comes of it.
pub(crate) fn time<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let started = ThreadTime::now();
    let result = black_box(run());
    (started.elapsed(), result)
}

/// How often a call fits into a turn.
fn repetitions(call: &dyn Fn() -> bool) -> u32 {
    let mut times = 1u32;
    while repeat(call, times) < TURN && times < u32::MAX / 2 {
        times = times.saturating_mul(2);
    }
    times
}

fn repeat(call: &dyn Fn() -> bool, times: u32) -> Duration {
    let run = || {
        for _ in 0..times {
            black_box(call());
        }
    };
    time(run).0
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}
