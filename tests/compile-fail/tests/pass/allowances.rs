//! Warnings that are silenced by name, each before the field that it is about.

use crosskms::{CrossAccountGrant, cross_account_grant};

static SMALL_UPLOADS: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    #[allow(unusual_bucket_name)]
    bucket: "arn:aws:s3:::Example_Raw_Events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    #[allow(multipart_upload, duplicate_entry)]
    allow: [kms:GenerateDataKey, s3:PutObject, s3:PutObject],
};

static IN_TWO_ATTRIBUTES: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    #[allow(multipart_upload)]
    #[allow(duplicate_entry)]
    allow: [kms:GenerateDataKey, s3:PutObject, s3:PutObject],
};

#[test]
fn warnings_are_silenced_by_name() {
    assert_eq!(SMALL_UPLOADS.actions(), IN_TWO_ATTRIBUTES.actions());
}
