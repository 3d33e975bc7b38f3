//! What may not be applied, and why.

use std::collections::BTreeMap;
use std::fmt;

use crosskms::CrossAccountGrant;
use crosskms::arn::{PrincipalArn, PrincipalKind};
use crosskms::grant::{Conflict, IdentityPolicy, Mechanism};
use crosskms::policies::quota::Quota;
use crosskms::policy::{Policy, Statement, Version};
use serde::Serialize;

use super::{Change, Edit, Purpose};
use crate::cloud::KeyDescription;
use crate::document::{BucketId, DocumentId};
use crate::snapshot::{Principal, Snapshot};

/// A check that a plan does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refusal {
    /// The check, in kebab case.
    pub check: &'static str,
    /// The document or resource that it is about.
    pub about: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Every check that a plan does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusals(pub Vec<Refusal>);

impl Refusal {
    pub(crate) fn new(about: &impl ToString, check: &'static str, message: impl Into<String>) -> Self {
        Self { check, about: about.to_string(), message: message.into(), help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Grants that cannot stand side by side.
pub(super) fn of_grants(grants: &[CrossAccountGrant]) -> Vec<Refusal> {
    let refusal = |(position, conflict): (usize, Conflict)| {
        let later = grants.get(position)?;
        Some(Refusal::new(later.name(), conflict.check, conflict.message).help(conflict.help))
    };
    let conflicts = Conflict::among(grants).into_iter().filter_map(refusal);
    conflicts.chain(grants.iter().filter_map(of_field)).collect()
}

/// Documents that plans do not know yet must not be left out in silence.
fn of_field(grant: &CrossAccountGrant) -> Option<Refusal> {
    let field = if grant.mechanism() == Mechanism::KmsGrant {
        "mechanism: kms_grant"
    } else if grant.identity_policy() == IdentityPolicy::Managed {
        "identity_policy: managed"
    } else if !grant.replicas().is_empty() {
        "replicas"
    } else {
        return None;
    };
    let refusal = Refusal::new(grant.name(), "field", format!("grants with `{field}` cannot be applied yet"));
    Some(refusal.help("apply what `crosskms policies` prints in another way"))
}

/// What is wrong with keys, buckets and principals as they are.
pub(super) fn of_snapshot(
    grants: &[CrossAccountGrant],
    snapshot: &Snapshot,
    purpose: Purpose,
) -> Vec<Refusal> {
    // What is not as it should be keeps nobody from taking back what was written earlier.
    if purpose == Purpose::Revoke {
        return Vec::new();
    }
    let mut refusals: Vec<Refusal> = Vec::new();
    for grant in grants {
        refusals.extend(key_refusal(grant, snapshot));
        refusals.extend(bucket_refusal(grant, snapshot));
        refusals.extend(missing_principals(grant, snapshot));
    }
    refusals.dedup();
    refusals
}

fn key_refusal(grant: &CrossAccountGrant, snapshot: &Snapshot) -> Option<Refusal> {
    let Some(key) = snapshot.keys.get(grant.key()) else {
        let refusal = Refusal::new(grant.key(), "key-not-found", "the key does not exist");
        return Some(refusal.help("check the key's ARN, its Region and its account"));
    };
    let description = key.description.as_ref()?;
    if description.manager == "AWS" {
        let refusal = Refusal::new(
            grant.key(),
            "aws-managed-key",
            "nobody can change the policy of an AWS managed key",
        );
        return Some(refusal.help("encrypt the bucket with a customer managed key"));
    }
    let symmetric =
        (description.spec.as_str(), description.usage.as_str()) == ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
    (grant.bucket().is_some() && !symmetric).then(|| {
        let message =
            format!("S3 cannot encrypt with a key of spec {} for {}", description.spec, description.usage);
        Refusal::new(grant.key(), "wrong-key-spec", message).help("use a symmetric encryption key")
    })
}

fn bucket_refusal(grant: &CrossAccountGrant, snapshot: &Snapshot) -> Option<Refusal> {
    let id = BucketId::of(grant)?;
    let Some(bucket) = snapshot.buckets.get(&id.arn) else {
        let refusal = Refusal::new(&id.arn, "bucket-not-found", "the bucket does not exist");
        return Some(refusal.help("check the bucket's name and account"));
    };
    if bucket.account != id.owner {
        let message = format!("the bucket belongs to account {}, the key to {}", bucket.account, id.owner);
        return Some(
            Refusal::new(&id.arn, "bucket-of-other-account", message)
                .help("use a key of the bucket's account"),
        );
    }
    (bucket.region != id.region).then(|| {
        let message = format!("the bucket is in {}, the key in {}", bucket.region, id.region);
        let help =
            format!("use a key in {}; S3 encrypts with keys of the bucket's Region alone", bucket.region);
        Refusal::new(&id.arn, "region-mismatch", message).help(help)
    })
}

fn missing_principals(grant: &CrossAccountGrant, snapshot: &Snapshot) -> Vec<Refusal> {
    grant
        .principals()
        .iter()
        .filter(|principal| {
            principal.kind() != PrincipalKind::Account && !snapshot.principals.contains_key(*principal)
        })
        .map(|principal| {
            Refusal::new(principal, "principal-not-found", "the role or user does not exist")
                .help("create it first; AWS refuses policies that name principals which do not exist")
        })
        .collect()
}

/// What is wrong with a document as it would be.
pub(crate) fn of_change(change: &Change) -> Result<(), Refusal> {
    let id = &change.document;
    let owns = |sid: &str| change.edit.owns(sid);
    let (before, after) = (statements(change.before.as_deref()), statements(change.after.as_deref()));
    if matches!(id, DocumentId::KeyPolicy(_)) && change.after.is_none() {
        let message = "no statement would remain, and nobody could administer the key";
        return Err(Refusal::new(id, "lock-out", message)
            .help("put a statement for the key's own account into it first"));
    }
    if matches!(change.edit, Edit::Statements { .. }) {
        let foreign = |statements: &[Statement]| -> Vec<Statement> {
            let is_foreign = |statement: &&Statement| !statement.sid.as_deref().is_some_and(owns);
            statements.iter().filter(is_foreign).cloned().collect()
        };
        if foreign(&before) != foreign(&after) {
            let message = "statements of others would change";
            return Err(
                Refusal::new(id, "foreign-statement", message).help("report this as a defect of crosskms")
            );
        }
    }
    let variable = after.iter().any(|statement| {
        statement.sid.as_deref().is_some_and(owns) && statement.to_compact_string().contains("${")
    });
    if variable && version(change.after.as_deref()) != Some(Version::V2012) {
        let message = "a condition of the grant has a policy variable, which means nothing in a policy without \
                       Version 2012-10-17";
        return Err(Refusal::new(id, "policy-version", message)
            .help("write a value without `${`, or set the Version"));
    }
    match (id, id.quota(), change.after.as_deref()) {
        // Inline policies count together.
        (DocumentId::IdentityPolicy { .. }, ..) => Ok(()),
        (_, Some(quota), Some(after)) => within(id, quota, quota.count(after)),
        _ => Ok(()),
    }
}

/// Principals whose inline policies would be too large together, as far as they were read.
pub(super) fn of_inline_policies(changes: &[Change], snapshot: &Snapshot) -> Vec<Refusal> {
    let mut of_principal: BTreeMap<&PrincipalArn, BTreeMap<&str, &Change>> = BTreeMap::new();
    for change in changes {
        if let DocumentId::IdentityPolicy { principal, name } = &change.document {
            of_principal.entry(principal).or_default().insert(name, change);
        }
    }
    let refusal = |(principal, changed): (&PrincipalArn, BTreeMap<&str, &Change>)| {
        let quota = changed.values().next()?.document.quota()?;
        let kept = snapshot.principals.get(principal).into_iter().flat_map(Principal::inline_policies);
        let kept = kept.filter(|(name, _)| !changed.contains_key(name));
        let kept = kept.map(|(_, document)| quota.count(document.text()));
        let written = changed.values().filter_map(|change| change.after.as_deref());
        within(principal, quota, kept.chain(written.map(|text| quota.count(text))).sum()).err()
    };
    of_principal.into_iter().filter_map(refusal).collect()
}

fn within(about: &impl ToString, quota: Quota, size: usize) -> Result<(), Refusal> {
    if size <= quota.limit {
        return Ok(());
    }
    let message = format!("it would have {size} {}, {} allows {}", quota.unit, quota.of, quota.limit);
    Err(Refusal::new(about, "quota", message)
        .help("remove statements that are no longer needed, or merge grants"))
}

fn version(text: Option<&str>) -> Option<Version> {
    text.and_then(|text| text.parse::<Policy>().ok())?.version
}

fn statements(text: Option<&str>) -> Vec<Statement> {
    let policy = text.and_then(|text| text.parse::<Policy>().ok());
    policy.map(|policy| policy.statements.as_slice().to_vec()).unwrap_or_default()
}

/// What the operator should know, but which stops nothing.
pub(super) fn warnings(grants: &[CrossAccountGrant], snapshot: &Snapshot) -> Vec<String> {
    let mut warnings = Vec::new();
    for grant in grants {
        let description = snapshot.keys.get(grant.key()).and_then(|key| key.description.as_ref());
        if let Some(KeyDescription { state, .. }) = description.filter(|key| key.state != "Enabled") {
            warnings.push(format!(
                "{} is {state}: its policy can be changed, but nobody can use it",
                grant.key()
            ));
        }
        let accounts =
            grant.principals().iter().filter(|principal| principal.kind() == PrincipalKind::Account);
        warnings.extend(accounts.map(|account| {
            format!(
                "grant `{}` names account {} as a whole: its administrators attach the identity policy themselves",
                grant.name(),
                account.account()
            )
        }));
    }
    warnings.sort();
    warnings.dedup();
    warnings
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.about, self.message, self.check)?;
        self.help.iter().try_for_each(|help| write!(f, "\n  help: {help}"))
    }
}

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, refusal) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            refusal.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}
