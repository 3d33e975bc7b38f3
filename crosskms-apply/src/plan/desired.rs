//! Which documents the grants touch, and what they want of each.

use std::collections::BTreeMap;

use crosskms::CrossAccountGrant;
use crosskms::arn::PrincipalKind;
use crosskms::policy::{ReadError, Statement};

use super::checks::UNREADABLE_DOCUMENT;
use super::edit::Edit;
use super::manual::is_editable;
use super::{Change, Purpose, Refusal};
use crate::document::{BucketId, DocumentId};
use crate::snapshot::Snapshot;

/// A document and what the grants want of it.
pub(super) struct Desired {
    pub(super) document: DocumentId,
    grants: Vec<String>,
    pub(super) edit: Edit,
}

/// Every document that the grants touch, each once; statements of several grants in one document come together.
pub(super) fn documents(grants: &[CrossAccountGrant], purpose: Purpose) -> Vec<Desired> {
    let mut documents: BTreeMap<DocumentId, Desired> = BTreeMap::new();
    for grant in grants {
        for (document, edit) in edits(grant, purpose) {
            let name = grant.name().to_string();
            match documents.get_mut(&document) {
                Some(desired) => {
                    desired.grants.push(name);
                    desired.edit.joined(edit);
                }
                None => {
                    let desired = Desired { document: document.clone(), grants: vec![name], edit };
                    documents.insert(document, desired);
                }
            }
        }
    }
    documents.into_values().collect()
}

/// What the grants want of each document, and the names of those that want something of it.
#[cfg(feature = "config")]
pub(crate) fn wanted(
    grants: &[CrossAccountGrant],
    purpose: Purpose,
) -> impl Iterator<Item = (DocumentId, (Vec<String>, Edit))> {
    documents(grants, purpose).into_iter().map(|desired| (desired.document, (desired.grants, desired.edit)))
}

fn edits(grant: &CrossAccountGrant, purpose: Purpose) -> Vec<(DocumentId, Edit)> {
    let policies = grant.policies();
    let apply = purpose == Purpose::Apply;
    let statements = |statements: &[Statement]| Edit::Statements {
        owners: vec![grant.name().clone()],
        wanted: if apply { statements.to_vec() } else { Vec::new() },
    };
    let callers = grant.principals().iter().filter(|principal| principal.kind() != PrincipalKind::Account);
    let callers = callers.filter(|principal| is_editable(principal));
    let mut edits: Vec<_> = callers
        .map(|principal| {
            let name = grant.name().policy_name();
            let policy = apply.then(|| policies.identity_policy().clone());
            (DocumentId::IdentityPolicy { principal: principal.clone(), name }, Edit::Whole(policy))
        })
        .collect();
    let key = DocumentId::KeyPolicy(grant.key().clone());
    edits.push((key, statements(policies.key_policy_statement())));
    if let Some(bucket) = BucketId::of(grant) {
        let policy = DocumentId::BucketPolicy(bucket.clone());
        edits.push((policy, statements(policies.bucket_policy_statement())));
        // Objects depend on the encryption of their bucket, so it stays when the grant is taken back.
        if let (true, Some(encryption)) = (apply, policies.bucket_encryption()) {
            edits.push((DocumentId::BucketEncryption(bucket), Edit::Encryption(encryption.clone())));
        }
    }
    edits
}

impl Desired {
    /// The change that the document needs, if any; it is not checked yet.
    pub(super) fn change(self, snapshot: &Snapshot) -> Result<Option<Change>, Refusal> {
        let before = snapshot.document(&self.document);
        let edited = self.edit.on(before.as_deref()).map_err(|error| unreadable(&self.document, &error))?;
        if edited.reasons.is_empty() {
            return Ok(None);
        }
        let Self { document, grants, edit } = self;
        Ok(Some(Change { document, grants, reasons: edited.reasons, before, after: edited.after, edit }))
    }
}

pub(crate) fn unreadable(document: &DocumentId, error: &ReadError) -> Refusal {
    Refusal::new(document, &UNREADABLE_DOCUMENT, format!("it cannot be read: {error}"))
        .help("correct the document by hand; nothing is planned on what is not understood")
}
