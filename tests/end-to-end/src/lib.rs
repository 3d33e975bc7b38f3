//! A local AWS for tests: a server that stands for all services, accounts on it, and a client of it that shares
//! no code with crosskms.
//!
//! ```no_run
//! use crosskms_end_to_end::LocalAws;
//!
//! let aws = LocalAws::shared();
//! let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
//! let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
//! let cloud = aws.cloud([&owner, &consumer]);
//! ```
//!
//! Needs Python 3 with `venv` and `pip`, and what `requirements.txt` pins; where that is missing tests fail, for a
//! test that is skipped proves nothing.

#![expect(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod account;
mod independent;
mod proxy;
mod python;
mod server;

pub use account::{Account, REGION};
pub use independent::Refused;
pub use proxy::{FaultProxy, Held, Seen, WireFault};
pub use server::LocalAws;
