//! The smallest change after which a request is allowed, tried out before it is told.

use super::evidence::{Evidence, Gate};
use super::kms::KeySettings;
use super::prepared::Prepared;
use super::report::{Dependency, GateReport, Verdict};
use super::request::Request;
use super::{Authorization, Decision, authorize};
use crate::action::Service;
use crate::arn::AccountId;
use crate::policy::{
    ActionElement, Condition, Effect, OneOrMany, Policy, Principal, PrincipalElement, PrincipalType,
    ResourceElement, Statement,
};

/// What would have to change for a request to be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remedy {
    /// Statements to be added, each to the policy of one gate. With all of them, and with the obstacles out of the way,
    /// the request is allowed.
    pub additions: Vec<Addition>,
    /// What adding statements cannot change, in words.
    pub obstacles: Vec<String>,
    /// What is not known and may stop the request as well, in words.
    pub unknown: Vec<String>,
}

/// A statement for the policy of a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Addition {
    /// The gate.
    pub gate: Gate,
    /// The account in which its policy stands.
    pub account: AccountId,
    /// The statement.
    pub statement: Statement,
}

impl Remedy {
    /// Finds it for a request that is not allowed; none for one that is.
    pub fn of(request: &Request, evidence: &Evidence<'_>) -> Option<Self> {
        let prepared = Prepared::of(evidence);
        let answer = prepared.authorize(request);
        if answer.decision == Decision::Allowed {
            return None;
        }
        let mut obstacles: Vec<String> = answer.reason.into_iter().collect();
        obstacles.extend(answer.gates.iter().filter_map(obstacle));
        let dependencies = prepared.view().dependencies(request);
        let unknown = answer.gates.iter().flat_map(|report| unknown(report, &dependencies)).collect();
        let of_verdict = |verdict: Verdict| {
            let gates = answer.gates.iter().filter(move |gate| gate.verdict == verdict);
            gates.filter_map(|gate| Addition::for_gate(request, gate)).collect::<Vec<_>>()
        };
        let silent = of_verdict(Verdict::Silent);
        let additions = smallest(&silent, |additions| {
            authorize_with(request, evidence, additions).decision == Decision::Allowed
        });
        let additions = additions
            .or_else(|| beyond_obstacles(request, evidence, &silent, &of_verdict(Verdict::Unknown)))
            .unwrap_or_default();
        Some(Self { additions, obstacles, unknown })
    }
}

impl Remedy {
    /// No change at all.
    pub const fn nothing() -> Self {
        Self { additions: Vec::new(), obstacles: Vec::new(), unknown: Vec::new() }
    }

    /// Several remedies as one: what is added to one policy for the same resource is one statement.
    pub fn joined<'r>(remedies: impl IntoIterator<Item = &'r Self>) -> Self {
        let mut joined = Self::nothing();
        for remedy in remedies {
            extend(&mut joined.obstacles, &remedy.obstacles);
            extend(&mut joined.unknown, &remedy.unknown);
            remedy.additions.iter().for_each(|addition| joined.add(addition));
        }
        joined
    }

    fn add(&mut self, addition: &Addition) {
        let fits = |other: &&mut Addition| other.differs_by_action_alone(addition);
        let Some(known) = self.additions.iter_mut().find(fits) else {
            self.additions.push(addition.clone());
            return;
        };
        let actions = |statement: &Statement| match &statement.action {
            Some(ActionElement::Action(actions)) => actions.as_slice().to_vec(),
            _ => Vec::new(),
        };
        let mut all = actions(&known.statement);
        all.extend(
            actions(&addition.statement)
                .into_iter()
                .filter(|action| !actions(&known.statement).contains(action)),
        );
        if all.len() > 1 {
            known.statement.action = Some(ActionElement::Action(OneOrMany::Many(all.into())));
        }
    }
}

/// Adds what is not there yet.
fn extend(sentences: &mut Vec<String>, more: &[String]) {
    for sentence in more {
        if !sentences.contains(sentence) {
            sentences.push(sentence.clone());
        }
    }
}

/// Of all sets of candidates that are enough, the first of the smallest ones.
fn smallest(candidates: &[Addition], is_enough: impl Fn(&[Addition]) -> bool) -> Option<Vec<Addition>> {
    // A gate each, of which there are few.
    let sets = 1u32.checked_shl(u32::try_from(candidates.len()).ok()?)?;
    let chosen = |set: u32| {
        let each = candidates.iter().enumerate();
        each.filter(move |(index, _)| {
            set.checked_shr(u32::try_from(*index).unwrap_or(32)).unwrap_or(0) & 1 == 1
        })
        .map(|(_, addition)| addition.clone())
        .collect::<Vec<_>>()
    };
    let mut ordered: Vec<u32> = (0..sets).collect();
    ordered.sort_by_key(|set| set.count_ones());
    let mut additions = ordered.into_iter().map(chosen);
    additions.find(|additions| is_enough(additions))
}

/// What is missing behind the obstacles, so that nobody has to come back for it: as if no statement denied, the key were
/// enabled, and what is not known allowed the request.
fn beyond_obstacles(
    request: &Request,
    evidence: &Evidence<'_>,
    silent: &[Addition],
    unknown: &[Addition],
) -> Option<Vec<Addition>> {
    let undenied = Undenied::of(evidence);
    let evidence = undenied.evidence(evidence);
    smallest(silent, |additions| {
        let all = [additions, unknown].concat();
        authorize_with(request, &evidence, &all).as_read == Decision::Allowed
    })
}

/// The policies of evidence without their Deny statements.
struct Undenied {
    identity: Vec<Policy>,
    boundary: Option<Policy>,
    session: Option<Vec<Policy>>,
    service_control: Option<Vec<Vec<Policy>>>,
    endpoint: Option<Policy>,
    resource: Option<Policy>,
    access_point: Option<Policy>,
}

impl Undenied {
    fn of(evidence: &Evidence<'_>) -> Self {
        let one = |policy: &Policy| {
            let kept =
                policy.statements.as_slice().iter().filter(|statement| statement.effect != Effect::Deny);
            Policy::new(kept.cloned().collect())
        };
        let each = |policies: &[&Policy]| policies.iter().map(|policy| one(policy)).collect::<Vec<_>>();
        Self {
            identity: evidence.identity_policies.iter().map(|(_, policy)| one(policy)).collect(),
            boundary: evidence.permissions_boundary.map(one),
            session: evidence.session_policies.as_deref().map(each),
            service_control: evidence
                .service_control_policies
                .as_ref()
                .map(|levels| levels.iter().map(|level| each(level)).collect()),
            endpoint: evidence.endpoint_policy.map(one),
            resource: evidence.resource_policy.map(one),
            access_point: evidence.access_point.as_ref().and_then(|point| point.policy).map(one),
        }
    }

    /// An RCP is a deny or the one that AWS attaches, which allows everything.
    fn evidence<'u>(&'u self, evidence: &Evidence<'u>) -> Evidence<'u> {
        let mut undenied = evidence.clone();
        undenied.identity_policies = self.identity.iter().map(|policy| ("", policy)).collect();
        undenied.permissions_boundary = self.boundary.as_ref();
        undenied.session_policies = self.session.as_ref().map(|policies| policies.iter().collect());
        undenied.service_control_policies = self
            .service_control
            .as_ref()
            .map(|levels| levels.iter().map(|level| level.iter().collect()).collect());
        undenied.resource_control_policies = None;
        undenied.endpoint_policy = self.endpoint.as_ref();
        undenied.resource_policy = self.resource.as_ref();
        if let Some(point) = &mut undenied.access_point {
            point.policy = self.access_point.as_ref();
        }
        if let Some(key) = &mut undenied.key {
            key.state = KeySettings::default().state;
        }
        undenied
    }
}

/// The answer, if these statements stood in their policies.
fn authorize_with(request: &Request, evidence: &Evidence<'_>, additions: &[Addition]) -> Authorization {
    let with = |gate: Gate, policy: Option<&Policy>| {
        let added = additions.iter().filter(|addition| addition.gate == gate);
        let added: Vec<Statement> = added.map(|addition| addition.statement.clone()).collect();
        (!added.is_empty()).then(|| {
            let before = policy.map(|policy| policy.statements.as_slice().to_vec()).unwrap_or_default();
            Policy::new([before, added].concat())
        })
    };
    let identity = with(Gate::IdentityPolicy, None);
    let boundary = with(Gate::PermissionsBoundary, evidence.permissions_boundary);
    let session = with(Gate::SessionPolicy, None);
    let endpoint = with(Gate::EndpointPolicy, evidence.endpoint_policy);
    let scp = with(Gate::ServiceControlPolicy, None);
    let resource = with(resource_gate(request), evidence.resource_policy);
    let access_point =
        with(Gate::AccessPointPolicy, evidence.access_point.as_ref().and_then(|point| point.policy));

    let mut evidence = evidence.clone();
    evidence.identity_policies.extend(identity.iter().map(|policy| ("", policy)));
    evidence.permissions_boundary = boundary.as_ref().or(evidence.permissions_boundary);
    evidence.endpoint_policy = endpoint.as_ref().or(evidence.endpoint_policy);
    evidence.resource_policy = resource.as_ref().or(evidence.resource_policy);
    if let Some(policies) = &mut evidence.session_policies {
        policies.extend(session.as_ref());
    }
    if let Some(levels) = &mut evidence.service_control_policies {
        levels.iter_mut().for_each(|level| level.extend(scp.as_ref()));
    }
    if let Some(point) = &mut evidence.access_point {
        point.policy = access_point.as_ref().or(point.policy);
    }
    authorize(request, &evidence)
}

fn resource_gate(request: &Request) -> Gate {
    if request.is_of(Service::Kms) { Gate::KeyPolicy } else { Gate::BucketPolicy }
}

/// What no statement can open.
fn obstacle(report: &GateReport) -> Option<String> {
    let gate = report.gate.in_words();
    match (report.verdict, report.statements.as_slice(), &report.note) {
        (Verdict::Denied, [], Some(note)) => Some(note.clone()),
        (Verdict::Denied, [], None) => Some(format!("the {gate} of account `{}` denies it", report.account)),
        (Verdict::Denied, statements, _) => Some(format!(
            "the {gate} of account `{}` denies it by `{}`; a deny wins over whatever allows, so change that \
             statement or make the request differ from it",
            report.account,
            statements.join("`, `")
        )),
        _ => None,
    }
}

/// What a gate may say that is not known, and on which elements of its statements it depends.
fn unknown(report: &GateReport, dependencies: &[Dependency]) -> Vec<String> {
    let (gate, account) = (report.gate.in_words(), report.account);
    let is = if report.gate.is_plural() { "are" } else { "is" };
    match (report.verdict, report.statements.as_slice(), &report.note) {
        (Verdict::Unknown, _, Some(note)) => vec![note.clone()],
        (Verdict::Unknown, [], None) => {
            vec![format!("the {gate} of account `{account}` {is} not known and may deny it")]
        }
        (Verdict::Unknown, statements, None) => {
            let on = |statement: &String| {
                let same = |dependency: &&Dependency| {
                    dependency.gate == report.gate && dependency.statement == *statement
                };
                let found = dependencies.iter().find(same);
                let elements = found.map(|dependency| dependency.elements.as_slice()).unwrap_or_default();
                let elements: Vec<String> = elements
                    .iter()
                    .map(|(element, expected)| format!("`{element}` (`{}`)", expected.join("`, `")))
                    .collect();
                let elements =
                    if elements.is_empty() { "what is not known".to_owned() } else { elements.join(", ") };
                format!("`{statement}` in the {gate} of account `{account}` depends on {elements}")
            };
            statements.iter().map(on).collect()
        }
        _ => Vec::new(),
    }
}

impl Addition {
    fn differs_by_action_alone(&self, other: &Self) -> bool {
        let without_action = |addition: &Self| {
            let statement = Statement { action: None, ..addition.statement.clone() };
            Self { statement, ..addition.clone() }
        };
        without_action(self) == without_action(other)
    }

    /// The statement that opens a gate; a resource's own gate counts also where it is not needed yet.
    fn for_gate(request: &Request, report: &GateReport) -> Option<Self> {
        let attached = matches!(
            report.gate,
            Gate::IdentityPolicy
                | Gate::PermissionsBoundary
                | Gate::SessionPolicy
                | Gate::ServiceControlPolicy
        );
        let names = matches!(
            report.gate,
            Gate::KeyPolicy | Gate::BucketPolicy | Gate::EndpointPolicy | Gate::AccessPointPolicy
        );
        if !(attached || names) {
            return None;
        }
        let action =
            request.known_action().map_or_else(|| request.action.clone(), |action| action.to_string());
        let resource = if report.gate == Gate::KeyPolicy { "*".to_owned() } else { request.resource.clone() };
        let mut statement = Statement::new(Effect::Allow);
        if names {
            statement.principal = Some(PrincipalElement::Principal(principal_of(request)));
        }
        statement.action = Some(ActionElement::Action(OneOrMany::One(action.into())));
        statement.resource = Some(ResourceElement::Resource(OneOrMany::One(resource.into())));
        // R6.4: a key that is used through a service is opened to that service alone.
        let through = request.context.values("kms:ViaService").and_then(<[String]>::first);
        if let (Some(service), true) = (through, request.is_cross_account() || report.gate == Gate::KeyPolicy)
        {
            let condition = Condition::new("StringEquals", "kms:ViaService", [service.clone()]);
            statement.condition = Some(vec![condition].into());
        }
        Some(Self { gate: report.gate, account: report.account, statement })
    }
}

/// The caller as a statement names it: a session by its role.
fn principal_of(request: &Request) -> Principal {
    let (kind, name) = match &request.caller {
        super::Caller::Anonymous => return Principal::Anyone,
        super::Caller::Service(name) => (PrincipalType::Service, name.clone()),
        caller => {
            let arn = request.context.values("aws:PrincipalArn").and_then(<[String]>::first).cloned();
            (PrincipalType::Aws, arn.unwrap_or_else(|| caller.to_string()))
        }
    };
    Principal::ByType(vec![(kind, OneOrMany::One(name.into()))].into())
}
