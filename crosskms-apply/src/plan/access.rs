//! The access that a plan changes: which requests AWS would answer in another way, of those that the grants promise
//! and of those that their statements of before promised.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::action::Action;
use crosskms::arn::{BucketArn, PrincipalArn};
use crosskms::authorize::{Caller, Decision, Request, requests_about};
use crosskms::policy::{ActionElement, PrincipalElement, PrincipalType, Statement};
use serde::{Deserialize, Serialize};

use super::Change;
use crate::access::Access;
use crate::document::PolicyArn;
use crate::snapshot::{Principal, Snapshot};

/// A principal that gains or loses an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AccessChange {
    /// The principal.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The key, bucket or a sample object.
    pub resource: String,
    /// The decision before, of the gates that were read.
    #[serde(with = "decision")]
    pub before: Decision,
    /// The decision after, of the gates that were read.
    #[serde(with = "decision")]
    pub after: Decision,
    /// Whether no gate that was not read could change the decision after.
    pub certain: bool,
}

impl AccessChange {
    /// Whether the principal gains the action; else it loses it.
    pub const fn gains(&self) -> bool {
        !matches!(self.after, Decision::ImplicitDeny | Decision::ExplicitDeny)
    }
}

/// Decides every granted request on the snapshot as it is and as it will be, where a document of it changes.
pub(super) fn changes(
    grants: &[CrossAccountGrant],
    before: &Snapshot,
    changes: &[Change],
) -> Vec<AccessChange> {
    let changing: BTreeSet<&str> = changes.iter().map(|change| change.document.arn()).collect();
    let touched = grants.iter().filter(|grant| is_touched(grant, &changing));
    let requests: Vec<Request> = touched.flat_map(|grant| requests(grant, before)).collect();
    if requests.is_empty() {
        return Vec::new();
    }
    let before = with_strangers(before, &requests);
    let mut after = before.as_ref().clone();
    for change in changes {
        // A text that the planner wrote is of its kind; one that is not would have been refused.
        if after.put(&change.document, change.after.as_deref()).is_err() {
            return Vec::new();
        }
    }
    let (before, after) = (Access::of(&before), Access::of(&after));
    let mut access: Vec<AccessChange> =
        requests.into_iter().filter_map(|request| changed(&request, &before, &after)).collect();
    // One action is asked in several contexts, of which one is enough to tell.
    access.dedup();
    access
}

/// The snapshot with the principals that only the statements of before name: of them, nothing was read.
fn with_strangers<'s>(snapshot: &'s Snapshot, requests: &[Request]) -> Cow<'s, Snapshot> {
    let mut snapshot = Cow::Borrowed(snapshot);
    for request in requests {
        if let Caller::Role(arn) | Caller::User(arn) = request.caller()
            && !snapshot.principals.contains_key(arn)
        {
            let unread = Principal {
                partly_read: true,
                inline_unread: true,
                boundary_unread: true,
                ..Principal::default()
            };
            snapshot.to_mut().principals.insert(arn.clone(), unread);
        }
    }
    snapshot
}

/// Whether a document changes that has a part in the grant's requests.
fn is_touched(grant: &CrossAccountGrant, changing: &BTreeSet<&str>) -> bool {
    let bucket = grant.bucket().map(BucketArn::as_str);
    let principals = grant.principals().iter().map(PrincipalArn::as_str);
    let policy = |principal| PolicyArn::beside(principal, &grant.name().policy_name());
    principals.chain(bucket).any(|arn| changing.contains(arn))
        || grant.keys().any(|key| changing.contains(key.as_str()))
        || grant.principals().iter().map(policy).any(|arn| changing.contains(arn.as_str()))
}

fn changed(request: &Request, old: &Access<'_>, new: &Access<'_>) -> Option<AccessChange> {
    let (before, after) = (old.decide_as_read(request), new.decide_as_read(request));
    let (before, after) = if before == after { lost_perhaps(request, old, new)? } else { (before, after) };
    Some(AccessChange {
        certain: new.decide(request) != Decision::Unknown,
        principal: request.caller().to_string(),
        action: request.action().to_owned(),
        resource: request.resource().to_owned(),
        before,
        after,
    })
}

/// Of a principal that no grant names any more nobody has read the policies: what it could do is not known, what it
/// cannot do from now on is.
fn lost_perhaps(request: &Request, old: &Access<'_>, new: &Access<'_>) -> Option<(Decision, Decision)> {
    let after = new.decide(request);
    let is_denied = matches!(after, Decision::ImplicitDeny | Decision::ExplicitDeny);
    (is_denied && old.decide(request) == Decision::Unknown).then_some((Decision::Unknown, after))
}

/// What the grant promises, and the same for principals and actions that only its statements of before name.
fn requests(grant: &CrossAccountGrant, before: &Snapshot) -> Vec<Request> {
    let keys: Vec<_> = grant.keys().filter_map(|key| before.keys.get(&key)).collect();
    let bucket = grant.bucket().and_then(|bucket| before.buckets.get(bucket)?.policy.as_ref());
    let policies = keys.iter().map(|key| &key.policy).chain(bucket);
    let statements = policies.flat_map(|document| &document.policy().statements);
    let (mut principals, mut actions) = (grant.principals().to_vec(), grant.actions().to_vec());
    for statement in
        statements.filter(|found| found.sid.as_deref().is_some_and(|sid| grant.name().owns_sid(sid)))
    {
        add(&mut principals, named_principals(statement));
        add(&mut actions, named_actions(statement));
    }
    let name = grant.name().policy_name();
    let kms_grants = keys.iter().flat_map(|key| &key.kms_grants);
    for kms_grant in kms_grants.filter(|kms_grant| kms_grant.name.as_ref() == Some(&name)) {
        add(&mut principals, kms_grant.grantee.parse().into_iter().collect());
        let operations = kms_grant.operations.iter();
        add(&mut actions, operations.filter_map(|name| Action::named(&format!("kms:{name}"))).collect());
    }
    requests_about(grant, &principals, &actions)
}

fn named_principals(statement: &Statement) -> Vec<PrincipalArn> {
    let Some(PrincipalElement::Principal(principal)) = &statement.principal else { return Vec::new() };
    principal.of_type(&PrincipalType::Aws).filter_map(|name| name.parse().ok()).collect()
}

fn named_actions(statement: &Statement) -> Vec<Action> {
    let Some(ActionElement::Action(names)) = &statement.action else { return Vec::new() };
    names.iter().filter_map(|name| Action::named(name)).collect()
}

fn add<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// A decision by its name.
mod decision {
    use crosskms::authorize::Decision;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(decision: &Decision, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(decision.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decision, D::Error> {
        let name = String::deserialize(deserializer)?;
        let all = [Decision::Allowed, Decision::ImplicitDeny, Decision::ExplicitDeny, Decision::Unknown];
        let found = all.into_iter().find(|decision| decision.as_str() == name);
        found.ok_or_else(|| D::Error::custom(format!("there is no decision `{name}`")))
    }
}
