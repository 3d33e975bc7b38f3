//! `crosskms plan`: what would have to change.

use std::path::Path;

use crosskms::CrossAccountGrant;
use crosskms_apply::config::PlanFile;
use crosskms_apply::{Cloud, IdentityPolicies, Plan, Purpose, observe, plan};

use crate::arguments::Common;
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) async fn run(common: &Common, revoke: bool, out: Option<&Path>) -> Result<Exit, CommandError> {
    let purpose = if revoke { Purpose::Revoke } else { Purpose::Apply };
    let (connection, grants) = connection::connect(common).await?;
    let plan = with_cloud!(&connection, cloud => planned(cloud, &grants, purpose).await)?;
    output::plan(common.format, &plan);
    if let Some(file) = out {
        PlanFile::write(file, &plan, &grants)?;
        output::talk(&format!("saved in {}; apply it by `crosskms apply {0}`", file.display()));
    }
    Ok(if plan.is_empty() { Exit::Done } else { Exit::Pending })
}

pub(super) async fn planned(
    cloud: &impl Cloud,
    grants: &[CrossAccountGrant],
    purpose: Purpose,
) -> Result<Plan, CommandError> {
    let snapshot = observe(cloud, grants, IdentityPolicies::OfGrants).await?;
    Ok(plan(grants, &snapshot, purpose)?)
}
