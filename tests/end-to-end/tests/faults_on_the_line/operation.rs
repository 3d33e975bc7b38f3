//! What is done to the accounts of a stage.

use crosskms_apply::{AwsCloud, IdentityPolicies, Journal, Plan, Purpose, Run, observe, plan, rollback};

use crate::stage::Stage;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Puts the grant in place.
    Apply,
    /// Puts it in place again after others have changed what is its own.
    Repair,
    /// Takes it back.
    Revoke,
    /// Takes a revoke back.
    RollBack,
}

impl Operation {
    /// Brings the accounts to where it begins.
    pub(crate) async fn prepare(self, stage: &Stage, journal: &Journal) {
        if self == Self::Apply {
            return;
        }
        carried_out(stage, journal, &planned(&stage.cloud, stage, Purpose::Apply).await).await;
        match self {
            Self::Apply | Self::Revoke => stage.others_add_versions(false),
            Self::Repair => {
                stage.others_change_kms_grants();
                stage.others_add_versions(true);
            }
            Self::RollBack => {
                carried_out(stage, journal, &planned(&stage.cloud, stage, Purpose::Revoke).await).await;
            }
        }
    }

    pub(crate) async fn planned(self, cloud: &AwsCloud, stage: &Stage, journal: &Journal) -> Plan {
        let purpose = match self {
            Self::Apply | Self::Repair => Purpose::Apply,
            Self::Revoke => Purpose::Revoke,
            // The first run is the apply, the second the revoke.
            Self::RollBack => {
                let run = journal.runs().unwrap().into_iter().map(Result::unwrap).nth(1).unwrap();
                return rollback(cloud, &run).await.unwrap().whole().unwrap();
            }
        };
        planned(cloud, stage, purpose).await
    }
}

async fn planned(cloud: &AwsCloud, stage: &Stage, purpose: Purpose) -> Plan {
    let snapshot = observe(cloud, &stage.grants, IdentityPolicies::OfGrants).await.unwrap();
    plan(&stage.grants, &snapshot, purpose).unwrap()
}

/// Without any fault.
pub(crate) async fn carried_out(stage: &Stage, journal: &Journal, plan: &Plan) {
    if plan.is_empty() {
        return;
    }
    let run = journal.begin(plan).unwrap();
    Run::of(plan).journal(&run).apply(&stage.cloud, |_| {}).await.unwrap();
}
