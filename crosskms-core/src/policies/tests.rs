//! What each kind of grant becomes. The documents stand in `testdata/policies`; `CROSSKMS_BLESS=1` writes them anew.

mod encryption;
mod never_wider;

use std::path::Path;

use super::Policies;
use crate::grant::{CrossAccountGrant, CrossAccountGrantBuilder};
use crate::policy::{Policy, PolicyType, Statement};
use crate::rules::check_policy;

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const MRK: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";
const OTHER_ROLE: &str = "arn:aws:iam::777788889999:role/etl/loader";
const USER: &str = "arn:aws:iam::444455556666:user/auditor";

fn for_key() -> CrossAccountGrantBuilder {
    CrossAccountGrant::builder().name("raw-events").key(KEY)
}

fn for_bucket() -> CrossAccountGrantBuilder {
    for_key().bucket(BUCKET)
}

/// The reviewer of other people's policies has nothing to say about ours.
fn breaks_no_rule(name: &str, policies: &Policies) {
    let partition =
        if policies.identity_policy().to_string().contains("arn:aws-cn:") { "aws-cn" } else { "aws" };
    let owner: Statement = format!(
        r#"{{"Effect": "Allow", "Principal": {{"AWS": "arn:{partition}:iam::111122223333:root"}}, "Action": "kms:*", "Resource": "*"}}"#
    )
    .parse()
    .unwrap();
    let key = policies.key_policy_statement().iter().cloned().chain([owner]).collect();
    let bucket = policies.bucket_policy_statement().to_vec();
    let documents = [
        (PolicyType::IdentityPolicy, policies.identity_policy().clone()),
        (PolicyType::KeyPolicy, Policy::new(key)),
        (PolicyType::BucketPolicy, Policy::new(bucket)),
    ];
    for (policy_type, policy) in documents.into_iter().filter(|(_, policy)| !policy.statements.is_empty()) {
        let text = policy.to_string();
        let findings = check_policy(policy_type, &policy, &text);
        // Without a Bucket Key, the bucket's own form is left out on purpose.
        let unmeant = findings.iter().filter(|finding| finding.rule.name != "one-context-form");
        assert_eq!(unmeant.map(ToString::to_string).collect::<Vec<_>>(), [""; 0], "{name}: {text}");
    }
}

/// Compares the documents of a grant that breaks no rule with `testdata/policies/NAME.json`.
fn golden(name: &str, builder: CrossAccountGrantBuilder) {
    assert_eq!(builder.check().to_string(), "", "{name}");
    let policies = builder.build().unwrap().policies();
    breaks_no_rule(name, &policies);
    let documents = json(&policies);
    serde_json::from_str::<serde_json::Value>(&documents).unwrap();
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/policies").join(name).with_extension("json");
    if std::env::var_os("CROSSKMS_BLESS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &documents).unwrap();
    }
    let expected =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(documents, expected.replace("\r\n", "\n"), "{name} differs; see CROSSKMS_BLESS");
}

/// The four documents, and what few grants have beside them, as members of one object, each as it is shown.
fn json(policies: &Policies) -> String {
    let encryption = policies.bucket_encryption().map_or("null".to_owned(), ToString::to_string);
    let members = [
        ("identity_policy", policies.identity_policy().to_string()),
        ("key_policy_statement", policies.key_policy_statement().to_string()),
        ("bucket_policy_statement", policies.bucket_policy_statement().to_string()),
        ("bucket_encryption", encryption),
    ];
    let replicas =
        policies.replica_statements().map(|(key, text)| (format!("statement of {key}"), text.to_string()));
    let kms_grants = policies.kms_grants().iter();
    let kms_grants =
        kms_grants.map(|kms_grant| (format!("KMS grant to {}", kms_grant.grantee), kms_grant.to_string()));
    let members =
        members.map(|(name, text)| (name.to_owned(), text)).into_iter().chain(replicas).chain(kms_grants);
    let members = members.map(|(name, text)| format!("  \"{name}\": {}", text.replace('\n', "\n  ")));
    format!("{{\n{}\n}}\n", members.collect::<Vec<_>>().join(",\n"))
}

#[test]
fn a_key_alone_needs_one_statement_on_each_side() {
    golden("key-alone", for_key().principal(ROLE).allow(["kms:Decrypt", "kms:GenerateDataKey"]));
}

#[test]
fn a_bucket_is_read_and_written_through_s3() {
    golden("read-write", for_bucket().principal(ROLE).access("read_write"));
}

#[test]
fn a_reader_decrypts_and_a_writer_does_both() {
    golden("read", for_bucket().principal(ROLE).access("read"));
    golden("write", for_bucket().principal(ROLE).access("write"));
}

#[test]
fn prefixes_limit_objects_listing_and_encryption_context() {
    let builder = for_bucket().principal(ROLE).prefixes(["raw/", "2026/11/"]);
    golden(
        "prefixes",
        builder.allow(["kms:Decrypt", "s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"]),
    );
}

#[test]
fn metadata_is_asked_for_directly_and_without_a_context() {
    let actions = ["kms:Decrypt", "kms:DescribeKey", "s3:GetObject"];
    golden("describe-key", for_bucket().principal(ROLE).allow(actions));
    golden("describe-key-alone", for_key().principal(ROLE).allow(["kms:DescribeKey", "kms:Decrypt"]));
}

#[test]
fn without_a_bucket_key_every_object_has_its_own_context() {
    golden("bucket-key-off", for_bucket().principal(ROLE).access("read").bucket_key(false));
    let prefixed = for_bucket().principal(ROLE).access("read").bucket_key(false).prefixes(["raw/"]);
    golden("bucket-key-off-prefixes", prefixed);
}

#[test]
fn via_names_the_services_or_none() {
    golden("via-any", for_bucket().principal(ROLE).access("read").via(["any"]));
    golden("via-list", for_key().principal(ROLE).access("read").via(["secretsmanager", "ssm"]));
}

#[test]
fn several_principals_share_each_statement() {
    golden("several-principals", for_bucket().principals([ROLE, USER, "777788889999"]).access("read"));
}

#[test]
fn principals_bound_by_arn_are_named_by_account_and_condition() {
    let builder = for_bucket().principals([OTHER_ROLE, ROLE, USER]).access("read").bind("principal_arn");
    golden("bind-principal-arn", builder.prefixes(["raw/"]));
}

#[test]
fn conditions_stand_where_they_can_hold() {
    let builder = for_bucket()
        .principal(ROLE)
        .allow([
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "kms:DescribeKey",
            "s3:GetObject",
            "s3:PutObject",
            "s3:ListBucket",
        ])
        .condition("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"])
        .condition("StringEquals", "aws:SourceVpc", ["vpc-1234", "vpc-5678"])
        .condition("StringEquals", "s3:x-amz-acl", ["bucket-owner-full-control"])
        .condition("Bool", "aws:SecureTransport", ["true"]);
    golden("conditions", builder);
}

#[test]
fn conditions_of_the_network_hold_on_a_key_without_a_bucket() {
    let builder =
        for_key().principal(ROLE).access("read").condition("IpAddress", "aws:SourceIp", ["192.0.2.0/24"]);
    golden("conditions-key-alone", builder);
}

#[test]
fn conditions_join_those_of_the_grant_under_one_operator() {
    let builder = for_bucket().principal(ROLE).access("read").bind("principal_arn");
    golden(
        "conditions-joined",
        builder
            .condition(
                "ArnEquals",
                "ec2:SourceInstanceArn",
                ["arn:aws:ec2:ap-northeast-1:444455556666:instance/i-1234"],
            )
            .condition("StringEquals", "kms:CallerAccount", ["444455556666"])
            .condition("StringLike", "aws:userid", ["AROAEXAMPLE:*"]),
    );
}

#[test]
fn replicas_carry_the_statement_for_their_own_region() {
    let builder =
        CrossAccountGrant::builder().name("raw-events").key(MRK).replicas(["us-east-1", "eu-west-1"]);
    golden("replicas", builder.principal(ROLE).access("read").via(["dynamodb"]));
}

#[test]
fn a_kms_grant_stands_in_place_of_statements_about_the_key() {
    let actions = ["kms:Decrypt", "kms:DescribeKey", "s3:GetObject", "s3:ListBucket"];
    let builder = for_bucket().principal(ROLE).allow(actions).prefixes(["raw/"]).via(["any"]);
    golden("kms-grant", builder.mechanism("kms_grant"));
}

#[test]
fn a_kms_grant_for_a_key_alone_needs_no_identity_policy() {
    let service_role = "arn:aws:iam::444455556666:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    let builder = for_key().principals([service_role, USER]).access("write").mechanism("kms_grant");
    golden(
        "kms-grant-key-alone",
        builder.condition("StringEquals", "kms:EncryptionContext:app", ["billing"]),
    );
}

#[test]
fn another_partition_has_its_own_arns_and_the_same_via_service() {
    let builder = CrossAccountGrant::builder()
        .name("china")
        .key(KEY.replace("arn:aws:kms:ap-northeast-1", "arn:aws-cn:kms:cn-north-1"))
        .bucket(BUCKET.replace("aws", "aws-cn"))
        .principal("444455556666")
        .access("read");
    golden("china", builder);
}
