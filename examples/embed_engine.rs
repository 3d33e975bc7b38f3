//! The engine inside a program of yours: connect to two accounts, plan, look at the plan, apply.
//!
//! ```text
//! cargo run -p crosskms-examples --features aws --example embed_engine
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use crosskms::{CrossAccountGrant, cross_account_grant};
use crosskms_apply::cloud::aws::AccountAccess;
use crosskms_apply::{AwsCloud, Cloud, IdentityPolicies, Purpose, apply, observe, plan};

static GRANTS: [CrossAccountGrant; 1] = [cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read_write,
}];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let owner = AccountAccess { profile: Some("data-owner".into()), ..AccountAccess::default() };
    let consumer = AccountAccess {
        assume_role: Some("arn:aws:iam::444455556666:role/crosskms".into()),
        ..AccountAccess::default()
    };
    let cloud =
        AwsCloud::connect([("111122223333".parse()?, owner), ("444455556666".parse()?, consumer)]).await?;
    share(&cloud, &GRANTS).await
}

/// Puts the grants in place.
pub(crate) async fn share(cloud: &impl Cloud, grants: &[CrossAccountGrant]) -> Result<(), Box<dyn Error>> {
    let snapshot = observe(cloud, grants, IdentityPolicies::OfGrants).await?;
    let plan = plan(grants, &snapshot, Purpose::Apply)?;
    for change in &plan.changes {
        println!("the {} will change:", change.document);
        change.reasons.iter().for_each(|reason| println!("    {reason}"));
    }
    apply(cloud, &plan, |change, _| println!("wrote the {}", change.document)).await?;
    Ok(())
}
