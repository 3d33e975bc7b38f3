//! KMS grants, managed policies and replicas, as far as AWS allows them.

use crosskms::{CrossAccountGrant, cross_account_grant};

/// A role whose policies nobody can change is reached by a KMS grant, without a warning.
static OF_A_SERVICE: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    replicas: ["us-east-1", "eu-west-1"],
    principal: "arn:aws:iam::444455556666:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    allow: [kms:Decrypt, kms:DescribeKey, kms:ReEncryptFrom],
    mechanism: kms_grant,
    conditions: { StringEquals: { "kms:EncryptionContext:app": "billing" } },
};

/// What limits the bucket alone may stand beside a KMS grant.
static OF_A_BUCKET: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    prefixes: ["2026/"],
    principals: ["arn:aws:iam::444455556666:role/analytics", "arn:aws:iam::777788889999:user/etl/loader"],
    access: read_write,
    via: any,
    bucket_key: true,
    mechanism: kms_grant,
    identity_policy: managed,
    conditions: { StringEquals: { "aws:SourceVpc": "vpc-1a2b3c4d" } },
};

#[test]
fn kms_grants_name_their_grantees() {
    assert_eq!(OF_A_SERVICE.keys().count(), 3);
    assert_eq!(OF_A_SERVICE.policies().kms_grants().len(), 1);
    assert_eq!(OF_A_BUCKET.policies().kms_grants().len(), 2);
}
