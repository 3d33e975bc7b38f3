//! The runs that are in a journal: a line for each, or one of them document by document.

use std::collections::BTreeMap;
use std::path::Path;

use crosskms_apply::document::DocumentId;
use crosskms_apply::journal::{
    Ending, Fate, JournalError, KeyProgress, RecordedKey, RecordedRun, Replacement, RunPurpose,
};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{BOLD, DIM, GREEN, RED, YELLOW, counted, heading, line, warning};
use crate::arguments::Format;

/// A line for each; `earlier` ones are not among them.
pub(crate) fn runs(
    format: Format,
    folder: &Path,
    runs: &[Result<RecordedRun, JournalError>],
    earlier: usize,
) {
    let unreadable = runs.iter().filter_map(|run| run.as_ref().err());
    unreadable.for_each(|error| warning(&error.to_string()));
    let readable: Vec<&RecordedRun> = runs.iter().flatten().collect();
    match format {
        Format::Human if readable.is_empty() => line(&format!("No runs in `{}`.", folder.display())),
        Format::Human => {
            if earlier > 0 {
                line(&format!("{DIM}… {} before: `--limit 0` lists all{DIM:#}", counted(earlier, "run")));
            }
            readable.iter().for_each(|run| line(&in_a_line(run)));
        }
        _ => super::json(&readable.iter().map(|run| as_json(run)).collect::<Vec<_>>()),
    }
}

/// One run, with everything that its journal tells.
pub(crate) fn one_run(format: Format, run: &RecordedRun) {
    match format {
        Format::Human => in_detail(run),
        _ => super::json(&as_json(run)),
    }
}

fn in_a_line(run: &RecordedRun) -> String {
    let (style, ending) = ending(run);
    let (when, purpose) = (when(run), purpose(run));
    format!("{}  {when}  {purpose:10}  {style}{ending:9}{style:#}  {}", run.run, counts(run))
}

fn in_detail(run: &RecordedRun) {
    let (style, ending) = ending(run);
    line(&format!("{BOLD}{}{BOLD:#}  {}  {}", run.run, when(run), purpose(run)));
    line(&format!("    {style}{ending}{style:#}: {}", counts(run)));
    run.takes_back.iter().for_each(|first| line(&format!("    takes back run {first}")));
    line(&format!("    {DIM}{}{DIM:#}", run.path.display()));
    let mut by_fate: BTreeMap<Fate, Vec<&DocumentId>> = BTreeMap::new();
    run.fates().into_iter().for_each(|(document, fate)| by_fate.entry(fate).or_default().push(document));
    for (fate, documents) in by_fate {
        line("");
        heading(match (fate, run.ending) {
            (Fate::Written, _) => "Written or deleted",
            (Fate::NotWritten, Some(Ending::Done)) => "Not written, for it was as planned",
            (Fate::NotWritten, _) => "Not written",
            (Fate::PerhapsWritten, _) => "Perhaps written: no answer came, or it never showed",
        });
        documents.iter().for_each(|document| line(&format!("  {document}")));
    }
    let with_versions: Vec<_> = run.replaced.iter().filter(|one| !one.versions.is_empty()).collect();
    if !with_versions.is_empty() {
        line("");
        heading("Versions that had to go, saved in the journal");
        for Replacement { document, versions, .. } in with_versions {
            let ids: Vec<&str> = versions.iter().map(|version| version.id.as_str()).collect();
            line(&format!("  {}  {document}", ids.join(", ")));
        }
    }
    if !run.keys.is_empty() {
        line("");
        heading("Keys");
        run.keys.iter().for_each(|key| line(&format!("  {}", told(key))));
    }
    if run.documents().iter().any(|one| run.may_have_written(&one.document)) {
        line("");
        line(&format!("`crosskms rollback {}` restores what it replaced", run.run));
    }
}

fn when(run: &RecordedRun) -> String {
    let begun = run.begun.parse::<Timestamp>();
    begun.map_or_else(|_| run.begun.clone(), |begun| begun.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

const fn purpose(run: &RecordedRun) -> &'static str {
    match run.purpose {
        RunPurpose::Apply => "apply",
        RunPurpose::Revoke => "revoke",
        RunPurpose::Rollback => "rollback",
        RunPurpose::CreateKey => "create-key",
        _ => "other",
    }
}

const fn ending(run: &RecordedRun) -> (anstyle::Style, &'static str) {
    match run.ending {
        Some(Ending::Done) => (GREEN, "done"),
        Some(Ending::Failed) => (RED, "failed"),
        Some(Ending::Stopped) => (YELLOW, "stopped"),
        None => (YELLOW, "cut short"),
    }
}

/// `2 of 3 documents written, 1 not`.
fn counts(run: &RecordedRun) -> String {
    if run.purpose == RunPurpose::CreateKey {
        let created = run.keys.iter().filter(|key| key.progress == KeyProgress::Named);
        return format!("{} of {} created", created.count(), counted(run.planned, "key"));
    }
    let [written, not_written, perhaps] = tally(run);
    let documents = counted(run.planned, "document");
    if written == run.planned {
        return format!("{documents} written");
    }
    let perhaps = if perhaps == 0 { String::new() } else { format!(", {perhaps} perhaps") };
    let not_written = match (not_written, run.ending) {
        (0, _) => String::new(),
        (count, Some(Ending::Done)) => format!(", {count} as planned already"),
        (count, _) => format!(", {count} not"),
    };
    format!("{written} of {documents} written{perhaps}{not_written}")
}

/// How many documents were written, were not, and perhaps were.
fn tally(run: &RecordedRun) -> [usize; 3] {
    let fates = run.fates();
    [Fate::Written, Fate::NotWritten, Fate::PerhapsWritten]
        .map(|wanted| fates.iter().filter(|(_, fate)| *fate == wanted).count())
}

fn told(key: &RecordedKey) -> String {
    let RecordedKey { alias, key, progress, .. } = key;
    match (key, progress) {
        (Some(key), KeyProgress::Named) => format!("{alias}: {key}"),
        (Some(key), _) => format!("{alias}: {key}, without the alias"),
        (None, KeyProgress::NotCreated) => format!("{alias}: not created"),
        (None, _) => format!("{alias}: no answer"),
    }
}

fn as_json(run: &RecordedRun) -> Value {
    let mut value = json!(run);
    let [written, not_written, perhaps_written] = tally(run);
    let fates = run.fates().into_iter();
    let documents: Vec<Value> =
        fates.map(|(document, fate)| json!({ "document": document, "fate": fate })).collect();
    if let Some(members) = value.as_object_mut() {
        members.insert("written".to_owned(), json!(written));
        members.insert("not_written".to_owned(), json!(not_written));
        members.insert("perhaps_written".to_owned(), json!(perhaps_written));
        members.insert("documents".to_owned(), json!(documents));
    }
    value
}
