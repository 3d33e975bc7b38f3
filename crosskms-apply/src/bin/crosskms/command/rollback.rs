//! `crosskms rollback`: what a run replaced is restored.

use std::collections::{BTreeMap, BTreeSet};

use crosskms::arn::AccountId;
use crosskms_apply::config::Config;
use crosskms_apply::journal::{Ending, RunPurpose};
use crosskms_apply::rollback;

use super::writing;
use crate::arguments::{CloudName, Common, Writing};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;
use crate::stop::Stop;

pub(crate) async fn run(
    common: &Common,
    stop: &Stop,
    run: &str,
    partial: bool,
    writing: &Writing,
) -> Result<Exit, CommandError> {
    let help = "leave `--grant` out, or take single grants back by `crosskms revoke --grant NAME`";
    writing::whole(common, "a run is rolled back", help)?;
    let recorded = writing::journal(common, &writing.journal)?.run(run)?;
    if recorded.purpose == RunPurpose::CreateKey {
        return Err(CommandError::NothingReplaced(recorded.run.to_string()));
    }
    if let ("last", Some(first)) =
        (run, recorded.takes_back.as_ref().filter(|_| recorded.ending != Some(Ending::Done)))
    {
        let last = &recorded.run;
        return Err(CommandError::Input {
            message: format!("the last run, {last}, is a rollback of {first} that did not come to its end"),
            help: format!(
                "`crosskms rollback {first}` finishes it, `crosskms rollback {last}` takes it back"
            ),
        });
    }
    let touched: BTreeSet<AccountId> =
        recorded.documents().iter().map(|replaced| replaced.document.account()).collect();
    // Restoring does not ask for grants, and on the embedded cloud for no accounts either.
    let accounts = match common.cloud {
        CloudName::Aws => Config::read_accounts(&common.config)?,
        CloudName::Embedded => BTreeMap::new(),
    };
    let connection = connection::open(common, accounts, |account| touched.contains(&account)).await?;
    stop.while_doing("reading what the run replaced");
    let found = with_cloud!(&connection, cloud => rollback(cloud, &recorded).await)?;
    let is_whole = found.refusals.0.is_empty();
    let others = found.plan.changes.len();
    let plan = if partial { found.partial() } else { found.whole() };
    let plan = plan.map_err(|refusals| CommandError::Refused {
        refusals,
        help: (others > 0).then(|| {
            let others = output::counted(others, "other document");
            format!("`crosskms rollback {} --partial` restores {others} of the run", recorded.run)
        }),
    })?;
    // The last run is then the rollback itself.
    let again = format!("`crosskms rollback {}{}`", recorded.run, if partial { " --partial" } else { "" });
    let done = with_cloud!(&connection, cloud => writing::carry_out(cloud, stop, &plan, common, writing, &again).await);
    connection.keep(done)?.show(common.format, &plan);
    Ok(if is_whole { Exit::Done } else { Exit::Pending })
}
