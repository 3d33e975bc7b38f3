//! Fields in any order, with and without a comma at the end; only `name`, `key`, principals and actions are needed.

use crosskms::{CrossAccountGrant, cross_account_grant};

static EVERY_FIELD: CrossAccountGrant = cross_account_grant! {
    conditions: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    bind: principal_arn,
    bucket_key: false,
    via: [s3, athena],
    allow: [kms:Decrypt, s3:GetObject, s3:ListBucket],
    principals: ["arn:aws:iam::444455556666:role/analytics", "arn:aws:iam::777788889999:user/etl/loader"],
    prefixes: ["2026/", "2027/"],
    bucket: "arn:aws:s3:::example-raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    name: "raw-events"
};

static FEWEST_FIELDS: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read,
};

#[test]
fn fields_stand_in_any_order() {
    assert_eq!(EVERY_FIELD.prefixes().len(), 2);
    assert_eq!(FEWEST_FIELDS.actions().len(), 1);
}
