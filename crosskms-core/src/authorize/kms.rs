//! What KMS itself decides: whether the key can be used.

use super::certainty::Certainty;
use super::context::Presence;
use super::key_state::{is_cryptographic, works_in_state};
use super::obstacle::Obstacle;
use super::request::Request;
use crate::action::{Action, KeyUsage, kms};

/// What `DescribeKey` tells of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySettings {
    /// `KeyState`.
    pub state: String,
    /// `KeySpec`.
    pub spec: String,
    /// `KeyUsage`.
    pub usage: String,
    /// `KeyManager`: `AWS` or `CUSTOMER`.
    pub manager: String,
}

/// A symmetric customer managed key that is enabled, as `CreateKey` makes it (R5.8).
impl Default for KeySettings {
    fn default() -> Self {
        Self {
            state: "Enabled".to_owned(),
            spec: "SYMMETRIC_DEFAULT".to_owned(),
            usage: "ENCRYPT_DECRYPT".to_owned(),
            manager: "CUSTOMER".to_owned(),
        }
    }
}

/// Whether the key can do what is asked of it, and if not, why.
pub(super) fn usability<'k>(key: &'k KeySettings, request: &Request) -> (Certainty, Option<Obstacle<'k>>) {
    // R2.27: it is for its own account, and for services.
    if key.manager == "AWS" && request.account().is_some() && request.is_cross_account() {
        return (Certainty::No, Some(Obstacle::AwsManagedKey));
    }
    // R4.17: what needs no key, needs none that can be used.
    let Some(action) = request.known_action().filter(|action| !action.resource_types().is_empty()) else {
        return (Certainty::Yes, None);
    };
    if (is_cryptographic(action) || action == kms::CreateGrant) && key.spec != "SYMMETRIC_DEFAULT" {
        let obstacle = Obstacle::SpecForS3(&key.spec);
        match request.context.presence("kms:viaservice") {
            Presence::Values(services) if services.iter().any(|service| service.starts_with("s3.")) => {
                return (Certainty::No, Some(obstacle));
            }
            Presence::Unknown => {
                let (otherwise, why) = usable_directly(key, action);
                return (otherwise.and(Certainty::Unknown), why.or(Some(obstacle)));
            }
            Presence::Values(_) | Presence::Absent => {}
        }
    }
    usable_directly(key, action)
}

/// Whether the key is for such an action and in a state for it.
fn usable_directly(key: &KeySettings, action: Action) -> (Certainty, Option<Obstacle<'_>>) {
    let usages = action.key_usages();
    if !usages.is_empty()
        && KeyUsage::of_key(&key.spec, &key.usage).is_some_and(|usage| !usages.contains(&usage))
    {
        return (Certainty::No, Some(Obstacle::Usage(action, &key.usage)));
    }
    match works_in_state(action, &key.state) {
        Certainty::Yes => (Certainty::Yes, None),
        Certainty::No => (Certainty::No, Some(Obstacle::State(&key.state))),
        Certainty::Unknown => (Certainty::Unknown, Some(Obstacle::UnknownState(action, &key.state))),
    }
}
