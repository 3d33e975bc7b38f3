//! From byte offsets to lines and columns.

use std::ops::Range;

use crosskms::finding::Finding;
use crosskms::policy::line_and_column;

use super::{LocatedFinding, Place};

/// A text whose places can be named.
pub(super) struct Lines<'t> {
    file: &'t str,
    text: &'t str,
}

impl<'t> Lines<'t> {
    pub(super) const fn of(file: &'t str, text: &'t str) -> Self {
        Self { file, text }
    }

    /// A place that is known by line and column.
    pub(super) fn at(&self, (line, column): (usize, usize)) -> Place {
        let text = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned();
        Place { file: self.file.to_owned(), line, column, end_column: column.saturating_add(1), text }
    }

    /// The first line of what is meant.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let place = self.at(line_and_column(self.text, span.start));
        let meant = self.text.get(span.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        let end_column = place.column.saturating_add(meant.chars().count().max(1));
        Place { end_column, ..place }
    }

    /// Findings with their places, in the order of these.
    pub(super) fn located(
        &self,
        findings: impl Iterator<Item = (Finding, Range<usize>)>,
    ) -> Vec<LocatedFinding> {
        let located = |(finding, range)| LocatedFinding { finding, place: self.place(&range) };
        let mut found: Vec<LocatedFinding> = findings.map(located).collect();
        found.sort_by_key(|located| (located.place.line, located.place.column));
        found
    }
}
