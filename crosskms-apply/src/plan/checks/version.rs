//! Policy variables need the `Version` that knows them.

use crosskms::policy::Version;

use super::{Check, Document};
use crate::plan::Refusal;

pub(super) static POLICY_VERSION: Check = Check {
    name: "policy-version",
    summary: "a policy that gets a policy variable has Version 2012-10-17",
    may_be_allowed: false,
};

pub(super) fn found(document: &Document<'_>) -> Option<Refusal> {
    let policy = document.after.as_ref()?;
    let ours = policy.statements.iter().filter(|statement| document.owns(statement));
    let variable = ours.into_iter().any(|statement| statement.to_compact_string().contains("${"));
    if !variable || policy.version == Some(Version::V2012) {
        return None;
    }
    let message = "a condition of the grant has a policy variable, which means nothing in a policy without Version \
                   2012-10-17";
    let refusal = Refusal::new(&document.change.document, &POLICY_VERSION, message);
    Some(refusal.help("write a value without `${`, or set the Version"))
}
