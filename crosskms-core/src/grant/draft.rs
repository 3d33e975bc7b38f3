//! A grant as somebody wrote it, before any rule has looked at it.

use crate::rules::{self, Allowances};
use crate::site::Site;
use crate::suggest;
use crate::{finding::Findings, grant::CrossAccountGrant};

use super::Candidate;

/// The fields of a grant as texts; macro, builder and command all fill one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Draft {
    /// `name`
    pub name: Option<String>,
    /// `key`
    pub key: Option<String>,
    /// `replicas`: Regions
    pub replicas: Option<Vec<String>>,
    /// `bucket`
    pub bucket: Option<String>,
    /// `prefixes`
    pub prefixes: Option<Vec<String>>,
    /// `principal`
    pub principal: Option<String>,
    /// `principals`
    pub principals: Option<Vec<String>>,
    /// `allow`
    pub allow: Option<Vec<String>>,
    /// `access`
    pub access: Option<String>,
    /// `via`: `any`, or service names
    pub via: Option<Vec<String>>,
    /// `bucket_key`
    pub bucket_key: Option<bool>,
    /// `bind`
    pub bind: Option<String>,
    /// `mechanism`
    pub mechanism: Option<String>,
    /// `identity_policy`
    pub identity_policy: Option<String>,
    /// `conditions`, one entry for each operator and key
    pub conditions: Option<Vec<ConditionDraft>>,
    /// Rules to be silenced.
    pub allowances: Vec<Allowance>,
}

/// One operator and key of `conditions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionDraft {
    /// The operator.
    pub operator: String,
    /// The condition key.
    pub key: String,
    /// The values.
    pub values: Vec<String>,
}

/// The permission to break a rule, `#[allow(rule_name)]` before a field or a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The rule, in kebab case or, as the macro has it, in snake case.
    pub rule: String,
    /// The field that it stands before; the whole grant or policy, if none.
    pub field: Option<Field>,
    /// Where the allowance itself stands.
    pub site: Site,
}

/// The fields of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// `name`
    Name,
    /// `key`
    Key,
    /// `replicas`
    Replicas,
    /// `bucket`
    Bucket,
    /// `prefixes`
    Prefixes,
    /// `principal`
    Principal,
    /// `principals`
    Principals,
    /// `allow`
    Allow,
    /// `access`
    Access,
    /// `via`
    Via,
    /// `bucket_key`
    BucketKey,
    /// `bind`
    Bind,
    /// `mechanism`
    Mechanism,
    /// `identity_policy`
    IdentityPolicy,
    /// `conditions`
    Conditions,
}

impl Draft {
    /// Applies every rule: all findings at once, and the grant when none of them forbids it.
    pub fn check(&self) -> (Findings, Option<CrossAccountGrant>) {
        self.check_allowing(&mut Allowances::default())
    }

    /// The same without what is allowed for several drafts at once.
    pub fn check_allowing(&self, allowances: &mut Allowances) -> (Findings, Option<CrossAccountGrant>) {
        let candidate = Candidate::of(self);
        let mut findings = rules::check(&candidate);
        allowances.silence(&mut findings);
        let grant = if findings.has_errors() { None } else { candidate.grant() };
        (findings, grant)
    }
}

impl ConditionDraft {
    /// Where the condition stands.
    pub fn site(&self) -> Site {
        Field::Conditions.site().name(&self.operator).name(&self.key)
    }
}

impl Field {
    /// Every field, in the order of the documentation.
    pub const ALL: [Self; 15] = [
        Self::Name,
        Self::Key,
        Self::Replicas,
        Self::Bucket,
        Self::Prefixes,
        Self::Principal,
        Self::Principals,
        Self::Allow,
        Self::Access,
        Self::Via,
        Self::BucketKey,
        Self::Bind,
        Self::Mechanism,
        Self::IdentityPolicy,
        Self::Conditions,
    ];

    /// The field of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }

    /// The fields that somebody may have meant by another name, the likeliest first.
    pub fn meant_by(name: &str) -> Vec<Self> {
        match name {
            // Words that policies use.
            "action" | "actions" => vec![Self::Allow],
            "role" | "user" | "account" => vec![Self::Principal],
            "roles" | "users" | "accounts" => vec![Self::Principals],
            "condition" => vec![Self::Conditions],
            _ => {
                let nearest = suggest::nearest(name, Self::ALL.map(Self::as_str));
                nearest.into_iter().filter_map(Self::named).collect()
            }
        }
    }

    /// The name, the same in macro and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Key => "key",
            Self::Replicas => "replicas",
            Self::Bucket => "bucket",
            Self::Prefixes => "prefixes",
            Self::Principal => "principal",
            Self::Principals => "principals",
            Self::Allow => "allow",
            Self::Access => "access",
            Self::Via => "via",
            Self::BucketKey => "bucket_key",
            Self::Bind => "bind",
            Self::Mechanism => "mechanism",
            Self::IdentityPolicy => "identity_policy",
            Self::Conditions => "conditions",
        }
    }

    /// Where the field stands.
    pub fn site(self) -> Site {
        Site::field(self.as_str())
    }
}
