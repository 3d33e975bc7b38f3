use crosskms::{CrossAccountGrant, cross_account_grant};

static GRANT: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read,
    via: any,
    bucket_key: false,
    mechanism: kms_grant,
};

fn main() {}
