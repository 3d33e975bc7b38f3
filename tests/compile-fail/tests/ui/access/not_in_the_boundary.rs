//! The permissions boundary does not have it.

use crosskms::assert_access;

assert_access! {
    policies: {
        identity: "identity-policy.json",
        key: "key-policy.json",
        boundary: { "arn:aws:iam::444455556666:role/analytics": "boundary.json" },
    },
    allowed: {
        "arn:aws:iam::444455556666:role/analytics" =>
            kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            with { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" },
    },
}

fn main() {}
