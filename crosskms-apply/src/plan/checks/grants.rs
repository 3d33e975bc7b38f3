//! Grants that cannot stand side by side.

use std::collections::HashMap;

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

/// Conflicts are between grants of one name, or on one bucket; others are not compared.
pub(in crate::plan) fn of_grants(grants: &[CrossAccountGrant]) -> Vec<Refusal> {
    let mut earlier: HashMap<String, Vec<&CrossAccountGrant>> = HashMap::new();
    let mut refusals = Vec::new();
    for later in grants {
        let bucket = later.bucket().map(ToString::to_string);
        for shared in [Some(later.name().sid_stem()), bucket].into_iter().flatten() {
            let others = earlier.entry(shared).or_default();
            let conflicts = others.iter().filter_map(|earlier| Conflict::between(earlier, later));
            refusals.extend(conflicts.map(|conflict| {
                let check = Check::named(conflict.check).unwrap_or(&SHARED_NAME);
                Refusal::new(later.name(), check, conflict.message).help(conflict.help)
            }));
            others.push(later);
        }
    }
    refusals.extend(grants.iter().filter_map(of_field));
    super::once_each(refusals)
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
