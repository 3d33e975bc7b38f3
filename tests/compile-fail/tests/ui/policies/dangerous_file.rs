//! The file holds what is dangerous, and nobody allowed it.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!("not-principal.json", BucketPolicy);

fn main() {
    println!("{POLICY}");
}
