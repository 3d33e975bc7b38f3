//! `crosskms check`, beside parliament on the same files.
use crate::error::BenchmarkError;
use crate::report::Section;
pub(crate) fn run(rounds: u32) -> Result<Section, BenchmarkError> {
    Ok(Section::new("check", rounds))
}
