//! The quick start: one grant, from Rust source to both accounts and back, on the embedded cloud.
//!
//! ```text
//! cargo run -p crosskms-examples --example share_bucket
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use crosskms::arn::{BucketArn, PrincipalArn};
use crosskms::{CrossAccountGrant, cross_account_grant};
use crosskms_apply::cloud::embedded::RequestError;
use crosskms_apply::{EmbeddedCloud, IdentityPolicies, Plan, Purpose, apply, observe, plan};

/// Analytics reads and writes the raw events.
static RAW_EVENTS: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [kms:Decrypt, kms:GenerateDataKey, s3:GetObject, s3:PutObject, s3:ListBucket],
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let policies = RAW_EVENTS.policies();
    section("Account 444455556666: identity policy of the role", policies.identity_policy());
    section("Account 111122223333: statement for the key policy", policies.key_policy_statement());
    section("Account 111122223333: statements for the bucket policy", policies.bucket_policy_statement());
    if let Some(encryption) = policies.bucket_encryption() {
        section("Account 111122223333: default encryption of the bucket", encryption);
    }

    let cloud = EmbeddedCloud::for_grants([&RAW_EVENTS]);
    println!("== Before the grant\n");
    upload_and_download(&cloud)?;

    let to_apply = planned(&cloud, Purpose::Apply).await?;
    println!("== Plan: {} documents\n", to_apply.changes.len());
    for change in &to_apply.changes {
        println!("{}", change.document);
        for reason in &change.reasons {
            println!("    because {reason}");
        }
    }

    println!("\n== Apply\n");
    apply(&cloud, &to_apply, |change, _| println!("wrote the {}", change.document)).await?;
    println!("a second plan has {} changes\n", planned(&cloud, Purpose::Apply).await?.changes.len());

    println!("== After the grant\n");
    upload_and_download(&cloud)?;

    println!("== Revoke\n");
    let to_revoke = planned(&cloud, Purpose::Revoke).await?;
    apply(&cloud, &to_revoke, |change, _| println!("took back the {}", change.document)).await?;
    println!();
    upload_and_download(&cloud)
}

async fn planned(cloud: &EmbeddedCloud, purpose: Purpose) -> Result<Plan, Box<dyn Error>> {
    let grants = std::slice::from_ref(&RAW_EVENTS);
    let snapshot = observe(cloud, grants, IdentityPolicies::OfGrants).await?;
    Ok(plan(grants, &snapshot, purpose)?)
}

/// What the role does all day; the embedded cloud decides each request as AWS would.
fn upload_and_download(cloud: &EmbeddedCloud) -> Result<(), Box<dyn Error>> {
    let role: PrincipalArn = "arn:aws:iam::444455556666:role/analytics".parse()?;
    let bucket: BucketArn = "arn:aws:s3:::example-raw-events".parse()?;
    let session = cloud.as_principal(&role);
    show(
        "PutObject 2026/11/23.json",
        session.put_object(&bucket, "2026/11/23.json", b"{}").map(|()| "stored".into()),
    );
    let body = session.get_object(&bucket, "2026/11/23.json");
    show("GetObject 2026/11/23.json", body.map(|body| format!("{} bytes", body.len())));
    println!();
    Ok(())
}

fn show(operation: &str, result: Result<String, RequestError>) {
    match result {
        Ok(what) => println!("{operation}: {what}"),
        Err(RequestError::AccessDenied { request, authorization }) => {
            println!("{operation}: access denied, because {} is not allowed", request.action());
            for gate in &authorization.gates {
                println!("    {} of account {}: {}", gate.gate, gate.account, gate.verdict);
            }
        }
        Err(error) => println!("{operation}: {error}"),
    }
}

fn section(title: &str, document: &dyn std::fmt::Display) {
    println!("== {title}\n\n{document}\n");
}
