//! The grant has no key.

use crosskms::assert_access;

assert_access! {
    grant: {
        name: "raw-events",
        principal: "arn:aws:iam::444455556666:role/analytics",
        access: read,
    },
    allowed: { "arn:aws:iam::444455556666:role/analytics" => kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
}

fn main() {}
