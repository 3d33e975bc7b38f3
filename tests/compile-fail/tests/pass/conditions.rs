//! Conditions in every form: set operators, `IfExists`, lists, numbers and booleans without quotes.

use crosskms::{CrossAccountGrant, cross_account_grant};

static GRANT: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [kms:Decrypt, s3:GetObject],
    conditions: {
        StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-f6g7h8i9j0"], "aws:SourceVpc": "vpc-1a2b3c4d" },
        ForAnyValue:StringLike: { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" },
        "StringLikeIfExists": { "aws:PrincipalTag/team": "analytics*" },
        Bool: { "aws:SecureTransport": true },
        NumericLessThan: { "aws:MultiFactorAuthAge": 3600 },
    },
};

/// Without a bucket the grant fills none of these keys, so they may be given.
static KEY_ALONE: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    principal: "arn:aws:iam::444455556666:role/analytics",
    allow: [kms:Decrypt],
    conditions: {
        StringEquals: {
            "kms:ViaService": "s3.ap-northeast-1.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::example-raw-events",
        },
    },
};

#[test]
fn conditions_take_every_form() {
    assert_eq!(GRANT.conditions().len(), 6);
    assert_eq!(KEY_ALONE.conditions().len(), 2);
}
