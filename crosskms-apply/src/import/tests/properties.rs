//! Whatever stands there: a grant is found again, and none allows more than it says.

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::action::Action;
use crosskms::authorize::{Context, Decision, Request};
use crosskms::grant::{CrossAccountGrantBuilder, Draft};
use crosskms::policy::{ActionElement, Effect, Policy, PolicyDocument, Statement};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{BUCKET, KEY, ROLE, Written, builder, documents, of, subject};
use crate::config::Config;
use crate::import::draft::denied_rules;
use crate::import::{Imported, Remark, grant_table};
use crate::snapshot::Snapshot;

fn grant() -> impl Strategy<Value = CrossAccountGrant> {
    let kms = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:ReEncryptFrom"];
    let s3 = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:GetBucketLocation", "s3:DeleteObject"];
    let conditions =
        [("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"), ("Bool", "aws:SecureTransport", "true")];
    let vias = [None, Some(vec!["any"]), Some(vec!["s3"]), Some(vec!["athena", "s3"])];
    (
        (subsequence(kms.to_vec(), 1..=kms.len()), subsequence(s3.to_vec(), 1..=s3.len())),
        subsequence(vec!["2026/", "raw/"], 0..=2),
        (
            any::<bool>(),
            any::<bool>(),
            subsequence(conditions.to_vec(), 0..=conditions.len()),
            select(vias.to_vec()),
        ),
    )
        .prop_map(|((kms, s3), prefixes, (bucket_key, by_arn, conditions, via))| {
            let mut builder = builder().allow(kms).allow(s3).bucket_key(bucket_key);
            builder = builder.bind(if by_arn { "principal_arn" } else { "principal" });
            if !prefixes.is_empty() {
                builder = builder.prefixes(prefixes);
            }
            builder = via.into_iter().fold(builder, CrossAccountGrantBuilder::via);
            let limit = |builder: CrossAccountGrantBuilder, (operator, key, value): (&str, &str, &str)| {
                builder.condition(operator, key, [value])
            };
            of(conditions.into_iter().fold(builder, limit))
        })
}

/// Texts of statements, some of which say something and some hardly anything.
fn statements(principal: bool) -> impl Strategy<Value = Vec<String>> {
    let action = select(vec![
        r#""Action": "*""#,
        r#""Action": ["kms:Decrypt", "s3:GetObject"]"#,
        r#""Action": "kms:GenerateDataKey*""#,
        r#""NotAction": ["s3:Delete*", "iam:*"]"#,
        r#""Action": ["s3:Get*", "s3:List*", "kms:D*"]"#,
        r#""Action": "s3:PutObject""#,
    ]);
    let resource = select(vec![
        r#""Resource": "*""#.to_owned(),
        format!(r#""Resource": ["{BUCKET}", "{BUCKET}/*", "{KEY}"]"#),
        format!(r#""Resource": ["{BUCKET}/raw/*", "{KEY}"]"#),
        format!(r#""NotResource": "{BUCKET}/secret/*""#),
        r#""Resource": "arn:aws:s3:::*/raw/*""#.to_owned(),
        format!(r#""Resource": "{BUCKET}/${{aws:username}}/*""#),
    ]);
    let condition = select(vec![
        String::new(),
        format!(r#", "Condition": {{{}}}"#, super::VIA_S3),
        format!(r#", "Condition": {{{}}}"#, super::CONTEXT),
        r#", "Condition": {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}"#.to_owned(),
        r#", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#.to_owned(),
        r#", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}"#.to_owned(),
        r#", "Condition": {"StringLike": {"s3:prefix": ["raw/*", ""]}}"#.to_owned(),
        format!(r#", "Condition": {{"ArnEquals": {{"aws:PrincipalArn": "{ROLE}"}}}}"#),
        r#", "Condition": {"Odd": {"aws:Nothing": []}}"#.to_owned(),
    ]);
    let who = select(vec![
        format!(r#""Principal": {{"AWS": "{ROLE}"}}, "#),
        r#""Principal": {"AWS": "444455556666"}, "#.to_owned(),
        r#""Principal": "*", "#.to_owned(),
        r#""Principal": {"AWS": ["arn:aws:iam::444455556666:role/other"]}, "#.to_owned(),
        format!(r#""NotPrincipal": {{"AWS": "{ROLE}"}}, "#),
        r#""Principal": {"AWS": "arn:aws:sts::444455556666:assumed-role/analytics/job"}, "#.to_owned(),
    ]);
    let effect = prop_oneof![6 => Just("Allow"), 1 => Just("Deny")];
    let statement = (effect, who, action, resource, condition).prop_map(
        move |(effect, who, action, resource, condition)| {
            let who = if principal { who } else { String::new() };
            format!(r#"{{"Effect": "{effect}", {who}{action}, {resource}{condition}}}"#)
        },
    );
    prop::collection::vec(statement, 0..4)
}

/// Requests of many kinds, each known to the last key.
fn requests() -> Vec<Request> {
    let subject = subject();
    let names = [
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyPair",
        "kms:DescribeKey",
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "s3:GetBucketLocation",
    ];
    let contexts = [
        vec![],
        vec![
            ("kms:ViaService", "s3.ap-northeast-1.amazonaws.com"),
            ("kms:EncryptionContext:aws:s3:arn", BUCKET),
        ],
        vec![
            ("kms:ViaService", "s3.ap-northeast-1.amazonaws.com"),
            ("kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::other"),
        ],
        vec![("kms:ViaService", "athena.ap-northeast-1.amazonaws.com")],
        vec![("s3:prefix", "raw/"), ("aws:SecureTransport", "true")],
        vec![("s3:prefix", ""), ("aws:SourceVpc", "vpc-1"), ("aws:SecureTransport", "true")],
        vec![("aws:SourceVpc", "vpc-2")],
    ];
    let resources = [
        KEY.to_owned(),
        BUCKET.to_owned(),
        format!("{BUCKET}/raw/a"),
        format!("{BUCKET}/b"),
        format!("{BUCKET}/secret/c"),
    ];
    let mut requests = Vec::new();
    for name in names {
        let action = Action::named(name).unwrap();
        for resource in &resources {
            let fits = match name.starts_with("kms:") {
                true => resource == KEY,
                false => {
                    resource != KEY && action.resource_types().contains(&"object") == (resource != BUCKET)
                }
            };
            // A key of a service is in requests that support it alone.
            let is_of =
                |(key, _): &(&str, &str)| key.starts_with("aws:") || action.supports_condition_key(key);
            for context in contexts.iter().filter(|context| fits && context.iter().all(is_of)) {
                let context =
                    context.iter().fold(Context::new(), |context, (key, value)| context.with(key, *value));
                requests.push(Request::new(
                    subject.principal.clone().into(),
                    name,
                    resource,
                    subject.key.account(),
                    context,
                ));
            }
        }
    }
    requests
}

/// The snapshot as it is once the grant is applied beside what is there, and once it stands alone.
fn with(snapshot: &Snapshot, imported: &Imported, alone: bool) -> Snapshot {
    let mut after = snapshot.clone();
    let Some(grant) = &imported.grant else { return after };
    let [identity, key, bucket] = documents(grant).try_into().unwrap();
    let parse = |policy: &Policy| PolicyDocument::parse(policy.to_string()).unwrap();
    let add = |before: Option<&PolicyDocument>, more: &Policy| {
        let denials = before.into_iter().flat_map(|document| document.policy().statements.iter().cloned());
        let kept = denials.filter(|statement| !alone || statement.effect == Effect::Deny);
        let owner = Statement::new(Effect::Allow);
        parse(&Policy::new([owner].into_iter().chain(kept).chain(more.statements.iter().cloned()).collect()))
    };
    let subject = subject();
    let principal = after.principals.get_mut(&subject.principal).unwrap();
    let events = add(principal.identity_policies.get("events"), &identity);
    principal.identity_policies.insert("events".to_owned(), events);
    let of_key = after.keys.get_mut(&subject.key).unwrap();
    of_key.policy = add(Some(&of_key.policy), &key);
    let of_bucket = after.buckets.get_mut(subject.bucket.as_ref().unwrap()).unwrap();
    of_bucket.policy = Some(add(of_bucket.policy.as_ref(), &bucket));
    after
}

fn named(lists: &[&Vec<Remark>]) -> BTreeSet<String> {
    let remarks = lists.iter().flat_map(|remarks| remarks.iter());
    remarks.flat_map(|remark| &remark.actions).map(ToString::to_string).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_grant_is_found_again(grant in grant()) {
        let imported = Written::of(&grant).import();
        prop_assert!(imported.is_complete(), "{:#?}", imported);
        let mut hand_written = imported.hand_written.iter();
        prop_assert!(hand_written.all(|written| written.keep.is_empty() && written.loses.is_empty()));
        let found = imported.grant.unwrap();
        prop_assert_eq!((found.name(), found.bucket_key()), (grant.name(), grant.bucket_key()));
        let in_order = |grant: &CrossAccountGrant| documents(grant).iter().map(sorted).collect::<Vec<_>>();
        prop_assert_eq!(in_order(&found), in_order(&grant));
    }

    #[test]
    fn nothing_is_added_and_nothing_lost_in_silence(
        identity in statements(false), key in statements(true), bucket in statements(true), bucket_key in any::<bool>(),
    ) {
        let policies = of(super::reader().bucket_key(bucket_key)).policies();
        let encryption = policies.bucket_encryption().unwrap().clone();
        let before = Written { identity, key, bucket, encryption }.snapshot(&subject());
        let imported = before.import(&subject(), None, &[]).unwrap();
        let (beside, alone) = (with(&before, &imported, false), with(&before, &imported, true));
        let added = named(&[&imported.adds]);
        let lost = named(&[&imported.narrows, &imported.undescribed]);
        for request in requests() {
            let allowed = |snapshot: &Snapshot| snapshot.authorize(&request).as_read == Decision::Allowed;
            let (was, is, will) = (allowed(&before), allowed(&beside), allowed(&alone));
            let told = |names: &BTreeSet<String>| names.contains(request.action());
            prop_assert!(was || !(is || will) || told(&added), "added: {request:?}\n{imported:#?}");
            prop_assert!(!was || is, "{request:?}");
            prop_assert!(!was || will || told(&lost), "lost: {request:?}\n{imported:#?}");
        }
        if let Some(draft) = &imported.draft {
            prop_assert_eq!(reread(draft), imported.grant);
        }
    }
}

/// The statements of a policy without Sids, in one order of actions.
fn sorted(policy: &Policy) -> Vec<String> {
    let mut texts: Vec<String> = policy
        .statements
        .iter()
        .map(|statement| {
            let mut statement = Statement { sid: None, ..statement.clone() };
            if let Some(ActionElement::Action(names)) = &statement.action {
                let mut names: Vec<_> = names.iter().cloned().collect();
                names.sort();
                statement.action = Some(ActionElement::Action(names.into()));
            }
            let Some(conditions) = &mut statement.condition else { return statement.to_string() };
            for condition in conditions.to_mut() {
                for entry in condition.entries.to_mut() {
                    let mut values: Vec<_> = entry.values.iter().cloned().collect();
                    values.sort();
                    entry.values = values.into();
                }
                condition.entries.to_mut().sort_by(|a, b| a.key.cmp(&b.key));
            }
            conditions.to_mut().sort_by(|a, b| a.operator.cmp(&b.operator));
            statement.to_string()
        })
        .collect();
    texts.sort();
    texts
}

/// The grant of the table, as `crosskms.toml` is read.
fn reread(draft: &Draft) -> Option<CrossAccountGrant> {
    let rules: BTreeSet<&str> = denied_rules(draft).iter().map(|finding| finding.rule.name).collect();
    let rules = rules.into_iter().collect::<Vec<_>>();
    let text = format!("allow = {rules:?}\n{}", grant_table(draft).unwrap());
    let config = Config::parse("crosskms.toml", &text).unwrap_or_else(|error| panic!("{text}\n{error:?}"));
    config.grants.into_iter().next()
}
