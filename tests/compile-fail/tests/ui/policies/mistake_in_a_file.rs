//! An action in the file does not exist.

use crosskms::include_policy;
use crosskms::policy::Policy;

static POLICY: Policy = include_policy!("misspelled.json", IdentityPolicy);

fn main() {
    println!("{POLICY}");
}
