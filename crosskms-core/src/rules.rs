//! The rules that a grant or a policy must satisfy: one function for each, one list of all.

mod accounts;
mod actions;
mod agreement;
mod allowances;
mod arns;
mod conditions;
mod documents;
mod fields;
mod files;
mod kms_grants;
mod operations;
mod policy_file;
mod quotas;
mod replicas;
mod requests;

pub use agreement::{AccountBucket, AccountKey, AccountPrincipal, Accounts, Located, check_accounts};
pub use allowances::{Allowances, allowable};
pub use arns::{MALFORMED_ARN, UNKNOWN_REGION};
pub(crate) use documents::publicity_of;
pub use documents::{
    PublicStatement, check_policy, check_policy_allowing, is_public, is_unique_id, owner_may_change,
    public_statements,
};
pub use fields::{DUPLICATE_FIELD, MISPLACED_VALUE, MISSING_FIELD, UNKNOWN_FIELD, unknown_field};
pub use files::{MALFORMED_FILE, UNCLEAR_POLICY_TYPE};
pub use policy_file::{PlacedFinding, check_policy_file, without_mark};
pub use requests::RequestDraft;

use documents::Document;

use crate::finding::{Finding, Findings, Severity};
use crate::grant::Candidate;
use crate::site::Site;

/// A check, its name and how bad it is to fail it.
#[derive(Debug)]
pub struct Rule {
    /// The name, in kebab case.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// AWS's page about it.
    pub page: &'static str,
    /// What the rule asks, in one sentence.
    pub summary: &'static str,
    checks: &'static [Check],
}

/// Who looks whether a rule is kept.
#[derive(Debug)]
enum Check {
    /// A function over the parsed draft of a grant.
    Draft(fn(&Candidate<'_>) -> Vec<Hit>),
    /// A function over a policy document.
    Document(fn(&Document<'_>) -> Vec<Hit>),
    /// A function over the policies of several accounts.
    Accounts(fn(&Accounts<'_>) -> Vec<Hit>),
    /// Whoever reads the source of the draft, because a draft cannot show it.
    Reader,
    /// Whoever reads a file, because what cannot be read cannot be checked.
    FileReader,
    /// The treatment of allowances, after all others.
    Allowance,
}

/// A failure of a rule, before it is known whose it is.
#[derive(Debug, Clone)]
struct Hit {
    site: Site,
    message: String,
    help: Option<String>,
}

/// Every rule. Findings come in this order.
pub static RULES: &[&Rule] = &[
    &fields::UNKNOWN_FIELD,
    &fields::DUPLICATE_FIELD,
    &fields::MISPLACED_VALUE,
    &fields::MISSING_FIELD,
    &fields::CONFLICTING_FIELDS,
    &fields::FIELD_WITHOUT_BUCKET,
    &fields::EMPTY_FIELD,
    &fields::DUPLICATE_ENTRY,
    &fields::MALFORMED_NAME,
    &fields::UNKNOWN_WORD,
    &fields::MALFORMED_PREFIX,
    &fields::MALFORMED_VIA,
    &arns::MALFORMED_ARN,
    &arns::KEY_ALIAS,
    &arns::KEY_ID_ONLY,
    &arns::AWS_MANAGED_KEY,
    &arns::UNKNOWN_REGION,
    &arns::OPT_IN_REGION,
    &arns::UNUSUAL_BUCKET_NAME,
    &replicas::MALFORMED_REGION,
    &replicas::KEY_WITHOUT_REPLICAS,
    &replicas::REPEATED_REPLICA,
    &replicas::REPLICA_BESIDE_BUCKET,
    &accounts::WILDCARD_PRINCIPAL,
    &accounts::UNSUPPORTED_PRINCIPAL,
    &accounts::PARTITION_MISMATCH,
    &accounts::SAME_ACCOUNT_PRINCIPAL,
    &accounts::UNEDITABLE_ROLE,
    &actions::UNKNOWN_ACTION,
    &actions::WILDCARD_ACTION,
    &actions::ACTION_WITHOUT_EFFECT,
    &actions::ACTION_FOR_OTHER_KEYS,
    &actions::ACTION_FOR_OTHER_RESOURCES,
    &actions::ACTION_WITHOUT_BUCKET,
    &actions::MULTIPART_UPLOAD,
    &actions::UNPAIRED_ACTION,
    &conditions::UNKNOWN_CONDITION_OPERATOR,
    &conditions::UNKNOWN_CONDITION_KEY,
    &conditions::RESERVED_CONDITION_KEY,
    &conditions::CONDITION_WITHOUT_EFFECT,
    &kms_grants::UNGRANTABLE_ACTION,
    &kms_grants::CONDITION_ON_KMS_GRANT,
    &kms_grants::KMS_GRANT_TO_ACCOUNT,
    &kms_grants::KMS_GRANT_WITHOUT_BUCKET_KEY,
    &quotas::DOCUMENT_OVER_QUOTA,
    &files::MALFORMED_FILE,
    &files::UNCLEAR_POLICY_TYPE,
    &documents::elements::UNKNOWN_ELEMENT,
    &documents::elements::MISSING_ELEMENT,
    &documents::elements::MISPLACED_ELEMENT,
    &documents::elements::EMPTY_LIST,
    &documents::elements::OLD_VERSION,
    &documents::elements::VARIABLE_IN_OLD_VERSION,
    &documents::elements::MALFORMED_SID,
    &documents::elements::DUPLICATE_SID,
    &documents::size::UNSUPPORTED_CHARACTER,
    &documents::principals::PARTIAL_WILDCARD,
    &documents::principals::MALFORMED_PRINCIPAL,
    &documents::principals::DELETED_PRINCIPAL,
    &documents::principals::NOT_PRINCIPAL,
    &documents::principals::UNLIMITED_PRINCIPAL,
    &documents::federation::MISSING_CLAIM,
    &documents::federation::ACTION_FOR_OTHER_PRINCIPALS,
    &documents::principals::OWNER_LOCKED_OUT,
    &documents::lockout::EVERYBODY_DENIED,
    &documents::public::PUBLIC_BUCKET,
    &documents::services::SERVICE_WITHOUT_SOURCE,
    &documents::outsiders::SEVERAL_OWNERS,
    &documents::outsiders::KMS_GRANTS_TO_OUTSIDERS,
    &documents::outsiders::WILDCARD_TO_OUTSIDERS,
    &documents::actions::WILDCARD_WITHOUT_MATCH,
    &documents::actions::ACTION_OF_ANOTHER_SERVICE,
    &documents::actions::REDUNDANT_ACTION,
    &documents::resources::MALFORMED_RESOURCE,
    &documents::resources::ACTION_WITHOUT_RESOURCE,
    &documents::resources::OTHER_KEY,
    &documents::resources::OTHER_BUCKET,
    &documents::resources::EVERY_KEY,
    &documents::resources::REDUNDANT_RESOURCE,
    &documents::statements::REDUNDANT_STATEMENT,
    &documents::statements::CANCELLED_STATEMENT,
    &documents::conditions::OPERATOR_OF_ANOTHER_TYPE,
    &documents::conditions::MALFORMED_VALUE,
    &documents::conditions::WILDCARD_WITHOUT_LIKE,
    &documents::conditions::SET_OPERATOR_ON_SINGLE_VALUE,
    &documents::conditions::NEEDLESS_SET_OPERATOR,
    &documents::absence::ABSENT_KEY,
    &documents::reach::CONDITION_FOR_SOME_ACTIONS,
    &documents::conditions::METADATA_UNDER_CONTEXT,
    &documents::conditions::MULTIVALUED_KEY,
    &documents::conditions::MALFORMED_VIA_SERVICE,
    &documents::conditions::SERVICES_DENIED,
    &documents::variables::MALFORMED_VARIABLE,
    &documents::variables::VARIABLE_OUT_OF_PLACE,
    &documents::through_s3::VIA_ANOTHER_REGION,
    &documents::through_s3::ONE_CONTEXT_FORM,
    &documents::through_s3::NETWORK_CONDITION_ON_KEY,
    &agreement::sides::ONE_SIDED_PERMISSION,
    &agreement::sides::DELEGATION_WITHOUT_RECEIPT,
    &agreement::pairs::KEY_IN_ANOTHER_REGION,
    &allowances::UNKNOWN_RULE,
    &allowances::RULE_NOT_ALLOWABLE,
    &allowances::UNUSED_ALLOWANCE,
];

/// Applies every rule of grants to a draft.
pub(crate) fn check(candidate: &Candidate<'_>) -> Findings {
    let mut findings = all(|check| match check {
        Check::Draft(check) => check(candidate),
        _ => Vec::new(),
    });
    allowances::apply(&candidate.draft.allowances, &mut findings);
    findings
}

/// The findings of all rules, by whatever makes hits of one check.
fn all(hits: impl Fn(&Check) -> Vec<Hit>) -> Findings {
    let of_rule = |rule: &'static Rule| rule.checks.iter().flat_map(&hits).map(|hit| hit.of(rule)).collect();
    RULES.iter().copied().flat_map::<Vec<Finding>, _>(of_rule).collect()
}

impl Rule {
    /// Whether a grant can fail the rule.
    pub fn is_of_grants(&self) -> bool {
        self.checks.iter().any(|check| matches!(check, Check::Draft(_) | Check::Reader | Check::Allowance))
    }

    /// Whether a policy document can fail the rule.
    pub fn is_of_policies(&self) -> bool {
        self.checks.iter().any(|check| matches!(check, Check::Document(_)))
    }

    /// A finding of this rule by whoever read the source.
    pub fn finding(&'static self, site: Site, message: impl Into<String>, help: Option<String>) -> Finding {
        Finding { rule: self, site, message: message.into(), help }
    }
}

impl Hit {
    fn new(site: Site, message: impl Into<String>) -> Self {
        Self { site, message: message.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn of(self, rule: &'static Rule) -> Finding {
        rule.finding(self.site, self.message, self.help)
    }
}

#[cfg(test)]
mod tests;
