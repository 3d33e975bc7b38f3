//! What is true of one action when the files are read together.

use std::collections::BTreeSet;

use crate::Error;
use crate::data::{ActionEntry, Answer, Data, Reference};

/// One row of a generated table.
pub(crate) struct Definition<'a> {
    pub(crate) entry: &'a ActionEntry,
    /// The action's own keys and those of the resource types that it applies to.
    pub(crate) condition_keys: BTreeSet<&'a str>,
    pub(crate) cross_account: bool,
    pub(crate) key_usages: Vec<&'static KeyUsage>,
    pub(crate) grantable: bool,
    /// The page of AWS that describes the action.
    pub(crate) page: String,
}

/// One of crosskms-core's `KeyUsage`s.
pub(crate) struct KeyUsage {
    /// How `kms-actions.csv` writes it.
    listed: &'static str,
    pub(crate) variant: &'static str,
    pub(crate) prose: &'static str,
}

const KEY_USAGES: &[KeyUsage] = &[
    KeyUsage {
        listed: "ENCRYPT_DECRYPT(symmetric)",
        variant: "SymmetricEncryption",
        prose: "symmetric `ENCRYPT_DECRYPT`",
    },
    KeyUsage {
        listed: "ENCRYPT_DECRYPT(RSA/SM2)",
        variant: "AsymmetricEncryption",
        prose: "asymmetric `ENCRYPT_DECRYPT`",
    },
    KeyUsage { listed: "SIGN_VERIFY", variant: "SignVerify", prose: "`SIGN_VERIFY`" },
    KeyUsage { listed: "GENERATE_VERIFY_MAC", variant: "GenerateVerifyMac", prose: "`GENERATE_VERIFY_MAC`" },
    KeyUsage { listed: "KEY_AGREEMENT", variant: "KeyAgreement", prose: "`KEY_AGREEMENT`" },
    KeyUsage {
        listed: "ENCAPSULATE_DECAPSULATE",
        variant: "EncapsulateDecapsulate",
        prose: "`ENCAPSULATE_DECAPSULATE`",
    },
];

/// S3's actions whose caller must belong to the bucket owner's account (R5.40).
const S3_OWNER_ONLY: &[&str] = &["DeleteBucketPolicy", "GetBucketPolicy", "PutBucketPolicy"];

/// The actions of KMS, sorted by name.
pub(crate) fn kms(data: &Data) -> Result<Vec<Definition<'_>>, Error> {
    definitions(&data.kms, |entry, mut condition_keys| {
        let listed = data.kms_key_use.iter().find(|row| row.action.strip_prefix("kms:") == Some(&entry.name));
        let listed = listed.ok_or_else(|| Error::NotInCsv(entry.name.clone()))?;
        condition_keys.extend(newer_keys(&listed.notes));
        let operation = kms_operation(&entry.name);
        let answer = data.kms_cross_account.operations.get(operation);
        Ok(Definition {
            entry,
            condition_keys,
            cross_account: answer == Some(&Some(Answer::Yes)),
            key_usages: key_usages(&listed.key_usages)?,
            grantable: listed.notes.split(';').any(|note| note.trim() == "grantable"),
            page: match answer {
                Some(_) => {
                    format!("https://docs.aws.amazon.com/kms/latest/APIReference/API_{operation}.html")
                }
                None => reference_page("awskeymanagementservice"),
            },
        })
    })
}

/// The actions of S3, sorted by name.
pub(crate) fn s3(data: &Data) -> Result<Vec<Definition<'_>>, Error> {
    definitions(&data.s3, |entry, condition_keys| {
        Ok(Definition {
            entry,
            condition_keys,
            cross_account: !entry.wildcard_only && !S3_OWNER_ONLY.contains(&entry.name.as_str()),
            key_usages: Vec::new(),
            grantable: false,
            page: reference_page("amazons3"),
        })
    })
}

fn definitions<'a>(
    reference: &'a Reference,
    define: impl Fn(&'a ActionEntry, BTreeSet<&'a str>) -> Result<Definition<'a>, Error>,
) -> Result<Vec<Definition<'a>>, Error> {
    let mut definitions = reference
        .actions
        .iter()
        .map(|entry| define(entry, condition_keys(reference, entry)?))
        .collect::<Result<Vec<_>, _>>()?;
    definitions.sort_by_key(|definition| &definition.entry.name);
    Ok(definitions)
}

fn condition_keys<'a>(reference: &'a Reference, entry: &'a ActionEntry) -> Result<BTreeSet<&'a str>, Error> {
    let mut keys: BTreeSet<&str> = entry.condition_keys.iter().map(String::as_str).collect();
    for resource in &entry.resource_types {
        let described = reference.resource_types.iter().find(|described| described.name == resource.name);
        let described = described.ok_or_else(|| Error::UnknownResourceType(resource.name.clone()))?;
        keys.extend(described.condition_keys.iter().map(String::as_str));
    }
    Ok(keys)
}

/// The keys that KMS's own model has and the reference does not yet.
fn newer_keys(notes: &str) -> impl Iterator<Item = &str> {
    notes
        .split(';')
        .filter_map(|note| note.trim().strip_prefix("new condition key "))
        .filter_map(|note| note.split(' ').next())
}

/// The operation that checks the permission: one operation re-encrypts, two permissions allow it.
fn kms_operation(action: &str) -> &str {
    match action {
        "ReEncryptFrom" | "ReEncryptTo" => "ReEncrypt",
        name => name,
    }
}

fn key_usages(listed: &str) -> Result<Vec<&'static KeyUsage>, Error> {
    if listed == "n/a" || listed.starts_with("any") {
        return Ok(Vec::new());
    }
    let usage = |name: &str| {
        let known = KEY_USAGES.iter().find(|usage| usage.listed == name);
        known.ok_or_else(|| Error::UnknownKeyUsage(name.to_owned()))
    };
    listed.split('|').map(usage).collect()
}

fn reference_page(service: &str) -> String {
    format!(
        "https://docs.aws.amazon.com/service-authorization/latest/reference/list_{service}.html\
         #{service}-actions-as-permissions"
    )
}
