//! One fault at one call of a run, and what must hold then.

use std::collections::BTreeSet;
use std::time::Duration;

use crosskms_apply::apply::{ApplyError, Report};
use crosskms_apply::{Journal, Run, rollback};
use crosskms_end_to_end::WireFault;
use futures_util::stream::{self, StreamExt};
use tempfile::TempDir;
use tokio::runtime::Handle;

use crate::fault::{Fault, Then};
use crate::operation::{Operation, carried_out};
use crate::stage::{Mechanism, Stage, TURNS};

/// Faults at each of these calls, the writes with how many of the name pass by before: at every so many calls each fault
/// happens.
pub(crate) async fn matrix(
    mechanism: Mechanism,
    operation: Operation,
    writes: &[(&'static str, usize)],
    reads: &[&'static str],
    every: usize,
) {
    let mut cases: Vec<(&'static str, usize, Fault)> = Vec::new();
    let writes = writes.iter().map(|(call, passed)| (*call, *passed, Fault::of_writes(mechanism)));
    let reads = reads.iter().map(|call| (*call, 0, Fault::of_reads()));
    for (number, (call, passed, faults)) in writes.chain(reads).enumerate() {
        let faults = faults.into_iter().enumerate().filter(|(index, _)| (index + number) % every == 0);
        cases.extend(faults.map(|(_, fault)| (call, passed, fault)));
    }
    let all = cases.into_iter().map(|(call, passed, fault)| async move {
        let _turn = TURNS.acquire().await.unwrap();
        // On a thread of its own: the independent client blocks.
        let case = move || Handle::current().block_on(case(mechanism, operation, call, passed, fault));
        tokio::task::spawn_blocking(case).await.unwrap();
    });
    let count = stream::iter(all).buffer_unordered(usize::MAX).count().await;
    println!("{operation:?} of {mechanism:?} over the wire: {count} cases");
}

async fn case(mechanism: Mechanism, operation: Operation, call: &'static str, passed: usize, fault: Fault) {
    let place = format!("{operation:?} of {mechanism:?}, {call} after {passed}, {fault:?}");
    let stage = Stage::set(mechanism);
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    operation.prepare(&stage, &journal).await;
    let (before, versions) = (stage.state(), stage.versions());
    // Over the line, so that it knows what reads showed before.
    let plan = operation.planned(&stage.over_line, &stage, &journal).await;
    let run = journal.begin(&plan).unwrap();
    let applying = Run::of(&plan).journal(&run).patience(Duration::from_secs(10));
    let applied = match fault {
        Fault::Line(fault) => {
            stage.line.fail_later(call, passed, fault);
            let applied = applying.apply(&stage.faulty, |_| {}).await;
            assert!(stage.line.is_spent(), "{place}: there was no such call");
            Some(applied)
        }
        Fault::Killed { after, .. } => {
            let held = stage.line.hold_later(call, passed, after);
            let arrived = tokio::task::spawn_blocking(move || {
                held.wait();
                held
            });
            tokio::select! {
                applied = applying.apply(&stage.faulty, |_| {}) => panic!("{place}: it goes on: {applied:?}"),
                held = arrived => drop(held.unwrap()),
            }
            None
        }
    };
    let found = stage.state();
    stage.keeps_what_is_of_others(&place);
    nothing_is_lost(&versions, &stage, &journal, &place);
    is_told_truly(applied.as_ref(), fault, found == before, &place);

    let is_done = matches!(applied, Some(Ok(_)));
    if is_done {
        stage.is_as_granted(operation, &place);
    }
    if is_done || matches!(fault, Fault::Killed { then: Then::RollsBack, .. }) {
        let run = journal.run("last").unwrap();
        let back = rollback(&stage.cloud, &run).await.unwrap();
        let back = back.whole().unwrap_or_else(|refusals| panic!("{place}: {refusals}"));
        carried_out(&stage, &journal, &back).await;
        assert_eq!(stage.state(), before, "{place}, rolled back");
    } else {
        let again = operation.planned(&stage.cloud, &stage, &journal).await;
        carried_out(&stage, &journal, &again).await;
        stage.is_as_granted(operation, &format!("{place}, again"));
        let after = stage.state();
        let beyond: Vec<_> =
            found.iter().filter(|one| !before.contains(*one) && !after.contains(*one)).collect();
        assert!(beyond.is_empty(), "{place}: {beyond:?}");
    }
    stage.keeps_what_is_of_others(&place);
    nothing_is_lost(&versions, &stage, &journal, &place);
}

/// What passes is tried again until it is done; a denial is told, and what it says of what was written is so.
fn is_told_truly(
    applied: Option<&Result<Report, ApplyError>>,
    fault: Fault,
    is_untouched: bool,
    place: &str,
) {
    match (applied, fault) {
        (None, _) => {}
        (Some(Ok(_)), Fault::Line(WireFault::Denied)) => panic!("{place}: a denial was not told"),
        (Some(Err(error)), Fault::Line(WireFault::Denied)) => {
            assert!(error.to_string().contains("is not authorized"), "{place}: {error}");
            assert!(is_untouched || error.report().may_have_written(), "{place}: {error}");
        }
        (Some(Err(error)), _) => panic!("{place}: it passes, but was not tried again: {error}"),
        (Some(Ok(_)), _) => assert!(!is_untouched, "{place}: it is said to be done"),
    }
}

/// Every version of a managed policy is there, or in the journal.
fn nothing_is_lost(versions: &BTreeSet<String>, stage: &Stage, journal: &Journal, place: &str) {
    if versions.is_empty() {
        return;
    }
    let mut kept = stage.versions();
    for run in journal.runs().unwrap().into_iter().map(Result::unwrap) {
        for replaced in run.replaced {
            let texts = replaced.before.into_iter().chain(replaced.versions.into_iter().map(|one| one.text));
            kept.extend(texts.map(|text| compact(&text)));
        }
    }
    for version in versions {
        assert!(kept.contains(version), "{place}: {version} is nowhere");
    }
}

fn compact(text: &str) -> String {
    serde_json::from_str::<serde_json::Value>(text).unwrap().to_string()
}
