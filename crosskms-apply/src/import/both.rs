//! Two statements, one in each account, that allow an action together; and what somebody else's do not cover of that.

use std::fmt;

use crosskms::action::Action;

use super::limit::Limit;
use super::pattern::{covers, disjoint};
use super::statement::Clause;

/// What is allowed in the consumer's account and in the owner's.
#[derive(Debug, Clone, Default)]
pub(super) struct Sides {
    pub(super) identity: Vec<Clause>,
    pub(super) resource: Vec<Clause>,
}

/// A clause of each account: an action is allowed where both are met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both<'c> {
    pub(super) identity: &'c Clause,
    pub(super) resource: &'c Clause,
}

/// What is asked for beyond what is met; nothing, where something is covered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// The action is not allowed at all.
    pub(super) action: bool,
    /// The resources to which it is limited, and others are met.
    pub(super) resources: Vec<String>,
    pub(super) limits: Vec<Limit>,
}

impl Sides {
    pub(super) fn identity_of(&self, action: Action) -> impl Iterator<Item = &Clause> {
        self.identity.iter().filter(move |clause| clause.action == action)
    }

    pub(super) fn resource_of(&self, action: Action) -> impl Iterator<Item = &Clause> {
        self.resource.iter().filter(move |clause| clause.action == action)
    }

    /// Every two clauses that some request for the action can meet.
    pub(super) fn both(&self, action: Action) -> Vec<Both<'_>> {
        pairs(self.identity_of(action), || self.resource_of(action))
    }

    /// What these do not cover of two clauses.
    pub(super) fn gap(&self, both: Both<'_>) -> Gap {
        let action = both.identity.action;
        both.beyond(self.identity_of(action)).and(both.beyond(self.resource_of(action)))
    }
}

/// Every two clauses that some request can meet.
pub(super) fn pairs<'c, R: Iterator<Item = &'c Clause>>(
    identity: impl Iterator<Item = &'c Clause>,
    resource: impl Fn() -> R,
) -> Vec<Both<'c>> {
    let both = identity.flat_map(|identity| resource().map(move |resource| Both { identity, resource }));
    both.filter(|both| both.is_possible()).collect()
}

impl<'c> Both<'c> {
    /// Whether some request meets both.
    fn is_possible(self) -> bool {
        let contradict = |limit: &Limit| self.resource.limits.iter().any(|other| limit.contradicts(other));
        !disjoint(&self.identity.resource, &self.resource.resource)
            && !self.identity.limits.iter().any(contradict)
    }

    pub(super) fn limits(self) -> impl Iterator<Item = &'c Limit> {
        self.identity.limits.iter().chain(&self.resource.limits)
    }

    /// The narrower of the two resources.
    pub(super) fn resource(self) -> &'c str {
        let (identity, resource) = (&self.identity.resource, &self.resource.resource);
        if covers(resource, identity) { identity } else { resource }
    }

    /// What the clause that comes nearest asks for beyond these two.
    pub(super) fn beyond<'o>(self, clauses: impl Iterator<Item = &'o Clause>) -> Gap {
        let mut nearest = Gap { action: true, ..Gap::default() };
        for clause in clauses {
            let gap = self.beyond_one(clause);
            if gap.is_nearer_than(&nearest) {
                nearest = gap;
            }
        }
        nearest
    }

    fn beyond_one(self, clause: &Clause) -> Gap {
        let within = [&self.identity.resource, &self.resource.resource]
            .into_iter()
            .any(|r| covers(&clause.resource, r));
        let unmet = clause.limits.iter().filter(|wanted| !self.limits().any(|limit| limit.implies(wanted)));
        Gap {
            action: false,
            resources: if within { Vec::new() } else { vec![clause.resource.clone()] },
            limits: unmet.cloned().collect(),
        }
    }
}

impl Gap {
    pub(super) fn is_none(&self) -> bool {
        !self.action && self.resources.is_empty() && self.limits.is_empty()
    }

    fn is_nearer_than(&self, other: &Self) -> bool {
        let distance = |gap: &Self| (gap.action, gap.resources.len(), gap.limits.len());
        distance(self) < distance(other)
    }

    fn and(mut self, other: Self) -> Self {
        self.action |= other.action;
        let resources = other.resources.into_iter().filter(|resource| !self.resources.contains(resource));
        self.resources = self.resources.iter().cloned().chain(resources.collect::<Vec<_>>()).collect();
        let limits = other.limits.into_iter().filter(|limit| !self.limits.contains(limit));
        self.limits = self.limits.iter().cloned().chain(limits.collect::<Vec<_>>()).collect();
        self
    }
}

/// Reads behind "without" and the like: what was asked for.
impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let resources = self.resources.iter().map(|resource| format!("the limit to `{resource}`"));
        let limits = self.limits.iter().map(ToString::to_string);
        f.write_str(&resources.chain(limits).collect::<Vec<_>>().join(", and "))
    }
}
