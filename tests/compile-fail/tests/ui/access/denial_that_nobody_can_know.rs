//! The bucket policy allows it; whether the caller has a policy is not said.

use crosskms::assert_access;

assert_access! {
    policies: { bucket: "bucket-policy.json" },
    owner: "111122223333",
    denied: {
        "arn:aws:iam::444455556666:role/analytics" => s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
    },
}

fn main() {}
