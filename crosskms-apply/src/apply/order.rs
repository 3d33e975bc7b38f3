//! Which change waits for which: of the documents of one grant each waits for those of an earlier kind.

use std::collections::HashMap;

use crate::plan::Change;

/// The changes of a plan as far as they wait for each other, by their place in it.
pub(super) struct Order {
    /// How many changes each still waits for.
    waits_for: Vec<usize>,
    /// The changes that wait for each.
    followers: Vec<Vec<usize>>,
}

impl Order {
    pub(super) fn of(changes: &[Change]) -> Self {
        let mut order =
            Self { waits_for: vec![0; changes.len()], followers: vec![Vec::new(); changes.len()] };
        let mut of_grant: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, change) in changes.iter().enumerate() {
            let mut earlier: Vec<usize> = Vec::new();
            for grant in &change.grants {
                let same_grant = of_grant.entry(grant).or_default();
                let kind = |index: &usize| changes.get(*index).map(|earlier| earlier.document.kind());
                earlier.extend(same_grant.iter().filter(|at| kind(at) != Some(change.document.kind())));
                same_grant.push(index);
            }
            earlier.sort_unstable();
            earlier.dedup();
            for at in earlier {
                if let (Some(followers), Some(waits_for)) =
                    (order.followers.get_mut(at), order.waits_for.get_mut(index))
                {
                    followers.push(index);
                    *waits_for = waits_for.saturating_add(1);
                }
            }
        }
        order
    }

    /// The changes that wait for none.
    pub(super) fn first(&self) -> Vec<usize> {
        let waits_for = self.waits_for.iter().enumerate();
        waits_for.filter(|(_, waits_for)| **waits_for == 0).map(|(index, _)| index).collect()
    }

    /// The changes that can begin once this one is done.
    pub(super) fn after(&mut self, index: usize) -> Vec<usize> {
        let followers = self.followers.get_mut(index).map(std::mem::take).unwrap_or_default();
        let mut free = Vec::new();
        for follower in followers {
            if let Some(waits_for) = self.waits_for.get_mut(follower) {
                *waits_for = waits_for.saturating_sub(1);
                if *waits_for == 0 {
                    free.push(follower);
                }
            }
        }
        free
    }

    /// The changes that can never begin because this one failed, each once.
    pub(super) fn never(&mut self, index: usize) -> Vec<usize> {
        let mut never = Vec::new();
        let mut open = vec![index];
        while let Some(failed) = open.pop() {
            let followers = self.followers.get_mut(failed).map(std::mem::take).unwrap_or_default();
            for follower in followers {
                if let Some(waits_for) = self.waits_for.get_mut(follower)
                    && *waits_for != usize::MAX
                {
                    *waits_for = usize::MAX;
                    never.push(follower);
                    open.push(follower);
                }
            }
        }
        never
    }
}
