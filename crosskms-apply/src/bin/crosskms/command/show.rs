//! `crosskms show`: a plan that was saved.

use std::path::Path;

use crosskms_apply::config::PlanFile;

use crate::arguments::{Common, Detail};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common, file: &Path, detail: &Detail) -> Result<Exit, CommandError> {
    let saved = PlanFile::read(file)?;
    output::plan(common.format, &saved.plan, detail);
    Ok(if saved.plan.is_done() { Exit::Done } else { Exit::Pending })
}
