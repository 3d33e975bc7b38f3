//! Writing a plan's documents.
//!
//! A [`Run`] makes no choices. Right before each write it reads the document again; what has moved is merged anew
//! when the change still makes sense, else left as it is. What is replaced is in the [journal](crate::journal)
//! before it is written, and a write counts as done when it can be read. Documents of one grant are written in the
//! safe order (R5.39), those of independent grants side by side.

mod order;
mod outcome;
pub(crate) mod pauses;
mod writer;

pub use outcome::{ApplyError, ChangeError, Event, Outcome, Report};

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::cloud::Cloud;
use crate::journal::RunJournal;
use crate::plan::{Change, Plan};
use order::Order;
use writer::Writer;

/// Applies the changes of a plan, without a journal; `progress` hears of each when it is done.
///
/// What is replaced can then not be restored: programs that change real accounts want a [`Run`] with a journal.
///
/// # Errors
///
/// When a document has moved in a way that the plan did not foresee, or a call fails for good. What does not depend
/// on it was written all the same.
pub async fn apply(
    cloud: &impl Cloud,
    plan: &Plan,
    mut progress: impl FnMut(&Change, Outcome) + Send,
) -> Result<Report, ApplyError> {
    let on_event = |event: Event<'_>| {
        if let Event::Done { change, outcome } = event {
            progress(change, outcome);
        }
    };
    Run::of(plan).apply(cloud, on_event).await
}

/// One application of a plan, and how it is to be made.
///
/// ```
/// # use crosskms_apply::{EmbeddedCloud, IdentityPolicies, Purpose, observe, plan, apply::Run, journal::Journal};
/// # let grants: [crosskms::CrossAccountGrant; 0] = [];
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # let cloud = EmbeddedCloud::for_grants(&grants);
/// # let snapshot = observe(&cloud, &grants, IdentityPolicies::OfGrants).await?;
/// # let plan = plan(&grants, &snapshot, Purpose::Apply)?;
/// # let folder = tempfile::tempdir()?;
/// let run = Journal::in_folder(folder.path()).begin(&plan)?;
/// let report = Run::of(&plan).journal(&run).apply(&cloud, |_| {}).await?;
/// assert_eq!(report.written(), plan.changes.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Debug)]
pub struct Run<'r> {
    plan: &'r Plan,
    journal: Option<&'r RunJournal>,
    stop: CancellationToken,
    width: usize,
    patience: Duration,
}

impl<'r> Run<'r> {
    /// A run of this plan: without a journal, sixteen documents side by side, a minute of patience.
    pub fn of(plan: &'r Plan) -> Self {
        let stop = CancellationToken::new();
        Self { plan, journal: None, stop, width: 16, patience: Duration::from_secs(60) }
    }

    /// Saves in this journal what is replaced, before it is replaced.
    #[must_use]
    pub const fn journal(mut self, journal: &'r RunJournal) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Stops when the token is cancelled: writes in flight are finished, no other is begun.
    #[must_use]
    pub fn stop(mut self, stop: CancellationToken) -> Self {
        self.stop = stop;
        self
    }

    /// How many documents are written side by side, at least one.
    #[must_use]
    pub const fn width(mut self, width: usize) -> Self {
        self.width = if width == 0 { 1 } else { width };
        self
    }

    /// How long to wait until what was written can be read (R5.6).
    #[must_use]
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Writes the documents; `on_event` hears of everything that happens.
    ///
    /// A run that was cut short leaves every document either as it was or as planned, and of the KMS grants of a name
    /// perhaps some; planning and applying again finishes the work.
    ///
    /// # Errors
    ///
    /// When a change failed or the run was stopped. Changes that depend on one that failed were not tried.
    pub async fn apply(
        &self,
        cloud: &impl Cloud,
        on_event: impl FnMut(Event<'_>) + Send,
    ) -> Result<Report, ApplyError> {
        let run = self.journal.map(|journal| tracing::field::display(journal.run()));
        let span = tracing::info_span!("run", run, changes = self.plan.changes.len());
        self.write_all(cloud, on_event).instrument(span).await
    }

    async fn write_all(
        &self,
        cloud: &impl Cloud,
        on_event: impl FnMut(Event<'_>) + Send,
    ) -> Result<Report, ApplyError> {
        let on_event = Mutex::new(on_event);
        let writer = Writer {
            cloud,
            journal: self.journal,
            stop: &self.stop,
            allowed: &self.plan.allowed,
            patience: self.patience,
            on_event: &on_event,
        };
        let changes = &self.plan.changes;
        let mut order = Order::of(changes);
        let mut report = Report::of(changes.len());
        let mut ready: VecDeque<usize> = order.first().into();
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < self.width
                && !self.stop.is_cancelled()
                && let Some(index) = ready.pop_front()
            {
                let Some(change) = changes.get(index) else { continue };
                let span = tracing::info_span!("change", document = %change.document);
                let writing = writer.write(change).instrument(span);
                running.push(async move { (index, change, writing.await) });
            }
            let Some((index, change, result)) = running.next().await else { break };
            match result {
                Ok(outcome) => {
                    report.done(index, outcome);
                    writer.tell(Event::Done { change, outcome });
                    ready.extend(order.after(index));
                }
                Err(error) => {
                    writer.tell(Event::Failed { change, error: &error });
                    report.failed(index, change.document.clone(), error);
                    let skipped = order.never(index).into_iter().filter_map(|index| changes.get(index));
                    skipped.for_each(|change| writer.tell(Event::Skipped { change }));
                }
            }
        }
        report.result(self.stop.is_cancelled())
    }
}

#[cfg(test)]
mod tests;
