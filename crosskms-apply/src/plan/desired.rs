//! What the grants want each document to hold, and how that differs from what it holds.

use std::collections::BTreeMap;

use crosskms::CrossAccountGrant;
use crosskms::arn::PrincipalKind;
use crosskms::grant::GrantName;
use crosskms::policies::{BucketEncryption, SseAlgorithm};
use crosskms::policy::{Policy, PolicyDocument, ReadError, Statement};

use super::{Change, Purpose, Reason, Refusal};
use crate::document::{BucketId, DocumentId};
use crate::snapshot::Snapshot;

/// A document and what the grants want of it.
pub(super) struct Desired {
    id: DocumentId,
    grants: Vec<GrantName>,
    content: Content,
}

enum Content {
    /// A policy of the grant's own.
    Whole(Policy),
    /// Statements among those of others.
    Statements(Vec<Statement>),
    /// The one rule of a bucket's encryption.
    Encryption(BucketEncryption),
}

/// Every document that the grants touch, each once; statements of several grants in one document come together.
pub(super) fn documents(grants: &[CrossAccountGrant]) -> Vec<Desired> {
    let mut documents: BTreeMap<DocumentId, Desired> = BTreeMap::new();
    for grant in grants {
        let policies = grant.policies();
        let callers =
            grant.principals().iter().filter(|principal| principal.kind() != PrincipalKind::Account);
        let identity = callers.map(|principal| {
            let id =
                DocumentId::IdentityPolicy { principal: principal.clone(), name: grant.name().policy_name() };
            (id, Content::Whole(policies.identity_policy().clone()))
        });
        let key = (
            DocumentId::KeyPolicy(grant.key().clone()),
            Content::Statements(policies.key_policy_statement().to_vec()),
        );
        let bucket = BucketId::of(grant).into_iter().flat_map(|bucket| {
            let statements = Content::Statements(policies.bucket_policy_statement().to_vec());
            let encryption = policies.bucket_encryption().cloned().map(Content::Encryption);
            let policy = (DocumentId::BucketPolicy(bucket.clone()), statements);
            let encryption = encryption.map(|content| (DocumentId::BucketEncryption(bucket), content));
            std::iter::once(policy).chain(encryption)
        });
        for (id, content) in identity.chain([key]).chain(bucket) {
            let document = documents.entry(id.clone()).or_insert_with(|| Desired {
                id,
                grants: Vec::new(),
                content: content.emptied(),
            });
            document.grants.push(grant.name().clone());
            document.content.add(content);
        }
    }
    documents.into_values().collect()
}

impl Content {
    /// The same kind of content with no statement in it yet.
    fn emptied(&self) -> Self {
        match self {
            Self::Whole(policy) => Self::Whole(policy.clone()),
            Self::Statements(_) => Self::Statements(Vec::new()),
            Self::Encryption(encryption) => Self::Encryption(encryption.clone()),
        }
    }

    fn add(&mut self, other: Self) {
        if let (Self::Statements(statements), Self::Statements(more)) = (self, other) {
            statements.extend(more);
        }
    }
}

impl Desired {
    /// The change that the document needs, if any.
    pub(super) fn change(&self, snapshot: &Snapshot, purpose: Purpose) -> Result<Option<Change>, Refusal> {
        let before = snapshot.document(&self.id);
        let (after, reasons) = match (&self.content, purpose) {
            (Content::Whole(policy), Purpose::Apply) => {
                let reasons = whole_reasons(policy, before.as_deref());
                (Some(policy.to_string()), reasons)
            }
            (Content::Whole(_), Purpose::Revoke) => (None, revoked(before.is_some())),
            (Content::Statements(statements), purpose) => {
                self.merged(statements, before.as_deref(), purpose).map_err(|e| self.unreadable(&e))?
            }
            (Content::Encryption(wanted), Purpose::Apply) => self.encryption(wanted, before.as_deref())?,
            // Objects depend on the encryption of their bucket, so it stays.
            (Content::Encryption(_), Purpose::Revoke) => return Ok(None),
        };
        if reasons.is_empty() {
            return Ok(None);
        }
        let grants = self.grants.iter().map(ToString::to_string).collect();
        let change = Change { document: self.id.clone(), grants, reasons, before, after };
        super::refusal::of_change(&change, |sid| self.owns(sid))?;
        Ok(Some(change))
    }

    fn owns(&self, sid: &str) -> bool {
        self.grants.iter().any(|grant| grant.owns_sid(sid))
    }

    /// The text with exactly the desired ones among the statements that the grants own.
    fn merged(
        &self,
        statements: &[Statement],
        before: Option<&str>,
        purpose: Purpose,
    ) -> Result<(Option<String>, Vec<Reason>), ReadError> {
        let wanted = match purpose {
            Purpose::Apply => statements,
            Purpose::Revoke => &[],
        };
        let Some(before) = before else {
            let policy = (!wanted.is_empty()).then(|| Policy::new(wanted.to_vec()).to_string());
            let reasons = policy.iter().map(|_| Reason::PolicyMissing).collect();
            return Ok((policy, reasons));
        };
        let document = PolicyDocument::parse(before)?;
        let reasons = match purpose {
            Purpose::Apply => self.statement_reasons(wanted, document.policy()),
            Purpose::Revoke => revoked(document.policy().statements.iter().any(|s| self.owns_statement(s))),
        };
        let after = document.reconciled(wanted, |sid| self.owns(sid))?;
        Ok((after.map(|document| document.text().to_owned()), reasons))
    }

    fn owns_statement(&self, statement: &Statement) -> bool {
        statement.sid.as_deref().is_some_and(|sid| self.owns(sid))
    }

    fn statement_reasons(&self, wanted: &[Statement], policy: &Policy) -> Vec<Reason> {
        let sid = |statement: &Statement| statement.sid.as_deref().unwrap_or_default().to_owned();
        let mut missing: Vec<&Statement> = wanted.iter().collect();
        let mut reasons = Vec::new();
        for found in policy.statements.iter().filter(|found| self.owns_statement(found)) {
            let position = missing.iter().position(|wanted| wanted.sid == found.sid);
            // A second statement of one Sid is not wanted, whatever it says.
            match position.map(|position| missing.remove(position)) {
                Some(wanted) if wanted.means_the_same_as(found) => {}
                Some(_) => reasons.push(Reason::StatementDiffers { sid: sid(found) }),
                None => reasons.push(Reason::StatementSuperfluous { sid: sid(found) }),
            }
        }
        reasons.extend(missing.into_iter().map(|statement| Reason::StatementMissing { sid: sid(statement) }));
        reasons
    }

    fn encryption(
        &self,
        wanted: &BucketEncryption,
        before: Option<&str>,
    ) -> Result<(Option<String>, Vec<Reason>), Refusal> {
        let current = match before {
            Some(text) => text.parse().map_err(|error| self.unreadable(&error))?,
            None => BucketEncryption::sse_s3(),
        };
        let wanted = wanted.clone().keeping(&current);
        if wanted.means_the_same_as(&current) {
            return Ok((None, Vec::new()));
        }
        let reason = Reason::EncryptionDiffers { current: in_words(&current) };
        Ok((Some(wanted.to_compact_string()), vec![reason]))
    }

    fn unreadable(&self, error: &ReadError) -> Refusal {
        Refusal::new(&self.id, "unreadable-document", format!("it cannot be read: {error}"))
            .help("correct the document by hand; nothing is planned on what is not understood")
    }
}

fn whole_reasons(wanted: &Policy, before: Option<&str>) -> Vec<Reason> {
    match before.map(str::parse::<Policy>) {
        None => vec![Reason::PolicyMissing],
        Some(Ok(policy)) if policy.means_the_same_as(wanted) => Vec::new(),
        Some(_) => vec![Reason::PolicyDiffers],
    }
}

fn revoked(is_there: bool) -> Vec<Reason> {
    if is_there { vec![Reason::Revoked] } else { Vec::new() }
}

fn in_words(encryption: &BucketEncryption) -> String {
    let key = encryption.key.as_deref().unwrap_or("the account's own aws/s3 key");
    match (&encryption.algorithm, encryption.bucket_key) {
        (SseAlgorithm::Aes256, _) => "AES256, without KMS".to_owned(),
        (algorithm, Some(true)) => format!("{} with {key}, Bucket Key on", algorithm.as_str()),
        (algorithm, _) => format!("{} with {key}, Bucket Key off", algorithm.as_str()),
    }
}
