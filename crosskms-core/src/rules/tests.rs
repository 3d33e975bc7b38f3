//! Every rule fails where it should, says so exactly, and lets a good grant pass.

mod agreement;
mod failures;
mod near_misses;
mod requests;

use std::collections::BTreeSet;

use super::{Check, RULES};
use crate::finding::{Finding, Severity};
use crate::grant::{Allowance, ConditionDraft, Draft, Field};
use crate::site::Site;

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const MRK: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

/// A grant about a bucket that breaks no rule.
fn good() -> Draft {
    Draft {
        name: Some("raw-events".into()),
        key: Some(KEY.into()),
        bucket: Some(BUCKET.into()),
        principal: Some(ROLE.into()),
        allow: list(["kms:Decrypt", "kms:GenerateDataKey", "s3:GetObject", "s3:PutObject", "s3:ListBucket"]),
        ..Draft::default()
    }
}

/// A grant about a key alone that breaks no rule.
fn key_alone() -> Draft {
    Draft { bucket: None, allow: list(["kms:Decrypt", "kms:GenerateDataKey"]), ..good() }
}

/// A grant about a bucket that gives the key by a KMS grant.
fn by_kms_grant() -> Draft {
    Draft { mechanism: Some("kms_grant".into()), via: list(["any"]), ..good() }
}

/// A grant about a key alone that gives it by a KMS grant.
fn kms_grant_alone() -> Draft {
    Draft { mechanism: Some("kms_grant".into()), ..key_alone() }
}

/// A grant about a multi-Region key alone, and its replica.
fn replicated() -> Draft {
    Draft { key: Some(MRK.into()), replicas: list(["us-east-1"]), ..key_alone() }
}

fn list<const N: usize>(texts: [&str; N]) -> Option<Vec<String>> {
    Some(texts.map(str::to_owned).to_vec())
}

fn condition(operator: &str, key: &str, values: &[&str]) -> ConditionDraft {
    let values = values.iter().map(ToString::to_string).collect();
    ConditionDraft { operator: operator.into(), key: key.into(), values }
}

fn allowed(rule: &str, field: Option<Field>) -> Vec<Allowance> {
    vec![Allowance { rule: rule.into(), field, site: Site::field("here") }]
}

fn findings(draft: &Draft) -> Vec<Finding> {
    draft.check().0.into_iter().collect()
}

fn names(draft: &Draft) -> Vec<&'static str> {
    findings(draft).iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn good_grants_break_no_rule() {
    let loader = "arn:aws:iam::777788889999:user/etl/loader";
    for draft in [
        good(),
        key_alone(),
        Draft { allow: None, access: Some("read_write".into()), ..good() },
        Draft { allow: None, access: Some("read".into()), ..key_alone() },
        Draft { principal: None, principals: list([ROLE, loader, "555566667777"]), ..good() },
        Draft { prefixes: list(["raw/", "Raw/", "é (1)/"]), bucket_key: Some(false), ..good() },
        Draft { via: list(["s3", "athena"]), bind: Some("principal_arn".into()), ..good() },
        Draft { via: list(["any"]), bind: Some("principal".into()), ..good() },
        Draft { via: list(["secretsmanager"]), ..key_alone() },
        Draft { key: Some(MRK.into()), replicas: list(["us-east-1", "eu-west-1"]), ..key_alone() },
        Draft { identity_policy: Some("managed".into()), mechanism: Some("policy".into()), ..good() },
        by_kms_grant(),
        kms_grant_alone(),
        Draft {
            principal: Some("arn:aws:iam::444455556666:role/aws-service-role/s3.amazonaws.com/X".into()),
            ..kms_grant_alone()
        },
        Draft {
            identity_policy: Some("managed".into()),
            prefixes: list(["raw/"]),
            bucket_key: Some(true),
            conditions: Some(vec![condition("StringEquals", "aws:SourceVpc", &["vpc-1234"])]),
            ..by_kms_grant()
        },
        Draft {
            allow: list(["kms:Decrypt", "kms:DescribeKey"]),
            via: list(["any"]),
            conditions: Some(vec![condition("StringEquals", "KMS:EncryptionContext:app", &["billing"])]),
            ..kms_grant_alone()
        },
        Draft { allow: list(["kms:Sign", "kms:GetPublicKey", "kms:DescribeKey"]), ..key_alone() },
        Draft {
            conditions: Some(vec![
                condition("StringEquals", "aws:PrincipalOrgID", &["o-a1b2c3d4e5"]),
                condition("StringLike", "aws:PrincipalOrgID", &["o-*"]),
                condition("StringEquals", "aws:SourceVpc", &["vpc-1234"]),
                condition("StringEquals", "s3:x-amz-acl", &["bucket-owner-full-control"]),
                condition("Bool", "AWS:securetransport", &["true"]),
            ]),
            ..good()
        },
        Draft {
            conditions: Some(vec![
                condition("StringEquals", "kms:ViaService", &["s3.ap-northeast-1.amazonaws.com"]),
                condition("StringEquals", "kms:EncryptionContext:aws:s3:arn", &[BUCKET]),
                condition("ArnLike", "aws:PrincipalArn", &["arn:aws:iam::444455556666:role/*"]),
            ]),
            ..key_alone()
        },
    ] {
        let (findings, grant) = draft.check();
        assert_eq!(findings.to_string(), "");
        assert!(grant.is_some());
    }
}

#[test]
fn rules_have_names_of_their_own_and_a_page_of_aws() {
    let mut seen = BTreeSet::new();
    for rule in RULES {
        let words = rule.name.split('-');
        assert!(words.clone().count() > 1, "{}", rule.name);
        assert!(
            words.into_iter().all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase())),
            "{}",
            rule.name
        );
        assert!(seen.insert(rule.name), "{} stands twice", rule.name);
        assert!(rule.page.starts_with("https://docs.aws.amazon.com/"), "{}", rule.page);
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.summary);
    }
}

#[test]
fn every_rule_has_a_draft_that_fails_it() {
    let failed: BTreeSet<_> = failures::cases().iter().map(|case| case.rule).collect();
    for rule in RULES.iter().filter(|rule| rule.is_of_grants()) {
        // What only a reader sees, a draft cannot show; the macro's tests do.
        let shown = matches!(rule.checks, [Check::Reader]) || failed.contains(rule.name);
        assert!(shown, "no draft fails `{}`", rule.name);
    }
}

#[test]
fn a_failure_is_found_at_its_site_with_message_and_help() {
    for case in failures::cases() {
        let draft = case.draft();
        let found: Vec<_> = findings(&draft)
            .into_iter()
            .map(|f| (f.rule.name, f.site.to_string(), f.message, f.help.unwrap_or_default()))
            .collect();
        let expected = (case.rule, case.site.to_owned(), case.message.to_owned(), case.help.to_owned());
        assert_eq!(found, [expected]);
    }
}

#[test]
fn messages_are_one_line_without_a_full_stop() {
    for case in failures::cases() {
        for text in [case.message, case.help] {
            assert!(!text.is_empty() && !text.contains('\n') && !text.ends_with(['.', '!']), "{text}");
        }
        let first = case.message.chars().next().unwrap();
        assert!(
            !first.is_uppercase() || ["KMS", "S3", "IAM"].iter().any(|name| case.message.starts_with(name))
        );
    }
}

#[test]
fn ten_mistakes_are_ten_findings_in_the_order_of_the_rules() {
    let draft = Draft {
        name: Some("Raw Events".into()),
        key: Some("alias/app".into()),
        bucket: None,
        prefixes: list(["raw/*"]),
        principal: Some("*".into()),
        principals: list([]),
        allow: list(["kms:*", "kms:Decript"]),
        via: list(["S3"]),
        bind: Some("role".into()),
        conditions: Some(vec![condition("StringEqual", "aws:PrincipalOrgId2", &["o-a"])]),
        ..Draft::default()
    };
    let (findings, grant) = draft.check();
    assert_eq!(grant, None);
    let found: Vec<_> = findings.iter().map(|finding| finding.rule.name).collect();
    assert_eq!(
        found,
        [
            "conflicting-fields",
            "field-without-bucket",
            "empty-field",
            "malformed-name",
            "unknown-word",
            "malformed-prefix",
            "malformed-via",
            "key-alias",
            "wildcard-principal",
            "unknown-action",
            "wildcard-action",
            "unknown-condition-operator",
            "unknown-condition-key",
        ]
    );
}

#[test]
fn every_element_of_a_list_has_findings_of_its_own() {
    let draft = Draft {
        principal: None,
        principals: list(["*", ROLE, "nobody"]),
        allow: list(["kms:Decrypt", "s3:Get", "s3:Put*"]),
        ..good()
    };
    let sites: Vec<_> = findings(&draft).iter().map(|f| (f.rule.name, f.site.to_string())).collect();
    let expected = [
        ("malformed-arn", "principals[2]"),
        ("wildcard-principal", "principals[0]"),
        ("unknown-action", "allow[1]"),
        ("wildcard-action", "allow[2]"),
    ];
    assert_eq!(sites, expected.map(|(rule, site)| (rule, site.to_owned())));
}

/// Breaks one rule that is a warning, `multipart-upload`, at `allow[1]`.
fn warned() -> Draft {
    Draft { allow: list(["s3:PutObject", "kms:GenerateDataKey"]), ..good() }
}

#[test]
fn an_allowance_silences_its_rule_within_its_field() {
    assert_eq!(names(&warned()), ["multipart-upload"]);
    for (rule, field) in
        [("multipart-upload", None), ("multipart_upload", None), ("multipart_upload", Some(Field::Allow))]
    {
        let draft = Draft { allowances: allowed(rule, field), ..warned() };
        assert_eq!(names(&draft), [""; 0], "{rule} {field:?}");
        assert!(draft.check().1.is_some());
    }
}

#[test]
fn an_allowance_silences_nothing_elsewhere() {
    let draft = Draft { allowances: allowed("multipart_upload", Some(Field::Key)), ..warned() };
    assert_eq!(names(&draft), ["multipart-upload", "unused-allowance"]);
    let draft = Draft { allowances: allowed("duplicate_entry", None), ..warned() };
    assert_eq!(names(&draft), ["multipart-upload", "unused-allowance"]);
}

#[test]
fn what_aws_refuses_cannot_be_silenced() {
    for case in failures::cases() {
        let mut draft = case.draft();
        let before = draft.check().0;
        let rule = before.iter().next().unwrap().rule;
        draft.allowances.extend(allowed(rule.name, None));
        let after = names(&draft);
        let silenced = !after.contains(&rule.name) || rule.name.ends_with("allowance");
        assert_eq!(silenced, rule.severity < Severity::Error, "{}: {after:?}", rule.name);
        assert_eq!(draft.check().1.is_none(), rule.severity == Severity::Error, "{}", rule.name);
    }
}
