//! Conditions of a statement against the context of a request (section 3.4 of the rulebook).

use super::certainty::Certainty;
use super::request::Context;
use crate::policy::{Condition, ConditionEntry};
use crate::wildcard;

/// How one key of a condition compares.
pub(super) struct Comparison<'c> {
    pub(super) operator: &'c str,
    pub(super) entry: &'c ConditionEntry,
    pub(super) holds: Certainty,
}

/// Compares every key of every operator; all of them must hold (R3.30).
pub(super) fn compare<'c>(
    conditions: &'c [Condition],
    context: &Context,
) -> impl Iterator<Item = Comparison<'c>> {
    conditions.iter().flat_map(move |condition| {
        condition.entries.iter().map(move |entry| Comparison {
            operator: &condition.operator,
            entry,
            holds: holds(&condition.operator, entry, context),
        })
    })
}

fn holds(operator: &str, entry: &ConditionEntry, context: &Context) -> Certainty {
    let present = context.values(&entry.key);
    if operator == "Null" {
        let wants = |word: &str| entry.values.iter().any(|value| value.as_text().eq_ignore_ascii_case(word));
        return match (present, wants("true"), wants("false")) {
            (None, ..) if context.is_open() => Certainty::Unknown,
            (_, true, false) => Certainty::from(present.is_none()),
            (_, false, true) => Certainty::from(present.is_some()),
            _ => Certainty::Unknown,
        };
    }
    let (operator, if_exists) = match operator.strip_suffix("IfExists") {
        Some(operator) => (operator, true),
        None => (operator, false),
    };
    // Operators that are not weighed yet, the set operators among them, decide nothing.
    let Some((compare, negated)) = comparison(operator) else { return Certainty::Unknown };
    let Some(actual) = present else {
        // R3.31: an absent key fails a positive operator, passes a negated one, and passes `IfExists`.
        return if context.is_open() { Certainty::Unknown } else { Certainty::from(if_exists || negated) };
    };
    let is_arn = operator.starts_with("Arn");
    let matched = entry.values.iter().map(|expected| match expected.as_text() {
        pattern if is_arn && !wildcard::is_whole_arn(&pattern) => Certainty::Unknown,
        expected => one_of(compare, &expected, actual),
    });
    let any = matched.fold(Certainty::No, Certainty::or);
    if negated { any.negated() } else { any }
}

/// Whether an actual value is the expected one.
type Compare = fn(&str, &str) -> bool;

/// Whether one of the actual values matches; a value with a policy variable is not resolved here.
fn one_of(compare: Compare, expected: &str, actual: &[String]) -> Certainty {
    if expected.contains("${") {
        return Certainty::Unknown;
    }
    Certainty::from(actual.iter().any(|actual| compare(expected, actual)))
}

/// How an operator compares, and whether it negates that.
fn comparison(operator: &str) -> Option<(Compare, bool)> {
    let equal: Compare = |expected, actual| expected == actual;
    let equal_ignoring_case: Compare = |expected, actual| expected.to_lowercase() == actual.to_lowercase();
    let same_boolean: Compare = |expected, actual| expected.eq_ignore_ascii_case(actual);
    Some(match operator {
        "StringEquals" => (equal, false),
        "StringNotEquals" => (equal, true),
        "StringEqualsIgnoreCase" => (equal_ignoring_case, false),
        "StringNotEqualsIgnoreCase" => (equal_ignoring_case, true),
        "StringLike" => (wildcard::matches, false),
        "StringNotLike" => (wildcard::matches, true),
        "ArnEquals" | "ArnLike" => (wildcard::matches_arn, false),
        "ArnNotEquals" | "ArnNotLike" => (wildcard::matches_arn, true),
        "Bool" => (same_boolean, false),
        _ => return None,
    })
}
