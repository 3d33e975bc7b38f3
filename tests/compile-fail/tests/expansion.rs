//! What the macro makes is what the builder makes of the same values.

use crosskms::{CrossAccountGrant, CrossAccountGrantBuilder, cross_account_grant};

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

/// A grant about a key by the macro: the constants above, as a macro must have them, and what a test adds.
macro_rules! key_grant {
    ($($fields:tt)*) => {
        cross_account_grant! {
            name: "raw-events",
            key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            principal: "arn:aws:iam::444455556666:role/analytics",
            $($fields)*
        }
    };
}

/// The same about a bucket.
macro_rules! bucket_grant {
    ($($fields:tt)*) => {
        key_grant! { bucket: "arn:aws:s3:::example-raw-events", $($fields)* }
    };
}

fn key_grant() -> CrossAccountGrantBuilder {
    CrossAccountGrant::builder().name("raw-events").key(KEY).principal(ROLE)
}

fn bucket_grant() -> CrossAccountGrantBuilder {
    key_grant().bucket(BUCKET)
}

#[track_caller]
fn assert_same(by_macro: &CrossAccountGrant, by_builder: CrossAccountGrantBuilder) {
    match by_builder.build() {
        Ok(by_builder) => assert_eq!(*by_macro, by_builder),
        Err(findings) => assert_eq!(findings.to_string(), "", "the builder makes no grant"),
    }
}

#[test]
fn every_field() {
    let by_macro = cross_account_grant! {
        name: "raw-events",
        key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        bucket: "arn:aws:s3:::example-raw-events",
        prefixes: ["2026/", "größe/"],
        principals: ["arn:aws:iam::444455556666:role/analytics", "arn:aws:iam::777788889999:user/etl/loader"],
        allow: [kms:Decrypt, kms:GenerateDataKey, s3:GetObject, s3:PutObject, s3:ListBucket],
        via: [s3, athena],
        bucket_key: false,
        bind: principal_arn,
        conditions: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    };
    let by_builder = bucket_grant()
        .prefixes(["2026/", "größe/"])
        .principal("arn:aws:iam::777788889999:user/etl/loader")
        .allow(["kms:Decrypt", "kms:GenerateDataKey", "s3:GetObject", "s3:PutObject", "s3:ListBucket"])
        .via(["s3", "athena"])
        .bucket_key(false)
        .bind("principal_arn")
        .condition("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]);
    assert_same(&by_macro, by_builder);
}

#[test]
fn defaults() {
    assert_same(&key_grant! { allow: [kms:Decrypt] }, key_grant().allow(["kms:Decrypt"]));
    let actions = ["kms:Decrypt", "s3:GetObject"];
    assert_same(&bucket_grant! { allow: [kms:Decrypt, s3:GetObject] }, bucket_grant().allow(actions));
}

#[test]
fn defaults_written_out() {
    let by_macro = bucket_grant! { access: read, via: s3, bucket_key: true, bind: principal };
    assert_same(&by_macro, bucket_grant().access("read"));
    assert_same(&key_grant! { access: read, via: any }, key_grant().access("read"));
}

#[test]
fn order_of_fields_and_the_last_comma_do_not_matter() {
    let by_macro = cross_account_grant! {
        allow: [kms:Decrypt,],
        principal: "arn:aws:iam::444455556666:role/analytics",
        key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        name: "raw-events"
    };
    assert_same(&by_macro, key_grant().allow(["kms:Decrypt"]));
}

#[test]
fn access_words() {
    assert_same(&key_grant! { access: read }, key_grant().access("read"));
    assert_same(&key_grant! { access: write }, key_grant().access("write"));
    assert_same(&key_grant! { access: read_write }, key_grant().access("read_write"));
    assert_same(&bucket_grant! { access: read }, bucket_grant().access("read"));
    assert_same(&bucket_grant! { access: write }, bucket_grant().access("write"));
    assert_same(&bucket_grant! { access: "read_write" }, bucket_grant().access("read_write"));
}

#[test]
fn actions_in_any_case_and_as_strings() {
    let by_macro =
        bucket_grant! { allow: [KMS:decrypt, "kms:generatedatakey", s3:GETOBJECT, "S3:PutObject"] };
    let names = ["kms:Decrypt", "kms:GenerateDataKey", "s3:GetObject", "s3:PutObject"];
    assert_same(&by_macro, bucket_grant().allow(names));
    assert_eq!(by_macro.actions().iter().map(ToString::to_string).collect::<Vec<_>>(), names);
}

#[test]
fn actions_of_every_kind_of_key() {
    let by_macro = key_grant! { allow: [kms:Sign, kms:Verify, kms:GetPublicKey, kms:DescribeKey] };
    let names = ["kms:Sign", "kms:Verify", "kms:GetPublicKey", "kms:DescribeKey"];
    assert_same(&by_macro, key_grant().allow(names));
    let by_macro = key_grant! { allow: [kms:ReEncryptFrom, kms:ReEncryptTo, kms:ListGrants] };
    assert_same(&by_macro, key_grant().allow(["kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:ListGrants"]));
}

#[test]
fn principals_of_every_kind() {
    let by_macro = cross_account_grant! {
        name: "raw-events",
        key: "arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        principals: ["arn:aws-cn:iam::444455556666:root", "777788889999", "arn:aws-cn:iam::444455556666:user/a/b"],
        access: read,
    };
    let by_builder = CrossAccountGrant::builder()
        .name("raw-events")
        .key("arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab")
        .principals(["arn:aws-cn:iam::444455556666:root", "777788889999"])
        .principal("arn:aws-cn:iam::444455556666:user/a/b")
        .access("read");
    assert_same(&by_macro, by_builder);
    assert_eq!(by_macro.principals()[1].as_str(), "arn:aws-cn:iam::777788889999:root");
}

#[test]
fn services() {
    assert_same(&bucket_grant! { access: read, via: any }, bucket_grant().access("read").via(["any"]));
    assert_same(
        &bucket_grant! { access: read, via: "athena" },
        bucket_grant().access("read").via(["athena"]),
    );
    let by_macro = key_grant! { access: read, via: [secretsmanager, "s3", dynamodb] };
    assert_same(&by_macro, key_grant().access("read").via(["secretsmanager", "s3", "dynamodb"]));
    let by_macro = key_grant! { access: read, via: some-service };
    assert_same(&by_macro, key_grant().access("read").via(["some-service"]));
}

#[test]
fn conditions() {
    let by_macro = bucket_grant! {
        access: read,
        conditions: {
            StringEquals: {
                "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-f6g7h8i9j0"],
                "aws:SourceVpc": "vpc-1a2b3c4d",
            },
            ForAnyValue:StringLike: { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*"] },
            "ForAllValues:StringEqualsIfExists": { "aws:CalledVia": "athena.amazonaws.com" },
        },
    };
    let by_builder = bucket_grant()
        .access("read")
        .condition("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "o-f6g7h8i9j0"])
        .condition("StringEquals", "aws:SourceVpc", ["vpc-1a2b3c4d"])
        .condition("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/*"])
        .condition("ForAllValues:StringEqualsIfExists", "aws:CalledVia", ["athena.amazonaws.com"]);
    assert_same(&by_macro, by_builder);
}

#[test]
fn numbers_and_booleans_of_conditions_stand_without_quotes() {
    let by_macro = bucket_grant! {
        access: read,
        conditions: {
            Bool: { "aws:SecureTransport": true },
            Null: { "aws:PrincipalOrgID": [false] },
            NumericLessThan: { "aws:MultiFactorAuthAge": 3600 },
        },
    };
    let by_builder = bucket_grant()
        .access("read")
        .condition("Bool", "aws:SecureTransport", ["true"])
        .condition("Null", "aws:PrincipalOrgID", ["false"])
        .condition("NumericLessThan", "aws:MultiFactorAuthAge", ["3600"]);
    assert_same(&by_macro, by_builder);
}

#[test]
fn strings_in_every_notation() {
    let by_macro = cross_account_grant! {
        name: r"raw-events",
        key: r#"arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"#,
        bucket: "arn:aws:s3:::example-\x72aw-events",
        prefixes: ["gr\u{f6}ße/", "say \"2026\"/", r"back\slash/"],
        principal: "arn:aws:iam::444455556666:\
                    role/analytics",
        access: read,
    };
    let prefixes = ["größe/", "say \"2026\"/", "back\\slash/"];
    assert_same(&by_macro, bucket_grant().prefixes(prefixes).access("read"));
}

#[test]
fn values_from_the_environment_of_the_compiler() {
    let by_macro = cross_account_grant! {
        name: env!("CARGO_PKG_NAME"),
        key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        bucket: "arn:aws:s3:::example-raw-events",
        prefixes: [env!("CARGO_PKG_VERSION"), "2026/"],
        principal: "arn:aws:iam::444455556666:role/analytics",
        access: read,
        conditions: { StringEquals: { "aws:PrincipalTag/app": env!("CARGO_CRATE_NAME") } },
    };
    let by_builder = bucket_grant()
        .name(env!("CARGO_PKG_NAME"))
        .prefixes([env!("CARGO_PKG_VERSION"), "2026/"])
        .access("read")
        .condition("StringEquals", "aws:PrincipalTag/app", [env!("CARGO_CRATE_NAME")]);
    assert_same(&by_macro, by_builder);
}

#[test]
fn what_is_silenced_is_made_all_the_same() {
    let by_macro = bucket_grant! {
        #[allow(multipart_upload, duplicate_entry)]
        allow: [kms:GenerateDataKey, s3:PutObject, s3:putobject],
    };
    assert_same(&by_macro, bucket_grant().allow(["kms:GenerateDataKey", "s3:PutObject"]));
}

#[test]
fn replicas_of_a_multi_region_key() {
    let by_macro = cross_account_grant! {
        name: "raw-events",
        key: "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        replicas: ["us-east-1", "eu-west-1"],
        principal: "arn:aws:iam::444455556666:role/analytics",
        access: read,
    };
    let key = "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
    assert_same(&by_macro, key_grant().key(key).replicas(["us-east-1", "eu-west-1"]).access("read"));
}

#[test]
fn kms_grants_and_managed_policies() {
    let by_macro = bucket_grant! { access: read, via: any, mechanism: kms_grant, identity_policy: managed };
    let builder = bucket_grant().access("read").via(["any"]).mechanism("kms_grant");
    assert_same(&by_macro, builder.identity_policy("managed"));
    let by_macro = bucket_grant! { access: read, mechanism: "policy", identity_policy: "inline" };
    assert_same(&by_macro, bucket_grant().access("read"));
}

#[test]
fn statics_constants_and_locals_are_one_value() {
    static STATIC: CrossAccountGrant = bucket_grant! { access: read_write };
    const CONSTANT: CrossAccountGrant = bucket_grant! { access: read_write };
    let local = bucket_grant! { access: read_write };
    for grant in [&STATIC, &CONSTANT, &local] {
        assert_same(grant, bucket_grant().access("read_write"));
    }
}
