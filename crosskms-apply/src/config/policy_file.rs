//! Policies in files of their own.

use std::io;
use std::path::{Path, PathBuf};

use crosskms::policy::{Policy, PolicyType, range_of};
use crosskms::rules::{MALFORMED_FILE, UNCLEAR_POLICY_TYPE, check_policy};
use crosskms::site::Site;

use super::lines::Lines;
use super::{LocatedFinding, Place};

/// Checks a policy by every rule; `name` is what messages call its file. Without a type, the policy has to show it.
///
/// What cannot be read is a finding, too. The findings come in the order of their places.
pub fn check_policy_text(name: &str, text: &str, policy_type: Option<PolicyType>) -> Vec<LocatedFinding> {
    // What Windows puts before a text is no part of it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines::of(name, text);
    let alone = |finding, place: Place| vec![LocatedFinding { finding, place }];
    let policy: Policy = match text.parse() {
        Ok(policy) => policy,
        Err(error) => {
            let error: crosskms::policy::ReadError = error;
            let help =
                "write a policy as AWS stores it, `{\"Version\": \"2012-10-17\", \"Statement\": [ … ]}`";
            let finding = MALFORMED_FILE.finding(Site::whole(), error.message(), Some(help.to_owned()));
            return alone(finding, lines.at(error.position()));
        }
    };
    let Some(policy_type) = policy_type.or_else(|| PolicyType::of(&policy)) else {
        let message = "the policy does not show what it is attached to";
        let help =
            format!("name its type, one of `{}`", PolicyType::ALL.map(PolicyType::as_str).join("`, `"));
        let finding = UNCLEAR_POLICY_TYPE.finding(Site::whole(), message, Some(help));
        return alone(finding, lines.at((1, 1)));
    };
    let mut found: Vec<LocatedFinding> = check_policy(policy_type, &policy, text)
        .into_iter()
        .map(|finding| {
            let place = lines.place(&range_of(text, &finding.site));
            LocatedFinding { finding, place }
        })
        .collect();
    found.sort_by_key(|located| (located.place.line, located.place.column));
    found
}

/// The files that a path stands for: itself, or every `.json` file in the folder and below, sorted. Hidden folders
/// are left out, and links to folders are not followed.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn policy_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let kind = entry.file_type()?;
            if kind.is_dir() && !hidden {
                folders.push(entry.path());
            } else if !kind.is_dir() && entry.path().extension().is_some_and(|end| end == "json") {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
