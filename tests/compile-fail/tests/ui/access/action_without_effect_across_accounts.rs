//! No policy can allow it to another account.

use crosskms::assert_access;

assert_access! {
    policies: { identity: "full-access.json", key: "key-policy.json" },
    allowed: {
        "arn:aws:iam::444455556666:role/analytics" => kms:PutKeyPolicy on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
}

fn main() {}
