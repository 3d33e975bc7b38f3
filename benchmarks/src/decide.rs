//! Decisions, beside cedar-policy and iam-rs on the same job.

mod cedar;
mod clock;
mod growth;
mod iam;
mod job;
mod million;

use crosskms::authorize::{Decision, Prepared};

use self::cedar::Cedar;
use self::iam::IamRs;
use self::job::{Job, Question};
use crate::error::BenchmarkError;
use crate::generated::{cargo, repository};
use crate::progress;
use crate::report::{Section, times};

/// How many times as fast as the faster of the others a prepared decision has to be, without and with reasons.
const GOAL: f64 = 20.0;
const GOAL_WITH_REASONS: f64 = 5.0;

/// Nanoseconds of one decision, for each contestant.
#[derive(Debug, Clone, Copy, Default)]
struct Times {
    decide: f64,
    authorize: f64,
    direct: f64,
    cedar: f64,
    merged: f64,
    iam_rs: f64,
}

pub(crate) fn run(rounds: u32) -> Result<Section, BenchmarkError> {
    let mut section = Section::new("decide", rounds);
    compare(rounds, &mut section)?;
    progress("counting allocations");
    let (decisions, allocating) = allocations()?;
    let measured = match allocating.as_slice() {
        [] => format!("none in {decisions} decisions"),
        some => format!("{} of {decisions} decisions allocate: {}", some.len(), some.join(", ")),
    };
    section.goal("no allocation in a prepared decision without reasons", &measured, allocating.is_empty());
    growth::run(rounds, &mut section)?;
    million::run(rounds, &mut section)?;
    Ok(section)
}

/// Every question of the job to every contestant.
fn compare(rounds: u32, section: &mut Section) -> Result<(), BenchmarkError> {
    let job = Job::read()?;
    let contestants = (Cedar::of_documents()?, Cedar::merged()?, IamRs::of_documents()?);
    let questions = job::questions()?;
    let mut all = Vec::new();
    for question in &questions {
        progress(&format!("deciding: {}", question.what));
        all.push(measure(rounds, &job, &contestants, question)?);
    }
    let row = |what: &str, of: Times| {
        let times = [of.decide, of.authorize, of.direct, of.cedar, of.merged, of.iam_rs];
        let [decide, authorize, direct, cedar, merged, iam_rs] = times.map(nanoseconds);
        [what.to_owned(), decide, authorize, direct, cedar, merged, iam_rs]
    };
    let mean = Times::mean(&all);
    let mut rows: Vec<_> =
        questions.iter().zip(&all).map(|(question, times)| row(question.what, *times)).collect();
    rows.push(row("mean", mean));
    let columns =
        ["", "prepared", "with reasons", "direct", "Cedar, by document", "Cedar, merged by hand", "iam-rs"];
    section.table(columns, &rows);

    let best = mean.best_of_others();
    let [decide, authorize] = [best / mean.decide, best / mean.authorize];
    let goal = format!("prepared, at least {GOAL:.0} times as fast as the fastest of the others");
    section.goal(&goal, &format!("{} times", times(decide)), decide >= GOAL);
    let goal = format!("with reasons, at least {GOAL_WITH_REASONS:.0} times as fast");
    section.goal(&goal, &format!("{} times", times(authorize)), authorize >= GOAL_WITH_REASONS);
    Ok(())
}

fn measure(
    rounds: u32,
    job: &Job,
    (cedar, merged, iam_rs): &(Cedar, Cedar, IamRs),
    question: &Question,
) -> Result<Times, BenchmarkError> {
    let evidence = job.evidence();
    let prepared = Prepared::of(&evidence);
    let (request, of_cedar, of_iam_rs) =
        (&question.request, cedar::request(question)?, iam::request(question)?);

    let decide = || prepared.decide(request) == Decision::Allowed;
    let authorize = || prepared.authorize(request).decision == Decision::Allowed;
    let direct = || Prepared::of(&evidence).decide(request) == Decision::Allowed;
    let by_cedar = || cedar.allows(&of_cedar);
    let by_merged = || merged.allows(&of_cedar);
    let by_iam_rs = || iam_rs.allows(&of_iam_rs);
    let contestants: [(&str, &dyn Fn() -> bool); 6] = [
        ("crosskms, prepared", &decide),
        ("crosskms, with reasons", &authorize),
        ("crosskms, direct", &direct),
        ("Cedar, by document", &by_cedar),
        ("Cedar, merged by hand", &by_merged),
        ("iam-rs", &by_iam_rs),
    ];
    for (who, answer) in contestants {
        let actual = answer();
        if actual != question.allowed {
            let (question, expected) = (question.what, question.allowed);
            return Err(BenchmarkError::Answer { who, question, actual, expected });
        }
    }
    let [decide, authorize, direct, cedar, merged, iam_rs] =
        clock::in_turn(rounds, contestants.map(|(_, answer)| answer));
    Ok(Times { decide, authorize, direct, cedar, merged, iam_rs })
}

impl Times {
    /// Of questions that all come equally often.
    fn mean(all: &[Self]) -> Self {
        let count = f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX));
        let mean = |time: fn(&Self) -> f64| all.iter().map(time).sum::<f64>() / count;
        Self {
            decide: mean(|of| of.decide),
            authorize: mean(|of| of.authorize),
            direct: mean(|of| of.direct),
            cedar: mean(|of| of.cedar),
            merged: mean(|of| of.merged),
            iam_rs: mean(|of| of.iam_rs),
        }
    }

    fn best_of_others(self) -> f64 {
        self.cedar.min(self.merged).min(self.iam_rs)
    }
}

/// How many decisions were made, and which of them allocated. It is a program of its own, because an allocator that
/// counts would slow down whoever allocates.
fn allocations() -> Result<(usize, Vec<String>), BenchmarkError> {
    let failed = |why: String| BenchmarkError::Command { command: "allocations".to_owned(), why };
    let mut command = cargo();
    command.current_dir(repository()).args(["run", "--quiet", "--release"]);
    command.args(["--package", "crosskms-benchmarks", "--bin", "allocations"]);
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let allocating = lines.clone().filter(|(count, _)| *count != "0");
    Ok((lines.count(), allocating.map(|(count, what)| format!("{what} ({count})")).collect()))
}

/// As the tables show it.
fn nanoseconds(time: f64) -> String {
    format!("{time:.0} ns")
}
