//! From byte offsets to lines and columns.

use crosskms::policy::line_and_column;

use super::Place;

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
        Place { file: self.file.to_owned(), line, column, text }
    }

    pub(super) fn place(&self, offset: usize) -> Place {
        self.at(line_and_column(self.text, offset))
    }
}
