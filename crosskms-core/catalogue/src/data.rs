//! The files of `data` as they are; nothing is concluded here.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Error;

/// Everything that the tables are made of.
pub(crate) struct Data {
    pub(crate) kms: Reference,
    pub(crate) s3: Reference,
    pub(crate) kms_cross_account: CrossAccount,
    pub(crate) kms_key_use: Vec<KeyUse>,
    pub(crate) global: GlobalConditionKeys,
}

/// One service's page of the Service Authorization Reference.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reference {
    pub(crate) data_date: String,
    pub(crate) actions: Vec<ActionEntry>,
    pub(crate) resource_types: Vec<ResourceType>,
    pub(crate) condition_keys: Vec<ConditionKeyEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ActionEntry {
    pub(crate) name: String,
    pub(crate) access_level: AccessLevel,
    pub(crate) wildcard_only: bool,
    pub(crate) resource_types: Vec<ActionResource>,
    pub(crate) condition_keys: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) enum AccessLevel {
    List,
    Read,
    Write,
    #[serde(rename = "Permissions management")]
    PermissionsManagement,
    Tagging,
}

/// A type of resource that an action applies to.
#[derive(Deserialize)]
pub(crate) struct ActionResource {
    pub(crate) name: String,
    pub(crate) required: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResourceType {
    pub(crate) name: String,
    pub(crate) condition_keys: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct ConditionKeyEntry {
    pub(crate) key: String,
    #[serde(rename = "type")]
    pub(crate) value_type: String,
}

/// The line "Cross-account use" of each KMS operation; null where the question does not apply.
#[derive(Deserialize)]
pub(crate) struct CrossAccount {
    pub(crate) operations: BTreeMap<String, Option<Answer>>,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    Yes,
    No,
}

/// What a row of `kms-actions.csv` says beyond the reference.
#[derive(Deserialize)]
pub(crate) struct KeyUse {
    pub(crate) action: String,
    pub(crate) key_usages: String,
    pub(crate) notes: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GlobalConditionKeys {
    pub(crate) condition_keys: Vec<ConditionKeyEntry>,
}

impl Data {
    pub(crate) fn read() -> Result<Self, Error> {
        Ok(Self {
            kms: json("kms-actions.json", include_str!("../data/kms-actions.json"))?,
            s3: json("s3-actions.json", include_str!("../data/s3-actions.json"))?,
            kms_cross_account: json(
                "kms-cross-account.json",
                include_str!("../data/kms-cross-account.json"),
            )?,
            kms_key_use: csv::Reader::from_reader(include_bytes!("../data/kms-actions.csv").as_slice())
                .deserialize()
                .collect::<Result<_, _>>()
                .map_err(Error::Csv)?,
            global: json("global-condition-keys.json", include_str!("../data/global-condition-keys.json"))?,
        })
    }
}

fn json<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|source| Error::Json { file, source })
}
