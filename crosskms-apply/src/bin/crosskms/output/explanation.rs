//! Why AWS answers as it does, for a terminal and for machines.

use anstyle::Style;
use crosskms::authorize::{Addition, Authorization, Decision, Gate, GateReport, Nearest, Remedy, Verdict};
use crosskms_apply::explain::{Asked, ExplainedStep, Explanation, Question, svg};
use serde_json::{Value, json};

use super::{BOLD, DIM, GREEN, RED, YELLOW, heading, line};
use crate::arguments::Format;

pub(crate) fn explanation(format: Format, question: &Question, explanation: &Explanation) {
    match format {
        Format::Human => human(question, explanation),
        Format::Json => super::json(&as_json(explanation)),
        Format::Svg => line(svg(&explanation.picture(question)).trim_end()),
    }
}

fn human(question: &Question, explanation: &Explanation) {
    let what = match &question.asked {
        Asked::Operation { operation, bucket, key, .. } => match key {
            Some(key) => format!("{operation} {bucket}/{key}"),
            None => format!("{operation} {bucket}"),
        },
        Asked::Action { action, resource, .. } => format!("{action} {resource}"),
        _ => String::new(),
    };
    let (style, word) = decision_in_words(explanation.decision(), &explanation.steps);
    heading(&what);
    line(&format!("as {}: {style}{word}{style:#}", question.caller));
    for (index, explained) in explanation.steps.iter().enumerate() {
        line("");
        step(index, explained);
    }
    show_remedy(&explanation.remedy());
}

/// One request, gate by gate.
fn step(index: usize, step: &ExplainedStep) {
    let ExplainedStep { why, request, authorization, .. } = step;
    let (style, word) = decision_in_words(authorization.decision, std::slice::from_ref(step));
    line(&format!("{}. {BOLD}{}{BOLD:#}  {style}{word}{style:#}", index.saturating_add(1), request.action()));
    line(&format!("   {DIM}{why}{DIM:#}"));
    line(&format!("   on   {}", request.resource()));
    for key in ["kms:ViaService", "kms:EncryptionContext:aws:s3:arn"] {
        if let Some(values) = request.context().values(key) {
            line(&format!("   with {key} = {}", values.join(", ")));
        }
    }
    for report in &authorization.gates {
        gate(report);
    }
    if let Some(reason) = &authorization.reason {
        line(&format!("   {RED}✗{RED:#} {reason}"));
    }
}

fn gate(report: &GateReport) {
    let (style, sign) = match report.verdict {
        Verdict::Allowed => (GREEN, "✓"),
        Verdict::Denied | Verdict::Silent => (RED, "✗"),
        _ => (YELLOW, "?"),
    };
    let says = match (report.verdict, report.statements.as_slice()) {
        (Verdict::Allowed, []) => "lets it pass".to_owned(),
        (Verdict::Allowed, statements) => format!("allows by {}", quoted(statements)),
        (Verdict::Denied, []) => "denies".to_owned(),
        (Verdict::Denied, statements) => format!("denies by {}", quoted(statements)),
        (Verdict::Silent, _) => "says nothing about it".to_owned(),
        (_, []) if !report.read && report.gate.is_plural() => "are not known".to_owned(),
        (_, []) if !report.read => "is not known".to_owned(),
        (_, []) => "cannot be decided".to_owned(),
        (_, statements) => format!("depends on what is not known, in {}", quoted(statements)),
    };
    let account = report.account;
    line(&format!("   {style}{sign}{style:#} {} in {account} {says}", report.gate.in_words()));
    if let Some(note) = &report.note {
        line(&format!("       {note}"));
    }
    if let Some(nearest) = &report.nearest {
        show_nearest(nearest);
    }
}

/// The statement that came nearest: expected and actual side by side.
fn show_nearest(nearest: &Nearest) {
    let Nearest { statement, failed, alone, .. } = nearest;
    let only = if *alone { "only its" } else { "its" };
    line(&format!("       nearest is `{statement}`, but {only} {BOLD}{failed}{BOLD:#} does not match"));
    let none = |values: &[String]| match values {
        [] => "nothing".to_owned(),
        values => values.join("\n                "),
    };
    line(&format!("       {DIM}expected{DIM:#} {}", none(&nearest.expected)));
    line(&format!("       {DIM}actual{DIM:#}   {}", none(&nearest.actual)));
}

/// What would open the whole call.
fn show_remedy(remedy: &Remedy) {
    if !remedy.obstacles.is_empty() || !remedy.additions.is_empty() {
        line("");
        heading("To open it");
    }
    for obstacle in &remedy.obstacles {
        line(&format!("{YELLOW}!{YELLOW:#} {obstacle}"));
    }
    for addition in &remedy.additions {
        line(&format!("add to the {}:", place(addition)));
        addition.statement.to_string().lines().for_each(|text| line(&format!("  {text}")));
    }
    if !remedy.unknown.is_empty() {
        line("");
        heading("What is not known");
    }
    for unknown in &remedy.unknown {
        line(&format!("{YELLOW}?{YELLOW:#} {unknown}"));
    }
}

fn place(addition: &Addition) -> String {
    let Addition { gate, account, .. } = addition;
    let gate_name = gate.in_words();
    match gate {
        Gate::ServiceControlPolicy => format!("{gate_name} on every level over account {account}"),
        Gate::IdentityPolicy => format!("{gate_name} of the caller in account {account}"),
        _ => format!("{gate_name} in account {account}"),
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The answer; of an unknown one, also whether it depends on that alone which was not read.
fn decision_in_words(decision: Decision, steps: &[ExplainedStep]) -> (Style, &'static str) {
    let mut answers = steps.iter().map(|step| &step.authorization);
    let by_setting = |answer: &Authorization| {
        answer.decision == Decision::ImplicitDeny
            && answer.gates.iter().any(|report| report.verdict == Verdict::Denied)
    };
    match decision {
        Decision::Allowed => (GREEN, "allowed"),
        Decision::ImplicitDeny if answers.any(by_setting) => (RED, "denied by a setting"),
        Decision::ImplicitDeny => (RED, "denied: nothing allows it"),
        Decision::ExplicitDeny => (RED, "denied by a statement"),
        _ if answers.all(|answer| answer.as_read == Decision::Allowed) => {
            (YELLOW, "not known, though all that was read allows it")
        }
        _ => (YELLOW, "not known"),
    }
}

pub(super) fn as_json(explanation: &Explanation) -> Value {
    let steps: Vec<Value> = explanation.steps.iter().map(step_json).collect();
    json!({
        "decision": explanation.decision().as_str(),
        "steps": steps,
        "remedy": remedy_json(&explanation.remedy()),
    })
}

fn step_json(step: &ExplainedStep) -> Value {
    let ExplainedStep { why, request, authorization, remedy, .. } = step;
    let mut value = super::verification::request_json(request, authorization);
    if let Some(object) = value.as_object_mut() {
        object.insert("why".to_owned(), json!(why));
        object.insert("remedy".to_owned(), remedy.as_ref().map_or(Value::Null, remedy_json));
    }
    value
}

fn remedy_json(remedy: &Remedy) -> Value {
    let additions: Vec<Value> = remedy
        .additions
        .iter()
        .map(|addition| {
            json!({
                "gate": addition.gate.as_str(),
                "account": addition.account,
                "statement": serde_json::from_str::<Value>(&addition.statement.to_string()).unwrap_or_default(),
            })
        })
        .collect();
    json!({ "add": additions, "obstacles": remedy.obstacles, "unknown": remedy.unknown })
}
