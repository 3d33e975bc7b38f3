//! Ctrl-C: while documents are written, the first one lets the writes in flight end, and the next breaks off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio_util::sync::CancellationToken;

use crate::exit::Exit;
use crate::output;

/// For as long as it lives, Ctrl-C stops gently. What was replaced until then is in the journal.
pub(crate) struct Stop {
    token: CancellationToken,
    gently: Arc<AtomicBool>,
}

impl Stop {
    /// Begins to listen.
    pub(crate) fn on_ctrl_c() -> Self {
        let stop = Self { token: CancellationToken::new(), gently: Arc::new(AtomicBool::new(true)) };
        let (token, gently) = (stop.token.clone(), Arc::clone(&stop.gently));
        tokio::spawn(async move {
            while interrupted().await.is_ok() {
                if !gently.swap(false, Ordering::Relaxed) {
                    std::process::exit(i32::from(Exit::Stopped.code()));
                }
                output::talk("stopping when the writes in flight are done; Ctrl-C again breaks off");
                token.cancel();
            }
        });
        stop
    }

    /// What the first Ctrl-C cancels.
    pub(crate) fn token(&self) -> CancellationToken {
        self.token.clone()
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.gently.store(false, Ordering::Relaxed);
    }
}

/// Waits for Ctrl-C, or for the signal by which schedulers end what they have started.
async fn interrupted() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
