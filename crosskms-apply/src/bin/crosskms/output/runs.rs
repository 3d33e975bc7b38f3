//! The runs that are in a journal.

use crosskms_apply::Purpose;
use crosskms_apply::journal::{Ending, JournalError, RecordedRun};

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
        Purpose::Apply => "apply",
        Purpose::Revoke => "revoke",
        Purpose::Rollback => "rollback",
    };
    let (style, ending) = match run.ending {
        Some(Ending::Done) => (GREEN, "done"),
        Some(Ending::Failed) => (RED, "failed"),
        Some(Ending::Stopped) => (YELLOW, "stopped"),
        None => (YELLOW, "cut short"),
    };
    let documents = run.documents();
    line(&format!(
        "{}  {purpose:8}  {style}{ending:9}{style:#}  {} of {}",
        run.run,
        documents.len(),
        counted(run.planned, "document"),
    ));
    for replaced in documents {
        line(&format!("    {DIM}{}{DIM:#}", replaced.document));
    }
}
