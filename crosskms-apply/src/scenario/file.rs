//! Scenarios in files: `.jsonl`, one in each line, or `.json`, one or a list of them.

use std::io;
use std::path::{Path, PathBuf};

use crosskms::json::{Node, ReadError, Value};
use crosskms::policy::line_and_column;

use super::Scenario;

/// The scenarios of a file, those that could not be read among them.
#[derive(Debug)]
#[non_exhaustive]
pub struct ScenarioFile {
    /// The file.
    pub path: PathBuf,
    /// Its scenarios in order, or why one is none.
    pub scenarios: Vec<Result<LocatedScenario, ReadError>>,
}

/// A scenario and the line in which it begins.
#[derive(Debug)]
#[non_exhaustive]
pub struct LocatedScenario {
    /// The line, counted from one.
    pub line: usize,
    /// The scenario.
    pub scenario: Scenario,
}

impl ScenarioFile {
    /// Reads a file: one whose name ends in `.json` as one value, any other line by line.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn read(path: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let scenarios = match path.extension() {
            Some(end) if end == "json" => of_value(text),
            _ => of_lines(text),
        };
        Ok(Self { path: path.to_owned(), scenarios })
    }
}

fn of_lines(text: &str) -> Vec<Result<LocatedScenario, ReadError>> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let of_one = |(text, line): (&str, usize)| {
        let scenario = text.parse().map_err(|error: ReadError| error.on_line(line))?;
        Ok(LocatedScenario { line, scenario })
    };
    lines.map(of_one).collect()
}

fn of_value(text: &str) -> Vec<Result<LocatedScenario, ReadError>> {
    let of_one = |node: Node<'_>| {
        let (line, _) = line_and_column(text, node.range(text).start);
        let scenario = Scenario::try_from(node).map_err(|error| error.located_in(text))?;
        Ok(LocatedScenario { line, scenario })
    };
    let whole = Node::parse(text).and_then(|node| Ok((node, node.value()?)));
    match whole.map_err(|error| error.located_in(text)) {
        Ok((_, Value::Array(items))) => items.into_iter().map(of_one).collect(),
        Ok((node, _)) => vec![of_one(node)],
        Err(error) => vec![Err(error)],
    }
}

/// The files that a path stands for: itself, or every `.json` and `.jsonl` file in the folder and below, sorted. Hidden
/// folders are left out, and links to folders are not followed.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn scenario_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type()?.is_dir() {
                folders.extend((!hidden).then(|| entry.path()));
            } else if entry.path().extension().is_some_and(|end| end == "json" || end == "jsonl") {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
