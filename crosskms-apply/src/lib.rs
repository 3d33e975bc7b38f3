//! Puts cross-account grants in place and takes them back: observe, plan, apply, verify, revoke.
//!
//! A [`Cloud`] holds the documents: AWS itself, or the [embedded one](cloud::embedded). [`observe()`] reads what
//! the grants touch, [`plan()`] says what has to change, [`apply()`] writes it, [`verify()`] looks whether it
//! worked. To revoke is to plan with [`Purpose::Revoke`] and to apply that.
//!
//! ```
//! use crosskms::{CrossAccountGrant, cross_account_grant};
//! use crosskms_apply::{EmbeddedCloud, IdentityPolicies, Purpose, apply, observe, plan};
//!
//! static RAW_EVENTS: CrossAccountGrant = cross_account_grant! {
//!     name: "raw-events",
//!     key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
//!     bucket: "arn:aws:s3:::example-raw-events",
//!     principal: "arn:aws:iam::444455556666:role/analytics",
//!     access: read_write,
//! };
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let cloud = EmbeddedCloud::for_grants([&RAW_EVENTS]);
//! let grants = [RAW_EVENTS.clone()];
//! let snapshot = observe(&cloud, &grants, IdentityPolicies::OfGrants).await?;
//! let plan = plan(&grants, &snapshot, Purpose::Apply)?;
//! assert_eq!(plan.changes.len(), 4);
//! apply(&cloud, &plan, |change, _| println!("{}", change.document)).await?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```

pub mod access;
pub mod apply;
pub mod cloud;
#[cfg(feature = "config")]
pub mod config;
pub mod create_key;
pub mod denial;
pub mod document;
pub mod explain;
pub mod import;
pub mod journal;
pub mod observe;
pub mod plan;
pub mod rollback;
pub mod scenario;
pub mod snapshot;
pub mod verify;

pub use access::Access;
pub use apply::{ApplyError, Outcome, Run, apply};
#[cfg(feature = "aws")]
pub use cloud::aws::AwsCloud;
pub use cloud::embedded::EmbeddedCloud;
pub use cloud::{Cloud, CloudError};
pub use journal::Journal;
pub use observe::{IdentityPolicies, observe};
pub use plan::{Plan, Purpose, plan, plan_allowing};
pub use rollback::{Rollback, rollback};
pub use scenario::Scenario;
pub use snapshot::Snapshot;
pub use verify::{Verification, verify};
