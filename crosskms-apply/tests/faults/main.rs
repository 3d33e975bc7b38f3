//! What apply, revoke and rollback do when something fails: for each call that they make and each way in which it can
//! fail, the documents, the journal and the next run are looked at.
//!
//! Run with `--nocapture` to see how many cases there were.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests fail by panicking, and tell what they did"
)]

mod case;
mod cloud;
mod fault;
mod found;
mod invariants;
mod matrix;
mod operation;
mod others;
mod quota;
mod stage;
mod two_at_once;
