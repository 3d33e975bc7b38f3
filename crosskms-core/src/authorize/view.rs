//! Evidence made ready and borrowed: the gates of one request, whoever keeps their policies.

use std::cmp::Reverse;

use super::access_point::through;
use super::certainty::Certainty;
use super::evidence::{Gate, Gates};
use super::kms::{KeySettings, usability};
use super::kms_grants::KmsGrants;
use super::obstacle::Obstacle;
use super::organization::{self, rcps_bind, scps_bind};
use super::policy_set::{PolicySet, Weight};
use super::principal::Naming;
use super::procedure::{Voices, decide, reason, takes_no_resource};
use super::report::{Dependency, GateReport};
use super::request::Request;
use super::s3::{BucketSettings, may_always_mend};
use super::{Authorization, Decision};
use crate::action::{Action, Service, kms};
use crate::arn::AccountId;
use crate::policy::Effect;

/// The policies and settings over which a request is decided, each made ready once and borrowed.
///
/// [`Prepared`](super::Prepared) keeps the policies of one request's gates. Whoever decides over many principals and
/// resources keeps the [`PolicySet`]s of each, and looks at those that a request is about: that costs nothing.
///
/// ```
/// use crosskms_core::authorize::{Context, Decision, Gates, PolicySet, Request, View};
/// use crosskms_core::policy::Policy;
///
/// let key_policy: Policy = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "kms:Decrypt", "Resource": "*"
/// }}"#
/// .parse()?;
/// let any_kms: Policy =
///     r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}"#.parse()?;
/// let key_policy = PolicySet::of_resource(&key_policy);
/// let (administrator, nobody) = (PolicySet::of_principal([("any-kms", &any_kms)]), PolicySet::default());
///
/// let mut view = View::default();
/// view.read = Gates::ALL;
/// view.resource = Some(&key_policy);
/// for (caller, identity, decision) in [
///     ("arn:aws:iam::444455556666:role/admin", &administrator, Decision::Allowed),
///     ("arn:aws:iam::444455556666:role/guest", &nobody, Decision::ImplicitDeny),
/// ] {
///     view.identity = Some(identity);
///     let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
///     let owner = "111122223333".parse()?;
///     let request = Request::new(caller.parse()?, "kms:Decrypt", key, owner, Context::new());
///     assert_eq!(view.decide(&request), decision);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct View<'g, 'p> {
    /// The identity policies of the caller.
    pub identity: Option<&'g PolicySet<'p>>,
    /// The caller's permissions boundary, if one is set.
    pub boundary: Option<&'g PolicySet<'p>>,
    /// The policies that were passed with the session, if any.
    pub session: Option<&'g PolicySet<'p>>,
    /// The SCPs over the caller's account by level, root first; none, when its account is in no organization.
    pub scps: Option<&'g [PolicySet<'p>]>,
    /// The RCPs over the resource's account by level, root first; none, when its account is in no organization.
    pub rcps: Option<&'g [PolicySet<'p>]>,
    /// The policy of the VPC endpoint that the request passes, if it passes one.
    pub endpoint: Option<&'g PolicySet<'p>>,
    /// The policy of the key or bucket, if it has one. Each replica of a key has its own (R4.20).
    pub resource: Option<&'g PolicySet<'p>>,
    /// The access point through which a bucket is used, if it is: its ARN, and its policy if it has one.
    pub access_point: Option<(&'g str, Option<&'g PolicySet<'p>>)>,
    /// The KMS grants on the key.
    pub kms_grants: Option<&'g KmsGrants>,
    /// The key, where its state and usage are known.
    pub key: Option<&'g KeySettings>,
    /// The bucket, where its settings are known.
    pub bucket: Option<&'g BucketSettings>,
    /// The account that manages the organization, where it is known.
    pub management_account: Option<AccountId>,
    /// The gates of which all is known.
    pub read: Gates,
    /// The gates in which there is something that could not be read.
    pub hidden: Gates,
}

/// What counts for a gate of which not all is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// It may say anything.
    MaySayAnything,
    /// As if there were nothing more.
    SaysNothing,
}

impl View<'_, '_> {
    /// Decides a request, without reasons.
    pub fn decide(&self, request: &Request) -> Decision {
        decide(request, &self.voices(request, Unread::MaySayAnything))
    }

    /// Decides a request as if there were no gates but those that were read, without reasons.
    pub fn decide_as_read(&self, request: &Request) -> Decision {
        decide(request, &self.voices(request, Unread::SaysNothing))
    }

    /// Decides a request, with every gate's part in the answer.
    pub fn authorize(&self, request: &Request) -> Authorization {
        let decision = self.decide(request);
        let all_is_read = self.read == Gates::ALL;
        Authorization {
            decision,
            as_read: match all_is_read {
                true => decision,
                false => self.decide_as_read(request),
            },
            gates: self.report(request),
            reason: reason(request),
        }
    }

    /// The statements on which an unknown answer depends; of gates that were not read, nothing is known.
    pub fn dependencies(&self, request: &Request) -> Vec<Dependency> {
        let has_boundary = self.has_boundary();
        let is_kms = request.is_of(Service::Kms);
        let resource_gate = if is_kms { Gate::KeyPolicy } else { Gate::BucketPolicy };
        let has_account = request.account().is_some();
        let one = |gate: Gate, policies: Option<&PolicySet<'_>>, takes_part: bool| match policies {
            Some(policies) if takes_part => policies.unclear(gate, request, has_boundary),
            _ => Vec::new(),
        };
        let levels = |gate: Gate, levels: Option<&[PolicySet<'_>]>, takes_part: bool| {
            let levels = levels.filter(|_| takes_part).unwrap_or_default().iter();
            levels.flat_map(|level| level.unclear(gate, request, has_boundary)).collect()
        };
        let scps_bind = scps_bind(request, self.management_account);
        let rcps_bind = self.rcps_bind(request, !self.is_read(Gate::KeyState));
        let about_resource = !takes_no_resource(request);
        let mut resource = one(resource_gate, self.resource, about_resource);
        if may_always_mend(request) {
            resource.retain(|dependency| dependency.effect == Effect::Allow);
        }
        let access_point = self.access_point.filter(|_| about_resource && !is_kms).map(|(arn, policies)| {
            let seen = request.about(through(arn, &request.resource, str::to_owned));
            policies.map(|policies| policies.unclear(Gate::AccessPointPolicy, &seen, has_boundary))
        });
        [
            one(Gate::IdentityPolicy, self.identity, request.caller.has_identity_policies()),
            one(Gate::PermissionsBoundary, self.boundary, request.caller.can_have_boundary()),
            one(Gate::SessionPolicy, self.session, has_account),
            levels(Gate::ServiceControlPolicy, self.scps, scps_bind),
            one(Gate::EndpointPolicy, self.endpoint, true),
            levels(Gate::ResourceControlPolicy, self.rcps, rcps_bind != Certainty::No),
            resource,
            access_point.flatten().unwrap_or_default(),
        ]
        .concat()
    }

    /// What each gate says.
    fn voices(&self, request: &Request, unread: Unread) -> Voices {
        let has_boundary = self.has_boundary();
        let may_say_more =
            |gate: Gate| self.hidden.has(gate) || (unread == Unread::MaySayAnything && !self.read.has(gate));
        let more = |gate: Gate, weight: Weight| if may_say_more(gate) { weight.or(ANYTHING) } else { weight };
        let weigh = |policies: Option<&PolicySet<'_>>, resource: &str| match policies {
            Some(policies) => policies.weigh_as(request, resource, has_boundary),
            None => Weight::SILENT,
        };
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
        let mut resource = more(resource_gate, weigh(self.resource, &request.resource));
        if may_always_mend(request) {
            resource.denies = Certainty::No;
        }
        if let Some((arn, policies)) = self.access_point.filter(|_| !is_kms) {
            let through = through(arn, &request.resource, |resource| weigh(policies, resource));
            // R4.31: both must allow.
            let through = more(Gate::AccessPointPolicy, through);
            resource = Weight {
                denies: resource.denies.or(through.denies),
                allows: resource.allows.in_both(through.allows),
            };
        }
        Voices {
            identity: match request.caller.has_identity_policies() {
                true => more(Gate::IdentityPolicy, weigh(self.identity, &request.resource)),
                // A root user has none and needs none.
                false => PASSES,
            },
            boundary: match request.caller.can_have_boundary() {
                true => limit(Gate::PermissionsBoundary, self.boundary),
                false => PASSES,
            },
            session: match request.account().is_some() {
                true => limit(Gate::SessionPolicy, self.session),
                false => PASSES,
            },
            scps: levels(
                Gate::ServiceControlPolicy,
                Certainty::from(scps_bind(request, self.management_account)),
                self.scps.map(|levels| organization::weigh(levels, request, has_boundary)),
            ),
            rcps: levels(
                Gate::ResourceControlPolicy,
                self.rcps_bind(request, may_say_more(Gate::KeyState)),
                self.rcps.map(|levels| organization::weigh_rcps(levels, request, has_boundary)),
            ),
            endpoint: limit(Gate::EndpointPolicy, self.endpoint),
            resource,
            kms_grant: self
                .kms_grant(request)
                .or(Certainty::from(can_be_granted(request) && may_say_more(Gate::KmsGrant))
                    .and(Certainty::Unknown)),
            retiring: self
                .retiring(request)
                .or(Certainty::from(may_say_more(Gate::KmsGrant)).and(Certainty::Unknown)),
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

    /// Whether RCPs bind the request; of a key that is not known, whether it may be any.
    fn rcps_bind(&self, request: &Request, key_may_be_any: bool) -> Certainty {
        let key_is_aws_managed = match self.key {
            Some(key) => Certainty::from(key.manager == "AWS"),
            None if key_may_be_any => Certainty::Unknown,
            None => Certainty::No,
        };
        rcps_bind(request, self.management_account, key_is_aws_managed)
    }

    fn kms_grant(&self, request: &Request) -> Certainty {
        self.kms_grants.map_or(Certainty::No, |kms_grants| kms_grants.allow(request))
    }

    /// Whether there is a KMS grant that the caller may end (R2.65).
    fn retiring(&self, request: &Request) -> Certainty {
        match self.kms_grants.filter(|_| request.known_action() == Some(kms::RetireGrant)) {
            Some(kms_grants) => kms_grants.may_be_retired(request),
            None => Certainty::No,
        }
    }

    /// Whether the settings of key or bucket let the request pass, where they are known.
    fn settings(&self, request: &Request) -> Option<(Certainty, Option<Obstacle<'_>>)> {
        match request.is_of(Service::Kms) {
            true => Some(usability(self.key?, request)),
            false => {
                let is_public = self.resource.map_or(Certainty::No, PolicySet::is_public);
                Some(self.bucket?.pass(request, is_public))
            }
        }
    }

    /// Every gate that takes part.
    fn report(&self, request: &Request) -> Vec<GateReport> {
        let has_boundary = self.has_boundary();
        let is_kms = request.is_of(Service::Kms);
        let owner = request.resource_account;
        let read = |gate: Gate| self.is_read(gate);
        let explain = |policies: Option<&PolicySet<'_>>, request: &Request| {
            policies.map(|policies| policies.explain(request, has_boundary)).unwrap_or_default()
        };
        let of_policies = |gate: Gate, account: AccountId, policies: Option<&PolicySet<'_>>| {
            GateReport::of_policies(gate, account, read(gate), explain(policies, request))
        };
        let unread = |gate: Gate, account: AccountId| {
            (!read(gate)).then(|| GateReport::of_setting(gate, account, Certainty::Unknown, None))
        };
        let limit = |gate: Gate, account: AccountId, policies: Option<&PolicySet<'_>>| match policies {
            Some(_) => Some(of_policies(gate, account, policies)),
            None => unread(gate, account),
        };
        // As many as most requests meet.
        let mut gates = Vec::with_capacity(8);
        if let Some(account) = request.account() {
            if request.caller.has_identity_policies() {
                gates.push(of_policies(Gate::IdentityPolicy, account, self.identity));
            }
            if request.caller.can_have_boundary() {
                gates.extend(limit(Gate::PermissionsBoundary, account, self.boundary));
            }
            gates.extend(limit(Gate::SessionPolicy, account, self.session));
            if scps_bind(request, self.management_account) {
                gates.extend(match self.scps {
                    Some(levels) => {
                        Some(self.report_levels(request, Gate::ServiceControlPolicy, account, levels))
                    }
                    None => unread(Gate::ServiceControlPolicy, account),
                });
            }
        }
        gates.extend(limit(Gate::EndpointPolicy, request.account().unwrap_or(owner), self.endpoint));
        let bind = self.rcps_bind(request, !read(Gate::KeyState));
        if bind != Certainty::No {
            let report = match self.rcps {
                Some(levels) => Some(self.report_levels(request, Gate::ResourceControlPolicy, owner, levels)),
                None => unread(Gate::ResourceControlPolicy, owner),
            };
            gates
                .extend(report.map(|report| if bind == Certainty::Yes { report } else { report.in_doubt() }));
        }
        if takes_no_resource(request) {
            // No policy of a resource takes part.
        } else if is_kms {
            gates.push(of_policies(Gate::KeyPolicy, owner, self.resource));
            gates.extend(self.report_kms_grants(request));
        } else {
            let mut spoken = explain(self.resource, request);
            let note = may_always_mend(request)
                .then(|| "the root user of the bucket's account can always read and mend it".to_owned());
            if note.is_some() {
                spoken.denying.clear();
            }
            let report = GateReport::of_policies(Gate::BucketPolicy, owner, read(Gate::BucketPolicy), spoken);
            gates.push(report.noted(note));
            if let Some((arn, policies)) = self.access_point {
                let spoken =
                    explain(policies, &request.about(through(arn, &request.resource, str::to_owned)));
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
            Some((passes, obstacle)) => {
                let note = obstacle.map(|obstacle| obstacle.to_string());
                Some(GateReport::of_setting(gate, owner, passes, note))
            }
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
        let weighed = levels.iter().enumerate().map(|(position, level)| {
            let Weight { denies, allows } = level.weigh(request, has_boundary);
            let allows = if of_rcps { Certainty::from(!level.is_empty()) } else { allows.at_all() };
            (denies, denies.or(allows.negated()), position, level)
        });
        // Denying is worse than silence; of levels that are equally bad, the first.
        let worst = weighed.max_by_key(|(denies, stops, position, _)| {
            (*denies == Certainty::Yes, *stops, Reverse(*position))
        });
        let Some((_, stops, position, level)) = worst else {
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
        let note = (stops != Certainty::No).then(|| {
            format!("level {} of {}, counted from the root", position.saturating_add(1), levels.len())
        });
        GateReport::of_policies(gate, account, self.is_read(gate), spoken).noted(note)
    }

    /// KMS grants are told of when there are any, or when they were not read.
    fn report_kms_grants(&self, request: &Request) -> Option<GateReport> {
        let owner = request.resource_account;
        let read = self.is_read(Gate::KmsGrant) || !can_be_granted(request);
        let count = self.kms_grants.map_or(0, KmsGrants::len);
        let retires = request.known_action() == Some(kms::RetireGrant);
        let passes = match (self.kms_grant(request).or(self.retiring(request)), read) {
            (Certainty::No, false) => Certainty::Unknown,
            (Certainty::No, true) if count == 0 && !retires => return None,
            (certainty, _) => certainty,
        };
        if passes == Certainty::No {
            let silent = GateReport::of_policies(Gate::KmsGrant, owner, true, Default::default());
            let note = match count {
                0 => "there is no KMS grant to retire".to_owned(),
                _ => format!("none of {count} KMS grants matches"),
            };
            return Some(silent.noted(Some(note)));
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
