//! What crosskms cannot write: the policies of Identity Center's roles, which change through their permission set
//! alone (R5.37). The plan says what their administrator has to enter.

use std::collections::BTreeMap;

use crosskms::CrossAccountGrant;
use crosskms::action::{Action, Service};
use crosskms::arn::{AccountId, PrincipalArn};
use crosskms::authorize::{Gate, Verdict, requests_about};
use crosskms::grant::Mechanism;
use crosskms::policy::{Policy, PolicyDocument, Statement};
use serde::{Deserialize, Serialize};

use super::Purpose;
use crate::snapshot::Snapshot;

/// The name of the inline policy that Identity Center makes of a permission set's.
pub(crate) const INLINE_POLICY: &str = "AwsSSOInlinePolicy";

/// Something that a person has to do, because no API lets crosskms do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManualStep {
    /// What there is to do.
    pub step: Step,
    /// The account in which the role is.
    pub account: AccountId,
    /// The role.
    pub principal: PrincipalArn,
    /// The permission set of the role.
    pub permission_set: String,
    /// The grants that ask for it.
    pub grants: Vec<String>,
    /// The inline policy that the permission set shall have; none, if it shall have none. What is in it today stays.
    pub policy: Option<String>,
}

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// To enter the inline policy into the permission set.
    EnterInlinePolicy,
    /// To take the grants' statements out of the inline policy of the permission set.
    RemoveFromInlinePolicy,
}

/// Whether Identity Center holds the policies of a role.
pub(crate) fn is_of_identity_center(principal: &PrincipalArn) -> bool {
    principal.path().starts_with("/aws-reserved/")
}

/// Whether IAM lets somebody write the policies of a role or user.
pub(crate) fn is_editable(principal: &PrincipalArn) -> bool {
    !is_of_identity_center(principal) && !principal.path().starts_with("/aws-service-role/")
}

/// What is left to do by hand, for each role once. What the role may do already needs no step.
pub(super) fn steps(grants: &[CrossAccountGrant], snapshot: &Snapshot, purpose: Purpose) -> Vec<ManualStep> {
    let mut by_role: BTreeMap<&PrincipalArn, Vec<&CrossAccountGrant>> = BTreeMap::new();
    for grant in grants {
        for principal in grant.principals().iter().filter(|principal| is_of_identity_center(principal)) {
            by_role.entry(principal).or_default().push(grant);
        }
    }
    let steps = by_role.into_iter().filter_map(|(principal, grants)| match purpose {
        Purpose::Apply => entered(principal, &grants, snapshot),
        _ => removed(principal, &grants, snapshot),
    });
    steps.collect()
}

fn entered(
    principal: &PrincipalArn,
    grants: &[&CrossAccountGrant],
    snapshot: &Snapshot,
) -> Option<ManualStep> {
    let lacking: Vec<_> =
        grants.iter().copied().filter(|grant| !is_allowed(grant, principal, snapshot)).collect();
    let current = inline_policy(principal, snapshot);
    let mut statements = statements(current);
    for statement in lacking.iter().flat_map(|grant| ours(grant)) {
        if !statements.iter().any(|found| found.means_the_same_as(&statement)) {
            statements.push(statement);
        }
    }
    let policy = Policy::new(statements).to_string();
    (!lacking.is_empty()).then(|| step(Step::EnterInlinePolicy, principal, &lacking, Some(policy)))
}

fn removed(
    principal: &PrincipalArn,
    grants: &[&CrossAccountGrant],
    snapshot: &Snapshot,
) -> Option<ManualStep> {
    let mut left = statements(inline_policy(principal, snapshot));
    let there = left.len();
    let ours: Vec<Statement> = grants.iter().flat_map(|grant| ours(grant)).collect();
    left.retain(|statement| !ours.iter().any(|ours| ours.means_the_same_as(statement)));
    if left.len() == there {
        return None;
    }
    let policy = (!left.is_empty()).then(|| Policy::new(left).to_string());
    Some(step(Step::RemoveFromInlinePolicy, principal, grants, policy))
}

fn step(
    step: Step,
    principal: &PrincipalArn,
    grants: &[&CrossAccountGrant],
    policy: Option<String>,
) -> ManualStep {
    ManualStep {
        step,
        account: principal.account(),
        principal: principal.clone(),
        permission_set: permission_set(principal.name()).to_owned(),
        grants: grants.iter().map(|grant| grant.name().to_string()).collect(),
        policy,
    }
}

/// The name in `AWSReservedSSO_<name>_<16 hexadecimal digits>`.
fn permission_set(role: &str) -> &str {
    let name = role.strip_prefix("AWSReservedSSO_").unwrap_or(role);
    name.rsplit_once('_').map_or(name, |(name, _)| name)
}

/// Whether the policies of the role that were read allow everything that the grant promises it.
fn is_allowed(grant: &CrossAccountGrant, principal: &PrincipalArn, snapshot: &Snapshot) -> bool {
    // R2.61: what a KMS grant gives, no identity policy has to.
    let actions: Vec<Action> = match grant.mechanism() {
        Mechanism::Policy => grant.actions().to_vec(),
        Mechanism::KmsGrant => grant.actions_of(Service::S3).collect(),
    };
    let requests = requests_about(grant, std::slice::from_ref(principal), &actions);
    requests.iter().all(|request| {
        let gates = snapshot.authorize(request).gates;
        gates.iter().any(|gate| gate.gate == Gate::IdentityPolicy && gate.verdict == Verdict::Allowed)
    })
}

fn inline_policy<'s>(principal: &PrincipalArn, snapshot: &'s Snapshot) -> Option<&'s PolicyDocument> {
    snapshot.principals.get(principal)?.identity_policies.get(INLINE_POLICY)
}

fn statements(document: Option<&PolicyDocument>) -> Vec<Statement> {
    document.map(|document| document.policy().statements.iter().cloned().collect()).unwrap_or_default()
}

fn ours(grant: &CrossAccountGrant) -> Vec<Statement> {
    grant.policies().identity_policy().statements.iter().cloned().collect()
}

#[cfg(test)]
mod tests;
