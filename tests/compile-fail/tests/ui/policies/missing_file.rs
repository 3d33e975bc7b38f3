//! There is no such file.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!("absent.json", KeyPolicy);

fn main() {
    println!("{POLICY}");
}
