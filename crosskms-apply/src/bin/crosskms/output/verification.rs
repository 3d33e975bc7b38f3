//! What a verification found.

use std::collections::{BTreeMap, BTreeSet};

use crosskms::authorize::{Authorization, Decision, Request, Verdict};
use crosskms_apply::Verification;
use crosskms_apply::plan::Change;
use crosskms_apply::verify::{Live, Neighbour, VerifyOutcome};
use serde_json::{Value, json};

use super::reach::Reach;
use super::{DIM, GREEN, RED, YELLOW, counted, line};
use crate::arguments::{Detail, Format};

/// What is told with a verification.
#[derive(Clone, Copy)]
pub(crate) enum Besides<'b> {
    Nothing,
    /// What came of the requests that were made.
    Live(&'b Live),
    /// The run that it follows; none, where there was nothing to do.
    Run(Option<&'b str>),
}

pub(crate) fn verification(
    format: Format,
    verification: &Verification,
    besides: Besides<'_>,
    detail: &Detail,
) {
    match format {
        Format::Human => {
            human(verification, detail);
            if let Besides::Live(live) = besides {
                super::live::human(live, detail);
            }
        }
        _ => {
            let mut value = as_json(verification);
            let member = match besides {
                Besides::Nothing => None,
                Besides::Live(live) => Some(("live", super::live::as_json(live))),
                Besides::Run(run) => Some(("run", json!(run))),
            };
            if let (Some((name, member)), Some(members)) = (member, value.as_object_mut()) {
                members.insert(name.to_owned(), member);
            }
            super::json(&value);
        }
    }
}

/// How many documents and requests are told one by one; of more there is a line for all that are alike.
pub(super) const MANY: usize = 50;

fn human(verification: &Verification, detail: &Detail) {
    let is_long = |number: usize| !detail.verbose && number > MANY;
    if is_long(verification.drift.len()) {
        line(&format!("{RED}not in place{RED:#}, and what it takes to put it there:"));
        super::plan::outline::counts(&verification.drift).iter().for_each(|text| line(text));
    } else {
        verification.drift.iter().for_each(not_in_place);
    }
    // One action is asked in several contexts; the same answer is shown once.
    let mut shown = BTreeSet::new();
    let answers = verification.requests.iter().filter(|(request, authorization)| {
        shown.insert((request.to_string(), authorization.decision.as_str(), authorization.as_read.as_str()))
    });
    let (allowed, others): (Vec<_>, Vec<_>) =
        answers.partition(|(_, authorization)| is_allowed(authorization));
    let shortened = [verification.drift.len(), allowed.len(), others.len()].into_iter().any(is_long);
    if is_long(allowed.len()) {
        summed_up(&allowed);
    } else {
        for (request, authorization) in allowed {
            line(&format!("{} {request}", mark(authorization)));
        }
    }
    if is_long(others.len()) {
        summed_up(&others);
    } else {
        for (request, authorization) in others {
            match is_undecided(authorization) {
                true => unknown(request, authorization),
                false => denied(request, authorization),
            }
        }
    }
    let unread = unread_gates(verification);
    if !unread.is_empty() {
        let gates = unread.into_iter().collect::<Vec<_>>().join(", ");
        line(&format!("{YELLOW}?{YELLOW:#} as far as could be read; not read: {gates}"));
    }
    for Neighbour { document, shift, .. } in &verification.neighbours {
        line(&format!("{RED}changed{RED:#}  by the {document}, and no grant says so"));
        super::difference::shift(shift);
    }
    if shortened {
        line(&format!("{DIM}`--verbose` shows each document and request{DIM:#}"));
    }
    line(&summary(verification));
    if !verification.drift.is_empty() {
        line("`crosskms plan` shows the difference, `crosskms apply` puts it in place");
    }
}

fn not_in_place(change: &Change) {
    line(&format!("{RED}not in place{RED:#}: {}", change.document));
    for reason in &change.reasons {
        line(&format!("    because {reason}"));
    }
}

fn summary(verification: &Verification) -> String {
    // As many as are told.
    let told: BTreeSet<String> =
        verification.requests.iter().map(|(request, _)| request.to_string()).collect();
    let requests = match told.len() {
        0 => "no request can be decided for a whole account".to_owned(),
        requests => counted(requests, "request"),
    };
    let documents = match verification.drift.len() {
        0 => "all documents in place".to_owned(),
        drift => format!("{} not in place", counted(drift, "document")),
    };
    let documents = match verification.neighbours.len() {
        0 => documents,
        changes => format!("{documents}, {} of access that no grant names", counted(changes, "change")),
    };
    match verification.outcome() {
        VerifyOutcome::AsGranted => format!("as granted: {requests}, {documents}"),
        VerifyOutcome::NotAsGranted => format!("not as granted: {requests}, {documents}"),
        VerifyOutcome::Undecided => {
            let undecided = verification.requests.iter().filter(|(_, a)| a.as_read == Decision::Unknown);
            format!("in place, but {} could not be decided", counted(undecided.count(), "request"))
        }
    }
}

/// Whether it is allowed, at least by all that was read.
fn is_allowed(authorization: &Authorization) -> bool {
    match authorization.decision {
        Decision::Unknown => authorization.as_read == Decision::Allowed,
        decision => decision == Decision::Allowed,
    }
}

/// Whether gates that were read say nothing certain.
fn is_undecided(authorization: &Authorization) -> bool {
    (authorization.decision, authorization.as_read) == (Decision::Unknown, Decision::Unknown)
}

/// `allowed`, with a question mark where gates that were not read could deny it.
fn mark(authorization: &Authorization) -> String {
    match authorization.decision {
        _ if is_undecided(authorization) => format!("{YELLOW}unknown{YELLOW:#} "),
        _ if !is_allowed(authorization) => format!("{RED}denied{RED:#}  "),
        Decision::Allowed => format!("{GREEN}allowed{GREEN:#} "),
        _ => format!("{GREEN}allowed{GREEN:#}{YELLOW}?{YELLOW:#}"),
    }
}

/// For how many principals and resources an action has the same answer, by the same gates. Who is not allowed is named.
fn summed_up(answers: &[&(Request, Authorization)]) {
    let mut alike: BTreeMap<(String, &str, String), (bool, Reach<'_>)> = BTreeMap::new();
    for (request, authorization) in answers {
        let kind = (mark(authorization), request.action(), because(authorization));
        let (named, reach) = alike.entry(kind).or_default();
        *named = !is_allowed(authorization);
        reach.add(request.caller(), request.resource());
    }
    for ((mark, action, because), (named, reach)) in alike {
        line(&format!("{mark} {action} for {reach}{because}"));
        if named {
            reach.names().for_each(|name| line(&format!("    {name}")));
        }
    }
}

/// The gates that keep a request from being allowed.
fn because(authorization: &Authorization) -> String {
    let of = |verdict: Verdict| {
        let gates = authorization.gates.iter().filter(|gate| gate.read && gate.verdict == verdict);
        gates.map(|gate| gate.gate.in_words()).collect::<Vec<_>>().join(", ")
    };
    let (denying, silent) = (of(Verdict::Denied), of(Verdict::Silent));
    match is_allowed(authorization) {
        true => String::new(),
        false if is_undecided(authorization) => format!(": not decided by {}", of(Verdict::Unknown)),
        false if denying.is_empty() => format!(": nothing allows it in {silent}"),
        false => format!(": denied by {denying}"),
    }
}

/// A request on which gates that were read say nothing certain.
fn unknown(request: &Request, authorization: &Authorization) {
    line(&format!("{YELLOW}unknown{YELLOW:#}  {request}"));
    for gate in authorization.gates.iter().filter(|gate| gate.read && gate.verdict == Verdict::Unknown) {
        line(&format!("    not decided by {} of account {}", gate.gate, gate.account));
    }
    if let Some(reason) = &authorization.reason {
        line(&format!("    {reason}"));
    }
}

fn denied(request: &Request, authorization: &Authorization) {
    line(&format!("{RED}denied{RED:#}   {request}"));
    for gate in authorization.gates.iter().filter(|gate| gate.verdict != Verdict::Unknown) {
        super::gate::gate(gate);
    }
    if let Some(reason) = &authorization.reason {
        line(&format!("    {reason}"));
    }
}

fn unread_gates(verification: &Verification) -> BTreeSet<&'static str> {
    let unknown = verification.requests.iter().filter(|(_, a)| a.decision == Decision::Unknown);
    let gates = unknown.flat_map(|(_, authorization)| &authorization.gates);
    gates
        .filter(|gate| !gate.read && gate.verdict == Verdict::Unknown)
        .map(|gate| gate.gate.as_str())
        .collect()
}

fn as_json(verification: &Verification) -> Value {
    let requests = verification.requests.iter();
    let requests: Vec<Value> =
        requests.map(|(request, authorization)| request_json(request, authorization)).collect();
    json!({
        "outcome": outcome(verification.outcome()),
        "good": verification.is_good(),
        "drift": verification.drift,
        "requests": requests,
        "neighbours": verification.neighbours.iter().map(neighbour_json).collect::<Vec<_>>(),
    })
}

fn neighbour_json(Neighbour { document, shift, .. }: &Neighbour) -> Value {
    json!({ "document": document, "shift": super::difference::shift_json(shift) })
}

/// A request, its answer and every gate.
pub(super) fn request_json(request: &Request, authorization: &Authorization) -> Value {
    json!({
        "principal": request.caller().to_string(),
        "action": request.action(),
        "resource": request.resource(),
        "context": request.context().iter().collect::<BTreeMap<_, _>>(),
        "decision": authorization.decision.as_str(),
        "as_read": authorization.as_read.as_str(),
        "gates": authorization.gates.iter().map(gate_json).collect::<Vec<_>>(),
        "reason": authorization.reason,
    })
}

pub(super) const fn outcome(outcome: VerifyOutcome) -> &'static str {
    match outcome {
        VerifyOutcome::AsGranted => "as_granted",
        VerifyOutcome::Undecided => "undecided",
        VerifyOutcome::NotAsGranted => "not_as_granted",
    }
}

fn gate_json(gate: &crosskms::authorize::GateReport) -> Value {
    let nearest = gate.nearest.as_ref().map(|nearest| {
        json!({
            "statement": nearest.statement,
            "failed": nearest.failed,
            "expected": nearest.expected,
            "actual": nearest.actual,
            "alone": nearest.alone,
        })
    });
    json!({
        "gate": gate.gate.as_str(),
        "account": gate.account,
        "verdict": gate.verdict.as_str(),
        "read": gate.read,
        "statements": gate.statements,
        "nearest": nearest,
        "note": gate.note,
    })
}
