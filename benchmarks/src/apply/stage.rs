//! A server of its own for each run, with the keys, buckets and roles that the shares are about.

use std::path::{Path, PathBuf};
use std::process::Command;

use crosskms::CrossAccountGrant;
use crosskms_end_to_end::LocalAws;

use crate::error::BenchmarkError;
use crate::generated::{self, repository, write};

/// How many shares there are: each a key, a bucket and a role.
pub(super) const SHARES: usize = 25;

pub(super) const OWNER: &str = "111122223333";
pub(super) const CONSUMER: &str = "444455556666";

/// What is there before anything is applied.
pub(super) struct Stage {
    aws: LocalAws,
    /// Where the commands run.
    folder: PathBuf,
    accounts: String,
    pub(super) grants: Vec<CrossAccountGrant>,
}

/// Installs what the server needs, so that what is missing is told as an error.
pub(super) fn install() -> Result<(), BenchmarkError> {
    let requirements = repository().join("tests/end-to-end/requirements.txt");
    crosskms_python::environment("local-aws", &requirements)?;
    Ok(())
}

impl Stage {
    pub(super) fn set(name: &str) -> Result<Self, BenchmarkError> {
        let folder = generated::folder(name)?;
        let aws = LocalAws::start();
        let (accounts, grants) = {
            let (owner, consumer) = (aws.account(OWNER), aws.account(CONSUMER));
            let grants: Result<Vec<_>, _> = (0..SHARES)
                .map(|number| {
                    CrossAccountGrant::builder()
                        .name(format!("share-{number}"))
                        .key(owner.create_key().as_str())
                        .bucket(owner.create_bucket().arn.as_str())
                        .principal(consumer.create_role().as_str())
                        .access("read_write")
                        .build()
                })
                .collect();
            let grants = grants.map_err(|findings| BenchmarkError::Job { why: findings.to_string() })?;
            (format!("{}{}", owner.toml(), consumer.toml()), grants)
        };
        Ok(Self { aws, folder, accounts, grants })
    }

    /// How many requests about keys, buckets and roles the server was sent until now.
    pub(super) fn requests(&self) -> usize {
        let requests = self.aws.requests();
        // Those to STS ask whose the credentials are.
        requests.iter().filter(|(service, _)| *service != "sts").map(|(_, number)| number).sum()
    }

    pub(super) fn endpoint(&self) -> &str {
        self.aws.endpoint()
    }

    /// A command in the folder, which reaches the accounts by profiles of their names.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = self.aws.command(program);
        command.current_dir(&self.folder);
        command
    }

    /// Puts a file into the folder.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<PathBuf, BenchmarkError> {
        let path = self.folder.join(name);
        write(&path, text)?;
        Ok(path)
    }

    pub(super) fn crosskms_toml(&self) -> String {
        let of_grant = |grant: &CrossAccountGrant| {
            let bucket = grant.bucket().map(ToString::to_string).unwrap_or_default();
            let principals: Vec<String> =
                grant.principals().iter().map(|principal| format!("{:?}", principal.as_str())).collect();
            format!(
                "[[grant]]\nname = \"{}\"\nkey = \"{}\"\nbucket = \"{bucket}\"\nprincipals = [{}]\n\
                 access = \"read_write\"\n",
                grant.name(),
                grant.key(),
                principals.join(", ")
            )
        };
        self.grants.iter().map(of_grant).fold(self.accounts.clone(), |toml, grant| toml + &grant)
    }
}
