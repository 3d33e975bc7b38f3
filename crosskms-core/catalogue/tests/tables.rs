//! What the generated tables must hold, read through the interface of `crosskms-core`.

use crosskms_core::action::condition_key::ConditionKey;
use crosskms_core::action::{Action, KeyUsage, Service, kms, s3};

/// R2.1.
const KMS_ACROSS_ACCOUNTS: &[&str] = &[
    "CreateGrant",
    "Decapsulate",
    "Decrypt",
    "DeriveSharedSecret",
    "DescribeKey",
    "Encapsulate",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateMac",
    "GetKeyRotationStatus",
    "GetPublicKey",
    "ListGrants",
    "ReEncryptFrom",
    "ReEncryptTo",
    "RetireGrant",
    "RevokeGrant",
    "Sign",
    "Verify",
    "VerifyMac",
];

#[test]
fn no_action_is_lost() {
    assert_eq!(Service::Kms.actions().len(), 58);
    assert_eq!(Service::S3.actions().len(), 180);
}

#[test]
fn tables_are_sorted_without_duplicates() {
    for service in [Service::Kms, Service::S3] {
        assert!(service.actions().is_sorted_by_key(|action| action.name()));
    }
    assert!(ConditionKey::all().is_sorted_by(|a, b| a.name() < b.name()));
    for action in Action::all() {
        assert!(action.condition_keys().is_sorted_by(|a, b| a < b), "{action}");
    }
}

#[test]
fn an_action_is_found_by_its_name() {
    for action in Action::all() {
        assert_eq!(Action::named(&action.to_string()), Some(action));
    }
}

#[test]
fn kms_works_across_accounts_only_where_aws_says_so() {
    let names = Service::Kms.actions().iter().filter(|action| action.works_across_accounts());
    assert_eq!(names.map(|action| action.name()).collect::<Vec<_>>(), KMS_ACROSS_ACCOUNTS);
}

#[test]
fn s3_works_across_accounts_where_there_is_a_resource() {
    assert!(s3::GetObject.works_across_accounts());
    assert!(!s3::PutBucketPolicy.works_across_accounts());
    assert!(!s3::ListAllMyBuckets.works_across_accounts());
}

#[test]
fn key_usage_and_grants_come_from_the_csv() {
    assert_eq!(kms::GenerateDataKey.key_usages(), [KeyUsage::SymmetricEncryption]);
    assert_eq!(kms::DescribeKey.key_usages(), []);
    assert_eq!(Service::Kms.actions().iter().filter(|action| action.is_grantable()).count(), 19);
    assert!(!kms::ListGrants.is_grantable());
}

#[test]
fn keys_of_the_resource_type_count() {
    assert!(kms::Decrypt.supports_condition_key("kms:ResourceAliases"));
    assert!(kms::Decrypt.supports_condition_key("kms:encryptioncontext:department"));
    assert!(!kms::ListKeys.supports_condition_key("kms:ResourceAliases"));
    assert!(s3::GetObject.supports_condition_key("s3:BucketTag/team"));
}

/// `supports_condition_key` is not asked for other `aws:` keys.
#[test]
fn actions_list_no_global_keys_but_those_of_tags() {
    let tags = ["aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"];
    for key in Action::all().flat_map(Action::condition_keys) {
        assert!(!key.starts_with("aws:") || tags.contains(key), "{key}");
    }
}

#[test]
fn every_key_of_an_action_is_known() {
    for key in Action::all().flat_map(Action::condition_keys) {
        assert!(ConditionKey::named(key).is_some(), "{key}");
    }
}
