//! The actions of AWS KMS: generated, not to be edited.
//!
//! `cargo run -p crosskms-catalogue` writes this file from `kms-actions.json`, `kms-cross-account.json` and
//! `kms-actions.csv` in `catalogue/data`, AWS's Service Authorization Reference as of 2026-10-27.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![expect(non_upper_case_globals, reason = "an action is spelled as AWS spells it")]

use super::{AccessLevel, Action, Definition, KeyUsage, Service};

/// `kms:CancelKeyDeletion`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html)
pub const CancelKeyDeletion: Action = Action::new(Service::Kms, 0);

/// `kms:ConnectCustomKeyStore`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html)
pub const ConnectCustomKeyStore: Action = Action::new(Service::Kms, 1);

/// `kms:CreateAlias`: Write, on `alias` and `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html)
pub const CreateAlias: Action = Action::new(Service::Kms, 2);

/// `kms:CreateCustomKeyStore`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html)
pub const CreateCustomKeyStore: Action = Action::new(Service::Kms, 3);

/// `kms:CreateGrant`: Permissions management, on `key`; works across accounts; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)
pub const CreateGrant: Action = Action::new(Service::Kms, 4);

/// `kms:CreateKey`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html)
pub const CreateKey: Action = Action::new(Service::Kms, 5);

/// `kms:Decapsulate`: Write, on `key`; works across accounts; for `ENCAPSULATE_DECAPSULATE` keys; can stand
/// in a KMS grant. [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html)
pub const Decapsulate: Action = Action::new(Service::Kms, 6);

/// `kms:Decrypt`: Write, on `key`; works across accounts; for symmetric `ENCRYPT_DECRYPT` and asymmetric
/// `ENCRYPT_DECRYPT` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html)
pub const Decrypt: Action = Action::new(Service::Kms, 7);

/// `kms:DeleteAlias`: Write, on `alias` and `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html)
pub const DeleteAlias: Action = Action::new(Service::Kms, 8);

/// `kms:DeleteCustomKeyStore`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteCustomKeyStore.html)
pub const DeleteCustomKeyStore: Action = Action::new(Service::Kms, 9);

/// `kms:DeleteImportedKeyMaterial`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html)
pub const DeleteImportedKeyMaterial: Action = Action::new(Service::Kms, 10);

/// `kms:DeriveSharedSecret`: Write, on `key`; works across accounts; for `KEY_AGREEMENT` keys; can stand in a
/// KMS grant. [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html)
pub const DeriveSharedSecret: Action = Action::new(Service::Kms, 11);

/// `kms:DescribeCustomKeyStores`: Read, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html)
pub const DescribeCustomKeyStores: Action = Action::new(Service::Kms, 12);

/// `kms:DescribeKey`: Read, on `key`; works across accounts; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html)
pub const DescribeKey: Action = Action::new(Service::Kms, 13);

/// `kms:DisableKey`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html)
pub const DisableKey: Action = Action::new(Service::Kms, 14);

/// `kms:DisableKeyRotation`: Write, on `key`; only in the caller's own account; for symmetric
/// `ENCRYPT_DECRYPT` keys.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html)
pub const DisableKeyRotation: Action = Action::new(Service::Kms, 15);

/// `kms:DisconnectCustomKeyStore`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html)
pub const DisconnectCustomKeyStore: Action = Action::new(Service::Kms, 16);

/// `kms:EnableKey`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html)
pub const EnableKey: Action = Action::new(Service::Kms, 17);

/// `kms:EnableKeyRotation`: Write, on `key`; only in the caller's own account; for symmetric
/// `ENCRYPT_DECRYPT` keys.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html)
pub const EnableKeyRotation: Action = Action::new(Service::Kms, 18);

/// `kms:Encapsulate`: Write, on `key`; works across accounts; for `ENCAPSULATE_DECAPSULATE` keys; can stand
/// in a KMS grant. [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html)
pub const Encapsulate: Action = Action::new(Service::Kms, 19);

/// `kms:Encrypt`: Write, on `key`; works across accounts; for symmetric `ENCRYPT_DECRYPT` and asymmetric
/// `ENCRYPT_DECRYPT` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html)
pub const Encrypt: Action = Action::new(Service::Kms, 20);

/// `kms:GenerateDataKey`: Write, on `key`; works across accounts; for symmetric `ENCRYPT_DECRYPT` keys; can
/// stand in a KMS grant. [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html)
pub const GenerateDataKey: Action = Action::new(Service::Kms, 21);

/// `kms:GenerateDataKeyPair`: Write, on `key`; works across accounts; for symmetric `ENCRYPT_DECRYPT` keys;
/// can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html)
pub const GenerateDataKeyPair: Action = Action::new(Service::Kms, 22);

/// `kms:GenerateDataKeyPairWithoutPlaintext`: Write, on `key`; works across accounts; for symmetric
/// `ENCRYPT_DECRYPT` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html)
pub const GenerateDataKeyPairWithoutPlaintext: Action = Action::new(Service::Kms, 23);

/// `kms:GenerateDataKeyWithoutPlaintext`: Write, on `key`; works across accounts; for symmetric
/// `ENCRYPT_DECRYPT` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html)
pub const GenerateDataKeyWithoutPlaintext: Action = Action::new(Service::Kms, 24);

/// `kms:GenerateMac`: Write, on `key`; works across accounts; for `GENERATE_VERIFY_MAC` keys; can stand in a
/// KMS grant. [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html)
pub const GenerateMac: Action = Action::new(Service::Kms, 25);

/// `kms:GenerateRandom`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html)
pub const GenerateRandom: Action = Action::new(Service::Kms, 26);

/// `kms:GetKeyLastUsage`: Read, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html)
pub const GetKeyLastUsage: Action = Action::new(Service::Kms, 27);

/// `kms:GetKeyPolicy`: Read, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html)
pub const GetKeyPolicy: Action = Action::new(Service::Kms, 28);

/// `kms:GetKeyRotationStatus`: Read, on `key`; works across accounts; for symmetric `ENCRYPT_DECRYPT` keys.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html)
pub const GetKeyRotationStatus: Action = Action::new(Service::Kms, 29);

/// `kms:GetParametersForImport`: Read, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html)
pub const GetParametersForImport: Action = Action::new(Service::Kms, 30);

/// `kms:GetPublicKey`: Read, on `key`; works across accounts; for asymmetric `ENCRYPT_DECRYPT` and
/// `SIGN_VERIFY` and `KEY_AGREEMENT` and `ENCAPSULATE_DECAPSULATE` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html)
pub const GetPublicKey: Action = Action::new(Service::Kms, 31);

/// `kms:ImportKeyMaterial`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html)
pub const ImportKeyMaterial: Action = Action::new(Service::Kms, 32);

/// `kms:ListAliases`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html)
pub const ListAliases: Action = Action::new(Service::Kms, 33);

/// `kms:ListGrants`: List, on `key`; works across accounts.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html)
pub const ListGrants: Action = Action::new(Service::Kms, 34);

/// `kms:ListKeyPolicies`: List, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html)
pub const ListKeyPolicies: Action = Action::new(Service::Kms, 35);

/// `kms:ListKeyRotations`: List, on `key`; only in the caller's own account; for symmetric `ENCRYPT_DECRYPT`
/// keys. [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html)
pub const ListKeyRotations: Action = Action::new(Service::Kms, 36);

/// `kms:ListKeys`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html)
pub const ListKeys: Action = Action::new(Service::Kms, 37);

/// `kms:ListResourceTags`: List, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html)
pub const ListResourceTags: Action = Action::new(Service::Kms, 38);

/// `kms:ListRetirableGrants`: List, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html)
pub const ListRetirableGrants: Action = Action::new(Service::Kms, 39);

/// `kms:PutKeyPolicy`: Permissions management, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html)
pub const PutKeyPolicy: Action = Action::new(Service::Kms, 40);

/// `kms:ReEncryptFrom`: Write, on `key`; works across accounts; for symmetric `ENCRYPT_DECRYPT` and
/// asymmetric `ENCRYPT_DECRYPT` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html)
pub const ReEncryptFrom: Action = Action::new(Service::Kms, 41);

/// `kms:ReEncryptTo`: Write, on `key`; works across accounts; for symmetric `ENCRYPT_DECRYPT` and asymmetric
/// `ENCRYPT_DECRYPT` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html)
pub const ReEncryptTo: Action = Action::new(Service::Kms, 42);

/// `kms:ReplicateKey`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html)
pub const ReplicateKey: Action = Action::new(Service::Kms, 43);

/// `kms:RetireGrant`: Permissions management, on `key`; works across accounts; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html)
pub const RetireGrant: Action = Action::new(Service::Kms, 44);

/// `kms:RevokeGrant`: Permissions management, on `key`; works across accounts.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html)
pub const RevokeGrant: Action = Action::new(Service::Kms, 45);

/// `kms:RotateKeyOnDemand`: Write, on `key`; only in the caller's own account; for symmetric
/// `ENCRYPT_DECRYPT` keys.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html)
pub const RotateKeyOnDemand: Action = Action::new(Service::Kms, 46);

/// `kms:ScheduleKeyDeletion`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html)
pub const ScheduleKeyDeletion: Action = Action::new(Service::Kms, 47);

/// `kms:Sign`: Write, on `key`; works across accounts; for `SIGN_VERIFY` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html)
pub const Sign: Action = Action::new(Service::Kms, 48);

/// `kms:SynchronizeMultiRegionKey`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html#awskeymanagementservice-actions-as-permissions)
pub const SynchronizeMultiRegionKey: Action = Action::new(Service::Kms, 49);

/// `kms:TagResource`: Tagging, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html)
pub const TagResource: Action = Action::new(Service::Kms, 50);

/// `kms:UntagResource`: Tagging, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html)
pub const UntagResource: Action = Action::new(Service::Kms, 51);

/// `kms:UpdateAlias`: Write, on `alias` and `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html)
pub const UpdateAlias: Action = Action::new(Service::Kms, 52);

/// `kms:UpdateCustomKeyStore`: Write, on `*` alone; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateCustomKeyStore.html)
pub const UpdateCustomKeyStore: Action = Action::new(Service::Kms, 53);

/// `kms:UpdateKeyDescription`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html)
pub const UpdateKeyDescription: Action = Action::new(Service::Kms, 54);

/// `kms:UpdatePrimaryRegion`: Write, on `key`; only in the caller's own account.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html)
pub const UpdatePrimaryRegion: Action = Action::new(Service::Kms, 55);

/// `kms:Verify`: Write, on `key`; works across accounts; for `SIGN_VERIFY` keys; can stand in a KMS grant.
/// [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html)
pub const Verify: Action = Action::new(Service::Kms, 56);

/// `kms:VerifyMac`: Write, on `key`; works across accounts; for `GENERATE_VERIFY_MAC` keys; can stand in a
/// KMS grant. [AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html)
pub const VerifyMac: Action = Action::new(Service::Kms, 57);

/// Every action of the service, sorted by name.
pub(super) const ALL: &[Action] = &[
    CancelKeyDeletion, ConnectCustomKeyStore, CreateAlias, CreateCustomKeyStore, CreateGrant, CreateKey,
    Decapsulate, Decrypt, DeleteAlias, DeleteCustomKeyStore, DeleteImportedKeyMaterial, DeriveSharedSecret,
    DescribeCustomKeyStores, DescribeKey, DisableKey, DisableKeyRotation, DisconnectCustomKeyStore, EnableKey,
    EnableKeyRotation, Encapsulate, Encrypt, GenerateDataKey, GenerateDataKeyPair,
    GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyWithoutPlaintext, GenerateMac, GenerateRandom,
    GetKeyLastUsage, GetKeyPolicy, GetKeyRotationStatus, GetParametersForImport, GetPublicKey,
    ImportKeyMaterial, ListAliases, ListGrants, ListKeyPolicies, ListKeyRotations, ListKeys, ListResourceTags,
    ListRetirableGrants, PutKeyPolicy, ReEncryptFrom, ReEncryptTo, ReplicateKey, RetireGrant, RevokeGrant,
    RotateKeyOnDemand, ScheduleKeyDeletion, Sign, SynchronizeMultiRegionKey, TagResource, UntagResource,
    UpdateAlias, UpdateCustomKeyStore, UpdateKeyDescription, UpdatePrimaryRegion, Verify, VerifyMac,
];

/// What is known of each, at the action's own position.
pub(super) static DEFINITIONS: &[Definition] = &[
    Definition {
        name: "CancelKeyDeletion", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ConnectCustomKeyStore", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CONNECT_CUSTOM_KEY_STORE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "CreateAlias", access_level: AccessLevel::Write, resource_types: &["alias", "key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "CreateCustomKeyStore", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CONNECT_CUSTOM_KEY_STORE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "CreateGrant", access_level: AccessLevel::PermissionsManagement, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CREATE_GRANT, cross_account: true, key_usages: &[], grantable: true,
    },
    Definition {
        name: "CreateKey", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CREATE_KEY, cross_account: false, key_usages: &[], grantable: false,
    },
    Definition {
        name: "Decapsulate", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DECAPSULATE, cross_account: true,
        key_usages: &[KeyUsage::EncapsulateDecapsulate], grantable: true,
    },
    Definition {
        name: "Decrypt", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DECRYPT, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption, KeyUsage::AsymmetricEncryption], grantable: true,
    },
    Definition {
        name: "DeleteAlias", access_level: AccessLevel::Write, resource_types: &["alias", "key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteCustomKeyStore", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CONNECT_CUSTOM_KEY_STORE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeleteImportedKeyMaterial", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DeriveSharedSecret", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DERIVE_SHARED_SECRET, cross_account: true,
        key_usages: &[KeyUsage::KeyAgreement], grantable: true,
    },
    Definition {
        name: "DescribeCustomKeyStores", access_level: AccessLevel::Read, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CONNECT_CUSTOM_KEY_STORE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DescribeKey", access_level: AccessLevel::Read, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DESCRIBE_KEY, cross_account: true, key_usages: &[], grantable: true,
    },
    Definition {
        name: "DisableKey", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DISABLE_KEY, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "DisableKeyRotation", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: false,
    },
    Definition {
        name: "DisconnectCustomKeyStore", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CONNECT_CUSTOM_KEY_STORE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "EnableKey", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "EnableKeyRotation", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_ENABLE_KEY_ROTATION, cross_account: false,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: false,
    },
    Definition {
        name: "Encapsulate", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DECAPSULATE, cross_account: true,
        key_usages: &[KeyUsage::EncapsulateDecapsulate], grantable: true,
    },
    Definition {
        name: "Encrypt", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_ENCRYPT, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption, KeyUsage::AsymmetricEncryption], grantable: true,
    },
    Definition {
        name: "GenerateDataKey", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DECRYPT, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: true,
    },
    Definition {
        name: "GenerateDataKeyPair", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_GENERATE_DATA_KEY_PAIR, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: true,
    },
    Definition {
        name: "GenerateDataKeyPairWithoutPlaintext", access_level: AccessLevel::Write,
        resource_types: &["key"], condition_keys: CONDITION_KEYS_OF_GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT,
        cross_account: true, key_usages: &[KeyUsage::SymmetricEncryption], grantable: true,
    },
    Definition {
        name: "GenerateDataKeyWithoutPlaintext", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_ENCRYPT, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: true,
    },
    Definition {
        name: "GenerateMac", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_GENERATE_MAC, cross_account: true,
        key_usages: &[KeyUsage::GenerateVerifyMac], grantable: true,
    },
    Definition {
        name: "GenerateRandom", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_GENERATE_RANDOM, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetKeyLastUsage", access_level: AccessLevel::Read, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetKeyPolicy", access_level: AccessLevel::Read, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_GET_KEY_POLICY, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetKeyRotationStatus", access_level: AccessLevel::Read, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: false,
    },
    Definition {
        name: "GetParametersForImport", access_level: AccessLevel::Read, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_GET_PARAMETERS_FOR_IMPORT, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "GetPublicKey", access_level: AccessLevel::Read, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_DESCRIBE_KEY, cross_account: true,
        key_usages: &[KeyUsage::AsymmetricEncryption, KeyUsage::SignVerify, KeyUsage::KeyAgreement, KeyUsage::EncapsulateDecapsulate],
        grantable: true,
    },
    Definition {
        name: "ImportKeyMaterial", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_IMPORT_KEY_MATERIAL, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListAliases", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_LIST_ALIASES, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListGrants", access_level: AccessLevel::List, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_LIST_GRANTS, cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "ListKeyPolicies", access_level: AccessLevel::List, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListKeyRotations", access_level: AccessLevel::List, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: false,
    },
    Definition {
        name: "ListKeys", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_LIST_ALIASES, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListResourceTags", access_level: AccessLevel::List, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ListRetirableGrants", access_level: AccessLevel::List, resource_types: &[],
        condition_keys: &[], cross_account: false, key_usages: &[], grantable: false,
    },
    Definition {
        name: "PutKeyPolicy", access_level: AccessLevel::PermissionsManagement, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_PUT_KEY_POLICY, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "ReEncryptFrom", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_RE_ENCRYPT_FROM, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption, KeyUsage::AsymmetricEncryption], grantable: true,
    },
    Definition {
        name: "ReEncryptTo", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_RE_ENCRYPT_FROM, cross_account: true,
        key_usages: &[KeyUsage::SymmetricEncryption, KeyUsage::AsymmetricEncryption], grantable: true,
    },
    Definition {
        name: "ReplicateKey", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_REPLICATE_KEY, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "RetireGrant", access_level: AccessLevel::PermissionsManagement, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_RETIRE_GRANT, cross_account: true, key_usages: &[], grantable: true,
    },
    Definition {
        name: "RevokeGrant", access_level: AccessLevel::PermissionsManagement, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_LIST_GRANTS, cross_account: true, key_usages: &[], grantable: false,
    },
    Definition {
        name: "RotateKeyOnDemand", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false,
        key_usages: &[KeyUsage::SymmetricEncryption], grantable: false,
    },
    Definition {
        name: "ScheduleKeyDeletion", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_SCHEDULE_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "Sign", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_SIGN, cross_account: true, key_usages: &[KeyUsage::SignVerify],
        grantable: true,
    },
    Definition {
        name: "SynchronizeMultiRegionKey", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_SYNCHRONIZE_MULTI_REGION_KEY, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "TagResource", access_level: AccessLevel::Tagging, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_TAG_RESOURCE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UntagResource", access_level: AccessLevel::Tagging, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_UNTAG_RESOURCE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateAlias", access_level: AccessLevel::Write, resource_types: &["alias", "key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateCustomKeyStore", access_level: AccessLevel::Write, resource_types: &[],
        condition_keys: CONDITION_KEYS_OF_CONNECT_CUSTOM_KEY_STORE, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdateKeyDescription", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_CANCEL_KEY_DELETION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "UpdatePrimaryRegion", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_UPDATE_PRIMARY_REGION, cross_account: false, key_usages: &[],
        grantable: false,
    },
    Definition {
        name: "Verify", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_SIGN, cross_account: true, key_usages: &[KeyUsage::SignVerify],
        grantable: true,
    },
    Definition {
        name: "VerifyMac", access_level: AccessLevel::Write, resource_types: &["key"],
        condition_keys: CONDITION_KEYS_OF_GENERATE_MAC, cross_account: true,
        key_usages: &[KeyUsage::GenerateVerifyMac], grantable: true,
    },
];

// The lists of condition keys, each named after the first action that has it.

const CONDITION_KEYS_OF_CANCEL_KEY_DELETION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_CONNECT_CUSTOM_KEY_STORE: &[&str] = &[
    "kms:CallerAccount",
];

const CONDITION_KEYS_OF_CREATE_GRANT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:EncryptionContext:${EncryptionContextKey}",
    "kms:EncryptionContextKeys", "kms:GrantConstraintSourceArn", "kms:GrantConstraintType",
    "kms:GrantIsForAWSResource", "kms:GrantOperations", "kms:GranteePrincipal", "kms:GranteeServicePrincipal",
    "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType",
    "kms:ResourceAliases", "kms:RetiringPrincipal", "kms:RetiringServicePrincipal", "kms:ViaService",
];

const CONDITION_KEYS_OF_CREATE_KEY: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys",
    "kms:BypassPolicyLockoutSafetyCheck", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ViaService",
];

const CONDITION_KEYS_OF_DECAPSULATE: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:EncapsulationAlgorithm", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:RequestAlias",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_DECRYPT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContextKeys", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType",
    "kms:RecipientAttestation:ImageSha384", "kms:RecipientAttestation:NitroTPMPCR0",
    "kms:RecipientAttestation:NitroTPMPCR1", "kms:RecipientAttestation:NitroTPMPCR10",
    "kms:RecipientAttestation:NitroTPMPCR11", "kms:RecipientAttestation:NitroTPMPCR12",
    "kms:RecipientAttestation:NitroTPMPCR13", "kms:RecipientAttestation:NitroTPMPCR14",
    "kms:RecipientAttestation:NitroTPMPCR15", "kms:RecipientAttestation:NitroTPMPCR16",
    "kms:RecipientAttestation:NitroTPMPCR17", "kms:RecipientAttestation:NitroTPMPCR18",
    "kms:RecipientAttestation:NitroTPMPCR19", "kms:RecipientAttestation:NitroTPMPCR2",
    "kms:RecipientAttestation:NitroTPMPCR20", "kms:RecipientAttestation:NitroTPMPCR21",
    "kms:RecipientAttestation:NitroTPMPCR22", "kms:RecipientAttestation:NitroTPMPCR23",
    "kms:RecipientAttestation:NitroTPMPCR3", "kms:RecipientAttestation:NitroTPMPCR4",
    "kms:RecipientAttestation:NitroTPMPCR5", "kms:RecipientAttestation:NitroTPMPCR6",
    "kms:RecipientAttestation:NitroTPMPCR7", "kms:RecipientAttestation:NitroTPMPCR8",
    "kms:RecipientAttestation:NitroTPMPCR9", "kms:RecipientAttestation:PCR0", "kms:RecipientAttestation:PCR1",
    "kms:RecipientAttestation:PCR10", "kms:RecipientAttestation:PCR11", "kms:RecipientAttestation:PCR12",
    "kms:RecipientAttestation:PCR13", "kms:RecipientAttestation:PCR14", "kms:RecipientAttestation:PCR15",
    "kms:RecipientAttestation:PCR16", "kms:RecipientAttestation:PCR17", "kms:RecipientAttestation:PCR18",
    "kms:RecipientAttestation:PCR19", "kms:RecipientAttestation:PCR2", "kms:RecipientAttestation:PCR20",
    "kms:RecipientAttestation:PCR21", "kms:RecipientAttestation:PCR22", "kms:RecipientAttestation:PCR23",
    "kms:RecipientAttestation:PCR24", "kms:RecipientAttestation:PCR25", "kms:RecipientAttestation:PCR26",
    "kms:RecipientAttestation:PCR27", "kms:RecipientAttestation:PCR28", "kms:RecipientAttestation:PCR29",
    "kms:RecipientAttestation:PCR3", "kms:RecipientAttestation:PCR30", "kms:RecipientAttestation:PCR31",
    "kms:RecipientAttestation:PCR4", "kms:RecipientAttestation:PCR5", "kms:RecipientAttestation:PCR6",
    "kms:RecipientAttestation:PCR7", "kms:RecipientAttestation:PCR8",
    "kms:RecipientAttestation:PCR8:ServiceName", "kms:RecipientAttestation:PCR9", "kms:RequestAlias",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_DERIVE_SHARED_SECRET: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyAgreementAlgorithm", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType",
    "kms:RecipientAttestation:ImageSha384", "kms:RecipientAttestation:NitroTPMPCR0",
    "kms:RecipientAttestation:NitroTPMPCR1", "kms:RecipientAttestation:NitroTPMPCR10",
    "kms:RecipientAttestation:NitroTPMPCR11", "kms:RecipientAttestation:NitroTPMPCR12",
    "kms:RecipientAttestation:NitroTPMPCR13", "kms:RecipientAttestation:NitroTPMPCR14",
    "kms:RecipientAttestation:NitroTPMPCR15", "kms:RecipientAttestation:NitroTPMPCR16",
    "kms:RecipientAttestation:NitroTPMPCR17", "kms:RecipientAttestation:NitroTPMPCR18",
    "kms:RecipientAttestation:NitroTPMPCR19", "kms:RecipientAttestation:NitroTPMPCR2",
    "kms:RecipientAttestation:NitroTPMPCR20", "kms:RecipientAttestation:NitroTPMPCR21",
    "kms:RecipientAttestation:NitroTPMPCR22", "kms:RecipientAttestation:NitroTPMPCR23",
    "kms:RecipientAttestation:NitroTPMPCR3", "kms:RecipientAttestation:NitroTPMPCR4",
    "kms:RecipientAttestation:NitroTPMPCR5", "kms:RecipientAttestation:NitroTPMPCR6",
    "kms:RecipientAttestation:NitroTPMPCR7", "kms:RecipientAttestation:NitroTPMPCR8",
    "kms:RecipientAttestation:NitroTPMPCR9", "kms:RecipientAttestation:PCR0", "kms:RecipientAttestation:PCR1",
    "kms:RecipientAttestation:PCR10", "kms:RecipientAttestation:PCR11", "kms:RecipientAttestation:PCR12",
    "kms:RecipientAttestation:PCR13", "kms:RecipientAttestation:PCR14", "kms:RecipientAttestation:PCR15",
    "kms:RecipientAttestation:PCR16", "kms:RecipientAttestation:PCR17", "kms:RecipientAttestation:PCR18",
    "kms:RecipientAttestation:PCR19", "kms:RecipientAttestation:PCR2", "kms:RecipientAttestation:PCR20",
    "kms:RecipientAttestation:PCR21", "kms:RecipientAttestation:PCR22", "kms:RecipientAttestation:PCR23",
    "kms:RecipientAttestation:PCR24", "kms:RecipientAttestation:PCR25", "kms:RecipientAttestation:PCR26",
    "kms:RecipientAttestation:PCR27", "kms:RecipientAttestation:PCR28", "kms:RecipientAttestation:PCR29",
    "kms:RecipientAttestation:PCR3", "kms:RecipientAttestation:PCR30", "kms:RecipientAttestation:PCR31",
    "kms:RecipientAttestation:PCR4", "kms:RecipientAttestation:PCR5", "kms:RecipientAttestation:PCR6",
    "kms:RecipientAttestation:PCR7", "kms:RecipientAttestation:PCR8",
    "kms:RecipientAttestation:PCR8:ServiceName", "kms:RecipientAttestation:PCR9", "kms:RequestAlias",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_DESCRIBE_KEY: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:RequestAlias", "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_DISABLE_KEY: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases", "kms:TrailingDaysWithoutKeyUsage",
    "kms:ViaService",
];

const CONDITION_KEYS_OF_ENABLE_KEY_ROTATION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases", "kms:RotationPeriodInDays",
    "kms:ViaService",
];

const CONDITION_KEYS_OF_ENCRYPT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContextKeys", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:RequestAlias",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_GENERATE_DATA_KEY_PAIR: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:DataKeyPairSpec", "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContextKeys", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType",
    "kms:RecipientAttestation:ImageSha384", "kms:RecipientAttestation:NitroTPMPCR0",
    "kms:RecipientAttestation:NitroTPMPCR1", "kms:RecipientAttestation:NitroTPMPCR10",
    "kms:RecipientAttestation:NitroTPMPCR11", "kms:RecipientAttestation:NitroTPMPCR12",
    "kms:RecipientAttestation:NitroTPMPCR13", "kms:RecipientAttestation:NitroTPMPCR14",
    "kms:RecipientAttestation:NitroTPMPCR15", "kms:RecipientAttestation:NitroTPMPCR16",
    "kms:RecipientAttestation:NitroTPMPCR17", "kms:RecipientAttestation:NitroTPMPCR18",
    "kms:RecipientAttestation:NitroTPMPCR19", "kms:RecipientAttestation:NitroTPMPCR2",
    "kms:RecipientAttestation:NitroTPMPCR20", "kms:RecipientAttestation:NitroTPMPCR21",
    "kms:RecipientAttestation:NitroTPMPCR22", "kms:RecipientAttestation:NitroTPMPCR23",
    "kms:RecipientAttestation:NitroTPMPCR3", "kms:RecipientAttestation:NitroTPMPCR4",
    "kms:RecipientAttestation:NitroTPMPCR5", "kms:RecipientAttestation:NitroTPMPCR6",
    "kms:RecipientAttestation:NitroTPMPCR7", "kms:RecipientAttestation:NitroTPMPCR8",
    "kms:RecipientAttestation:NitroTPMPCR9", "kms:RecipientAttestation:PCR0", "kms:RecipientAttestation:PCR1",
    "kms:RecipientAttestation:PCR10", "kms:RecipientAttestation:PCR11", "kms:RecipientAttestation:PCR12",
    "kms:RecipientAttestation:PCR13", "kms:RecipientAttestation:PCR14", "kms:RecipientAttestation:PCR15",
    "kms:RecipientAttestation:PCR16", "kms:RecipientAttestation:PCR17", "kms:RecipientAttestation:PCR18",
    "kms:RecipientAttestation:PCR19", "kms:RecipientAttestation:PCR2", "kms:RecipientAttestation:PCR20",
    "kms:RecipientAttestation:PCR21", "kms:RecipientAttestation:PCR22", "kms:RecipientAttestation:PCR23",
    "kms:RecipientAttestation:PCR24", "kms:RecipientAttestation:PCR25", "kms:RecipientAttestation:PCR26",
    "kms:RecipientAttestation:PCR27", "kms:RecipientAttestation:PCR28", "kms:RecipientAttestation:PCR29",
    "kms:RecipientAttestation:PCR3", "kms:RecipientAttestation:PCR30", "kms:RecipientAttestation:PCR31",
    "kms:RecipientAttestation:PCR4", "kms:RecipientAttestation:PCR5", "kms:RecipientAttestation:PCR6",
    "kms:RecipientAttestation:PCR7", "kms:RecipientAttestation:PCR8",
    "kms:RecipientAttestation:PCR8:ServiceName", "kms:RecipientAttestation:PCR9", "kms:RequestAlias",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:DataKeyPairSpec", "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContextKeys", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:RequestAlias",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_GENERATE_MAC: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MacAlgorithm", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:RequestAlias",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_GENERATE_RANDOM: &[&str] = &[
    "kms:CallerAccount", "kms:RecipientAttestation:ImageSha384", "kms:RecipientAttestation:NitroTPMPCR0",
    "kms:RecipientAttestation:NitroTPMPCR1", "kms:RecipientAttestation:NitroTPMPCR10",
    "kms:RecipientAttestation:NitroTPMPCR11", "kms:RecipientAttestation:NitroTPMPCR12",
    "kms:RecipientAttestation:NitroTPMPCR13", "kms:RecipientAttestation:NitroTPMPCR14",
    "kms:RecipientAttestation:NitroTPMPCR15", "kms:RecipientAttestation:NitroTPMPCR16",
    "kms:RecipientAttestation:NitroTPMPCR17", "kms:RecipientAttestation:NitroTPMPCR18",
    "kms:RecipientAttestation:NitroTPMPCR19", "kms:RecipientAttestation:NitroTPMPCR2",
    "kms:RecipientAttestation:NitroTPMPCR20", "kms:RecipientAttestation:NitroTPMPCR21",
    "kms:RecipientAttestation:NitroTPMPCR22", "kms:RecipientAttestation:NitroTPMPCR23",
    "kms:RecipientAttestation:NitroTPMPCR3", "kms:RecipientAttestation:NitroTPMPCR4",
    "kms:RecipientAttestation:NitroTPMPCR5", "kms:RecipientAttestation:NitroTPMPCR6",
    "kms:RecipientAttestation:NitroTPMPCR7", "kms:RecipientAttestation:NitroTPMPCR8",
    "kms:RecipientAttestation:NitroTPMPCR9", "kms:RecipientAttestation:PCR0", "kms:RecipientAttestation:PCR1",
    "kms:RecipientAttestation:PCR10", "kms:RecipientAttestation:PCR11", "kms:RecipientAttestation:PCR12",
    "kms:RecipientAttestation:PCR13", "kms:RecipientAttestation:PCR14", "kms:RecipientAttestation:PCR15",
    "kms:RecipientAttestation:PCR16", "kms:RecipientAttestation:PCR17", "kms:RecipientAttestation:PCR18",
    "kms:RecipientAttestation:PCR19", "kms:RecipientAttestation:PCR2", "kms:RecipientAttestation:PCR20",
    "kms:RecipientAttestation:PCR21", "kms:RecipientAttestation:PCR22", "kms:RecipientAttestation:PCR23",
    "kms:RecipientAttestation:PCR24", "kms:RecipientAttestation:PCR25", "kms:RecipientAttestation:PCR26",
    "kms:RecipientAttestation:PCR27", "kms:RecipientAttestation:PCR28", "kms:RecipientAttestation:PCR29",
    "kms:RecipientAttestation:PCR3", "kms:RecipientAttestation:PCR30", "kms:RecipientAttestation:PCR31",
    "kms:RecipientAttestation:PCR4", "kms:RecipientAttestation:PCR5", "kms:RecipientAttestation:PCR6",
    "kms:RecipientAttestation:PCR7", "kms:RecipientAttestation:PCR8",
    "kms:RecipientAttestation:PCR8:ServiceName", "kms:RecipientAttestation:PCR9",
];

const CONDITION_KEYS_OF_GET_KEY_POLICY: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:PolicyName", "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_GET_PARAMETERS_FOR_IMPORT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases", "kms:ViaService",
    "kms:WrappingAlgorithm", "kms:WrappingKeySpec",
];

const CONDITION_KEYS_OF_IMPORT_KEY_MATERIAL: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:ExpirationModel", "kms:KeyOrigin", "kms:KeySpec",
    "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases", "kms:ValidTo",
    "kms:ViaService",
];

const CONDITION_KEYS_OF_LIST_ALIASES: &[&str] = &[
    "kms:CallerAccount", "kms:ViaService",
];

const CONDITION_KEYS_OF_LIST_GRANTS: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:GrantIsForAWSResource", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases",
    "kms:ViaService",
];

const CONDITION_KEYS_OF_PUT_KEY_POLICY: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:BypassPolicyLockoutSafetyCheck", "kms:CallerAccount", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:PolicyName",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_REPLICATE_KEY: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ReplicaRegion", "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_RETIRE_GRANT: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:EncryptionContext:${EncryptionContextKey}",
    "kms:EncryptionContextKeys", "kms:GrantConstraintType", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_RE_ENCRYPT_FROM: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContextKeys", "kms:KeyOrigin",
    "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ReEncryptOnSameKey",
    "kms:RequestAlias", "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_SCHEDULE_KEY_DELETION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases",
    "kms:ScheduleKeyDeletionPendingWindowInDays", "kms:TrailingDaysWithoutKeyUsage", "kms:ViaService",
];

const CONDITION_KEYS_OF_SIGN: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MessageType", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:RequestAlias", "kms:ResourceAliases",
    "kms:SigningAlgorithm", "kms:ViaService",
];

const CONDITION_KEYS_OF_SYNCHRONIZE_MULTI_REGION_KEY: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion",
    "kms:MultiRegionKeyType", "kms:ResourceAliases",
];

const CONDITION_KEYS_OF_TAG_RESOURCE: &[&str] = &[
    "aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys", "kms:CallerAccount",
    "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType",
    "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_UNTAG_RESOURCE: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "aws:TagKeys", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec",
    "kms:KeyUsage", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:ResourceAliases", "kms:ViaService",
];

const CONDITION_KEYS_OF_UPDATE_PRIMARY_REGION: &[&str] = &[
    "aws:ResourceTag/${TagKey}", "kms:CallerAccount", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage",
    "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:PrimaryRegion", "kms:ResourceAliases", "kms:ViaService",
];
