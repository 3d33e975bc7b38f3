//! What commands take that make plans, carry them out, or show what was carried out.
//!
//! What is flattened into several commands has no comment for the documentation: clap would take it for the description of
//! the command.

use std::path::PathBuf;

use clap::Args;
use clap::builder::RangedU64ValueParser;
use crosskms_apply::plan;

#[derive(Debug, Args)]
pub(crate) struct Allowed {
    /// Go on in spite of what this check of plans finds, see docs/checks.md; may be given several times
    #[arg(long = "allow", value_name = "CHECK", value_parser = plan_check)]
    pub(crate) checks: Vec<&'static plan::Check>,
}

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Detail {
    /// Show every document with its text and every request; else what is long is summed up, losses of access and
    /// refusals never
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Writing {
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// How long to wait until AWS shows what was written, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = wait())]
    pub(crate) wait: u64,
    /// How many documents are written side by side
    #[arg(long, value_name = "NUMBER", default_value_t = 16, value_parser = RangedU64ValueParser::<usize>::new().range(1..=256))]
    pub(crate) width: usize,
    #[command(flatten)]
    pub(crate) journal: JournalFolder,
    #[command(flatten)]
    pub(crate) detail: Detail,
}

#[derive(Debug, Args)]
pub(crate) struct CreateKey {
    /// Only the keys with these aliases; without any, all of the file
    #[arg(value_name = "ALIAS")]
    pub(crate) aliases: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// How long to look for a key that may have been created although no answer came, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = wait())]
    pub(crate) wait: u64,
    #[command(flatten)]
    pub(crate) journal: JournalFolder,
}

#[derive(Debug, Args)]
pub(crate) struct JournalFolder {
    /// The folder in which what is replaced is saved first; else the platform's folder for state, and with `--cloud
    /// embedded` a folder beside the snapshot
    #[arg(long = "journal", value_name = "FOLDER", env = "CROSSKMS_JOURNAL")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Runs {
    /// Show this run alone: its id, the beginning of its id, or `last`
    #[arg(value_name = "RUN", conflicts_with = "limit")]
    pub(crate) run: Option<String>,
    /// List so many of the latest runs, 0 for all [default: 20, and with `--format json` all]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) journal: JournalFolder,
}

/// A check whose findings may be allowed.
fn plan_check(name: &str) -> Result<&'static plan::Check, String> {
    plan::Check::allowable(name).map_err(|error| error.to_string())
}

/// At most a day.
pub(super) fn wait() -> RangedU64ValueParser {
    RangedU64ValueParser::new().range(0..=86_400)
}
