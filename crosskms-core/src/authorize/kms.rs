//! What KMS itself decides: KMS grants, and whether the key can be used.

use std::collections::BTreeMap;

use super::caller::Caller;
use super::certainty::Certainty;
use super::context::Presence;
use super::key_state::{is_cryptographic, works_in_state};
use super::obstacle::Obstacle;
use super::request::Request;
use crate::action::{Action, KeyUsage, kms};

/// A KMS grant: one key, one grantee, some operations (R2.60).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct KmsGrant {
    /// `Name`, if it has one.
    pub name: Option<String>,
    /// `GranteePrincipal`, the ARN of a principal, or `GranteeServicePrincipal`.
    pub grantee: String,
    /// `Operations`, as the API spells them, for example `Decrypt`.
    pub operations: Vec<String>,
    /// `EncryptionContextSubset`: pairs that the request must have.
    pub encryption_context_subset: Option<BTreeMap<String, String>>,
    /// `EncryptionContextEquals`: all pairs that the request must have.
    pub encryption_context_equals: Option<BTreeMap<String, String>>,
}

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

impl KmsGrant {
    /// A grant without constraints.
    pub fn new<S: Into<String>>(grantee: impl Into<String>, operations: impl IntoIterator<Item = S>) -> Self {
        let operations = operations.into_iter().map(Into::into).collect();
        Self { grantee: grantee.into(), operations, ..Self::default() }
    }

    /// The member of `CreateGrant` that names the grantee.
    pub fn grantee_member(&self) -> &'static str {
        match self.grantee.parse::<Caller>() {
            Ok(Caller::Service(_)) => "GranteeServicePrincipal",
            _ => "GranteePrincipal",
        }
    }
}

/// Whether the key can do what is asked of it, and if not, why.
pub(super) fn usability<'k>(
    key: &'k KeySettings,
    request: &Request,
    cross_account: bool,
) -> (Certainty, Option<Obstacle<'k>>) {
    if key.manager == "AWS" && cross_account {
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
    if !usages.is_empty() && usage_of(key).is_some_and(|usage| !usages.contains(&usage)) {
        return (Certainty::No, Some(Obstacle::Usage(action, &key.usage)));
    }
    match works_in_state(action, &key.state) {
        Certainty::Yes => (Certainty::Yes, None),
        Certainty::No => (Certainty::No, Some(Obstacle::State(&key.state))),
        Certainty::Unknown => (Certainty::Unknown, Some(Obstacle::UnknownState(action, &key.state))),
    }
}

/// What a key is for; `ENCRYPT_DECRYPT` means one thing for symmetric keys and another for all others.
fn usage_of(key: &KeySettings) -> Option<KeyUsage> {
    Some(match key.usage.as_str() {
        "ENCRYPT_DECRYPT" if key.spec == "SYMMETRIC_DEFAULT" => KeyUsage::SymmetricEncryption,
        "ENCRYPT_DECRYPT" => KeyUsage::AsymmetricEncryption,
        "SIGN_VERIFY" => KeyUsage::SignVerify,
        "GENERATE_VERIFY_MAC" => KeyUsage::GenerateVerifyMac,
        "KEY_AGREEMENT" => KeyUsage::KeyAgreement,
        "ENCAPSULATE_DECAPSULATE" => KeyUsage::EncapsulateDecapsulate,
        _ => return None,
    })
}
