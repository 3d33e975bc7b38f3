//! The checks that a plan must pass before anybody may apply it: a file for each topic, one list of all.
//!
//! Those of documents are made once more when a run merges a document that has moved.

mod bucket;
mod deleted_principal;
mod foreign;
mod grants;
mod key;
mod lock_out;
mod principals;
mod public;
pub(crate) mod quota;
mod version;
mod warnings;

pub(super) use deleted_principal::ids;
pub(super) use grants::of_grants;
pub(super) use warnings::warnings;

use std::collections::HashMap;
use std::fmt;

use crosskms::CrossAccountGrant;
use crosskms::policy::{Policy, Statement};
use crosskms::suggest::{did_you_mean, nearest};
use serde::{Serialize, Serializer};

use super::{Change, Purpose, Refusal};
use crate::cloud::PublicAccessBlock;
use crate::document::DocumentId;
use crate::snapshot::Snapshot;

/// A check, by its name.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// The name, in kebab case.
    pub name: &'static str,
    /// What passes it.
    pub summary: &'static str,
    /// Whether an operator who knows better may go on: AWS takes what it finds, and it may be meant so.
    pub may_be_allowed: bool,
}

/// Every check, in the order of `docs/checks.md`.
pub static CHECKS: &[&Check] = &[
    &grants::SHARED_NAME,
    &grants::CONFLICTING_ENCRYPTION,
    &key::KEY_NOT_FOUND,
    &key::AWS_MANAGED_KEY,
    &key::WRONG_KEY_SPEC,
    &key::KEY_NOT_ENABLED,
    &key::KEY_NOT_GRANTABLE,
    &bucket::BUCKET_NOT_FOUND,
    &bucket::BUCKET_OF_OTHER_ACCOUNT,
    &bucket::REGION_MISMATCH,
    &bucket::BUCKET_OWNERSHIP,
    &principals::PRINCIPAL_NOT_FOUND,
    &principals::SERVICE_LINKED_ROLE,
    &UNREADABLE_DOCUMENT,
    &foreign::FOREIGN_STATEMENT,
    &deleted_principal::DELETED_PRINCIPAL,
    &lock_out::LOCK_OUT,
    &version::POLICY_VERSION,
    &quota::QUOTA,
    &public::PUBLIC_ACCESS_BLOCK,
    &public::PUBLIC_BUCKET_POLICY,
    &CHANGED_SINCE,
];

pub(crate) static UNREADABLE_DOCUMENT: Check =
    Check { name: "unreadable-document", summary: "every document can be read", may_be_allowed: false };

pub(crate) static CHANGED_SINCE: Check = Check {
    name: "changed-since",
    summary: "what a run wrote is as it left it, before it is rolled back",
    may_be_allowed: false,
};

/// A name that is not one of a check that may be allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAllowable {
    /// There is no such check.
    #[error("there is no check `{name}`{}", help.as_ref().map(|help| format!("; {help}")).unwrap_or_default())]
    Unknown {
        /// The name.
        name: String,
        /// The checks that may be meant.
        help: Option<String>,
    },
    /// What the check finds is refused by AWS as well, or does harm that nobody wants.
    #[error("what `{0}` finds cannot be allowed")]
    Fatal(&'static str),
}

impl Check {
    /// The check of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        CHECKS.iter().copied().find(|check| check.name == name)
    }

    /// The check of this name, if it may be allowed.
    ///
    /// # Errors
    ///
    /// When there is none, or it may not.
    pub fn allowable(name: &str) -> Result<&'static Self, NotAllowable> {
        match Self::named(name) {
            Some(check) if check.may_be_allowed => Ok(check),
            Some(check) => Err(NotAllowable::Fatal(check.name)),
            None => {
                let known = nearest(name, CHECKS.iter().map(|check| check.name));
                Err(NotAllowable::Unknown { name: name.to_owned(), help: did_you_mean(&known) })
            }
        }
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What is wrong with keys, buckets and principals as they are, whatever changes.
pub(super) fn of_resources(
    grants: &[CrossAccountGrant],
    snapshot: &Snapshot,
    purpose: Purpose,
) -> Vec<Refusal> {
    // What is not as it should be keeps nobody from taking back what was written earlier.
    if purpose != Purpose::Apply {
        return Vec::new();
    }
    let mut refusals: Vec<Refusal> = Vec::new();
    for grant in grants {
        refusals.extend(key::missing(grant, snapshot));
        refusals.extend(bucket::misplaced(grant, snapshot));
        refusals.extend(principals::unusable(grant, snapshot));
    }
    once_each(refusals)
}

/// What is wrong with what the changes would make of the documents, and with the keys and buckets that they belong to.
pub(super) fn of_changes(
    grants: &[CrossAccountGrant],
    snapshot: &Snapshot,
    purpose: Purpose,
    changes: &[Change],
) -> Vec<Refusal> {
    let by_name: HashMap<&str, &CrossAccountGrant> =
        grants.iter().map(|grant| (grant.name().as_str(), grant)).collect();
    let mut refusals = Vec::new();
    for change in changes {
        if purpose == Purpose::Apply {
            let naming = change.grants.iter().filter_map(|name| by_name.get(name.as_str()).copied());
            refusals.extend(key::unusable(naming, snapshot, &change.document));
            refusals.extend(bucket::not_owned(snapshot, &change.document));
        }
        let document = Document::of(change);
        refusals.extend(document.refusals());
        refusals.extend(public::found(&document, block(snapshot, &change.document)));
    }
    refusals.extend(quota::of_inline_policies(changes, snapshot));
    refusals.extend(quota::of_attachments(changes, snapshot));
    once_each(refusals)
}

/// What is wrong with one document that was merged anew, as far as the document itself tells: what the operator allowed
/// is not found again.
///
/// # Errors
///
/// The first check that it does not pass.
pub(crate) fn of_change(change: &Change, allowed: &[&'static Check]) -> Result<(), Refusal> {
    let document = Document::of(change);
    let found = document.refusals().into_iter().chain(public::found(&document, None));
    match found.into_iter().find(|refusal| !is_allowed(refusal, allowed)) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

/// A change with its policies read, for every check that looks at them.
struct Document<'c> {
    change: &'c Change,
    before: Option<Policy>,
    /// None, where nothing remains or the document is no policy.
    after: Option<Policy>,
}

impl<'c> Document<'c> {
    fn of(change: &'c Change) -> Self {
        let policy = |text: &Option<String>| text.as_deref()?.parse().ok();
        Self { change, before: policy(&change.before), after: policy(&change.after) }
    }

    /// The statements that do not belong to the grants, with their positions.
    fn foreign<'p>(&self, policy: &'p Policy) -> impl Iterator<Item = (usize, &'p Statement)> {
        policy.statements.iter().enumerate().filter(|(_, statement)| !self.owns(statement))
    }

    fn owns(&self, statement: &Statement) -> bool {
        statement.sid.as_deref().is_some_and(|sid| self.change.edit.owns(sid))
    }

    /// What is wrong with it, as far as it tells itself.
    fn refusals(&self) -> Vec<Refusal> {
        let checks = [
            lock_out::found(self),
            foreign::touched(self),
            deleted_principal::found(self),
            version::found(self),
            quota::of_document(self.change),
        ];
        checks.into_iter().flatten().collect()
    }
}

/// What stops the plan, and what the operator allowed.
pub(super) fn parted(refusals: Vec<Refusal>, allowed: &[&'static Check]) -> (Vec<Refusal>, Vec<Refusal>) {
    refusals.into_iter().partition(|refusal| !is_allowed(refusal, allowed))
}

fn is_allowed(refusal: &Refusal, allowed: &[&'static Check]) -> bool {
    allowed.iter().any(|check| check.may_be_allowed && check.name == refusal.check)
}

fn once_each(refusals: Vec<Refusal>) -> Vec<Refusal> {
    let mut once: Vec<Refusal> = Vec::new();
    for refusal in refusals {
        if !once.contains(&refusal) {
            once.push(refusal);
        }
    }
    once
}

fn block(snapshot: &Snapshot, document: &DocumentId) -> Option<PublicAccessBlock> {
    match document {
        DocumentId::BucketPolicy(bucket) => snapshot.buckets.get(&bucket.arn)?.public_access_block,
        _ => None,
    }
}

/// How messages name a statement.
fn name_of(position: usize, sid: Option<&str>) -> String {
    match sid {
        Some(sid) => format!("statement `{sid}`"),
        None => format!("statement {}", position.saturating_add(1)),
    }
}

#[cfg(test)]
mod tests;
