//! `crosskms verify`: are the documents in place, and are the granted requests allowed?

use std::time::Duration;

use crosskms_apply::verify;
use crosskms_apply::verify::{Live, VerifyOutcome, verify_live};

use crate::arguments::{Common, Detail};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output::{self, Besides};
use crate::stop::{Stop, Work};

pub(crate) async fn run(
    common: &Common,
    stop: &Stop,
    wait: Duration,
    is_live: bool,
    detail: &Detail,
) -> Result<Exit, CommandError> {
    let (connection, grants) = connection::connect(common).await?;
    stop.while_doing("verifying");
    let verification = with_cloud!(&connection, cloud => verify(cloud, &grants, wait).await)?;
    let live = match is_live {
        true => {
            let gently = stop.gently(Work::Canaries);
            Some(with_cloud!(&connection, cloud => verify_live(cloud, &grants, wait, &gently.token()).await))
        }
        false => None,
    };
    output::verification(
        common.format,
        &verification,
        live.as_ref().map_or(Besides::Nothing, Besides::Live),
        detail,
    );
    let is_good =
        verification.is_good() && live.as_ref().is_none_or(|live| live.outcome() == VerifyOutcome::AsGranted);
    Ok(match live {
        Some(live) if !live.left_behind.is_empty() => Exit::Cloud,
        Some(Live { stopped: true, .. }) => Exit::Stopped,
        _ if is_good => Exit::Done,
        _ => Exit::Pending,
    })
}
