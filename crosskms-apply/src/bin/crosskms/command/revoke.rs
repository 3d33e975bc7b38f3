//! `crosskms revoke`: plan to take back, ask, write.

use crosskms_apply::Purpose;

use super::writing::{self, AGAIN};
use crate::arguments::{Common, Writing};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::stop::Stop;

pub(crate) async fn run(common: &Common, stop: &Stop, writing: &Writing) -> Result<Exit, CommandError> {
    let (connection, grants) = connection::connect(common).await?;
    let plan = with_cloud!(&connection, cloud => super::plan::planned(cloud, stop, &grants, Purpose::Revoke, &[]).await)?;
    let done = with_cloud!(&connection, cloud => writing::carry_out(cloud, stop, &plan, common, writing, AGAIN).await);
    connection.keep(done)?.show(common.format, &plan);
    Ok(Exit::Done)
}
