//! The default encryption of a bucket, as `PutBucketEncryption` takes it (R5.44).

use std::fmt;

use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::arn::KeyArn;
use crate::grant::BucketKey;
use crate::json::{Node, ReadError, Value};

/// The one rule of a bucket's default encryption.
///
/// ```
/// use crosskms_core::policies::BucketEncryption;
///
/// let json = r#"{"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}"#;
/// let encryption: BucketEncryption = json.parse()?;
/// assert_eq!(encryption.key, None);
/// # Ok::<(), crosskms_core::policy::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketEncryption {
    /// `SSEAlgorithm`.
    pub algorithm: SseAlgorithm,
    /// `KMSMasterKeyID`, as it was set: an ARN, an id or an alias.
    pub key: Option<String>,
    /// `BucketKeyEnabled`; absent means no.
    pub bucket_key: Option<bool>,
    /// `BlockedEncryptionTypes`, which a rewrite must keep; as JSON text.
    blocked: Option<String>,
}

/// How objects are encrypted when the request does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SseAlgorithm {
    /// `AES256`: keys of S3 itself.
    Aes256,
    /// `aws:kms`: a KMS key.
    Kms,
    /// `aws:kms:dsse`: a KMS key, twice.
    KmsDsse,
    /// Another one, as it is written.
    Other(String),
}

impl BucketEncryption {
    pub(super) fn of(key: &KeyArn, bucket_key: BucketKey) -> Self {
        Self {
            algorithm: SseAlgorithm::Kms,
            key: Some(key.to_string()),
            bucket_key: Some(bucket_key == BucketKey::Enabled),
            blocked: None,
        }
    }

    /// What every bucket has until somebody says otherwise (R5.45).
    pub const fn sse_s3() -> Self {
        Self { algorithm: SseAlgorithm::Aes256, key: None, bucket_key: None, blocked: None }
    }

    /// This setting with what `current` has and a grant says nothing about.
    #[must_use]
    pub fn keeping(self, current: &Self) -> Self {
        Self { blocked: current.blocked.clone(), ..self }
    }

    /// Whether both encrypt in the same way; an absent `BucketKeyEnabled` means no.
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        let normal =
            |e: &Self| (e.algorithm.clone(), e.key.clone(), e.bucket_key.unwrap_or(false), e.blocked.clone());
        normal(self) == normal(other)
    }

    /// The configuration on one line, as the API takes it.
    pub fn to_compact_string(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl SseAlgorithm {
    /// The name as it stands in the configuration.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Aes256 => "AES256",
            Self::Kms => "aws:kms",
            Self::KmsDsse => "aws:kms:dsse",
            Self::Other(name) => name,
        }
    }
}

impl std::str::FromStr for BucketEncryption {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Node::parse(text).and_then(read).map_err(|error| error.located_in(text))
    }
}

impl<'de> serde_core::Deserialize<'de> for BucketEncryption {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(serde_core::de::Error::custom)
    }
}

fn read(node: Node<'_>) -> Result<BucketEncryption, ReadError> {
    let Some((_, rules)) = node.object()?.into_iter().find(|(key, _)| key == "Rules") else {
        return Err(node.error("an encryption configuration needs `Rules`"));
    };
    only_rule(rules).map_err(|error| error.under("Rules"))
}

fn only_rule(node: Node<'_>) -> Result<BucketEncryption, ReadError> {
    let Value::Array(rules) = node.value()? else { return Err(node.error("expected an array")) };
    let [rule] = rules.as_slice() else { return Err(node.error("expected exactly one rule")) };
    let mut encryption = BucketEncryption::sse_s3();
    for (key, node) in rule.object().map_err(|error| error.under(0))? {
        member(&key, node, &mut encryption).map_err(|error| error.under(&key).under(0))?;
    }
    Ok(encryption)
}

fn member(key: &str, node: Node<'_>, encryption: &mut BucketEncryption) -> Result<(), ReadError> {
    match key {
        "ApplyServerSideEncryptionByDefault" => {
            for (key, node) in node.object()? {
                let text = || node.string().map_err(|error| error.under(&key));
                match key.as_str() {
                    "SSEAlgorithm" => encryption.algorithm = algorithm(text()?),
                    "KMSMasterKeyID" => encryption.key = Some(text()?),
                    _ => {}
                }
            }
        }
        "BucketKeyEnabled" => match node.value()? {
            Value::Bool(enabled) => encryption.bucket_key = Some(enabled),
            other => return Err(node.error(format!("expected a boolean, found {}", other.kind()))),
        },
        "BlockedEncryptionTypes" => encryption.blocked = Some(node.text().to_owned()),
        _ => {}
    }
    Ok(())
}

fn algorithm(name: String) -> SseAlgorithm {
    match name.as_str() {
        "AES256" => SseAlgorithm::Aes256,
        "aws:kms" => SseAlgorithm::Kms,
        "aws:kms:dsse" => SseAlgorithm::KmsDsse,
        _ => SseAlgorithm::Other(name),
    }
}

impl Serialize for BucketEncryption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("Rules", &[EncryptionRule(self)])?;
        map.end()
    }
}

struct EncryptionRule<'a>(&'a BucketEncryption);

impl Serialize for EncryptionRule<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ApplyServerSideEncryptionByDefault", &Default(self.0))?;
        if let Some(enabled) = self.0.bucket_key {
            map.serialize_entry("BucketKeyEnabled", &enabled)?;
        }
        if let Some(Ok(blocked)) = self.0.blocked.clone().map(RawValue::from_string) {
            map.serialize_entry("BlockedEncryptionTypes", &blocked)?;
        }
        map.end()
    }
}

struct Default<'a>(&'a BucketEncryption);

impl Serialize for Default<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("SSEAlgorithm", self.0.algorithm.as_str())?;
        if let Some(key) = &self.0.key {
            map.serialize_entry("KMSMasterKeyID", key)?;
        }
        map.end()
    }
}

impl fmt::Display for BucketEncryption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?)
    }
}
