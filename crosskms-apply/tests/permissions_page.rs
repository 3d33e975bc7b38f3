//! `docs/permissions.md` against the calls that are made of AWS.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The sources of a folder, without tests.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.file_name().and_then(|name| name.to_str()) {
            Some("tests" | "tests.rs") => {}
            _ if path.is_dir() => sources(&path, found),
            _ => found.push(path),
        }
    }
}

/// What stands between quotation marks of some kind and is an action of a service.
fn actions(text: &str, mark: char) -> BTreeSet<&str> {
    let is_action = |word: &&str| {
        let action =
            word.split_once(':').filter(|(service, _)| ["kms", "s3", "iam", "sts"].contains(service));
        action.is_some_and(|(_, name)| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()))
    };
    text.split(mark).filter(is_action).collect()
}

#[test]
fn every_call_is_on_the_page_and_nothing_else() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(here.join("../docs/permissions.md")).unwrap();
    let (mut files, mut calls) = (Vec::new(), BTreeSet::new());
    sources(&here.join("src/cloud/aws"), &mut files);
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    texts.iter().for_each(|text| calls.extend(actions(text, '"')));
    assert!(calls.contains("kms:PutKeyPolicy") && calls.len() > 40, "{calls:?}");
    let said = actions(&page, '`');
    let missing: Vec<_> = calls.difference(&said).filter(|call| !NEVER_MADE.contains(call)).collect();
    assert!(missing.is_empty(), "docs/permissions.md says nothing of {missing:?}");
    let needless: Vec<_> = said.difference(&calls).filter(|name| !BESIDE_CALLS.contains(name)).collect();
    assert!(needless.is_empty(), "no call needs {needless:?}");
}

/// Named to say that there is no such call.
const NEVER_MADE: [&str; 2] = ["kms:DeleteKeyPolicy", "s3:DeleteBucketEncryption"];

/// What `CreateKey` needs besides, with tags.
const BESIDE_CALLS: [&str; 1] = ["kms:TagResource"];
