//! `docs/checks.md` against the list of checks.

use std::fs;
use std::path::PathBuf;

use crosskms_apply::plan::CHECKS;

/// Each chapter: its heading, and its paragraphs.
fn chapters() -> Vec<(String, Vec<String>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/checks.md");
    let text = fs::read_to_string(path).unwrap_or_default();
    let chapters = text.split("\n### ").skip(1).filter_map(|chapter| {
        let chapter = chapter.split("\n## ").next()?;
        let mut paragraphs = chapter.split("\n\n").map(|paragraph| paragraph.trim().to_owned());
        let heading = paragraphs.next()?;
        Some((heading.trim_matches('`').to_owned(), paragraphs.filter(|text| !text.is_empty()).collect()))
    });
    chapters.collect()
}

#[test]
fn every_check_has_a_chapter_in_the_order_of_the_list() {
    let names: Vec<String> = chapters().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, CHECKS.iter().map(|check| check.name).collect::<Vec<_>>());
}

#[test]
fn every_chapter_says_what_passes_and_whether_the_rest_may_be_allowed() {
    for ((name, paragraphs), check) in chapters().iter().zip(CHECKS) {
        let kind = if check.may_be_allowed { "may be allowed" } else { "fatal" };
        assert_eq!(paragraphs[0], format!("{kind} · {}", check.summary), "`{name}`");
        assert!(paragraphs.len() > 1, "`{name}` does not say what it costs and what to do");
    }
}
