//! Section 3.4 of the rulebook.

use std::net::IpAddr;

use super::texts::{self, Found, Keys, is_like, resolve};
use super::{Answer, No, Unknown, Yes, all, any};
use crate::policy::Condition;

/// R3.30: all keys of an operator must hold.
pub(super) fn hold(condition: &Condition, variables: bool, keys: &Keys) -> Answer {
    all(condition.entries.iter().map(|entry| {
        let values: Vec<String> = entry.values.iter().map(|value| value.as_text().into_owned()).collect();
        holds(&condition.operator, &entry.key, &values, variables, keys)
    }))
}

fn holds(operator: &str, key: &str, expected: &[String], variables: bool, keys: &Keys) -> Answer {
    let (for_all, bare) = strip(operator, "ForAllValues:");
    let (for_any, bare) = strip(bare, "ForAnyValue:");
    if bare == "Null" {
        return if for_all || for_any { Unknown } else { is_null(key, expected, keys) };
    }
    let (if_exists, bare) = match bare.strip_suffix("IfExists") {
        Some(bare) => (true, bare),
        None => (false, bare),
    };
    let negated = bare.contains("Not");
    let positive = bare.replace("Not", "");
    let known = [
        "StringEquals",
        "StringEqualsIgnoreCase",
        "StringLike",
        "NumericEquals",
        "NumericLessThan",
        "NumericLessThanEquals",
        "NumericGreaterThan",
        "NumericGreaterThanEquals",
        "DateEquals",
        "DateLessThan",
        "DateLessThanEquals",
        "DateGreaterThan",
        "DateGreaterThanEquals",
        "Bool",
        "BinaryEquals",
        "IpAddress",
        "ArnEquals",
        "ArnLike",
    ];
    if !known.contains(&positive.as_str()) || positive == "Null" {
        return Unknown;
    }
    let actual = match keys.find(key) {
        Found::Maybe => return Unknown,
        // R3.32, R3.31
        Found::Absent => return Answer::from(for_all || if_exists || (negated && !for_any)),
        Found::Values(values) => values,
    };
    let each = actual.iter().map(|actual| {
        any(expected.iter().map(|expected| matches(&positive, actual, expected, variables, keys)))
    });
    let each: Vec<Answer> = each.collect();
    let turned = |answers: Vec<Answer>| -> Vec<Answer> {
        answers.into_iter().map(|answer| if negated { answer.not() } else { answer }).collect()
    };
    if for_all {
        all(turned(each))
    } else if for_any {
        any(turned(each))
    } else if negated {
        // R3.30: NOR.
        any(each).not()
    } else {
        any(each)
    }
}

fn strip<'t>(text: &'t str, prefix: &str) -> (bool, &'t str) {
    match text.strip_prefix(prefix) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// R3.31, R3.34
fn is_null(key: &str, expected: &[String], keys: &Keys) -> Answer {
    let wants = |word: &str| expected.iter().any(|value| value.to_lowercase() == word);
    let absent = match keys.find(key) {
        Found::Maybe => Unknown,
        Found::Absent => Yes,
        Found::Values(_) => No,
    };
    match (wants("true"), wants("false")) {
        (true, false) => absent,
        (false, true) => absent.not(),
        _ => Unknown,
    }
}

/// Whether an actual value matches one expected value.
fn matches(operator: &str, actual: &str, expected: &str, variables: bool, keys: &Keys) -> Answer {
    let text =
        |wildcards, ignore_case| is_like(&resolve(expected, wildcards, variables, keys), actual, ignore_case);
    let compared = |order: Option<std::cmp::Ordering>| {
        let Some(order) = order else { return No };
        Answer::from(if operator.ends_with("LessThanEquals") {
            order.is_le()
        } else if operator.ends_with("GreaterThanEquals") {
            order.is_ge()
        } else if operator.ends_with("LessThan") {
            order.is_lt()
        } else if operator.ends_with("GreaterThan") {
            order.is_gt()
        } else {
            order.is_eq()
        })
    };
    match operator {
        "StringEquals" => text(false, false),
        "StringEqualsIgnoreCase" | "Bool" => text(false, true),
        "StringLike" => text(true, false),
        "ArnEquals" | "ArnLike" => arn(actual, expected, variables, keys),
        "BinaryEquals" => Answer::from(actual == expected),
        "IpAddress" => address(actual, expected),
        _ if operator.starts_with("Numeric") => {
            compared(number(actual).zip(number(expected)).and_then(|(a, b)| a.partial_cmp(&b)))
        }
        _ => compared(seconds(actual).zip(seconds(expected)).map(|(a, b)| a.cmp(&b))),
    }
}

/// R3.33
fn arn(actual: &str, expected: &str, variables: bool, keys: &Keys) -> Answer {
    let expected = texts::parts(expected, variables);
    // What AWS makes of a pattern that is no ARN is not documented.
    if expected.len() != 6 {
        return Unknown;
    }
    let actual = texts::parts(actual, false);
    if actual.len() != 6 {
        return No;
    }
    let parts = expected.iter().zip(&actual);
    all(parts.map(|(pattern, part)| is_like(&resolve(pattern, true, variables, keys), part, false)))
}

/// An integer or a decimal number.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.chars().any(|character| character.is_alphabetic() && character != 'e' && character != 'E') {
        return None;
    }
    text.parse().ok()
}

/// Seconds since 1970, counted year by year and month by month.
fn seconds(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.chars().all(|character| character.is_ascii_digit()) && text.len() != 4 {
        return text.parse().ok();
    }
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let fields: Vec<i64> = date.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [year, month, day] = fields[..] else { return None };
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut days = day - 1;
    for before in 1970..year {
        days += if is_leap(before) { 366 } else { 365 };
    }
    for before in 1..month {
        days += match before {
            2 if is_leap(year) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
    }
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => (&time[..at], &time[at..]),
        None => (time, "Z"),
    };
    let of_clock: Vec<i64> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [hours, minutes, seconds] = of_clock[..] else { return None };
    let ahead = if offset == "Z" {
        0
    } else {
        let (hours, minutes) = offset[1..].split_once(':')?;
        let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
        if offset.starts_with('-') { -minutes } else { minutes }
    };
    Some(days * 86_400 + hours * 3600 + minutes * 60 + seconds - ahead * 60)
}

/// Whether an address lies in a range, bit for bit.
fn address(actual: &str, range: &str) -> Answer {
    let (network, length) = match range.split_once('/') {
        Some((network, length)) => (network, length.parse::<usize>().ok()),
        None => (range, Some(usize::MAX)),
    };
    let (Ok(actual), Ok(network), Some(length)) =
        (actual.parse::<IpAddr>(), network.parse::<IpAddr>(), length)
    else {
        return No;
    };
    let (actual, network) = (bits(actual), bits(network));
    let length = if length == usize::MAX { network.len() } else { length };
    let in_range =
        actual.len() == network.len() && length <= network.len() && actual[..length] == network[..length];
    Answer::from(in_range)
}

fn bits(address: IpAddr) -> String {
    let octets = match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    octets.iter().map(|octet| format!("{octet:08b}")).collect()
}
