//! WIP
pub use crosskms_core::{action, arn, authorize, finding, grant, policies, policy, rules};
