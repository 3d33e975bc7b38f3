//! `crosskms evaluate`: scenarios as JSON lines, answered in order while they come.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;

use crosskms_apply::scenario::{Line, answer_lines};

use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

/// How much is read at once, in bytes.
const BUFFER: usize = 1 << 20;

/// How many lines are answered together at most, and how few are not worth another thread.
const BATCH: usize = 4096;
const FEW: usize = 16;

/// What came of the lines.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    lines: usize,
    disagreeing: usize,
    malformed: usize,
}

pub(crate) fn run(files: &[PathBuf]) -> Result<Exit, CommandError> {
    let mut count = Count::default();
    let stdin = [PathBuf::from("-")];
    for path in if files.is_empty() { &stdin } else { files } {
        let failed = |source| CommandError::Scenarios { path: path.clone(), source };
        let (name, input): (Option<&Path>, Box<dyn Read>) = match path.to_str() {
            Some("-") => (None, Box::new(io::stdin().lock())),
            _ => (Some(path), Box::new(File::open(path).map_err(failed)?)),
        };
        let mut input = BufReader::with_capacity(BUFFER, input);
        let mut before = 0usize;
        loop {
            let lines = batch(&mut input).map_err(failed)?;
            if lines.is_empty() {
                break;
            }
            let (answers, of_batch) = answer(&lines, before, name);
            before = before.saturating_add(lines.len());
            count = count.and(of_batch);
            if write(&answers).is_err() {
                // A closed pipe leaves nobody to tell.
                return Ok(count.exit());
            }
        }
    }
    if count.malformed > 0 {
        let lines = output::counted(count.lines, "line");
        output::warning(&format!("{} of {lines} could not be read", count.malformed));
    }
    Ok(count.exit())
}

/// The lines that have come, at least one unless the input is at its end: whoever sends a line and waits is answered.
fn batch(input: &mut BufReader<Box<dyn Read>>) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    while lines.is_empty() || (lines.len() < BATCH && input.buffer().contains(&b'\n')) {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Answers lines, on all processors when there are many.
fn answer(lines: &[Vec<u8>], before: usize, name: Option<&Path>) -> (Vec<Vec<u8>>, Count) {
    let numbered = lines.iter().zip(before.saturating_add(1)..);
    let lines: Vec<Line<'_>> = numbered
        .map(|(line, number)| Line { number, text: line.trim_ascii() })
        .filter(|line| !line.text.is_empty())
        .collect();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let share = lines.len().div_ceil(processors).max(FEW);
    let answers: Vec<(Vec<u8>, Count)> = thread::scope(|scope| {
        let workers: Vec<_> =
            lines.chunks(share).map(|lines| scope.spawn(move || answer_some(lines, name))).collect();
        let joined = workers.into_iter().map(thread::ScopedJoinHandle::join);
        joined.map(|answers| answers.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let count = answers.iter().map(|(_, count)| *count).fold(Count::default(), Count::and);
    (answers.into_iter().map(|(text, _)| text).collect(), count)
}

fn answer_some(lines: &[Line<'_>], name: Option<&Path>) -> (Vec<u8>, Count) {
    let mut text = Vec::new();
    let mut count = Count { lines: lines.len(), ..Count::default() };
    for answer in answer_lines(lines) {
        // Text in memory takes everything.
        let _ = match answer {
            Ok(answer) => {
                count.disagreeing = count.disagreeing.saturating_add((answer.agrees == Some(false)).into());
                serde_json::to_writer(&mut text, &answer)
            }
            Err(mut error) => {
                count.malformed = count.malformed.saturating_add(1);
                if let Some(name) = name {
                    error.error = format!("{} {}", name.display(), error.error);
                }
                serde_json::to_writer(&mut text, &error)
            }
        };
        text.push(b'\n');
    }
    (text, count)
}

fn write(answers: &[Vec<u8>]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    answers.iter().try_for_each(|text| stdout.write_all(text))?;
    stdout.flush()
}

impl Count {
    fn and(self, other: Self) -> Self {
        Self {
            lines: self.lines.saturating_add(other.lines),
            disagreeing: self.disagreeing.saturating_add(other.disagreeing),
            malformed: self.malformed.saturating_add(other.malformed),
        }
    }

    const fn exit(self) -> Exit {
        match self {
            Self { malformed: 1.., .. } => Exit::InvalidInput,
            Self { disagreeing: 1.., .. } => Exit::Pending,
            _ => Exit::Done,
        }
    }
}
