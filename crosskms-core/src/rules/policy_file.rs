//! A policy as it stands in a file: read, checked, and the place of everything that was found.

use std::ops::Range;

use super::{MALFORMED_FILE, UNCLEAR_POLICY_TYPE, check_policy_allowing};
use crate::finding::Finding;
use crate::grant::Allowance;
use crate::json::offset_of;
use crate::policy::{Policy, PolicyType, ReadError, line_and_column, range_of};
use crate::site::Site;

/// A finding and where in its file it stands.
#[derive(Debug, Clone)]
pub struct PlacedFinding {
    /// What was found.
    pub finding: Finding,
    /// The bytes of the text that are meant; none for what is wrong with an allowance.
    pub range: Option<Range<usize>>,
}

impl PlacedFinding {
    /// Line and column in the text that was checked, counted from one.
    pub fn position(&self, text: &str) -> Option<(usize, usize)> {
        Some(line_and_column(without_mark(text), self.range.as_ref()?.start))
    }
}

/// The text without the mark that Windows puts before it; ranges are counted in this.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads a policy and checks it by every rule of documents; what cannot be read is a finding, too. Without a type, the
/// policy has to show it.
///
/// ```
/// use crosskms_core::policy::PolicyType;
/// use crosskms_core::rules::check_policy_file;
///
/// let text = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": "kms:Decrpyt", "Resource": "*"
/// }}"#;
/// let (policy, found) = check_policy_file(text, Some(PolicyType::IdentityPolicy), &[]);
/// assert_eq!(policy.unwrap().statements.len(), 1);
/// assert_eq!(found[0].position(text), Some((2, 34)));
/// ```
pub fn check_policy_file(
    text: &str,
    policy_type: Option<PolicyType>,
    allowances: &[Allowance],
) -> (Option<Policy>, Vec<PlacedFinding>) {
    let text = without_mark(text);
    let policy: Policy = match text.parse() {
        Ok(policy) => policy,
        Err(error) => return (None, vec![malformed(&error, text)]),
    };
    let Some(policy_type) = policy_type.or_else(|| PolicyType::of(&policy)) else {
        let unclear = unclear(&policy);
        return (Some(policy), vec![unclear]);
    };
    let found = check_policy_allowing(policy_type, &policy, text, allowances);
    let placed = found.into_iter().map(|finding| {
        let of_allowance = allowances.iter().any(|allowance| allowance.site == finding.site);
        let range = (!of_allowance).then(|| range_of(text, &finding.site));
        PlacedFinding { finding, range }
    });
    (Some(policy), placed.collect())
}

fn malformed(error: &ReadError, text: &str) -> PlacedFinding {
    let as_stored = "write a policy as AWS stores it, `{\"Version\": \"2012-10-17\", \"Statement\": [ … ]}`";
    let help = error.help().unwrap_or(as_stored).to_owned();
    let finding = MALFORMED_FILE.finding(Site::whole(), error.message(), Some(help));
    let start = offset_of(text, error.position());
    PlacedFinding { finding, range: Some(start..start) }
}

fn unclear(policy: &Policy) -> PlacedFinding {
    let types = PolicyType::ALL.map(PolicyType::as_str).join("`, `");
    let mut buckets = PolicyType::buckets_of(policy).into_iter();
    let (message, help) = match (buckets.next(), buckets.next()) {
        (Some(first), Some(second)) => (
            format!("the policy names the buckets `{first}` and `{second}`, and a bucket policy only its own"),
            "name its type, `endpoint-policy` if it belongs to a VPC endpoint; else write a policy for each bucket"
                .to_owned(),
        ),
        _ => (
            "the policy does not show what it is attached to".to_owned(),
            format!("name its type, one of `{types}`"),
        ),
    };
    let finding = UNCLEAR_POLICY_TYPE.finding(Site::whole(), message, Some(help));
    PlacedFinding { finding, range: Some(0..0) }
}
