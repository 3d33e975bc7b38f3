//! The key policy asks for S3, and the request comes through Athena.

use crosskms::assert_access;

assert_access! {
    policies: { identity: "identity-policy.json", key: "key-policy.json" },
    allowed: {
        "arn:aws:iam::444455556666:role/analytics" =>
            kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            with { "kms:ViaService": "athena.ap-northeast-1.amazonaws.com" },
    },
}

fn main() {}
