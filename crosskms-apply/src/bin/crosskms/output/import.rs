//! A grant made of what is there: a table that can be pasted, and comments that can stay beside it.

use crosskms::grant::Conflict;
use crosskms_apply::import::{HandWritten, Imported, Remark, Subject, grant_table};
use serde_json::{Value, json};

use super::line;
use crate::arguments::Format;
use crate::failure::CommandError;

pub(crate) fn imported(
    format: Format,
    subject: &Subject,
    imported: &Imported,
    conflicts: &[Conflict],
) -> Result<(), CommandError> {
    match format {
        Format::Human => human(subject, imported, conflicts)?,
        _ => super::json(&as_json(imported, conflicts)?),
    }
    Ok(())
}

fn human(subject: &Subject, imported: &Imported, conflicts: &[Conflict]) -> Result<(), CommandError> {
    let Subject { key, bucket, principal } = subject;
    match &imported.draft {
        // The line before it, when the table comes to the end of a file.
        Some(_) => line(&format!("\n{}", table(imported)?.trim())),
        None => {
            let bucket = bucket.iter().map(|bucket| format!(" and {bucket}")).collect::<String>();
            comment(&format!("no grant describes what {principal} may do with {key}{bucket}"));
        }
    }
    if imported.is_complete() && conflicts.is_empty() {
        comment("");
        comment("the grant describes all that is there, and nothing else");
    }
    let needed = imported.findings.iter().map(|finding| {
        let rule = finding.rule.name;
        vec![format!(
            "{}: refused unless `allow = [\"{rule}\"]` stands at the top of the file",
            finding.message
        )]
    });
    let beside = conflicts.iter().map(|conflict| vec![conflict.message.clone(), conflict.help.to_owned()]);
    part("before it can be applied", needed.chain(beside));
    remarks("the grant adds", &imported.adds);
    remarks("the grant narrows", &imported.narrows);
    remarks("the grant does not describe", &imported.undescribed);
    remarks("works nowhere, and is not in the grant", &imported.idle);
    part("the grant changes", imported.changes.iter().map(|change| vec![change.clone()]));
    remarks("stays as it is", &imported.stays);
    let (gone, kept): (Vec<_>, Vec<_>) =
        imported.hand_written.iter().partition(|written| written.keep.is_empty());
    part("may be removed by hand once the grant is applied", gone.into_iter().map(in_words));
    part("has to be edited by hand, for it says more", kept.into_iter().map(in_words));
    Ok(())
}

/// The statement, why it has to stay, and what goes with it.
fn in_words(written: &HandWritten) -> Vec<String> {
    let HandWritten { statement, keep, loses, .. } = written;
    let loses = loses.iter().map(|lost| format!("with it goes {lost}"));
    [statement.to_string()].into_iter().chain(keep.iter().cloned()).chain(loses).collect()
}

fn remarks(heading: &str, remarks: &[Remark]) {
    let lines = |remark: &Remark| {
        let statements = remark.statements.iter().map(ToString::to_string);
        [remark.to_string()].into_iter().chain(statements).collect()
    };
    part(heading, remarks.iter().map(lines));
}

/// Items of a line and the lines below it.
fn part(heading: &str, items: impl Iterator<Item = Vec<String>>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        comment("");
        comment(&format!("{heading}:"));
    }
    for item in items {
        for (position, text) in item.iter().enumerate() {
            let lead = if position == 0 { "  -" } else { "   " };
            comment(&format!("{lead} {text}"));
        }
    }
}

/// A line of TOML that means nothing, whatever somebody wrote into a Sid.
fn comment(text: &str) {
    let printable = |letter: char| match letter.is_control() {
        true => letter.escape_default().to_string(),
        false => letter.to_string(),
    };
    let text: String = text.chars().map(printable).collect();
    line(format!("# {text}").trim_end());
}

fn table(imported: &Imported) -> Result<String, CommandError> {
    let table = imported.draft.as_ref().map(grant_table).transpose();
    Ok(table.map_err(|error| CommandError::Usage(error.to_string()))?.unwrap_or_default())
}

fn as_json(imported: &Imported, conflicts: &[Conflict]) -> Result<Value, CommandError> {
    let findings: Vec<Value> = imported
        .findings
        .iter()
        .map(|finding| json!({ "rule": finding.rule.name, "message": finding.message, "help": finding.help }))
        .collect();
    let conflicts: Vec<Value> = conflicts
        .iter()
        .map(
            |conflict| json!({ "check": conflict.check, "message": conflict.message, "help": conflict.help }),
        )
        .collect();
    Ok(json!({
        "complete": imported.is_complete() && conflicts.is_empty(),
        "grant": imported.grant,
        "toml": imported.draft.as_ref().map(|_| table(imported)).transpose()?,
        "findings": findings,
        "conflicts": conflicts,
        "adds": imported.adds,
        "narrows": imported.narrows,
        "undescribed": imported.undescribed,
        "works_nowhere": imported.idle,
        "changes": imported.changes,
        "stays": imported.stays,
        "hand_written": imported.hand_written,
    }))
}
