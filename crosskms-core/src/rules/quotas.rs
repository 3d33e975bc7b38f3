//! Rules about the size of the documents that a grant becomes (section 3.5 of the rulebook).

use super::{Check, Hit, Rule, documents};
use crate::arn::PrincipalKind;
use crate::finding::Severity;
use crate::grant::{Candidate, Draft, IdentityPolicy};
use crate::policies::quota::{self, Quota};
use crate::site::Site;

pub(super) static DOCUMENT_OVER_QUOTA: Rule = Rule {
    name: "document-over-quota",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    summary: "each document is within the quota of its kind, even if nothing else stands in it",
    checks: &[Check::Draft(over_quota), Check::Document(documents::size::over_quota)],
};

/// As many characters of names and ARNs fill no document, because a document repeats each a few times at most. Prefixes
/// and conditions it repeats more often.
const SHORT: usize = 1_000;

fn is_short(draft: &Draft) -> bool {
    let Draft {
        name, key, replicas, bucket, prefixes, principal, principals, allow, via, conditions, ..
    } = draft;
    let single = [name, key, bucket, principal].into_iter().flatten();
    let listed = [principals, allow].into_iter().flatten().flatten();
    let length: usize = single.chain(listed).map(String::len).sum();
    length <= SHORT && replicas.is_none() && prefixes.is_none() && via.is_none() && conditions.is_none()
}

fn over_quota(candidate: &Candidate<'_>) -> Vec<Hit> {
    if candidate.identity_policy() == Some(IdentityPolicy::Managed) {
        return counted(candidate, &quota::MANAGED_POLICY);
    }
    // A user's quota is small enough to be filled by few texts.
    let has_user = candidate.principal_arns().any(|(_, principal)| principal.kind() == PrincipalKind::User);
    if is_short(candidate.draft) && !has_user {
        return Vec::new();
    }
    let inline = if has_user { &quota::USER_INLINE } else { &quota::ROLE_INLINE };
    counted(candidate, inline)
}

/// The documents that are too long, all of them written out to be counted; `inline` is the quota of the principals.
fn counted(candidate: &Candidate<'_>, inline: &Quota) -> Vec<Hit> {
    let Some(grant) = candidate.grant() else { return Vec::new() };
    let policies = grant.policies();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{Action, kms, s3};

    /// As many of the texts as fit.
    fn fitting(texts: impl Iterator<Item = String>, room: usize) -> Vec<String> {
        let mut length = 0;
        let fits = |text: &String| {
            length += text.len();
            length <= room
        };
        texts.take_while(fits).collect()
    }

    #[test]
    fn short_grants_are_within_every_quota() {
        let across = || Action::all().filter(|action| action.works_across_accounts());
        let mut actions = vec![kms::Decrypt, kms::GenerateDataKey, s3::GetObject, s3::ListBucket];
        actions.extend(across().filter(|action| action.resource_types().contains(&"object")));
        actions.extend(across());
        for principals_share in [5, 20, 50, 80, 95] {
            for bind in ["principal", "principal_arn"] {
                let principals = (0..).map(|number| format!("{}", 444_400_000_000_u64 + number));
                let names = actions.iter().map(ToString::to_string);
                let draft = Draft {
                    name: Some("n".repeat(40)),
                    key: Some(format!("arn:aws:kms:ap-northeast-1:111122223333:key/mrk-{}", "1".repeat(32))),
                    bucket: Some(format!("arn:aws:s3:::{}", "b".repeat(63))),
                    principals: Some(fitting(principals, 800 * principals_share / 100)),
                    allow: Some(fitting(names, 800 * (100 - principals_share) / 100)),
                    bind: Some(bind.to_owned()),
                    ..Draft::default()
                };
                let candidate = Candidate::of(&draft);
                assert!(is_short(&draft) && candidate.grant().is_some());
                let hits = counted(&candidate, &quota::ROLE_INLINE);
                assert!(hits.is_empty(), "{principals_share} {bind}: {hits:?}");
            }
        }
    }
}
