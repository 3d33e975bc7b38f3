//! What is said of a request that is decided otherwise than asserted: the decision, the gates that made it, a way out.

use std::collections::BTreeSet;

use crosskms_core::authorize::{Authorization, Decision, Gate, GateReport, Nearest, Request, Verdict};

use super::Assertion;
use super::decide::{Decided, bucket_of};
use super::policies::Attached;
use super::requests::{AssertedRequest, Expected};

/// The whole text; none when the assertion holds.
pub(super) fn explain(
    asserted: &AssertedRequest,
    Decided { authorization, closed }: &Decided,
    assertion: &Assertion,
) -> Option<String> {
    let AssertedRequest { expected, request, .. } = asserted;
    let decision = match (expected, authorization.decision) {
        (Expected::Allowed, Decision::Allowed) => return None,
        (Expected::Denied, Decision::ImplicitDeny | Decision::ExplicitDeny) => return None,
        (_, Decision::Allowed) => "is allowed",
        (_, Decision::ImplicitDeny) => "is implicitly denied",
        (_, Decision::ExplicitDeny) => "is explicitly denied",
        (_, _) => "that is not known",
    };
    let expected_word = match expected {
        Expected::Allowed => "allowed",
        Expected::Denied => "denied",
    };
    let message = format!(
        "`{}` must be {expected_word}, but {decision}: `{}` on `{}`",
        request.action(),
        request.caller(),
        request.resource()
    );
    let gates = decisive(authorization);
    let (reasons, help): (Vec<String>, String) = match &authorization.reason {
        Some(reason) => {
            let help = "no policy can allow it; assert it under `denied`, if at all".to_owned();
            (vec![reason.clone()], help)
        }
        None => {
            let way_out = WayOut { request, assertion, closed };
            (gates.iter().map(|gate| line(gate)).collect(), way_out.of(authorization.decision, &gates))
        }
    };
    let lines = [message].into_iter().chain(reasons).chain([format!("help: {help}")]);
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The gates that made the decision; all of them, where none stands out.
fn decisive(authorization: &Authorization) -> Vec<&GateReport> {
    let decides = |gate: &&GateReport| match authorization.decision {
        Decision::Allowed => gate.verdict == Verdict::Allowed,
        Decision::ExplicitDeny => gate.verdict == Verdict::Denied,
        _ => gate.verdict != Verdict::Allowed,
    };
    let decisive: Vec<_> = authorization.gates.iter().filter(decides).collect();
    if decisive.is_empty() { authorization.gates.iter().collect() } else { decisive }
}

fn line(report: &GateReport) -> String {
    let statements = quoted(&report.statements);
    let verdict = match report.verdict {
        Verdict::Allowed if statements.is_empty() => "allowed".to_owned(),
        Verdict::Allowed => format!("allowed by {statements}"),
        Verdict::Denied if statements.is_empty() => "denied".to_owned(),
        Verdict::Denied => format!("denied by {statements}"),
        Verdict::Silent => "silent".to_owned(),
        _ if statements.is_empty() => "unknown, because no policy is given".to_owned(),
        _ if report.read => format!("unknown, because of {statements}"),
        _ => "unknown".to_owned(),
    };
    let nearest = report.nearest.as_ref().map(|nearest| {
        let actual = match nearest.actual.as_slice() {
            [] => "the request does not have it".to_owned(),
            actual => format!("the request has {}", quoted(actual)),
        };
        let Nearest { statement, failed, expected, .. } = nearest;
        let verb = if failed.starts_with("Not") { "excludes" } else { "is" };
        format!("; `{statement}` comes nearest, but its `{failed}` {verb} {}, {actual}", quoted(expected))
    });
    let note = report.note.as_ref().map(|note| format!(", {note}"));
    format!(
        "{} of account {}: {verdict}{}{}",
        name(report.gate),
        report.account,
        note.unwrap_or_default(),
        nearest.unwrap_or_default()
    )
}

/// What would turn the decision, as far as it is evident.
struct WayOut<'a> {
    request: &'a Request,
    assertion: &'a Assertion,
    /// The gates that have to be opened, where that is known.
    closed: &'a [Gate],
}

impl WayOut<'_> {
    fn of(&self, decision: Decision, gates: &[&GateReport]) -> String {
        let (steps, between): (Vec<String>, &str) = match decision {
            Decision::Allowed => {
                let places = gates.iter().flat_map(|gate| {
                    let place = |statement: &String| self.place(gate.gate, statement);
                    gate.statements.iter().map(place)
                });
                return format!("narrow {}, or deny it in a policy", once(places).join(" or "));
            }
            // Only what is unknown can be said; whether the rest matters is seen then.
            Decision::Unknown => {
                let unknown = gates.iter().filter(|gate| gate.verdict == Verdict::Unknown);
                (once(unknown.map(|gate| self.say(gate))), "; ")
            }
            _ => {
                let is_closed =
                    |gate: &&&GateReport| self.closed.is_empty() || self.closed.contains(&gate.gate);
                (once(gates.iter().filter(is_closed).map(|gate| self.open(gate))), "; and ")
            }
        };
        steps.join(between)
    }

    /// What would make a gate let the request pass.
    fn open(&self, report: &GateReport) -> String {
        match (report.verdict, &report.nearest) {
            (Verdict::Denied, _) => {
                format!("exempt it from {} in the {}", quoted(&report.statements), name(report.gate))
            }
            (Verdict::Unknown, _) => self.say(report),
            (Verdict::Silent, Some(nearest)) => self.open_statement(report.gate, nearest),
            _ => format!("add a statement to the {} that allows it", name(report.gate)),
        }
    }

    fn open_statement(&self, gate: Gate, nearest: &Nearest) -> String {
        let Nearest { statement, failed, expected, actual, .. } = nearest;
        let place = self.place(gate, statement);
        let condition = failed.strip_prefix("Condition.").and_then(|rest| rest.split_once('.'));
        if let (Some((_, key)), []) = (condition, actual.as_slice()) {
            let example = expected.first().filter(|value| !value.contains(['*', '?', '$']));
            let example = example.map_or("…", String::as_str);
            return format!(
                "if the request has `{key}`, say so: `with {{ \"{key}\": \"{example}\" }}`; else let {place} do without it"
            );
        }
        let caller = self.request.caller().principal_arn();
        let granted = self.assertion.grants.iter().any(|grant| grant.made(statement));
        let added = match (failed.as_str(), condition) {
            ("Principal", _) => caller.map(|arn| (arn, if granted { "principals" } else { failed.as_str() })),
            ("Action", _) => {
                Some((self.request.action().to_owned(), if granted { "allow" } else { failed.as_str() }))
            }
            ("Resource", _) => return format!("let {place} be about `{}`, too", self.request.resource()),
            (_, Some((operator, _))) if !granted && admits_its_values(operator) => {
                actual.first().map(|value| (value.clone(), failed.as_str()))
            }
            _ => None,
        };
        match added {
            Some((value, element)) => format!("add `{value}` to `{element}` of {place}"),
            None => format!("let {place} match it"),
        }
    }

    /// How to say what is not known of a gate.
    fn say(&self, report: &GateReport) -> String {
        let policies = &self.assertion.policies;
        let caller = || self.request.caller().principal_arn().unwrap_or_default();
        let (field, attached, arn) = match report.gate {
            _ if report.read => {
                return format!("write {} so that it can be decided", quoted(&report.statements));
            }
            Gate::IdentityPolicy => ("identity", &policies.identity, caller()),
            Gate::PermissionsBoundary => ("boundary", &policies.boundary, caller()),
            Gate::KeyPolicy => ("key", &policies.key, self.request.resource().to_owned()),
            Gate::BucketPolicy => ("bucket", &policies.bucket, bucket_of(self.request.resource()).to_owned()),
            gate => return format!("nothing can be asserted while the {} is unknown", name(gate)),
        };
        let (what, place) = match attached {
            Attached::ToEach(_) => (format!("\"{arn}\""), field),
            _ => (field.to_owned(), "policies"),
        };
        format!(
            "add `{what}: \"file.json\"` to `{place}`, with `none` in place of the file where there is no policy"
        )
    }

    /// A statement and its policy, or the grant that made it.
    fn place(&self, gate: Gate, statement: &str) -> String {
        match self.assertion.grants.iter().find(|grant| grant.made(statement)) {
            Some(grant) => format!("the grant `{}`", grant.name()),
            None => format!("`{statement}` in the {}", name(gate)),
        }
    }
}

/// Whether a further value under the operator admits further requests.
fn admits_its_values(operator: &str) -> bool {
    const ADMIT: [&str; 6] =
        ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress"];
    let operator = operator.rsplit(':').next().unwrap_or_default();
    let operator = operator.strip_suffix("IfExists").unwrap_or(operator);
    ADMIT.contains(&operator)
}

/// Each text once, in the order of first appearance.
fn once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

fn name(gate: Gate) -> String {
    gate.as_str().replace('_', " ")
}

fn quoted(texts: &[String]) -> String {
    texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}
