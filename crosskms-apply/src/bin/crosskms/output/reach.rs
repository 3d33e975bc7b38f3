//! How many may do something, on how much: for lists that are too long to be read.

use std::collections::BTreeSet;
use std::fmt;

use super::counted;

/// Principals and resources, each counted once.
#[derive(Debug, Default)]
pub(super) struct Reach<'r> {
    principals: BTreeSet<String>,
    resources: BTreeSet<&'r str>,
}

impl<'r> Reach<'r> {
    pub(super) fn add(&mut self, principal: &impl ToString, resource: &'r str) {
        self.principals.insert(principal.to_string());
        self.resources.insert(resource);
    }
}

impl fmt::Display for Reach<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let principals = counted(self.principals.len(), "principal");
        write!(f, "{principals} on {}", counted(self.resources.len(), "resource"))
    }
}
