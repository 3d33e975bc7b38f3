//! A plan, for people and for machines.

use crosskms::authorize::Decision;
use crosskms_apply::Plan;
use crosskms_apply::plan::{AccessChange, Change, ManualStep, Step};

use super::{BOLD, DIM, GREEN, RED, YELLOW, counted, heading, json, line, talk};
use crate::arguments::Format;

/// The plan as a result.
pub(crate) fn plan(format: Format, plan: &Plan) {
    match format {
        Format::Human => human(plan),
        _ => json(plan),
    }
}

/// The plan before the question whether to go on: part of the talk, when the result is for machines.
pub(crate) fn plan_for_the_operator(format: Format, plan: &Plan) {
    match format {
        Format::Human => human(plan),
        _ => {
            plan.changes.iter().for_each(|change| talk(&format!("{} {}", sign(change).0, change.document)));
        }
    }
}

fn human(plan: &Plan) {
    for change in &plan.changes {
        let (sign, style) = sign(change);
        line(&format!("{style}{sign}{style:#} {BOLD}{}{BOLD:#}", change.document));
        line(&format!(
            "    {DIM}account {}, for {}{DIM:#}",
            change.document.account(),
            change.grants.join(", ")
        ));
        for reason in &change.reasons {
            line(&format!("    because {reason}"));
        }
        super::diff::print(change);
        line("");
    }
    if !plan.access.is_empty() {
        heading("Access");
        plan.access.iter().for_each(access);
        line("");
    }
    plan.manual_steps.iter().for_each(manual_step);
    for warning in &plan.warnings {
        line(&format!("{YELLOW}warning{YELLOW:#}: {warning}"));
    }
    line(&summary(plan));
}

/// `+` for a new document, `~` for a changed one, `-` for one that goes.
fn sign(change: &Change) -> (char, anstyle::Style) {
    match (&change.before, &change.after) {
        (None, _) => ('+', GREEN),
        (_, None) => ('-', RED),
        (Some(_), Some(_)) => ('~', YELLOW),
    }
}

fn manual_step(step: &ManualStep) {
    let ManualStep { account, principal, permission_set, grants, policy, .. } = step;
    heading("By hand");
    line(&format!("  {principal}"));
    line(&format!("      {DIM}account {account}, for {}{DIM:#}", grants.join(", ")));
    line("      IAM Identity Center alone changes its policies: its administrator has to");
    match policy {
        Some(policy) => {
            let what = match step.step {
                Step::RemoveFromInlinePolicy => "leave this as",
                _ => "enter this as",
            };
            line(&format!("      {what} the inline policy of the permission set `{permission_set}`"));
            policy.lines().for_each(|text| line(&format!("        {text}")));
        }
        None => line(&format!("      delete the inline policy of the permission set `{permission_set}`")),
    }
    line("");
}

fn access(access: &AccessChange) {
    let AccessChange { principal, action, resource, before, after, certain, .. } = access;
    let (sign, style) = match after {
        Decision::ImplicitDeny | Decision::ExplicitDeny => ('-', RED),
        _ => ('+', GREEN),
    };
    line(&format!("  {style}{sign} {action}{style:#} for {principal}"));
    let doubt = if *certain { "" } else { ", as far as can be read" };
    line(&format!("      on {resource}"));
    line(&format!("      {DIM}{} before, {} after{doubt}{DIM:#}", in_words(*before), in_words(*after)));
}

const fn in_words(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "allowed",
        Decision::ImplicitDeny => "denied",
        Decision::ExplicitDeny => "explicitly denied",
        _ => "unknown",
    }
}

fn summary(plan: &Plan) -> String {
    if plan.is_empty() {
        let nothing = "Nothing to do: every document is as it should be.";
        return if plan.is_done() { nothing } else { "Nothing to write; the rest is to be done by hand." }
            .to_owned();
    }
    let count = |wanted: char| plan.changes.iter().filter(|change| sign(change).0 == wanted).count();
    format!(
        "Plan: {} to create, {} to change, {} to delete.",
        counted(count('+'), "document"),
        count('~'),
        count('-')
    )
}
