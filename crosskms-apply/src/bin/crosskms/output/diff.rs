//! The text of a document, before and after.

use crosskms::policies::BucketEncryption;
use crosskms::policy::Policy;
use crosskms_apply::document::DocumentId;
use crosskms_apply::plan::Change;
use similar::{ChangeTag, TextDiff};

use super::{DIM, GREEN, RED, line};

/// Lines of context around what changes.
const CONTEXT: usize = 3;

/// Prints what changes, with both sides in one layout so that only meaning shows.
pub(super) fn print(change: &Change) {
    let before = laid_out(&change.document, change.before.as_deref());
    let after = laid_out(&change.document, change.after.as_deref());
    let diff = TextDiff::from_lines(&before, &after);
    for group in diff.grouped_ops(CONTEXT) {
        for operation in &group {
            for part in diff.iter_changes(operation) {
                let text = part.value().trim_end_matches('\n');
                match part.tag() {
                    ChangeTag::Equal => line(&format!("      {DIM}  {text}{DIM:#}")),
                    ChangeTag::Insert => line(&format!("      {GREEN}+ {text}{GREEN:#}")),
                    ChangeTag::Delete => line(&format!("      {RED}- {text}{RED:#}")),
                }
            }
        }
    }
}

fn laid_out(document: &DocumentId, text: Option<&str>) -> String {
    let Some(text) = text else { return String::new() };
    let laid_out = match document {
        DocumentId::BucketEncryption(_) => text.parse::<BucketEncryption>().map(|e| e.to_string()),
        _ => text.parse::<Policy>().map(|policy| policy.to_string()),
    };
    laid_out.unwrap_or_else(|_| text.to_owned())
}
