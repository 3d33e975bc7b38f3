//! `crosskms apply`: plan, ask, write, verify.

use std::path::Path;
use std::time::Duration;

use crosskms_apply::Purpose;
use crosskms_apply::config::PlanFile;
use crosskms_apply::verify::verify_applied;

use super::writing::{self, AGAIN};
use crate::arguments::{Allowed, Common, Writing};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output::{self, Besides};
use crate::stop::Stop;

pub(crate) async fn run(
    common: &Common,
    stop: &Stop,
    saved: Option<&Path>,
    writing: &Writing,
    no_verify: bool,
    allowed: &Allowed,
) -> Result<Exit, CommandError> {
    if saved.is_some() {
        let help = "`crosskms show PLAN --grant NAME` shows what it does for one grant, and `crosskms plan --grant NAME \
                    --out PLAN` saves a plan for one";
        writing::whole(common, "a plan that was saved is applied", help)?;
    }
    let saved = saved.map(PlanFile::read).transpose()?;
    let purpose = saved.as_ref().map_or(Purpose::Apply, |saved| saved.purpose);
    let (connection, grants) = match &saved {
        Some(saved) => (connection::to(common, &saved.grants).await?, saved.grants.clone()),
        None => connection::connect(common).await?,
    };
    let mut checks = allowed.checks.clone();
    checks.extend(saved.iter().flat_map(|saved| &saved.plan.allowed));
    let (before, plan) = with_cloud!(&connection, cloud => super::plan::planned_on(cloud, stop, &grants, purpose, &checks).await)?;
    if let Some(saved) = &saved {
        let moved = saved.moved(&plan);
        if !moved.is_empty() {
            return Err(CommandError::Stale(moved));
        }
    }
    let done = with_cloud!(&connection, cloud => writing::carry_out(cloud, stop, &plan, common, writing, AGAIN).await);
    let done = connection.keep(done)?;
    if no_verify || purpose != Purpose::Apply {
        done.show(common.format, &plan);
        return Ok(Exit::Done);
    }
    done.tell(common.format, &plan);
    stop.while_doing("verifying");
    let wait = Duration::from_secs(writing.wait);
    let verification =
        with_cloud!(&connection, cloud => verify_applied(cloud, &grants, &plan, &before, wait).await);
    let verification = verification.map_err(|error| match done.run.clone() {
        Some(run) => CommandError::Unverified { error: Box::new(error.into()), run },
        None => error.into(),
    })?;
    output::verification(common.format, &verification, Besides::Run(done.run.as_deref()), &writing.detail);
    Ok(if verification.is_good() { Exit::Done } else { Exit::Pending })
}
