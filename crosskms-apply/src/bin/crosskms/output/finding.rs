//! A finding as people read it: like the compiler's, with the line and what is meant in it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use crosskms::finding::Severity;
use crosskms_apply::config::LocatedFinding;

/// With an empty line after it.
pub(crate) fn finding(located: &LocatedFinding) -> String {
    let LocatedFinding { finding, place } = located;
    let level = match finding.severity() {
        Severity::Warning => Level::WARNING,
        severity => Level::ERROR.with_name(severity.as_str()),
    };
    let group = Group::with_title(level.primary_title(&finding.message).id(finding.rule.name));
    let group = if place.text.trim().is_empty() {
        group.element(Origin::path(&place.file).line(place.line).char_column(place.column))
    } else {
        let source = Snippet::source(&place.text).line_start(place.line).path(&place.file);
        group.element(source.annotation(AnnotationKind::Primary.span(place.range())))
    };
    let group = group
        .elements(finding.help.iter().map(|help| Level::HELP.message(help)))
        .element(Level::NOTE.message(finding.rule.page));
    format!("{}\n", Renderer::styled().render(&[group]))
}
