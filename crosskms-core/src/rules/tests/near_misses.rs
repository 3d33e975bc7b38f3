//! Whatever a draft says: no panic, and a grant if and only if no finding is worse than a warning.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{BUCKET, KEY, ROLE, good};
use crate::finding::{Finding, Severity};
use crate::grant::{Allowance, ConditionDraft, Draft, Field, Mechanism};
use crate::policy::Policy;
use crate::rules::RULES;
use crate::site::Site;

/// One of these, sometimes damaged at one place, sometimes anything.
fn near(texts: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    let damaged = (
        select(texts),
        any::<prop::sample::Index>(),
        select(vec!['*', '?', ':', '/', 'é', ' ', 'A', '9', '"', '$']),
    );
    prop_oneof![
        12 => select(texts).prop_map(str::to_owned),
        2 => damaged.prop_map(|(text, at, c)| {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len() + 1);
            chars.splice(at..(at + 1).min(chars.len()), [c]);
            chars.into_iter().collect()
        }),
        1 => any::<String>(),
    ]
}

fn several(texts: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    vec(near(texts), 0..4)
}

const KEYS: &[&str] = &[
    KEY,
    "arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    "alias/aws/s3",
];
const BUCKETS: &[&str] = &[BUCKET, "arn:aws:s3:::Old_Bucket", "arn:aws-cn:s3:::example"];
const PRINCIPALS: &[&str] = &[
    ROLE,
    "arn:aws:iam::444455556666:user/path/loader",
    "444455556666",
    "111122223333",
    "arn:aws-cn:iam::444455556666:root",
    "arn:aws:sts::444455556666:assumed-role/r/s",
];
const ACTIONS: &[&str] = &[
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "kms:DescribeKey",
    "kms:CreateGrant",
    "kms:Sign",
    "s3:GetObject",
    "s3:PutObject",
    "s3:ListBucket",
    "s3:getobject",
    "s3:GetJobTagging",
];
const OPERATORS: &[&str] =
    &["StringEquals", "StringLike", "ArnEquals", "ForAnyValue:StringLikeIfExists", "Null"];
const CONDITION_KEYS: &[&str] = &[
    "aws:PrincipalOrgID",
    "aws:SourceVpce",
    "AWS:sourcevpce",
    "aws:PrincipalArn",
    "aws:PrincipalTag/é",
    "kms:ViaService",
    "kms:EncryptionContext:aws:s3:arn",
    "s3:prefix",
    "s3:x-amz-acl",
];
const RULE_NAMES: &[&str] =
    &["multipart_upload", "duplicate_entry", "unusual-bucket-name", "malformed_arn", "unused_allowance"];

/// A good draft with some fields of an odd one.
fn draft() -> impl Strategy<Value = Draft> {
    (odd(), vec(select(&Field::ALL[..]), 0..5)).prop_map(|(odd, fields)| {
        let mut draft = Draft { allowances: odd.allowances, ..good() };
        for field in fields {
            match field {
                Field::Name => draft.name.clone_from(&odd.name),
                Field::Key => draft.key.clone_from(&odd.key),
                Field::Replicas => draft.replicas.clone_from(&odd.replicas),
                Field::Bucket => draft.bucket.clone_from(&odd.bucket),
                Field::Prefixes => draft.prefixes.clone_from(&odd.prefixes),
                Field::Principal => draft.principal.clone_from(&odd.principal),
                Field::Principals => draft.principals.clone_from(&odd.principals),
                Field::Allow => draft.allow.clone_from(&odd.allow),
                Field::Access => draft.access.clone_from(&odd.access),
                Field::Via => draft.via.clone_from(&odd.via),
                Field::BucketKey => draft.bucket_key = odd.bucket_key,
                Field::Bind => draft.bind.clone_from(&odd.bind),
                Field::Mechanism => draft.mechanism.clone_from(&odd.mechanism),
                Field::IdentityPolicy => draft.identity_policy.clone_from(&odd.identity_policy),
                Field::Conditions => draft.conditions.clone_from(&odd.conditions),
            }
        }
        draft
    })
}

fn odd() -> impl Strategy<Value = Draft> {
    let condition = (near(OPERATORS), near(CONDITION_KEYS), several(&["o-a", "vpce-1", ROLE]))
        .prop_map(|(operator, key, values)| ConditionDraft { operator, key, values });
    let field = weighted(0.5, select(&Field::ALL[..]));
    let allowance =
        (near(RULE_NAMES), field).prop_map(|(rule, field)| Allowance { rule, field, site: Site::whole() });
    let one = |texts| weighted(0.95, near(texts));
    (
        (one(&["raw-events", "a", "-"]), one(KEYS), weighted(0.7, near(BUCKETS))),
        (weighted(0.8, near(PRINCIPALS)), weighted(0.6, several(PRINCIPALS))),
        (weighted(0.8, several(ACTIONS)), weighted(0.6, near(&["read", "write", "read_write"]))),
        (weighted(0.6, several(&["raw/", "2026/11/", "Raw/"])), weighted(0.6, any::<bool>())),
        (
            weighted(0.6, several(&["s3", "any", "athena"])),
            weighted(0.6, near(&["principal", "principal_arn"])),
        ),
        (weighted(0.6, vec(condition, 0..3)), vec(allowance, 0..2)),
        (
            weighted(0.6, near(&["policy", "kms_grant"])),
            weighted(0.6, near(&["inline", "managed"])),
            weighted(0.4, several(&["us-east-1", "eu-west-1", "cn-northwest-1"])),
        ),
    )
        .prop_map(
            |(
                (name, key, bucket),
                (principal, principals),
                (allow, access),
                (prefixes, bucket_key),
                (via, bind),
                (conditions, allowances),
                (mechanism, identity_policy, replicas),
            )| Draft {
                name,
                key,
                bucket,
                prefixes,
                principal,
                principals,
                allow,
                access,
                via,
                bucket_key,
                bind,
                replicas,
                mechanism,
                identity_policy,
                conditions,
                allowances,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_grant_is_made_exactly_when_nothing_is_worse_than_a_warning(draft in draft()) {
        let (findings, grant) = draft.check();
        let worst = findings.iter().map(Finding::severity).max();
        prop_assert_eq!(grant.is_some(), worst.is_none_or(|worst| worst == Severity::Warning), "{}", findings);
        for finding in &findings {
            prop_assert!(RULES.iter().any(|rule| rule.name == finding.rule.name));
            prop_assert!(!finding.message.is_empty(), "{}", finding.rule.name);
            prop_assert!(finding.help.as_deref().is_none_or(|help| !help.contains("``")), "{}", finding);
        }
    }

    /// The documents of every grant can be read again, which AWS must be able to do, too.
    #[test]
    fn what_a_grant_becomes_is_a_policy(draft in draft()) {
        if let Some(grant) = draft.check().1 {
            let policies = grant.policies();
            let identity = policies.identity_policy();
            let needs_none = grant.mechanism() == Mechanism::KmsGrant && grant.bucket().is_none();
            prop_assert_eq!(identity.statements.is_empty(), needs_none);
            if !needs_none {
                prop_assert_eq!(&identity.to_string().parse::<Policy>().unwrap(), identity);
            }
            let of_owner = policies.key_policy_statement().len() + policies.bucket_policy_statement().len();
            prop_assert!(of_owner + policies.kms_grants().len() > 0);
            prop_assert_eq!(policies.replica_statements().count(), grant.replicas().len());
        }
    }
}

/// The properties above would show little if hardly any draft became a grant.
#[test]
fn many_drafts_become_grants_and_many_do_not() {
    let mut runner = TestRunner::deterministic();
    let grants =
        (0..500).filter(|_| draft().new_tree(&mut runner).unwrap().current().check().1.is_some()).count();
    assert!((50..450).contains(&grants), "{grants} of 500");
}
