//! Snapshots as files that are checked.

use std::collections::BTreeMap;

use crosskms::policy::range_of;
use crosskms::rules::{MALFORMED_FILE, check_accounts};
use crosskms::site::Site;
use serde::de::IgnoredAny;

use super::LocatedFinding;
use super::lines::Lines;
use crate::snapshot::{Snapshot, SnapshotFileError};

/// Whether a JSON text is a snapshot of accounts rather than a policy.
pub fn is_snapshot(text: &str) -> bool {
    serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text).is_ok_and(|members| {
        let has = |name: &str| members.contains_key(name);
        !has("Statement") && ["keys", "buckets", "principals"].into_iter().any(has)
    })
}

/// Checks every policy of a snapshot by every rule, and whether they agree; `name` is what messages call the file.
pub fn check_snapshot_text(name: &str, text: &str) -> Vec<LocatedFinding> {
    let lines = Lines::of(name, text);
    let snapshot: Snapshot = match serde_json::from_str(text) {
        Ok(snapshot) => snapshot,
        Err(error) => {
            let help = Some("write a snapshot as `crosskms --cloud embedded` writes it".to_owned());
            let message = SnapshotFileError::without_place(&error);
            let finding = MALFORMED_FILE.finding(Site::whole(), message, help);
            return vec![LocatedFinding { finding, place: lines.at((error.line(), error.column())) }];
        }
    };
    let located = |finding: crosskms::finding::Finding| {
        let place = lines.place(&range_of(text, &finding.site));
        LocatedFinding { finding, place }
    };
    let mut found: Vec<LocatedFinding> =
        check_accounts(&snapshot.accounts()).into_iter().map(located).collect();
    found.sort_by_key(|located| (located.place.line, located.place.column));
    found
}
