//! `crosskms plan`: what would have to change.

use std::path::Path;

use crosskms::CrossAccountGrant;
use crosskms_apply::config::PlanFile;
use crosskms_apply::plan::{Check, plan_allowing};
use crosskms_apply::{Cloud, IdentityPolicies, Plan, Purpose, Snapshot, observe};

use crate::arguments::{Allowed, Common, Detail};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;
use crate::stop::Stop;

pub(crate) async fn run(
    common: &Common,
    stop: &Stop,
    revoke: bool,
    out: Option<&Path>,
    allowed: &Allowed,
    detail: &Detail,
) -> Result<Exit, CommandError> {
    let purpose = if revoke { Purpose::Revoke } else { Purpose::Apply };
    let (connection, grants) = connection::connect(common).await?;
    let plan =
        with_cloud!(&connection, cloud => planned(cloud, stop, &grants, purpose, &allowed.checks).await)?;
    output::plan(common.format, &plan, detail);
    if let Some(file) = out {
        PlanFile::write(file, &plan, &grants)?;
        output::talk(&format!("saved in {}; apply it by `crosskms apply {0}`", file.display()));
    }
    Ok(if plan.is_done() { Exit::Done } else { Exit::Pending })
}

pub(super) async fn planned(
    cloud: &impl Cloud,
    stop: &Stop,
    grants: &[CrossAccountGrant],
    purpose: Purpose,
    allowed: &[&'static Check],
) -> Result<Plan, CommandError> {
    Ok(planned_on(cloud, stop, grants, purpose, allowed).await?.1)
}

/// The same, and the snapshot on which the plan was made.
pub(super) async fn planned_on(
    cloud: &impl Cloud,
    stop: &Stop,
    grants: &[CrossAccountGrant],
    purpose: Purpose,
    allowed: &[&'static Check],
) -> Result<(Snapshot, Plan), CommandError> {
    let snapshot = observe(cloud, grants, IdentityPolicies::OfGrants).await?;
    stop.while_doing("planning");
    let plan = plan_allowing(grants, &snapshot, purpose, allowed)?;
    Ok((snapshot, plan))
}
