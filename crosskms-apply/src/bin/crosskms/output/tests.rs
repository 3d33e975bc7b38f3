//! What came of policy tests, in the style of a test runner.

use std::time::Duration;

use crosskms::authorize::Decision;
use crosskms::json::ReadError;
use crosskms_apply::Scenario;
use crosskms_apply::scenario::message_of;
use serde_json::{Value, json};

use super::{GREEN, RED, line, talk};

/// What came of the scenarios of some files.
#[derive(Debug, Default)]
pub(crate) struct TestReport {
    pub(crate) files: Vec<FileTally>,
}

/// What came of the scenarios of one file, or of all.
#[derive(Debug, Default)]
pub(crate) struct FileTally {
    pub(crate) path: String,
    pub(crate) passed: usize,
    pub(crate) failed: Vec<Failed>,
    pub(crate) unreadable: Vec<Unreadable>,
    pub(crate) without_expect: usize,
    pub(crate) filtered: usize,
}

/// A scenario that is decided otherwise than it expects.
#[derive(Debug)]
pub(crate) struct Failed {
    /// File and line.
    pub(crate) place: String,
    pub(crate) expect: Decision,
    pub(crate) scenario: Box<Scenario>,
}

/// A scenario that could not be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) path: String,
    pub(crate) error: ReadError,
}

/// Sums over files.
#[derive(Debug, Default)]
pub(crate) struct Total<'t> {
    pub(crate) passed: usize,
    pub(crate) failed: Vec<&'t Failed>,
    pub(crate) unreadable: Vec<&'t Unreadable>,
    without_expect: usize,
    filtered: usize,
}

impl TestReport {
    pub(crate) fn total(&self) -> Total<'_> {
        let mut total = Total::default();
        for file in &self.files {
            total.passed = total.passed.saturating_add(file.passed);
            total.failed.extend(&file.failed);
            total.unreadable.extend(&file.unreadable);
            total.without_expect = total.without_expect.saturating_add(file.without_expect);
            total.filtered = total.filtered.saturating_add(file.filtered);
        }
        total
    }

    pub(crate) fn as_json(&self) -> Value {
        let total = self.total();
        json!({
            "passed": total.passed,
            "failed": total.failed.len(),
            "unreadable": total.unreadable.len(),
            "without_expect": total.without_expect,
            "filtered_out": total.filtered,
            "failures": total.failed.iter().map(|failed| failed.as_json()).collect::<Vec<_>>(),
            "errors": total.unreadable.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }
}

impl Failed {
    fn as_json(&self) -> Value {
        json!({"place": self.place, "expect": self.expect.as_str(), "answer": self.scenario.answer()})
    }
}

/// What came of the scenarios: a line for each file, every failure explained, and the sum.
pub(crate) fn tests(report: &TestReport, elapsed: Duration) {
    let total = report.total();
    for file in &report.files {
        // A file of which nothing was chosen is not worth a line.
        if file.passed > 0 || !file.failed.is_empty() || !file.unreadable.is_empty() {
            line(&of_file(file));
        }
    }
    total.failed.iter().for_each(|failed| explain(failed));
    for unreadable in &total.unreadable {
        talk(&format!("{RED}error{RED:#}: {unreadable}"));
    }
    if !total.failed.is_empty() {
        line("\nfailures:");
        total.failed.iter().for_each(|failed| line(&format!("    {}: {}", failed.place, failed.scenario)));
    }
    let unreadable = match total.unreadable.len() {
        0 => String::new(),
        unreadable => format!(" {unreadable} unreadable;"),
    };
    let without = match total.without_expect {
        0 => String::new(),
        without => format!(" {without} without `expect`;"),
    };
    let word = match total.failed.is_empty() && total.unreadable.is_empty() {
        true => format!("{GREEN}ok{GREEN:#}"),
        false => format!("{RED}FAILED{RED:#}"),
    };
    line(&format!(
        "\ntest result: {word}. {} passed; {} failed;{unreadable}{without} {} filtered out; finished in {:.2}s",
        total.passed,
        total.failed.len(),
        total.filtered,
        elapsed.as_secs_f64(),
    ));
}

fn of_file(file: &FileTally) -> String {
    let mut text = format!("{}: {} passed", file.path, file.passed);
    if !file.failed.is_empty() {
        text.push_str(&format!(", {RED}{} failed{RED:#}", file.failed.len()));
    }
    if !file.unreadable.is_empty() {
        text.push_str(&format!(", {RED}{} unreadable{RED:#}", file.unreadable.len()));
    }
    text
}

fn explain(failed: &Failed) {
    let authorization = failed.scenario.authorize();
    line(&format!("\n---- {}: {} ----", failed.place, failed.scenario));
    line(&format!("    {}", failed.scenario.request));
    line(&format!(
        "    expected {GREEN}{}{GREEN:#}, decided {RED}{}{RED:#}",
        failed.expect, authorization.decision
    ));
    authorization.gates.iter().for_each(super::gate::gate);
    if let Some(reason) = &authorization.reason {
        line(&format!("    {reason}"));
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (line, column) = self.error.position();
        write!(f, "{}:{line}:{column}: {}", self.path, message_of(&self.error))
    }
}
