use crosskms::{CrossAccountGrant, cross_account_grant};

static RAW_EVENTS: CrossAccountGrant = cross_account_grant! {
    name: "Raw Events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:alias/raw-events",
    bucket: "arn:aws:s3:::example-raw-events/*",
    prefixes: ["2026/*"],
    principal: "arn:aws:iam::44445555666:role/analytics",
    allow: [kms:Decrpyt, kms:PutKeyPolicy, s3:*],
    conditions: { StringEqual: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    region: "ap-northeast-1",
};

fn main() {}
