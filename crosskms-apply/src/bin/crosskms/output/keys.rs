//! Keys that are to be created, and what became of them.

use crosskms_apply::create_key::{Difference, ExistingKey, HowCreated, NewKey, Standing};
use serde_json::json;

use super::{BOLD, DIM, GREEN, YELLOW, line, talk, warning};
use crate::arguments::Format;

/// A key that is there now.
pub(crate) struct KeyResult<'k> {
    pub(crate) wanted: &'k NewKey,
    pub(crate) key: String,
    pub(crate) how: HowCreated,
    pub(crate) differences: Vec<Difference>,
}

/// What is to be done about a key, before the question whether to go on.
pub(crate) fn key_for_the_operator(format: Format, wanted: &NewKey, standing: &Standing) {
    let alias = wanted.alias().name();
    match (format, standing) {
        (Format::Human, _) => human(wanted, standing),
        (_, Standing::Missing { .. }) => talk(&format!("+ key {alias}")),
        (_, Standing::Unnamed(found)) => talk(&format!("~ key {alias}, which is {}", found.key)),
        _ => {}
    }
    if let Standing::Missing { unread, unanswered } = standing {
        if *unread > 0 {
            warning(&format!(
                "the tags of {} may not be read; whether one was created for `{alias}` is not known",
                super::counted(*unread, "key")
            ));
        }
        if let Some(asked) = unanswered {
            warning(&format!(
                "a run asked for a key for `{alias}` at {asked} and had no answer; no key of that run shows"
            ));
        }
    }
}

fn human(wanted: &NewKey, standing: &Standing) {
    let (name, account, region) = (wanted.alias().name(), wanted.alias().account(), wanted.alias().region());
    let (sign, style) = match standing {
        Standing::Missing { .. } => ('+', GREEN),
        Standing::Unnamed(_) => ('~', YELLOW),
        _ => ('=', DIM),
    };
    line(&format!("{style}{sign}{style:#} {BOLD}key {name}{BOLD:#}"));
    line(&format!("    {DIM}account {account}, {region}{DIM:#}"));
    match standing {
        Standing::Unnamed(found) => {
            line(&format!("    an earlier run created {} for it, which gets the alias", found.key));
            differences(found);
        }
        Standing::There(found) => {
            line(&format!("    is there: {}", found.key));
            differences(found);
        }
        _ => details(wanted),
    }
    line("");
}

fn details(wanted: &NewKey) {
    let regions =
        if wanted.is_multi_region() { "can be replicated to other Regions" } else { "for one Region" };
    line(&format!("    symmetric, to encrypt and decrypt, {regions}"));
    if !wanted.description().is_empty() {
        line(&format!("    description: {}", wanted.description()));
    }
    for (key, value) in wanted.tags() {
        line(&format!("    tag: {key} = {value}"));
    }
    for text in wanted.policy().to_string().lines() {
        line(&format!("      {GREEN}+ {text}{GREEN:#}"));
    }
}

fn differences(found: &ExistingKey) {
    for difference in &found.differences {
        line(&format!("    {YELLOW}differs{YELLOW:#}: {difference}"));
    }
    if !found.differences.is_empty() {
        line("    what differs stays as it is");
    }
}

/// The ARNs of the keys, ready to be written into grants.
pub(crate) fn key_results(format: Format, results: &[KeyResult<'_>]) {
    if format == Format::Human {
        return results.iter().for_each(result);
    }
    let results: Vec<_> = results.iter().map(as_json).collect();
    super::json(&results);
}

fn result(result: &KeyResult<'_>) {
    let how = match result.how {
        HowCreated::AlreadyThere => "was there",
        HowCreated::Named => "has got its alias",
        HowCreated::Created => "created",
    };
    line(&format!("{DIM}# {}, {how}{DIM:#}", result.wanted.alias().name()));
    line(&format!("key = \"{}\"", result.key));
}

fn as_json(result: &KeyResult<'_>) -> serde_json::Value {
    let alias = result.wanted.alias();
    json!({
        "alias": alias.name(),
        "account": alias.account(),
        "region": alias.region(),
        "key": result.key,
        "outcome": result.how,
        "differences": result.differences.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
