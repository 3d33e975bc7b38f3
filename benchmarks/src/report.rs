//! Tables of ratios as Markdown, on stdout and in `docs/benchmarks.md`.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::error::{BenchmarkError, at};
use crate::generated::{repository, write};

/// The page that has the tables.
const PAGE: &str = "docs/benchmarks.md";

/// What one benchmark has to say.
#[derive(Debug)]
pub(crate) struct Section {
    /// As in the markers of the page.
    name: &'static str,
    text: String,
}

impl Section {
    pub(crate) fn new(name: &'static str, rounds: u32) -> Self {
        let text = format!("{}; the least of {rounds} rounds.\n", machine());
        Self { name, text }
    }

    /// Adds a table: its columns, and the cells of each row.
    pub(crate) fn table<const N: usize>(&mut self, columns: [&str; N], rows: &[[String; N]]) {
        let _ = writeln!(self.text, "\n| {} |\n|{}", columns.join(" | "), " --- |".repeat(N));
        for row in rows {
            let _ = writeln!(self.text, "| {} |", row.join(" | "));
        }
    }

    /// Adds a sentence.
    pub(crate) fn note(&mut self, text: &str) {
        let _ = writeln!(self.text, "\n{text}");
    }

    /// Adds what came of a goal, for example "at most 1.5 times".
    pub(crate) fn goal(&mut self, goal: &str, measured: &str, met: bool) {
        let met = if met { "met" } else { "**not met**" };
        let _ = writeln!(self.text, "\nGoal: {goal}. Measured: {measured}; {met}.");
    }

    pub(crate) fn to_markdown(&self) -> &str {
        &self.text
    }

    /// Puts the section into the page, between its markers.
    pub(crate) fn write(&self) -> Result<(), BenchmarkError> {
        let path = repository().join(PAGE);
        let page = fs::read_to_string(&path).map_err(at(&path))?;
        let changed = self.put_into(&page);
        let missing = || BenchmarkError::Marker { path: PAGE.to_owned(), section: self.name };
        write(&path, &changed.ok_or_else(missing)?)
    }

    fn put_into(&self, page: &str) -> Option<String> {
        let begin = format!("<!-- {} -->\n", self.name);
        let end = format!("<!-- end of {} -->", self.name);
        let (before, rest) = page.split_once(&begin)?;
        let (_, after) = rest.split_once(&end)?;
        Some(format!("{before}{begin}{}{end}{after}", self.text))
    }
}

/// How many times `time` is as long as `other`.
pub(crate) fn ratio(time: Duration, other: Duration) -> f64 {
    time.as_secs_f64() / other.as_secs_f64()
}

/// A ratio as the tables show it: three digits, and all of those before the point.
pub(crate) fn times(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") }
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}

/// What decides how long anything takes here.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let rustc = rustc.unwrap_or_else(|_| "an unknown rustc".to_owned());
    format!("{} on {}, {cores} cores, {rustc}", std::env::consts::OS, std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_the_place_of_the_one_before_it() {
        let section = Section { name: "cold", text: "new\n".to_owned() };
        let page =
            "# Page\n<!-- check -->\n<!-- end of check -->\n<!-- cold -->\nold\n<!-- end of cold -->\nlast\n";
        let expected = page.replace("old\n<!--", "new\n<!--");
        assert_eq!(section.put_into(page), Some(expected));
        assert_eq!(section.put_into("# Page\n"), None);
    }
}
