//! How many may do something, on how much, and who: for lists that are too long to be read.

use std::collections::BTreeSet;
use std::fmt;

use super::counted;

/// Up to how many principals are all named.
const ALL: usize = 10;
/// How many of more are named.
const OF_MANY: usize = 5;

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

    /// Who they are, one a line; of many the first, and how many more.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let count = self.principals.len();
        let named = if count <= ALL { count } else { OF_MANY };
        let more = count.saturating_sub(named);
        let names = self.principals.iter().take(named).cloned();
        names.chain((more > 0).then(|| format!("… and {more} more")))
    }
}

impl fmt::Display for Reach<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let principals = counted(self.principals.len(), "principal");
        write!(f, "{principals} on {}", counted(self.resources.len(), "resource"))
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;

    fn names_of(count: usize) -> Vec<String> {
        let mut reach = Reach::default();
        (0..count).for_each(|number| reach.add(&format!("role-{number:02}"), "key"));
        reach.names().collect()
    }

    #[test]
    fn ten_are_all_named_and_of_more_five() {
        assert_eq!(names_of(10).len(), 10);
        assert_eq!(names_of(10).last().unwrap(), "role-09");
        assert_eq!(names_of(11), ["role-00", "role-01", "role-02", "role-03", "role-04", "… and 6 more"]);
    }
}
