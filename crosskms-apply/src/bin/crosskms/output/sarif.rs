//! Findings as SARIF 2.1.0, which code review tools show beside the lines.

use std::collections::BTreeMap;

use crosskms::finding::Severity;
use crosskms_apply::config::LocatedFinding;
use serde_json::{Value, json};

/// One run with all findings, and the rules that they fail.
pub(crate) fn sarif(findings: &[LocatedFinding]) -> Value {
    let rules: BTreeMap<&str, Value> = findings
        .iter()
        .map(|located| {
            let rule = located.finding.rule;
            let described = json!({
                "id": rule.name,
                "shortDescription": { "text": rule.summary },
                "helpUri": rule.page,
                "defaultConfiguration": { "level": level(rule.severity) },
            });
            (rule.name, described)
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "crosskms",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.into_values().collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(located: &LocatedFinding) -> Value {
    let LocatedFinding { finding, place } = located;
    let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    json!({
        "ruleId": finding.rule.name,
        "level": level(finding.severity()),
        "message": { "text": format!("{}{help}", finding.message) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": place.file.replace('\\', "/") },
                "region": {
                    "startLine": place.line,
                    "startColumn": place.column,
                    "endColumn": place.end_column,
                },
            },
        }],
    })
}

/// SARIF knows no `deny`; a build that fails is an error to it.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        _ => "error",
    }
}
