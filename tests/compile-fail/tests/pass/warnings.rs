//! A warning is a warning: the compiler gives it as the use of something deprecated, and the grant is made.

use crosskms::{CrossAccountGrant, cross_account_grant};

#[expect(deprecated, reason = "multipart uploads will be denied")]
static WARNED: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [kms:GenerateDataKey, s3:PutObject],
};

static SILENCED: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    #[allow(multipart_upload)]
    allow: [kms:GenerateDataKey, s3:PutObject],
};

#[test]
fn a_warning_is_only_a_warning() {
    assert_eq!(WARNED, SILENCED);
}
