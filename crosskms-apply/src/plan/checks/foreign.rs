//! Statements that others wrote: they stay as they are, and may stand in the way.

use crosskms::policy::{Policy, Statement};

use super::{Check, Document};
use crate::plan::{Edit, Refusal};

pub(super) static FOREIGN_STATEMENT: Check =
    Check { name: "foreign-statement", summary: "no statement of others changes", may_be_allowed: false };

pub(super) fn touched(document: &Document<'_>) -> Option<Refusal> {
    let Document { change, before, after } = document;
    if !matches!(change.edit, Edit::Statements { .. }) {
        return None;
    }
    let foreign = |policy: &Option<Policy>| -> Vec<Statement> {
        let statements = policy.iter().flat_map(|policy| document.foreign(policy));
        statements.map(|(_, statement)| statement.clone()).collect()
    };
    if foreign(before) == foreign(after) {
        return None;
    }
    let refusal = Refusal::new(&change.document, &FOREIGN_STATEMENT, "statements of others would change");
    Some(refusal.help("report this as a defect of crosskms"))
}
