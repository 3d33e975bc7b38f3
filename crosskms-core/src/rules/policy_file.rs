//! A policy as it stands in a file: read, checked, and the place of everything that was found.

use super::{MALFORMED_FILE, check_policy_allowing};
use crate::finding::Finding;
use crate::grant::Allowance;
use crate::policy::{Policy, PolicyType, line_and_column, range_of};
use crate::site::Site;

/// A finding and where in its file it stands.
#[derive(Debug, Clone)]
pub struct PlacedFinding {
    /// What was found.
    pub finding: Finding,
    /// Line and column, counted from one; none for what is wrong with an allowance.
    pub position: Option<(usize, usize)>,
}

/// Reads a policy and checks it by every rule of documents; what cannot be read is a finding, too.
///
/// ```
/// use crosskms_core::policy::PolicyType;
/// use crosskms_core::rules::check_policy_file;
///
/// let text = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": "kms:Decrpyt", "Resource": "*"
/// }}"#;
/// let (policy, found) = check_policy_file(text, PolicyType::IdentityPolicy, &[]);
/// assert_eq!(policy.unwrap().statements.len(), 1);
/// assert_eq!(found[0].position, Some((2, 34)));
/// ```
pub fn check_policy_file(
    text: &str,
    policy_type: PolicyType,
    allowances: &[Allowance],
) -> (Option<Policy>, Vec<PlacedFinding>) {
    // What Windows puts before a text is no part of it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let policy: Policy = match text.parse() {
        Ok(policy) => policy,
        Err(error) => {
            let error: crate::policy::ReadError = error;
            let help =
                "write a policy as AWS stores it, `{\"Version\": \"2012-10-17\", \"Statement\": [ … ]}`";
            let finding = MALFORMED_FILE.finding(Site::whole(), error.message(), Some(help.to_owned()));
            return (None, vec![PlacedFinding { finding, position: Some(error.position()) }]);
        }
    };
    let found = check_policy_allowing(policy_type, &policy, text, allowances);
    let placed = found.into_iter().map(|finding| {
        let of_allowance = allowances.iter().any(|allowance| allowance.site == finding.site);
        let position = (!of_allowance).then(|| line_and_column(text, range_of(text, &finding.site).start));
        PlacedFinding { finding, position }
    });
    (Some(policy), placed.collect())
}
