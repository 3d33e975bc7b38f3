//! How the tables are written as Rust.

pub(crate) mod actions;
pub(crate) mod condition_keys;
mod layout;
