//! Which documents the grants touch, and what they want of each.

use std::collections::{BTreeMap, BTreeSet};

use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalArn, PrincipalKind};
use crosskms::grant::{IdentityPolicy, Mechanism};
use crosskms::policies::Policies;
use crosskms::policy::{ReadError, Statement, StatementList};

use super::checks::UNREADABLE_DOCUMENT;
use super::edit::Edit;
use super::manual::is_editable;
use super::{Change, Purpose, Reason, Refusal};
use crate::document::{BucketId, DocumentId, PolicyArn, texts};
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
        purpose,
    };
    let mut edits = of_consumer(grant, &policies, purpose);
    if grant.mechanism() == Mechanism::KmsGrant {
        let wanted = if apply { policies.kms_grants() } else { &[] };
        let of_key = |key| {
            let document = DocumentId::KmsGrants { key, name: grant.name().policy_name() };
            (document, Edit::KmsGrants(wanted.to_vec()))
        };
        edits.extend(grant.keys().map(of_key));
    }
    // Beside KMS grants, too: statements of an earlier `mechanism` are taken back.
    edits.push((DocumentId::KeyPolicy(grant.key().clone()), statements(policies.key_policy_statement())));
    let of_replica =
        |(key, wanted): (&KeyArn, &StatementList)| (DocumentId::KeyPolicy(key.clone()), statements(wanted));
    edits.extend(policies.replica_statements().map(of_replica));
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

/// The identity policy: in each principal, or once in each account and attached to each principal.
fn of_consumer(grant: &CrossAccountGrant, policies: &Policies, purpose: Purpose) -> Vec<(DocumentId, Edit)> {
    let apply = purpose == Purpose::Apply;
    let name = grant.name().policy_name();
    let is_needed = !policies.identity_policy().statements.is_empty();
    let policy = || match (apply, is_needed) {
        (true, true) => Edit::Whole(Some(policies.identity_policy().clone())),
        (true, false) => Edit::Absent(Reason::PolicyNotNeeded),
        (false, _) => Edit::Whole(None),
    };
    let callers = grant.principals().iter().filter(|principal| principal.kind() != PrincipalKind::Account);
    let callers = callers.filter(|principal| is_editable(principal));
    let inline = |principal: &PrincipalArn| DocumentId::IdentityPolicy {
        principal: principal.clone(),
        name: name.clone(),
    };
    if grant.identity_policy() == IdentityPolicy::Inline {
        return callers.map(|principal| (inline(principal), policy())).collect();
    }
    let elsewhere = || Edit::Absent(if apply { Reason::PolicyNotNeeded } else { Reason::Revoked });
    let attached = |arn: &PolicyArn| match apply {
        true => Edit::Attached(texts::attachment(arn)),
        false => Edit::Absent(Reason::Revoked),
    };
    // Those who administer an account that is named as a whole attach the policy themselves.
    let managed: BTreeSet<PolicyArn> =
        grant.principals().iter().map(|principal| PolicyArn::beside(principal, &name)).collect();
    let mut edits: Vec<_> =
        managed.into_iter().map(|arn| (DocumentId::ManagedPolicy(arn), policy())).collect();
    for principal in callers {
        let arn = PolicyArn::beside(principal, &name);
        let edit = attached(&arn);
        edits.push((DocumentId::PolicyAttachment { principal: principal.clone(), policy: arn }, edit));
        edits.push((inline(principal), elsewhere()));
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
