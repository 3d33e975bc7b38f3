//! Policies in files of their own.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crosskms::policy::PolicyType;
use crosskms::rules::{MALFORMED_FILE, PlacedFinding, check_policy_file, without_mark};
use crosskms::site::Site;

use super::LocatedFinding;
use super::cli_answer::CliAnswer;
use super::lines::Lines;

/// The name under which a build script writes its manifest, and the ends of names of what is no whole policy.
const MANIFEST_FILE: &str = "crosskms.json";
const PARTS: [&str; 3] = [".key-statement.json", ".bucket-statements.json", ".bucket-encryption.json"];

/// A policy that was checked.
#[derive(Debug)]
#[non_exhaustive]
pub struct PolicyReview {
    /// The type by whose rules it was checked; none when it could not be told.
    pub policy_type: Option<PolicyType>,
    /// What was found, in the order of the places.
    pub findings: Vec<LocatedFinding>,
}

/// Checks a policy by every rule; `name` is what messages call its file. Without a type, the policy has to show it.
///
/// The policy can be inside an answer of the AWS CLI. What cannot be read is a finding, too. The findings come in the
/// order of their places.
pub fn check_policy_text(name: &str, text: &str, policy_type: Option<PolicyType>) -> Vec<LocatedFinding> {
    review_policy_text(name, text, policy_type).findings
}

/// The same with the type of the policy.
pub fn review_policy_text(name: &str, text: &str, policy_type: Option<PolicyType>) -> PolicyReview {
    let text = without_mark(text);
    let answer = CliAnswer::of(text);
    let policy_text = answer.as_ref().map_or(text, |answer| &answer.policy);
    let policy_type = policy_type.or_else(|| answer.as_ref()?.policy_type);
    let (policy, found) = check_policy_file(policy_text, policy_type, &[]);
    let placed = found.into_iter().map(|PlacedFinding { finding, range }| {
        let range = range.unwrap_or_default();
        (finding, answer.as_ref().map_or(range.clone(), |answer| answer.range(&range)))
    });
    PolicyReview {
        policy_type: policy_type.or_else(|| PolicyType::of(policy.as_ref()?)),
        findings: Lines::of(name, text).located(placed),
    }
}

/// What is wrong with a file that is no text, at its first byte that is none.
pub fn not_in_utf8(name: &str, bytes: &[u8]) -> LocatedFinding {
    let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "not UTF-8, but UTF-16",
        _ => "not UTF-8",
    };
    let help = Some("save it in UTF-8, in which AWS takes and gives policies".to_owned());
    let place = Lines::of(name, valid).place(&(valid.len()..valid.len()));
    LocatedFinding { finding: MALFORMED_FILE.finding(Site::whole(), message, help), place }
}

/// The files that a path stands for: itself, or every `.json` file in the folder and below, sorted. Hidden folders
/// are left out, and links to folders are not followed. Beside a manifest, parts of policies are left out: they are
/// made of its grants.
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
    let folders_of_grants: BTreeSet<PathBuf> = files
        .iter()
        .filter(|file| file.file_name().is_some_and(|name| name == MANIFEST_FILE))
        .filter_map(|file| file.parent().map(Path::to_owned))
        .collect();
    files.retain(|file| {
        let is_part = PARTS.iter().any(|end| file.to_string_lossy().ends_with(end));
        !(is_part && file.parent().is_some_and(|folder| folders_of_grants.contains(folder)))
    });
    Ok(files)
}
