//! Values at the edge of what the rules allow.

use crosskms::{CrossAccountGrant, cross_account_grant};

/// A name of forty characters, prefixes that differ in case, a prefix with the last characters of a key policy.
static LONGEST_NAME: CrossAccountGrant = cross_account_grant! {
    name: "raw-events-of-the-analytics-team-2026-11",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    prefixes: ["raw/", "Raw/", "größe/", "a b+c/"],
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read_write,
    via: any,
};

static SHORTEST_NAME: CrossAccountGrant = cross_account_grant! {
    name: "7",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: "write",
    via: "secretsmanager",
};

#[test]
fn values_may_go_to_the_edge() {
    assert_eq!(LONGEST_NAME.name().as_str().len(), 40);
    assert_eq!(SHORTEST_NAME.name().as_str().len(), 1);
}
