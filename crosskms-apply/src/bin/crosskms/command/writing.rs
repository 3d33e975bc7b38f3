//! Carrying out a plan: show it, ask, save what is replaced, write.

use std::path::PathBuf;
use std::time::Duration;

use crosskms_apply::{Cloud, Journal, Plan, Purpose, Run};

use crate::arguments::{CloudName, Common, Format, JournalFolder, Writing};
use crate::failure::CommandError;
use crate::output::{self, Progress};
use crate::stop::{Stop, Work};

/// The journal that the command line names, or that goes with the cloud.
pub(super) fn journal(common: &Common, named: &JournalFolder) -> Result<Journal, CommandError> {
    if let Some(folder) = &named.folder {
        return Ok(Journal::in_folder(folder));
    }
    match (common.cloud, &common.snapshot) {
        // Its runs belong to its file.
        (CloudName::Embedded, Some(snapshot)) => {
            let mut folder = snapshot.clone().into_os_string();
            folder.push(".runs");
            Ok(Journal::in_folder(PathBuf::from(folder)))
        }
        _ => Journal::of_platform().ok_or(CommandError::NoJournal),
    }
}

/// Refuses `--grant` where it would be passed over; `help` is the way out.
pub(super) fn whole(common: &Common, what: &str, help: &str) -> Result<(), CommandError> {
    match common.grants.is_empty() {
        true => Ok(()),
        false => {
            let message = format!("{what} as a whole, and not for single grants by `--grant`");
            Err(CommandError::Input { message, help: help.to_owned() })
        }
    }
}

/// Shows the plan, asks unless told not to, and writes.
pub(super) async fn carry_out(
    cloud: &impl Cloud,
    stop: &Stop,
    plan: &Plan,
    common: &Common,
    writing: &Writing,
) -> Result<(), CommandError> {
    if common.format == Format::Human || !writing.yes {
        output::plan_for_the_operator(common.format, plan, &writing.detail);
    }
    if plan.is_empty() {
        return Ok(());
    }
    if !writing.yes {
        stop.while_doing("waiting for your answer");
        output::confirm(plan.purpose)?;
    }
    let journal = journal(common, &writing.journal)?.begin(plan)?;
    output::talk(&format!("run {}, saved in {}", journal.run(), journal.path().display()));
    let progress = Progress::of(plan);
    stop.run_begins(&journal);
    let gently = stop.gently(Work::Documents);
    let run = Run::of(plan).journal(&journal).stop(gently.token()).width(writing.width);
    let done =
        run.patience(Duration::from_secs(writing.wait)).apply(cloud, |event| progress.event(event)).await;
    // The run is over for Ctrl-C as soon as nothing is in flight any more.
    stop.while_doing("ending the run");
    drop((progress, gently));
    // How it ended is for the list of runs; what it takes to restore is in the journal already.
    if let Err(error) = journal.end_with(&done) {
        output::warning(&error.to_string());
    }
    match done {
        Ok(report) => {
            // What the others did is their result.
            if plan.purpose == Purpose::Apply {
                output::talk(&output::applied(&report));
            }
            Ok(())
        }
        Err(error) => Err(CommandError::Apply(Box::new(error), journal.run().to_string())),
    }
}
