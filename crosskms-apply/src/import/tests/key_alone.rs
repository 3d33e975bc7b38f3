//! Grants over a key alone: made of policies, or of KMS grants.

use std::collections::BTreeMap;

use crosskms::CrossAccountGrant;
use crosskms::authorize::KmsGrant;
use crosskms::grant::{Mechanism, Via};
use crosskms::policy::PolicyDocument;

use super::{KEY, ROLE, actions, lines};
use crate::cloud::embedded::EmbeddedCloud;
use crate::import::{Imported, Subject};
use crate::plan::{Purpose, plan};
use crate::snapshot::{Key, Principal, Snapshot};

fn subject() -> Subject {
    Subject { key: KEY.parse().unwrap(), bucket: None, principal: ROLE.parse().unwrap() }
}

/// A key with these statements and KMS grants, and a role with this one.
fn accounts(key: &[&str], identity: &[&str], kms_grants: Vec<KmsGrant>) -> Snapshot {
    let document = |statements: &[&str]| {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", "));
        PolicyDocument::parse(text).unwrap()
    };
    let owner = r#"{"Sid": "Owner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#;
    let statements: Vec<&str> = [owner].iter().chain(key).copied().collect();
    let mut snapshot = Snapshot::default();
    snapshot.keys.insert(KEY.parse().unwrap(), Key { kms_grants, ..Key::new(document(&statements)) });
    let mut principal = Principal::default();
    if !identity.is_empty() {
        principal.identity_policies.insert("keys".to_owned(), document(identity));
    }
    snapshot.principals.insert(ROLE.parse().unwrap(), principal);
    snapshot
}

fn imported(snapshot: &Snapshot) -> Imported {
    snapshot.import(&subject(), None, &[]).unwrap()
}

fn on_key(actions: &str, condition: &str) -> String {
    format!(
        r#"{{"Sid": "ByHand", "Effect": "Allow", "Principal": {{"AWS": "{ROLE}"}}, "Action": {actions}, "Resource": "*"{condition}}}"#
    )
}

fn of_role(actions: &str) -> String {
    format!(r#"{{"Effect": "Allow", "Action": {actions}, "Resource": "{KEY}"}}"#)
}

fn kms_grant(operations: &[&str]) -> KmsGrant {
    KmsGrant::new(ROLE, operations.iter().copied())
}

fn with(mut kms_grant: KmsGrant, change: impl FnOnce(&mut KmsGrant)) -> KmsGrant {
    change(&mut kms_grant);
    kms_grant
}

fn pairs() -> BTreeMap<String, String> {
    BTreeMap::from([("team".to_owned(), "data".to_owned())])
}

/// What a grant writes is what it is made of, and nothing is left to plan but names.
fn is_found_again(grant: &CrossAccountGrant) {
    let grants = [grant.clone()];
    let cloud = EmbeddedCloud::for_grants(&grants);
    let mut snapshot = cloud.snapshot();
    for change in plan(&grants, &snapshot, Purpose::Apply).unwrap().changes {
        snapshot.put(&change.document, change.after.as_deref()).unwrap();
    }
    let again = snapshot.import(&subject(), None, &[]).unwrap();
    assert!(again.is_complete(), "{again:#?}");
    assert_eq!(again.grant.unwrap().actions(), grant.actions());
    let known = snapshot.import(&subject(), None, &grants).unwrap();
    assert!(known.grant.is_none() && known.undescribed.is_empty(), "{known:#?}");
    assert!(!known.stays.is_empty());
}

#[test]
fn policies_over_a_key_alone_are_a_grant_for_any_service() {
    let uses = r#"["kms:Decrypt", "kms:DescribeKey"]"#;
    let imported = imported(&accounts(&[&on_key(uses, "")], &[&of_role(uses)], Vec::new()));
    assert!(imported.is_complete(), "{imported:#?}");
    assert_eq!(actions(&imported), ["kms:Decrypt", "kms:DescribeKey"]);
    let grant = imported.grant.unwrap();
    assert!(grant.bucket().is_none());
    assert_eq!((grant.mechanism(), grant.via()), (Mechanism::Policy, &Via::Any));
    assert_eq!(imported.draft.unwrap().via, None, "it is the default");
    assert_eq!(imported.hand_written.len(), 2);
    is_found_again(&grant);
}

#[test]
fn a_service_and_pairs_of_the_encryption_context_are_kept() {
    let limits = r#", "Condition": {"StringEquals": {"kms:ViaService": "sqs.ap-northeast-1.amazonaws.com",
        "kms:EncryptionContext:team": "data"}}"#;
    let imported = imported(&accounts(
        &[&on_key(r#""kms:Decrypt""#, limits)],
        &[&of_role(r#"["kms:Decrypt", "s3:GetObject"]"#)],
        Vec::new(),
    ));
    assert!(imported.is_complete(), "{imported:#?}");
    let draft = imported.draft.unwrap();
    assert_eq!(draft.via, Some(vec!["sqs".to_owned()]));
    assert_eq!(draft.conditions.unwrap().len(), 1);
    // The statement says more than a grant over a key would.
    assert!(imported.hand_written.iter().any(|written| !written.keep.is_empty()));
}

#[test]
fn an_encryption_context_of_s3_is_a_condition_like_any_other() {
    let limits = format!(r#", "Condition": {{{}}}"#, super::CONTEXT);
    let imported = imported(&accounts(
        &[&on_key(r#""kms:Decrypt""#, &limits)],
        &[&of_role(r#""kms:Decrypt""#)],
        Vec::new(),
    ));
    assert!(imported.adds.is_empty() && imported.undescribed.is_empty(), "{imported:#?}");
    let conditions = imported.draft.unwrap().conditions.unwrap();
    assert_eq!(conditions[0].key, "kms:EncryptionContext:aws:s3:arn");
}

#[test]
fn a_signing_key_is_described_by_what_it_is_for() {
    let mut snapshot =
        accounts(&[&on_key(r#""kms:*""#, "")], &[&of_role(r#"["kms:Sign", "kms:Decrypt"]"#)], Vec::new());
    let description = snapshot.keys.values_mut().next().unwrap().description.as_mut().unwrap();
    description.spec = "ECC_NIST_P256".to_owned();
    description.usage = "SIGN_VERIFY".to_owned();
    let imported = imported(&snapshot);
    assert_eq!(actions(&imported), ["kms:Sign"], "{imported:#?}");
}

#[test]
fn kms_grants_become_a_grant_by_kms_grant() {
    let context = pairs();
    let limited = |operations: &[&str]| {
        with(kms_grant(operations), |one| one.encryption_context_subset = Some(context.clone()))
    };
    let snapshot = accounts(&[], &[], vec![limited(&["Decrypt"]), limited(&["Decrypt", "DescribeKey"])]);
    let imported = imported(&snapshot);
    assert!(imported.is_complete(), "{imported:#?}");
    assert_eq!(actions(&imported), ["kms:Decrypt", "kms:DescribeKey"]);
    let grant = imported.grant.unwrap();
    assert_eq!(grant.mechanism(), Mechanism::KmsGrant);
    assert_eq!(grant.policies().kms_grants()[0].encryption_context_subset.as_ref(), Some(&context));
    let by_hand: Vec<String> =
        imported.hand_written.iter().map(|written| written.statement.to_string()).collect();
    assert_eq!(by_hand, ["KMS grant 1 on the key, without a name", "KMS grant 2 on the key, without a name"]);
    is_found_again(&grant);
}

#[test]
fn what_a_grant_cannot_hold_of_kms_grants_is_told() {
    let snapshot = accounts(
        &[],
        &[],
        vec![
            kms_grant(&["Decrypt", "GenerateDataKey"]),
            with(kms_grant(&["Encrypt"]), |one| one.encryption_context_equals = Some(pairs())),
            with(kms_grant(&["Encrypt"]), |one| one.encryption_context_subset = Some(pairs())),
            with(kms_grant(&["DescribeKey"]), |one| one.retiring_principal = Some(ROLE.to_owned())),
            with(kms_grant(&["Encrypt"]), |one| one.source_arn = Some("arn:aws:s3:::a".to_owned())),
            KmsGrant::new("arn:aws:iam::444455556666:role/other", ["Encrypt"]),
        ],
    );
    let imported = imported(&snapshot);
    assert_eq!(actions(&imported), ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]);
    assert!(!imported.is_complete());
    let told = lines(&imported.undescribed);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].contains("never for exactly these"), "{told:#?}");
    assert!(told[1].contains("another encryption context"), "{told:#?}");
    assert!(told[2].contains("no source ARN"), "{told:#?}");
    assert!(lines(&imported.narrows)[0].contains("may retire it"), "{imported:#?}");
}

#[test]
fn kms_grants_beside_policies_are_not_forgotten() {
    let uses = r#""kms:Decrypt""#;
    let snapshot = accounts(&[&on_key(uses, "")], &[&of_role(uses)], vec![kms_grant(&["Encrypt"])]);
    let imported = imported(&snapshot);
    assert_eq!(actions(&imported), ["kms:Decrypt"]);
    assert_eq!(
        lines(&imported.undescribed),
        ["kms:Encrypt: a KMS grant gives it, and the grant is made of policies"]
    );

    let mut unlisted = snapshot;
    let key = unlisted.keys.values_mut().next().unwrap();
    (key.kms_grants, key.partly_read) = (Vec::new(), true);
    assert!(!self::imported(&unlisted).is_complete(), "nobody knows whether there is one");
}
