//! What live verification found.

use std::collections::BTreeMap;

use crosskms_apply::verify::{Answer, By, Check, LeftBehind, Live, VerifyOutcome};
use serde_json::{Value, json};

use super::{DIM, GREEN, RED, YELLOW, counted, line};

pub(super) fn human(live: &Live) {
    live.checks.iter().for_each(check);
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

fn check(check: &Check) {
    let Check { by, call, target, principal, answer, .. } = check;
    let (style, word) = match answer {
        Answer::Confirmed => (GREEN, "confirmed"),
        Answer::DeniedAsMeant => (GREEN, "denied"),
        Answer::Wider => (YELLOW, "allowed"),
        Answer::Failed(_) => (RED, "failed"),
        Answer::Wrong(_) => (RED, "wrong"),
        Answer::Unknown(_) => (YELLOW, "unknown"),
        _ => (DIM, "not asked"),
    };
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
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    const WORDS: [&str; 7] = [
        "confirmed",
        "denied as meant",
        "allowed beyond the grants",
        "failed",
        "wrong",
        "unknown",
        "not asked",
    ];
    for check in &live.checks {
        let at = match check.answer {
            Answer::Confirmed => 0,
            Answer::DeniedAsMeant => 1,
            Answer::Wider => 2,
            Answer::Failed(_) => 3,
            Answer::Wrong(_) => 4,
            Answer::Unknown(_) => 5,
            _ => 6,
        };
        counts.entry(at).and_modify(|count| *count = count.saturating_add(1)).or_insert(1);
    }
    let parts = counts.into_iter().filter_map(|(at, count)| Some(format!("{count} {}", WORDS.get(at)?)));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { counted(0, "request") } else { parts.join(", ") }
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
    let answer = match check.answer {
        Answer::Confirmed => "confirmed",
        Answer::DeniedAsMeant => "denied_as_meant",
        Answer::Wider => "wider",
        Answer::Failed(_) => "failed",
        Answer::Wrong(_) => "wrong",
        Answer::Unknown(_) => "unknown",
        _ => "not_asked",
    };
    json!({
        "grant": check.grant.to_string(),
        "principal": check.principal,
        "by": match check.by { By::Principal => "principal", By::Owner => "owner" },
        "call": check.call,
        "target": check.target,
        "answer": answer,
        "message": check.answer.to_string(),
        "help": check.help(),
    })
}

fn left_json(left: &LeftBehind) -> Value {
    json!({ "object": left.object.uri(), "version": left.version, "why": left.why })
}
