//! Rules about several accounts at once: what one gives, the other has to take.
//!
//! Conditions are not weighed here and a deny is not looked for: what one side does not name at all is found.

mod accounts;
mod naming;
pub(super) mod pairs;
pub(super) mod sides;

pub use accounts::{AccountBucket, AccountKey, AccountPrincipal, Accounts, Located};

use super::documents::check_policy;
use super::{Check, all};
use crate::finding::{Finding, Findings};

/// Applies the rules of documents to every policy, and then those about their agreement.
pub fn check_accounts(accounts: &Accounts<'_>) -> Findings {
    let of_documents = accounts.policies().flat_map(|(policy_type, located)| {
        let Located { site, document } = located;
        let findings = check_policy(policy_type, document.policy(), document.text());
        findings.into_iter().map(|finding| Finding { site: site.clone().join(&finding.site), ..finding })
    });
    let of_agreement = all(|check| match check {
        Check::Accounts(check) => check(accounts),
        _ => Vec::new(),
    });
    of_documents.chain(of_agreement).collect()
}
