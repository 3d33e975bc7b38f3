//! The action is about objects.

use crosskms::assert_access;

assert_access! {
    policies: { identity: none, key: none, bucket: none },
    owner: "111122223333",
    denied: { "arn:aws:iam::444455556666:role/analytics" => s3:GetObject on "arn:aws:s3:::example-raw-events" },
}

fn main() {}
