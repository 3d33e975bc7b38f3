//! `crosskms check`: every rule, on every grant of the file.

use serde_json::json;

use crate::arguments::{Common, Format};
use crate::connection;
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common) -> Result<Exit, CommandError> {
    let config = connection::read(common)?;
    let names: Vec<&str> = config.grants.iter().map(|grant| grant.name().as_str()).collect();
    match common.format {
        Format::Human => output::line(&format!(
            "{}: {} checked, {}",
            common.config.display(),
            output::counted(names.len(), "grant"),
            output::counted(config.warnings.len(), "warning"),
        )),
        Format::Json => output::json(&json!({
            "grants": names,
            "findings": config.warnings.iter().map(output::finding_json).collect::<Vec<_>>(),
        })),
    }
    Ok(Exit::Done)
}
