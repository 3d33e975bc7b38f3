//! An error text of AWS's, read, and what follows from it.

use crosskms::authorize::Decision;
use crosskms_apply::denial::{Denial, MissingStatement, Policies, Reason};
use crosskms_apply::explain::{Explanation, Question};
use serde_json::{Value, json};

use super::{BOLD, DIM, GREEN, RED, YELLOW, line};
use crate::arguments::Format;

/// Every error of a text, and what accounts say of each.
pub(crate) fn denials(format: Format, denials: &[(Denial, Option<Over>)]) {
    if format != Format::Human {
        let mut all = denials.iter().map(|(denial, over)| {
            json!({
                "message": denial,
                "conclusions": denial.conclusions(),
                "explanation": over.as_ref().map(as_json),
            })
        });
        let mut first = all.next().unwrap_or_default();
        let others: Vec<Value> = all.collect();
        if let Some(object) = first.as_object_mut() {
            object.insert("others".to_owned(), others.into());
        }
        return super::json(&first);
    }
    for (index, (denial, over)) in denials.iter().enumerate() {
        if denials.len() > 1 {
            let before = if index == 0 { "" } else { "\n" };
            line(&format!(
                "{before}{DIM}{} of {} errors in the text{DIM:#}",
                index.saturating_add(1),
                denials.len()
            ));
        }
        human(denial);
        if let Some(over) = over {
            line("");
            explained(over);
        }
    }
}

/// What the accounts say of a call that was refused, or why they say nothing.
pub(crate) type Over = Result<(Question, Explanation), String>;

fn explained(over: &Over) {
    let (question, explanation) = match over {
        Ok(explained) => explained,
        Err(error) => return line(&format!("{YELLOW}not explained{YELLOW:#}: {error}")),
    };
    if explanation.decision() == Decision::Allowed {
        line(&format!(
            "{YELLOW}the accounts allow what AWS refused{YELLOW:#}: they changed since, or something takes part that they do \
             not hold, such as a session policy, an endpoint or a condition of the request"
        ));
        line("");
    }
    super::explanation(Format::Human, question, explanation);
}

fn as_json(over: &Over) -> Value {
    match over {
        Ok((_, explanation)) => super::explanation::as_json(explanation),
        Err(error) => json!({ "error": error }),
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
        ("object", denial.object.as_deref().filter(|object| denial.resource.as_deref() != Some(*object))),
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
    if !conclusions.statements.is_empty() {
        line("");
        line(&format!("{BOLD}to paste{BOLD:#}"));
    }
    conclusions.statements.iter().for_each(missing);
}

fn missing(missing: &MissingStatement) {
    let account =
        missing.account.as_ref().map(|account| format!(", in account {account}")).unwrap_or_default();
    let unless = if missing.is_proven { "" } else { ", if it is not there" };
    line(&format!("  - into {}{account}{unless}:", missing.policy));
    missing.statement.to_string().lines().for_each(|text| line(&format!("    {text}")));
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
