//! The policies and settings of a scenario.

use std::collections::BTreeMap;

use crosskms::action::KeyUsage;
use crosskms::arn::AccountId;
use crosskms::authorize::{AccessPoint, BucketSettings, Evidence, KeySettings, KmsGrant};
use crosskms::json::{Node, ReadError, Value};
use crosskms::policy::Policy;

use super::read::{Field, members, read_account, unknown};

/// The policies and settings of a scenario; what is absent does not exist.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Documents {
    /// The identity policies of the caller, each with its name.
    pub identity_policies: Vec<(String, Policy)>,
    /// The caller's permissions boundary.
    pub permissions_boundary: Option<Policy>,
    /// The policies that were passed with the session, if any.
    pub session_policies: Option<Vec<Policy>>,
    /// The policy of the key or bucket.
    pub resource_policy: Option<Policy>,
    /// The SCPs over the caller's account by level, root first.
    pub service_control_policies: Option<Vec<Vec<Policy>>>,
    /// The RCPs over the resource's account by level, root first.
    pub resource_control_policies: Option<Vec<Vec<Policy>>>,
    /// The account that manages the organization.
    pub management_account: Option<AccountId>,
    /// The policy of the VPC endpoint that the request passes.
    pub endpoint_policy: Option<Policy>,
    /// The KMS grants on the key.
    pub kms_grants: Vec<KmsGrant>,
    /// The state of the key, and what it is for.
    pub key: Option<KeySettings>,
    /// The settings of the bucket.
    pub bucket: Option<BucketSettings>,
    /// The ARN and the policy of the access point through which the bucket is used.
    pub access_point: Option<(String, Option<Policy>)>,
}

impl Documents {
    /// Evidence for [`authorize`](crosskms::authorize::authorize) that is complete.
    pub fn evidence(&self) -> Evidence<'_> {
        let mut evidence = Evidence::complete();
        evidence.identity_policies =
            self.identity_policies.iter().map(|(name, policy)| (name.as_str(), policy)).collect();
        evidence.permissions_boundary = self.permissions_boundary.as_ref();
        evidence.session_policies = self.session_policies.as_ref().map(|policies| policies.iter().collect());
        evidence.resource_policy = self.resource_policy.as_ref();
        evidence.service_control_policies = self.service_control_policies.as_deref().map(borrowed);
        evidence.resource_control_policies = self.resource_control_policies.as_deref().map(borrowed);
        evidence.management_account = self.management_account;
        evidence.endpoint_policy = self.endpoint_policy.as_ref();
        evidence.kms_grants.clone_from(&self.kms_grants);
        evidence.key.clone_from(&self.key);
        evidence.bucket.clone_from(&self.bucket);
        let access_point = self.access_point.as_ref();
        evidence.access_point = access_point.map(|(arn, policy)| AccessPoint::new(arn, policy.as_ref()));
        evidence
    }

    pub(super) fn read(fields: &[(Field, Node<'_>)]) -> Result<Self, ReadError> {
        let mut documents = Self::default();
        for (field, node) in fields {
            documents.set(*field, *node).map_err(|error| error.under(field.name()))?;
        }
        Ok(documents)
    }

    fn set(&mut self, field: Field, node: Node<'_>) -> Result<(), ReadError> {
        match field {
            Field::IdentityPolicies => self.identity_policies = list(node, named_policy)?,
            Field::PermissionsBoundary => self.permissions_boundary = Some(policy(node)?),
            Field::SessionPolicies => {
                self.session_policies = Some(list(node, policy)?).filter(|policies| !policies.is_empty());
            }
            Field::ResourcePolicy => self.resource_policy = Some(policy(node)?),
            Field::ServiceControlPolicies => self.service_control_policies = Some(levels(node)?),
            Field::ResourceControlPolicies => self.resource_control_policies = Some(levels(node)?),
            Field::ManagementAccount => self.management_account = Some(read_account(node)?),
            Field::EndpointPolicy => self.endpoint_policy = Some(policy(node)?),
            Field::KmsGrants => self.kms_grants = list(node, kms_grant)?,
            Field::Key => self.key = Some(key(node)?),
            Field::Bucket => self.bucket = Some(bucket(node)?),
            Field::AccessPoint => self.access_point = Some(access_point(node)?),
        }
        Ok(())
    }
}

fn borrowed(levels: &[Vec<Policy>]) -> Vec<Vec<&Policy>> {
    levels.iter().map(|level| level.iter().collect()).collect()
}

/// A policy, or a string that holds its text.
fn policy(node: Node<'_>) -> Result<Policy, ReadError> {
    match node.value()? {
        Value::String(text) => {
            text.parse().map_err(|error: ReadError| node.error(format!("in the text: {error}")))
        }
        _ => Policy::try_from(node),
    }
}

/// `{"name": …, "document": …}`, or the document alone.
fn named_policy(node: Node<'_>) -> Result<(String, Policy), ReadError> {
    let is_wrapped = node.object()?.iter().any(|(name, _)| name == "document" || name == "name");
    if !is_wrapped {
        return Ok((String::new(), policy(node)?));
    }
    let (mut named, mut document) = (String::new(), None);
    for (name, member) in members(node)? {
        let read = match name.as_str() {
            "name" => member.string().map(|text| named = text),
            "document" => policy(member).map(|policy| document = Some(policy)),
            _ => Err(unknown(&name, member, ["name", "document"])),
        };
        read.map_err(|error| error.under(name))?;
    }
    let document = document.ok_or_else(|| node.error("an identity policy needs a `document`"))?;
    Ok((named, document))
}

fn levels(node: Node<'_>) -> Result<Vec<Vec<Policy>>, ReadError> {
    let level = |node: Node<'_>| match node.value()? {
        Value::Array(_) => list(node, policy),
        other => {
            let message = format!("expected a list of the level's policies, found {}", other.kind());
            Err(node.error(message))
        }
    };
    list(node, level)
}

fn kms_grant(node: Node<'_>) -> Result<KmsGrant, ReadError> {
    const FIELDS: [&str; 4] =
        ["grantee", "operations", "encryption_context_subset", "encryption_context_equals"];
    let (mut grantee, mut grant) = (None, KmsGrant::default());
    for (name, member) in members(node)? {
        let read = match name.as_str() {
            "grantee" => member.string().map(|text| grantee = Some(text)),
            "operations" => list(member, operation).map(|operations| grant.operations = operations),
            "encryption_context_subset" => pairs(member).map(|pairs| grant.encryption_context_subset = pairs),
            "encryption_context_equals" => pairs(member).map(|pairs| grant.encryption_context_equals = pairs),
            _ => Err(unknown(&name, member, FIELDS)),
        };
        read.map_err(|error| error.under(name))?;
    }
    grant.grantee = grantee.ok_or_else(|| node.error("a KMS grant needs a `grantee`"))?;
    Ok(grant)
}

fn operation(node: Node<'_>) -> Result<String, ReadError> {
    node.string()
}

/// The pairs of an encryption context; no pairs are no constraint.
fn pairs(node: Node<'_>) -> Result<Option<BTreeMap<String, String>>, ReadError> {
    let of_one = |(name, member): (String, Node<'_>)| {
        let value = member.string().map_err(|error| error.under(&name))?;
        Ok((name, value))
    };
    let pairs: BTreeMap<String, String> = members(node)?.into_iter().map(of_one).collect::<Result<_, _>>()?;
    Ok(Some(pairs).filter(|pairs| !pairs.is_empty()))
}

fn manager(node: Node<'_>) -> Result<String, ReadError> {
    let text = node.string()?;
    match text.as_str() {
        "AWS" | "CUSTOMER" => Ok(text),
        _ => Err(node.error(format!("`{text}` manages no keys; write `AWS` or `CUSTOMER`"))),
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}

/// What `DescribeKey` tells of the key; what is not said is as `CreateKey` makes it.
fn key(node: Node<'_>) -> Result<KeySettings, ReadError> {
    let mut key = KeySettings::default();
    let mut usage = None;
    for (name, member) in members(node)? {
        let read = match name.as_str() {
            "state" => member.string().map(|text| key.state = text),
            "spec" => member.string().map(|text| key.spec = text),
            "usage" => member.string().map(|text| usage = Some((text, member))),
            "manager" => manager(member).map(|text| key.manager = text),
            _ => Err(unknown(&name, member, ["state", "spec", "usage", "manager"])),
        };
        read.map_err(|error| error.under(name))?;
    }
    let usages = KeyUsage::names_for(&key.spec);
    key.usage = match (usage, usages) {
        (Some((usage, node)), _) if KeyUsage::of_key(&key.spec, &usage).is_none() && !usages.is_empty() => {
            let message =
                format!("a key of spec `{}` is not for `{usage}`, but for {}", key.spec, listed(usages));
            return Err(node.error(message).under("usage"));
        }
        (Some((usage, _)), _) => usage,
        (None, [usage]) => (*usage).to_owned(),
        // `CreateKey` makes none without its usage (R5.8).
        (None, _) => String::new(),
    };
    Ok(key)
}

fn bucket(node: Node<'_>) -> Result<BucketSettings, ReadError> {
    let mut bucket = BucketSettings::default();
    for (name, member) in members(node)? {
        let read = match name.as_str() {
            "restrict_public_buckets" => {
                boolean(member).map(|restrict| bucket.restrict_public_buckets = restrict)
            }
            "object_owner" => read_account(member).map(|owner| bucket.object_owner = Some(owner)),
            _ => Err(unknown(&name, member, ["restrict_public_buckets", "object_owner"])),
        };
        read.map_err(|error| error.under(name))?;
    }
    Ok(bucket)
}

fn access_point(node: Node<'_>) -> Result<(String, Option<Policy>), ReadError> {
    let (mut arn, mut document) = (None, None);
    for (name, member) in members(node)? {
        let read = match name.as_str() {
            "arn" => member.string().map(|text| arn = Some(text)),
            "policy" => policy(member).map(|policy| document = Some(policy)),
            _ => Err(unknown(&name, member, ["arn", "policy"])),
        };
        read.map_err(|error| error.under(name))?;
    }
    let arn = arn.ok_or_else(|| node.error("an access point needs an `arn`"))?;
    Ok((arn, document))
}

fn boolean(node: Node<'_>) -> Result<bool, ReadError> {
    match node.value()? {
        Value::Bool(value) => Ok(value),
        other => Err(node.error(format!("expected `true` or `false`, found {}", other.kind()))),
    }
}

fn list<T>(node: Node<'_>, read: impl Fn(Node<'_>) -> Result<T, ReadError>) -> Result<Vec<T>, ReadError> {
    let items = node.array()?.into_iter().enumerate();
    items.map(|(index, item)| read(item).map_err(|error| error.under(index))).collect()
}
