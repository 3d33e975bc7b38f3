//! Whose the bucket is, nobody says.

use crosskms::assert_access;

assert_access! {
    policies: { identity: none, key: none, bucket: none },
    denied: { "arn:aws:iam::444455556666:role/analytics" => s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet" },
}

fn main() {}
