//! The file is not JSON.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!("broken.json", KeyPolicy);

fn main() {
    println!("{POLICY}");
}
