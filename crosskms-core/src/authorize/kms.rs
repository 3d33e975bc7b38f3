//! What KMS itself decides: what KMS grants allow, and whether the key can be used.

use std::collections::BTreeMap;

use super::caller::Caller;
use super::certainty::Certainty;
use super::context::Presence;
use super::key_state::{is_cryptographic, works_in_state};
use super::kms_grant::KmsGrant;
use super::obstacle::Obstacle;
use super::principal::Named;
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

impl KmsGrant {
    /// Whether the grant allows a request.
    pub(super) fn allows(&self, request: &Request) -> Certainty {
        let operation = request.action.split_once(':').map_or("", |(_, name)| name);
        // R2.60: KMS makes no grant of what is not grantable.
        if !request.known_action().is_some_and(Action::is_grantable)
            || !self.operations.iter().any(|named| named.eq_ignore_ascii_case(operation))
        {
            return Certainty::No;
        }
        let naming = Named::grantee(&self.grantee).naming(request);
        let of_account = match request.caller.is_root() {
            true => naming.account,
            // What a grant to a whole account gives to whom of it is not documented.
            false => naming.account.and(Certainty::Unknown),
        };
        naming.itself.or(naming.role).or(of_account).and(self.constraints_hold(request))
    }

    /// R2.63: constraints are ignored where there is no encryption context.
    fn constraints_hold(&self, request: &Request) -> Certainty {
        let is_constrained =
            self.encryption_context_subset.is_some() || self.encryption_context_equals.is_some();
        let is = |action: Action| request.known_action() == Some(action);
        if is(kms::DescribeKey) || is(kms::RetireGrant) {
            return Certainty::Yes;
        }
        // The constraints of the grant that is made count, which the request does not show (R2.62).
        if is(kms::CreateGrant) && is_constrained {
            return Certainty::Unknown;
        }
        let subset =
            self.encryption_context_subset.as_ref().map_or(Certainty::Yes, |pairs| has(request, pairs));
        let equals = self.encryption_context_equals.as_ref().map_or(Certainty::Yes, |pairs| {
            let is_listed = |name: &str| pairs.keys().any(|listed| listed.eq_ignore_ascii_case(name));
            let others = request.context.encryption_context().any(|(name, _)| !is_listed(name));
            // Of an open context more pairs may be there than are known.
            let no_others = match (others, request.context.is_open()) {
                (true, _) => Certainty::No,
                (false, true) => Certainty::Unknown,
                (false, false) => Certainty::Yes,
            };
            has(request, pairs).and(no_others)
        });
        // For which resource a service acts, the request does not show.
        let source = if self.source_arn.is_some() { Certainty::Unknown } else { Certainty::Yes };
        subset.and(equals).and(source)
    }
}

/// Whether the request's encryption context has all these pairs.
fn has(request: &Request, pairs: &BTreeMap<String, String>) -> Certainty {
    let has_one = |(name, value): (&String, &String)| {
        let mut of_request = request.context.encryption_context();
        match of_request.find(|(key, _)| key.eq_ignore_ascii_case(name)) {
            Some((key, actual)) if key == name => Certainty::from(actual == value),
            // AWS documents the case of names as counting and as not counting.
            Some((_, actual)) if actual == value => Certainty::Unknown,
            Some(_) => Certainty::No,
            None if request.context.is_open() => Certainty::Unknown,
            None => Certainty::No,
        }
    };
    pairs.iter().map(has_one).fold(Certainty::Yes, Certainty::and)
}

impl Named {
    /// The grantee of a KMS grant.
    fn grantee(text: &str) -> Self {
        match text.parse::<Caller>() {
            Ok(Caller::Service(name)) => Self::Service(name.into()),
            // R1.34: a KMS grant has one grantee.
            _ if text == "*" => Self::Nobody,
            _ => Self::of_aws(text),
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
