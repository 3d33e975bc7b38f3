//! What the command writes: results to stdout, talk to stderr, colour on a terminal alone.

mod answers;
mod denial;
mod diff;
mod difference;
mod explanation;
mod finding;
mod gate;
mod import;
mod keys;
mod live;
mod plan;
mod progress;
mod reach;
mod runs;
mod sarif;
mod tests;
mod verification;

pub(crate) use answers::{answers_json, what_can, who_can};
pub(crate) use denial::{Over, denials};
pub(crate) use difference::difference;
pub(crate) use explanation::explanation;
pub(crate) use finding::finding;
pub(crate) use import::imported;
pub(crate) use keys::{KeyResult, key_for_the_operator, key_results};
pub(crate) use plan::{plan, plan_for_the_operator};
pub(crate) use progress::{Progress, carried_out};
pub(crate) use runs::{one_run, runs};
pub(crate) use sarif::sarif;
pub(crate) use tests::{Failed, FileTally, TestReport, Unreadable, tests};
pub(crate) use verification::{Besides, verification};

use std::io::{BufRead, ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};
use crosskms_apply::Purpose;
use crosskms_apply::config::LocatedFinding;
use crosskms_apply::plan::Refusal;
use serde::Serialize;
use serde_json::json;

use crate::arguments::Format;
use crate::failure::CommandError;

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// Why a part of the result could not be written.
static UNWRITTEN: OnceLock<std::io::Error> = OnceLock::new();

/// A line of the result. What could not be written is told at the end, since a run goes on without readers.
pub(crate) fn line(text: &str) {
    let written = writeln!(anstream::stdout(), "{text}");
    note(written);
}

/// Why the result is not whole, if it is not.
pub(crate) fn unwritten() -> Option<&'static std::io::Error> {
    note(std::io::stdout().flush());
    UNWRITTEN.get()
}

/// A closed pipe leaves nobody to tell.
fn note(written: std::io::Result<()>) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = UNWRITTEN.set(error);
    }
}

/// A line of talk.
pub(crate) fn talk(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// A line of talk where a progress bar may stand, or what a terminal shows of Ctrl-C; with an empty one, room for the next.
pub(crate) fn over_the_bar(text: &str) {
    let clear = if std::io::stderr().is_terminal() { "\r\u{1b}[2K" } else { "" };
    let end = if text.is_empty() { "" } else { "\n" };
    let _ = write!(anstream::stderr(), "{clear}{text}{end}");
}

/// Talk about what is odd, but no failure.
pub(crate) fn warning(text: &str) {
    talk(&format!("{YELLOW}warning{YELLOW:#}: {text}"));
}

pub(crate) fn heading(text: &str) {
    line(&format!("{BOLD}{text}{BOLD:#}"));
}

/// A result for machines.
pub(crate) fn json(value: &impl Serialize) {
    line(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// The result of a run for machines, with its id; none, where there was nothing to do.
pub(crate) fn json_of_run(value: &impl Serialize, run: Option<&str>) {
    let mut value = json!(value);
    if let Some(members) = value.as_object_mut() {
        members.insert("run".to_owned(), json!(run));
    }
    json(&value);
}

/// `1 grant`, `2 grants`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// The first of some names, after what they are; nothing, where there are none.
pub(crate) fn listed(what: &str, names: &[String]) -> Option<String> {
    const MOST: usize = 5;
    let first: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > MOST { ", …" } else { "" };
    (!first.is_empty()).then(|| format!("{what} {}{more}", first.join(", ")))
}

/// Why the run failed, on stderr.
pub(crate) fn error(format: Format, error: &CommandError) {
    match format {
        Format::Human => {
            // Findings bring a severity of their own.
            match error.findings() {
                [] => talk(&format!("{RED}error{RED:#}: {error}")),
                findings => {
                    findings.iter().for_each(|located| talk(&finding(located)));
                    talk(&format!("{RED}{error}{RED:#}"));
                }
            }
            let refusals = error.refusals();
            refusals.iter().for_each(|refusal| talk(&refusal.to_string()));
            // The last line is what is seen of many.
            if refusals.len() > 1 && matches!(error, CommandError::Refused { .. }) {
                talk(&format!("{RED}{}{RED:#}; nothing was changed", counted(refusals.len(), "refusal")));
            }
            if let Some(help) = error.help() {
                talk(&format!("  help: {help}"));
            }
        }
        _ => {
            let refusals: Vec<_> = error.refusals().iter().map(refusal_json).collect();
            let value = json!({
                "error": error.to_string(),
                "help": error.help(),
                "findings": error.findings().iter().map(finding_json).collect::<Vec<_>>(),
                "refusals": refusals,
                "run": error.run(),
            });
            talk(&serde_json::to_string_pretty(&value).unwrap_or_default());
        }
    }
}

pub(crate) fn warnings(format: Format, findings: &[LocatedFinding]) {
    if format == Format::Human {
        findings.iter().for_each(|located| talk(&finding(located)));
    }
}

fn refusal_json(refusal: &Refusal) -> serde_json::Value {
    let mut value = json!(refusal);
    if let Some(members) = value.as_object_mut() {
        members.insert("may_be_allowed".to_owned(), json!(refusal.may_be_allowed()));
    }
    value
}

pub(crate) fn finding_json(located: &LocatedFinding) -> serde_json::Value {
    let finding = &located.finding;
    json!({
        "rule": finding.rule.name,
        "severity": finding.severity().as_str(),
        "message": finding.message,
        "help": finding.help,
        "page": finding.rule.page,
        "place": located.place,
    })
}

/// Asks whether to go on with a plan.
pub(crate) fn confirm(purpose: Purpose) -> Result<(), CommandError> {
    ask(match purpose {
        Purpose::Apply => "Apply these changes?",
        Purpose::Revoke => "Take these grants back?",
        Purpose::Rollback => "Restore these documents?",
    })
}

/// Whether somebody can answer a question.
pub(crate) fn is_somebody_there() -> bool {
    std::io::stdin().is_terminal()
}

/// Asks a question, to which everything but yes is no.
pub(crate) fn ask(question: &str) -> Result<(), CommandError> {
    if !is_somebody_there() {
        let help = Some("nobody is there to ask; pass `--yes` to go on without asking");
        return Err(CommandError::NotConfirmed { help });
    }
    let mut stderr = anstream::stderr();
    let _ = write!(stderr, "{BOLD}{question}{BOLD:#} [y/N] ").and_then(|()| stderr.flush());
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    match (read, answer.trim().to_ascii_lowercase().as_str()) {
        (Ok(_), "y" | "yes") => Ok(()),
        _ => Err(CommandError::NotConfirmed { help: None }),
    }
}
