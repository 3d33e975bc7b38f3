//! What the operator should know, but which stops nothing.

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalKind};
use crosskms::policy::{Policy, ResourceElement};

use super::quota;
use crate::cloud::ObjectOwnership;
use crate::document::DocumentId;
use crate::plan::{Change, Purpose, Refusal};
use crate::snapshot::Snapshot;

/// Everything that is worth a warning, with what the operator allowed.
pub(in crate::plan) fn warnings(
    grants: &[CrossAccountGrant],
    snapshot: &Snapshot,
    purpose: Purpose,
    changes: &[Change],
    allowed: &[Refusal],
) -> Vec<String> {
    let mut warnings: Vec<String> = allowed
        .iter()
        .map(|refusal| format!("{}: {} (`{}` is allowed)", refusal.about, refusal.message, refusal.check))
        .collect();
    warnings.extend(quota::near(changes, snapshot));
    if purpose == Purpose::Apply {
        warnings.extend(quota::unknown(changes, snapshot));
        warnings.extend(changes.iter().filter_map(|change| of_settings(change, snapshot)));
        warnings.extend(changes.iter().flat_map(|change| left_keys(change, grants)));
    }
    warnings.extend(grants.iter().flat_map(whole_accounts));
    warnings.sort();
    warnings.dedup();
    warnings
}

/// Settings that nobody could read, or that nobody ever made.
fn of_settings(change: &Change, snapshot: &Snapshot) -> Option<String> {
    match &change.document {
        DocumentId::KeyPolicy(key) => match snapshot.keys.get(key)?.description {
            None => Some(format!(
                "{key}: whether it can be used is not known, because `kms:DescribeKey` was denied"
            )),
            Some(_) => None,
        },
        DocumentId::BucketPolicy(bucket) => match &snapshot.buckets.get(&bucket.arn)?.ownership {
            None => Some(format!(
                "{}: who owns its objects is not known, because `s3:GetBucketOwnershipControls` was denied",
                bucket.arn
            )),
            Some(ObjectOwnership::NotSet) => Some(format!(
                "{}: it has no object ownership controls, so what other accounts write belongs to them, and the bucket \
                 policy does not reach it",
                bucket.arn
            )),
            Some(_) => None,
        },
        _ => None,
    }
}

/// Keys that a policy of the grants named before, and that none of them names any more: plans do not look for what is
/// left there.
fn left_keys(change: &Change, grants: &[CrossAccountGrant]) -> Vec<String> {
    let is_ours = |grant: &&CrossAccountGrant| change.grants.iter().any(|name| name == grant.name().as_str());
    let named: BTreeSet<KeyArn> = grants.iter().filter(is_ours).flat_map(CrossAccountGrant::keys).collect();
    let of_principal =
        matches!(change.document, DocumentId::IdentityPolicy { .. } | DocumentId::ManagedPolicy(_));
    let before = change.before.as_ref().filter(|_| of_principal && change.after.is_some());
    let before = before.and_then(|text| text.parse::<Policy>().ok());
    let statements = before.iter().flat_map(|policy| &policy.statements);
    let resources = statements.filter_map(|statement| match &statement.resource {
        Some(ResourceElement::Resource(resources)) => Some(resources),
        _ => None,
    });
    let keys: BTreeSet<KeyArn> = resources.flatten().filter_map(|resource| resource.parse().ok()).collect();
    let left = keys.difference(&named).map(|key| {
        format!(
            "{}: it loses {key}, which the grant names no more; statements and KMS grants that the grant has on it stay: \
             to take them away, put the key back, and revoke the grant before",
            change.document
        )
    });
    left.collect()
}

fn whole_accounts(grant: &CrossAccountGrant) -> impl Iterator<Item = String> {
    let accounts = grant.principals().iter().filter(|principal| principal.kind() == PrincipalKind::Account);
    accounts.map(|account| {
        format!(
            "grant `{}` names account {} as a whole: its administrators attach the identity policy themselves",
            grant.name(),
            account.account()
        )
    })
}
