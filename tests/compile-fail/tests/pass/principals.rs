//! Principals of every kind that a grant can name.

use crosskms::{CrossAccountGrant, cross_account_grant};

static GRANT: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    #[allow(uneditable_role)]
    principals: [
        "arn:aws:iam::444455556666:role/analytics",
        "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef",
        "arn:aws:iam::444455556666:user/etl/loader@example.com",
        "arn:aws:iam::777788889999:root",
        "222233334444",
    ],
    access: read,
};

#[test]
fn principals_are_of_every_kind() {
    assert_eq!(GRANT.principals().len(), 5);
}
