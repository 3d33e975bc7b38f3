//! What is wrong with a `crosskms.toml`, and where.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use crosskms::finding::Finding;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The file, as it was named.
    pub file: String,
    /// The line, from one.
    pub line: usize,
    /// The column, from one, in characters.
    pub column: usize,
    /// The column after the last character that is meant; at most the end of the line.
    pub end_column: usize,
    /// The line itself; where values may be secret, the part of it before them.
    #[serde(skip)]
    pub text: String,
}

/// A finding and its place.
#[derive(Debug, Clone)]
pub struct LocatedFinding {
    /// What was found.
    pub finding: Finding,
    /// Where.
    pub place: Place,
}

/// A `crosskms.toml` that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The text is not TOML.
    #[error("{place}: {message}")]
    Syntax {
        /// Where.
        place: Place,
        /// Why.
        message: String,
    },
    /// Grants or accounts break rules; all findings, warnings included.
    #[error("{}", listed(.0))]
    Findings(Vec<LocatedFinding>),
}

impl Place {
    /// The bytes of [`Place::text`] that are meant.
    pub fn range(&self) -> Range<usize> {
        let offset = |column: usize| {
            let mut characters = self.text.char_indices();
            characters.nth(column.saturating_sub(1)).map_or(self.text.len(), |(offset, _)| offset)
        };
        offset(self.column)..offset(self.end_column)
    }

    /// The same place with a line that shows keys alone; nothing of it, when a string begins or ends among them.
    pub(super) fn without_values(mut self) -> Self {
        let keys = self.text.split(['=', '#']).next().unwrap_or_default();
        self.text = if keys.contains(['"', '\'']) { String::new() } else { keys.trim_end().to_owned() };
        self
    }
}

fn listed(findings: &[LocatedFinding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for LocatedFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { finding, place } = self;
        write!(f, "{}: {}\n  --> {place}", finding.severity(), finding.message)?;
        if !place.text.trim().is_empty() {
            write!(f, "\n   | {}", place.text.trim())?;
        }
        finding.help.iter().try_for_each(|help| write!(f, "\n  help: {help}"))?;
        write!(f, "\n  rule: {}, {}", finding.rule.name, finding.rule.page)
    }
}
