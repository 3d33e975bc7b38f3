//! Sections 2.1, 2.5 and 5.2 of the rulebook: KMS grants, and what a key can do.

use super::principals::{Level, Who, names_aws};
use super::texts::Found;
use super::{Answer, Evaluation, No, Unknown, Yes, all, any};
use crate::action::{Action, KeyUsage, Service};
use crate::authorize::{KeySettings, KmsGrant};

/// R2.60 to R2.63
pub(super) fn grant_allows(grant: &KmsGrant, evaluation: &Evaluation<'_>) -> Answer {
    let Some(action) = evaluation.action.filter(|action| action.service() == Service::Kms) else { return No };
    // R2.60: one of 19 operations.
    let listed = grant.operations.iter().any(|operation| operation.eq_ignore_ascii_case(action.name()));
    if !listed || !action.is_grantable() {
        return No;
    }
    all([is_grantee(&grant.grantee, &evaluation.who, true), constraints_hold(grant, evaluation, action)])
}

/// R2.61, R1.34; `by_account` says whether the account's ARN counts.
pub(super) fn is_grantee(grantee: &str, who: &Who, by_account: bool) -> Answer {
    if grantee == "*" {
        return No;
    }
    if who.is_service() {
        return Answer::from(grantee.to_lowercase() == who.text);
    }
    let is_account = if by_account { names_aws(grantee, who, Level::Account) } else { No };
    if who.is_root() {
        return is_account;
    }
    // Whom of an account a grant to all of it reaches is not documented.
    any([
        names_aws(grantee, who, Level::Itself),
        names_aws(grantee, who, Level::Role),
        all([is_account, Unknown]),
    ])
}

/// R2.63
fn constraints_hold(grant: &KmsGrant, evaluation: &Evaluation<'_>, action: Action) -> Answer {
    let (subset, equals) = (&grant.encryption_context_subset, &grant.encryption_context_equals);
    match action.name() {
        "DescribeKey" | "RetireGrant" => return Yes,
        _ => {}
    }
    // Of the resource for which a service acts, nothing is documented in the request.
    let source = if grant.source_arn.is_some() { Unknown } else { Yes };
    let actual = evaluation.keys.encryption_context();
    let is_open = evaluation.keys.is_open();
    let has = |name: &String, value: &String| {
        let mut same = actual.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        match same.next() {
            None if is_open => Unknown,
            None => No,
            Some((_, other)) if other != value => No,
            Some((known, _)) if known == name => Yes,
            // AWS says that the case of names counts, and that it does not.
            Some(_) => Unknown,
        }
    };
    let of_subset = subset.iter().flatten().map(|(name, value)| has(name, value));
    let of_equals = equals.iter().flatten().map(|(name, value)| has(name, value));
    let no_other = match equals {
        None => Yes,
        Some(pairs) => {
            let is_listed = |name: &str| pairs.keys().any(|known| known.eq_ignore_ascii_case(name));
            match actual.iter().all(|(name, _)| is_listed(name)) {
                false => No,
                true if is_open => Unknown,
                true => Yes,
            }
        }
    };
    let passed_on = if action.name() == "CreateGrant" { passes_on(grant, evaluation) } else { Yes };
    all(of_subset.chain(of_equals).chain([no_other, source, passed_on]))
}

/// R2.62: a subset of the operations, under constraints that are equal or stricter.
fn passes_on(grant: &KmsGrant, evaluation: &Evaluation<'_>) -> Answer {
    let own: Vec<String> = grant.operations.iter().map(|name| name.to_lowercase()).collect();
    let subset = match evaluation.found("kms:GrantOperations") {
        Found::Maybe => Unknown,
        Found::Absent => Yes,
        Found::Values(names) => Answer::from(names.iter().all(|name| own.contains(&name.to_lowercase()))),
    };
    // Pairs that are all that there may be are stricter than the same pairs among others.
    let strict = match (&grant.encryption_context_equals, evaluation.found("kms:GrantConstraintType")) {
        (None, _) => Yes,
        (Some(_), Found::Values(kind)) if kind.len() == 1 => {
            Answer::from(kind[0] == "EncryptionContextEquals")
        }
        (Some(_), _) => Unknown,
    };
    all([subset, strict])
}

/// Whether the settings of a key let an action pass.
pub(super) fn can_be_used(key: &KeySettings, evaluation: &Evaluation<'_>) -> Answer {
    // R2.27
    if key.manager == "AWS" && !evaluation.is_same_account() && !evaluation.who.has_no_identity() {
        return No;
    }
    let Some(action) = evaluation.action.filter(|action| !action.resource_types().is_empty()) else {
        return Yes;
    };
    let is_for_data = is_cryptographic(action) || action.name() == "CreateGrant";
    // Section 2.3: S3 works with symmetric keys.
    let through_s3 = match evaluation.found("kms:ViaService") {
        Found::Maybe => Unknown,
        Found::Absent => No,
        Found::Values(services) => Answer::from(services.iter().any(|service| service.starts_with("s3."))),
    };
    let symmetric = key.spec == "SYMMETRIC_DEFAULT";
    let not_s3 = if is_for_data && !symmetric { through_s3.not() } else { Yes };
    all([not_s3, usage_fits(key, action), state_fits(&key.state, action)])
}

/// Section 2.2: which usages a spec allows.
const SPECS: &str = "
    SYMMETRIC_DEFAULT      ENCRYPT_DECRYPT
    RSA_2048               ENCRYPT_DECRYPT SIGN_VERIFY
    RSA_3072               ENCRYPT_DECRYPT SIGN_VERIFY
    RSA_4096               ENCRYPT_DECRYPT SIGN_VERIFY
    ECC_NIST_P256          SIGN_VERIFY KEY_AGREEMENT
    ECC_NIST_P384          SIGN_VERIFY KEY_AGREEMENT
    ECC_NIST_P521          SIGN_VERIFY KEY_AGREEMENT
    ECC_NIST_EDWARDS25519  SIGN_VERIFY
    ECC_SECG_P256K1        SIGN_VERIFY
    ML_DSA_44              SIGN_VERIFY
    ML_DSA_65              SIGN_VERIFY
    ML_DSA_87              SIGN_VERIFY
    ML_KEM_512             ENCAPSULATE_DECAPSULATE
    ML_KEM_768             ENCAPSULATE_DECAPSULATE
    ML_KEM_1024            ENCAPSULATE_DECAPSULATE
    HMAC_224               GENERATE_VERIFY_MAC
    HMAC_256               GENERATE_VERIFY_MAC
    HMAC_384               GENERATE_VERIFY_MAC
    HMAC_512               GENERATE_VERIFY_MAC
    SM2                    ENCRYPT_DECRYPT SIGN_VERIFY KEY_AGREEMENT
";

/// Section 2.1, column "key usage".
fn usage_fits(key: &KeySettings, action: Action) -> Answer {
    let usages = action.key_usages();
    if usages.is_empty() {
        return Yes;
    }
    let of_spec: Vec<&str> = SPECS
        .lines()
        .map(|row| row.split_whitespace().collect::<Vec<_>>())
        .find(|row| row.first() == Some(&key.spec.as_str()))
        .map(|row| row[1..].to_vec())
        .unwrap_or_default();
    let fits = |usage: &str| {
        if !of_spec.is_empty() && !of_spec.contains(&usage) {
            return Unknown; // There is no such key.
        }
        let of_key = match usage {
            "ENCRYPT_DECRYPT" if key.spec == "SYMMETRIC_DEFAULT" => KeyUsage::SymmetricEncryption,
            "ENCRYPT_DECRYPT" => KeyUsage::AsymmetricEncryption,
            "SIGN_VERIFY" => KeyUsage::SignVerify,
            "GENERATE_VERIFY_MAC" => KeyUsage::GenerateVerifyMac,
            "KEY_AGREEMENT" => KeyUsage::KeyAgreement,
            "ENCAPSULATE_DECAPSULATE" => KeyUsage::EncapsulateDecapsulate,
            _ => return Unknown,
        };
        Answer::from(usages.contains(&of_key))
    };
    if !key.usage.is_empty() {
        return fits(&key.usage);
    }
    let answers: Vec<Answer> = of_spec.iter().map(|usage| fits(usage)).collect();
    match answers.first() {
        Some(first) if answers.iter().all(|answer| answer == first) => *first,
        _ => Unknown,
    }
}

/// R2.1: the operations that use the key's material.
fn is_cryptographic(action: Action) -> bool {
    [
        "Decrypt",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "GenerateDataKeyWithoutPlaintext",
        "ReEncryptFrom",
        "ReEncryptTo",
        "Sign",
        "Verify",
        "GenerateMac",
        "VerifyMac",
        "DeriveSharedSecret",
        "Encapsulate",
        "Decapsulate",
        "GetPublicKey",
    ]
    .contains(&action.name())
}

/// The states of the columns below. Where a key is enabled, everything works but `CancelKeyDeletion`.
const STATES: [&str; 6] =
    ["Disabled", "PendingDeletion", "PendingImport", "Unavailable", "Creating", "Updating"];

/// Section 5.2: `Y` works, `X` fails, `?` depends on what is not known here, `-` does not occur.
const TABLE: &str = "
    CancelKeyDeletion          X Y X X X X
    CreateAlias                Y X Y Y Y Y
    CreateGrant                X X X Y X Y
    DeleteAlias                Y Y Y Y Y Y
    DeleteImportedKeyMaterial  Y Y Y - X X
    DescribeKey                Y Y Y Y Y Y
    DisableKey                 Y X X Y X X
    DisableKeyRotation         X X X X X ?
    EnableKey                  Y X X Y X X
    EnableKeyRotation          X X X X X ?
    GetKeyPolicy               Y Y Y Y Y Y
    GetKeyRotationStatus       ? ? X X ? ?
    GetParametersForImport     ? X Y X X X
    ImportKeyMaterial          ? X Y X X Y
    ListAliases                Y Y Y Y Y Y
    ListGrants                 Y Y Y Y Y Y
    ListKeyPolicies            Y Y Y Y Y Y
    ListResourceTags           Y Y Y Y Y Y
    PutKeyPolicy               Y Y Y Y Y Y
    ReplicateKey               X X X - X X
    RetireGrant                Y Y Y Y Y Y
    RevokeGrant                Y Y Y Y Y Y
    ScheduleKeyDeletion        Y X Y Y Y X
    TagResource                Y X Y Y Y Y
    UntagResource              Y X Y Y Y Y
    UpdateAlias                Y ? Y Y Y Y
    UpdateKeyDescription       Y X Y Y Y Y
    UpdatePrimaryRegion        X X X - X Y
";

fn state_fits(state: &str, action: Action) -> Answer {
    if state == "Enabled" {
        return Answer::from(action.name() != "CancelKeyDeletion");
    }
    let state = if state == "PendingReplicaDeletion" { "PendingDeletion" } else { state };
    let Some(column) = STATES.iter().position(|known| *known == state) else { return Unknown };
    // R5.30
    if is_cryptographic(action) {
        return Answer::from(state == "Updating");
    }
    for row in TABLE.lines() {
        let cells: Vec<&str> = row.split_whitespace().collect();
        if cells.first() == Some(&action.name()) {
            return match cells[column + 1] {
                "Y" => Yes,
                "X" => No,
                _ => Unknown,
            };
        }
    }
    // Not in AWS's table.
    Unknown
}
