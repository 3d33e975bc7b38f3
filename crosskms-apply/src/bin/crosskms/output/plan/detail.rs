//! Every document with its text, and every permission.

use crosskms_apply::Plan;
use crosskms_apply::plan::Change;

use super::access::Lost;
use super::{access, besides, sign};
use crate::output::{BOLD, DIM, diff};

/// The plan in detail; none, when that takes more than so many lines.
pub(super) fn of(plan: &Plan, lost: &[Lost], most: usize) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for change in &plan.changes {
        lines.extend(document(change));
        if lines.len() > most {
            return None;
        }
    }
    lines.extend(access::in_detail(plan, lost));
    if lines.len() > most {
        return None;
    }
    lines.extend(besides(plan));
    Some(lines)
}

fn document(change: &Change) -> Vec<String> {
    let (sign, style) = sign(change);
    let mut lines = vec![
        format!("{style}{sign}{style:#} {BOLD}{}{BOLD:#}", change.document),
        format!("    {DIM}account {}, for {}{DIM:#}", change.document.account(), change.grants.join(", ")),
    ];
    lines.extend(change.reasons.iter().map(|reason| format!("    because {reason}")));
    lines.extend(diff::lines(change));
    lines.push(String::new());
    lines
}
