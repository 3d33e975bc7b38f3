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

/// Whether RCPs bind the request (R4.46).
pub(super) fn rcps_bind(request: &Request, management: Option<AccountId>, aws_managed_key: bool) -> bool {
    let supports = request.is_of(Service::Kms) || request.is_of(Service::S3);
    let exempt = aws_managed_key || request.known_action() == Some(kms::RetireGrant);
    supports
        && !exempt
        && Some(request.resource_account) != management
        && !request.is_by_service_linked_role()
}

/// What all levels say together: a deny on any, an allow on each.
pub(super) fn weigh(levels: &[PolicySet<'_>], request: &Request) -> (Certainty, Certainty) {
    let weigh = |level: &PolicySet<'_>| -> Weight { level.weigh(request, Certainty::No) };
    levels.iter().map(weigh).fold((Certainty::No, Certainty::Yes), |(denies, allows), level| {
        (denies.or(level.denies), allows.and(level.allows_at_all()))
    })
}

/// The same for RCPs: `RCPFullAWSAccess`, which cannot be detached, allows on every level that has policies.
pub(super) fn weigh_rcps(levels: &[PolicySet<'_>], request: &Request) -> (Certainty, Certainty) {
    let (denies, _) = weigh(levels, request);
    (denies, Certainty::from(!levels.iter().any(PolicySet::is_empty)))
}
