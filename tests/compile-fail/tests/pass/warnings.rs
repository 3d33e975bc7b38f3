//! A warning is a warning: the grant is made all the same, and `#[allow(deprecated)]` silences it as well.

use crosskms::{CrossAccountGrant, cross_account_grant};

static WARNED: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [kms:GenerateDataKey, s3:PutObject],
};

#[deny(warnings)]
#[allow(deprecated)]
static SILENCED: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [kms:GenerateDataKey, s3:PutObject],
};

fn main() {
    assert_eq!(WARNED, SILENCED);
}
