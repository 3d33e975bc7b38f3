//! Journals that are whole, torn, edited and of another time.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use serde_json::json;
use tempfile::TempDir;

use super::{Ending, Fate, Journal, JournalError, RunId, RunPurpose};
use crate::plan::{Change, Edit, Plan, Purpose};

const BEFORE: &str = "{\"Statement\": [] }\n with a line break and \u{e9}";

fn change() -> Change {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    Change {
        document: crate::document::DocumentId::KeyPolicy(key.parse().unwrap()),
        grants: vec!["raw-events".to_owned()],
        reasons: Vec::new(),
        before: Some(BEFORE.to_owned()),
        after: Some("{}".to_owned()),
        edit: Edit::Restored { text: None, run: String::new() },
    }
}

/// A journal with one run in it, and its file.
fn one_run(ending: Option<Ending>) -> (TempDir, Journal, PathBuf) {
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path().join("state").join("runs"));
    let run = journal.begin(&Plan::of(Purpose::Apply, vec![change()])).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(run.replacing(&change(), &[])).unwrap();
    run.written(&change().document).unwrap();
    if let Some(ending) = ending {
        run.end(ending).unwrap();
    }
    let file = run.path().to_owned();
    (folder, journal, file)
}

#[test]
fn what_was_replaced_is_read_as_it_was() {
    let (_folder, journal, _) = one_run(Some(Ending::Failed));
    let run = journal.run("last").unwrap();
    assert_eq!((run.purpose, run.planned, run.ending), (RunPurpose::Apply, 1, Some(Ending::Failed)));
    let [replaced] = run.documents()[..] else { panic!("{run:?}") };
    assert_eq!(replaced.before.as_deref(), Some(BEFORE));
    assert_eq!(replaced.after.as_deref(), Some("{}"));
    assert!(replaced.answered);
    assert_eq!(
        journal.run(&run.run.as_str().chars().take(24).collect::<String>()).unwrap(),
        run,
        "the beginning of an id is enough"
    );
}

#[tokio::test]
async fn what_is_saved_side_by_side_is_all_there() {
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let changes: Vec<Change> =
        (0..40).map(|n| Change { grants: vec![format!("grant-{n}")], ..change() }).collect();
    let run = journal.begin(&Plan::of(Purpose::Apply, changes.clone())).unwrap();
    for saved in futures_util::future::join_all(changes.iter().map(|change| run.replacing(change, &[]))).await
    {
        saved.unwrap();
    }
    let replaced = journal.run("last").unwrap().replaced;
    assert!(replaced.iter().map(|one| &one.grants).eq(changes.iter().map(|change| &change.grants)));
}

#[test]
fn of_a_document_that_was_written_twice_the_later_text_counts() {
    let (_folder, journal, file) = one_run(None);
    let twice = fs::read_to_string(&file).unwrap();
    let replacing = twice.lines().find(|line| line.contains("replacing")).unwrap();
    let theirs = replacing
        .replace(&super::recorded::fingerprint(Some(BEFORE)), &super::recorded::fingerprint(Some("theirs")))
        .replace(&serde_json::to_string(BEFORE).unwrap(), "\"theirs\"");
    fs::write(&file, format!("{twice}{theirs}\n")).unwrap();
    let run = journal.run("last").unwrap();
    assert_eq!(run.replaced.len(), 2);
    let [replaced] = run.documents()[..] else { panic!("{run:?}") };
    assert_eq!(replaced.before.as_deref(), Some("theirs"));
    assert!(!replaced.answered);
}

#[test]
fn a_line_that_was_cut_off_was_never_acted_upon() {
    let (_folder, journal, file) = one_run(None);
    let whole = fs::read(&file).unwrap();
    let lines = whole.iter().filter(|byte| **byte == b'\n').count();
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap();
    for length in first + 1..whole.len() {
        fs::write(&file, &whole[..length]).unwrap();
        let run = journal.run("last").unwrap();
        let left = whole[..length].iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(
            run.replaced.len(),
            usize::from(left >= 2),
            "{length} of {} bytes, {lines} lines",
            whole.len()
        );
    }
    for length in 0..=first {
        fs::write(&file, &whole[..length]).unwrap();
        assert!(matches!(journal.run("last"), Err(JournalError::Malformed { line: 1, .. })), "{length}");
    }
}

#[test]
fn a_journal_that_was_edited_or_is_garbage_is_not_relied_upon() {
    let (_folder, journal, file) = one_run(Some(Ending::Done));
    let whole = fs::read_to_string(&file).unwrap();
    let edits = [
        (whole.replace("line break", "line  break"), 2, "not the one that was saved"),
        (whole.replace("{\"replacing\"", "{\"displacing\""), 2, "not what a run writes"),
        (whole.replacen("\n{", "\ngarbage\n{", 1), 2, "not what a run writes"),
        (whole.replace("\"journal\":1", "\"journal\":\"one\""), 1, "does not say that this is the journal"),
        (whole.replace("\"purpose\":\"apply\"", "\"purpose\":\"applaud\""), 1, "which run this is"),
    ];
    for (edited, line, part) in edits {
        assert_ne!(edited, whole, "{part}");
        fs::write(&file, edited).unwrap();
        let error = journal.run("last").unwrap_err();
        assert!(matches!(error, JournalError::Malformed { line: at, .. } if at == line), "{error}");
        assert!(error.to_string().contains(part), "{error}");
    }
    fs::write(&file, b"\xff\xfe\n").unwrap();
    assert!(matches!(journal.run("last"), Err(JournalError::Malformed { .. })));
}

#[test]
fn a_journal_of_a_newer_version_is_left_to_that_version() {
    let (_folder, journal, file) = one_run(None);
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, whole.replace("\"journal\":1", "\"journal\":2")).unwrap();
    let error = journal.run("last").unwrap_err();
    assert!(error.to_string().contains("has version 2, and this crosskms reads versions up to 1"), "{error}");
}

#[test]
fn runs_are_listed_and_what_else_is_in_the_folder_is_not() {
    let (_folder, journal, file) = one_run(Some(Ending::Stopped));
    fs::write(file.with_file_name("notes.txt"), "mine").unwrap();
    for name in ["20200101T000000.000Z-aaaaaa", "20200101T000001.000Z-bbbbbb"] {
        fs::write(file.with_file_name(format!("{name}.jsonl")), "garbage\n").unwrap();
    }
    let runs = journal.runs().unwrap();
    assert_eq!(runs.len(), 3);
    assert!(runs[0].is_err(), "a file that cannot be read stands in its place");
    assert_eq!(runs[2].as_ref().unwrap().ending, Some(Ending::Stopped));
    assert!(Journal::in_folder(file.with_file_name("nowhere")).runs().unwrap().is_empty());
    assert!(matches!(journal.run("20210101"), Err(JournalError::NoSuchRun { .. })));
    let error = journal.run("20200101").unwrap_err().to_string();
    assert!(error.starts_with("`20200101` is the beginning of 2 runs in `"), "{error}");
    assert!(error.contains(": 20200101T000000.000Z-aaaaaa, 20200101T"), "{error}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().write_all(b"a file").unwrap();
    let error = Journal::in_folder(file.path()).begin(&Plan::of(Purpose::Apply, Vec::new())).unwrap_err();
    assert!(error.to_string().starts_with("cannot write the journal `"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_journal_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, journal, file) = one_run(None);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(journal.folder()).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn ids_are_read_back_and_nothing_else_is() {
    let id = RunId::new(jiff::Timestamp::UNIX_EPOCH);
    assert!(id.as_str().starts_with("19700101T000000.000Z-"), "{id}");
    assert_eq!(id.as_str().parse::<RunId>().unwrap(), id);
    for text in
        ["", "last", "../../etc/passwd", "20261125T174501.042Z", "20261125T174501.042Z-K3X9QA", "x-k3x9qa"]
    {
        assert!(text.parse::<RunId>().is_err(), "{text}");
    }
}

/// What is told of the one document of a run that goes on so after it was saved.
fn fate_after(lines: &[serde_json::Value]) -> Fate {
    let (_folder, journal, file) = one_run(None);
    let text = fs::read_to_string(&file).unwrap();
    // Without the line which says that it was written.
    let mut kept: Vec<&str> = text.lines().take(2).collect();
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    kept.extend(lines.iter().map(String::as_str));
    fs::write(&file, kept.join("\n") + "\n").unwrap();
    let run = journal.run("last").unwrap();
    let [(document, fate)] = run.fates()[..] else { panic!("{run:?}") };
    assert_eq!(*document, change().document);
    fate
}

#[test]
fn what_was_saved_is_not_yet_written() {
    let document = json!(change().document);
    let written = json!({ "written": document });
    let failed =
        |in_doubt: &[&serde_json::Value]| json!({ "ended": "", "ending": "failed", "in_doubt": in_doubt });
    assert_eq!(fate_after(&[]), Fate::PerhapsWritten, "the run was killed");
    assert_eq!(fate_after(std::slice::from_ref(&written)), Fate::Written);
    assert_eq!(fate_after(&[failed(&[])]), Fate::NotWritten, "the cloud refused it");
    assert_eq!(fate_after(&[failed(&[&document])]), Fate::PerhapsWritten, "no answer came");
    assert_eq!(fate_after(&[written, failed(&[&document])]), Fate::PerhapsWritten, "it never showed");
    let of_before = json!({ "ended": "", "ending": "failed" });
    assert_eq!(fate_after(&[of_before]), Fate::PerhapsWritten, "the run did not say");
}

#[test]
fn the_latest_runs_are_the_last_of_all() {
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    for _ in 0..3 {
        journal.begin(&Plan::of(Purpose::Apply, vec![change()])).unwrap();
    }
    let all: Vec<RunId> = journal.runs().unwrap().into_iter().map(|run| run.unwrap().run).collect();
    let (latest, earlier) = journal.latest(2).unwrap();
    let latest: Vec<RunId> = latest.into_iter().map(|run| run.unwrap().run).collect();
    assert_eq!((latest.as_slice(), earlier), (&all[1..], 1));
    assert_eq!(journal.latest(usize::MAX).unwrap().1, 0);
}

#[tokio::test]
async fn so_little_of_an_id_names_no_run() {
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let plan = Plan::of(Purpose::Apply, Vec::new());
    let run = journal.begin(&plan).unwrap();
    let (date, _) = run.run().as_str().split_once('T').unwrap();
    for too_little in ["", "2", "20"] {
        assert!(matches!(journal.run(too_little), Err(JournalError::NoSuchRun { .. })), "{too_little}");
    }
    assert_eq!(journal.run(date).unwrap().run, *run.run());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
}
