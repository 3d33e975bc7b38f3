//! Carrying out a plan: show it, ask, save what is replaced, write.

use std::path::PathBuf;
use std::time::Duration;

use crosskms_apply::apply::Report;
use crosskms_apply::{Cloud, Journal, Plan, Run};

use crate::arguments::{CloudName, Common, Format, JournalFolder, Writing};
use crate::connection::SNAPSHOT_OF_AWS;
use crate::failure::CommandError;
use crate::output::{self, Progress};
use crate::stop::{Stop, Work};

/// What finishes most work that was broken off.
pub(super) const AGAIN: &str = "running the command again";

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
        (CloudName::Aws, Some(_)) => Err(CommandError::Usage(SNAPSHOT_OF_AWS.to_owned())),
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

/// What became of a plan.
pub(super) struct CarriedOut {
    /// The run; none, where there was nothing to do.
    pub(super) run: Option<String>,
    report: Option<Report>,
}

/// Shows the plan, asks unless told not to, and writes; `again` is what finishes the work when that is broken off.
pub(super) async fn carry_out(
    cloud: &impl Cloud,
    stop: &Stop,
    plan: &Plan,
    common: &Common,
    writing: &Writing,
    again: &str,
) -> Result<CarriedOut, CommandError> {
    let for_machines = common.format != Format::Human;
    if !for_machines || (!writing.yes && output::is_somebody_there()) {
        output::plan_for_the_operator(common.format, plan, &writing.detail);
    }
    if plan.is_empty() {
        return Ok(CarriedOut { run: None, report: None });
    }
    if !writing.yes {
        stop.while_doing("waiting for your answer");
        output::confirm(plan.purpose)?;
    }
    let journal = journal(common, &writing.journal)?.begin(plan)?;
    let run = journal.run().to_string();
    if !for_machines {
        output::talk(&format!("run {run}, saved in {}", journal.path().display()));
    }
    let progress = Progress::of(plan, common.format);
    let gently = stop.gently(Work::Documents);
    stop.run_begins(&journal, again);
    let making = Run::of(plan).journal(&journal).stop(gently.token()).width(writing.width);
    let done =
        making.patience(Duration::from_secs(writing.wait)).apply(cloud, |event| progress.event(event)).await;
    // The run is over for Ctrl-C as soon as nothing is in flight any more.
    stop.while_doing("ending the run");
    drop((progress, gently));
    // How it ended is for the list of runs; what it takes to restore is in the journal already.
    if let Err(error) = journal.end_with(&done) {
        output::warning(&error.to_string());
    }
    match done {
        Ok(report) => Ok(CarriedOut { run: Some(run), report: Some(report) }),
        Err(error) => Err(CommandError::Apply { error: Box::new(error), run, again: again.to_owned() }),
    }
}

impl CarriedOut {
    /// Tells it as the result of the command.
    pub(super) fn show(&self, format: Format, plan: &Plan) {
        match (format, &self.report) {
            (Format::Human, None) => {}
            (Format::Human, Some(report)) => output::line(&output::carried_out(plan.purpose, report)),
            _ => output::json_of_run(plan, self.run.as_deref()),
        }
    }

    /// Tells it before the result, which is another.
    pub(super) fn tell(&self, format: Format, plan: &Plan) {
        if let (Format::Human, Some(report)) = (format, &self.report) {
            output::talk(&output::carried_out(plan.purpose, report));
        }
    }
}
