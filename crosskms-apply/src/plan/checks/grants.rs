//! Grants that cannot stand side by side.

use crosskms::CrossAccountGrant;
use crosskms::grant::Conflict;

use super::Check;
use crate::plan::Refusal;

pub(super) static SHARED_NAME: Check =
    Check { name: "shared-name", summary: "no two grants write the same Sids", may_be_allowed: false };

pub(super) static CONFLICTING_ENCRYPTION: Check = Check {
    name: "conflicting-encryption",
    summary: "grants on one bucket want the same default encryption",
    may_be_allowed: false,
};

/// Grants that cannot stand side by side.
pub(in crate::plan) fn of_grants(grants: &[CrossAccountGrant]) -> Vec<Refusal> {
    let conflicts = Conflict::among(grants).into_iter().filter_map(|(position, conflict)| {
        let check = Check::named(conflict.check).unwrap_or(&SHARED_NAME);
        Some(Refusal::new(grants.get(position)?.name(), check, conflict.message).help(conflict.help))
    });
    super::once_each(conflicts.collect())
}
