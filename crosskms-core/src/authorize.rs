//! The decision: whether AWS allows a request, and every gate's part in the answer.
//!
//! [`authorize`] follows AWS's own order of evaluation (R4.1 to R4.16). What is not known is *unknown*: a gate
//! that nobody could read, or that this procedure does not weigh yet, never helps to allow a request.

mod caller;
mod certainty;
mod condition;
mod evidence;
mod granted;
mod policy_gate;
mod request;
mod statement;
mod wildcard;

pub use caller::Caller;
pub use evidence::{Evidence, Gate};
pub use granted::granted_requests;
pub use policy_gate::{GateReport, Nearest, Verdict};
pub use request::{Context, Request};

use certainty::Certainty;
use policy_gate::{PolicyGate, PolicyKind};

use crate::action::{Action, Service};

/// What AWS answers, as far as it can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Decision {
    /// Every gate allows.
    Allowed,
    /// No gate denies, but one that must allow is silent.
    ImplicitDeny,
    /// A gate denies.
    ExplicitDeny,
    /// The answer depends on a gate or a value that is not known.
    Unknown,
}

/// A decision with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Authorization {
    /// The answer.
    pub decision: Decision,
    /// Every gate that takes part, in AWS's order.
    pub gates: Vec<GateReport>,
    /// A reason that lies in no policy.
    pub reason: Option<String>,
}

impl Decision {
    /// The word as scenarios and answers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ImplicitDeny => "implicit_deny",
            Self::ExplicitDeny => "explicit_deny",
            Self::Unknown => "unknown",
        }
    }
}

impl std::fmt::Display for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Decides one request over the policies that take part.
pub fn authorize(request: &Request, evidence: &Evidence<'_>) -> Authorization {
    let action = Action::named(&request.action);
    let is_kms = request.is_of(Service::Kms);
    let cross_account = request.caller.account() != Some(request.resource_account);

    let identity = PolicyGate::weigh(PolicyKind::Identity, evidence.identity_policies.as_deref(), request);
    let resource_kind = if is_kms { PolicyKind::Key } else { PolicyKind::Bucket };
    let resource = PolicyGate::weigh(resource_kind, evidence.resource_policies().as_deref(), request);

    // R4.1: an explicit deny wins, whatever else is allowed.
    let denied = identity.denies.or(resource.denies);

    // Only some actions work on the resource of another account (R2.1, R4.15).
    let works = match action {
        Some(action) if cross_account && !action.works_across_accounts() => Certainty::No,
        Some(_) => Certainty::Yes,
        None => Certainty::Unknown,
    };

    let named = resource.allows_directly;
    let delegated = resource.allows_account;
    let by_identity = if request.caller.is_root() { Certainty::Yes } else { identity.allows_directly };
    let by_policies = match (is_kms, cross_account) {
        _ if !request.caller.has_identity_policies() => named, // R4.3, R4.4
        (true, false) => named.or(delegated.and(by_identity)), // R4.11 to R4.13
        (false, false) => named.or(by_identity),               // section 4.1, same account
        (_, true) => named.or(delegated).and(by_identity),     // R4.14; section 4.1, cross account
    };
    // R4.16: a KMS grant can stand in for the policies, and for the identity policy of an outsider (R2.61).
    let by_grant = if is_kms { evidence.of(Gate::KmsGrant) } else { Certainty::No };
    let allowed = by_policies.or(by_grant).and(works).and(evidence.limits(is_kms));

    let decision = match (denied, allowed) {
        (Certainty::Yes, _) => Decision::ExplicitDeny,
        (_, Certainty::No) => Decision::ImplicitDeny,
        (Certainty::Unknown, _) | (_, Certainty::Unknown) => Decision::Unknown,
        (Certainty::No, Certainty::Yes) => Decision::Allowed,
    };
    let mut gates = Vec::new();
    if let (Some(account), true) = (request.caller.account(), request.caller.has_identity_policies()) {
        gates.push(identity.report(Gate::IdentityPolicy, account));
    }
    let resource_gate = if is_kms { Gate::KeyPolicy } else { Gate::BucketPolicy };
    gates.push(resource.report(resource_gate, request.resource_account));
    gates.extend(evidence.unknown_gates(is_kms).map(|gate| GateReport::unknown(gate, request)));
    Authorization { decision, gates, reason: reason(request, action, works) }
}

fn reason(request: &Request, action: Option<Action>, works: Certainty) -> Option<String> {
    match (action, works) {
        (None, _) => Some(format!("`{}` is not an action that the tables know", request.action)),
        (Some(action), Certainty::No) => Some(format!("`{action}` has no effect on a resource of another account")),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
