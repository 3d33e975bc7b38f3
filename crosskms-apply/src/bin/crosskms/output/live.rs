//! What live verification found.

use std::collections::BTreeMap;

use anstyle::Style;
use crosskms_apply::verify::{Answer, By, Check, LeftBehind, Live, VerifyOutcome};
use serde_json::{Value, json};

use super::reach::Reach;
use super::verification::MANY;
use super::{DIM, GREEN, RED, YELLOW, line};
use crate::arguments::Detail;

pub(super) fn human(live: &Live, detail: &Detail) {
    let as_meant = |check: &&Check| matches!(check.answer, Answer::Confirmed | Answer::DeniedAsMeant);
    let (good, others): (Vec<&Check>, Vec<&Check>) = live.checks.iter().partition(as_meant);
    if !detail.verbose && good.len() > MANY {
        summed_up(&good);
        line(&format!("{DIM}`--verbose` shows each check{DIM:#}"));
        others.into_iter().for_each(check);
    } else {
        live.checks.iter().for_each(check);
    }
    if live.stopped {
        line(&format!("{YELLOW}stopped{YELLOW:#}   before everything was asked"));
    }
    live.left_behind.iter().for_each(left_behind);
    let said = match live.outcome() {
        VerifyOutcome::AsGranted => "as granted",
        VerifyOutcome::NotAsGranted => "not as granted",
        VerifyOutcome::Undecided => "could not be told",
    };
    line(&format!("live: {said}: {}", tally(live)));
}

/// What was answered as it should be, by call.
fn summed_up(checks: &[&Check]) {
    let mut alike: BTreeMap<(&str, &str), Reach<'_>> = BTreeMap::new();
    for check in checks {
        alike.entry((word(&check.answer).1, &check.call)).or_default().add(&check.principal, &check.target);
    }
    for ((word, call), reach) in alike {
        line(&format!("{GREEN}{word:9}{GREEN:#} {call} for {reach}"));
    }
}

fn check(check: &Check) {
    let Check { by, call, target, principal, answer, .. } = check;
    let (style, word) = word(answer);
    let who = match by {
        By::Principal => principal.to_string(),
        By::Owner => format!("the owner, for {principal},"),
    };
    line(&format!("{style}{word:9}{style:#} {who} {call} on {target}"));
    if !matches!(answer, Answer::Confirmed) {
        line(&format!("    {answer}"));
    }
    if let Some(help) = check.help() {
        line(&format!("    help: {help}"));
    }
}

const fn word(answer: &Answer) -> (Style, &'static str) {
    match answer {
        Answer::Confirmed => (GREEN, "confirmed"),
        Answer::DeniedAsMeant => (GREEN, "denied"),
        Answer::Wider => (YELLOW, "allowed"),
        Answer::Failed(_) => (RED, "failed"),
        Answer::Wrong(_) => (RED, "wrong"),
        Answer::Unknown(_) => (YELLOW, "unknown"),
        _ => (DIM, "not asked"),
    }
}

fn left_behind(left: &LeftBehind) {
    let version = left.version.iter().map(|version| format!(", version {version},")).collect::<String>();
    line(&format!(
        "{RED}left behind{RED:#}: {}{version} could not be deleted: {}",
        left.object.uri(),
        left.why
    ));
    let (bucket, key) = (left.object.bucket.arn.name(), &left.object.key);
    let version = left.version.iter().map(|version| format!(" --version-id {version}")).collect::<String>();
    line(&format!("    help: delete it: `aws s3api delete-object --bucket {bucket} --key {key}{version}`"));
}

fn tally(live: &Live) -> String {
    const WORDS: [&str; 7] =
        ["confirmed", "denied_as_meant", "wider", "failed", "wrong", "unknown", "not_asked"];
    let counts = WORDS.map(|word| {
        let count = live.checks.iter().filter(|check| check.answer.as_str() == word).count();
        (count > 0).then(|| format!("{count} {}", word.replace('_', " ")))
    });
    let parts: Vec<String> = counts.into_iter().flatten().collect();
    if parts.is_empty() { "nothing was asked".to_owned() } else { parts.join(", ") }
}

pub(super) fn as_json(live: &Live) -> Value {
    json!({
        "outcome": super::verification::outcome(live.outcome()),
        "stopped": live.stopped,
        "checks": live.checks.iter().map(check_json).collect::<Vec<_>>(),
        "left_behind": live.left_behind.iter().map(left_json).collect::<Vec<_>>(),
    })
}

fn check_json(check: &Check) -> Value {
    json!({
        "grant": check.grant.to_string(),
        "principal": check.principal,
        "by": match check.by { By::Principal => "principal", By::Owner => "owner" },
        "call": check.call,
        "target": check.target,
        "answer": check.answer.as_str(),
        "message": check.answer.to_string(),
        "help": check.help(),
    })
}

fn left_json(left: &LeftBehind) -> Value {
    json!({ "object": left.object.uri(), "version": left.version, "why": left.why })
}
