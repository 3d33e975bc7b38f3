//! What a verification found.

use std::collections::{BTreeMap, BTreeSet};

use crosskms::authorize::{Authorization, Decision, Request, Verdict};
use crosskms_apply::Verification;
use crosskms_apply::verify::{Live, Neighbour, VerifyOutcome};
use serde_json::{Value, json};

use super::reach::Reach;
use super::{GREEN, RED, YELLOW, counted, line};
use crate::arguments::{Detail, Format};

pub(crate) fn verification(
    format: Format,
    verification: &Verification,
    live: Option<&Live>,
    detail: &Detail,
) {
    match format {
        Format::Human => {
            human(verification, detail);
            live.iter().for_each(|live| super::live::human(live));
        }
        _ => {
            let mut value = as_json(verification);
            if let (Some(live), Some(members)) = (live, value.as_object_mut()) {
                members.insert("live".to_owned(), super::live::as_json(live));
            }
            super::json(&value);
        }
    }
}

/// From how many allowed requests on they are counted, each action once, and not told one by one.
const MANY: usize = 50;

fn human(verification: &Verification, detail: &Detail) {
    for change in &verification.drift {
        line(&format!("{RED}not in place{RED:#}: {}", change.document));
        for reason in &change.reasons {
            line(&format!("    because {reason}"));
        }
    }
    // One action is asked in several contexts; the same answer is shown once.
    let mut shown = BTreeSet::new();
    let answers = verification.requests.iter().filter(|(request, authorization)| {
        shown.insert((request.to_string(), authorization.decision.as_str(), authorization.as_read.as_str()))
    });
    let (allowed, others): (Vec<_>, Vec<_>) =
        answers.partition(|(_, authorization)| is_allowed(authorization));
    if detail.verbose || allowed.len() < MANY {
        for (request, authorization) in allowed {
            line(&format!("{} {request}", mark(authorization)));
        }
    } else {
        summed_up(&allowed);
    }
    for (request, authorization) in others {
        match (authorization.decision, authorization.as_read) {
            (Decision::Unknown, Decision::Unknown) => unknown(request, authorization),
            _ => denied(request, authorization),
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
    line(&summary(verification));
}

fn summary(verification: &Verification) -> String {
    let requests = match verification.requests.len() {
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

/// `allowed`, with a question mark where gates that were not read could deny it.
fn mark(authorization: &Authorization) -> String {
    match authorization.decision {
        Decision::Allowed => format!("{GREEN}allowed{GREEN:#} "),
        _ => format!("{GREEN}allowed{GREEN:#}{YELLOW}?{YELLOW:#}"),
    }
}

/// How many principals may do which action.
fn summed_up(allowed: &[&(Request, Authorization)]) {
    let mut by_action: BTreeMap<(String, &str), Reach<'_>> = BTreeMap::new();
    for (request, authorization) in allowed {
        let reach = by_action.entry((mark(authorization), &request.action)).or_default();
        reach.add(&request.caller, &request.resource);
    }
    for ((mark, action), reach) in by_action {
        line(&format!("{mark} {action} for {reach}"));
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
        "principal": request.caller.to_string(),
        "action": request.action,
        "resource": request.resource,
        "context": request.context.iter().collect::<BTreeMap<_, _>>(),
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
