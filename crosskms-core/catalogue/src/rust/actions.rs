//! `kms.rs` and `s3.rs`.
//!
//! rustfmt is told to skip them: it would spread each action over a dozen lines.

use std::collections::BTreeMap;

use super::layout::{fill, screaming_snake};
use crate::data::{AccessLevel, ActionResource, Reference};
use crate::definition::Definition;

/// What tells the files apart.
pub(crate) struct Table {
    prefix: &'static str,
    variant: &'static str,
    /// The service's name in running text.
    name: &'static str,
    /// What is said of an action that works across accounts; S3's data leave it open, so nothing there.
    across_accounts: Option<&'static str>,
    sources: &'static str,
    imports: &'static str,
}

pub(crate) const KMS: Table = Table {
    prefix: "kms",
    variant: "Kms",
    name: "AWS KMS",
    across_accounts: Some("works across accounts"),
    sources: "`kms-actions.json`, `kms-cross-account.json` and `kms-actions.csv`",
    imports: "AccessLevel, Action, Definition, KeyUsage, Service",
};

pub(crate) const S3: Table = Table {
    prefix: "s3",
    variant: "S3",
    name: "Amazon S3",
    across_accounts: None,
    sources: "`s3-actions.json`",
    imports: "AccessLevel, Action, Definition, Service",
};

/// The names of the lists of condition keys, each after the first action that has it.
type KeyLists<'a> = BTreeMap<Vec<&'a str>, String>;

/// The constants first, then `ALL`, then what is known of each, then the lists of condition keys that they share.
pub(crate) fn render(table: &Table, reference: &Reference, definitions: &[Definition<'_>]) -> String {
    let key_lists = key_lists(definitions);
    let mut text = header(table, reference);
    for (position, definition) in definitions.iter().enumerate() {
        text.push_str(&constant(table, definition, position));
    }
    text.push_str(
        "\n/// Every action of the service, sorted by name.\npub(super) const ALL: &[Action] = &[\n",
    );
    text.push_str(&fill("    ", definitions.iter().map(|definition| format!("{},", definition.entry.name))));
    text.push_str("];\n");

    text.push_str(
        "\n/// What is known of each, at the action's own position.\n\
         pub(super) static DEFINITIONS: &[Definition] = &[\n",
    );
    for definition in definitions {
        text.push_str(&known(definition, &key_lists));
    }
    text.push_str("];\n");

    text.push_str("\n// The lists of condition keys, each named after the first action that has it.\n");
    let mut key_lists: Vec<_> = key_lists.iter().collect();
    key_lists.sort_by_key(|(_, name)| *name);
    for (keys, name) in key_lists {
        let keys = fill("    ", keys.iter().map(|key| format!("{key:?},")));
        text.push_str(&format!("\nconst {name}: &[&str] = &[\n{keys}];\n"));
    }
    text
}

fn header(table: &Table, reference: &Reference) -> String {
    let Table { name, sources, imports, .. } = table;
    let date = reference.data_date.split('T').next().unwrap_or_default();
    let origin = format!(
        "`cargo run -p crosskms-catalogue` writes this file from {sources} in `catalogue/data`, AWS's \
         Service Authorization Reference as of {date}."
    );
    let origin = fill("//! ", origin.split(' '));
    format!(
        "//! The actions of {name}: generated, not to be edited.
//!
{origin}#![cfg_attr(rustfmt, rustfmt_skip)]
#![expect(non_upper_case_globals, reason = \"an action is spelled as AWS spells it\")]

use super::{{{imports}}};
"
    )
}

fn key_lists<'a>(definitions: &[Definition<'a>]) -> KeyLists<'a> {
    let mut lists = KeyLists::new();
    for Definition { entry, condition_keys, .. } in definitions {
        let keys: Vec<_> = condition_keys.iter().copied().collect();
        if !keys.is_empty() {
            lists
                .entry(keys)
                .or_insert_with(|| format!("CONDITION_KEYS_OF_{}", screaming_snake(&entry.name)));
        }
    }
    lists
}

fn constant(table: &Table, definition: &Definition<'_>, position: usize) -> String {
    format!(
        "\n{}pub const {}: Action = Action::new(Service::{}, {position});\n",
        fill("/// ", description(table, definition).split(' ')),
        definition.entry.name,
        table.variant,
    )
}

fn known(definition: &Definition<'_>, key_lists: &KeyLists<'_>) -> String {
    let Definition { entry, condition_keys, cross_account, key_usages, grantable, .. } = definition;
    let keys: Vec<_> = condition_keys.iter().copied().collect();
    let keys = key_lists.get(&keys).map_or("&[]", String::as_str);

    let resource_types = list(entry.resource_types.iter().map(|it| format!("{:?}", it.name)));
    let key_usages = list(key_usages.iter().map(|usage| format!("KeyUsage::{}", usage.variant)));
    let fields = [
        format!("name: {:?},", entry.name),
        format!("access_level: AccessLevel::{:?},", entry.access_level),
        format!("resource_types: {resource_types},"),
        format!("condition_keys: {keys},"),
        format!("cross_account: {cross_account},"),
        format!("key_usages: {key_usages},"),
        format!("grantable: {grantable},"),
    ];
    format!("    Definition {{\n{}    }},\n", fill("        ", fields))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("&[{}]", items.collect::<Vec<_>>().join(", "))
}

/// What an editor shows: `kms:Decrypt`: Write, on `key`; works across accounts; …
fn description(table: &Table, definition: &Definition<'_>) -> String {
    let Definition { entry, cross_account, key_usages, grantable, page, .. } = definition;
    let level = access_level(entry.access_level);
    let mut facts =
        vec![format!("`{}:{}`: {level}, on {}", table.prefix, entry.name, resources(&entry.resource_types))];
    if *cross_account {
        facts.extend(table.across_accounts.map(str::to_owned));
    } else {
        facts.push("only in the caller's own account".to_owned());
    }
    if !key_usages.is_empty() {
        let usages: Vec<_> = key_usages.iter().map(|usage| usage.prose).collect();
        facts.push(format!("for {} keys", usages.join(" and ")));
    }
    if *grantable {
        facts.push("can stand in a KMS grant".to_owned());
    }
    format!("{}. [AWS]({page})", facts.join("; "))
}

fn access_level(level: AccessLevel) -> &'static str {
    match level {
        AccessLevel::List => "List",
        AccessLevel::Read => "Read",
        AccessLevel::Write => "Write",
        AccessLevel::PermissionsManagement => "Permissions management",
        AccessLevel::Tagging => "Tagging",
    }
}

/// All of them when the reference marks them as required, else any one of them.
fn resources(types: &[ActionResource]) -> String {
    if types.is_empty() {
        return "`*` alone".to_owned();
    }
    let joined_by = if types.iter().all(|it| it.required) { " and " } else { " or " };
    types.iter().map(|it| format!("`{}`", it.name)).collect::<Vec<_>>().join(joined_by)
}
