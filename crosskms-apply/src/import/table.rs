//! A grant as the `[[grant]]` table of `crosskms.toml`, its fields in the order of the documentation.

use std::collections::BTreeMap;

use crosskms::grant::{ConditionDraft, Draft};
use serde::Serialize;

/// The table, ready to stand at the end of a file.
///
/// # Errors
///
/// Never for a draft of texts; what TOML cannot hold is told.
pub fn grant_table(draft: &Draft) -> Result<String, toml::ser::Error> {
    toml::to_string_pretty(&File { grant: [Table::of(draft)] })
}

#[derive(Serialize)]
struct File<'d> {
    grant: [Table<'d>; 1],
}

#[derive(Serialize)]
struct Table<'d> {
    name: Option<&'d str>,
    key: Option<&'d str>,
    replicas: Option<&'d [String]>,
    bucket: Option<&'d str>,
    prefixes: Option<&'d [String]>,
    principal: Option<&'d str>,
    principals: Option<&'d [String]>,
    allow: Option<&'d [String]>,
    access: Option<&'d str>,
    via: Option<OneOrMany<'d>>,
    bucket_key: Option<bool>,
    bind: Option<&'d str>,
    mechanism: Option<&'d str>,
    identity_policy: Option<&'d str>,
    conditions: Option<BTreeMap<&'d str, BTreeMap<&'d str, OneOrMany<'d>>>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OneOrMany<'d> {
    One(&'d str),
    Many(&'d [String]),
}

impl<'d> Table<'d> {
    fn of(draft: &'d Draft) -> Self {
        Self {
            name: draft.name.as_deref(),
            key: draft.key.as_deref(),
            replicas: draft.replicas.as_deref(),
            bucket: draft.bucket.as_deref(),
            prefixes: draft.prefixes.as_deref(),
            principal: draft.principal.as_deref(),
            principals: draft.principals.as_deref(),
            allow: draft.allow.as_deref(),
            access: draft.access.as_deref(),
            via: draft.via.as_deref().map(OneOrMany::of),
            bucket_key: draft.bucket_key,
            bind: draft.bind.as_deref(),
            mechanism: draft.mechanism.as_deref(),
            identity_policy: draft.identity_policy.as_deref(),
            conditions: draft.conditions.as_deref().map(by_operator),
        }
    }
}

impl<'d> OneOrMany<'d> {
    fn of(values: &'d [String]) -> Self {
        match values {
            [only] => Self::One(only),
            values => Self::Many(values),
        }
    }
}

fn by_operator(conditions: &[ConditionDraft]) -> BTreeMap<&str, BTreeMap<&str, OneOrMany<'_>>> {
    let mut operators: BTreeMap<&str, BTreeMap<&str, OneOrMany<'_>>> = BTreeMap::new();
    for condition in conditions {
        let keys = operators.entry(&condition.operator).or_default();
        keys.insert(&condition.key, OneOrMany::of(&condition.values));
    }
    operators
}
