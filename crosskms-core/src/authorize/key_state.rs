//! Which actions work with a key in which state: AWS's table (section 5.2 of the rulebook).

use super::certainty::Certainty;
use crate::action::{Action, kms};

/// Whether an action works with a key in this state.
pub(super) fn works_in_state(action: Action, state: &str) -> Certainty {
    let works = |in_states: &[&str]| Certainty::from(in_states.contains(&state));
    match state {
        "Enabled" => return Certainty::from(action != kms::CancelKeyDeletion),
        "Disabled"
        | "PendingDeletion"
        | "PendingReplicaDeletion"
        | "PendingImport"
        | "Unavailable"
        | "Creating"
        | "Updating" => {}
        _ => return Certainty::Unknown,
    }
    if is_cryptographic(action) {
        return works(&["Updating"]);
    }
    if ALWAYS.contains(&action) {
        return Certainty::Yes;
    }
    let pending_deletion = matches!(state, "PendingDeletion" | "PendingReplicaDeletion");
    if NEVER_TO_BE_DELETED.contains(&action) {
        return Certainty::from(!pending_deletion);
    }
    if action == kms::CreateGrant {
        return works(&["Unavailable", "Updating"]);
    }
    if action == kms::CancelKeyDeletion {
        return Certainty::from(pending_deletion);
    }
    if action == kms::EnableKey || action == kms::DisableKey {
        return works(&["Disabled", "Unavailable"]);
    }
    if action == kms::ScheduleKeyDeletion {
        return Certainty::from(!pending_deletion && state != "Updating");
    }
    // What depends on the origin of the key, or is not in the table, is unknown.
    let (works, fails): (&[&str], &[&str]) = if action == kms::UpdateAlias {
        (&["Disabled", "PendingImport", "Unavailable", "Creating", "Updating"], &[])
    } else if action == kms::DeleteImportedKeyMaterial {
        (
            &["Disabled", "PendingDeletion", "PendingReplicaDeletion", "PendingImport"],
            &["Creating", "Updating"],
        )
    } else if action == kms::GetParametersForImport {
        let fails = &["PendingDeletion", "PendingReplicaDeletion", "Unavailable", "Creating", "Updating"];
        (&["PendingImport"], fails)
    } else if action == kms::ImportKeyMaterial {
        let fails = &["PendingDeletion", "PendingReplicaDeletion", "Unavailable", "Creating"];
        (&["PendingImport", "Updating"], fails)
    } else if action == kms::GetKeyRotationStatus {
        (&[], &["PendingImport", "Unavailable"])
    } else if action == kms::EnableKeyRotation || action == kms::DisableKeyRotation {
        (
            &[],
            &[
                "Disabled",
                "PendingDeletion",
                "PendingReplicaDeletion",
                "PendingImport",
                "Unavailable",
                "Creating",
            ],
        )
    } else if action == kms::ReplicateKey {
        let fails = &[
            "Disabled",
            "PendingDeletion",
            "PendingReplicaDeletion",
            "PendingImport",
            "Creating",
            "Updating",
        ];
        (&[], fails)
    } else if action == kms::UpdatePrimaryRegion {
        let fails = &["Disabled", "PendingDeletion", "PendingReplicaDeletion", "PendingImport", "Creating"];
        (&["Updating"], fails)
    } else {
        (&[], &[])
    };
    if works.contains(&state) {
        Certainty::Yes
    } else if fails.contains(&state) {
        Certainty::No
    } else {
        Certainty::Unknown
    }
}

/// What works in every state.
const ALWAYS: [Action; 9] = [
    kms::DeleteAlias,
    kms::DescribeKey,
    kms::GetKeyPolicy,
    kms::ListGrants,
    kms::ListKeyPolicies,
    kms::ListResourceTags,
    kms::PutKeyPolicy,
    kms::RetireGrant,
    kms::RevokeGrant,
];

/// What works in every state but before deletion.
const NEVER_TO_BE_DELETED: [Action; 4] =
    [kms::CreateAlias, kms::TagResource, kms::UntagResource, kms::UpdateKeyDescription];

/// Whether an action uses the material of the key.
pub(super) fn is_cryptographic(action: Action) -> bool {
    let is_used = !action.key_usages().is_empty() && !action.is_metadata() && !is_about_rotation(action);
    is_used || action == kms::GetPublicKey
}

/// Whether an action is about the rotation of a key, which symmetric ones alone have.
fn is_about_rotation(action: Action) -> bool {
    [kms::EnableKeyRotation, kms::DisableKeyRotation, kms::RotateKeyOnDemand].contains(&action)
}
