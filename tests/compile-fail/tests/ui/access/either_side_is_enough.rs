//! Inside the owner's account the caller's own policy or the bucket's is enough; the way out is one of the two.

use crosskms::assert_access;

assert_access! {
    policies: { identity: none, bucket: "bucket-policy.json" },
    owner: "111122223333",
    allowed: {
        "arn:aws:iam::111122223333:role/audit" =>
            s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
    },
}

fn main() {}
