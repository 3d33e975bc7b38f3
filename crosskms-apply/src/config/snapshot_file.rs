//! Snapshots as files that are checked.

use crosskms::policy::range_of;
use crosskms::rules::{MALFORMED_FILE, check_accounts};
use crosskms::site::Site;

use super::LocatedFinding;
use super::lines::Lines;
use crate::snapshot::{Snapshot, SnapshotFileError};

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
    let findings = check_accounts(&snapshot.accounts());
    lines.located(findings.into_iter().map(|finding| {
        let range = range_of(text, &finding.site);
        (finding, range)
    }))
}
