//! Assertions that hold: the program compiles, and nothing of them is left in it.

use crosskms::assert_access;

assert_access! {
    policies: {
        identity: "access/identity-policy.json",
        key: "access/key-policy.json",
        bucket: "access/bucket-policy.json",
    },
    owner: "111122223333",
    allowed: {
        "arn:aws:iam::444455556666:role/analytics" =>
            [kms:Decrypt, "kms:generatedatakey"]
            on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            with { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" },
        "arn:aws:sts::444455556666:assumed-role/analytics/job-7" => s3:GetObject on [
            "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
            r"arn:aws:s3:::example-raw-events/2026/größe.parquet",
        ],
    },
    denied: {
        // Not through S3.
        "arn:aws:iam::444455556666:role/analytics" =>
            kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        // Without TLS.
        "arn:aws:iam::444455556666:role/analytics" =>
            s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet"
            with { "aws:SecureTransport": false },
        ["arn:aws:iam::444455556666:role/reports", "arn:aws:iam::777788889999:user/loader", "anonymous"] =>
            [s3:GetObject, s3:PutObject] on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
    },
}

// What the caller's own policies say does not matter: the owner does not name it.
assert_access! {
    policies: { bucket: "access/bucket-policy.json" },
    owner: "111122223333",
    denied: {
        "arn:aws:iam::777788889999:role/anybody" =>
            s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet"
    },
}

// A grant alone, and beside the file that it will be applied to.
assert_access! {
    grant: {
        name: "raw-events",
        key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        bucket: "arn:aws:s3:::example-raw-events",
        principal: "arn:aws:iam::444455556666:role/reports",
        access: read,
    },
    allowed: {
        "arn:aws:iam::444455556666:role/reports" =>
            s3:ListBucket on "arn:aws:s3:::example-raw-events",
        "arn:aws:iam::444455556666:role/reports" =>
            kms:Decrypt
            on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            with {
                "kms:ViaService": "s3.ap-northeast-1.amazonaws.com",
                "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::example-raw-events",
            },
    },
    denied: {
        "arn:aws:iam::444455556666:role/reports" =>
            s3:PutObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
        "arn:aws:iam::444455556666:role/analytics" =>
            s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
    },
}

#[test]
fn an_assertion_stands_in_a_function_too() {
    assert_access! {
        policies: {
            identity: {
                "arn:aws:iam::444455556666:role/analytics": ["access/identity-policy.json"],
                "arn:aws:iam::111122223333:role/audit": "access/identity-policy.json",
                "arn:aws:iam::444455556666:role/idle": none,
            },
            bucket: { "arn:aws:s3:::example-raw-events": "access/bucket-policy.json" },
        },
        grants: [
            {
                name: "raw-events",
                key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                bucket: "arn:aws:s3:::example-raw-events",
                prefixes: ["2027/"],
                principal: "arn:aws:iam::444455556666:role/idle",
                access: read,
            },
            {
                name: "keys",
                key: "arn:aws:kms:eu-west-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab",
                principal: "arn:aws:iam::777788889999:role/signer",
                allow: [kms:Sign],
            },
        ],
        allowed: {
            "arn:aws:iam::444455556666:role/idle" =>
                s3:GetObject on "arn:aws:s3:::example-raw-events/2027/1.parquet",
            "arn:aws:iam::444455556666:role/analytics" =>
                s3:GetObject on "arn:aws:s3:::example-raw-events/2026/1.parquet",
            "arn:aws:iam::777788889999:role/signer" =>
                kms:Sign on "arn:aws:kms:eu-west-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab",
            // Inside one account one side is enough.
            "arn:aws:iam::111122223333:role/audit" =>
                s3:GetObject on "arn:aws:s3:::example-raw-events/2025/1.parquet",
        },
        denied: {
            "arn:aws:iam::444455556666:role/idle" =>
                s3:GetObject on "arn:aws:s3:::example-raw-events/2026/1.parquet",
            "arn:aws:iam::444455556666:role/analytics" =>
                s3:GetObject on "arn:aws:s3:::example-raw-events/2027/1.parquet",
        },
    }
}

#[test]
fn limits_of_the_caller_and_of_organizations() {
    assert_access! {
        policies: {
            identity: "access/full-access.json",
            bucket: "access/bucket-policy.json",
            boundary: { "arn:aws:iam::444455556666:role/analytics": "access/identity-policy.json" },
            session: none,
            scps: [["access/full-access.json"], ["access/full-access.json", "access/identity-policy.json"]],
            rcps: none,
            endpoint: none,
        },
        owner: "111122223333",
        allowed: {
            "arn:aws:iam::444455556666:role/analytics" =>
                s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
        },
        denied: {
            "arn:aws:iam::444455556666:role/analytics" =>
                s3:DeleteObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
        },
    }
    assert_access! {
        policies: {
            identity: "access/full-access.json",
            bucket: "access/bucket-policy.json",
            session: "access/no-objects.json",
        },
        owner: "111122223333",
        denied: {
            "arn:aws:iam::444455556666:role/analytics" =>
                s3:GetObject on "arn:aws:s3:::example-raw-events/2026/11/23.parquet",
        },
    };
}

/// A macro of one's own around the macro; its variables come with invisible groups around them.
macro_rules! reads {
    ($role:expr, $action:tt, $object:literal) => {
        assert_access! {
            policies: { identity: "access/identity-policy.json", bucket: "access/bucket-policy.json" },
            owner: "111122223333",
            allowed: { $role => s3:$action on $object },
        }
    };
}

reads!(
    "arn:aws:iam::444455556666:role/analytics",
    GetObject,
    "arn:aws:s3:::example-raw-events/2026/11/23.parquet"
);

mod confusing {
    #![allow(dead_code, reason = "names that an expansion must not see")]

    mod core {}
    struct Option;

    crosskms::assert_access! {
        policies: { identity: none, key: "access/key-policy.json" },
        denied: {
            "arn:aws:iam::444455556666:role/analytics" =>
                kms:Decrypt on "arn:aws:kms:eu-west-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab"
        },
    }
}
