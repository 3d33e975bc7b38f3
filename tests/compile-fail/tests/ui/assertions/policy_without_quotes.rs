//! The name of a file is not a string.

use crosskms::assert_access;

assert_access! {
    policies: { identity: role },
    allowed: { "arn:aws:iam::444455556666:role/analytics" => kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
}

fn main() {}
