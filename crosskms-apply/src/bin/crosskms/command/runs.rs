//! `crosskms runs`: what is in the journal.

use crate::arguments::{Common, Format, Runs};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

/// How many runs are listed for people, where nobody says.
const LATEST: usize = 20;

pub(crate) fn run(common: &Common, runs: &Runs) -> Result<Exit, CommandError> {
    let journal = super::writing::journal(common, &runs.journal)?;
    if let Some(name) = &runs.run {
        output::one_run(common.format, &journal.run(name)?);
        return Ok(Exit::Done);
    }
    let limit = match (runs.limit, common.format) {
        (Some(0), _) => usize::MAX,
        (Some(limit), _) => limit,
        (None, Format::Human) => LATEST,
        (None, _) => usize::MAX,
    };
    let (listed, earlier) = journal.latest(limit)?;
    output::runs(common.format, journal.folder(), &listed, earlier);
    Ok(if listed.iter().all(Result::is_ok) { Exit::Done } else { Exit::InvalidInput })
}
