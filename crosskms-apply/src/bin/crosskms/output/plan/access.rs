//! The access that a plan changes: what is lost in full, and what is gained as long as that is little.

use std::collections::{BTreeMap, BTreeSet};

use crosskms::authorize::Decision;
use crosskms_apply::plan::AccessChange;
use crosskms_apply::{Plan, Purpose};

use crate::output::reach::Reach;
use crate::output::{BOLD, DIM, GREEN, RED};

/// Every permission by itself, those that are lost last.
pub(super) fn in_detail(plan: &Plan, lost: &[Lost]) -> Vec<String> {
    if plan.access.is_empty() {
        return Vec::new();
    }
    // The texts of a whole run tell the same thing several times.
    if plan.purpose == Purpose::Rollback {
        return in_short(plan, lost);
    }
    let (lost, gained): (Vec<_>, Vec<_>) = plan.access.iter().partition(|change| is_lost(change));
    let mut lines = vec![format!("{BOLD}Access{BOLD:#}")];
    lines.extend(gained.into_iter().chain(lost).flat_map(permission));
    lines.push(String::new());
    lines
}

/// How many gain which action; every permission that is lost, by principal and resource.
pub(super) fn in_short(plan: &Plan, lost: &[Lost]) -> Vec<String> {
    let gained: Vec<&AccessChange> = plan.access.iter().filter(|change| change.gains()).collect();
    let mut lines = Vec::new();
    if !gained.is_empty() {
        lines.push(format!("{BOLD}Access that is gained{BOLD:#}"));
        lines.extend(by_action(&gained));
        lines.push(String::new());
    }
    lines.extend(headed(by_principal(lost)));
    lines
}

fn headed(lost: Vec<String>) -> Vec<String> {
    if lost.is_empty() {
        return lost;
    }
    let heading = format!("{BOLD}Access that is lost{BOLD:#}");
    [heading].into_iter().chain(lost).chain([String::new()]).collect()
}

/// How many principals lose something.
pub(super) fn losers(lost: &[Lost]) -> usize {
    lost.iter().map(|lost| &lost.principal).collect::<BTreeSet<_>>().len()
}

/// A principal and what it cannot do any more.
pub(super) struct Lost {
    principal: String,
    action: String,
    resource: String,
}

/// Who loses what.
pub(super) fn lost(plan: &Plan) -> Vec<Lost> {
    let lost = plan.access.iter().filter(|change| is_lost(change));
    let one = |change: &AccessChange| Lost {
        principal: change.principal.clone(),
        action: change.action.clone(),
        resource: change.resource.clone(),
    };
    lost.map(one).collect()
}

const fn is_lost(change: &AccessChange) -> bool {
    !change.gains()
}

fn permission(access: &AccessChange) -> [String; 3] {
    let AccessChange { principal, action, resource, before, after, certain, .. } = access;
    let (sign, style) = if is_lost(access) { ('-', RED) } else { ('+', GREEN) };
    let doubt = if *certain { "" } else { ", as far as can be read" };
    [
        format!("  {style}{sign} {action}{style:#} for {principal}"),
        format!("      on {resource}"),
        format!("      {DIM}{} before, {} after{doubt}{DIM:#}", in_words(*before), in_words(*after)),
    ]
}

fn by_action(gained: &[&AccessChange]) -> Vec<String> {
    let mut by_action: BTreeMap<&str, Reach<'_>> = BTreeMap::new();
    for change in gained {
        by_action.entry(&change.action).or_default().add(&change.principal, &change.resource);
    }
    let width = by_action.keys().map(|action| action.len()).max().unwrap_or_default();
    let line = |(action, reach)| format!("  {GREEN}+ {action:width$}{GREEN:#}  {reach}");
    let mut lines: Vec<String> = by_action.into_iter().map(line).collect();
    if gained.iter().any(|change| !change.certain) {
        lines.push(format!("    {DIM}as far as can be read{DIM:#}"));
    }
    lines
}

fn by_principal(lost: &[Lost]) -> Vec<String> {
    let mut by_principal: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for Lost { principal, action, resource } in lost {
        let resources = by_principal.entry(principal).or_default();
        resources.entry(resource).or_default().insert(action);
    }
    let mut lines = Vec::new();
    for (principal, resources) in by_principal {
        lines.push(format!("  {RED}- {principal}{RED:#}"));
        let of_resource = |(resource, actions): (&str, BTreeSet<&str>)| {
            format!("      {} on {resource}", actions.into_iter().collect::<Vec<_>>().join(", "))
        };
        lines.extend(resources.into_iter().map(of_resource));
    }
    lines
}

const fn in_words(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "allowed",
        Decision::ImplicitDeny => "denied",
        Decision::ExplicitDeny => "explicitly denied",
        _ => "unknown",
    }
}
