//! `docs/json.md` names every member that `--format json` writes for questions and runs, and `evaluate` for scenarios.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";
const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const EVENT: &str =
    r#"{"eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "errorCode": "AccessDenied"}"#;

/// Members hold texts of others: policies and contexts.
const OF_OTHERS: [&str; 2] = ["statement", "context"];

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command")
}

fn answer(folder: &str, arguments: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosskms"));
    command.args(["--format", "json"]).args(arguments).current_dir(tests().join(folder));
    let output = command.output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The answers of commands that plan and write, and the list of runs after them.
fn of_runs() -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    for file in ["accounts.json", "crosskms.toml"] {
        std::fs::copy(tests().join("plans_and_runs.in").join(file), folder.path().join(file)).unwrap();
    }
    let embedded = ["--cloud", "embedded", "--snapshot", "accounts.json"];
    let crosskms = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosskms"));
        command.args(["--format", "json"]).args(embedded).args(arguments).current_dir(folder.path());
        command.output().unwrap()
    };
    let commands: [&[&str]; 6] = [
        &["plan"],
        &["apply", "--yes"],
        &["verify"],
        &["rollback", "last", "--yes"],
        &["apply", "--yes", "--no-verify"],
        &["runs"],
    ];
    commands.map(|arguments| serde_json::from_slice(&crosskms(arguments).stdout).unwrap()).to_vec()
}

/// A refusal, on stderr.
fn refused() -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosskms"));
    command.args(["--format", "json", "--cloud", "embedded", "--snapshot", "accounts.json", "plan"]);
    let output = command.current_dir(tests().join("refusals.in")).output().unwrap();
    serde_json::from_slice(&output.stderr).unwrap()
}

/// The lines that `evaluate` answers, with one that it cannot read.
fn evaluated() -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scenarios.jsonl");
    let conformance = tests().join("../../../tests/conformance/kms.jsonl");
    let scenarios = std::fs::read_to_string(conformance).unwrap();
    std::fs::write(&file, format!("{scenarios}{{\"id\": \"cut off")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_crosskms")).arg("evaluate").arg(&file).output().unwrap();
    let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice::<Value>(line).unwrap()).collect()
}

fn members(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                found.insert(name.clone());
                if !(OF_OTHERS.contains(&name.as_str()) && value.is_object()) {
                    members(value, found);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| members(value, found)),
        _ => {}
    }
}

#[test]
fn every_member_is_on_the_page() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/json.md")).unwrap();
    let words: BTreeSet<&str> =
        page.split('`').skip(1).step_by(2).flat_map(|code| code.split(['.', '['])).collect();
    let object = "s3://example-raw-events/a";
    let answers = of_runs().into_iter().chain([
        answer("explain.in", &["--snapshot", "accounts.json", "explain", "GetObject", object, "--as", ROLE]),
        answer("explain.in", &["--snapshot", "accounts.json", "explain", "--message", EVENT, "--as", ROLE]),
        answer("who_can.in", &["--snapshot", "accounts.json", "who-can", "kms:Decrypt", KEY]),
        answer("who_can.in", &["--snapshot", "accounts.json", "what-can", ROLE]),
        answer("diff.in", &["diff", "before.json", "after.json"]),
        evaluated(),
        refused(),
    ]);
    let mut found = BTreeSet::new();
    answers.for_each(|answer| members(&answer, &mut found));
    for of_one_answer in [
        "nearest",
        "fate",
        "cases",
        "depends_on",
        "agrees",
        "error",
        "outcome",
        "takes_back",
        "may_be_allowed",
    ] {
        assert!(found.contains(of_one_answer), "{found:?}");
    }
    let missing: Vec<&String> = found.iter().filter(|name| !words.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "docs/json.md says nothing of {missing:?}");
}
