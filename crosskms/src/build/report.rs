//! What was found, as cargo shows it: lines that begin with `cargo::error=` and `cargo::warning=`.

use std::io::{self, Write};

use crosskms_core::finding::{Finding, Findings, Severity};
use crosskms_core::site::Site;

/// Errors and warnings, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Report(Vec<(Level, String)>);

/// The words by which cargo takes a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Warning,
    Error,
}

impl Report {
    pub(super) fn has_errors(&self) -> bool {
        self.0.iter().any(|(level, _)| *level == Level::Error)
    }

    /// What was found in a grant, each at its field.
    pub(super) fn findings_of_grant(&mut self, grant: &str, findings: &Findings) {
        for finding in findings {
            if finding.site == Site::whole() {
                self.finding(grant, finding);
            } else {
                self.finding(&format!("{grant}: {}", finding.site), finding);
            }
        }
    }

    pub(super) fn finding(&mut self, place: &str, finding: &Finding) {
        let level = if finding.severity() > Severity::Warning { Level::Error } else { Level::Warning };
        self.0.push((level, format!("{place}: {}", finding.text("  "))));
    }

    /// What no rule is about.
    pub(super) fn failure(&mut self, message: &str, help: &str) {
        self.0.push((Level::Error, format!("{message}\n  help: {help}")));
    }

    /// Cargo takes messages line by line; so nothing in a message can be taken for another instruction.
    pub(super) fn print(&self, cargo: &mut impl Write) -> io::Result<()> {
        for (level, text) in &self.0 {
            let word = match level {
                Level::Warning => "warning",
                Level::Error => "error",
            };
            text.lines().try_for_each(|line| writeln!(cargo, "cargo::{word}={line}"))?;
        }
        Ok(())
    }
}
