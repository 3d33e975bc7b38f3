//! The type is missing.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!("key-policy.json");

fn main() {
    println!("{POLICY}");
}
