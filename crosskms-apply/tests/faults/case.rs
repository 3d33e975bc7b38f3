//! One fault at one call, and what must hold then.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crosskms_apply::cloud::embedded::EmbeddedCloud;
use crosskms_apply::document::DocumentId;
use crosskms_apply::journal::{Fate, Journal};
use crosskms_apply::{Purpose, Snapshot};
use tempfile::TempDir;

use crate::cloud::FaultyCloud;
use crate::fault::Fault;
use crate::invariants::{
    Access, everything_is_allowed, left_of_ours, lost, ours_beyond, owner_can_administer,
};
use crate::operation::{Ended, Operation, planned, roll_back_last};
use crate::others::Others;
use crate::stage::Stage;

/// What no client can help, for these APIs know no conditional write and settle when they like. It is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Beyond {
    /// Somebody wrote between the last read and the write.
    WrittenInTheWindow,
    /// Every read since showed a text from before somebody wrote.
    HiddenByStaleReads,
}

/// An operation from its beginning, and as it ends when nothing fails.
pub(crate) struct Matrix<'s> {
    pub(crate) stage: &'s Stage,
    pub(crate) operation: Operation,
    /// The journal of what was done before.
    pub(crate) journal: TempDir,
    pub(crate) before: Snapshot,
    pub(crate) after: Snapshot,
    pub(crate) access: Access,
    /// States from which a run without faults was seen to finish the work: what it does depends on nothing else.
    pub(crate) converging: HashSet<String>,
}

impl Matrix<'_> {
    /// One fault at one call: what is left, what the journal restores, and what the next run makes of it.
    pub(crate) async fn case(&mut self, number: usize, fault: Fault, place: &str) -> Vec<Beyond> {
        let journal = copy_of(self.journal.path());
        let runs_before = runs(journal.path());
        let cloud = EmbeddedCloud::new(self.before.clone());
        let faulty = FaultyCloud::new(self.stage, &cloud, Some((number, fault)));
        let ended = tokio::select! {
            ended = self.operation.perform(self.stage, &faulty, journal.path()) => ended,
            () = faulty.killed.cancelled() => Ended::Killed,
        };
        assert_eq!(fault.kills(), matches!(ended, Ended::Killed), "{place}: {ended}");

        let state = cloud.snapshot();
        let losses = self.losses(&faulty, fault, &state, journal.path(), place);
        self.holds(&state, &faulty, &losses, place);
        self.is_told_truly(&ended, &faulty, &state, fault, place);
        if runs(journal.path()) > runs_before {
            self.fates_are_true(&faulty, &state, journal.path(), place);
            self.the_journal_restores(&state, &faulty, &losses, journal.path(), place).await;
        }
        self.a_second_run_converges(&state, &faulty, &losses, journal.path(), place).await;
        losses.into_iter().map(|(_, loss)| loss).collect()
    }

    /// The documents in which something of others was lost and no client could have helped it.
    fn losses(
        &self,
        faulty: &FaultyCloud<'_>,
        fault: Fault,
        state: &Snapshot,
        journal: &Path,
        place: &str,
    ) -> Vec<(DocumentId, Beyond)> {
        let mut losses = Vec::new();
        if let Fault::Others(others) = fault {
            for document in faulty.overwritten() {
                if others.is_there(self.stage, &document, state) == Some(false) {
                    losses.push((document, Beyond::WrittenInTheWindow));
                }
            }
        }
        if let Fault::Stale(_) | Fault::Alternating = fault {
            for (document, statement) in lost(self.stage, state) {
                assert!(faulty.hidden().contains(&document), "{place}: {document} has lost {statement}");
                assert!(
                    !matches!(fault, Fault::Stale(1) | Fault::Alternating),
                    "{place}: {document} has lost {statement}, which a reader has shown"
                );
                // What a read has shown once is in the journal.
                let shown_once = faulty.hidden().iter().filter(|hidden| **hidden == document).count()
                    < faulty.reads(&document);
                assert!(
                    !shown_once || saved(journal).contains(&escaped(&statement)),
                    "{place}: {statement} is nowhere"
                );
                losses.push((document, Beyond::HiddenByStaleReads));
            }
        }
        losses
    }

    /// The first three: statements of others, the owner's hold of the key, access.
    fn holds(
        &mut self,
        state: &Snapshot,
        faulty: &FaultyCloud<'_>,
        losses: &[(DocumentId, Beyond)],
        place: &str,
    ) {
        let excused = |document: &DocumentId| losses.iter().any(|(lost, _)| lost == document);
        for (document, statement) in lost(self.stage, state) {
            let removed =
                faulty.others() == Some(Others::RemoveStatement) && statement.contains("\"Legacy\"");
            assert!(removed || excused(&document), "{place}: {document} has lost {statement}");
        }
        if let Some(others) = faulty.others() {
            for document in faulty.written_by_others() {
                let there = others.is_there(self.stage, &document, state).unwrap_or(true);
                assert!(
                    there || excused(&document),
                    "{place}: {document} has lost what others wrote in between"
                );
            }
        }
        assert!(owner_can_administer(self.stage, state), "{place}: the owner is locked out");
        let beyond = self.access.beyond(state, [&self.before, &self.after]);
        assert!(beyond.is_empty(), "{place}: {beyond:#?}");
        if faulty.others() != Some(Others::EditOurs) {
            let beyond = ours_beyond(self.stage, state, [&self.before, &self.after]);
            assert!(beyond.is_empty(), "{place}: {beyond:#?}");
        }
    }

    /// What the run says is so: done is done, and what is said to be untouched is.
    fn is_told_truly(
        &self,
        ended: &Ended,
        faulty: &FaultyCloud<'_>,
        state: &Snapshot,
        fault: Fault,
        place: &str,
    ) {
        let by_others = |document: &DocumentId| faulty.written_by_others().contains(document);
        match ended {
            Ended::Killed => {}
            Ended::Unread(_) | Ended::Refused(_) => {
                let place = &format!("{place}, {ended}");
                for document in self.stage.documents.iter().filter(|document| !by_others(document)) {
                    assert_eq!(
                        state.document(document),
                        self.before.document(document),
                        "{place}: {document}"
                    );
                }
            }
            Ended::Failed(failed) => {
                let (plan, error) = failed.as_ref();
                for (change, outcome) in plan.changes.iter().zip(error.report().outcomes()) {
                    let failure =
                        error.report().failures().find(|(document, _)| **document == change.document);
                    let may_be_written = failure.is_some_and(|(_, error)| error.may_be_written());
                    if outcome.is_none() && !may_be_written && !by_others(&change.document) {
                        let document = &change.document;
                        assert_eq!(
                            state.document(document),
                            self.before.document(document),
                            "{place}: {error}"
                        );
                    }
                }
                assert!(error.report().failures().next().is_some(), "{place}: {error}");
            }
            // Who twice reads what is no longer so cannot tell, and who writes later is not seen.
            Ended::Done if matches!(fault, Fault::Stale(2..) | Fault::Others(_)) => {}
            Ended::Done => assert_eq!(*state, self.after, "{place}: it is said to be done"),
        }
    }

    /// What the journal tells as not written is as it was.
    fn fates_are_true(&self, faulty: &FaultyCloud<'_>, state: &Snapshot, journal: &Path, place: &str) {
        let run = Journal::in_folder(journal).run("last").unwrap();
        for (document, fate) in run.fates() {
            if fate == Fate::NotWritten && !faulty.written_by_others().contains(document) {
                let (now, before) = (state.document(document), self.before.document(document));
                assert_eq!(now, before, "{place}: {document} is told as not written");
            }
        }
    }

    /// The fourth: the last run is taken back, unless others have written since; then it is said.
    async fn the_journal_restores(
        &mut self,
        state: &Snapshot,
        faulty: &FaultyCloud<'_>,
        losses: &[(DocumentId, Beyond)],
        journal: &Path,
        place: &str,
    ) {
        let (cloud, journal) = (EmbeddedCloud::new(state.clone()), copy_of(journal));
        let ended = roll_back_last(self.stage, &cloud, journal.path()).await;
        let others = faulty.others().is_some() || !faulty.hidden().is_empty();
        match &ended {
            Ended::Done if others => {}
            Ended::Done => assert_eq!(cloud.snapshot(), self.before, "{place}: restored"),
            Ended::Refused(refusals) => {
                assert!(others, "{place}: {refusals}");
                assert!(
                    refusals.0.iter().all(|refusal| refusal.check == "changed-since"),
                    "{place}: {refusals}"
                );
                assert_eq!(cloud.snapshot(), *state, "{place}: a refusal touches nothing");
            }
            ended => panic!("{place}: rolled back: {ended}"),
        }
        self.holds(&cloud.snapshot(), faulty, losses, &format!("{place}, rolled back"));
    }

    /// The fifth: the same operation again finishes the work.
    async fn a_second_run_converges(
        &mut self,
        state: &Snapshot,
        faulty: &FaultyCloud<'_>,
        losses: &[(DocumentId, Beyond)],
        journal: &Path,
        place: &str,
    ) {
        let place = &format!("{place}, again");
        let undisturbed = faulty.others().is_none() && losses.is_empty();
        if undisturbed && !self.converging.insert(serde_json::to_string(state).unwrap()) {
            return;
        }
        let cloud = EmbeddedCloud::new(state.clone());
        let ended = self.operation.perform(self.stage, &cloud, journal).await;
        let again = cloud.snapshot();
        let rolls_back = matches!(self.operation, Operation::RollBackApply | Operation::RollBackRevoke);
        match &ended {
            Ended::Done => {}
            Ended::Refused(refusals) if rolls_back && (faulty.others().is_some() || !losses.is_empty()) => {
                assert!(
                    refusals.0.iter().all(|refusal| refusal.check == "changed-since"),
                    "{place}: {refusals}"
                );
                return;
            }
            ended => panic!("{place}: {ended}"),
        }
        self.holds(&again, faulty, losses, place);
        let purpose = match self.operation {
            Operation::Apply | Operation::Repair | Operation::RollBackRevoke => Purpose::Apply,
            Operation::Revoke | Operation::RollBackApply => Purpose::Revoke,
        };
        if purpose == Purpose::Apply && !rolls_back {
            let rest = planned(self.stage, &cloud, purpose).await.unwrap();
            assert!(rest.is_empty(), "{place}: {:?}", rest.changes);
            assert!(everything_is_allowed(self.stage, &again), "{place}: not all is allowed");
        }
        if purpose == Purpose::Revoke && !rolls_back {
            assert_eq!(left_of_ours(self.stage, &again), 0, "{place}");
        }
        if undisturbed {
            assert_eq!(again, self.after, "{place}");
        }
    }
}

/// A folder on which `fsync` costs nothing, where there is one: there are thousands of runs.
pub(crate) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() }
}

pub(crate) fn copy_of(journal: &Path) -> TempDir {
    let copy = folder();
    for file in files(journal) {
        std::fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
    }
    copy
}

fn files(journal: &Path) -> impl Iterator<Item = PathBuf> {
    let files = std::fs::read_dir(journal).unwrap().map(|file| file.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "jsonl"))
}

fn runs(journal: &Path) -> usize {
    files(journal).count()
}

/// All that a journal holds.
fn saved(journal: &Path) -> String {
    files(journal).map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// A text as it stands in a JSON string.
fn escaped(text: &str) -> String {
    serde_json::to_string(text).unwrap().trim_matches('"').to_owned()
}
