//! The allowance names no rule.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!(#[allow(not_principle)] "key-policy.json", KeyPolicy);

fn main() {
    println!("{POLICY}");
}
