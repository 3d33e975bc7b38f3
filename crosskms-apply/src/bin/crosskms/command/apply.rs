//! `crosskms apply`: plan, ask, write, verify.

use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms_apply::{Cloud, Plan, Purpose, apply, verify};

use crate::arguments::{Common, Format};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output::{self, Progress};

pub(crate) async fn run(common: &Common, yes: bool, wait: Duration) -> Result<Exit, CommandError> {
    let (connection, grants) = connection::connect(common).await?;
    let done =
        with_cloud!(&connection, cloud => write(cloud, &grants, Purpose::Apply, common.format, yes).await);
    connection.keep(done)?;
    let verification = with_cloud!(&connection, cloud => verify(cloud, &grants, wait).await)?;
    output::verification(common.format, &verification);
    Ok(if verification.is_good() { Exit::Done } else { Exit::Pending })
}

/// Shows the plan, asks unless told not to, and writes.
pub(super) async fn write(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    purpose: Purpose,
    format: Format,
    yes: bool,
) -> Result<Plan, CommandError> {
    let plan = super::plan::planned(cloud, grants, purpose).await?;
    if format == Format::Human || !yes {
        output::plan_for_the_operator(format, &plan);
    }
    if plan.is_empty() {
        return Ok(plan);
    }
    if !yes {
        output::confirm(purpose)?;
    }
    let progress = Progress::of(&plan);
    apply(cloud, &plan, |change, outcome| progress.done(change, outcome))
        .await
        .map_err(|error| CommandError::apply(error, &plan))?;
    Ok(plan)
}
