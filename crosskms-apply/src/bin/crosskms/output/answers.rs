//! Who can do what: answers that differ in the action alone are one entry.

use crosskms::action::Action;
use crosskms::authorize::{Caller, Decision, Dependency};
use crosskms::policy::Effect;
use crosskms_apply::access::{Answer, Asked};
use serde_json::{Value, json};

use super::{BOLD, DIM, GREEN, RED, YELLOW, counted, line};

pub(crate) fn who_can(answers: &[Answer], actions: &[Action], asked: &Asked) {
    for group in groups(answers) {
        let Some(first) = group.first() else { continue };
        let caller = &first.caller;
        let others = if actions.len() > 1 { names(&group) } else { String::new() };
        let resource =
            if first.resource == asked.arn() { String::new() } else { format!(" on {}", first.resource) };
        entry(first, &format!("{BOLD}{caller}{BOLD:#} {others}{resource}"));
    }
    let count = |holds: &dyn Fn(&Answer) -> bool| {
        let mut callers: Vec<&Caller> = answers.iter().filter(|a| holds(a)).map(|a| &a.caller).collect();
        callers.dedup();
        callers.len()
    };
    let can = count(&|answer| answer.decision == Decision::Allowed);
    let may = count(&|answer| answer.decision == Decision::Unknown);
    line(&format!("{} can, {may} under conditions that are not known", counted(can, "principal")));
}

pub(crate) fn what_can(answers: &[Answer], caller: &Caller) {
    for group in groups(answers) {
        if let Some(first) = group.first() {
            entry(first, &format!("{BOLD}{}{BOLD:#} on {}", names(&group), first.resource));
        }
    }
    let resources = groups(answers).len();
    if resources == 0 {
        line(&format!("{caller} can do nothing on the keys and buckets of the snapshot"));
    }
}

/// Answers that stand beside each other and differ in the action alone.
fn groups(answers: &[Answer]) -> Vec<Vec<&Answer>> {
    let mut groups: Vec<Vec<&Answer>> = Vec::new();
    for answer in answers {
        let is_same =
            |group: &&mut Vec<&Answer>| group.first().is_some_and(|first| first.says_the_same_as(answer));
        match groups.iter_mut().rev().take_while(|group| is_of(group, answer)).find(is_same) {
            Some(group) => group.push(answer),
            None => groups.push(vec![answer]),
        }
    }
    groups
}

/// Whether a group is about the caller of an answer.
fn is_of(group: &[&Answer], answer: &Answer) -> bool {
    group.first().is_some_and(|first| first.caller == answer.caller)
}

fn names(group: &[&Answer]) -> String {
    group.iter().map(|answer| answer.action.to_string()).collect::<Vec<_>>().join(", ")
}

fn entry(answer: &Answer, text: &str) {
    let (word, style) = match answer.decision {
        Decision::Allowed => ("allowed", GREEN),
        Decision::Unknown => ("unknown", YELLOW),
        _ => ("denied ", RED),
    };
    line(format!("{style}{word}{style:#}  {text}").trim_end());
    for except in &answer.except {
        line(&format!("         {DIM}except {except}{DIM:#}"));
    }
    for dependency in &answer.depends_on {
        let word = match dependency.effect {
            Effect::Allow => "if",
            Effect::Deny => "unless",
        };
        let statement = format!("{} of the {}", dependency.statement, dependency.gate.in_words());
        line(&format!("         {DIM}{word} {} ({statement}){DIM:#}", condition(dependency)));
    }
    for gate in &answer.unread {
        line(&format!("         {DIM}not read: {}{DIM:#}", gate.in_words()));
    }
}

/// `StringEquals kms:ViaService s3.eu-west-1.amazonaws.com and …`.
fn condition(dependency: &Dependency) -> String {
    let element = |(element, expected): &(String, Vec<String>)| {
        let element = element.strip_prefix("Condition.").unwrap_or(element).replacen('.', " ", 1);
        format!("{element} {}", expected.join(" or "))
    };
    dependency.elements.iter().map(element).collect::<Vec<_>>().join(" and ")
}

pub(crate) fn answers_json(answers: &[Answer]) -> Vec<Value> {
    let one = |answer: &Answer| {
        json!({
            "principal": answer.caller.to_string(),
            "action": answer.action.to_string(),
            "resource": answer.resource,
            "except": answer.except,
            "decision": answer.decision.as_str(),
            "depends_on": answer.depends_on.iter().map(dependency_json).collect::<Vec<_>>(),
            "not_read": answer.unread.iter().map(|gate| gate.as_str()).collect::<Vec<_>>(),
        })
    };
    answers.iter().map(one).collect()
}

fn dependency_json(dependency: &Dependency) -> Value {
    let element =
        |(element, expected): &(String, Vec<String>)| json!({"element": element, "expected": expected});
    json!({
        "gate": dependency.gate.as_str(),
        "statement": dependency.statement,
        "effect": dependency.effect.as_str(),
        "elements": dependency.elements.iter().map(element).collect::<Vec<_>>(),
    })
}
