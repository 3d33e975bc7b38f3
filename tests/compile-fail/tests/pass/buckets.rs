//! Bucket names with every character that new buckets may have.

use crosskms::{CrossAccountGrant, cross_account_grant};

static GRANT: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::2026.raw-events.example.com",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read_write,
};

#[test]
fn dots_digits_and_hyphens_are_for_buckets() {
    assert_eq!(GRANT.bucket().map(|bucket| bucket.name().as_str()), Some("2026.raw-events.example.com"));
}
