//! `crosskms verify`: are the documents in place, and are the granted requests allowed?

use std::time::Duration;

use crosskms_apply::verify;

use crate::arguments::Common;
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) async fn run(common: &Common, wait: Duration) -> Result<Exit, CommandError> {
    let (connection, grants) = connection::connect(common).await?;
    let verification = with_cloud!(&connection, cloud => verify(cloud, &grants, wait).await)?;
    output::verification(common.format, &verification);
    Ok(if verification.is_good() { Exit::Done } else { Exit::Pending })
}
