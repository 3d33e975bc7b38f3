//! Reading tables value by value; what is of the wrong form is reported, and reading goes on.

use std::ops::Range;

use crosskms::finding::{Finding, Severity};
use crosskms::rules::{MISPLACED_VALUE, Rule, UNKNOWN_FIELD};
use crosskms::site::Site;
use crosskms::suggest;
use toml::Spanned;

use super::LocatedFinding;
use super::lines::Lines;
use super::value::{Table, Value};

/// Collects the findings of one file.
pub(super) struct Reader<'l> {
    lines: &'l Lines<'l>,
    findings: Vec<LocatedFinding>,
    /// Whether what is being read may hold secrets, so that no finding may show a value.
    secret: bool,
    /// Whether this is a manifest, of whose grants all that may be allowed was decided when they were compiled.
    manifest: bool,
}

impl<'l> Reader<'l> {
    pub(super) const fn new(lines: &'l Lines<'l>) -> Self {
        Self { lines, findings: Vec::new(), secret: false, manifest: false }
    }

    pub(super) fn of_manifest(lines: &'l Lines<'l>) -> Self {
        Self { manifest: true, ..Self::new(lines) }
    }

    pub(super) const fn is_manifest(&self) -> bool {
        self.manifest
    }

    /// How much was found so far.
    pub(super) const fn count(&self) -> usize {
        self.findings.len()
    }

    /// How much of it is more than a warning.
    pub(super) fn errors(&self) -> usize {
        self.findings.iter().filter(|located| located.finding.severity() > Severity::Warning).count()
    }

    /// Everything that was found, in the order of the file.
    pub(super) fn findings(mut self) -> Vec<LocatedFinding> {
        self.findings.sort_by_key(|located| (located.place.line, located.place.column));
        self.findings
    }

    /// Reads a part of the file of which findings show no values.
    pub(super) fn in_secret<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.secret = true;
        let value = read(self);
        self.secret = false;
        value
    }

    pub(super) fn push(&mut self, finding: Finding, span: Range<usize>) {
        let place = self.lines.place(&span);
        // Beside a key that nobody knows may stand what was meant for an account.
        let secret = self.secret || finding.rule.name == UNKNOWN_FIELD.name;
        let place = if secret { place.without_values() } else { place };
        self.findings.push(LocatedFinding { finding, place });
    }

    /// A finding whose place is known by line and column.
    pub(super) fn push_at(&mut self, finding: Finding, position: (usize, usize)) {
        self.findings.push(LocatedFinding { finding, place: self.lines.at(position) });
    }

    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        span: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        self.push(rule.finding(Site::whole(), message, help), span);
    }

    /// A key that stands where it means nothing.
    pub(super) fn unknown(&mut self, key: &Spanned<String>, name: &str, known: &[&str], what: &str) {
        let nearest = suggest::nearest(name, known.iter().copied());
        let help =
            suggest::did_you_mean(&nearest).unwrap_or_else(|| format!("known are {}", known.join(", ")));
        self.report(&UNKNOWN_FIELD, key.span(), format!("{what} `{name}`"), Some(help));
    }

    pub(super) fn table<'v>(&mut self, value: &'v Spanned<Value>, name: &str) -> Option<&'v Table> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.misplaced(value, &format!("`{name}`: expected"), "a table");
        }
        table
    }

    pub(super) fn string(&mut self, value: &Spanned<Value>) -> Option<String> {
        let string = value.get_ref().as_str().map(str::to_owned);
        if string.is_none() {
            self.misplaced(value, "expected", "a string");
        }
        string
    }

    /// A list of strings; elements of another form are reported and left out.
    pub(super) fn strings(&mut self, value: &Spanned<Value>) -> Option<Vec<String>> {
        let Some(items) = value.get_ref().as_array() else {
            self.misplaced(value, "expected", "a list of strings");
            return None;
        };
        Some(items.iter().filter_map(|item| self.string(item)).collect())
    }

    pub(super) fn boolean(&mut self, value: &Spanned<Value>) -> Option<bool> {
        let Value::Boolean(boolean) = value.get_ref() else {
            self.misplaced(value, "expected", "`true` or `false`");
            return None;
        };
        Some(*boolean)
    }

    fn misplaced(&mut self, value: &Spanned<Value>, subject: &str, expected: &str) {
        let message = format!("{subject} {expected}, found {}", value.get_ref().kind());
        self.report(&MISPLACED_VALUE, value.span(), message, Some(format!("write {expected}")));
    }
}
