//! `crosskms verify`: are the documents in place, and are the granted requests allowed?

use crosskms_apply::verify;

use crate::arguments::{Common, seconds};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) async fn run(common: &Common, wait: u64) -> Result<Exit, CommandError> {
    let (connection, grants) = connection::connect(common, connection::read(common)?).await?;
    let verification = with_cloud!(&connection, cloud => verify(cloud, &grants, seconds(wait)).await)?;
    output::verification(common.format, &verification);
    Ok(if verification.is_good() { Exit::Done } else { Exit::Pending })
}
