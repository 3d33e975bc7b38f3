//! What a build script writes is what the command reads, and what is wrong with it has a place.

use std::fs;

use crosskms::grant::{CrossAccountGrantBuilder, Manifest};
use crosskms::{CrossAccountGrant, cross_account_grant};

use crate::config::{Config, ConfigError};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

static OF_THE_MACRO: CrossAccountGrant = cross_account_grant! {
    name: "of-the-macro",
    key: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "arn:aws:s3:::example-raw-events",
    principals: ["arn:aws:iam::444455556666:role/analytics", "777788889999"],
    access: read_write,
    conditions: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
};

fn named(name: &str) -> CrossAccountGrantBuilder {
    CrossAccountGrant::builder().name(name).key(KEY)
}

fn every_field() -> CrossAccountGrantBuilder {
    named("every-field")
        .bucket(BUCKET)
        .prefixes(["raw/", "é \"quoted\"/"])
        .principals([ROLE, "arn:aws:iam::777788889999:user/etl/loader"])
        .allow(["s3:GetObject", "kms:Decrypt", "s3:ListBucket"])
        .via(["s3", "athena"])
        .bind("principal_arn")
        .condition("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "o-b1b2c3d4e5"])
        .condition("Bool", "aws:SecureTransport", ["true"])
        .condition("StringEquals", "aws:PrincipalTag/team", ["analytics"])
}

fn manifest(grants: &[CrossAccountGrant]) -> String {
    Manifest::of(grants).to_string()
}

/// `line:column rule` of every finding.
fn findings(text: &str) -> Vec<String> {
    match Config::parse_manifest("crosskms.json", text) {
        Err(ConfigError::Findings(findings)) => findings
            .iter()
            .map(|found| format!("{}:{} {}", found.place.line, found.place.column, found.finding.rule.name))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn message(text: &str) -> String {
    Config::parse_manifest("crosskms.json", text).unwrap_err().to_string()
}

#[test]
fn every_field_of_a_grant_survives() {
    let grants = [
        OF_THE_MACRO.clone(),
        every_field().build().unwrap(),
        named("key-alone").principal(ROLE).allow(["kms:Decrypt"]).build().unwrap(),
        named("key-via").principal("444455556666").access("write").via(["secretsmanager"]).build().unwrap(),
        named("any").bucket(BUCKET).principal(ROLE).access("read").via(["any"]).build().unwrap(),
    ];
    let config = Config::parse_manifest("crosskms.json", &manifest(&grants)).unwrap();
    assert_eq!(config.grants, grants);
    assert!(config.accounts.is_empty());
}

#[test]
fn replicas_mechanism_and_identity_policy_survive_and_only_they_make_a_manifest_new() {
    let mrk = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
    let replicated = named("replicated").key(mrk).replicas(["us-east-1", "eu-central-1"]).principal(ROLE);
    let by_kms_grant = named("by-kms-grant").bucket(BUCKET).principal(ROLE).access("read").via(["any"]);
    let grants = [
        replicated.access("read").build().unwrap(),
        by_kms_grant.mechanism("kms_grant").identity_policy("managed").build().unwrap(),
    ];
    let text = manifest(&grants);
    assert_eq!(Config::parse_manifest("crosskms.json", &text).unwrap().grants, grants);
    // What an older reader does not know, it must find where it would misread the grant, and nowhere else.
    let later = ["\"replicas\"", "\"mechanism\"", "\"identity_policy\""];
    assert_eq!(later.map(|field| text.matches(field).count()), [1; 3]);
}

#[test]
fn a_bucket_without_bucket_key_survives() {
    let grant = named("no-bucket-key").bucket(BUCKET).principal(ROLE).access("read").bucket_key(false);
    let grants = [grant.build().unwrap()];
    assert_eq!(Config::parse_manifest("crosskms.json", &manifest(&grants)).unwrap().grants, grants);
}

#[test]
fn the_manifest_follows_from_the_grants_alone() {
    let grants = [every_field().build().unwrap()];
    assert_eq!(manifest(&grants), manifest(&grants.clone()));
    assert_eq!(
        manifest(&[named("key-alone").principal(ROLE).access("read").build().unwrap()]),
        r#"{
  "version": 1,
  "grant": [
    {
      "name": "key-alone",
      "key": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      "principals": [
        "arn:aws:iam::444455556666:role/analytics"
      ],
      "allow": [
        "kms:Decrypt"
      ],
      "via": "any",
      "bind": "principal"
    }
  ]
}"#
    );
}

#[test]
fn what_a_warning_or_an_allowance_decided_is_not_asked_again() {
    let warned = named("a").bucket(BUCKET).principal(ROLE).allow(["s3:PutObject", "kms:GenerateDataKey"]);
    assert!(!warned.check().is_empty(), "a writer that cannot upload in parts is warned of");
    let denied = named("b").principal(ROLE).allow(["kms:CreateGrant"]);
    assert!(denied.check().has_errors(), "who makes KMS grants is denied unless allowed");
    let grants = [warned.build().unwrap(), denied.allow_rule("kms-grants-to-outsiders").build().unwrap()];
    let config = Config::parse_manifest("crosskms.json", &manifest(&grants)).unwrap();
    assert!(config.warnings.is_empty(), "{:?}", config.warnings);
    assert_eq!(config.grants, grants);
}

#[test]
fn what_aws_refuses_stands_at_its_line() {
    let text = manifest(&[every_field().build().unwrap()]);
    assert_eq!(findings(&text.replace("role/analytics", "group/analytics")), ["13:9 unsupported-principal"]);
    assert_eq!(findings(&text.replace("\"bucket\"", "\"buckt\"")), ["7:7 unknown-field"]);
    assert_eq!(findings(&text.replace("kms:Decrypt", "kms:Decrpyt")), ["18:9 unknown-action"]);
}

#[test]
fn conflicts_are_refused_in_the_same_words() {
    let grant = named("a").principal(ROLE).access("read").build().unwrap();
    let text = manifest(&[grant.clone(), grant]);
    assert_eq!(findings(&text), ["16:5 duplicate-field"]);
    assert!(message(&text).contains("two grants are named `a`"));
}

#[test]
fn accounts_may_be_added() {
    let text = r#"{"version": 1, "accounts": {"111122223333": {"profile": "data-owner"}}, "grant": []}"#;
    let config = Config::parse_manifest("crosskms.json", text).unwrap();
    assert_eq!(config.accounts[&"111122223333".parse().unwrap()].profile.as_deref(), Some("data-owner"));
    let misspelled = text.replace("\"profile\"", "\"external_id\": \"hush\", \"profle\"");
    assert!(!message(&misspelled).contains("hush"));
}

#[test]
fn a_file_of_accounts_may_name_the_manifest() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("crosskms.toml");
    let text = "manifest = \"generated/crosskms.json\"\n[accounts.111122223333]\nprofile = \"data-owner\"\n";
    fs::write(&file, text).unwrap();
    let absent = Config::read(&file).unwrap_err().to_string();
    assert!(absent.contains("generated/crosskms.json"), "{absent}");

    let grants = [every_field().build().unwrap()];
    fs::create_dir(folder.path().join("generated")).unwrap();
    fs::write(folder.path().join("generated/crosskms.json"), manifest(&grants)).unwrap();
    let config = Config::read(&file).unwrap();
    assert_eq!(config.grants, grants);
    assert_eq!(config.accounts.len(), 1);

    let both =
        Config::parse("crosskms.toml", "manifest = \"a.json\"\n[[grant]]\nname = \"a\"\n").unwrap_err();
    assert!(
        both.to_string().contains("`manifest` and `grant` are both given\n  --> crosskms.toml:2:3"),
        "{both}"
    );
}

#[test]
fn what_is_no_manifest_says_so() {
    for (text, place) in [
        ("{\"version\": 1,\n  \"grant\" []}", "2:11 malformed-file"),
        ("{\"version\": 1, \"version\": 1}", "1:27 malformed-file"),
        ("[]", "1:1 malformed-file"),
        (r#"{"Version": "2012-10-17", "Statement": []}"#, "1:1 malformed-file"),
        (r#"{"version": "1"}"#, "1:13 malformed-file"),
        (r#"{"version": 0}"#, "1:13 malformed-file"),
        (r#"{"version": 1, "grants": []}"#, "1:16 unknown-field"),
        (r#"{"version": 1, "manifest": "a.json"}"#, "1:16 unknown-field"),
        (r#"{"version": 1, "grant": {}}"#, "1:25 misplaced-value"),
        (r#"{"version": 1, "grant": [null]}"#, "1:26 misplaced-value"),
    ] {
        assert_eq!(findings(text), [place], "{text}");
    }
}

#[test]
fn a_newer_version_is_one_finding() {
    let text = "{\n  \"version\": 2,\n  \"teams\": []\n}";
    assert_eq!(findings(text), ["2:14 malformed-file"]);
    assert!(message(text).contains("the manifest has version 2, and this crosskms reads versions up to 1"));
}
