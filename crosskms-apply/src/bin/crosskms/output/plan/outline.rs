//! A plan that is too long to be read: a line for each document, or a table of how many there are of each kind in each
//! account, and what drifted document by document.

use std::collections::BTreeMap;

use crosskms::arn::AccountId;
use crosskms_apply::Plan;
use crosskms_apply::plan::{Change, Reason};

use super::access::Lost;
use super::{access, besides, counted, sign};
use crate::output::{BOLD, GREEN, RED, YELLOW, diff};

/// How many documents get a line each.
const LISTED: usize = 50;
/// How many documents are listed of each kind of drift.
const OF_KIND: usize = 5;
/// How many accounts get a line of the table each.
const ACCOUNTS: usize = 40;

/// The plan in outline, up to its last line.
pub(super) fn of(plan: &Plan, lost: &[Lost]) -> Vec<String> {
    let mut lines = match plan.changes.len() <= LISTED {
        true => plan.changes.iter().flat_map(document).collect(),
        false => counts(&plan.changes),
    };
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(access::in_short(plan, lost));
    lines.extend(besides(plan));
    lines
}

/// How many documents there are of each kind in each account, and which of them drifted.
pub(in crate::output) fn counts(changes: &[Change]) -> Vec<String> {
    let mut lines = table(changes);
    lines.extend(drifted(changes));
    lines
}

/// `~ key policy of arn:…  +14 -2`, and what drifted of it.
fn document(change: &Change) -> Vec<String> {
    let (sign, style) = sign(change);
    let (added, removed) = diff::counts(change);
    let counts = [(added, '+', GREEN), (removed, '-', RED)].into_iter().filter(|(count, ..)| *count > 0);
    let counts: String =
        counts.map(|(count, sign, style)| format!(" {style}{sign}{count}{style:#}")).collect();
    let mut lines = vec![format!("{style}{sign}{style:#} {} {counts}", change.document)];
    lines.extend(drift(change));
    lines
}

fn drift(change: &Change) -> impl Iterator<Item = String> {
    change.reasons.iter().filter(|reason| reason.is_drift()).map(|reason| format!("    because {reason}"))
}

/// What drifted, by how it did.
fn drifted(changes: &[Change]) -> Vec<String> {
    let mut by_kind: BTreeMap<&str, Vec<(&Change, &Reason)>> = BTreeMap::new();
    for change in changes {
        for reason in change.reasons.iter().filter(|reason| reason.is_drift()) {
            by_kind.entry(reason.kind()).or_default().push((change, reason));
        }
    }
    if by_kind.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), format!("{BOLD}Otherwise than the grants say{BOLD:#}")];
    for (kind, drifted) in by_kind {
        lines.push(format!("  {kind}"));
        for (change, reason) in drifted.iter().take(OF_KIND) {
            lines.push(format!("      {}", change.document));
            if drifted.len() <= OF_KIND && reason.to_string() != kind {
                lines.push(format!("        {reason}"));
            }
        }
        let more = drifted.len().saturating_sub(OF_KIND);
        lines.extend((more > 0).then(|| format!("      … and {}", counted(more, "more document"))));
    }
    lines
}

/// How many documents of a kind are created, changed and deleted.
type Counts = [usize; 3];

const SIGNS: [(char, anstyle::Style); 3] = [('+', GREEN), ('~', YELLOW), ('-', RED)];

/// A line for each account, a column for each kind; the sums last.
fn table(changes: &[Change]) -> Vec<String> {
    let mut kinds: Vec<&str> = Vec::new();
    let mut by_account: BTreeMap<AccountId, BTreeMap<&str, Counts>> = BTreeMap::new();
    let mut sums: BTreeMap<&str, Counts> = BTreeMap::new();
    for change in changes {
        let kind = change.document.kind();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
        let of_account = by_account.entry(change.document.account()).or_default();
        for counts in [of_account.entry(kind).or_default(), sums.entry(kind).or_default()] {
            let signs = SIGNS.iter().zip(counts).filter(|((sign, _), _)| *sign == super::sign(change).0);
            signs.for_each(|(_, count)| *count = count.saturating_add(1));
        }
    }
    let accounts = counted(by_account.len(), "account");
    let first = accounts.len().max(12);
    let width = |kind: &&str| kind.len().max(sums.get(kind).map_or(0, |sum| cell(sum).1)).saturating_add(2);
    let widths: Vec<usize> = kinds.iter().map(width).collect();
    let row = |name: &str, counts: &BTreeMap<&str, Counts>| {
        let cells = kinds.iter().zip(&widths).map(|(kind, width)| {
            let (text, length) = counts.get(kind).map_or_else(|| ("-".to_owned(), 1), cell);
            format!("{}{text}", " ".repeat(width.saturating_sub(length)))
        });
        format!("{name:first$}{}", cells.collect::<String>())
    };
    let names: String = kinds.iter().zip(&widths).map(|(kind, width)| format!("{kind:>width$}")).collect();
    let mut lines = vec![format!("{BOLD}{:first$}{names}{BOLD:#}", "")];
    if by_account.len() <= ACCOUNTS {
        lines.extend(by_account.iter().map(|(account, counts)| row(account.as_str(), counts)));
    }
    lines.push(row(&accounts, &sums));
    lines
}

/// `+5 ~2`, and how wide that is on a terminal.
fn cell(counts: &Counts) -> (String, usize) {
    let parts = SIGNS.iter().zip(counts).filter(|(_, count)| **count > 0);
    let plain: Vec<String> = parts.clone().map(|((sign, _), count)| format!("{sign}{count}")).collect();
    let styled: Vec<String> =
        parts.map(|((sign, style), count)| format!("{style}{sign}{count}{style:#}")).collect();
    (styled.join(" "), plain.join(" ").chars().count())
}
