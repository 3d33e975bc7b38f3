//! The runs that are in a journal.

use crosskms_apply::journal::{Ending, JournalError, KeyProgress, RecordedKey, RecordedRun, RunPurpose};

use super::{DIM, GREEN, RED, YELLOW, counted, json, line, warning};
use crate::arguments::Format;

pub(crate) fn runs(format: Format, runs: &[Result<RecordedRun, JournalError>]) {
    let unreadable = runs.iter().filter_map(|run| run.as_ref().err());
    unreadable.for_each(|error| warning(&error.to_string()));
    let readable: Vec<&RecordedRun> = runs.iter().flatten().collect();
    match format {
        Format::Human if readable.is_empty() => line("No runs."),
        Format::Human => readable.iter().for_each(|run| human(run)),
        _ => json(&readable),
    }
}

fn human(run: &RecordedRun) {
    let purpose = match run.purpose {
        RunPurpose::Apply => "apply",
        RunPurpose::Revoke => "revoke",
        RunPurpose::Rollback => "rollback",
        RunPurpose::CreateKey => "create-key",
        _ => "other",
    };
    let (style, ending) = match run.ending {
        Some(Ending::Done) => (GREEN, "done"),
        Some(Ending::Failed) => (RED, "failed"),
        Some(Ending::Stopped) => (YELLOW, "stopped"),
        None => (YELLOW, "cut short"),
    };
    let documents = run.documents();
    let done = match run.purpose {
        RunPurpose::CreateKey => {
            let created = run.keys.iter().filter(|key| key.progress == KeyProgress::Named);
            format!("{} of {}", created.count(), counted(run.planned, "key"))
        }
        _ => format!("{} of {}", documents.len(), counted(run.planned, "document")),
    };
    line(&format!("{}  {purpose:8}  {style}{ending:9}{style:#}  {done}", run.run));
    for replaced in documents {
        line(&format!("    {DIM}{}{DIM:#}", replaced.document));
    }
    for key in &run.keys {
        line(&format!("    {DIM}{}{DIM:#}", told(key)));
    }
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
