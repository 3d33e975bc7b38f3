//! `crosskms apply` and a plan with nothing to do, beside Terraform on the same server.

mod stage;
mod terraform;

use std::path::Path;
use std::process::Command;

use crate::error::BenchmarkError;
use crate::generated;
use crate::measure::{Taken, time};
use crate::progress;
use crate::report::{Section, megabytes, ratio, seconds, times};
use stage::{SHARES, Stage};
use terraform::Terraform;

/// How many times as much time and memory Terraform has to take.
const GOAL: f64 = 10.0;
/// The most requests for each share.
const REQUESTS_TO_APPLY: usize = 13;
const REQUESTS_OF_EMPTY_PLAN: usize = 4;

/// Who is measured.
enum Contestant<'c> {
    Terraform(&'c Terraform),
    /// The command, with what `apply` is given besides.
    Crosskms(&'c Path, &'static [&'static str]),
}

/// What a command took, and how many requests it sent.
#[derive(Debug, Clone, Copy)]
struct Cost {
    taken: Taken,
    requests: usize,
}

/// What it takes to apply, and to find nothing to do.
type Costs = [Cost; 2];

pub(crate) fn run(rounds: u32) -> Result<Section, BenchmarkError> {
    progress("building crosskms, and installing the local AWS");
    let crosskms = generated::command()?;
    stage::install()?;
    let terraform = Terraform::find()?;
    if let Err(why) = &terraform {
        progress(&format!("Terraform is skipped: {why}"));
    }

    let ours = [Contestant::Crosskms(&crosskms, &[]), Contestant::Crosskms(&crosskms, &["--no-verify"])];
    let theirs = terraform.iter().map(Contestant::Terraform);
    let contestants: Vec<Contestant<'_>> = ours.into_iter().chain(theirs).collect();
    let mut least = vec![[Cost { taken: Taken::MAX, requests: usize::MAX }; 2]; contestants.len()];
    for round in 1..=rounds {
        progress(&format!("round {round} of {rounds}"));
        for (contestant, least) in contestants.iter().zip(&mut least) {
            let costs = contestant.measured()?;
            for (least, cost) in least.iter_mut().zip(costs) {
                least.taken = least.taken.least(cost.taken);
                least.requests = least.requests.min(cost.requests);
            }
        }
    }
    Ok(match (least.as_slice(), terraform) {
        ([ours, unverified, theirs], Ok(terraform)) => {
            compared(rounds, ours, unverified, theirs, &terraform.version)
        }
        ([ours, unverified, ..], Err(why)) => alone(rounds, ours, unverified, &why),
        _ => Section::new("apply", rounds),
    })
}

impl Contestant<'_> {
    /// Applies to keys, buckets and roles that were just made, and plans again.
    fn measured(&self) -> Result<Costs, BenchmarkError> {
        let stage = Stage::set("apply")?;
        let mut costs = Vec::new();
        let (mut apply, mut plan) = match self {
            Self::Terraform(terraform) => terraform.commands(&stage)?,
            Self::Crosskms(program, options) => crosskms(&stage, program, options)?,
        };
        for command in [&mut apply, &mut plan] {
            let before = stage.requests();
            let taken = time(command, &[0])?;
            costs.push(Cost { taken, requests: stage.requests().saturating_sub(before) });
        }
        costs.try_into().map_err(|_| BenchmarkError::Job { why: "two commands cost twice".to_owned() })
    }
}

fn crosskms(stage: &Stage, program: &Path, options: &[&str]) -> Result<(Command, Command), BenchmarkError> {
    stage.write("crosskms.toml", &stage.crosskms_toml())?;
    let mut apply = stage.command(program);
    apply.args(["apply", "--yes", "--journal", "runs"]).args(options);
    let mut plan = stage.command(program);
    plan.arg("plan");
    Ok((apply, plan))
}

/// What a table shows of a cost.
type Row = (&'static str, usize, fn(&Cost) -> String, fn(&Cost) -> f64);

const ROWS: [Row; 8] = [
    ("apply, wall clock", 0, |cost| seconds(cost.taken.wall), |cost| cost.taken.wall.as_secs_f64()),
    ("apply, processor time", 0, |cost| seconds(cost.taken.cpu), |cost| cost.taken.cpu.as_secs_f64()),
    ("apply, memory", 0, |cost| megabytes(cost.taken.memory), memory),
    ("apply, requests", 0, |cost| cost.requests.to_string(), requests),
    ("empty plan, wall clock", 1, |cost| seconds(cost.taken.wall), |cost| cost.taken.wall.as_secs_f64()),
    ("empty plan, processor time", 1, |cost| seconds(cost.taken.cpu), |cost| cost.taken.cpu.as_secs_f64()),
    ("empty plan, memory", 1, |cost| megabytes(cost.taken.memory), memory),
    ("empty plan, requests", 1, |cost| cost.requests.to_string(), requests),
];

fn compared(rounds: u32, ours: &Costs, unverified: &Costs, theirs: &Costs, version: &str) -> Section {
    let mut section = Section::new("apply", rounds);
    section.note(&format!("{SHARES} shares; {version}."));
    let row = |(what, of, shown, number): Row| {
        let [ours, unverified, theirs] = [ours, unverified, theirs].map(|costs| at(costs, of));
        let ratio = if number(ours) > 0.0 { times(number(theirs) / number(ours)) } else { String::new() };
        [what.to_owned(), shown(ours), shown(unverified), shown(theirs), ratio]
    };
    section.table(
        ["", "crosskms", "crosskms `--no-verify`", "Terraform", "Terraform ÷ crosskms"],
        &ROWS.map(row),
    );
    let costs = |of| (at(ours, of), at(unverified, of), at(theirs, of));
    let (apply, same_apply, their_apply) = costs(0);
    let (plan, _, their_plan) = costs(1);
    let planned = ratio(their_plan.taken.wall, plan.taken.wall);
    // Terraform verifies nothing, so both are told.
    for (what, cost) in [("the same work", same_apply), ("the same work and its verification", apply)] {
        let applied = ratio(their_apply.taken.wall, cost.taken.wall);
        tenth(&mut section, &format!("time, for {what}"), applied, planned);
    }
    tenth(&mut section, "memory", memory(their_apply) / memory(apply), memory(their_plan) / memory(plan));
    requests_goal(&mut section, ours, unverified);
    section
}

fn tenth(section: &mut Section, of: &str, apply: f64, plan: f64) {
    let measured = format!(
        "Terraform takes {} times as much to apply, {} for the empty plan",
        times(apply),
        times(plan)
    );
    section.goal(&format!("a tenth of the {of}"), &measured, apply >= GOAL && plan >= GOAL);
}

fn alone(rounds: u32, ours: &Costs, unverified: &Costs, why: &str) -> Section {
    let mut section = Section::new("apply", rounds);
    section.note(&format!("{SHARES} shares; Terraform is skipped: {why}."));
    let row = |(what, of, shown, _): Row| [what.to_owned(), shown(at(ours, of)), shown(at(unverified, of))];
    section.table(["", "crosskms", "crosskms `--no-verify`"], &ROWS.map(row));
    requests_goal(&mut section, ours, unverified);
    section
}

/// Requests are counted without verification, which Terraform does not have.
fn requests_goal(section: &mut Section, ours: &Costs, unverified: &Costs) {
    let [apply, plan] = [0, 1].map(|of| at(unverified, of).requests);
    let verified = at(ours, 0).requests;
    let each = |requests: usize| times(requests_as_number(requests) / requests_as_number(SHARES));
    section.goal(
        &format!(
            "at most {REQUESTS_TO_APPLY} requests a share to apply, {REQUESTS_OF_EMPTY_PLAN} for the empty plan"
        ),
        &format!("{} and {}, and {} to apply and verify", each(apply), each(plan), each(verified)),
        apply <= REQUESTS_TO_APPLY.saturating_mul(SHARES) && plan <= REQUESTS_OF_EMPTY_PLAN.saturating_mul(SHARES),
    );
}

/// The cost of applying, or of the empty plan.
fn at(costs: &Costs, of: usize) -> &Cost {
    let [apply, plan] = costs;
    if of == 0 { apply } else { plan }
}

fn memory(cost: &Cost) -> f64 {
    // Bytes of a process are far below what a float tells apart.
    requests_as_number(usize::try_from(cost.taken.memory / 1_000).unwrap_or(usize::MAX))
}

fn requests(cost: &Cost) -> f64 {
    requests_as_number(cost.requests)
}

fn requests_as_number(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
