//! One change: read, merge, save, write, and read until it shows.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::outcome::{ChangeError, Event, Outcome};
use super::pauses;
use crate::cloud::{Cloud, CloudError, Failure, Retry};
use crate::journal::RunJournal;
use crate::plan::{self, Change, Check, is_same};

/// How often a document is written when others write over it each time.
const ATTEMPTS: u32 = 8;

/// Makes changes, one at a time or several side by side.
pub(super) struct Writer<'w, C, F> {
    pub(super) cloud: &'w C,
    pub(super) journal: Option<&'w RunJournal>,
    pub(super) stop: &'w CancellationToken,
    /// What the plan was allowed.
    pub(super) allowed: &'w [&'static Check],
    pub(super) patience: Duration,
    pub(super) on_event: &'w Mutex<F>,
}

/// What is known of a document while it is written.
#[derive(Default)]
struct Progress {
    /// How often a write was sent.
    sent: u32,
    /// Whether the text had moved when it was merged.
    moved: bool,
    /// Since when AWS says that it does not know a principal.
    unknown_since: Option<Instant>,
}

/// What reading after a write shows.
enum Shown {
    Written,
    /// Somebody else wrote it in the meantime.
    Overwritten,
}

impl<C: Cloud, F: FnMut(Event<'_>) + Send> Writer<'_, C, F> {
    pub(super) fn tell(&self, event: Event<'_>) {
        (self.on_event.lock().unwrap_or_else(PoisonError::into_inner))(event);
    }

    /// Makes the change, as often as that may help.
    pub(super) async fn write(&self, change: &Change) -> Result<Outcome, ChangeError> {
        let mut progress = Progress::default();
        let mut pauses = pauses::of_attempts();
        let mut fresh = pauses::of_reads();
        loop {
            let error = match self.attempt(change, &mut progress).await {
                Err(ChangeError::Cloud(error)) => error,
                done => return done,
            };
            let pause = match error.failure.retry() {
                Retry::Never => None,
                Retry::Later => pauses.next(),
                Retry::WhilePrincipalIsFresh => {
                    let since = *progress.unknown_since.get_or_insert_with(Instant::now);
                    fresh.next().filter(|_| since.elapsed() < pauses::FRESH)
                }
            };
            let Some(pause) = pause else { return Err(error.into()) };
            tracing::debug!(%error, ?pause, "will be tried again");
            self.tell(Event::Waiting { change, error: &error, pause });
            if !self.slept(pause).await {
                return Err(error.into());
            }
        }
    }

    /// Reads, merges and writes, until no other writes in between.
    async fn attempt(&self, change: &Change, progress: &mut Progress) -> Result<Outcome, ChangeError> {
        let _lock = match self.journal {
            Some(journal) => {
                let lock = self.stop.run_until_cancelled(journal.lock(&change.document)).await;
                Some(lock.ok_or(ChangeError::Stopped)??)
            }
            None => None,
        };
        loop {
            let current = self.read(change).await?;
            let Some(merged) = merged(change, current, self.allowed)? else {
                let ours = if progress.moved { Outcome::Merged } else { Outcome::Written };
                return Ok(if progress.sent > 0 { ours } else { Outcome::AlreadyThere });
            };
            progress.moved |= !is_same(merged.before.as_deref(), change.before.as_deref());
            if self.stop.is_cancelled() {
                return Err(ChangeError::Stopped);
            }
            if progress.sent >= ATTEMPTS {
                return Err(ChangeError::Contended(ATTEMPTS));
            }
            self.send(&merged, progress).await?;
            if let Shown::Written = self.shown(&merged).await? {
                return Ok(if progress.moved { Outcome::Merged } else { Outcome::Written });
            }
        }
    }

    /// Saves what is replaced, then replaces it.
    async fn send(&self, merged: &Change, progress: &mut Progress) -> Result<(), ChangeError> {
        if let Some(journal) = self.journal {
            journal.replacing(merged).await?;
        }
        progress.sent = progress.sent.saturating_add(1);
        match merged.after.as_deref() {
            Some(text) => self.cloud.write(&merged.document, text).await?,
            None => self.cloud.delete(&merged.document).await?,
        }
        tracing::info!(attempt = progress.sent, "written");
        if let Some(journal) = self.journal {
            // What is in the cloud now is what counts; a journal that cannot say so has said enough before.
            let _ = journal.written(&merged.document);
        }
        Ok(())
    }

    /// Reads until the document is as it should be (R5.6), or somebody else has written it.
    async fn shown(&self, written: &Change) -> Result<Shown, ChangeError> {
        let started = Instant::now();
        for pause in pauses::of_reads() {
            match self.read(written).await {
                Ok(current) if wants_nothing(written, current.as_deref())? => return Ok(Shown::Written),
                // Still the text of before: not every reader sees the new one yet.
                Ok(current) if is_same(current.as_deref(), written.before.as_deref()) => {}
                Ok(_) => return Ok(Shown::Overwritten),
                Err(error) if error.failure.retry() == Retry::Later => {}
                Err(error) => return Err(error.into()),
            }
            let pause = pause.min(self.patience.saturating_sub(started.elapsed()));
            // The write was answered. Whoever stops the run does not want to wait for readers.
            if pause.is_zero() || !self.slept(pause).await {
                break;
            }
        }
        if self.stop.is_cancelled() {
            Ok(Shown::Written)
        } else {
            Err(ChangeError::Unconfirmed(self.patience))
        }
    }

    /// The text that is there. A document that is to go has gone with what it belonged to.
    async fn read(&self, change: &Change) -> Result<Option<String>, CloudError> {
        match self.cloud.read(&change.document).await {
            Err(CloudError { failure: Failure::NotFound(_), .. }) if change.after.is_none() => Ok(None),
            read => read,
        }
    }

    /// Whether the pause passed without the run being stopped.
    async fn slept(&self, pause: Duration) -> bool {
        self.stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_some()
    }
}

/// The change as it has to be made on the text that is there now; none, if there is nothing to do.
fn merged(
    change: &Change,
    current: Option<String>,
    allowed: &[&'static Check],
) -> Result<Option<Change>, ChangeError> {
    let edited = change.edit.on(current.as_deref()).map_err(|error| unreadable(change, &error))?;
    if edited.reasons.is_empty() {
        return Ok(None);
    }
    if !change.edit.still_fits(change.before.as_deref(), current.as_deref()) {
        return Err(ChangeError::Moved);
    }
    let merged = Change { before: current, after: edited.after, ..change.clone() };
    plan::of_change(&merged, allowed).map_err(ChangeError::Refused)?;
    Ok(Some(merged))
}

fn wants_nothing(change: &Change, current: Option<&str>) -> Result<bool, ChangeError> {
    let edited = change.edit.on(current).map_err(|error| unreadable(change, &error))?;
    Ok(edited.reasons.is_empty())
}

fn unreadable(change: &Change, error: &crosskms::policy::ReadError) -> ChangeError {
    ChangeError::Refused(plan::unreadable(&change.document, error))
}
