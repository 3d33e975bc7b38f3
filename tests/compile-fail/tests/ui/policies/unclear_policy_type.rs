//! The type is misspelled.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!("key-policy.json", KeyPolcy);

fn main() {
    println!("{POLICY}");
}
