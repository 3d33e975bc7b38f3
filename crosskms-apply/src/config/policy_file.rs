//! Policies in files of their own.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crosskms::policy::PolicyType;
use crosskms::rules::{PlacedFinding, check_policy_file, without_mark};

use super::LocatedFinding;
use super::lines::Lines;

/// The name under which a build script writes its manifest, and the ends of names of what is no whole policy.
const MANIFEST_FILE: &str = "crosskms.json";
const PARTS: [&str; 3] = [".key-statement.json", ".bucket-statements.json", ".bucket-encryption.json"];

/// Checks a policy by every rule; `name` is what messages call its file. Without a type, the policy has to show it.
///
/// What cannot be read is a finding, too. The findings come in the order of their places.
pub fn check_policy_text(name: &str, text: &str, policy_type: Option<PolicyType>) -> Vec<LocatedFinding> {
    let lines = Lines::of(name, without_mark(text));
    let (_, found) = check_policy_file(text, policy_type, &[]);
    lines.located(
        found.into_iter().map(|PlacedFinding { finding, range }| (finding, range.unwrap_or_default())),
    )
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
