//! From the file to its grants, and to the cloud that they are about.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::arn::{AccountId, PrincipalArn};
use crosskms::suggest;
use crosskms_apply::cloud::aws::{AccountAccess, AwsCloud};
use crosskms_apply::config::Config;
use crosskms_apply::{EmbeddedCloud, Snapshot};

use crate::arguments::{CloudName, Common};
use crate::failure::CommandError;
use crate::output;

/// Of the embedded cloud alone there is a file.
pub(crate) const SNAPSHOT_OF_AWS: &str =
    "`--snapshot` is for `--cloud embedded`, which has to be given, too; AWS is read live";

/// The cloud that the command line names.
pub(crate) enum Connection {
    Aws(AwsCloud),
    Embedded {
        cloud: EmbeddedCloud,
        file: PathBuf,
        /// What the file held when it was read.
        before: Box<Snapshot>,
    },
}

/// Reads the file and shows what the rules warn of; the grants are those that the command line names.
pub(crate) fn read(common: &Common) -> Result<Config, CommandError> {
    let config = Config::read(&common.config)?;
    output::warnings(common.format, &config.warnings);
    chosen(config, common)
}

/// Of a file's grants, those that the command line names.
pub(crate) fn chosen(mut config: Config, common: &Common) -> Result<Config, CommandError> {
    config.grants = of_names(config.grants, common)?;
    Ok(config)
}

/// Of these grants, those that the command line names; all, where it names none.
pub(crate) fn of_names(
    mut grants: Vec<CrossAccountGrant>,
    common: &Common,
) -> Result<Vec<CrossAccountGrant>, CommandError> {
    let known: Vec<String> = grants.iter().map(|grant| grant.name().to_string()).collect();
    if let Some(name) = common.grants.iter().find(|name| !known.contains(name)) {
        let near = suggest::did_you_mean(&suggest::nearest(name, known.iter().map(String::as_str)));
        let help = near.or_else(|| output::listed("its grants are", &known));
        return Err(CommandError::UnknownGrant { name: name.clone(), help });
    }
    if !common.grants.is_empty() {
        grants.retain(|grant| common.grants.iter().any(|name| name == grant.name().as_str()));
    }
    Ok(grants)
}

/// The same, for commands that need a grant to do anything.
pub(crate) fn read_some(common: &Common) -> Result<Config, CommandError> {
    let config = read(common)?;
    if config.grants.is_empty() {
        return Err(CommandError::NoGrants(common.config.clone()));
    }
    Ok(config)
}

/// Reads the file and connects to every account that its grants touch.
pub(crate) async fn connect(common: &Common) -> Result<(Connection, Vec<CrossAccountGrant>), CommandError> {
    let config = read_some(common)?;
    Ok((open(common, config.accounts, touched(&config.grants)).await?, config.grants))
}

/// Connects to every account that these grants touch, in the way that the file says.
pub(crate) async fn to(common: &Common, grants: &[CrossAccountGrant]) -> Result<Connection, CommandError> {
    open(common, read(common)?.accounts, touched(grants)).await
}

fn touched(grants: &[CrossAccountGrant]) -> impl Fn(AccountId) -> bool + use<> {
    let touched: BTreeSet<AccountId> = grants
        .iter()
        .flat_map(|grant| {
            let consumers = grant.principals().iter().map(PrincipalArn::account);
            consumers.chain([grant.key().account()])
        })
        .collect();
    move |account| touched.contains(&account)
}

/// Connects to the accounts that are wanted.
pub(crate) async fn open(
    common: &Common,
    accounts: BTreeMap<AccountId, AccountAccess>,
    is_wanted: impl Fn(AccountId) -> bool,
) -> Result<Connection, CommandError> {
    Ok(match (common.cloud, &common.snapshot) {
        (CloudName::Embedded, Some(file)) => {
            let before = Box::new(Snapshot::read(file)?);
            let cloud = EmbeddedCloud::new((*before).clone());
            Connection::Embedded { cloud, file: file.clone(), before }
        }
        (CloudName::Embedded, None) => {
            let message = "`--cloud embedded` needs `--snapshot FILE`, which holds the accounts";
            return Err(CommandError::Usage(message.to_owned()));
        }
        (CloudName::Aws, Some(_)) => {
            return Err(CommandError::Usage(SNAPSHOT_OF_AWS.to_owned()));
        }
        (CloudName::Aws, None) => {
            let limited = |access| match common.timeout {
                Some(timeout) => AccountAccess {
                    timeout: Some(Duration::from_secs(timeout)),
                    call_timeout: None,
                    ..access
                },
                None => access,
            };
            let accounts = accounts.into_iter().filter(|(account, _)| is_wanted(*account));
            let accounts = accounts.map(|(account, access)| (account, limited(access)));
            Connection::Aws(AwsCloud::connect(accounts).await?)
        }
    })
}

impl Connection {
    /// Keeps what a run did to the embedded cloud, also when it stopped in the middle; AWS has nothing to be kept.
    pub(crate) fn keep<T>(&self, done: Result<T, CommandError>) -> Result<T, CommandError> {
        match (done, self.write_back()) {
            (done, Ok(())) => done,
            (Ok(_), Err(unkept)) => Err(unkept),
            (Err(error), Err(unkept)) => {
                Err(CommandError::Unkept { error: Box::new(error), unkept: Box::new(unkept) })
            }
        }
    }

    /// Writes the embedded cloud to its file, unless another run wrote there in the meantime.
    fn write_back(&self) -> Result<(), CommandError> {
        let Self::Embedded { cloud, file, before } = self else { return Ok(()) };
        let after = cloud.snapshot();
        if after == **before {
            return Ok(());
        }
        match Snapshot::read(file) {
            Ok(now) if now == **before => Ok(after.write(file)?),
            _ => Err(CommandError::SnapshotMoved(file.clone())),
        }
    }
}

/// Calls a function with whichever cloud it is.
macro_rules! with_cloud {
    ($connection:expr, $cloud:ident => $body:expr) => {
        match $connection {
            $crate::connection::Connection::Aws($cloud) => $body,
            $crate::connection::Connection::Embedded { cloud: $cloud, .. } => $body,
        }
    };
}
pub(crate) use with_cloud;

#[cfg(test)]
mod tests;
