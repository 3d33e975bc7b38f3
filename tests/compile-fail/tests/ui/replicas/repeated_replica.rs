use crosskms::{CrossAccountGrant, cross_account_grant};

static GRANT: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    replicas: ["us-east-1", "eu-west-1", "us-east-1"],
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read,
};

fn main() {}
