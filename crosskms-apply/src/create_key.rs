//! Creating the key that grants name: with an alias, administrators and tags, as an operator does it in the console.
//!
//! Only who asks for it creates keys; [`apply`](crate::apply()) never does. The alias is the identity of a key: where it
//! exists there is nothing to create. `CreateKey` cannot be repeated safely: each call makes another key, which costs
//! and can only be scheduled for deletion. So a run that was cut short or had no answer is found again by whoever asks
//! for the same alias, in two ways: every key carries its alias in the tag [`TAG`], which is set by the very call that
//! creates it, and the journal says what was asked and answered.

mod difference;
mod error;
mod look_up;
mod new_key;
mod policy;
mod run;

pub use difference::Difference;
pub use error::CreateKeyError;
pub use look_up::{ExistingKey, Standing, look_up};
pub use new_key::{NewKey, NewKeyError};
pub use run::{CreatedKey, Creation, Event, HowCreated};

/// The tag in which a key carries the name of the alias for which it was created.
pub const TAG: &str = "crosskms:alias";

#[cfg(test)]
mod tests;
