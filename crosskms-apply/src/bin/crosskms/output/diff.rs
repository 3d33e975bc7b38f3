//! The text of a document, before and after.

use crosskms::policies::BucketEncryption;
use crosskms::policy::Policy;
use crosskms_apply::document::DocumentId;
use crosskms_apply::plan::Change;
use similar::{ChangeTag, TextDiff};

use super::{DIM, GREEN, RED};

/// Lines of context around what changes.
const CONTEXT: usize = 3;

/// What changes, with both sides in one layout so that only meaning shows.
pub(super) fn lines(change: &Change) -> Vec<String> {
    let (before, after) = sides(change);
    let diff = TextDiff::from_lines(&before, &after);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        for part in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let text = part.value().trim_end_matches('\n');
            lines.push(match part.tag() {
                ChangeTag::Equal => format!("      {DIM}  {text}{DIM:#}"),
                ChangeTag::Insert => format!("      {GREEN}+ {text}{GREEN:#}"),
                ChangeTag::Delete => format!("      {RED}- {text}{RED:#}"),
            });
        }
    }
    lines
}

/// How many lines come and how many go.
pub(super) fn counts(change: &Change) -> (usize, usize) {
    let (before, after) = sides(change);
    let diff = TextDiff::from_lines(&before, &after);
    let count = |tag| diff.iter_all_changes().filter(|part| part.tag() == tag).count();
    (count(ChangeTag::Insert), count(ChangeTag::Delete))
}

fn sides(change: &Change) -> (String, String) {
    let laid_out = |text: &Option<String>| laid_out(&change.document, text.as_deref());
    (laid_out(&change.before), laid_out(&change.after))
}

fn laid_out(document: &DocumentId, text: Option<&str>) -> String {
    let Some(text) = text else { return String::new() };
    let laid_out = match document {
        DocumentId::BucketEncryption(_) => text.parse::<BucketEncryption>().map(|e| e.to_string()),
        _ => text.parse::<Policy>().map(|policy| policy.to_string()),
    };
    laid_out.unwrap_or_else(|_| text.to_owned())
}
