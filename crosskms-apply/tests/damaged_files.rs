//! Snapshots, plans and journals that were cut off at every byte, are garbage or of a newer version: a clear error,
//! and nothing is touched.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crosskms_apply::config::{PlanFile, PlanFileError};
use crosskms_apply::{EmbeddedCloud, Journal, Snapshot};
use tempfile::TempDir;

const CONFIG: &str = r#"[[grant]]
name = "raw-events"
key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
bucket = "arn:aws:s3:::example"
principal = "arn:aws:iam::444455556666:role/analytics"
access = "read"
"#;

/// A folder with a grant, its accounts as they were at first, a plan, and the journal of the run that was made.
struct Files {
    folder: TempDir,
}

impl Files {
    fn new() -> Self {
        let files = Self { folder: TempDir::new().unwrap() };
        fs::write(files.path("crosskms.toml"), CONFIG).unwrap();
        let grants = crosskms_apply::config::Config::read(&files.path("crosskms.toml")).unwrap().grants;
        EmbeddedCloud::for_grants(&grants).snapshot().write(&files.path("accounts.json")).unwrap();
        assert_eq!(code(&files.crosskms(&["plan", "--out", "plan.json"])), 2);
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn crosskms(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosskms"));
        command.args(["--cloud", "embedded", "--snapshot", "accounts.json"]).args(arguments);
        command.env("CROSSKMS_JOURNAL", self.path("runs")).current_dir(self.folder.path()).output().unwrap()
    }

    /// The command fails as it does on wrong input, with a line for people, and the accounts are as they were.
    fn refuses(&self, arguments: &[&str], says: &str, place: &str) {
        let accounts = fs::read(self.path("accounts.json")).unwrap();
        let output = self.crosskms(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 3, "{place}: {said}");
        assert!(said.contains(says) && !said.contains("panicked"), "{place}: {said}");
        assert_eq!(fs::read(self.path("accounts.json")).unwrap(), accounts, "{place}");
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// Lengths that are tried through the command: few, but each kind of place.
fn some(length: usize) -> impl Iterator<Item = usize> {
    (0..12).map(move |part| length * part / 12)
}

fn last_run(files: &Files) -> PathBuf {
    let entries = fs::read_dir(files.path("runs")).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl")).max().unwrap()
}

#[test]
fn snapshots() {
    let files = Files::new();
    let path = files.path("accounts.json");
    let whole = fs::read(&path).unwrap();
    let end = whole.trim_ascii_end().len();
    for length in 0..end {
        fs::write(&path, whole.get(..length).unwrap()).unwrap();
        let error = Snapshot::read(&path).unwrap_err().to_string();
        assert!(error.contains("accounts.json` is not a snapshot: "), "{length}: {error}");
    }
    for length in some(end) {
        fs::write(&path, whole.get(..length).unwrap()).unwrap();
        files.refuses(&["apply", "--yes"], "is not a snapshot", &format!("{length} bytes"));
    }
    let text = String::from_utf8(whole).unwrap();
    for (damaged, says) in [
        ("garbage".to_owned(), "is not a snapshot"),
        ("[]".to_owned(), "it is no JSON object"),
        // What a newer version knows and this one does not is not left out in silence.
        (text.replacen('{', "{\"organizations\": {},", 1), "unknown field `organizations`"),
        (text.replace("\"Action\": \"kms:*\"", "\"Action\": {\"kms\": 1}"), "is not a snapshot"),
    ] {
        assert_ne!(damaged, text);
        fs::write(&path, damaged).unwrap();
        files.refuses(&["apply", "--yes"], says, says);
    }
    fs::write(&path, b"\xff\xfe{\0}\0").unwrap();
    files.refuses(&["apply", "--yes"], "cannot read the snapshot", "UTF-16");
}

#[test]
fn plans() {
    let files = Files::new();
    let path = files.path("plan.json");
    let whole = fs::read(&path).unwrap();
    let end = whole.trim_ascii_end().len();
    for length in 0..end {
        fs::write(&path, whole.get(..length).unwrap()).unwrap();
        let error = PlanFile::read(&path).unwrap_err();
        assert!(matches!(error, PlanFileError::Malformed { .. }), "{length}: {error}");
    }
    for length in some(end) {
        fs::write(&path, whole.get(..length).unwrap()).unwrap();
        let place = format!("{length} bytes");
        files.refuses(&["apply", "plan.json", "--yes"], "is not a plan that can be relied upon", &place);
        files.refuses(&["show", "plan.json"], "is not a plan that can be relied upon", &place);
    }
    let text = String::from_utf8(whole).unwrap();
    for (damaged, says) in [
        (
            text.replace("\"plan\": 1", "\"plan\": 2"),
            "has version 2, and this crosskms reads versions up to 1",
        ),
        (text.replace("kms:Decrypt", "kms:*"), "has a wildcard"),
        (text.replacen("role/analytics", "role/somebody", 1), "is not a plan"),
        ("null".to_owned(), "is not a plan"),
    ] {
        assert_ne!(damaged, text);
        fs::write(&path, damaged).unwrap();
        files.refuses(&["apply", "plan.json", "--yes"], says, says);
    }
    fs::write(&path, &text).unwrap();
    assert_eq!(code(&files.crosskms(&["apply", "plan.json", "--yes"])), 0, "the whole one can be applied");
}

#[test]
fn journals() {
    let files = Files::new();
    let before = fs::read(files.path("accounts.json")).unwrap();
    assert_eq!(code(&files.crosskms(&["apply", "--yes"])), 0);
    let applied = fs::read(files.path("accounts.json")).unwrap();
    let path = last_run(&files);
    let whole = fs::read(&path).unwrap();
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap();
    let run = || Journal::in_folder(files.path("runs")).run("last");
    for length in 0..=first {
        fs::write(&path, whole.get(..length).unwrap()).unwrap();
        let error = run().unwrap_err().to_string();
        assert!(error.contains("cannot be relied upon: line 1"), "{length}: {error}");
    }
    // Behind the first line each end is one at which a run may have been killed. Some are tried; each byte of a smaller
    // journal is where journals are read.
    let mut replaced = 4;
    for length in (first + 1..=whole.len()).rev().step_by(61) {
        fs::write(&path, whole.get(..length).unwrap()).unwrap();
        let now = run().unwrap().documents().len();
        assert!(now <= replaced, "{length}: what was saved stays saved");
        replaced = now;
    }
    assert_eq!(replaced, 0);

    let text = String::from_utf8(whole.clone()).unwrap();
    let saved = text.lines().nth(1).unwrap();
    for (damaged, says) in [
        (String::new(), "the file is empty"),
        ("garbage\n".to_owned(), "line 1: it is not JSON"),
        (text.replacen("\"journal\":1", "\"journal\":2", 1), "has version 2"),
        (text.replacen(saved, "garbage", 1), "line 2: it is not what a run writes"),
        (
            text.replacen(saved, saved.get(..saved.len() / 2).unwrap(), 1),
            "line 2: it is not what a run writes",
        ),
        (text.replace("\"fingerprint\":\"", "\"fingerprint\":\"0"), "is not the one that was saved"),
    ] {
        assert_ne!(damaged, text);
        fs::write(&path, damaged).unwrap();
        files.refuses(&["rollback", "last", "--yes"], says, says);
        assert_eq!(runs_left(&path), 1, "{says}: no other run was begun");
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(fs::read(files.path("accounts.json")).unwrap(), applied);
    assert_eq!(code(&files.crosskms(&["rollback", "last", "--yes"])), 0);
    assert_eq!(fs::read(files.path("accounts.json")).unwrap(), before);
}

fn runs_left(run: &Path) -> usize {
    let entries = fs::read_dir(run.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).count()
}
