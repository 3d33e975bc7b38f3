//! One change: read, merge, save, write, and read until it shows.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crosskms::policy::{Policy, Statement};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::outcome::{ChangeError, Event, Outcome};
use super::pauses;
use crate::cloud::{Cloud, CloudError, Failure, NextStep, Retry};
use crate::document::{DocumentId, PolicyVersion};
use crate::journal::{DocumentLock, RunJournal};
use crate::plan::{self, Change, Check, is_same};

/// How often a document is written when others write over it each time. What AWS refuses is not counted: it ends by
/// itself, or with its own error.
const ATTEMPTS: u32 = 8;

/// How often a text that nobody has seen yet is read again before it counts.
const LOOKS: usize = 3;

/// For how long at least a text is read that lacks what another had: AWS's readers usually agree within seconds (R5.6).
const LAG: Duration = Duration::from_secs(5);

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
struct Progress {
    /// The text that counted last: the one of the plan, or one on which was or is to be written.
    latest: Option<String>,
    /// The texts that were read. Readers that lag behind may show any of them again.
    seen: Vec<Option<String>>,
    /// Whether others have statements in the document.
    is_shared: bool,
    /// How often a write was answered.
    written: u32,
    /// Whether a write was sent that may have had its effect.
    in_doubt: bool,
    /// Whether the text had moved when it was merged.
    moved: bool,
    /// Since when AWS says that it does not know a principal.
    unknown_since: Option<Instant>,
}

impl Progress {
    fn of(change: &Change) -> Self {
        let (latest, seen) = (change.before.clone(), vec![change.before.clone()]);
        let is_shared = matches!(change.document, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_));
        Self { latest, seen, is_shared, written: 0, in_doubt: false, moved: false, unknown_since: None }
    }

    /// Whether a text is the one that counted last.
    fn is_latest(&self, text: Option<&str>) -> bool {
        is_same(self.latest.as_deref(), text)
    }

    /// A text was read.
    fn saw(&mut self, text: Option<String>) {
        self.seen.push(text);
    }

    /// Whether a statement is not in a text that was in one of those before. Only policies that others write, too, are looked
    /// into.
    fn lacks_something(&self, text: Option<&str>) -> bool {
        let policy = |text: Option<&str>| text.and_then(|text| text.parse::<Policy>().ok());
        if !self.is_shared {
            return false;
        }
        let (current, seen) = (policy(text), self.seen.iter().filter_map(|seen| policy(seen.as_deref())));
        let has = |statement: &Statement| {
            current.as_ref().is_some_and(|policy| policy.statements.iter().any(|one| one == statement))
        };
        seen.into_iter().any(|policy| !policy.statements.iter().all(has))
    }

    /// Whether a text was read before the last write.
    fn has_seen(&self, text: Option<&str>) -> bool {
        self.seen.iter().any(|seen| is_same(seen.as_deref(), text))
    }

    /// Why the change is given up. What was sent before is not forgotten: whatever failed then, it may be written.
    fn failed(&self, error: ChangeError) -> ChangeError {
        match self.in_doubt && !error.may_be_written() {
            true => ChangeError::InDoubt(Box::new(error)),
            false => error,
        }
    }
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
        let mut progress = Progress::of(change);
        let mut pauses = pauses::of_attempts();
        let mut fresh = pauses::of_reads();
        loop {
            let error = match self.attempt(change, &mut progress).await {
                Err(ChangeError::Cloud(error)) => error,
                Err(error) => return Err(progress.failed(error)),
                Ok(outcome) => return Ok(outcome),
            };
            let pause = match error.failure.retry() {
                Retry::Never => None,
                Retry::Later => pauses.next(),
                Retry::WhileFresh => {
                    let since = *progress.unknown_since.get_or_insert_with(Instant::now);
                    fresh.next().filter(|_| since.elapsed() < pauses::FRESH)
                }
            };
            let Some(pause) = pause else { return Err(progress.failed(error.into())) };
            tracing::debug!(%error, ?pause, "will be tried again");
            self.tell(Event::Waiting { change, error: &error, pause });
            if !self.slept(pause).await {
                return Err(progress.failed(error.into()));
            }
        }
    }

    /// Reads, merges and writes, until no other writes in between.
    async fn attempt(&self, change: &Change, progress: &mut Progress) -> Result<Outcome, ChangeError> {
        let lock = match self.journal {
            Some(journal) => {
                let told = || self.tell(Event::Locked { change });
                let lock = self.stop.run_until_cancelled(journal.lock(&change.document, told)).await;
                Some(lock.ok_or(ChangeError::Stopped)??)
            }
            None => None,
        };
        loop {
            // Whose turn has come need not wait between the reading and the write.
            if self.stop.run_until_cancelled(self.cloud.turn(&change.document)).await.is_none() {
                return Err(ChangeError::Stopped);
            }
            let current = self.settled(change, progress, lock.as_ref()).await?;
            let Some(merged) = merged(change, current, self.allowed)? else {
                if !progress.in_doubt {
                    return Ok(Outcome::AlreadyThere);
                }
                // The answer was lost, but the write was not.
                self.was_written(change);
                return Ok(if progress.moved { Outcome::Merged } else { Outcome::Written });
            };
            progress.moved |= !is_same(merged.before.as_deref(), change.before.as_deref());
            progress.latest.clone_from(&merged.before);
            if self.stop.is_cancelled() {
                return Err(ChangeError::Stopped);
            }
            if progress.written >= ATTEMPTS {
                return Err(ChangeError::Contended(ATTEMPTS));
            }
            self.send(&merged, progress).await?;
            if let Some(lock) = &lock {
                lock.note(merged.after.as_deref());
            }
            if let Shown::Written = self.shown(&merged, progress).await? {
                return Ok(if progress.moved { Outcome::Merged } else { Outcome::Written });
            }
        }
    }

    /// The text that is there. A text that is not the one which counted last may be newer, or older, for readers lag
    /// behind (R5.6): what it lacks would be lost, and what it has already may be there no more. So it counts when it is
    /// read twice in a row and lacks nothing that any text before had, or when it stays the same for as long as readers may
    /// lag; or when it is what a write of ours was to bring, or what another run of the journal wrote since ours began.
    async fn settled(
        &self,
        change: &Change,
        progress: &mut Progress,
        lock: Option<&DocumentLock>,
    ) -> Result<Option<String>, ChangeError> {
        let mut current = self.read(change).await?;
        let is_ours = progress.in_doubt && wants_nothing(change, current.as_deref())?;
        // Nothing was seen but what was planned on, and that is older than what the other run wrote.
        let is_of_run =
            progress.seen.len() == 1 && lock.is_some_and(|lock| lock.was_written_since(current.as_deref()));
        if is_of_run {
            progress.saw(current.clone());
            return Ok(current);
        }
        if is_ours || progress.is_latest(current.as_deref()) {
            return Ok(current);
        }
        // Whoever does not want to wait for the write to show still has to know what is written upon.
        let patience = self.patience.max(LAG);
        let (started, mut looks, mut is_told) = (Instant::now(), 0, false);
        let mut same_since = started;
        progress.saw(current.clone());
        for pause in pauses::of_reads() {
            let lacks = progress.lacks_something(current.as_deref());
            // What others keep writing never comes to rest.
            if (!lacks && looks >= LOOKS) || (lacks && same_since.elapsed() >= patience) {
                break;
            }
            if started.elapsed() >= patience.saturating_mul(2) {
                return Err(ChangeError::Unsettled);
            }
            if lacks && looks >= LOOKS && !std::mem::replace(&mut is_told, true) {
                self.tell(Event::Unsettled { change });
            }
            if !self.slept(pause).await {
                break;
            }
            let again = self.read(change).await?;
            looks = looks.saturating_add(1);
            let agree = is_same(current.as_deref(), again.as_deref());
            current = again;
            if !agree {
                same_since = Instant::now();
                progress.saw(current.clone());
            }
            let is_known = agree || progress.is_latest(current.as_deref());
            if is_known && !progress.lacks_something(current.as_deref()) {
                break;
            }
        }
        Ok(current)
    }

    /// Saves what is replaced, then replaces it.
    async fn send(&self, merged: &Change, progress: &mut Progress) -> Result<(), ChangeError> {
        let versions = self.versions_in_the_way(merged).await?;
        if self.stop.is_cancelled() {
            return Err(ChangeError::Stopped);
        }
        if let Some(journal) = self.journal {
            journal.replacing(merged, &versions).await?;
        }
        self.make_room(&merged.document, &versions, progress).await?;
        let answer = match merged.after.as_deref() {
            Some(text) => self.cloud.write(&merged.document, text).await,
            None => self.cloud.delete(&merged.document).await,
        };
        progress.in_doubt |= may_be_done(&answer);
        answer?;
        progress.written = progress.written.saturating_add(1);
        tracing::info!(attempt = progress.written, "written");
        self.was_written(merged);
        Ok(())
    }

    fn was_written(&self, change: &Change) {
        if let Some(journal) = self.journal {
            // What is in the cloud now is what counts; a journal that cannot say so has said enough before.
            let _ = journal.written(&change.document);
        }
    }

    /// The versions of a managed policy that go with the change.
    async fn versions_in_the_way(&self, merged: &Change) -> Result<Vec<PolicyVersion>, CloudError> {
        match (&merged.document, &merged.before, &merged.after) {
            (DocumentId::ManagedPolicy(policy), Some(_), Some(_)) => {
                self.cloud.versions_in_the_way(policy, NextStep::Write).await
            }
            (DocumentId::ManagedPolicy(policy), _, None) => {
                self.cloud.versions_in_the_way(policy, NextStep::Delete).await
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Deletes the versions that are in the way. Once the first of them may have gone, the document is not as it was.
    async fn make_room(
        &self,
        document: &DocumentId,
        versions: &[PolicyVersion],
        progress: &mut Progress,
    ) -> Result<(), CloudError> {
        let DocumentId::ManagedPolicy(policy) = document else { return Ok(()) };
        for version in versions {
            let answer = self.cloud.delete_version(policy, &version.id).await;
            progress.in_doubt |= may_be_done(&answer);
            answer?;
        }
        Ok(())
    }

    /// Reads until the document is as it should be (R5.6), or somebody else has written it.
    async fn shown(&self, written: &Change, progress: &Progress) -> Result<Shown, ChangeError> {
        let (started, mut unread) = (Instant::now(), None);
        for pause in pauses::of_reads() {
            unread = match self.read(written).await {
                Ok(current) if wants_nothing(written, current.as_deref())? => return Ok(Shown::Written),
                // Still a text of before: not every reader sees the new one yet.
                Ok(current) if progress.has_seen(current.as_deref()) => None,
                Ok(_) => return Ok(Shown::Overwritten),
                Err(error) if error.failure.retry() == Retry::Later => Some(error),
                Err(error) => return Err(error.into()),
            };
            let pause = pause.min(self.patience.saturating_sub(started.elapsed()));
            // The write was answered. Whoever stops the run does not want to wait for readers.
            if pause.is_zero() || !self.slept(pause).await {
                break;
            }
        }
        match unread {
            _ if self.stop.is_cancelled() => Ok(Shown::Written),
            Some(last) => Err(ChangeError::Unread { patience: self.patience, last: Box::new(last) }),
            None => Err(ChangeError::Unconfirmed(self.patience)),
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

/// Whether a call that changes something may have done so.
fn may_be_done(answer: &Result<(), CloudError>) -> bool {
    answer.as_ref().map_or_else(|error| error.failure.may_have_had_effect(), |()| true)
}

fn wants_nothing(change: &Change, current: Option<&str>) -> Result<bool, ChangeError> {
    let edited = change.edit.on(current).map_err(|error| unreadable(change, &error))?;
    Ok(edited.reasons.is_empty())
}

fn unreadable(change: &Change, error: &crosskms::policy::ReadError) -> ChangeError {
    ChangeError::Refused(plan::unreadable(&change.document, error))
}
