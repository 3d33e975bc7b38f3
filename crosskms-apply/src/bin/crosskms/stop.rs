//! Ctrl-C: the first one lets the writes in flight end, the second breaks off.

use tokio_util::sync::CancellationToken;

use crate::exit::Exit;
use crate::output;

/// A token that the first Ctrl-C cancels. What was replaced until then is in the journal.
pub(crate) fn on_ctrl_c() -> CancellationToken {
    let stop = CancellationToken::new();
    let pressed = stop.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_err() {
            return;
        }
        pressed.cancel();
        output::talk("stopping when the writes in flight are done; Ctrl-C again breaks off");
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(i32::from(Exit::Stopped.code()));
        }
    });
    stop
}
