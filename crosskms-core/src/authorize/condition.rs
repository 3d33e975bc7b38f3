//! Conditions of a statement against the context of a request (section 3.4 of the rulebook).

mod arn;
mod date;
mod network;

pub(super) use date::instant;
pub(super) use network::Network;

use std::cmp::Ordering;

use self::arn::ArnPattern;
use super::certainty::Certainty;
use super::context::{Context, Presence};
use super::pattern::{Case, Pattern};
use crate::policy::{Condition, ConditionEntry};

/// One key of a condition, ready to be compared with many contexts.
#[derive(Debug)]
pub(super) struct Test<'p> {
    /// Operator and key, as reports call them.
    pub(super) name: Box<str>,
    /// The key and its values, as they are written.
    pub(super) entry: &'p ConditionEntry,
    /// The key in lower case, because its case does not count (R3.34).
    key: Box<str>,
    set: Option<Set>,
    if_exists: bool,
    negated: bool,
    compare: Compare,
}

/// How the values of a key with several count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    ForAllValues,
    ForAnyValue,
}

/// What an operator compares, with the values of the policy.
#[derive(Debug)]
enum Compare {
    /// Whether the key is absent.
    Null(bool),
    Text(Case, Box<[Pattern]>),
    Arn(Box<[ArnPattern]>),
    Number(Holds, Box<[Option<f64>]>),
    Date(Holds, Box<[Option<i64>]>),
    Binary(Box<[Box<str>]>),
    Network(Box<[Option<Network>]>),
    /// An operator that IAM does not have, or values that decide nothing.
    Nothing,
}

/// Which orders of actual and expected value an operator accepts.
type Holds = fn(Ordering) -> bool;

/// Every key of every operator; all of them must hold (R3.30).
pub(super) fn tests(conditions: &[Condition], variables: bool) -> Vec<Test<'_>> {
    let of_one = |condition| tests_of(condition, variables);
    conditions.iter().flat_map(of_one).collect()
}

fn tests_of(condition: &Condition, variables: bool) -> impl Iterator<Item = Test<'_>> {
    let operator: &str = &condition.operator;
    let (set, bare) = match operator.split_once(':') {
        Some(("ForAllValues", bare)) => (Some(Set::ForAllValues), bare),
        Some(("ForAnyValue", bare)) => (Some(Set::ForAnyValue), bare),
        _ => (None, operator),
    };
    let (bare, if_exists) = match bare.strip_suffix("IfExists") {
        // `Null` has no such form.
        Some(bare) if bare != "Null" => (bare, true),
        _ => (bare, false),
    };
    condition.entries.iter().map(move |entry| {
        let (compare, negated) = match (bare, set) {
            // Sets of values say that an absent key holds, and `Null` says what it says.
            ("Null", Some(_)) => (Compare::Nothing, false),
            _ => Compare::of(bare, entry, variables),
        };
        let key = entry.key.to_ascii_lowercase().into();
        let name = format!("Condition.{operator}.{}", entry.key).into();
        Test { name, entry, key, set, if_exists, negated, compare }
    })
}

impl Compare {
    /// What an operator without prefix and suffix compares, and whether it negates that.
    fn of(operator: &str, entry: &ConditionEntry, variables: bool) -> (Self, bool) {
        let texts = || entry.values.iter().map(|value| value.as_text());
        let patterns = |wildcards| texts().map(|text| Pattern::new(&text, wildcards, variables)).collect();
        let arns = || Self::Arn(texts().map(|text| ArnPattern::new(&text, variables)).collect());
        let numbers = |holds: Holds| Self::Number(holds, texts().map(|text| number(&text)).collect());
        let dates = |holds: Holds| Self::Date(holds, texts().map(|text| instant(&text)).collect());
        let networks = || Self::Network(texts().map(|text| text.parse().ok()).collect());
        match operator {
            "Null" => {
                let wants =
                    |word: &str| entry.values.iter().any(|value| value.as_text().eq_ignore_ascii_case(word));
                match (wants("true"), wants("false")) {
                    (true, false) => (Self::Null(true), false),
                    (false, true) => (Self::Null(false), false),
                    _ => (Self::Nothing, false),
                }
            }
            "StringEquals" => (Self::Text(Case::Counts, patterns(false)), false),
            "StringNotEquals" => (Self::Text(Case::Counts, patterns(false)), true),
            "StringEqualsIgnoreCase" => (Self::Text(Case::Ignored, patterns(false)), false),
            "StringNotEqualsIgnoreCase" => (Self::Text(Case::Ignored, patterns(false)), true),
            "StringLike" => (Self::Text(Case::Counts, patterns(true)), false),
            "StringNotLike" => (Self::Text(Case::Counts, patterns(true)), true),
            "Bool" => (Self::Text(Case::Ignored, patterns(false)), false),
            "ArnEquals" | "ArnLike" => (arns(), false),
            "ArnNotEquals" | "ArnNotLike" => (arns(), true),
            "NumericEquals" => (numbers(Ordering::is_eq), false),
            "NumericNotEquals" => (numbers(Ordering::is_eq), true),
            "NumericLessThan" => (numbers(Ordering::is_lt), false),
            "NumericLessThanEquals" => (numbers(Ordering::is_le), false),
            "NumericGreaterThan" => (numbers(Ordering::is_gt), false),
            "NumericGreaterThanEquals" => (numbers(Ordering::is_ge), false),
            "DateEquals" => (dates(Ordering::is_eq), false),
            "DateNotEquals" => (dates(Ordering::is_eq), true),
            "DateLessThan" => (dates(Ordering::is_lt), false),
            "DateLessThanEquals" => (dates(Ordering::is_le), false),
            "DateGreaterThan" => (dates(Ordering::is_gt), false),
            "DateGreaterThanEquals" => (dates(Ordering::is_ge), false),
            "BinaryEquals" => {
                let values = texts().map(|text| text.into_owned().into()).collect();
                (Self::Binary(values), false)
            }
            "IpAddress" => (networks(), false),
            "NotIpAddress" => (networks(), true),
            _ => (Self::Nothing, false),
        }
    }

    /// Whether an actual value is one of those that are expected (R3.30: OR across values).
    fn matches(&self, actual: &str, context: &Context) -> Certainty {
        match self {
            Self::Text(case, patterns) => any(patterns, |pattern| pattern.matches(actual, *case, context)),
            Self::Arn(patterns) => any(patterns, |pattern| pattern.matches(actual, context)),
            Self::Number(holds, numbers) => compared(number(actual).as_ref(), numbers, *holds),
            Self::Date(holds, dates) => compared(instant(actual).as_ref(), dates, *holds),
            Self::Binary(values) => any(values, |value| Certainty::from(**value == *actual)),
            Self::Network(networks) => match actual.parse() {
                Ok(address) => any(networks, |network| {
                    Certainty::from(network.as_ref().is_some_and(|network| network.contains(&address)))
                }),
                Err(_) => Certainty::No,
            },
            Self::Null(_) | Self::Nothing => Certainty::Unknown,
        }
    }
}

/// An integer or a decimal number; Rust reads infinity as a number, too.
fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|_| !text.contains(['n', 'N', 'y', 'Y']))
}

fn any<T>(values: &[T], matches: impl Fn(&T) -> Certainty) -> Certainty {
    Certainty::any(values.iter().map(matches))
}

/// Values that cannot be read match nothing.
fn compared<T: PartialOrd>(actual: Option<&T>, expected: &[Option<T>], holds: Holds) -> Certainty {
    any(expected, |expected| {
        let order = actual.zip(expected.as_ref()).and_then(|(a, b)| a.partial_cmp(b));
        Certainty::from(order.is_some_and(holds))
    })
}

impl Test<'_> {
    /// Whether the condition holds in a context.
    pub(super) fn holds(&self, context: &Context) -> Certainty {
        let presence = context.presence(&self.key);
        match (&self.compare, presence) {
            (Compare::Nothing, _) | (_, Presence::Unknown) => Certainty::Unknown,
            (Compare::Null(absent), _) => Certainty::from(*absent == (presence == Presence::Absent)),
            (_, Presence::Absent) => Certainty::from(self.holds_without_key()),
            (_, Presence::Values(values)) => {
                let mut each = values.iter().map(|value| self.compare.matches(value, context));
                let unless_negated =
                    |matched: Certainty| if self.negated { matched.negated() } else { matched };
                match self.set {
                    // Negated operators are NOR: none of the values is one of the expected (R3.30).
                    None => unless_negated(each.fold(Certainty::No, Certainty::or)),
                    Some(Set::ForAnyValue) => each.map(unless_negated).fold(Certainty::No, Certainty::or),
                    Some(Set::ForAllValues) => {
                        each.by_ref().map(unless_negated).fold(Certainty::Yes, Certainty::and)
                    }
                }
            }
        }
    }

    /// R3.31, R3.32: whether the condition holds when the request does not have the key.
    const fn holds_without_key(&self) -> bool {
        match self.set {
            Some(Set::ForAllValues) => true,
            Some(Set::ForAnyValue) => self.if_exists,
            None => self.if_exists || self.negated,
        }
    }
}
