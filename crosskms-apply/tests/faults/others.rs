//! What others write on the same documents.

use std::fmt;

use crosskms::policy::{PolicyDocument, Statement};
use crosskms_apply::Snapshot;
use crosskms_apply::cloud::embedded::EmbeddedCloud;
use crosskms_apply::document::DocumentId;

use crate::stage::{Stage, owned};

/// A write of somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Others {
    /// A statement is added to every policy of the owner.
    AddStatement,
    /// A statement is removed from every policy of the owner.
    RemoveStatement,
    /// Statements of ours lose most of what they allow.
    EditOurs,
    /// A second crosskms puts another grant's statements in place.
    OtherGrant,
    /// The inline policies and KMS grants of the grants are deleted, and their managed policies detached.
    DeleteIdentityPolicies,
    /// The buckets are encrypted in another way.
    SetEncryption,
}

impl Others {
    pub(crate) const ALL: [Self; 6] = [
        Self::AddStatement,
        Self::RemoveStatement,
        Self::EditOurs,
        Self::OtherGrant,
        Self::DeleteIdentityPolicies,
        Self::SetEncryption,
    ];

    /// The same write, done to what a cloud holds.
    pub(crate) fn write(self, stage: &Stage, cloud: &EmbeddedCloud) -> Vec<(DocumentId, Option<String>)> {
        let now = cloud.snapshot();
        let documents = stage.documents.iter().filter_map(|document| {
            let before = now.document(document);
            let after = self.written(stage, document, before.as_deref())?;
            (after != before).then(|| (document.clone(), after))
        });
        documents.collect()
    }

    /// What a document becomes; none, if it is not written.
    fn written(self, stage: &Stage, document: &DocumentId, before: Option<&str>) -> Option<Option<String>> {
        match (self, document) {
            (Self::AddStatement, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) => {
                Some(with(before, vec![added(document)]))
            }
            (Self::OtherGrant, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) => {
                Some(with(before, stage.other_grant(document)))
            }
            (Self::RemoveStatement, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) => {
                let document = PolicyDocument::parse(before?).unwrap();
                Some(
                    document
                        .reconciled(&[], |sid| sid == "Legacy")
                        .unwrap()
                        .map(|left| left.text().to_owned()),
                )
            }
            (Self::EditOurs, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) => {
                edited(stage, document, before?)
            }
            (Self::EditOurs, DocumentId::ManagedPolicy(_)) => {
                Some(Some(before?.replace("kms:Decrypt", "kms:GetPublicKey")))
            }
            (Self::EditOurs, DocumentId::KmsGrants { .. }) => {
                Some(Some(before?.replace("\"Decrypt\"", "\"RetireGrant\"")))
            }
            (
                Self::DeleteIdentityPolicies,
                DocumentId::IdentityPolicy { .. }
                | DocumentId::PolicyAttachment { .. }
                | DocumentId::KmsGrants { .. },
            ) => Some(None),
            (Self::SetEncryption, DocumentId::BucketEncryption(_)) => Some(Some(
                r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms:dsse"}}]}"#
                    .to_owned(),
            )),
            _ => None,
        }
    }

    /// Whether what they wrote is to be found in a snapshot; none, if nothing of it can be.
    pub(crate) fn is_there(self, stage: &Stage, document: &DocumentId, snapshot: &Snapshot) -> Option<bool> {
        let text = snapshot.document(document).unwrap_or_default();
        let has = |statement: &Statement| {
            let policy = PolicyDocument::parse(text.as_str()).ok();
            policy.is_some_and(|policy| {
                policy.policy().statements.iter().any(|found| found.means_the_same_as(statement))
            })
        };
        match (self, document) {
            (Self::AddStatement, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) => {
                Some(has(&added(document)))
            }
            (Self::OtherGrant, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) => {
                Some(stage.other_grant(document).iter().all(has))
            }
            (Self::RemoveStatement, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) => {
                Some(!text.contains("\"Legacy\""))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AddStatement => "others add a statement",
            Self::RemoveStatement => "others remove a statement",
            Self::EditOurs => "others edit ours",
            Self::OtherGrant => "a second crosskms writes",
            Self::DeleteIdentityPolicies => "others delete our policies",
            Self::SetEncryption => "others set the encryption",
        })
    }
}

/// The statement that somebody adds to a policy of the owner.
fn added(document: &DocumentId) -> Statement {
    let (action, resource) = match document {
        DocumentId::BucketPolicy(bucket) => ("s3:GetBucketTagging", bucket.arn.to_string()),
        _ => ("kms:DescribeKey", "*".to_owned()),
    };
    let text = format!(
        r#"{{"Statement":{{"Sid":"InBetween","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::777788889999:role/auditor"}},"Action":"{action}","Resource":"{resource}"}}}}"#
    );
    PolicyDocument::parse(text).unwrap().policy().statements.iter().next().unwrap().clone()
}

fn with(before: Option<&str>, statements: Vec<Statement>) -> Option<String> {
    let sids: Vec<_> = statements.iter().filter_map(|statement| statement.sid.clone()).collect();
    match before {
        Some(before) => {
            let document = PolicyDocument::parse(before).unwrap();
            let after = document.reconciled(&statements, |sid| sids.iter().any(|ours| ours == sid)).unwrap();
            after.map(|after| after.text().to_owned())
        }
        None if statements.is_empty() => None,
        None => Some(crosskms::policy::Policy::new(statements).to_string()),
    }
}

/// The policy in which statements of ours allow one action alone.
fn edited(stage: &Stage, document: &DocumentId, before: &str) -> Option<Option<String>> {
    let policy = PolicyDocument::parse(before).unwrap();
    let action =
        if matches!(document, DocumentId::KeyPolicy(_)) { "kms:DescribeKey" } else { "s3:ListBucket" };
    let narrowed: Vec<Statement> = owned(stage, policy.policy())
        .map(|statement| {
            let json = serde_json::to_value(statement).unwrap();
            let mut json = json.as_object().unwrap().clone();
            json.insert("Action".to_owned(), action.into());
            let text = serde_json::json!({ "Statement": json }).to_string();
            PolicyDocument::parse(text).unwrap().policy().statements.iter().next().unwrap().clone()
        })
        .collect();
    let owns = |sid: &str| narrowed.iter().any(|statement| statement.sid.as_deref() == Some(sid));
    Some(policy.reconciled(&narrowed, owns).unwrap().map(|after| after.text().to_owned()))
}
