//! Building crosskms from nothing, beside what nearly every program with a macro builds anyway.

use crate::error::BenchmarkError;
use crate::generated::{Workspace, dependency};
use crate::measure::{in_turn, prepare, time};
use crate::progress;
use crate::report::{Section, ratio, seconds, times};

/// The most that crosskms may take, in times of the other.
const GOAL: f64 = 2.0;

/// With their default features, in the versions that crosskms itself uses.
const OTHERS: &str = "syn = \"3\"\nserde_json = \"1\"";

pub(crate) fn run(rounds: u32) -> Result<Section, BenchmarkError> {
    let workspace = Workspace::new("cold")?;
    workspace.add(
        "with-crosskms",
        &dependency("crosskms", "crosskms"),
        "pub use crosskms::cross_account_grant;\n",
    )?;
    workspace.add("with-others", OTHERS, "pub use {serde_json::Value, syn::Ident};\n")?;
    // What is measured downloads nothing.
    prepare(&mut workspace.fetch())?;

    progress("cargo build from nothing");
    let clean = |_: &&str| workspace.clean();
    // Crates of a registry are not built incrementally; crosskms is one to those who use it, and a folder here.
    let build = |package: &&str| time(workspace.cargo("build", package).env("CARGO_INCREMENTAL", "0"), &[0]);
    let [ours, others] = in_turn(rounds, &["with-crosskms", "with-others"], clean, build)?;

    let mut section = Section::new("cold", rounds);
    let (cpu, wall) = (ratio(ours.cpu, others.cpu), ratio(ours.wall, others.wall));
    section.table(
        ["", "crosskms", "`syn` and `serde_json`", "ratio"],
        &[
            ["processor time".to_owned(), seconds(ours.cpu), seconds(others.cpu), times(cpu)],
            ["wall clock".to_owned(), seconds(ours.wall), seconds(others.wall), times(wall)],
        ],
    );
    let goal = format!("at most {GOAL:.0} times the processor time of a crate with `syn` and `serde_json`");
    section.goal(&goal, &format!("{}, and {} by the clock", times(cpu), times(wall)), cpu <= GOAL);
    Ok(section)
}
