//! How long commands take, and how much memory.

use std::ffi::OsStr;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::error::{BenchmarkError, at};

/// What one command took, with all processes that it started and waited for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    /// By the clock on the wall.
    pub(crate) wall: Duration,
    /// Of the processors, for the program and for the kernel on its behalf; other programs disturb it little.
    pub(crate) cpu: Duration,
    /// The most memory that one of them had, in bytes.
    pub(crate) memory: u64,
}

impl Taken {
    /// More than anything takes.
    pub(crate) const MAX: Self = Self { wall: Duration::MAX, cpu: Duration::MAX, memory: u64::MAX };

    /// The least of each: what disturbs a measurement only ever adds to it.
    pub(crate) fn least(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
            memory: self.memory.min(other.memory),
        }
    }
}

/// The least times of several commands over several rounds. The commands take turns, so that what disturbs the machine
/// for a while disturbs all of them. `before` is run before each, and is not measured.
pub(crate) fn in_turn<C, const N: usize>(
    rounds: u32,
    contestants: &[C; N],
    before: impl Fn(&C) -> Result<(), BenchmarkError>,
    run: impl Fn(&C) -> Result<Taken, BenchmarkError>,
) -> Result<[Taken; N], BenchmarkError> {
    let mut least = [Taken::MAX; N];
    for _ in 0..rounds {
        for (contestant, least) in contestants.iter().zip(&mut least) {
            before(contestant)?;
            *least = least.least(run(contestant)?);
        }
    }
    Ok(least)
}

/// Runs a command to its end. Its exit code has to be one of `expected`; what it prints is let go, unless it fails.
pub(crate) fn time(command: &mut Command, expected: &[i32]) -> Result<Taken, BenchmarkError> {
    let scratch = Path::new("a temporary file");
    let mut said = tempfile::tempfile().map_err(at(scratch))?;
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(said.try_clone().map_err(at(scratch))?);
    let shown = shown(command);
    let failed = |why: String| BenchmarkError::Command { command: shown, why };

    let started = Instant::now();
    let used = command.spawn().and_then(Wait4::wait4);
    let wall = started.elapsed();
    let used = match used {
        Ok(used) => used,
        Err(error) => return Err(failed(error.to_string())),
    };
    if used.status.code().is_none_or(|code| !expected.contains(&code)) {
        let why = read(&mut said).map_err(at(scratch))?;
        return Err(failed(format!("{}\n{why}", used.status)));
    }
    let cpu = used.rusage.utime.saturating_add(used.rusage.stime);
    Ok(Taken { wall, cpu, memory: used.rusage.maxrss })
}

/// Runs a command that is no part of what is measured.
pub(crate) fn prepare(command: &mut Command) -> Result<(), BenchmarkError> {
    time(command, &[0]).map(|_| ())
}

fn read(file: &mut (impl Read + Seek)) -> io::Result<String> {
    let mut text = String::new();
    file.rewind()?;
    file.read_to_string(&mut text)?;
    Ok(text)
}

fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy);
    words.collect::<Vec<_>>().join(" ")
}
