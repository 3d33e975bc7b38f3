//! Rules about the size of the documents that a grant becomes (section 3.5 of the rulebook).

use super::{Check, Hit, Rule, documents};
use crate::arn::PrincipalKind;
use crate::finding::Severity;
use crate::grant::Candidate;
use crate::policies::quota::{self, Quota};
use crate::site::Site;

pub(super) static DOCUMENT_OVER_QUOTA: Rule = Rule {
    name: "document-over-quota",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    summary: "each document is within the quota of its kind, even if nothing else stands in it",
    checks: &[Check::Draft(over_quota), Check::Document(documents::size::over_quota)],
};

fn over_quota(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(grant) = candidate.grant() else { return Vec::new() };
    let policies = grant.policies();
    let has_user = grant.principals().iter().any(|principal| principal.kind() == PrincipalKind::User);
    let inline = if has_user { &quota::USER_INLINE } else { &quota::ROLE_INLINE };
    let statements = |list: &[crate::policy::Statement]| {
        list.iter().map(|statement| statement.to_compact_string().len()).sum::<usize>()
    };
    let documents: [(&Quota, &str, usize); 3] = [
        (inline, "identity policy", inline.count(&policies.identity_policy().to_compact_string())),
        (&quota::KEY_POLICY, "part of the key policy", statements(policies.key_policy_statement())),
        (&quota::BUCKET_POLICY, "part of the bucket policy", statements(policies.bucket_policy_statement())),
    ];
    documents
        .into_iter()
        .filter(|(quota, _, size)| *size > quota.limit)
        .map(|(quota, what, size)| {
            let message =
                format!("the grant's {what} has {size} {}, {} allows {}", quota.unit, quota.of, quota.limit);
            Hit::new(Site::whole(), message).help("grant fewer principals, prefixes or actions at once")
        })
        .collect()
}
