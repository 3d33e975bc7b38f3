//! A snapshot made ready for many requests.
//!
//! What takes time is to make policies ready, not to decide. A key or bucket is shared by many principals and a
//! principal makes several requests, so each policy of a resource is made ready once, and each principal's when its
//! turn comes.

use std::collections::HashMap;

use crosskms::arn::{BucketArn, KeyArn, PrincipalArn};
use crosskms::authorize::{Authorization, Decision, Prepared, Request};

use super::Snapshot;
use super::evidence::Parties;

/// Decides requests over a snapshot as [`Snapshot::authorize`] does; requests of one principal should follow one
/// another.
///
/// ```
/// use crosskms_apply::snapshot::{PreparedSnapshot, Snapshot};
/// # use crosskms::authorize::Request;
/// # let requests: [Request; 0] = [];
///
/// let snapshot = Snapshot::default();
/// let mut prepared = PreparedSnapshot::of(&snapshot);
/// for request in &requests {
///     assert_eq!(prepared.authorize(request), snapshot.authorize(request));
/// }
/// ```
#[derive(Debug)]
pub struct PreparedSnapshot<'s> {
    snapshot: &'s Snapshot,
    /// The first that was made ready for each resource: others take the resource's policy from it.
    resources: HashMap<Resource<'s>, Prepared<'s>>,
    /// Those of the principal whose turn it is.
    turn: HashMap<Resource<'s>, Prepared<'s>>,
    principal: Option<&'s PrincipalArn>,
}

/// The key and bucket of a request, as far as the snapshot holds them.
type Resource<'s> = (Option<&'s KeyArn>, Option<&'s BucketArn>);

impl<'s> PreparedSnapshot<'s> {
    /// Makes a snapshot ready.
    pub fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, resources: HashMap::new(), turn: HashMap::new(), principal: None }
    }

    /// Decides a request, with every gate's part in the answer.
    pub fn authorize(&mut self, request: &Request) -> Authorization {
        self.evidence(request).authorize(request)
    }

    /// Decides a request, without reasons.
    pub fn decide(&mut self, request: &Request) -> Decision {
        self.evidence(request).decide(request)
    }

    fn evidence(&mut self, request: &Request) -> &Prepared<'s> {
        let snapshot = self.snapshot;
        let parties = snapshot.parties(request);
        let Parties { principal, key, bucket } = parties;
        let principal = principal.map(|(arn, _)| arn);
        if principal != self.principal {
            self.principal = principal;
            self.turn.clear();
        }
        let resource = (key.map(|(arn, _)| arn), bucket.map(|(arn, _)| arn));
        let resources = &mut self.resources;
        self.turn.entry(resource).or_insert_with(|| {
            let evidence = snapshot.evidence_about(&parties);
            resources.entry(resource).or_insert_with(|| Prepared::of(&evidence)).beside(&evidence)
        })
    }
}
