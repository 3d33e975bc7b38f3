//! What the matrix has found, each by itself.

use std::time::Duration;

use crosskms_apply::apply::{ApplyError, ChangeError};
use crosskms_apply::cloud::Failure;
use crosskms_apply::{EmbeddedCloud, Purpose, Run};
use tokio::time::Instant;

use crate::cloud::FaultyCloud;
use crate::fault::{Answer, Fault, Lasting};
use crate::invariants::lost;
use crate::operation::planned;
use crate::stage::Stage;

/// Applies the plan of one grant with a fault at a call, or so many calls later.
async fn applied(call: &str, later: usize, fault: Fault) -> Result<(), ApplyError> {
    let stage = Stage::one();
    let clean = EmbeddedCloud::new(stage.initial.clone());
    let plan = planned(&stage, &clean, Purpose::Apply).await.unwrap();
    let counting = FaultyCloud::new(&stage, &clean, None);
    Run::of(&plan).apply(&counting, |_| {}).await.unwrap();
    let number = counting.calls().iter().position(|made| made.starts_with(call)).unwrap() + later;

    let cloud = EmbeddedCloud::new(stage.initial.clone());
    let faulty = FaultyCloud::new(&stage, &cloud, Some((number, fault)));
    let result = Run::of(&plan).apply(&faulty, |_| {}).await;
    assert!(lost(&stage, &cloud.snapshot()).is_empty());
    result.map(drop)
}

fn failure(error: &ApplyError) -> &ChangeError {
    error.report().failures().next().unwrap().1
}

#[tokio::test(start_paused = true)]
async fn a_principal_that_is_not_known_for_long_is_waited_for() {
    let fault = Fault::Refused(Answer::UnknownPrincipal, Lasting::Calls(20));
    applied("write the key policy", 0, fault).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_principal_that_is_never_known_is_named_after_two_minutes() {
    let started = Instant::now();
    let fault = Fault::Refused(Answer::UnknownPrincipal, Lasting::ForGood);
    let error = applied("write the key policy", 0, fault).await.unwrap_err();
    let ChangeError::Cloud(refused) = failure(&error) else { panic!("{error}") };
    assert!(matches!(refused.failure, Failure::MalformedPolicy(_)), "{error}");
    let took = started.elapsed();
    assert!(Duration::from_secs(110) < took && took < Duration::from_secs(140), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_write_that_cannot_be_read_again_is_not_called_untouched() {
    let fault = Fault::Refused(Answer::Denied, Lasting::Calls(1));
    let error = applied("write the key policy", 1, fault).await.unwrap_err();
    assert!(failure(&error).may_be_written(), "{error}");
    let said = error.to_string();
    assert!(said.contains("it was sent and may be written, but then `kms:PutKeyPolicy` on"), "{said}");
    assert!(said.contains("1 of 4 documents were written, perhaps 1 more"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn a_document_that_cannot_be_read_is_not_called_perhaps_written() {
    let fault = Fault::Refused(Answer::Timeout, Lasting::ForGood);
    let error = applied("read the key policy", 0, fault).await.unwrap_err();
    assert!(!failure(&error).may_be_written(), "{error}");
    let said = error.to_string();
    assert!(said.contains("1 of 4 documents were written, the rest was not touched"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_lags_behind_once_makes_nothing_lost() {
    for later in [0, 2] {
        applied("read the key policy", later, Fault::Stale(1)).await.unwrap();
    }
}
