//! A plan, for people and for machines.
//!
//! A plan that fits on a few screens is shown with the text of every document. A larger one is summed up: of what drifted
//! five documents of each kind are named, then how many more. What nobody may overlook stays in full: who loses access, and
//! what is to be done by hand. The last line counts, because it is the one that is still to be seen.

mod access;
mod detail;
pub(super) mod outline;

use crosskms_apply::plan::{Change, ManualStep, Step};
use crosskms_apply::{Plan, Purpose};

use access::Lost;

use super::{BOLD, DIM, GREEN, RED, YELLOW, counted, json, line, talk};
use crate::arguments::{Detail, Format};

/// The longest plan that is shown with the text of every document, in lines.
const LONGEST: usize = 500;

/// The plan as a result.
pub(crate) fn plan(format: Format, plan: &Plan, detail: &Detail) {
    match format {
        Format::Human => human(plan, detail).iter().for_each(|text| line(text)),
        _ => json(plan),
    }
}

/// The plan before the question whether to go on: part of the talk, when the result is for machines.
pub(crate) fn plan_for_the_operator(format: Format, plan: &Plan, detail: &Detail) {
    match format {
        Format::Human => human(plan, detail).iter().for_each(|text| line(text)),
        _ => {
            let lost = access::lost(plan);
            outline::of(plan, &lost).iter().chain([&summary(plan, &lost)]).for_each(|text| talk(text));
        }
    }
}

fn human(plan: &Plan, detail: &Detail) -> Vec<String> {
    let most = if detail.verbose { usize::MAX } else { LONGEST };
    let lost = access::lost(plan);
    let mut lines = match detail::of(plan, &lost, most) {
        Some(lines) => lines,
        None => {
            let mut lines = outline::of(plan, &lost);
            let of_one = match plan.purpose {
                Purpose::Rollback => "",
                _ => "; of one grant: `--grant NAME`",
            };
            lines.push(format!("{DIM}every document with its text: `--verbose`{of_one}{DIM:#}"));
            lines
        }
    };
    lines.push(summary(plan, &lost));
    lines
}

/// What both ways to show a plan have at their end.
fn besides(plan: &Plan) -> Vec<String> {
    let mut lines: Vec<String> = plan.manual_steps.iter().flat_map(manual_step).collect();
    lines.extend(plan.warnings.iter().map(|warning| format!("{YELLOW}warning{YELLOW:#}: {warning}")));
    lines
}

/// `+` for a new document, `~` for a changed one, `-` for one that goes.
const fn sign(change: &Change) -> (char, anstyle::Style) {
    match (&change.before, &change.after) {
        (None, _) => ('+', GREEN),
        (_, None) => ('-', RED),
        (Some(_), Some(_)) => ('~', YELLOW),
    }
}

fn manual_step(step: &ManualStep) -> Vec<String> {
    let ManualStep { account, principal, permission_set, grants, policy, .. } = step;
    let mut lines = vec![
        format!("{BOLD}By hand{BOLD:#}"),
        format!("  {principal}"),
        format!("      {DIM}account {account}, for {}{DIM:#}", grants.join(", ")),
        "      IAM Identity Center alone changes its policies: its administrator has to".to_owned(),
    ];
    match policy {
        Some(policy) => {
            let what = match step.step {
                Step::RemoveFromInlinePolicy => "leave this as",
                _ => "enter this as",
            };
            lines.push(format!("      {what} the inline policy of the permission set `{permission_set}`"));
            lines.extend(policy.lines().map(|text| format!("        {text}")));
        }
        None => {
            lines.push(format!("      delete the inline policy of the permission set `{permission_set}`"));
        }
    }
    lines.push(String::new());
    lines
}

fn summary(plan: &Plan, lost: &[Lost]) -> String {
    if plan.is_empty() {
        let nothing = "Nothing to do: every document is as it should be.";
        return if plan.is_done() { nothing } else { "Nothing to write; the rest is to be done by hand." }
            .to_owned();
    }
    let count = |wanted: char| plan.changes.iter().filter(|change| sign(change).0 == wanted).count();
    let losers = match access::losers(lost) {
        0 => String::new(),
        losers => format!(" {RED}{} {} access.{RED:#}", counted(losers, "principal"), loses(losers)),
    };
    format!(
        "Plan: {} to create, {} to change, {} to delete.{losers}",
        counted(count('+'), "document"),
        count('~'),
        count('-')
    )
}

const fn loses(number: usize) -> &'static str {
    if number == 1 { "loses" } else { "lose" }
}
