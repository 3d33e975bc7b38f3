//! `condition_key/table.rs`.

use crate::condition_key::ConditionKey;

const HEADER: &str = "\
//! The condition keys that are known: generated, not to be edited.
//!
//! `cargo run -p crosskms-catalogue` writes this file from `global-condition-keys.json`,
//! `kms-actions.json` and `s3-actions.json` in `catalogue/data`.

use super::{ConditionKey, ValueType};

/// Every known condition key, sorted by name.
pub(super) const ALL: &[ConditionKey] = &[
";

/// One line for each key, as rustfmt would leave it.
pub(crate) fn render(keys: &[ConditionKey<'_>]) -> String {
    let row = |key: &ConditionKey<'_>| {
        let constructor = if key.multivalued { "multivalued" } else { "single_valued" };
        format!("    ConditionKey::{constructor}({:?}, ValueType::{}),\n", key.name, key.value_type)
    };
    let rows: String = keys.iter().map(row).collect();
    format!("{HEADER}{rows}];\n")
}
