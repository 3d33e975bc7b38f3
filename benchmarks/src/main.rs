//! `cargo run --release -p crosskms-benchmarks -- all --write`: how long crosskms takes, beside what else could be
//! used.
//!
//! Times depend on the machine, so what is reported are ratios of times that were taken in turn.

mod apply;
mod check;
mod cold;
mod compile;
mod decide;
mod error;
mod generated;
mod measure;
mod report;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use error::BenchmarkError;
use report::Section;

/// Measures crosskms beside what else could be used, and prints tables of ratios as Markdown.
#[derive(Debug, Parser)]
struct Arguments {
    /// What to measure.
    what: What,
    /// How often each time is taken; the least one counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Puts the tables into `docs/benchmarks.md` as well.
    #[arg(long)]
    write: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Compiling grants, beside an empty macro and plain constants.
    Compile,
    /// `crosskms check`, beside parliament.
    Check,
    /// Building crosskms from nothing, beside `syn` and `serde_json`.
    Cold,
    /// Decisions, beside cedar-policy and iam-rs.
    Decide,
    /// `crosskms apply` and an empty `plan`, beside Terraform.
    Apply,
    /// All of them.
    All,
}

type Benchmark = fn(u32) -> Result<Section, BenchmarkError>;

const BENCHMARKS: [(What, Benchmark); 5] = [
    (What::Compile, compile::run),
    (What::Check, check::run),
    (What::Cold, cold::run),
    (What::Decide, decide::run),
    (What::Apply, apply::run),
];

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            progress(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), BenchmarkError> {
    for (what, benchmark) in BENCHMARKS {
        if arguments.what == what || arguments.what == What::All {
            let section = benchmark(arguments.rounds)?;
            // A closed pipe leaves nobody to tell.
            let _ = writeln!(std::io::stdout(), "{}", section.to_markdown());
            if arguments.write {
                section.write()?;
            }
        }
    }
    Ok(())
}

/// A line for whoever waits.
fn progress(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
