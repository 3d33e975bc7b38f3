//! Everybody else: whom a key policy or bucket policy names besides the grants' principals, and strangers of each kind.

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::arn::{AccountId, PrincipalArn, PrincipalKind};
use crosskms::authorize::difference::{AccessDifference, Case, Element, Requirement, Shift, Who};
use crosskms::policy::{Policy, PolicyType};

use crate::document::{BucketId, DocumentId};
use crate::plan::Plan;
use crate::snapshot::Snapshot;

/// Somebody whose access is not as it was, though no grant says so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Neighbour {
    /// The document that says something else to it.
    pub document: DocumentId,
    /// Who, and what.
    pub shift: Shift,
}

/// Whose access is not as it was before a plan was applied, but for what the plan showed: gains that a grant names, and
/// losses. What somebody else has written since then is among it.
pub(super) fn changed(
    grants: &[CrossAccountGrant],
    plan: &Plan,
    before: &Snapshot,
    after: &Snapshot,
) -> Vec<Neighbour> {
    let mut planned = before.clone();
    for change in &plan.changes {
        // A text that cannot be put was refused before it was written.
        let _ = planned.put(&change.document, change.after.as_deref());
    }
    let changed = |document: DocumentId| {
        let is_granted = |shift: &Shift, action: &str| is_granted(grants, &document, shift, action);
        // Of what the plan gives, what no grant names.
        let of_plan = difference(&document, before, &planned).shifts.into_iter().filter(Shift::gains);
        let of_plan = of_plan.map(|shift| without(shift, is_granted));
        // Of what is not as planned, all; that a grant's own access is missing, its requests tell.
        let of_others = difference(&document, &planned, after).shifts.into_iter();
        let of_others = of_others.map(|shift| match shift.gains() {
            true => shift,
            false => without(shift, is_granted),
        });
        let shifts = of_plan.chain(of_others).filter(|shift| !shift.actions.is_empty());
        shifts.map(|shift| Neighbour { document: document.clone(), shift }).collect::<Vec<_>>()
    };
    let documents: BTreeSet<DocumentId> = grants.iter().flat_map(resource_policies).collect();
    documents.into_iter().flat_map(changed).collect()
}

/// The policies of a grant's keys and bucket.
fn resource_policies(grant: &CrossAccountGrant) -> impl Iterator<Item = DocumentId> {
    let bucket = BucketId::of(grant).map(DocumentId::BucketPolicy);
    grant.keys().map(DocumentId::KeyPolicy).chain(bucket)
}

/// A shift without these actions.
fn without(mut shift: Shift, is_left_out: impl Fn(&Shift, &str) -> bool) -> Shift {
    let actions = shift.actions.iter().filter(|action| !is_left_out(&shift, action));
    shift.actions = actions.cloned().collect();
    shift
}

fn difference(document: &DocumentId, before: &Snapshot, after: &Snapshot) -> AccessDifference {
    let kind = match document {
        DocumentId::BucketPolicy(_) => PolicyType::BucketPolicy,
        _ => PolicyType::KeyPolicy,
    };
    let (before, after) = (before.document(document), after.document(document));
    // Of most documents nothing changes, and to compare takes longer than to read.
    let policy = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Policy>().ok());
    let (before, after) = if before == after { (None, None) } else { (policy(&before), policy(&after)) };
    AccessDifference::between(kind, before.as_ref(), after.as_ref(), Some(document.account()))
}

/// Whether grants give the action to everybody for whom it changes.
fn is_granted(grants: &[CrossAccountGrant], document: &DocumentId, shift: &Shift, action: &str) -> bool {
    let gives = |grant: &&CrossAccountGrant| {
        let is_about = match document {
            DocumentId::BucketPolicy(bucket) => grant.bucket() == Some(&bucket.arn),
            DocumentId::KeyPolicy(key) => grant.keys().any(|of_grant| of_grant == *key),
            _ => false,
        };
        is_about && grant.actions().iter().any(|granted| granted.to_string() == action)
    };
    let named: BTreeSet<&PrincipalArn> =
        grants.iter().filter(gives).flat_map(CrossAccountGrant::principals).collect();
    match &shift.who {
        Who::Named(caller) if named.iter().any(|principal| caller.to_string() == principal.as_str()) => true,
        who => account_of(who).is_some_and(|account| are_of(&named, account, &shift.cases)),
    }
}

/// Whether what changes for an account is for these principals alone: a statement names the account, and them in a
/// condition.
fn are_of(named: &BTreeSet<&PrincipalArn>, account: AccountId, cases: &[Case]) -> bool {
    let mut of_account = named.iter().filter(|principal| principal.account() == account);
    let are_named = |requirement: &Requirement| {
        let of_arn = matches!(&requirement.element, Element::Condition { key, .. }
            if key.eq_ignore_ascii_case("aws:PrincipalArn"));
        let is_named = |value: &String| named.iter().any(|principal| principal.as_str() == value);
        of_arn && requirement.holds && requirement.values.iter().all(is_named)
    };
    of_account.any(|principal| principal.kind() == PrincipalKind::Account)
        || (!cases.is_empty() && cases.iter().all(|case| case.requirements.iter().any(are_named)))
}

fn account_of(who: &Who) -> Option<AccountId> {
    match who {
        Who::Named(caller) => caller.account(),
        Who::OthersOf(account) => Some(*account),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
