//! Each check, with what fails it and what just passes it.

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;

use super::{CHECKS, Check, NotAllowable};
use crate::cloud::embedded::EmbeddedCloud;
use crate::cloud::{ObjectOwnership, PublicAccessBlock};
use crate::document::{BucketId, DocumentId};
use crate::plan::{Change, Plan, Purpose, Refusals, plan, plan_allowing};
use crate::snapshot::{Bucket, Key, Snapshot};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";
const PUBLIC: &str = r#"{"Sid":"Site","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"}"#;
const PERHAPS_PUBLIC: &str = r#"{"Sid":"ByArn","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/a"}}}"#;

fn grant_of(principal: &str) -> [CrossAccountGrant; 1] {
    let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).bucket("arn:aws:s3:::example");
    [builder.principal(principal).access("read_write").build().unwrap()]
}

fn grants() -> [CrossAccountGrant; 1] {
    grant_of(ROLE)
}

fn fresh() -> Snapshot {
    EmbeddedCloud::for_grants(&grants()).snapshot()
}

fn policy(statements: &[&str]) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
}

fn key(snapshot: &mut Snapshot) -> &mut Key {
    snapshot.keys.values_mut().next().unwrap()
}

fn bucket(snapshot: &mut Snapshot) -> &mut Bucket {
    snapshot.buckets.values_mut().next().unwrap()
}

fn key_policy() -> DocumentId {
    DocumentId::KeyPolicy(KEY.parse().unwrap())
}

fn bucket_policy() -> DocumentId {
    DocumentId::BucketPolicy(BucketId::of(&grants()[0]).unwrap())
}

fn with_state(state: &str) -> Snapshot {
    let mut snapshot = fresh();
    state.clone_into(&mut key(&mut snapshot).description.as_mut().unwrap().state);
    snapshot
}

fn with_ownership(ownership: Option<ObjectOwnership>) -> Snapshot {
    let mut snapshot = fresh();
    bucket(&mut snapshot).ownership = ownership;
    snapshot
}

fn with_bucket_policy(statement: &str, block: Option<PublicAccessBlock>) -> Snapshot {
    let mut snapshot = fresh();
    snapshot.put(&bucket_policy(), Some(&policy(&[statement]))).unwrap();
    bucket(&mut snapshot).public_access_block = block;
    snapshot
}

fn with_key_policy(statements: &[&str]) -> Snapshot {
    let mut snapshot = fresh();
    snapshot.put(&key_policy(), Some(&policy(statements))).unwrap();
    snapshot
}

const ROOT: &str = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#;

fn planned(snapshot: &Snapshot) -> Result<Plan, Refusals> {
    plan(&grants(), snapshot, Purpose::Apply)
}

/// The one refusal, as an operator reads it.
#[track_caller]
fn refused(snapshot: &Snapshot, check: &str) -> String {
    let Refusals(refusals) = planned(snapshot).unwrap_err();
    let names: Vec<_> = refusals.iter().map(|refusal| refusal.check).collect();
    assert_eq!(names, [check]);
    assert!(refusals[0].help.is_some(), "{check} says no way out");
    refusals[0].to_string()
}

#[track_caller]
fn allowed(snapshot: &Snapshot, check: &str) -> Vec<String> {
    let check = Check::allowable(check).unwrap();
    let plan = plan_allowing(&grants(), snapshot, Purpose::Apply, &[check]).unwrap();
    assert_eq!(plan.changes.len(), 4);
    plan.warnings
}

#[test]
fn names_are_kebab_case_and_stand_once() {
    let names: BTreeSet<&str> = CHECKS.iter().map(|check| check.name).collect();
    assert_eq!(names.len(), CHECKS.len());
    for name in names {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
    }
}

#[test]
fn only_what_aws_takes_may_be_allowed() {
    let allowable: Vec<_> =
        CHECKS.iter().filter(|check| check.may_be_allowed).map(|check| check.name).collect();
    assert_eq!(allowable, ["key-not-enabled", "bucket-ownership", "public-bucket-policy"]);
    assert_eq!(Check::allowable("lock-out").unwrap_err(), NotAllowable::Fatal("lock-out"));
    let error = Check::allowable("bucket-ownershp").unwrap_err().to_string();
    assert_eq!(error, "there is no check `bucket-ownershp`; did you mean `bucket-ownership`?");
}

#[test]
fn a_fatal_check_is_not_allowed_by_force() {
    let snapshot = with_key_policy(&[&ROOT.replace("kms:*", "kms:Decrypt")]);
    let all = plan_allowing(&grants(), &snapshot, Purpose::Apply, CHECKS);
    assert_eq!(all.unwrap_err().0[0].check, "lock-out");
}

#[test]
fn a_key_that_is_not_enabled_is_refused_unless_that_is_allowed() {
    for state in ["Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Unavailable"] {
        let text = refused(&with_state(state), "key-not-enabled");
        assert!(text.contains(&format!("the key is {state}")), "{text}");
        assert!(text.contains("`--allow key-not-enabled`"), "{text}");
        let warnings = allowed(&with_state(state), "key-not-enabled");
        assert!(warnings[0].contains(&format!("the key is {state}")), "{warnings:?}");
    }
    assert!(planned(&with_state("Updating")).is_ok());
}

#[test]
fn settings_stand_in_the_way_of_changes_alone() {
    let mut snapshot = fresh();
    for change in planned(&snapshot).unwrap().changes {
        snapshot.put(&change.document, change.after.as_deref()).unwrap();
    }
    "Disabled".clone_into(&mut key(&mut snapshot).description.as_mut().unwrap().state);
    bucket(&mut snapshot).ownership = Some(ObjectOwnership::ObjectWriter);
    assert!(planned(&snapshot).unwrap().is_empty());
    assert_eq!(plan(&grants(), &snapshot, Purpose::Revoke).unwrap().changes.len(), 3);
}

#[test]
fn objects_of_others_are_refused_where_somebody_wanted_them() {
    for ownership in [ObjectOwnership::ObjectWriter, ObjectOwnership::BucketOwnerPreferred] {
        let snapshot = with_ownership(Some(ownership.clone()));
        assert!(refused(&snapshot, "bucket-ownership").contains(ownership.as_str()));
        assert_eq!(allowed(&snapshot, "bucket-ownership").len(), 1);
    }
    let warnings = planned(&with_ownership(Some(ObjectOwnership::NotSet))).unwrap().warnings;
    assert!(warnings[0].contains("no object ownership controls"), "{warnings:?}");
    let warnings = planned(&with_ownership(None)).unwrap().warnings;
    assert!(warnings[0].contains("`s3:GetBucketOwnershipControls` was denied"), "{warnings:?}");
}

#[test]
fn the_public_access_block_refuses_a_public_policy() {
    let text = refused(&with_bucket_policy(PUBLIC, Some(PublicAccessBlock::ALL)), "public-access-block");
    assert!(text.contains("statement `Site`") && text.contains("no condition says who"), "{text}");
}

#[test]
fn a_public_policy_that_s3_would_take_may_be_allowed() {
    let restricting = PublicAccessBlock { restrict_public_buckets: true, ..PublicAccessBlock::default() };
    for (statement, block, says) in [
        (PUBLIC, Some(restricting), "cuts off every other account"),
        (PUBLIC, Some(PublicAccessBlock::default()), "block of the account"),
        (PUBLIC, None, "which was not read"),
        (PERHAPS_PUBLIC, Some(PublicAccessBlock::ALL), "may take it for public"),
    ] {
        let snapshot = with_bucket_policy(statement, block);
        let text = refused(&snapshot, "public-bucket-policy");
        assert!(text.contains(says), "{text}");
        assert_eq!(allowed(&snapshot, "public-bucket-policy").len(), 1);
    }
    let known =
        PUBLIC.replace('}', r#","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}"#);
    assert!(planned(&with_bucket_policy(&known, Some(PublicAccessBlock::ALL))).is_ok());
}

#[test]
fn the_owner_is_not_locked_out_of_a_key() {
    let others = ROOT.replace("111122223333", "444455556666");
    let decrypting = ROOT.replace("kms:*", "kms:Decrypt");
    for statements in [[others], [decrypting]] {
        let text = refused(&with_key_policy(&[&statements[0]]), "lock-out");
        assert!(text.contains("account 111122223333"), "{text}");
    }
    assert!(planned(&with_key_policy(&[ROOT])).is_ok());
}

#[test]
fn a_statement_of_the_grants_own_does_not_keep_the_owner_in() {
    let administering = ROOT.replacen('{', r#"{"Sid":"CrosskmsRawEventsKeyUse","#, 1);
    refused(&with_key_policy(&[&administering]), "lock-out");
}

#[test]
fn a_dead_principal_of_others_stands_in_the_way_and_is_not_touched() {
    let dead = r#"{"Sid":"Old","Effect":"Allow","Principal":{"AWS":["111122223333","AROAEXAMPLEEXAMPLE12"]},"Action":"kms:Decrypt","Resource":"*"}"#;
    let text = refused(&with_key_policy(&[ROOT, dead]), "deleted-principal");
    assert!(text.contains("statement `Old`") && text.contains("AROAEXAMPLEEXAMPLE12"), "{text}");
    let dead = dead
        .replace("kms:Decrypt", "s3:GetObject")
        .replace(r#""Resource":"*""#, r#""Resource":"arn:aws:s3:::example/*""#);
    refused(&with_bucket_policy(&dead, Some(PublicAccessBlock::ALL)), "deleted-principal");
}

#[test]
fn a_quota_that_is_near_is_warned_of() {
    let padding = |length: usize| {
        let resource = format!("arn:aws:s3:::example/{}", "x".repeat(length));
        format!(r#"{{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"{resource}"}}"#)
    };
    let warnings = planned(&with_bucket_policy(&padding(18_000), None)).unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.contains("of the 20480 bytes")), "{warnings:?}");
    let warnings = planned(&with_bucket_policy(&padding(15_000), None)).unwrap().warnings;
    assert!(warnings.is_empty(), "{warnings:?}");
    refused(&with_bucket_policy(&padding(20_000), None), "quota");
}

#[test]
fn a_quota_of_attachments_that_can_be_raised_is_warned_of_and_no_account_has_more_than_the_highest() {
    for (principal, default, most) in [("role/analytics", 20, 25), ("user/analytics", 10, 20)] {
        let principal = format!("arn:aws:iam::444455556666:{principal}");
        let builder = CrossAccountGrant::builder().name("raw-events").key(KEY).access("read");
        let grants = [builder.principal(principal.as_str()).identity_policy("managed").build().unwrap()];
        let with_others = |others: usize| {
            let mut snapshot = EmbeddedCloud::for_grants(&grants).snapshot();
            snapshot.principals.values_mut().for_each(|principal| principal.others_attached = others);
            plan(&grants, &snapshot, Purpose::Apply)
        };
        let warned = |others: usize| {
            let warnings = with_others(others).unwrap().warnings;
            warnings.iter().any(|warning| warning.contains("managed policies attached"))
        };
        assert!(!warned(default - 1) && warned(default) && warned(most - 1), "{principal}");
        assert_eq!(with_others(most).unwrap_err().0[0].check, "quota", "{principal}");
    }
}

#[test]
fn a_service_linked_role_is_refused() {
    let role = "arn:aws:iam::444455556666:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    let grants = grant_of(role);
    let snapshot = EmbeddedCloud::for_grants(&grants).snapshot();
    let refusals = plan(&grants, &snapshot, Purpose::Apply).unwrap_err();
    assert_eq!(refusals.0[0].check, "service-linked-role");
}

#[test]
fn a_document_merged_anew_is_checked_again() {
    let change = |statements: &[&str]| -> Change {
        let plan = planned(&fresh()).unwrap();
        let planned = plan.changes.into_iter().find(|change| change.document == bucket_policy()).unwrap();
        let before = Some(policy(statements));
        let after = planned.edit.on(before.as_deref()).unwrap().after;
        Change { before, after, ..planned }
    };
    let merged = change(&[PUBLIC]);
    assert_eq!(super::of_change(&merged, &[]).unwrap_err().check, "public-bucket-policy");
    let allowed = Check::allowable("public-bucket-policy").unwrap();
    assert!(super::of_change(&merged, &[allowed]).is_ok());
    assert!(super::of_change(&change(&[&PUBLIC.replace("Allow", "Deny")]), &[]).is_ok());
}

#[test]
fn what_a_grant_writes_is_never_public() {
    let of_grant = grants()[0].policies().bucket_policy_statement().to_vec();
    let policy = crosskms::policy::Policy::new(of_grant);
    assert!(crosskms::rules::public_statements(&policy).is_empty());
}
