//! The caller is no ARN, in each of two requests.

use crosskms::assert_access;

assert_access! {
    policies: { identity: none, key: none, bucket: none },
    denied: { "role/analytics" => [kms:Decrypt, kms:Encrypt] on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
}

fn main() {}
