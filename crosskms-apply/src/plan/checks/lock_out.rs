//! Nobody may be locked out of a key (R5.2, R6.12).

use crosskms::policy::Policy;
use crosskms::rules::owner_may_change;

use super::{Check, Document};
use crate::document::DocumentId;
use crate::plan::Refusal;

pub(super) static LOCK_OUT: Check = Check {
    name: "lock-out",
    summary: "the account that owns a key can change its policy again, without the grants' own statements",
    may_be_allowed: false,
};

pub(super) fn found(document: &Document<'_>) -> Option<Refusal> {
    let Document { change, after, .. } = document;
    let DocumentId::KeyPolicy(key) = &change.document else { return None };
    let refused = |message: String| {
        let help = "put a statement for the key's own account into it first, such as the default `kms:*` for its root";
        Some(Refusal::new(&change.document, &LOCK_OUT, message).help(help))
    };
    let Some(policy) = after else {
        return refused("no statement would remain, and nobody could administer the key".to_owned());
    };
    // Statements of a grant come and go with it, so they do not count.
    let others = document.foreign(policy).map(|(_, statement)| statement.clone());
    let others = Policy::new(others.collect::<Vec<_>>());
    if owner_may_change(&others, key.account()) {
        return None;
    }
    refused(format!(
        "no statement besides those of grants would let anybody of account {} change the key policy again",
        key.account()
    ))
}
