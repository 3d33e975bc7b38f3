//! The name of the file is not a string.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!(key_policy, KeyPolicy);

fn main() {
    println!("{POLICY}");
}
