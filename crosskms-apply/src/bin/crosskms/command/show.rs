//! `crosskms show`: a plan that was saved, or what it does for some of its grants.

use std::path::Path;

use crosskms::CrossAccountGrant;
use crosskms_apply::Plan;
use crosskms_apply::config::PlanFile;
use crosskms_apply::plan::AccessChange;

use crate::arguments::{Common, Detail};
use crate::connection;
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common, file: &Path, detail: &Detail) -> Result<Exit, CommandError> {
    let PlanFile { mut plan, grants, .. } = PlanFile::read(file)?;
    if !common.grants.is_empty() {
        keep(&mut plan, &connection::of_names(grants, common)?);
    }
    output::plan(common.format, &plan, detail);
    Ok(if plan.is_done() { Exit::Done } else { Exit::Pending })
}

/// Leaves what is for these grants, among others.
fn keep(plan: &mut Plan, grants: &[CrossAccountGrant]) {
    let is_theirs =
        |names: &[String]| names.iter().any(|name| grants.iter().any(|grant| grant.name().as_str() == name));
    plan.changes.retain(|change| is_theirs(&change.grants));
    plan.manual_steps.retain(|step| is_theirs(&step.grants));
    plan.access.retain(|access| grants.iter().any(|grant| is_about(access, grant)));
}

/// Whether a principal of the grant, or one that the grant named before, gains or loses something of its key or bucket.
fn is_about(access: &AccessChange, grant: &CrossAccountGrant) -> bool {
    let is_key = grant.keys().any(|key| key.as_str() == access.resource);
    let of_bucket = grant.bucket().and_then(|bucket| access.resource.strip_prefix(bucket.as_str()));
    let named = grant.principals().iter().any(|principal| principal.as_str() == access.principal);
    (is_key || of_bucket.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        && (named || !access.gains())
}
