//! Grants that cannot stand side by side.

use crosskms::CrossAccountGrant;
use crosskms::grant::{Conflict, IdentityPolicy, Mechanism};

use super::Check;
use crate::plan::Refusal;

pub(super) static SHARED_NAME: Check =
    Check { name: "shared-name", summary: "no two grants write the same Sids", may_be_allowed: false };

pub(super) static CONFLICTING_ENCRYPTION: Check = Check {
    name: "conflicting-encryption",
    summary: "grants on one bucket want the same default encryption",
    may_be_allowed: false,
};

pub(super) static FIELD: Check =
    Check { name: "field", summary: "plans know every field of the grants", may_be_allowed: false };

/// Grants that cannot stand side by side, or that plans cannot carry out.
pub(in crate::plan) fn of_grants(grants: &[CrossAccountGrant]) -> Vec<Refusal> {
    let conflicts = Conflict::among(grants).into_iter().filter_map(|(position, conflict)| {
        let check = Check::named(conflict.check).unwrap_or(&SHARED_NAME);
        Some(Refusal::new(grants.get(position)?.name(), check, conflict.message).help(conflict.help))
    });
    super::once_each(conflicts.chain(grants.iter().filter_map(of_field)).collect())
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
    let refusal = Refusal::new(grant.name(), &FIELD, format!("grants with `{field}` cannot be applied yet"));
    Some(refusal.help("apply what `crosskms policies` prints in another way"))
}
