//! A gate's part in a decision, for people.

use crosskms::authorize::GateReport;

use super::{DIM, line};

pub(super) fn gate(gate: &GateReport) {
    let statements = match gate.statements.as_slice() {
        [] => String::new(),
        statements => format!(" by {}", statements.join(", ")),
    };
    let note = gate.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    line(&format!("    {} of account {}: {}{statements}{note}", gate.gate, gate.account, gate.verdict));
    if let Some(nearest) = &gate.nearest {
        line(&format!("      {DIM}nearest is {}, whose {} fails:{DIM:#}", nearest.statement, nearest.failed));
        line(&format!("      {DIM}expected {}{DIM:#}", nearest.expected.join(" or ")));
        let actual = if nearest.actual.is_empty() { "nothing".to_owned() } else { nearest.actual.join(", ") };
        line(&format!("      {DIM}found    {actual}{DIM:#}"));
    }
}
