//! `crosskms revoke`: plan the way back, ask, write.

use crosskms_apply::Purpose;

use crate::arguments::{Common, Format};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) async fn run(common: &Common, yes: bool) -> Result<Exit, CommandError> {
    let (connection, grants) = connection::connect(common).await?;
    let done = with_cloud!(
        &connection,
        cloud => super::apply::write(cloud, &grants, Purpose::Revoke, common.format, yes).await
    );
    let plan = connection.keep(done)?;
    match common.format {
        Format::Human if plan.is_empty() => {}
        Format::Human => {
            output::line(&format!("{} taken back", output::counted(plan.changes.len(), "document")));
        }
        _ => output::json(&plan),
    }
    Ok(Exit::Done)
}
