//! The rules that a grant must satisfy: one function for each, one list of all.

mod accounts;
mod actions;
mod allowances;
mod arns;
mod conditions;
mod fields;
mod operations;
mod quotas;

pub use fields::{DUPLICATE_FIELD, MISPLACED_VALUE, UNKNOWN_FIELD, unknown_field};

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
    check: Check,
}

/// Who looks whether a rule is kept.
#[derive(Debug)]
enum Check {
    /// A function over the parsed draft.
    Draft(fn(&Candidate<'_>) -> Vec<Hit>),
    /// Whoever reads the source of the draft, because a draft cannot show it.
    Reader,
    /// The treatment of allowances, after all others.
    Allowance,
}

/// A failure of a rule, before it is known whose it is.
#[derive(Debug)]
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
    &arns::UNUSUAL_BUCKET_NAME,
    &accounts::WILDCARD_PRINCIPAL,
    &accounts::UNSUPPORTED_PRINCIPAL,
    &accounts::PARTITION_MISMATCH,
    &accounts::SAME_ACCOUNT_PRINCIPAL,
    &actions::UNKNOWN_ACTION,
    &actions::WILDCARD_ACTION,
    &actions::ACTION_WITHOUT_EFFECT,
    &actions::ACTION_FOR_OTHER_KEYS,
    &actions::ACTION_FOR_OTHER_RESOURCES,
    &actions::ACTION_WITHOUT_BUCKET,
    &actions::MULTIPART_UPLOAD,
    &conditions::UNKNOWN_CONDITION_OPERATOR,
    &conditions::UNKNOWN_CONDITION_KEY,
    &conditions::RESERVED_CONDITION_KEY,
    &conditions::CONDITION_WITHOUT_EFFECT,
    &quotas::DOCUMENT_OVER_QUOTA,
    &allowances::UNKNOWN_RULE,
    &allowances::RULE_NOT_ALLOWABLE,
    &allowances::UNUSED_ALLOWANCE,
];

/// Applies every rule to a draft.
pub(crate) fn check(candidate: &Candidate<'_>) -> Findings {
    let mut findings: Findings = RULES
        .iter()
        .flat_map(|rule| match rule.check {
            Check::Draft(check) => check(candidate).into_iter().map(|hit| hit.of(rule)).collect(),
            Check::Reader | Check::Allowance => Vec::new(),
        })
        .collect();
    allowances::apply(&candidate.draft.allowances, &mut findings);
    findings
}

impl Rule {
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
