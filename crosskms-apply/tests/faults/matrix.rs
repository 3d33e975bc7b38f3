//! Every operation, with every fault at every call that it makes.

use std::collections::{BTreeMap, HashSet};

use crosskms_apply::cloud::embedded::EmbeddedCloud;

use crate::case::{Beyond, Matrix, copy_of, folder};
use crate::cloud::FaultyCloud;
use crate::fault::Fault;
use crate::invariants::Access;
use crate::operation::{Ended, Operation};
use crate::stage::Stage;

#[tokio::test(start_paused = true)]
async fn apply_one() {
    matrix(&Stage::one(), Operation::Apply).await;
}

#[tokio::test(start_paused = true)]
async fn repair_one() {
    matrix(&Stage::one(), Operation::Repair).await;
}

#[tokio::test(start_paused = true)]
async fn revoke_one() {
    matrix(&Stage::one(), Operation::Revoke).await;
}

#[tokio::test(start_paused = true)]
async fn roll_back_one() {
    matrix(&Stage::one(), Operation::RollBackApply).await;
    matrix(&Stage::one(), Operation::RollBackRevoke).await;
}

#[tokio::test(start_paused = true)]
async fn apply_several() {
    matrix(&Stage::several(), Operation::Apply).await;
}

#[tokio::test(start_paused = true)]
async fn revoke_several() {
    matrix(&Stage::several(), Operation::Revoke).await;
}

#[tokio::test(start_paused = true)]
async fn roll_back_several() {
    matrix(&Stage::several(), Operation::RollBackApply).await;
}

#[tokio::test(start_paused = true)]
async fn kms_grants() {
    every_operation(&Stage::kms_grants()).await;
}

#[tokio::test(start_paused = true)]
async fn managed_policies() {
    every_operation(&Stage::managed()).await;
}

#[tokio::test(start_paused = true)]
async fn replicas() {
    every_operation(&Stage::replicas()).await;
}

async fn every_operation(stage: &Stage) {
    use Operation::{Apply, Repair, Revoke, RollBackApply, RollBackRevoke};
    for operation in [Apply, Repair, Revoke, RollBackApply, RollBackRevoke] {
        matrix(stage, operation).await;
    }
}

/// The kinds of calls.
const VERBS: [&str; 6] = ["describe", "look", "list", "read", "write", "delete"];

fn verb(call: &str) -> &'static str {
    VERBS.into_iter().find(|verb| call.starts_with(verb)).unwrap_or_else(|| panic!("what is `{call}`?"))
}

fn is_write(call: &str) -> bool {
    ["write", "delete"].contains(&verb(call))
}

async fn matrix(stage: &Stage, operation: Operation) {
    let journal = folder();
    let before = operation.prepared(stage, journal.path()).await;
    let clean = EmbeddedCloud::new(before.clone());
    let counting = FaultyCloud::new(stage, &clean, None);
    let copy = copy_of(journal.path());
    let ended = operation.perform(stage, &counting, copy.path()).await;
    assert!(matches!(ended, Ended::Done), "{ended}");
    let calls = counting.calls();
    let mut matrix = Matrix {
        stage,
        operation,
        journal,
        before,
        after: clean.snapshot(),
        access: Access::of(stage),
        converging: HashSet::new(),
    };

    let mut cases: BTreeMap<Fault, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut beyond: BTreeMap<Beyond, usize> = BTreeMap::new();
    for (number, call) in calls.iter().enumerate() {
        let faults = Fault::all().into_iter().enumerate();
        // Every fault meets every write; of the other calls, where there are many, every kind.
        let is_met = |index: usize| is_write(call) || (index + number).is_multiple_of(stage.every);
        let faults = faults.filter(|(index, _)| is_met(*index));
        for fault in faults.map(|(_, fault)| fault).filter(|fault| fault.can_happen_at(call)) {
            let place = format!("{operation:?}, call {number} ({call}), {fault}");
            for loss in matrix.case(number, fault, &place).await {
                *beyond.entry(loss).or_default() += 1;
            }
            *cases.entry(fault).or_default().entry(verb(call)).or_default() += 1;
        }
    }
    let all: usize = cases.values().flat_map(BTreeMap::values).sum();
    println!("\n{operation:?} of {} grants: {} calls, {all} cases", stage.grants.len(), calls.len());
    println!("  {:32}{}", "", VERBS.map(|verb| format!("{verb:>10}")).concat());
    for (fault, of_verb) in cases {
        let counts = VERBS.map(|verb| format!("{:>10}", of_verb.get(verb).unwrap_or(&0)));
        println!("  {:32}{}", fault.to_string(), counts.concat());
    }
    for (loss, count) in beyond {
        println!("  {count:4}  could not be helped by any client: {loss:?}");
    }
}
