//! What a policy is attached to, which decides the elements it may hold (section 3.2 of the rulebook).

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::{
    ActionElement, Effect, OneOrMany, Policy, Principal, PrincipalElement, ResourceElement, Statement, Text,
};
use crate::wildcard;

/// The type of a policy.
///
/// ```
/// use crosskms_core::policy::PolicyType;
///
/// assert_eq!("key-policy".parse(), Ok(PolicyType::KeyPolicy));
/// assert_eq!(PolicyType::KeyPolicy.to_string(), "key policy");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PolicyType {
    /// Attached to a role, a user or a group, inline or managed.
    IdentityPolicy,
    /// The permissions boundary of a role or a user.
    PermissionsBoundary,
    /// Passed to STS with a session.
    SessionPolicy,
    /// The key policy of a KMS key.
    KeyPolicy,
    /// The bucket policy of an S3 bucket.
    BucketPolicy,
    /// The trust policy of a role.
    TrustPolicy,
    /// A service control policy (SCP) of an organization.
    ServiceControlPolicy,
    /// A resource control policy (RCP) of an organization.
    ResourceControlPolicy,
    /// The policy of a VPC endpoint.
    EndpointPolicy,
    /// The policy of any other resource: a topic, a queue, a secret, an access point.
    ResourcePolicy,
}

/// The text names no type of policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPolicyType;

impl PolicyType {
    /// Every type.
    pub const ALL: [Self; 10] = [
        Self::IdentityPolicy,
        Self::PermissionsBoundary,
        Self::SessionPolicy,
        Self::KeyPolicy,
        Self::BucketPolicy,
        Self::TrustPolicy,
        Self::ServiceControlPolicy,
        Self::ResourceControlPolicy,
        Self::EndpointPolicy,
        Self::ResourcePolicy,
    ];

    /// The name in kebab case, as options of commands take it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityPolicy => "identity-policy",
            Self::PermissionsBoundary => "permissions-boundary",
            Self::SessionPolicy => "session-policy",
            Self::KeyPolicy => "key-policy",
            Self::BucketPolicy => "bucket-policy",
            Self::TrustPolicy => "trust-policy",
            Self::ServiceControlPolicy => "service-control-policy",
            Self::ResourceControlPolicy => "resource-control-policy",
            Self::EndpointPolicy => "endpoint-policy",
            Self::ResourcePolicy => "resource-policy",
        }
    }

    /// The name with its article, for messages: `a key policy`.
    pub const fn with_article(self) -> &'static str {
        match self {
            Self::IdentityPolicy => "an identity policy",
            Self::PermissionsBoundary => "a permissions boundary",
            Self::SessionPolicy => "a session policy",
            Self::KeyPolicy => "a key policy",
            Self::BucketPolicy => "a bucket policy",
            Self::TrustPolicy => "a trust policy",
            Self::ServiceControlPolicy => "a service control policy",
            Self::ResourceControlPolicy => "a resource control policy",
            Self::EndpointPolicy => "an endpoint policy",
            Self::ResourcePolicy => "a resource policy",
        }
    }

    /// Whether statements say whom they are about.
    pub const fn names_principals(self) -> bool {
        self.may_exempt_principals() || matches!(self, Self::TrustPolicy | Self::ResourceControlPolicy)
    }

    /// Whether statements that deny may say whom they are not about, by `NotPrincipal`.
    pub const fn may_exempt_principals(self) -> bool {
        matches!(self, Self::KeyPolicy | Self::BucketPolicy | Self::EndpointPolicy | Self::ResourcePolicy)
    }

    /// Whether IAM keeps the policy, which checks it more strictly than the services do (R3.8, R5.38).
    pub const fn is_kept_by_iam(self) -> bool {
        matches!(self, Self::IdentityPolicy | Self::PermissionsBoundary | Self::SessionPolicy)
    }

    /// The buckets that the resources of a policy name.
    pub(crate) fn buckets_of(policy: &Policy) -> BTreeSet<&str> {
        named_in(policy, bucket_of)
    }

    /// The type that a policy shows by its elements; none when several would do.
    ///
    /// Without principals it is taken for an identity policy, though it may be a boundary or an SCP.
    pub fn of(policy: &Policy) -> Option<Self> {
        let statements = policy.statements.as_slice();
        if statements.iter().all(|statement| statement.principal.is_none()) {
            return Some(Self::IdentityPolicy);
        }
        let all = |holds: &dyn Fn(&Statement) -> bool| statements.iter().all(holds);
        if all(&|statement| statement.resource.is_none() && is_about(statement, "sts:")) {
            return Some(Self::TrustPolicy);
        }
        // Key policies allow something, bucket policies name their bucket.
        if all(&|statement| statement.effect == Effect::Deny && statement.is_about_everything()) {
            return Some(Self::ResourceControlPolicy);
        }
        let any = |holds: &dyn Fn(&Statement) -> bool| statements.iter().any(holds);
        let everything = |statement: &Statement| statement.allows_everything();
        if all(&|statement| statement.is_about_anyone()) && any(&everything) {
            return Some(Self::EndpointPolicy);
        }
        // What S3 has besides buckets.
        const OTHERS_OF_S3: [&str; 3] = [":s3-outposts:", ":s3-object-lambda:", ":accesspoint/"];
        if any(&|statement| OTHERS_OF_S3.iter().any(|arn| is_on(statement, arn))) {
            return Some(Self::ResourcePolicy);
        }
        // Whoever forgot an element or two still says which service it is about.
        let any = |service: &str, arn: &str| {
            any(&|statement| is_about(statement, service) || is_on(statement, arn))
        };
        // The policies of endpoints are about services, too, and about many buckets and keys.
        let about_everything = |statement: &Statement| statement.is_about_everything();
        let of_several = named_in(policy, bucket_of).len() > 1 || named_in(policy, key_of).len() > 1;
        match (any("kms:", ":kms:"), any("s3:", ":s3:")) {
            _ if of_several => None,
            (true, false) if all(&about_everything) => None,
            // A key policy need not name its key, and without an administrator it is none.
            (true, false) if !named_in(policy, key_of).is_empty() && !may_be(policy, "kms:PutKeyPolicy") => {
                None
            }
            (false, true) if statements.iter().any(about_everything) => None,
            (true, false) => Some(Self::KeyPolicy),
            (false, true) => Some(Self::BucketPolicy),
            (false, false) if all(&names_actions) => Some(Self::ResourcePolicy),
            _ => None,
        }
    }
}

impl Statement {
    /// Whether every principal is meant, by a bare `*`.
    fn is_about_anyone(&self) -> bool {
        matches!(self.principal, Some(PrincipalElement::Principal(Principal::Anyone)))
    }

    /// Whether every principal and every resource is meant, by a bare `*` each.
    fn is_about_everything(&self) -> bool {
        let Some(ResourceElement::Resource(resources)) = &self.resource else { return false };
        self.is_about_anyone() && resources.iter().all(|resource| resource == "*")
    }

    /// Whether every action of every service is allowed, under whatever condition.
    fn allows_everything(&self) -> bool {
        let Some(ActionElement::Action(actions)) = &self.action else { return false };
        self.effect == Effect::Allow
            && self.is_about_everything()
            && actions.iter().all(|action| action == "*")
    }
}

/// Whether a statement names actions of services, which are then not those of keys and buckets.
fn names_actions(statement: &Statement) -> bool {
    let Some(ActionElement::Action(actions)) = &statement.action else { return false };
    actions.iter().all(|action| {
        action.split_once(':').is_some_and(|(service, _)| !["kms", "s3", "sts"].contains(&service))
    })
}

/// Whether a statement that allows is about an action.
fn may_be(policy: &Policy, action: &str) -> bool {
    policy.statements.iter().filter(|statement| statement.effect == Effect::Allow).any(|statement| {
        let matched = |patterns: &OneOrMany<Text>| {
            patterns.iter().any(|pattern| wildcard::matches_ignoring_case(pattern, action))
        };
        match &statement.action {
            Some(ActionElement::Action(patterns)) => matched(patterns),
            Some(ActionElement::NotAction(patterns)) => !matched(patterns),
            None => false,
        }
    })
}

/// What the resources of a policy name.
fn named_in(policy: &Policy, name_of: fn(&str) -> Option<&str>) -> BTreeSet<&str> {
    let resources = policy.statements.iter().filter_map(|statement| match &statement.resource {
        Some(ResourceElement::Resource(resources)) => Some(resources.iter()),
        _ => None,
    });
    resources.flatten().filter_map(|resource| name_of(resource)).collect()
}

/// The bucket of an ARN, when it is no pattern.
fn bucket_of(resource: &str) -> Option<&str> {
    let (start, name) = resource.split_once(":s3:::")?;
    let bucket = name.split('/').next().unwrap_or_default();
    (start.starts_with("arn:") && is_name(bucket)).then_some(bucket)
}

/// The ARN of a key, when it is no pattern.
fn key_of(resource: &str) -> Option<&str> {
    let is_key = resource.starts_with("arn:") && resource.contains(":kms:") && resource.contains(":key/");
    (is_key && is_name(resource)).then_some(resource)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(['*', '?', '$'])
}

fn is_about(statement: &Statement, service: &str) -> bool {
    let Some(ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action else {
        return false;
    };
    !actions.is_empty()
        && actions.iter().all(|action| {
            action.get(..service.len()).is_some_and(|start| start.eq_ignore_ascii_case(service))
        })
}

fn is_on(statement: &Statement, service: &str) -> bool {
    let Some(ResourceElement::Resource(resources) | ResourceElement::NotResource(resources)) =
        &statement.resource
    else {
        return false;
    };
    resources.iter().any(|resource| resource.starts_with("arn:") && resource.contains(service))
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.with_article();
        f.write_str(named.split_once(' ').map_or(named, |(_, name)| name))
    }
}

impl FromStr for PolicyType {
    type Err = UnknownPolicyType;

    fn from_str(text: &str) -> Result<Self, UnknownPolicyType> {
        Self::ALL.into_iter().find(|known| known.as_str() == text).ok_or(UnknownPolicyType)
    }
}

impl fmt::Display for UnknownPolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = PolicyType::ALL.map(PolicyType::as_str).join("`, `");
        write!(f, "not a type of policy; write one of `{names}`")
    }
}

impl std::error::Error for UnknownPolicyType {}
