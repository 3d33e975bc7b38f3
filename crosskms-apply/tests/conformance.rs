//! The decision against AWS's documented behaviour: `tests/conformance`, rule by rule.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crosskms_apply::scenario::{GateAnswer, LocatedScenario, ScenarioFile, scenario_files};

/// Every rule about the decision.
const RULES: [&str; 29] = [
    "R4.1", "R4.2", "R4.3", "R4.4", "R4.5", "R4.10", "R4.11", "R4.12", "R4.13", "R4.14", "R4.15", "R4.16",
    "R4.17", "R4.18", "R4.19", "R4.20", "R4.25", "R4.26", "R4.27", "R4.28", "R4.29", "R4.30", "R4.31",
    "R4.35", "R4.36", "R4.40", "R4.41", "R4.45", "R4.46",
];

/// Every operator of conditions, without prefixes and suffixes.
const OPERATORS: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
];

/// Every scenario with the file and line in which it stands.
fn scenarios() -> Vec<(String, LocatedScenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance");
    let mut scenarios = Vec::new();
    for path in scenario_files(&folder).unwrap() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (position, read) in ScenarioFile::read(&path).unwrap().scenarios.into_iter().enumerate() {
            match read {
                Ok(located) => scenarios.push((format!("{name}:{}", located.line), located)),
                Err(error) => panic!("{name}, scenario {}: {error}", position + 1),
            }
        }
    }
    scenarios
}

fn id(located: &LocatedScenario) -> &str {
    located.scenario.id.as_deref().unwrap_or_default()
}

#[test]
fn every_scenario_is_decided_as_aws_decides() {
    let mut failures = Vec::new();
    for (place, located) in scenarios() {
        let expect = located.scenario.expect.unwrap_or_else(|| panic!("{place}: no `expect`"));
        let answer = located.scenario.answer();
        assert_eq!(
            answer.decision,
            located.scenario.decide(),
            "{place}: the answer differs from the decision"
        );
        if answer.decision != expect {
            let gates = answer.gates.iter().map(in_one_line).collect::<String>();
            let request = &located.scenario.request;
            failures.push(format!(
                "{place}: {}\n    {request}\n    expected {expect}, decided {}{gates}",
                id(&located),
                answer.decision
            ));
        }
    }
    assert!(failures.is_empty(), "{} scenarios failed:\n{}", failures.len(), failures.join("\n"));
}

fn in_one_line(gate: &GateAnswer) -> String {
    let nearest = gate.nearest.as_ref().map_or_else(String::new, |nearest| {
        let (expected, actual) = (nearest.expected.join(" or "), nearest.actual.join(", "));
        format!(", {} of {}: expected {expected}, found {actual}", nearest.failed, nearest.statement)
    });
    format!("\n    {}: {} {}{nearest}", gate.gate, gate.verdict, gate.statements.join(", "))
}

#[test]
fn there_are_at_least_three_scenarios_for_each_rule() {
    let scenarios = scenarios();
    assert!(scenarios.len() >= 400, "only {} scenarios", scenarios.len());
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, located) in &scenarios {
        let (rule, _) = id(located).split_once('/').unwrap_or_default();
        *of_rule.entry(rule).or_default() += 1;
    }
    let few: Vec<&str> =
        RULES.into_iter().filter(|rule| of_rule.get(rule).copied().unwrap_or_default() < 3).collect();
    assert!(few.is_empty(), "fewer than three scenarios: {few:?}");
}

#[test]
fn ids_are_unique_and_name_their_rule() {
    let mut seen = BTreeMap::new();
    for (place, located) in scenarios() {
        let id = id(&located).to_owned();
        let rule = id.split_once('/').map(|(rule, _)| rule.trim_start_matches('R').to_owned());
        let is_rule = |rule: String| rule.split('.').all(|part| part.parse::<u8>().is_ok());
        assert!(rule.is_some_and(is_rule), "{place}: `{id}` does not begin with a rule");
        if let Some(before) = seen.insert(id.clone(), place.clone()) {
            panic!("{place}: `{id}` stands at {before}, too");
        }
    }
}

#[test]
fn every_operator_matches_once_and_fails_once() {
    let decided: BTreeSet<(String, &str)> = scenarios()
        .iter()
        .filter_map(|(_, located)| {
            let mut parts = id(located).split('/').skip(1);
            let operator = parts.next()?.to_owned();
            Some((operator, located.scenario.expect?.as_str()))
        })
        .collect();
    for operator in OPERATORS {
        for expect in ["allowed", "implicit_deny"] {
            let forms = [operator.to_owned(), format!("{operator}-true")];
            let has = forms.into_iter().any(|form| decided.contains(&(form, expect)));
            assert!(has, "no scenario in which `{operator}` is decided as `{expect}`");
        }
    }
}
