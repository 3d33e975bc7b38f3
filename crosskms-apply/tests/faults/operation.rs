//! What is done to the accounts, and what it comes to.

use std::fmt;
use std::path::Path;

use crosskms_apply::apply::ApplyError;
use crosskms_apply::cloud::embedded::EmbeddedCloud;
use crosskms_apply::journal::Ending;
use crosskms_apply::plan::Refusals;
use crosskms_apply::{
    Cloud, CloudError, IdentityPolicies, Journal, Plan, Purpose, Rollback, Run, Snapshot, observe, plan,
    rollback,
};

use crate::others::Others;
use crate::stage::Stage;

/// What an operator does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Puts the grants in place for the first time.
    Apply,
    /// Puts them in place again after others have edited and deleted.
    Repair,
    /// Takes them back.
    Revoke,
    /// Takes an apply back.
    RollBackApply,
    /// Takes a revoke back.
    RollBackRevoke,
}

/// How it ended.
#[derive(Debug)]
pub(crate) enum Ended {
    Done,
    /// Nothing was written, because the accounts could not be read.
    Unread(CloudError),
    /// Nothing was written, because a check refused it.
    Refused(Refusals),
    /// Something was perhaps written, and something was not.
    Failed(Box<(Plan, ApplyError)>),
    /// The process was killed.
    Killed,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.write_str("done"),
            Self::Unread(error) => write!(f, "{error}"),
            Self::Refused(refusals) => write!(f, "{refusals}"),
            Self::Failed(failed) => write!(f, "{}", failed.1),
            Self::Killed => f.write_str("killed"),
        }
    }
}

impl Operation {
    /// The accounts and the journal before it, in a folder.
    pub(crate) async fn prepared(self, stage: &Stage, folder: &Path) -> Snapshot {
        let cloud = EmbeddedCloud::new(stage.initial.clone());
        let all = async |operation: Self| match operation.perform(stage, &cloud, folder).await {
            Ended::Done => {}
            ended => panic!("{operation:?} without any fault: {ended}"),
        };
        match self {
            Self::Apply => {}
            Self::Revoke | Self::RollBackApply => all(Self::Apply).await,
            Self::Repair => {
                all(Self::Apply).await;
                for others in [Others::EditOurs, Others::DeleteIdentityPolicies, Others::SetEncryption] {
                    for (document, text) in others.write(stage, &cloud) {
                        match text {
                            Some(text) => cloud.write(&document, &text).await.unwrap(),
                            None => cloud.delete(&document).await.unwrap(),
                        }
                    }
                }
            }
            Self::RollBackRevoke => {
                all(Self::Apply).await;
                all(Self::Revoke).await;
            }
        }
        cloud.snapshot()
    }

    /// Does it once, with the journal in a folder. A roll-back is of the first run of the journal that it can be of.
    pub(crate) async fn perform(self, stage: &Stage, cloud: &impl Cloud, folder: &Path) -> Ended {
        let plan = match self {
            Self::Apply | Self::Repair => planned(stage, cloud, Purpose::Apply).await,
            Self::Revoke => planned(stage, cloud, Purpose::Revoke).await,
            Self::RollBackApply => planned_back(cloud, folder, Purpose::Apply).await,
            Self::RollBackRevoke => planned_back(cloud, folder, Purpose::Revoke).await,
        };
        match plan {
            Ok(plan) => carried_out(stage, cloud, folder, plan).await,
            Err(ended) => ended,
        }
    }
}

/// Takes back the last run of a journal.
pub(crate) async fn roll_back_last(stage: &Stage, cloud: &impl Cloud, folder: &Path) -> Ended {
    let run = Journal::in_folder(folder).run("last").unwrap();
    match rollback(cloud, &run).await.map(Rollback::whole) {
        Ok(Ok(plan)) => carried_out(stage, cloud, folder, plan).await,
        Ok(Err(refusals)) => Ended::Refused(refusals),
        Err(error) => Ended::Unread(error),
    }
}

pub(crate) async fn planned(stage: &Stage, cloud: &impl Cloud, purpose: Purpose) -> Result<Plan, Ended> {
    let snapshot = observe(cloud, &stage.grants, IdentityPolicies::OfGrants).await.map_err(Ended::Unread)?;
    plan(&stage.grants, &snapshot, purpose).map_err(Ended::Refused)
}

async fn planned_back(cloud: &impl Cloud, folder: &Path, purpose: Purpose) -> Result<Plan, Ended> {
    let runs = Journal::in_folder(folder).runs().unwrap();
    let run = runs.into_iter().map(Result::unwrap).find(|run| run.purpose == purpose.into()).unwrap();
    rollback(cloud, &run).await.map_err(Ended::Unread)?.whole().map_err(Ended::Refused)
}

async fn carried_out(stage: &Stage, cloud: &impl Cloud, folder: &Path, plan: Plan) -> Ended {
    if plan.is_empty() {
        return Ended::Done;
    }
    let journal = Journal::in_folder(folder).begin(&plan).unwrap();
    match Run::of(&plan).journal(&journal).width(stage.width).apply(cloud, |_| {}).await {
        Ok(_) => {
            journal.end(Ending::Done).unwrap();
            Ended::Done
        }
        Err(error) => {
            journal.end(Ending::Failed).unwrap();
            Ended::Failed(Box::new((plan, error)))
        }
    }
}
