//! AWS's procedure, over what each gate says (section 4 of the rulebook).

use super::Decision;
use super::caller::Caller;
use super::certainty::Certainty;
use super::policy_set::Weight;
use super::principal::Naming;
use super::request::Request;
use crate::action::{Action, Service, kms};

/// What each gate says of one request. Of a gate that does not take part, that it lets the request pass.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voices {
    pub(super) identity: Weight,
    pub(super) boundary: Weight,
    pub(super) session: Weight,
    /// Whether an SCP denies, and whether every level allows.
    pub(super) scps: (Certainty, Certainty),
    /// The same of the RCPs.
    pub(super) rcps: (Certainty, Certainty),
    pub(super) endpoint: Weight,
    /// The policy of the key or bucket, together with that of an access point.
    pub(super) resource: Weight,
    /// Whether a KMS grant allows it.
    pub(super) kms_grant: Certainty,
    /// Whether a KMS grant lets the caller retire it, whatever policies say.
    pub(super) retiring: Certainty,
    /// Whether the key can be used, or the settings of the bucket let the request pass.
    pub(super) settings: Certainty,
}

/// Decides.
pub(super) fn decide(request: &Request, voices: &Voices) -> Decision {
    // R4.17: no key, no key policy.
    let resource_denies = match takes_no_resource(request) {
        true => Certainty::No,
        false => voices.resource.denies,
    };
    // R4.1: an explicit deny in any policy wins, in whatever order they are looked at.
    let denied = [
        voices.identity.denies,
        voices.boundary.denies,
        voices.session.denies,
        voices.scps.0,
        voices.rcps.0,
        voices.endpoint.denies,
        resource_denies,
    ]
    .into_iter()
    .fold(Certainty::No, Certainty::or);

    // R4.2, R4.5: boundary and session policy limit what the caller's own policies give.
    let limits = voices.boundary.allows_at_all().and(voices.session.allows_at_all());
    let by_identity = voices.identity.allows_at_all().and(limits);
    let Naming { itself, role, account } = voices.resource.allows;
    let by_policies = match Case::of(request) {
        Case::NothingAllows => Certainty::No,
        // R4.3, R4.4: nobody whose policies could count.
        Case::WithoutIdentity => itself,
        Case::WithoutResource => by_identity,
        // R4.10 to R4.13: nothing without the key policy; an identity policy counts only where that names the account.
        Case::KeyOfOwnAccount => itself.or(role.and(limits)).or(account.and(by_identity)),
        // Section 4.1, same account: either side is enough.
        Case::BucketOfOwnAccount => itself.or(role.and(limits)).or(by_identity),
        // R4.14 and section 4.1, cross account: both sides must allow, and the caller's limits always count.
        Case::OtherAccount => voices.resource.allows.at_all().and(by_identity),
        // R2.65: no policy decides, but who made the KMS grant and whom it lets retire it.
        Case::RetiringGrant => voices.retiring,
    };
    // R4.16, R2.61: a KMS grant stands in for all of that. What limits of the caller do to it is not documented.
    let by_grant = match limits {
        Certainty::Yes => voices.kms_grant,
        _ => voices.kms_grant.and(Certainty::Unknown),
    };
    // SCPs and RCPs never give anything; neither do an endpoint, the key's state, a bucket's settings.
    let passes = voices.scps.1.and(voices.rcps.1).and(voices.endpoint.allows_at_all()).and(voices.settings);
    let allowed = by_policies.or(by_grant).and(passes).and(works(request));

    match (denied, allowed) {
        (Certainty::Yes, _) => Decision::ExplicitDeny,
        (_, Certainty::No) => Decision::ImplicitDeny,
        (Certainty::Unknown, _) | (_, Certainty::Unknown) => Decision::Unknown,
        (Certainty::No, Certainty::Yes) => Decision::Allowed,
    }
}

/// R4.17: whether there is no policy of a resource. An alias has none, either.
pub(super) fn takes_no_resource(request: &Request) -> bool {
    request.is_about_alias()
        || request.known_action().is_some_and(|action| action.resource_types().is_empty())
}

/// Which of AWS's cases a request is.
enum Case {
    NothingAllows,
    WithoutIdentity,
    WithoutResource,
    KeyOfOwnAccount,
    BucketOfOwnAccount,
    OtherAccount,
    RetiringGrant,
}

impl Case {
    fn of(request: &Request) -> Self {
        let has_account = request.account().is_some();
        // R2.30: KMS takes no request that is not signed.
        let unsigned = matches!(request.caller, Caller::Anonymous) && request.is_of(Service::Kms);
        if unsigned || (takes_no_resource(request) && !has_account) {
            Self::NothingAllows
        } else if request.known_action() == Some(kms::RetireGrant) {
            Self::RetiringGrant
        } else if !has_account {
            Self::WithoutIdentity
        } else if takes_no_resource(request) {
            Self::WithoutResource
        } else if request.is_cross_account() {
            Self::OtherAccount
        } else if request.is_of(Service::Kms) {
            Self::KeyOfOwnAccount
        } else {
            Self::BucketOfOwnAccount
        }
    }
}

/// Why a request comes to nothing, or may, whatever the policies say.
enum Futility {
    /// R1.5: nothing leads from one partition to another.
    OtherPartition,
    /// R2.1, R4.15: the action has no effect for the callers of other accounts.
    OtherAccount(Action),
    /// R1.24: a policy names keys by their own ARN, which an alias does not tell.
    Alias(Action),
    UnknownAction,
}

impl Futility {
    fn of(request: &Request) -> Option<Self> {
        // Services are of no account, and so of no other one (R4.4).
        let is_service = matches!(request.caller, Caller::Service(_)) && request.is_of(Service::Kms);
        match request.known_action() {
            _ if request.crosses_partitions() => Some(Self::OtherPartition),
            None => Some(Self::UnknownAction),
            Some(action) if request.is_cross_account() && !is_service && !action.works_across_accounts() => {
                Some(Self::OtherAccount(action))
            }
            Some(action) if request.names_alias() && !request.is_about_alias() => Some(Self::Alias(action)),
            Some(_) => None,
        }
    }
}

/// Whether the request comes to something if the policies allow it.
fn works(request: &Request) -> Certainty {
    match Futility::of(request) {
        Some(Futility::OtherPartition | Futility::OtherAccount(_)) => Certainty::No,
        Some(Futility::Alias(_) | Futility::UnknownAction) => Certainty::Unknown,
        None => Certainty::Yes,
    }
}

/// A reason that lies in no policy.
pub(super) fn reason(request: &Request) -> Option<String> {
    Some(match Futility::of(request)? {
        Futility::OtherPartition => {
            format!("`{}` is in another partition than `{}`", request.caller, request.resource)
        }
        Futility::OtherAccount(action) => {
            format!("`{action}` has no effect on a resource of another account")
        }
        Futility::Alias(action) => {
            format!("on which key `{action}` works, the alias `{}` does not tell", request.resource)
        }
        Futility::UnknownAction => format!("`{}` is not an action that the tables know", request.action),
    })
}
