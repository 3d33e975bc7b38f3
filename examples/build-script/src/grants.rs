// The grants of this package. Build script and program both include this file.

use crosskms::{CrossAccountGrant, cross_account_grant};

/// Analytics reads and writes the raw events.
static RAW_EVENTS: CrossAccountGrant = cross_account_grant! {
    name: "raw-events",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principal: "arn:aws:iam::444455556666:role/analytics",
    access: read_write,
};

/// Finance reads the reports.
static REPORTS: CrossAccountGrant = cross_account_grant! {
    name: "reports",
    key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-reports",
    prefixes: ["monthly/"],
    principal: "arn:aws:iam::777788889999:role/finance",
    access: read,
};
