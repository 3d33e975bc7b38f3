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
    /// `KeyUsage`; empty where it is not known.
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
    let (fits, unfit) = match fits(key, action) {
        Certainty::No => return (Certainty::No, Some(Obstacle::Usage(action, &key.usage, &key.spec))),
        Certainty::Unknown => {
            (Certainty::Unknown, Some(Obstacle::UnknownUsage(action, &key.usage, &key.spec)))
        }
        Certainty::Yes => (Certainty::Yes, None),
    };
    let (works, obstacle) = match works_in_state(action, &key.state) {
        Certainty::Yes => (Certainty::Yes, None),
        Certainty::No => (Certainty::No, Some(Obstacle::State(&key.state))),
        Certainty::Unknown => (Certainty::Unknown, Some(Obstacle::UnknownState(action, &key.state))),
    };
    (works.and(fits), obstacle.or(unfit))
}

/// Whether the key is for such an action, by its spec and usage (section 2.2 of the rulebook).
fn fits(key: &KeySettings, action: Action) -> Certainty {
    let usages = action.key_usages();
    if usages.is_empty() {
        return Certainty::Yes;
    }
    let is_for = |usage: &str| match KeyUsage::of_key(&key.spec, usage) {
        Some(usage) => Certainty::from(usages.contains(&usage)),
        None => Certainty::Unknown,
    };
    if !key.usage.is_empty() {
        return is_for(&key.usage);
    }
    let possible = KeyUsage::names_for(&key.spec).iter().map(|usage| is_for(usage));
    let (least, most) = (possible.clone().min(), possible.max());
    if least == most { least.unwrap_or(Certainty::Unknown) } else { Certainty::Unknown }
}
