//! Nothing is asserted.

use crosskms::assert_access;

assert_access! {
    policies: { identity: none, key: none },
}

fn main() {}
