//! The union of the global condition keys and those of KMS and S3.

use std::collections::BTreeMap;

use crate::Error;
use crate::data::{Data, Reference};

/// One row of the generated table.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct ConditionKey<'a> {
    pub(crate) name: &'a str,
    pub(crate) value_type: &'static str,
    pub(crate) multivalued: bool,
}

/// The type of the keys that actions use and that the reference's table of condition keys leaves out.
const LEFT_OUT: &[(&str, &str)] =
    &[("kms:PolicyName", "String"), ("kms:RecipientAttestation:PCR8:ServiceName", "String")];

/// Every condition key once, sorted by name.
///
/// Of a key that the files spell differently, `aws:ResourceTag/${TagKey}` and
/// `aws:ResourceTag/tag-key`, the spelling that sorts first stays.
pub(crate) fn all(data: &Data) -> Result<Vec<ConditionKey<'_>>, Error> {
    let references = [&data.kms, &data.s3];
    let declared = references.into_iter().flat_map(|reference| &reference.condition_keys);
    let declared = declared.chain(&data.global.condition_keys);
    let declared = declared.map(|entry| (entry.key.as_str(), entry.value_type.as_str()));

    let mut keys = BTreeMap::new();
    for (name, value_type) in declared.chain(LEFT_OUT.iter().copied()) {
        let key = ConditionKey::new(name, value_type)?;
        let kept = keys.entry(fixed_part(name).to_lowercase()).or_insert(key);
        if (kept.value_type, kept.multivalued) != (key.value_type, key.multivalued) {
            return Err(Error::ContradictoryConditionKey(name.to_owned()));
        }
        kept.name = kept.name.min(name);
    }
    if let Some(name) = references
        .into_iter()
        .flat_map(used)
        .find(|name| !keys.contains_key(&fixed_part(name).to_lowercase()))
    {
        return Err(Error::UntypedConditionKey(name.to_owned()));
    }

    let mut keys: Vec<_> = keys.into_values().collect();
    keys.sort_by_key(|key| key.name);
    Ok(keys)
}

impl<'a> ConditionKey<'a> {
    fn new(name: &'a str, listed: &str) -> Result<Self, Error> {
        let element = listed.strip_prefix("ArrayOf");
        let value_type = match element.unwrap_or(listed) {
            "String" => "String",
            "ARN" => "Arn",
            "Bool" => "Bool",
            "Numeric" => "Numeric",
            "Date" => "Date",
            "IPAddress" => "IpAddress",
            _ => return Err(Error::UnknownValueType(listed.to_owned())),
        };
        Ok(Self { name, value_type, multivalued: element.is_some() })
    }
}

/// The keys that actions and resource types use.
fn used(reference: &Reference) -> impl Iterator<Item = &str> {
    let actions = reference.actions.iter().flat_map(|action| &action.condition_keys);
    let resources = reference.resource_types.iter().flat_map(|resource| &resource.condition_keys);
    actions.chain(resources).map(String::as_str)
}

/// The name up to its placeholder: `${TagKey}`, `<key>` or `tag-key`.
fn fixed_part(name: &str) -> &str {
    let before = name.split(['$', '<']).next().unwrap_or(name);
    before.strip_suffix("tag-key").filter(|fixed| fixed.ends_with('/')).unwrap_or(before)
}
