//! No document gives more than its grant says, whatever the grant.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{BUCKET, KEY, OTHER_ROLE, ROLE, USER, for_bucket, for_key};
use crate::action::{Action, Service};
use crate::grant::{Bind, CrossAccountGrant, Via};
use crate::policy::{
    ActionElement, Effect, Policy, PrincipalElement, PrincipalType, ResourceElement, Statement, Text,
};

fn grant() -> impl Strategy<Value = CrossAccountGrant> {
    let kms = [
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "kms:DescribeKey",
        "kms:ReEncryptFrom",
        "kms:CreateGrant",
        "kms:ListGrants",
    ];
    let s3 = [
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:GetBucketLocation",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
    ];
    let conditions = [
        ("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
        ("StringEquals", "aws:SourceVpc", "vpc-1234"),
        ("StringLike", "aws:userid", "AROAEXAMPLE:*"),
        ("Bool", "aws:SecureTransport", "true"),
    ];
    (
        (any::<bool>(), subsequence(kms.to_vec(), 1..=kms.len()), subsequence(s3.to_vec(), 1..=s3.len())),
        subsequence(vec![ROLE, OTHER_ROLE, USER], 1..=3),
        vec(select(&["raw/", "2026/", "a b/", "Raw/"]), 0..3),
        (any::<bool>(), any::<bool>(), subsequence(conditions.to_vec(), 0..=conditions.len())),
        prop_oneof![
            Just(None),
            Just(Some(vec!["any"])),
            Just(Some(vec!["s3"])),
            Just(Some(vec!["s3", "athena"]))
        ],
    )
        .prop_map(
            |((with_bucket, kms, s3), principals, prefixes, (bucket_key, by_arn, conditions), via)| {
                let mut builder =
                    if with_bucket { for_bucket().allow(s3).bucket_key(bucket_key) } else { for_key() };
                builder = builder.allow(kms).principals(principals).bind(if by_arn {
                    "principal_arn"
                } else {
                    "principal"
                });
                if with_bucket && !prefixes.is_empty() {
                    builder = builder.prefixes(prefixes);
                }
                if let Some(via) = via {
                    builder = builder.via(via);
                }
                for (operator, key, value) in conditions {
                    builder = builder.condition(operator, key, [value]);
                }
                builder
                    .allow_rule("kms-grants-to-outsiders")
                    .build()
                    .unwrap_or_else(|findings| panic!("{findings}"))
            },
        )
}

fn actions(statement: &Statement) -> Vec<Action> {
    let Some(ActionElement::Action(names)) = &statement.action else { panic!("{statement}") };
    names.iter().map(|name| Action::named(name).unwrap()).collect()
}

fn resources(statement: &Statement) -> &[Text] {
    let Some(ResourceElement::Resource(arns)) = &statement.resource else { panic!("{statement}") };
    arns.as_slice()
}

/// The values of a condition, whatever its operator.
fn values<'s>(statement: &'s Statement, key: &'s str) -> Vec<String> {
    let conditions = statement.condition.as_deref().unwrap_or_default().iter();
    let entries = conditions.flat_map(|condition| condition.entries.iter()).filter(|entry| entry.key == key);
    entries.flat_map(|entry| &entry.values).map(|value| value.as_text().into_owned()).collect()
}

/// The actions of all statements; none stands twice.
fn all_actions(statements: &[Statement]) -> BTreeSet<String> {
    let names: Vec<String> = statements.iter().flat_map(actions).map(|action| action.to_string()).collect();
    let set: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(set.len(), names.len(), "{names:?}");
    set
}

fn actions_of(grant: &CrossAccountGrant, service: Service) -> BTreeSet<String> {
    grant.actions_of(service).map(|action| action.to_string()).collect()
}

/// Whether a resource is the bucket, or objects of it that the grant is about.
fn is_granted(grant: &CrossAccountGrant, resource: &str) -> bool {
    let Some(key_pattern) = resource.strip_prefix(BUCKET) else { return false };
    let objects = grant.prefixes().iter().map(|prefix| format!("/{prefix}*"));
    key_pattern.is_empty()
        || objects.chain(grant.prefixes().is_empty().then(|| "/*".to_owned())).any(|o| o == key_pattern)
}

proptest! {
    #[test]
    fn identity_policies_name_exact_resources(grant in grant()) {
        let policies = grant.policies();
        let statements = policies.identity_policy().statements.as_slice();
        for statement in statements {
            prop_assert_eq!(statement.effect, Effect::Allow);
            prop_assert_eq!((&statement.principal, &statement.sid), (&None, &None));
            let about_key = actions(statement)[0].service() == Service::Kms;
            prop_assert!(actions(statement).iter().all(|a| (a.service() == Service::Kms) == about_key));
            let exact = |resource: &Text| if about_key { resource == KEY } else { is_granted(&grant, resource) };
            prop_assert!(resources(statement).iter().all(exact), "{}", statement);
        }
        let granted: BTreeSet<_> = grant.actions().iter().map(ToString::to_string).collect();
        prop_assert_eq!(all_actions(statements), granted);
    }

    #[test]
    fn the_owner_names_the_principals_of_the_grant_and_no_others(grant in grant()) {
        let policies = grant.policies();
        for statement in policies.key_policy_statement().iter().chain(policies.bucket_policy_statement().iter()) {
            prop_assert_eq!(statement.effect, Effect::Allow);
            let Some(PrincipalElement::Principal(principal)) = &statement.principal else { panic!("{statement}") };
            let mut named: Vec<String> = principal.of_type(&PrincipalType::Aws).map(str::to_owned).collect();
            if grant.bind() == Bind::PrincipalArn {
                prop_assert!(named.iter().all(|name| name.ends_with(":root")));
                named = values(statement, "aws:PrincipalArn");
            }
            prop_assert_eq!(named, grant.principals().iter().map(ToString::to_string).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_key_is_used_only_as_the_grant_says(grant in grant()) {
        let policies = grant.policies();
        let statements = policies.key_policy_statement();
        prop_assert_eq!(all_actions(statements), actions_of(&grant, Service::Kms));
        for statement in statements.iter() {
            prop_assert_eq!(resources(statement), ["*"]);
            let (via, context) = (values(statement, "kms:ViaService"), values(statement, "kms:EncryptionContext:aws:s3:arn"));
            let metadata = actions(statement).iter().any(|action| action.is_metadata());
            let limited = matches!(grant.via(), Via::Services(_)) && !metadata;
            prop_assert_eq!(!via.is_empty(), limited, "{}", statement);
            prop_assert!(via.iter().all(|service| service.ends_with(".ap-northeast-1.amazonaws.com")));
            let bound = actions(statement).iter().all(|a| a.supports_condition_key("kms:EncryptionContext:aws:s3:arn"));
            prop_assert_eq!(!context.is_empty(), bound && grant.bucket().is_some(), "{}", statement);
            prop_assert!(context.iter().all(|arn| is_granted(&grant, arn)), "{}", statement);
        }
    }

    #[test]
    fn the_bucket_is_used_only_as_the_grant_says(grant in grant()) {
        let policies = grant.policies();
        let statements = policies.bucket_policy_statement();
        let granted = if grant.bucket().is_some() { actions_of(&grant, Service::S3) } else { BTreeSet::new() };
        prop_assert_eq!(all_actions(statements), granted);
        for statement in statements.iter() {
            prop_assert!(resources(statement).iter().all(|resource| is_granted(&grant, resource)), "{}", statement);
            let lists = actions(statement).iter().any(|action| action.supports_condition_key("s3:prefix"));
            let expected: Vec<_> = grant.prefixes().iter().filter(|_| lists).map(|prefix| format!("{prefix}*")).collect();
            prop_assert_eq!(values(statement, "s3:prefix"), expected);
        }
    }

    #[test]
    fn every_further_condition_limits_every_statement_where_it_can_hold(grant in grant()) {
        let policies = grant.policies();
        for condition in grant.conditions() {
            for statement in policies.bucket_policy_statement().iter() {
                prop_assert_eq!(values(statement, condition.key()).len(), 1, "{}", statement);
            }
            let holds = condition.key() != "aws:SourceVpc" || grant.bucket().is_none();
            for statement in policies.key_policy_statement().iter() {
                prop_assert_eq!(values(statement, condition.key()).len(), usize::from(holds), "{}", statement);
            }
        }
    }

    #[test]
    fn sids_are_the_names_own_and_stand_once(grant in grant()) {
        let policies = grant.policies();
        for statements in [policies.key_policy_statement(), policies.bucket_policy_statement()] {
            let sids: BTreeSet<_> = statements.iter().filter_map(|statement| statement.sid.as_deref()).collect();
            prop_assert_eq!(sids.len(), statements.len());
            prop_assert!(sids.iter().all(|sid| grant.name().owns_sid(sid)));
        }
    }

    /// AWS takes U+0020 to U+00FF, and one value either bare or in an array.
    #[test]
    fn documents_are_text_that_aws_takes(grant in grant()) {
        let policies = grant.policies();
        let owner = policies.key_policy_statement().iter().chain(policies.bucket_policy_statement().iter()).cloned();
        for document in [policies.identity_policy().clone(), Policy::new(owner.collect())] {
            let text = document.to_compact_string();
            prop_assert!(text.chars().all(|c| matches!(c, ' '..='ÿ')), "{}", text);
            prop_assert_eq!(text.parse::<Policy>().unwrap(), document);
        }
    }
}
