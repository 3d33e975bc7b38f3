//! Evidence made ready for many requests.

use std::sync::Arc;

use super::certainty::Certainty;
use super::evidence::{Evidence, Gate, Gates};
use super::kms::{KeySettings, KmsGrant, usability};
use super::organization::{self, rcps_bind, scps_bind};
use super::policy_set::{PolicySet, Weight};
use super::principal::Naming;
use super::procedure::{Voices, decide, is_cross_account, reason, takes_no_resource};
use super::report::GateReport;
use super::request::Request;
use super::s3::{BucketSettings, may_always_mend, policy_is_public};
use super::{Authorization, Decision};
use crate::action::{Action, Service};
use crate::arn::AccountId;

/// The policies and settings of [`Evidence`], made ready for many requests.
///
/// ```
/// # use crosskms_core::authorize::{Context, Decision, Evidence, Prepared, Request};
/// # let evidence = Evidence::complete();
/// let prepared = Prepared::of(&evidence);
/// # let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
/// for action in ["kms:Decrypt", "kms:GenerateDataKey"] {
///     let caller = "arn:aws:iam::444455556666:role/analytics".parse()?;
///     let request = Request::new(caller, action, key, "111122223333".parse()?, Context::new());
///     assert_eq!(prepared.decide(&request), Decision::ImplicitDeny);
/// }
/// # Ok::<(), crosskms_core::arn::ArnError>(())
/// ```
#[derive(Debug)]
pub struct Prepared<'p> {
    identity: PolicySet<'p>,
    boundary: Option<PolicySet<'p>>,
    session: Option<PolicySet<'p>>,
    scps: Option<Vec<PolicySet<'p>>>,
    rcps: Option<Vec<PolicySet<'p>>>,
    endpoint: Option<PolicySet<'p>>,
    resource: Arc<Resource<'p>>,
    access_point: Option<(String, PolicySet<'p>)>,
    kms_grants: Vec<KmsGrant>,
    key: Option<KeySettings>,
    bucket: Option<BucketSettings>,
    management_account: Option<AccountId>,
    read: Gates,
    hidden: Gates,
}

/// The policy of a key or bucket, which those who use it share.
#[derive(Debug)]
struct Resource<'p> {
    policies: PolicySet<'p>,
    is_public: bool,
}

/// What counts for a gate of which not all is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// It may say anything.
    MaySayAnything,
    /// As if there were nothing more.
    SaysNothing,
}

impl<'p> Prepared<'p> {
    /// Makes evidence ready.
    pub fn of(evidence: &Evidence<'p>) -> Self {
        let policy = evidence.resource_policy;
        let policies = policy.map(PolicySet::of_resource).unwrap_or_default();
        Self::with(evidence, Arc::new(Resource { policies, is_public: policy_is_public(policy) }))
    }

    /// Makes evidence of another caller about the same key or bucket ready.
    ///
    /// Of the evidence, the policy of the resource is passed over: it is the one that is ready here.
    #[must_use]
    pub fn beside(&self, evidence: &Evidence<'p>) -> Self {
        Self::with(evidence, Arc::clone(&self.resource))
    }

    fn with(evidence: &Evidence<'p>, resource: Arc<Resource<'p>>) -> Self {
        let unnamed =
            |policies: &Vec<&'p _>| PolicySet::of_principal(policies.iter().map(|policy| ("", *policy)));
        let scps = evidence.service_control_policies.as_ref();
        let rcps = evidence.resource_control_policies.as_ref();
        Self {
            identity: PolicySet::of_principal(evidence.identity_policies.iter().copied()),
            boundary: evidence.permissions_boundary.map(|policy| PolicySet::of_principal([("", policy)])),
            session: evidence.session_policies.as_ref().map(unnamed),
            scps: scps.map(|levels| levels.iter().map(unnamed).collect()),
            rcps: rcps.map(|levels| {
                levels.iter().map(|level| PolicySet::of_resources(level.iter().copied())).collect()
            }),
            endpoint: evidence.endpoint_policy.map(PolicySet::of_resource),
            resource,
            access_point: evidence.access_point.as_ref().map(|point| {
                (point.arn.clone(), point.policy.map(PolicySet::of_resource).unwrap_or_default())
            }),
            kms_grants: evidence.kms_grants.clone(),
            key: evidence.key.clone(),
            bucket: evidence.bucket.clone(),
            management_account: evidence.management_account,
            read: evidence.read,
            hidden: evidence.hidden,
        }
    }

    /// Decides a request, without reasons.
    pub fn decide(&self, request: &Request) -> Decision {
        decide(request, &self.voices(request, Unread::MaySayAnything))
    }

    /// Decides a request, with every gate's part in the answer.
    pub fn authorize(&self, request: &Request) -> Authorization {
        Authorization {
            decision: self.decide(request),
            as_read: decide(request, &self.voices(request, Unread::SaysNothing)),
            gates: self.report(request),
            reason: reason(request),
        }
    }

    /// What each gate says.
    fn voices(&self, request: &Request, unread: Unread) -> Voices {
        let has_boundary = self.has_boundary();
        let may_say_more =
            |gate: Gate| self.hidden.has(gate) || (unread == Unread::MaySayAnything && !self.read.has(gate));
        let more = |gate: Gate, weight: Weight| if may_say_more(gate) { weight.or(ANYTHING) } else { weight };
        // What is not there limits nothing, unless it was not read.
        let limit = |gate: Gate, policies: Option<&PolicySet<'_>>| match policies {
            Some(policies) => more(gate, policies.weigh(request, has_boundary)),
            None if may_say_more(gate) => ANYTHING,
            None => PASSES,
        };
        // What is attached to a level further up, or beside what was read, is not known.
        let levels = |gate: Gate, binds: Certainty, levels: Option<(Certainty, Certainty)>| {
            let (denies, allows) = match (levels, may_say_more(gate)) {
                (Some((denies, _)), true) => (denies.or(Certainty::Unknown), Certainty::Unknown),
                (None, true) => (Certainty::Unknown, Certainty::Unknown),
                (Some(levels), false) => levels,
                (None, false) => OPEN,
            };
            (denies.and(binds), allows.or(binds.negated()))
        };
        let is_kms = request.is_of(Service::Kms);
        let resource_gate = if is_kms { Gate::KeyPolicy } else { Gate::BucketPolicy };
        let mut resource = more(resource_gate, self.resource.policies.weigh(request, has_boundary));
        if may_always_mend(request) {
            resource.denies = Certainty::No;
        }
        if let Some((arn, policies)) = self.access_point.as_ref().filter(|_| !is_kms) {
            let through = policies.weigh(&request.about(object_of(arn, &request.resource)), has_boundary);
            // R4.31: both must allow.
            let through = more(Gate::AccessPointPolicy, through);
            resource = Weight {
                denies: resource.denies.or(through.denies),
                allows: resource.allows.in_both(through.allows),
            };
        }
        Voices {
            identity: match request.caller.has_identity_policies() {
                true => more(Gate::IdentityPolicy, self.identity.weigh(request, has_boundary)),
                // A root user has none and needs none.
                false => PASSES,
            },
            boundary: match request.caller.can_have_boundary() {
                true => limit(Gate::PermissionsBoundary, self.boundary.as_ref()),
                false => PASSES,
            },
            session: match request.caller.account().is_some() {
                true => limit(Gate::SessionPolicy, self.session.as_ref()),
                false => PASSES,
            },
            scps: levels(
                Gate::ServiceControlPolicy,
                Certainty::from(scps_bind(request, self.management_account)),
                self.scps.as_ref().map(|levels| organization::weigh(levels, request, has_boundary)),
            ),
            rcps: levels(
                Gate::ResourceControlPolicy,
                rcps_bind(
                    request,
                    self.management_account,
                    self.key_is_aws_managed(may_say_more(Gate::KeyState)),
                ),
                self.rcps.as_ref().map(|levels| organization::weigh_rcps(levels, request, has_boundary)),
            ),
            endpoint: limit(Gate::EndpointPolicy, self.endpoint.as_ref()),
            resource,
            kms_grant: self
                .kms_grant(request)
                .or(Certainty::from(can_be_granted(request) && may_say_more(Gate::KmsGrant))
                    .and(Certainty::Unknown)),
            settings: match self.settings(request) {
                Some((passes, _)) => passes,
                None if may_say_more(settings_gate(is_kms)) => Certainty::Unknown,
                None => Certainty::Yes,
            },
        }
    }

    /// Whether all of a gate is known.
    fn is_read(&self, gate: Gate) -> bool {
        self.read.has(gate) && !self.hidden.has(gate)
    }

    fn has_boundary(&self) -> Certainty {
        match self.boundary {
            Some(_) => Certainty::Yes,
            None if self.is_read(Gate::PermissionsBoundary) => Certainty::No,
            None => Certainty::Unknown,
        }
    }

    fn key_is_aws_managed(&self, may_be_any: bool) -> Certainty {
        match &self.key {
            Some(key) => Certainty::from(key.manager == "AWS"),
            None if may_be_any => Certainty::Unknown,
            None => Certainty::No,
        }
    }

    fn kms_grant(&self, request: &Request) -> Certainty {
        if !request.is_of(Service::Kms) {
            return Certainty::No;
        }
        self.kms_grants.iter().map(|grant| grant.allows(request)).fold(Certainty::No, Certainty::or)
    }

    /// Whether the settings of key or bucket let the request pass, where they are known.
    fn settings(&self, request: &Request) -> Option<(Certainty, Option<String>)> {
        let cross_account = is_cross_account(request);
        match request.is_of(Service::Kms) {
            true => Some(usability(self.key.as_ref()?, request, cross_account)),
            false => Some(self.bucket.as_ref()?.pass(request, cross_account, self.resource.is_public)),
        }
    }

    /// Every gate that takes part.
    fn report(&self, request: &Request) -> Vec<GateReport> {
        let has_boundary = self.has_boundary();
        let is_kms = request.is_of(Service::Kms);
        let owner = request.resource_account;
        let read = |gate: Gate| self.is_read(gate);
        let of_policies = |gate: Gate, account: AccountId, policies: &PolicySet<'_>| {
            GateReport::of_policies(gate, account, read(gate), policies.explain(request, has_boundary))
        };
        let unread = |gate: Gate, account: AccountId| {
            (!read(gate)).then(|| GateReport::of_setting(gate, account, Certainty::Unknown, None))
        };
        let limit = |gate: Gate, account: AccountId, policies: Option<&PolicySet<'_>>| match policies {
            Some(policies) => Some(of_policies(gate, account, policies)),
            None => unread(gate, account),
        };
        let mut gates = Vec::new();
        if let Some(account) = request.caller.account() {
            if request.caller.has_identity_policies() {
                gates.push(of_policies(Gate::IdentityPolicy, account, &self.identity));
            }
            if request.caller.can_have_boundary() {
                gates.extend(limit(Gate::PermissionsBoundary, account, self.boundary.as_ref()));
            }
            gates.extend(limit(Gate::SessionPolicy, account, self.session.as_ref()));
            if scps_bind(request, self.management_account) {
                gates.extend(match &self.scps {
                    Some(levels) => {
                        Some(self.report_levels(request, Gate::ServiceControlPolicy, account, levels))
                    }
                    None => unread(Gate::ServiceControlPolicy, account),
                });
            }
        }
        gates.extend(limit(
            Gate::EndpointPolicy,
            request.caller.account().unwrap_or(owner),
            self.endpoint.as_ref(),
        ));
        let key_is_aws_managed = self.key_is_aws_managed(!self.is_read(Gate::KeyState));
        let bind = rcps_bind(request, self.management_account, key_is_aws_managed);
        if bind != Certainty::No {
            let report = match &self.rcps {
                Some(levels) => Some(self.report_levels(request, Gate::ResourceControlPolicy, owner, levels)),
                None => unread(Gate::ResourceControlPolicy, owner),
            };
            gates
                .extend(report.map(|report| if bind == Certainty::Yes { report } else { report.in_doubt() }));
        }
        if takes_no_resource(request) {
            // No policy of a resource takes part.
        } else if is_kms {
            gates.push(of_policies(Gate::KeyPolicy, owner, &self.resource.policies));
            gates.extend(self.report_kms_grants(request));
        } else {
            let mut spoken = self.resource.policies.explain(request, has_boundary);
            let note = may_always_mend(request)
                .then(|| "the root user of the bucket's account can always read and mend it".to_owned());
            if note.is_some() {
                spoken.denying.clear();
            }
            let report = GateReport::of_policies(Gate::BucketPolicy, owner, read(Gate::BucketPolicy), spoken);
            gates.push(report.noted(note));
            if let Some((arn, policies)) = &self.access_point {
                let through = request.about(object_of(arn, &request.resource));
                let spoken = policies.explain(&through, has_boundary);
                let account = super::principal::account_of(arn).unwrap_or(owner);
                gates.push(GateReport::of_policies(
                    Gate::AccessPointPolicy,
                    account,
                    read(Gate::AccessPointPolicy),
                    spoken,
                ));
            }
        }
        let gate = settings_gate(is_kms);
        gates.extend(match self.settings(request) {
            Some((Certainty::Yes, _)) => None,
            Some((passes, note)) => Some(GateReport::of_setting(gate, owner, passes, note)),
            None => unread(gate, owner),
        });
        gates
    }

    /// The first level that denies or is silent; the last one, when all allow.
    fn report_levels(
        &self,
        request: &Request,
        gate: Gate,
        account: AccountId,
        levels: &[PolicySet<'_>],
    ) -> GateReport {
        let of_rcps = gate == Gate::ResourceControlPolicy;
        let has_boundary = self.has_boundary();
        let stops = |level: &PolicySet<'_>| {
            let weight = level.weigh(request, has_boundary);
            let allows = match of_rcps {
                true => Certainty::from(!level.is_empty()),
                false => weight.allows_at_all(),
            };
            weight.denies.or(allows.negated())
        };
        let worst = levels.iter().enumerate().max_by_key(|(position, level)| {
            // Denying is worse than silence; of levels that are equally bad, the first.
            let denies = level.weigh(request, has_boundary).denies;
            (denies == Certainty::Yes, stops(level), std::cmp::Reverse(*position))
        });
        let Some((position, level)) = worst else {
            return GateReport::of_setting(gate, account, Certainty::Yes, None);
        };
        let mut spoken = level.explain(request, has_boundary);
        if of_rcps {
            // What others allow does not matter.
            spoken.perhaps_allowing.clear();
        }
        if of_rcps && spoken.denying.is_empty() && !level.is_empty() {
            spoken.allowing.push("RCPFullAWSAccess".to_owned());
        }
        let note = (stops(level) != Certainty::No).then(|| {
            format!("level {} of {}, counted from the root", position.saturating_add(1), levels.len())
        });
        GateReport::of_policies(gate, account, self.is_read(gate), spoken).noted(note)
    }

    /// KMS grants are told of when there are any, or when they were not read.
    fn report_kms_grants(&self, request: &Request) -> Option<GateReport> {
        let owner = request.resource_account;
        let read = self.is_read(Gate::KmsGrant) || !can_be_granted(request);
        let passes = match (self.kms_grant(request), read) {
            (Certainty::No, false) => Certainty::Unknown,
            (Certainty::No, true) if self.kms_grants.is_empty() => return None,
            (certainty, _) => certainty,
        };
        if passes == Certainty::No {
            let silent = GateReport::of_policies(Gate::KmsGrant, owner, true, Default::default());
            return Some(silent.noted(Some(format!("none of {} KMS grants matches", self.kms_grants.len()))));
        }
        Some(GateReport::of_setting(Gate::KmsGrant, owner, passes, None))
    }
}

/// Whatever a gate might say.
const ANYTHING: Weight = Weight {
    denies: Certainty::Unknown,
    allows: Naming { itself: Certainty::Unknown, role: Certainty::Unknown, account: Certainty::Unknown },
};

/// A limit that is not set.
const PASSES: Weight = Weight {
    denies: Certainty::No,
    allows: Naming { itself: Certainty::Yes, role: Certainty::No, account: Certainty::No },
};

/// No organization.
const OPEN: (Certainty, Certainty) = (Certainty::No, Certainty::Yes);

impl Weight {
    fn or(self, other: Self) -> Self {
        Self { denies: self.denies.or(other.denies), allows: self.allows.or(other.allows) }
    }
}

/// Whether a KMS grant could allow the action (R2.60).
fn can_be_granted(request: &Request) -> bool {
    request.is_of(Service::Kms) && request.known_action().is_none_or(Action::is_grantable)
}

const fn settings_gate(is_kms: bool) -> Gate {
    if is_kms { Gate::KeyState } else { Gate::BucketSettings }
}

/// The ARN under which an access point's policy knows an object: `<access point>/object/<key>`.
fn object_of(access_point: &str, resource: &str) -> String {
    match resource.split_once('/') {
        Some((_, key)) => format!("{access_point}/object/{key}"),
        None => access_point.to_owned(),
    }
}
