//! Keys that look unusual and are right: a multi-Region key, other partitions, a Region that is still to come.

use crosskms::{CrossAccountGrant, cross_account_grant};

static MULTI_REGION: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:us-west-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read,
};

static CHINA: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws-cn:s3:::example-raw-events",
    principals: ["arn:aws-cn:iam::444455556666:role/analytics", "777788889999"],
    access: read,
};

static NEW_REGION: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    #[allow(unknown_region)]
    key: "arn:aws:kms:ap-northwest-9:011122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read,
};

#[test]
fn unusual_keys_are_right() {
    assert_eq!(MULTI_REGION.key().region().as_str(), "us-west-2");
    assert_eq!(CHINA.principals()[1].as_str(), "arn:aws-cn:iam::777788889999:root");
    assert_eq!(NEW_REGION.key().account().as_str(), "011122223333");
}
