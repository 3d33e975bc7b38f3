//! How large a document may be, and of which characters (sections 3.1 and 3.5 of the rulebook).

use super::Document;
use crate::finding::Severity;
use crate::policies::quota::{self, Quota};
use crate::policy::PolicyType;
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

pub(in crate::rules) static UNSUPPORTED_CHARACTER: Rule = Rule {
    name: "unsupported-character",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    summary: "policies of IAM and KMS hold only characters up to U+00FF",
    checks: &[Check::Document(unsupported_character)],
};

/// The largest quota that a document of this type can have; a smaller one may hold where it is attached.
const fn quota(policy_type: PolicyType) -> &'static Quota {
    match policy_type {
        PolicyType::IdentityPolicy => &quota::ROLE_INLINE,
        PolicyType::PermissionsBoundary => &quota::MANAGED_POLICY,
        PolicyType::SessionPolicy => &quota::SESSION_POLICY,
        PolicyType::KeyPolicy => &quota::KEY_POLICY,
        PolicyType::BucketPolicy => &quota::BUCKET_POLICY,
        PolicyType::TrustPolicy => &quota::TRUST_POLICY,
        PolicyType::ServiceControlPolicy => &quota::SERVICE_CONTROL_POLICY,
        PolicyType::ResourceControlPolicy => &quota::RESOURCE_CONTROL_POLICY,
    }
}

pub(in crate::rules) fn over_quota(document: &Document<'_>) -> Vec<Hit> {
    let quota = quota(document.policy_type);
    if !quota.is_exceeded_by(document.text) {
        return Vec::new();
    }
    let size = quota.count(document.text);
    let message = format!("the policy has {size} {}, {} allows {}", quota.unit, quota.of, quota.limit);
    let without_whitespace: usize = document.text.chars().filter(|c| !c.is_whitespace()).count();
    let help = match quota.limit >= without_whitespace && size > without_whitespace {
        true => "write it without whitespace",
        false => "name accounts in place of single principals, or join statements",
    };
    vec![Hit::new(Site::whole(), message).help(help)]
}

/// R3.3: S3 takes any character, IAM and KMS only these.
fn unsupported_character(document: &Document<'_>) -> Vec<Hit> {
    if document.policy_type == PolicyType::BucketPolicy {
        return Vec::new();
    }
    let supported = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}');
    let Some(character) = document.text.chars().find(|c| !supported(*c)) else { return Vec::new() };
    let message = format!(
        "`{}` (U+{:04X}) cannot stand in {}",
        character.escape_debug(),
        u32::from(character),
        document.policy_type.with_article()
    );
    let help = "write `*` or `?` in its place where wildcards match, or leave it out";
    vec![Hit::new(Site::whole(), message).help(help)]
}
