//! What must hold of the accounts, whatever has failed.

use std::collections::{BTreeSet, HashMap};

use crosskms::action::Action;
use crosskms::arn::{PrincipalArn, PrincipalKind};
use crosskms::authorize::{Caller, Context, Decision, Request, granted_requests, requests_about};
use crosskms::policy::{Policy, Statement};
use crosskms_apply::Snapshot;
use crosskms_apply::document::DocumentId;

use crate::stage::{Stage, owned};

/// Actions that somebody may try, granted or not.
const ACTIONS: [&str; 12] = [
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "kms:Encrypt",
    "kms:CreateGrant",
    "kms:DescribeKey",
    "kms:PutKeyPolicy",
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:ListBucket",
    "s3:PutBucketPolicy",
    "s3:AbortMultipartUpload",
];

/// Who may do what in a state of the accounts; what was decided once is remembered.
#[derive(Debug, Default)]
pub(crate) struct Access {
    decided: HashMap<String, BTreeSet<usize>>,
    requests: Vec<Request>,
}

impl Access {
    pub(crate) fn of(stage: &Stage) -> Self {
        let actions: Vec<Action> = ACTIONS.iter().map(|name| Action::named(name).unwrap()).collect();
        let principals = Stage::principals();
        let mut requests: Vec<Request> =
            stage.grants.iter().flat_map(|grant| requests_about(grant, &principals, &actions)).collect();
        // And past S3.
        let key = stage.grants[0].key();
        requests.extend(principals.iter().flat_map(|principal| {
            let direct = ACTIONS.iter().filter(|action| action.starts_with("kms:"));
            direct.map(|action| {
                Request::new(
                    Caller::from(principal.clone()),
                    *action,
                    key.as_str(),
                    key.account(),
                    Context::new(),
                )
            })
        }));
        Self { decided: HashMap::new(), requests }
    }

    /// The requests that are allowed.
    pub(crate) fn allowed(&mut self, snapshot: &Snapshot) -> &BTreeSet<usize> {
        let Self { decided, requests } = self;
        decided.entry(serde_json::to_string(snapshot).unwrap()).or_insert_with(|| {
            let requests = requests.iter().enumerate();
            let allowed =
                requests.filter(|(_, request)| snapshot.authorize(request).decision == Decision::Allowed);
            allowed.map(|(index, _)| index).collect()
        })
    }

    /// Requests that are allowed although neither state of reference allows them.
    pub(crate) fn beyond(&mut self, snapshot: &Snapshot, reference: [&Snapshot; 2]) -> Vec<String> {
        let [before, after] = reference.map(|state| self.allowed(state).clone());
        let now = self.allowed(snapshot).clone();
        let beyond = now.iter().filter(|index| !before.contains(index) && !after.contains(index));
        beyond.map(|index| format!("{:?}", self.requests[*index])).collect()
    }
}

/// Whether all that the grants promise is allowed.
pub(crate) fn everything_is_allowed(stage: &Stage, snapshot: &Snapshot) -> bool {
    let mut requests = stage.grants.iter().flat_map(granted_requests);
    requests.all(|request| snapshot.authorize(&request).decision == Decision::Allowed)
}

/// Whether the root of the owner may still change the policy of every key.
pub(crate) fn owner_can_administer(stage: &Stage, snapshot: &Snapshot) -> bool {
    let mut keys = stage.documents.iter().filter_map(|document| match document {
        DocumentId::KeyPolicy(key) => Some(key),
        _ => None,
    });
    keys.all(|key| {
        let root: PrincipalArn = format!("arn:aws:iam::{}:root", key.account()).parse().unwrap();
        assert_eq!(root.kind(), PrincipalKind::Account);
        let request =
            Request::new(Caller::from(root), "kms:PutKeyPolicy", key.as_str(), key.account(), Context::new());
        snapshot.authorize(&request).decision == Decision::Allowed
    })
}

/// Statements of others that are no longer there, to the byte.
pub(crate) fn lost(stage: &Stage, snapshot: &Snapshot) -> Vec<(DocumentId, String)> {
    let lost = |document: &DocumentId| {
        let text = snapshot.document(document).unwrap_or_default();
        let statements = stage.foreign(document).into_iter();
        let document = document.clone();
        statements
            .filter(move |statement| !text.contains(statement))
            .map(move |lost| (document.clone(), lost))
    };
    stage.documents.iter().flat_map(lost).collect()
}

/// Statements of the grants, and policies of theirs, that stand in neither state of reference.
pub(crate) fn ours_beyond(stage: &Stage, snapshot: &Snapshot, reference: [&Snapshot; 2]) -> Vec<String> {
    let ours = |snapshot: &Snapshot, document: &DocumentId| -> Vec<Statement> {
        let policy = || snapshot.document(document).map(|text| text.parse::<Policy>().unwrap());
        match document {
            DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_) => {
                policy().iter().flat_map(|policy| owned(stage, policy)).cloned().collect()
            }
            DocumentId::IdentityPolicy { .. } | DocumentId::ManagedPolicy(_) => {
                policy().iter().flat_map(|policy| &policy.statements).cloned().collect()
            }
            // Neither is made of statements; what they allow is asked.
            DocumentId::PolicyAttachment { .. }
            | DocumentId::KmsGrants { .. }
            | DocumentId::BucketEncryption(_) => Vec::new(),
        }
    };
    let beyond = stage.documents.iter().flat_map(|document| {
        let known: Vec<Statement> = reference.iter().flat_map(|state| ours(state, document)).collect();
        let now = ours(snapshot, document).into_iter();
        now.filter(move |found| !known.iter().any(|known| known.means_the_same_as(found)))
    });
    beyond.map(|statement| statement.to_string()).collect()
}

/// The statements of the grants and their policies that are still there.
pub(crate) fn left_of_ours(stage: &Stage, snapshot: &Snapshot) -> usize {
    let of = |document: &DocumentId| match (document, snapshot.document(document)) {
        (
            DocumentId::IdentityPolicy { .. }
            | DocumentId::ManagedPolicy(_)
            | DocumentId::PolicyAttachment { .. }
            | DocumentId::KmsGrants { .. },
            text,
        ) => usize::from(text.is_some()),
        (DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_), Some(text)) => {
            owned(stage, &text.parse::<Policy>().unwrap()).count()
        }
        _ => 0,
    };
    stage.documents.iter().map(of).sum()
}
