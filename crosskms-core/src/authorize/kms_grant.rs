//! A KMS grant, in the members of `CreateGrant` and `ListGrants`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::caller::Caller;
use crate::json::{Node, ReadError};

/// A KMS grant: one key, one grantee, some operations (R2.60).
///
/// ```
/// use crosskms_core::authorize::KmsGrant;
///
/// let json = r#"{"GranteePrincipal": "arn:aws:iam::444455556666:role/analytics", "Operations": ["Decrypt"]}"#;
/// let grant: KmsGrant = json.parse()?;
/// assert_eq!(grant, KmsGrant::new("arn:aws:iam::444455556666:role/analytics", ["Decrypt"]));
/// # Ok::<(), crosskms_core::policy::ReadError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct KmsGrant {
    /// `Name`, if it has one.
    pub name: Option<String>,
    /// `GranteePrincipal`, the ARN of a principal, or `GranteeServicePrincipal`. When the principal is deleted, KMS shows
    /// its unique id (R2.66).
    pub grantee: String,
    /// `RetiringPrincipal`, or `RetiringServicePrincipal`: who can end it, beside those who can revoke it.
    pub retiring_principal: Option<String>,
    /// `Operations`, as the API spells them, for example `Decrypt`.
    pub operations: Vec<String>,
    /// `EncryptionContextSubset`: pairs that the request must have.
    pub encryption_context_subset: Option<BTreeMap<String, String>>,
    /// `EncryptionContextEquals`: all pairs that the request must have.
    pub encryption_context_equals: Option<BTreeMap<String, String>>,
    /// `SourceArn`: the resource for which a service acts.
    pub source_arn: Option<String>,
}

impl KmsGrant {
    /// A grant without constraints.
    pub fn new<S: Into<String>>(grantee: impl Into<String>, operations: impl IntoIterator<Item = S>) -> Self {
        let operations = operations.into_iter().map(Into::into).collect();
        Self { grantee: grantee.into(), operations, ..Self::default() }
    }

    /// Whether both give the same to the same grantee under one name, in whatever order operations stand.
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        let operations = |grant: &Self| grant.operations.iter().cloned().collect::<BTreeSet<String>>();
        let same = Self { operations: other.operations.clone(), ..self.clone() };
        same == *other && operations(self) == operations(other)
    }
}

impl FromStr for KmsGrant {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Node::parse(text).and_then(read).map_err(|error| error.located_in(text))
    }
}

impl<'de> Deserialize<'de> for KmsGrant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(serde_core::de::Error::custom)
    }
}

fn read(node: Node<'_>) -> Result<KmsGrant, ReadError> {
    let (mut grant, mut grantee) = (KmsGrant::default(), None);
    for (member, value) in node.object()? {
        let text = || value.string();
        let read = match member.as_str() {
            "Name" => text().map(|name| grant.name = Some(name)),
            "GranteePrincipal" | "GranteeServicePrincipal" => text().map(|one| grantee = Some(one)),
            "RetiringPrincipal" | "RetiringServicePrincipal" => {
                text().map(|one| grant.retiring_principal = Some(one))
            }
            "Operations" => operations(value).map(|operations| grant.operations = operations),
            "Constraints" => constraints(value, &mut grant),
            _ => Err(value.error("a KMS grant has no such member")),
        };
        read.map_err(|error| error.under(&member))?;
    }
    match grantee {
        Some(grantee) => Ok(KmsGrant { grantee, ..grant }),
        None => Err(node.error("a KMS grant needs `GranteePrincipal`")),
    }
}

fn operations(node: Node<'_>) -> Result<Vec<String>, ReadError> {
    let texts = node.array()?.into_iter().enumerate();
    texts.map(|(index, text)| text.string().map_err(|error| error.under(index))).collect()
}

fn constraints(node: Node<'_>, grant: &mut KmsGrant) -> Result<(), ReadError> {
    for (member, value) in node.object()? {
        let read = match member.as_str() {
            "EncryptionContextSubset" => {
                pairs(value).map(|pairs| grant.encryption_context_subset = Some(pairs))
            }
            "EncryptionContextEquals" => {
                pairs(value).map(|pairs| grant.encryption_context_equals = Some(pairs))
            }
            "SourceArn" => value.string().map(|arn| grant.source_arn = Some(arn)),
            _ => Err(value.error("a KMS grant has no such constraint")),
        };
        read.map_err(|error| error.under(&member))?;
    }
    Ok(())
}

fn pairs(node: Node<'_>) -> Result<BTreeMap<String, String>, ReadError> {
    let pair = |(name, value): (String, Node<'_>)| match value.string() {
        Ok(value) => Ok((name, value)),
        Err(error) => Err(error.under(name)),
    };
    node.object()?.into_iter().map(pair).collect()
}

impl Serialize for KmsGrant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_service = |text: &str| matches!(text.parse::<Caller>(), Ok(Caller::Service(_)));
        let mut map = serializer.serialize_map(None)?;
        if let Some(name) = &self.name {
            map.serialize_entry("Name", name)?;
        }
        let grantee = if is_service(&self.grantee) { "GranteeServicePrincipal" } else { "GranteePrincipal" };
        map.serialize_entry(grantee, &self.grantee)?;
        if let Some(retiring) = &self.retiring_principal {
            let member = if is_service(retiring) { "RetiringServicePrincipal" } else { "RetiringPrincipal" };
            map.serialize_entry(member, retiring)?;
        }
        map.serialize_entry("Operations", &self.operations)?;
        if self.is_constrained() {
            map.serialize_entry("Constraints", &Constraints(self))?;
        }
        map.end()
    }
}

impl KmsGrant {
    const fn is_constrained(&self) -> bool {
        self.encryption_context_subset.is_some()
            || self.encryption_context_equals.is_some()
            || self.source_arn.is_some()
    }
}

struct Constraints<'g>(&'g KmsGrant);

impl Serialize for Constraints<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(pairs) = &self.0.encryption_context_subset {
            map.serialize_entry("EncryptionContextSubset", pairs)?;
        }
        if let Some(pairs) = &self.0.encryption_context_equals {
            map.serialize_entry("EncryptionContextEquals", pairs)?;
        }
        if let Some(arn) = &self.0.source_arn {
            map.serialize_entry("SourceArn", arn)?;
        }
        map.end()
    }
}

impl fmt::Display for KmsGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use super::KmsGrant;

    const WHOLE: &str = r#"{"Name":"crosskms-raw","GranteePrincipal":"arn:aws:iam::444455556666:role/a","RetiringPrincipal":"arn:aws:iam::111122223333:root","Operations":["Decrypt","DescribeKey"],"Constraints":{"EncryptionContextSubset":{"aws:s3:arn":"arn:aws:s3:::example"}}}"#;
    const OF_A_SERVICE: &str = r#"{"GranteeServicePrincipal":"ec2.amazonaws.com","RetiringServicePrincipal":"ec2.amazonaws.com","Operations":["Decrypt"],"Constraints":{"EncryptionContextEquals":{},"SourceArn":"arn:aws:ec2:eu-west-1:111122223333:volume/v"}}"#;

    #[test]
    fn what_is_read_is_written_again() {
        for text in [WHOLE, OF_A_SERVICE] {
            let grant: KmsGrant = text.parse().unwrap();
            assert_eq!(serde_json::to_string(&grant).unwrap(), text);
            assert_eq!(serde_json::from_str::<KmsGrant>(text).unwrap(), grant);
        }
    }

    #[test]
    fn what_is_no_kms_grant_says_where() {
        for (text, pointer) in [
            (r#"{"Operations":["Decrypt"]}"#, ""),
            (&WHOLE.replace("\"Name\"", "\"name\""), "/name"),
            (&WHOLE.replace("\"Decrypt\"", "1"), "/Operations/0"),
            (&WHOLE.replace("Subset", "SubSet"), "/Constraints/EncryptionContextSubSet"),
            (
                &WHOLE.replace("\"arn:aws:s3:::example\"", "true"),
                "/Constraints/EncryptionContextSubset/aws:s3:arn",
            ),
        ] {
            assert_eq!(text.parse::<KmsGrant>().unwrap_err().pointer(), pointer, "{text}");
        }
    }

    #[test]
    fn the_order_of_operations_means_nothing_and_all_else_does() {
        let grant: KmsGrant = WHOLE.parse().unwrap();
        let same = |text: &str| grant.means_the_same_as(&text.parse().unwrap());
        assert!(same(&WHOLE.replace(r#""Decrypt","DescribeKey""#, r#""DescribeKey","Decrypt""#)));
        for (of, by) in [
            ("DescribeKey", "Encrypt"),
            ("role/a", "role/b"),
            ("crosskms-raw", "crosskms-row"),
            ("Subset", "Equals"),
            (":::example", ":::other"),
            ("111122223333:root", "444455556666:root"),
        ] {
            assert!(!same(&WHOLE.replace(of, by)), "{of}");
        }
    }
}
