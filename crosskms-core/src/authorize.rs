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

pub use caller::Caller;
pub use evidence::{Evidence, Gate, Standing};
pub use granted::{granted_requests, requests_about};
pub use policy_gate::{GateReport, Nearest, Verdict};
pub use request::{Context, Request};

use certainty::Certainty;
use policy_gate::{PolicyGate, PolicyKind, Weight};

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
    /// The answer; unknown when a gate that was not read could change it.
    pub decision: Decision,
    /// The answer of the gates that were read, as if there were no others. It proves nothing, but tells an operator
    /// whether what was written does what it should.
    pub as_read: Decision,
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
    let is_kms = request.is_of(Service::Kms);
    let (resource_gate, resource_kind) =
        if is_kms { (Gate::KeyPolicy, PolicyKind::Key) } else { (Gate::BucketPolicy, PolicyKind::Bucket) };
    let identity = PolicyGate::weigh(PolicyKind::Identity, &evidence.identity_policies, request);
    let resource_policy: Vec<_> = evidence.resource_policy.map(|policy| ("", policy)).into_iter().collect();
    let resource = PolicyGate::weigh(resource_kind, &resource_policy, request);

    let (identity_read, resource_read) =
        (evidence.is_read(Gate::IdentityPolicy), evidence.is_read(resource_gate));
    let decision = decide(
        request,
        identity.weight.unless_read(identity_read),
        resource.weight.unless_read(resource_read),
        evidence.of_kms_grants(request),
        evidence.limits(request, Certainty::Unknown),
    );
    let limits = evidence.limits(request, Certainty::Yes);
    let as_read = decide(request, identity.weight, resource.weight, Certainty::No, limits);

    let mut gates = Vec::new();
    if let (Some(account), true) = (request.caller.account(), request.caller.has_identity_policies()) {
        gates.push(identity.report(Gate::IdentityPolicy, account, identity_read));
    }
    gates.push(resource.report(resource_gate, request.resource_account, resource_read));
    let others = evidence.other_gates(request);
    gates.extend(others.map(|(gate, standing)| GateReport::without_policies(gate, standing, request)));
    Authorization { decision, as_read, gates, reason: reason(request) }
}

/// AWS's procedure, over what each gate says.
fn decide(
    request: &Request,
    identity: Weight,
    resource: Weight,
    kms_grant: Certainty,
    limits: Certainty,
) -> Decision {
    let is_kms = request.is_of(Service::Kms);
    let cross_account = is_cross_account(request);

    // R4.1: an explicit deny wins, whatever else is allowed.
    let denied = identity.denies.or(resource.denies);

    // Only some actions work on the resource of another account (R2.1, R4.15).
    let works = match Action::named(&request.action) {
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
    let allowed = by_policies.or(kms_grant).and(works).and(limits);

    match (denied, allowed) {
        (Certainty::Yes, _) => Decision::ExplicitDeny,
        (_, Certainty::No) => Decision::ImplicitDeny,
        (Certainty::Unknown, _) | (_, Certainty::Unknown) => Decision::Unknown,
        (Certainty::No, Certainty::Yes) => Decision::Allowed,
    }
}

fn is_cross_account(request: &Request) -> bool {
    request.caller.account() != Some(request.resource_account)
}

fn reason(request: &Request) -> Option<String> {
    match Action::named(&request.action) {
        None => Some(format!("`{}` is not an action that the tables know", request.action)),
        Some(action) if is_cross_account(request) && !action.works_across_accounts() => {
            Some(format!("`{action}` has no effect on a resource of another account"))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
