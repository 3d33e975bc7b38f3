//! Ctrl-C, at any time: what was being done is said, and what was written by then.
//!
//! While something is written, the first one lets the calls in flight end, and the next breaks off. What was replaced
//! until then is in the journal.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crosskms_apply::journal::RunJournal;
use tokio_util::sync::CancellationToken;

use crate::arguments::Format;
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

/// Listens for Ctrl-C until the command ends.
pub(crate) struct Stop(Arc<Mutex<Doing>>);

/// What the command does at the moment.
struct Doing {
    what: &'static str,
    /// The run of which something may be written already.
    run: Option<RunInShort>,
    /// What must not be broken off without need, and what tells it to end.
    work: Option<(Work, CancellationToken)>,
}

/// A run, as far as it is spoken of.
#[derive(Debug, Clone)]
pub(crate) struct RunInShort {
    run: String,
    path: PathBuf,
    /// What finishes its work.
    again: String,
}

/// What a first Ctrl-C lets end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    /// Documents are written.
    Documents,
    /// Keys are created.
    Keys,
    /// Canary objects are stored and deleted.
    Canaries,
}

/// Why a command ended before its work did.
#[derive(Debug)]
pub(crate) enum Interrupted {
    /// While nothing was in flight that could write.
    Between { what: &'static str, run: Option<RunInShort> },
    /// While something was.
    Within { work: Work, run: Option<RunInShort> },
}

impl Stop {
    /// Begins to listen; so far the accounts are only read.
    pub(crate) fn listen(format: Format) -> Self {
        let doing = Doing { what: "reading the accounts", run: None, work: None };
        let stop = Self(Arc::new(Mutex::new(doing)));
        let shared = Arc::clone(&stop.0);
        let Ok(mut signals) = Signals::listen() else { return stop };
        tokio::spawn(async move {
            while signals.next().await.is_ok() {
                let doing = locked(&shared);
                match &doing.work {
                    Some((work, token)) if !token.is_cancelled() => {
                        token.cancel();
                        output::over_the_bar(work.when_it_stops());
                    }
                    _ => {
                        output::over_the_bar("");
                        output::error(format, &CommandError::Interrupted(doing.interrupted()));
                        std::process::exit(i32::from(Exit::Stopped.code()));
                    }
                }
            }
        });
        stop
    }

    /// From now on this is done, in words that follow `interrupted while`.
    pub(crate) fn while_doing(&self, what: &'static str) {
        locked(&self.0).what = what;
    }

    /// This run is about to write, and `again` is what finishes its work.
    pub(crate) fn run_begins(&self, run: &RunJournal, again: &str) {
        let (path, again) = (run.path().to_owned(), again.to_owned());
        locked(&self.0).run = Some(RunInShort { run: run.run().to_string(), path, again });
    }

    /// For as long as what is returned lives, the first Ctrl-C cancels its token.
    pub(crate) fn gently(&self, work: Work) -> Gently<'_> {
        let token = CancellationToken::new();
        locked(&self.0).work = Some((work, token.clone()));
        Gently { stop: self, token }
    }
}

/// Work that Ctrl-C asks to end.
pub(crate) struct Gently<'s> {
    stop: &'s Stop,
    token: CancellationToken,
}

impl Gently<'_> {
    /// What the first Ctrl-C cancels.
    pub(crate) fn token(&self) -> CancellationToken {
        self.token.clone()
    }
}

impl Drop for Gently<'_> {
    fn drop(&mut self) {
        locked(&self.stop.0).work = None;
    }
}

impl Doing {
    fn interrupted(&self) -> Interrupted {
        let run = self.run.clone();
        match self.work {
            Some((work, _)) => Interrupted::Within { work, run },
            None => Interrupted::Between { what: self.what, run },
        }
    }
}

impl Work {
    const fn when_it_stops(self) -> &'static str {
        match self {
            Self::Documents => "stopping when the writes in flight are done; Ctrl-C again breaks off",
            Self::Keys => "stopping when the call in flight is answered; Ctrl-C again breaks off",
            Self::Canaries => {
                "stopping when the canary objects are deleted; Ctrl-C again breaks off and may leave one"
            }
        }
    }
}

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Between { what, run: None } => write!(f, "interrupted while {what}; nothing was written"),
            Self::Between { what, run: Some(RunInShort { run, path, .. }) } => write!(
                f,
                "interrupted while {what}; run {run} was over by then, and its journal is `{}`",
                path.display()
            ),
            Self::Within { work: Work::Canaries, .. } => {
                f.write_str("broken off while canary objects were there; one may be left")
            }
            Self::Within { work, run } => {
                let (run, path) = run.as_ref().map_or(("?", None), |one| (one.run.as_str(), Some(&one.path)));
                let left = match work {
                    Work::Keys => "a key may have been created without an answer",
                    _ => "what was in flight may be written or not",
                };
                write!(f, "broken off in the middle of run {run}: {left}")?;
                path.map_or(Ok(()), |path| write!(f, "; its journal is `{}`", path.display()))
            }
        }
    }
}

impl Interrupted {
    /// What the operator can do now.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Between { run: None, .. } => None,
            Self::Between { run: Some(RunInShort { run, .. }), .. } => {
                Some(format!("`crosskms verify` looks again; `crosskms runs {run}` tells what was written"))
            }
            Self::Within { work: Work::Canaries, .. } => Some(
                "look for objects `crosskms-canary-…` under the first prefix of each grant, and delete them"
                    .to_owned(),
            ),
            Self::Within { work: Work::Keys, .. } => {
                Some("run the command again: it looks for that key before it creates one".to_owned())
            }
            Self::Within { run, .. } => run.as_ref().map(|RunInShort { run, again, .. }| {
                format!(
                    "{again} finishes the work; `crosskms runs {run}` tells how far it came, \
                     `crosskms rollback {run}` restores what was replaced"
                )
            }),
        }
    }
}

fn locked(doing: &Mutex<Doing>) -> MutexGuard<'_, Doing> {
    doing.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ctrl-C, and the signal by which schedulers end what they have started.
///
/// They are listened to from the beginning to the end, so that none is lost while another is answered.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) -> std::io::Result<()> {
        tokio::select! {
            _ = self.interrupt.recv() => Ok(()),
            _ = self.terminate.recv() => Ok(()),
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> std::io::Result<()> {
        tokio::signal::ctrl_c().await
    }
}
