//! An error text of AWS's, read, and what follows from it.

use crosskms_apply::denial::{Denial, Policies, Reason};
use serde_json::json;

use super::{BOLD, DIM, GREEN, RED, YELLOW, line};
use crate::arguments::Format;

pub(crate) fn denial(format: Format, denial: &Denial) {
    match format {
        Format::Human => human(denial),
        Format::Json => super::json(&json!({ "message": denial, "conclusions": denial.conclusions() })),
    }
}

fn human(denial: &Denial) {
    let what = denial.action.as_deref().or(denial.operation.as_deref()).unwrap_or("a request");
    if denial.reason.is_denial() {
        line(&format!("{RED}denied{RED:#}  {BOLD}{what}{BOLD:#}: {}", in_short(denial)));
    } else {
        line(&format!("{YELLOW}failed{YELLOW:#}  {BOLD}{what}{BOLD:#}: not denied by a policy"));
    }
    let fields = [
        ("code", denial.code.as_deref()),
        ("operation", denial.operation.as_deref().filter(|operation| *operation != what)),
        ("principal", denial.principal.as_deref()),
        ("resource", denial.resource.as_deref()),
        ("request", denial.request_id.as_deref()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            line(&format!("  {DIM}{name:<9}{DIM:#} {value}"));
        }
    }
    let conclusions = denial.conclusions();
    part(&format!("{GREEN}proven{GREEN:#}"), &conclusions.proven);
    part(&format!("{YELLOW}open{YELLOW:#}"), &conclusions.open);
    part(&format!("{BOLD}next{BOLD:#}"), &conclusions.next);
}

fn part(heading: &str, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    line("");
    line(heading);
    sentences.iter().for_each(|sentence| line(&format!("  - {sentence}")));
}

fn in_short(denial: &Denial) -> String {
    let kind = denial.policies().map(Policies::as_str).unwrap_or_default();
    // A permissions boundary is a policy by its name already.
    let policy = match denial.policies() {
        Some(Policies::PermissionsBoundary) | None => kind.to_owned(),
        Some(_) => format!("{kind} policy"),
    };
    match &denial.reason {
        Reason::NotAllowed(_) => format!("no {policy} allows it"),
        Reason::Denied(Some(Policies::IdentityBased)) => format!("an explicit deny in an {policy}"),
        Reason::Denied(Some(_)) => format!("an explicit deny in a {policy}"),
        Reason::Denied(None) => "an explicit deny in some policy".to_owned(),
        Reason::Refused(_) => format!("by a {policy}"),
        Reason::Concealed => "KMS hides why".to_owned(),
        Reason::PublicAccessBlocked(_) => "Block Public Access refuses it".to_owned(),
        _ => "no reason is given".to_owned(),
    }
}
