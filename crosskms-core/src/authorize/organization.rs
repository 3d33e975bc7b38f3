//! The policies of an organization: every level must let a request pass (R4.1, R4.45, R4.46).

use super::certainty::Certainty;
use super::policy_set::{PolicySet, Weight};
use super::request::Request;
use crate::action::{Service, kms};
use crate::arn::AccountId;

/// Whether SCPs bind the caller: they do not bind who is not of the organization's members (R4.45).
pub(super) fn scps_bind(request: &Request, management: Option<AccountId>) -> bool {
    let account = request.account();
    account.is_some() && account != management && !request.is_by_service_linked_role()
}

/// Whether RCPs bind the request (R4.18, R4.46).
pub(super) fn rcps_bind(
    request: &Request,
    management: Option<AccountId>,
    key_is_aws_managed: Certainty,
) -> Certainty {
    let is_kms = request.is_of(Service::Kms);
    let supports = is_kms || request.is_of(Service::S3);
    let exempt = request.known_action() == Some(kms::RetireGrant) || request.is_by_service_linked_role();
    let binds = supports && !exempt && Some(request.resource_account) != management;
    let of_aws = if is_kms { key_is_aws_managed } else { Certainty::No };
    Certainty::from(binds).and(of_aws.negated())
}

/// What all levels say together: a deny on any, an allow on each.
pub(super) fn weigh(
    levels: &[PolicySet<'_>],
    request: &Request,
    has_boundary: Certainty,
) -> (Certainty, Certainty) {
    let weigh = |level: &PolicySet<'_>| -> Weight { level.weigh(request, has_boundary) };
    levels.iter().map(weigh).fold((Certainty::No, Certainty::Yes), |(denies, allows), level| {
        (denies.or(level.denies), allows.and(level.allows_at_all()))
    })
}

/// The same for RCPs: `RCPFullAWSAccess`, which cannot be detached, allows on every level that has policies.
pub(super) fn weigh_rcps(
    levels: &[PolicySet<'_>],
    request: &Request,
    has_boundary: Certainty,
) -> (Certainty, Certainty) {
    let (denies, _) = weigh(levels, request, has_boundary);
    (denies, Certainty::from(!levels.iter().any(PolicySet::is_empty)))
}
