//! `crosskms check`, beside parliament on the same files.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::BenchmarkError;
use crate::generated::{self, policies};
use crate::measure::{Taken, in_turn, time};
use crate::progress;
use crate::report::{Section, ratio, seconds, times};

/// How many policy files are checked.
const FILES: usize = 1_000;

/// How many times as fast as parliament the check has to be.
const GOAL: f64 = 100.0;

pub(crate) fn run(rounds: u32) -> Result<Section, BenchmarkError> {
    progress("building crosskms, and installing parliament");
    let crosskms = generated::command()?;
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("requirements.txt");
    let parliament = crosskms_python::environment("parliament", &requirements)?.join("parliament");
    let folder = generated::folder("check")?;
    policies::generate(&folder, FILES)?;

    reads_all(&parliament, &folder)?;

    progress(&format!("checking {FILES} policies"));
    let measure = |(program, arguments, expected): &(&Path, &[&str], &[i32])| {
        time(Command::new(program).args(*arguments).arg(&folder), expected)
    };
    let contestants: [(&Path, &[&str], &[i32]); 2] =
        // The codes say that something was found: there are policies with mistakes.
        [(&crosskms, &["check"], &[3]), (&parliament, &["--directory"], &[1])];
    let [ours, theirs] = in_turn(rounds, &contestants, |_| Ok(()), measure)?;

    let mut section = Section::new("check", rounds);
    let row = |what: &str, time: fn(Taken) -> std::time::Duration| {
        [what.to_owned(), seconds(time(ours)), seconds(time(theirs)), times(ratio(time(theirs), time(ours)))]
    };
    section.table(
        ["", "`crosskms check`", "parliament", "parliament ÷ crosskms"],
        &[row("wall clock", |taken| taken.wall), row("processor time", |taken| taken.cpu)],
    );
    let wall = ratio(theirs.wall, ours.wall);
    let goal = format!("`check` of {FILES} files at least {GOAL:.0} times as fast as parliament");
    section.goal(&goal, &format!("{} times by the clock", times(wall)), wall >= GOAL);
    Ok(section)
}

/// parliament's exit code is the same when it finds something and when it fails; what it found it prints at the end.
fn reads_all(parliament: &Path, folder: &Path) -> Result<(), BenchmarkError> {
    let failed = |why: String| BenchmarkError::Command { command: "parliament".to_owned(), why };
    let output = Command::new(parliament).arg("--directory").arg(folder).stdin(Stdio::null()).output();
    let output = output.map_err(|error| failed(error.to_string()))?;
    if output.stdout.is_empty() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(())
}
