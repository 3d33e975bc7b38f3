//! Actions as IAM reads them: in any case, as tokens or as strings; and keys that are not for S3.

use crosskms::{CrossAccountGrant, cross_account_grant};

static IN_ANY_CASE: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [KMS:decrypt, "kms:GenerateDataKey", S3:getobject, "s3:putobject", kms:DescribeKey],
};

static SIGNING: CrossAccountGrant = cross_account_grant! {
    name: "releases",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    principal: "arn:aws:iam::444455556666:role/release",
    allow: [kms:Sign, kms:Verify, kms:GetPublicKey, kms:DescribeKey],
};

static FOR_VOLUMES: CrossAccountGrant = cross_account_grant! {
    name: "volumes",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    principal: "arn:aws:iam::444455556666:role/autoscaling",
    allow: [kms:CreateGrant],
    conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
};

static WRITE_ONCE: CrossAccountGrant = cross_account_grant! {
    name: "dropbox",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [kms:GenerateDataKey, kms:Decrypt, s3:PutObject],
};

static NO_OBJECTS: CrossAccountGrant = cross_account_grant! {
    name: "inventory",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [s3:ListBucket, s3:DeleteObject],
};

#[test]
fn actions_are_read_as_iam_reads_them() {
    assert_eq!(IN_ANY_CASE.actions()[0].to_string(), "kms:Decrypt");
    assert_eq!(SIGNING.actions().len(), 4);
    assert_eq!(FOR_VOLUMES.actions().len(), 1);
    assert_eq!(WRITE_ONCE.actions().len(), 3);
    assert_eq!(NO_OBJECTS.actions().len(), 2);
}
