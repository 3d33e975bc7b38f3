//! The fault matrix over the wire, smaller than the one in the process: each call of a run, with the ways in which lines
//! and services fail, and the process killed while it waits for an answer.
//!
//! Run with `--nocapture` to see how many cases there were.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and tell"
)]

mod case;
mod fault;
mod key_creation;
mod operation;
mod stage;

use case::matrix;
use operation::Operation;
use stage::Mechanism;

#[tokio::test(flavor = "multi_thread")]
async fn policies() {
    let reads = ["iam:GetRolePolicy", "kms:GetKeyPolicy", "s3:GET policy", "s3:GET encryption"];
    let writes = ["iam:PutRolePolicy", "kms:PutKeyPolicy", "s3:PUT policy", "s3:PUT encryption"];
    let deletes = ["s3:PUT policy", "kms:PutKeyPolicy", "iam:DeleteRolePolicy"];
    let of = Mechanism::Policies;
    matrix(of, Operation::Apply, &writes.map(|call| (call, 0)), &reads, 1).await;
    matrix(of, Operation::Revoke, &deletes.map(|call| (call, 0)), &[], 1).await;
    matrix(of, Operation::Revoke, &[], &reads[..3], 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_grants() {
    let of = Mechanism::KmsGrants;
    // There are two principals, so a list is written in part.
    matrix(of, Operation::Apply, &[("kms:CreateGrant", 1)], &["kms:ListGrants"], 1).await;
    matrix(of, Operation::Repair, &[("kms:RevokeGrant", 0)], &[], 1).await;
    matrix(of, Operation::Revoke, &[("kms:RevokeGrant", 1)], &[], 1).await;
    matrix(of, Operation::RollBack, &[("kms:CreateGrant", 0)], &[], 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn managed_policies() {
    let of = Mechanism::Managed;
    let creates = [("iam:CreatePolicy", 0), ("iam:AttachRolePolicy", 1)];
    matrix(of, Operation::Apply, &creates, &["iam:ListAttachedRolePolicies"], 2).await;
    // There are five versions.
    let versions = [("iam:DeletePolicyVersion", 0), ("iam:CreatePolicyVersion", 0)];
    let lists = ["iam:ListPolicyVersions", "iam:GetPolicyVersion"];
    matrix(of, Operation::Repair, &versions, &lists, 1).await;
    let deletes = [("iam:DetachRolePolicy", 1), ("iam:DeletePolicyVersion", 2), ("iam:DeletePolicy", 0)];
    matrix(of, Operation::Revoke, &deletes, &["iam:GetPolicy"], 2).await;
}
