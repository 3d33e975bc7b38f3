//! `crosskms runs`: what is in the journal.

use crate::arguments::{Common, JournalFolder};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common, folder: &JournalFolder) -> Result<Exit, CommandError> {
    let runs = super::writing::journal(common, folder)?.runs()?;
    output::runs(common.format, &runs);
    Ok(if runs.iter().all(Result::is_ok) { Exit::Done } else { Exit::InvalidInput })
}
