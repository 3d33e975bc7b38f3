//! The resource is missing.

use crosskms::assert_access;

assert_access! {
    policies: { identity: none, key: none, bucket: none },
    denied: { "arn:aws:iam::444455556666:role/analytics" => kms:Decrypt },
}

fn main() {}
