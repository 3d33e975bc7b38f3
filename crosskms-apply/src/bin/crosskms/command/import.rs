//! `crosskms import`: the grant that describes what people allowed by hand.

use std::collections::BTreeSet;

use crosskms::grant::Conflict;
use crosskms_apply::config::Config;
use crosskms_apply::import::{Subject, observe_subject};

use crate::arguments::{Common, Import, Party};
use crate::connection::{self, Connection, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;
use crate::stop::Stop;

pub(crate) async fn run(common: &Common, import: &Import, stop: &Stop) -> Result<Exit, CommandError> {
    let Import { key, others, name } = import;
    let (bucket, principal) = match others.as_slice() {
        [Party::Principal(principal)] => (None, principal),
        [Party::Bucket(bucket), Party::Principal(principal)] => (Some(bucket.clone()), principal),
        _ => {
            let message = "behind the key stands a bucket, which may be left out, and then a principal";
            return Err(CommandError::Usage(message.to_owned()));
        }
    };
    // The file tells how to reach the accounts, and which statements are described already; neither has to be so.
    let config = if common.config.exists() { connection::read(common)? } else { Config::default() };
    let subject = Subject { key: key.clone(), bucket, principal: principal.clone() };
    stop.while_doing("reading the policies");
    let touched = BTreeSet::from([key.account(), principal.account()]);
    let connection = connection::open(common, config.accounts, |account| touched.contains(&account)).await?;
    let snapshot = match &connection {
        Connection::Embedded { cloud, .. } => cloud.snapshot(),
        Connection::Aws(_) => with_cloud!(&connection, cloud => observe_subject(cloud, &subject).await)?,
    };
    let imported = snapshot.import(&subject, name.as_ref(), &config.grants)?;
    let conflicts = imported
        .grant
        .iter()
        .flat_map(|grant| config.grants.iter().filter_map(move |known| Conflict::between(known, grant)));
    let conflicts: Vec<Conflict> = conflicts.collect();
    output::imported(common.format, &subject, &imported, &conflicts)?;
    Ok(if imported.is_complete() && conflicts.is_empty() { Exit::Done } else { Exit::Pending })
}
