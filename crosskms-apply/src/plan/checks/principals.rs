//! The roles and users of the consumer.

use crosskms::CrossAccountGrant;
use crosskms::arn::{PrincipalArn, PrincipalKind};

use super::Check;
use crate::plan::Refusal;
use crate::snapshot::Snapshot;

pub(super) static PRINCIPAL_NOT_FOUND: Check =
    Check { name: "principal-not-found", summary: "every role and user exists", may_be_allowed: false };

pub(super) static SERVICE_LINKED_ROLE: Check = Check {
    name: "service-linked-role",
    summary: "no principal that needs an identity policy is a role that AWS alone can edit",
    may_be_allowed: false,
};

pub(super) fn unusable(grant: &CrossAccountGrant, snapshot: &Snapshot) -> Vec<Refusal> {
    let named = grant.principals().iter().filter(|principal| principal.kind() != PrincipalKind::Account);
    // R2.61: a KMS grant needs none.
    let needs_policy = !grant.policies().identity_policy().statements.is_empty();
    named.filter_map(|principal| of_principal(principal, needs_policy, snapshot)).collect()
}

fn of_principal(principal: &PrincipalArn, needs_policy: bool, snapshot: &Snapshot) -> Option<Refusal> {
    // R5.37: no identity policy of it can be written, so the grant would never come true.
    if needs_policy && principal.path().starts_with("/aws-service-role/") {
        let message = "IAM lets nobody edit a service-linked role, so it cannot be given an identity policy";
        let help = "write `mechanism: kms_grant` for the key alone; a KMS grant needs no identity policy";
        return Some(Refusal::new(principal, &SERVICE_LINKED_ROLE, message).help(help));
    }
    (!snapshot.principals.contains_key(principal)).then(|| {
        Refusal::new(principal, &PRINCIPAL_NOT_FOUND, "the role or user does not exist")
            .help("create it first; AWS refuses policies that name principals which do not exist")
    })
}
