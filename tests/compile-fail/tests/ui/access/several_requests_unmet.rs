//! Each request that is decided otherwise is an error of its own; the one in the middle is right.

use crosskms::assert_access;

assert_access! {
    policies: {
        identity: { "arn:aws:iam::444455556666:role/analytics": "identity-policy.json" },
        key: "key-policy.json",
    },
    allowed: {
        "arn:aws:iam::444455556666:role/analytics" =>
            [kms:Encrypt, kms:Decrypt, kms:DescribeKey]
            on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            with { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" },
    },
    denied: {
        ["arn:aws:iam::444455556666:role/reports", "arn:aws:iam::444455556666:role/analytics"] =>
            kms:GenerateDataKey
            on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            with { "kms:ViaService": ["s3.ap-northeast-1.amazonaws.com"] },
    },
}

fn main() {}
