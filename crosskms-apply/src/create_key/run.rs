//! Creating one key: look, write down, create, write down, name.

use std::time::Duration;

use crosskms::arn::{AliasArn, KeyArn};
use jiff::Timestamp;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::look_up::{Standing, look_up};
use super::{CreateKeyError, ExistingKey, NewKey};
use crate::apply::pauses;
use crate::cloud::{CloudError, Failure, KeyCreation, Retry};
use crate::journal::RunJournal;

/// For how long a key that was created may not show (R5.6).
const SHOWS_LATE: Duration = Duration::from_secs(300);

/// Creates keys in a cloud.
#[derive(Debug)]
pub struct Creation<'c, C> {
    cloud: &'c C,
    journal: Option<&'c RunJournal>,
    stop: CancellationToken,
    patience: Duration,
}

/// A key that is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedKey {
    /// The key.
    pub key: KeyArn,
    /// What it took.
    pub how: HowCreated,
}

/// What it took until a key was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HowCreated {
    /// It was there, and nothing was done.
    AlreadyThere,
    /// An earlier run had created it; it was given its alias.
    Named,
    /// It was created and given its alias.
    Created,
}

/// What happens while a key is created.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A call failed, and is made again after a pause.
    Waiting {
        /// Why it failed.
        error: &'e CloudError,
        /// For how long.
        pause: Duration,
    },
    /// No answer came: the key is looked for.
    Looking {
        /// What came in place of an answer.
        error: &'e CloudError,
    },
    /// The key exists, as yet without alias.
    Created(&'e KeyArn),
    /// Another run with the same journal is creating the key of this alias, and is waited for.
    Locked(&'e AliasArn),
}

impl<'c, C: KeyCreation> Creation<'c, C> {
    /// Creates keys in this cloud.
    pub fn on(cloud: &'c C) -> Self {
        Self { cloud, journal: None, stop: CancellationToken::new(), patience: Duration::from_secs(60) }
    }

    /// Writes down what is asked and what is answered.
    #[must_use]
    pub fn journal(self, journal: &'c RunJournal) -> Self {
        Self { journal: Some(journal), ..self }
    }

    /// Creates nothing more once this token is cancelled; a key that was created still gets its alias.
    #[must_use]
    pub fn stop(self, stop: CancellationToken) -> Self {
        Self { stop, ..self }
    }

    /// For how long a key is looked for that may have been created.
    #[must_use]
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Creates the key, unless it is there.
    ///
    /// # Errors
    ///
    /// See [`CreateKeyError`]: where a key exists in spite of it, the error names it.
    pub async fn create(
        &self,
        wanted: &NewKey,
        mut on_event: impl FnMut(Event<'_>) + Send,
    ) -> Result<CreatedKey, CreateKeyError> {
        let alias = wanted.alias();
        let _lock = match self.journal {
            Some(journal) => {
                let lock = journal.lock_alias(alias, || on_event(Event::Locked(alias)));
                let lock = self.stop.run_until_cancelled(lock).await;
                Some(lock.ok_or_else(|| CreateKeyError::Stopped { alias: alias.clone() })??)
            }
            None => None,
        };
        let recorded = self.journal.map(|journal| journal.journal().keys()).transpose()?.unwrap_or_default();
        let (key, how) = match look_up(self.cloud, wanted, &recorded).await? {
            Standing::There(ExistingKey { key, .. }) => {
                return Ok(CreatedKey { key, how: HowCreated::AlreadyThere });
            }
            Standing::Unnamed(ExistingKey { key, .. }) => (key, HowCreated::Named),
            Standing::Missing { unanswered: Some(asked), .. } if age(asked) < SHOWS_LATE => {
                let ago = age(asked);
                let wait = SHOWS_LATE.saturating_sub(ago);
                return Err(CreateKeyError::TooEarly { alias: alias.clone(), ago, wait });
            }
            Standing::Missing { .. } => (self.created(wanted, &mut on_event).await?, HowCreated::Created),
        };
        on_event(Event::Created(&key));
        self.named(wanted, &key, &mut on_event).await?;
        Ok(CreatedKey { key, how })
    }

    /// Creates the key, again only after an answer that excludes that there is one.
    async fn created(
        &self,
        wanted: &NewKey,
        on_event: &mut (impl FnMut(Event<'_>) + Send),
    ) -> Result<KeyArn, CreateKeyError> {
        let alias = wanted.alias();
        let (mut pauses, mut fresh) = (pauses::of_attempts(), pauses::of_reads());
        let started = Instant::now();
        loop {
            if self.stop.is_cancelled() {
                return Err(CreateKeyError::Stopped { alias: alias.clone() });
            }
            if let Some(journal) = self.journal {
                journal.creating(alias)?;
            }
            let error = match self.cloud.create_key(wanted).await {
                Ok(key) => {
                    // What is in the cloud now is what counts, and the tag says it too.
                    let _ = self.journal.map(|journal| journal.created(alias, &key));
                    return Ok(key);
                }
                Err(error) => error,
            };
            if error.failure.may_have_had_effect() {
                on_event(Event::Looking { error: &error });
                return self.shown(wanted, error).await;
            }
            if let Some(journal) = self.journal {
                journal.not_created(alias)?;
            }
            let pause = match error.failure.retry() {
                Retry::Never => None,
                Retry::Later => pauses.next(),
                Retry::WhileFresh => fresh.next().filter(|_| started.elapsed() < pauses::FRESH),
            };
            let Some(pause) = pause else {
                return Err(CreateKeyError::NotCreated { alias: alias.clone(), error });
            };
            on_event(Event::Waiting { error: &error, pause });
            let _ = self.stop.run_until_cancelled(tokio::time::sleep(pause)).await;
        }
    }

    /// The key that a call without answer created, as soon as its tag shows.
    async fn shown(&self, wanted: &NewKey, error: CloudError) -> Result<KeyArn, CreateKeyError> {
        let started = Instant::now();
        for pause in pauses::of_reads() {
            match look_up(self.cloud, wanted, &[]).await {
                Ok(Standing::Unnamed(found) | Standing::There(found)) => {
                    let _ = self.journal.map(|journal| journal.created(wanted.alias(), &found.key));
                    return Ok(found.key);
                }
                Ok(Standing::Missing { .. }) => {}
                Err(CreateKeyError::Cloud(error)) if error.failure.retry() == Retry::Later => {}
                Err(error) => return Err(error),
            }
            let pause = pause.min(self.patience.saturating_sub(started.elapsed()));
            let stopped = self.stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none();
            if pause.is_zero() || stopped {
                break;
            }
        }
        Err(CreateKeyError::Unanswered { alias: wanted.alias().clone(), error })
    }

    /// Gives the key its alias. To try again does no harm: an alias leads to one key.
    pub(super) async fn named(
        &self,
        wanted: &NewKey,
        key: &KeyArn,
        on_event: &mut (impl FnMut(Event<'_>) + Send),
    ) -> Result<(), CreateKeyError> {
        let alias = wanted.alias();
        let mut pauses = pauses::of_attempts();
        loop {
            let error = match self.cloud.create_alias(alias, key).await {
                Ok(()) => break,
                Err(error) => error,
            };
            let again = match &error.failure {
                Failure::AlreadyExists(_) => match self.cloud.key_of_alias(alias).await {
                    Ok(Some(other)) if other == *key => break,
                    Ok(Some(other)) => {
                        return Err(CreateKeyError::AliasTaken {
                            alias: alias.clone(),
                            key: key.clone(),
                            other,
                        });
                    }
                    // It exists, but does not show yet.
                    Ok(None) => true,
                    Err(error) => error.failure.retry() == Retry::Later,
                },
                // A key that was just created is not known everywhere (R5.57).
                Failure::NotFound(_) => true,
                failure => failure.retry() == Retry::Later,
            };
            let Some(pause) = pauses.next().filter(|_| again) else {
                return Err(CreateKeyError::Unnamed { alias: alias.clone(), key: key.clone(), error });
            };
            on_event(Event::Waiting { error: &error, pause });
            if self.stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none() {
                return Err(CreateKeyError::Unnamed { alias: alias.clone(), key: key.clone(), error });
            }
        }
        let _ = self.journal.map(|journal| journal.named(alias, key));
        Ok(())
    }
}

fn age(asked: Timestamp) -> Duration {
    Duration::try_from(Timestamp::now().duration_since(asked)).unwrap_or_default()
}
