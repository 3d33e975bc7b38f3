//! Who gains and who loses access.

use crosskms::authorize::AccessDifference;
use crosskms::authorize::difference::{Case, Element, Requirement, Shift};
use crosskms::policy::PolicyType;
use serde_json::{Value, json};

use super::{DIM, GREEN, RED, line};
use crate::arguments::Format;

pub(crate) fn difference(format: Format, kind: PolicyType, difference: &AccessDifference) {
    match format {
        Format::Human => human(difference),
        _ => super::json(&json!({
            "policy_type": kind.as_str(),
            "shifts": difference.shifts.iter().map(shift_json).collect::<Vec<_>>(),
        })),
    }
}

fn human(difference: &AccessDifference) {
    difference.shifts.iter().for_each(shift);
    if difference.is_empty() {
        line("Nobody gains or loses access.");
    }
}

/// Who gains or loses what, and when.
pub(super) fn shift(shift: &Shift) {
    let (sign, style) = if shift.gains() { ('+', GREEN) } else { ('-', RED) };
    line(&format!("{style}{sign} {}{style:#}: {}", shift.who, shift.actions.join(", ")));
    for case in shift.cases.iter().map(in_words).filter(|case| !case.is_empty()) {
        line(&format!("    {case}"));
    }
    line(&format!("    {DIM}{} before, {} after{DIM:#}", shift.before, shift.after));
}

/// `on arn:aws:s3:::example/* if aws:SecureTransport is true`.
fn in_words(case: &Case) -> String {
    let resources: Vec<&str> = case.resources().collect();
    let on = (!resources.is_empty()).then(|| format!("on {}", resources.join(" and ")));
    let others =
        |requirement: &&Requirement| !(requirement.holds && requirement.element == Element::Resource);
    let conditions: Vec<String> = case.requirements.iter().filter(others).map(ToString::to_string).collect();
    let when = (!conditions.is_empty()).then(|| format!("if {}", conditions.join(" and ")));
    on.into_iter().chain(when).collect::<Vec<_>>().join(" ")
}

pub(super) fn shift_json(shift: &Shift) -> Value {
    json!({
        "principal": shift.who.to_string(),
        "gains": shift.gains(),
        "actions": shift.actions,
        "before": shift.before.as_str(),
        "after": shift.after.as_str(),
        "cases": shift.cases.iter().map(case_json).collect::<Vec<_>>(),
    })
}

fn case_json(case: &Case) -> Vec<Value> {
    let one = |requirement: &Requirement| {
        let (element, operator) = match &requirement.element {
            Element::Condition { operator, key } => (key.as_str(), Some(operator)),
            Element::Principal => ("principal", None),
            _ => ("resource", None),
        };
        json!({"element": element, "operator": operator, "holds": requirement.holds, "values": requirement.values})
    };
    case.requirements.iter().map(one).collect()
}
