//! Compiling grants: `cross_account_grant!`, a macro that only parses the same tokens, and plain constants.

use crate::error::BenchmarkError;
use crate::generated::Workspace;
use crate::generated::grants::{self, Spelling};
use crate::measure::{Taken, in_turn, prepare, time};
use crate::progress;
use crate::report::{Section, ratio, seconds, times};

/// How many grants are compiled.
const SIZES: [u32; 4] = [1, 100, 1_000, 5_000];

/// The size that the goal is about, and the most that the macro may take there, in times of the empty macro.
const GOAL: (u32, f64) = (1_000, 1.5);

/// What people wait for: the check of an editor, and the build.
const SUBCOMMANDS: [&str; 2] = ["check", "build"];

const SPELLINGS: [Spelling; 3] = [Spelling::Macro, Spelling::EmptyMacro, Spelling::Constants];

pub(crate) fn run(rounds: u32) -> Result<Section, BenchmarkError> {
    let workspace = generate()?;
    let mut section = Section::new("compile", rounds);
    let mut rows = Vec::new();
    let mut at_goal = Vec::new();
    for subcommand in SUBCOMMANDS {
        for grants in SIZES {
            progress(&format!("cargo {subcommand} of {grants} grants"));
            let [by_macro, empty, constants] = measure(&workspace, subcommand, grants, rounds)?;
            let beside_empty = ratio(by_macro.cpu, empty.cpu);
            if grants == GOAL.0 {
                at_goal.push((subcommand, beside_empty));
            }
            rows.push([
                format!("`cargo {subcommand}`"),
                grants.to_string(),
                seconds(by_macro.cpu),
                seconds(empty.cpu),
                seconds(constants.cpu),
                times(beside_empty),
                times(ratio(by_macro.wall, empty.wall)),
                times(ratio(by_macro.cpu, constants.cpu)),
            ]);
        }
    }
    let columns = [
        "",
        "grants",
        "macro",
        "empty macro",
        "constants",
        "macro ÷ empty macro",
        "the same, wall clock",
        "macro ÷ constants",
    ];
    section.table(columns, &rows);
    let measured: Vec<_> =
        at_goal.iter().map(|(name, ratio)| format!("{} by `cargo {name}`", times(*ratio))).collect();
    let goal = format!("at {} grants at most {} times the empty macro", GOAL.0, GOAL.1);
    section.goal(&goal, &measured.join(", "), at_goal.iter().all(|(_, ratio)| *ratio <= GOAL.1));
    Ok(section)
}

fn generate() -> Result<Workspace, BenchmarkError> {
    let workspace = Workspace::new("compile")?;
    for spelling in SPELLINGS {
        let dependencies = match spelling {
            Spelling::Macro => crate::generated::dependency("crosskms", "crosskms"),
            Spelling::EmptyMacro => {
                crate::generated::dependency("crosskms-empty-macro", "benchmarks/empty-macro")
            }
            Spelling::Constants => String::new(),
        };
        for grants in SIZES {
            let source = grants::source(spelling, grants);
            workspace.add(&package(spelling, grants), &dependencies, &source)?;
        }
    }
    Ok(workspace)
}

/// The times of the spellings, in their order. Each crate is compiled as if for the first time, and its dependencies are
/// there.
fn measure(
    workspace: &Workspace,
    subcommand: &str,
    grants: u32,
    rounds: u32,
) -> Result<[Taken; 3], BenchmarkError> {
    let packages = SPELLINGS.map(|spelling| package(spelling, grants));
    for package in &packages {
        prepare(&mut workspace.cargo(subcommand, package))?;
    }
    let forget = |package: &String| prepare(&mut workspace.cargo("clean", package));
    let compile = |package: &String| time(&mut workspace.cargo(subcommand, package), &[0]);
    in_turn(rounds, &packages, forget, compile)
}

fn package(spelling: Spelling, grants: u32) -> String {
    let spelling = match spelling {
        Spelling::Macro => "macro",
        Spelling::EmptyMacro => "empty-macro",
        Spelling::Constants => "constants",
    };
    format!("grants-{grants}-{spelling}")
}
