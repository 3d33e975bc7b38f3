//! The bucket policy denies what does not come over TLS.

use crosskms::assert_access;

assert_access! {
    policies: { identity: "identity-policy.json", key: "key-policy.json", bucket: "bucket-policy.json" },
    owner: "111122223333",
    allowed: {
        "arn:aws:iam::444455556666:role/analytics" =>
            s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet"
            with { "aws:SecureTransport": false },
    },
}

fn main() {}
