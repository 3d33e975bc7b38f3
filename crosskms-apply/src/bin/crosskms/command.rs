//! The subcommands, one file for each.

pub(crate) mod apply;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod create_key;
pub(crate) mod diff;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod plan;
pub(crate) mod policies;
pub(crate) mod revoke;
pub(crate) mod rollback;
pub(crate) mod runs;
pub(crate) mod show;
pub(crate) mod test;
pub(crate) mod verify;
pub(crate) mod what_can;
pub(crate) mod who_can;
mod writing;
