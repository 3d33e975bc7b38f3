//! What `#[allow(rule_name)]` silences, and the rules about that.

use super::{Check, RULES, Rule};
use crate::finding::{Findings, Severity};
use crate::grant::{Allowance, Field};
use crate::site::Site;
use crate::suggest;

const PAGE: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";

pub(super) static UNKNOWN_RULE: Rule = Rule {
    name: "unknown-rule",
    severity: Severity::Error,
    page: PAGE,
    summary: "an allowance names a rule that exists",
    check: Check::Allowance,
};

pub(super) static RULE_NOT_ALLOWABLE: Rule = Rule {
    name: "rule-not-allowable",
    severity: Severity::Error,
    page: PAGE,
    summary: "what AWS itself refuses cannot be allowed here",
    check: Check::Allowance,
};

pub(super) static UNUSED_ALLOWANCE: Rule = Rule {
    name: "unused-allowance",
    severity: Severity::Warning,
    page: PAGE,
    summary: "an allowance silences something",
    check: Check::Allowance,
};

/// Removes the findings that are allowed and complains about allowances that are wrong or idle.
pub(super) fn apply(allowances: &[Allowance], findings: &mut Findings) {
    for allowance in allowances {
        let name = allowance.rule.replace('_', "-");
        let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
            let nearest = suggest::nearest(&name, RULES.iter().map(|rule| rule.name));
            let message = format!("there is no rule `{name}`");
            findings.push(UNKNOWN_RULE.finding(
                allowance.site.clone(),
                message,
                suggest::did_you_mean(&nearest),
            ));
            continue;
        };
        if rule.severity == Severity::Error {
            let message = format!("`{name}` cannot be allowed: what it finds never works");
            let help = Some("remove the allowance and mend what the rule finds".to_owned());
            findings.push(RULE_NOT_ALLOWABLE.finding(allowance.site.clone(), message, help));
            continue;
        }
        let within = allowance.field.map_or_else(Site::whole, Field::site);
        let before = findings.len();
        findings.retain(|finding| !(finding.rule.name == rule.name && finding.site.is_within(&within)));
        if findings.len() == before {
            let message = format!("`{name}` is allowed, but nothing here fails it");
            let help = Some("remove the allowance".to_owned());
            findings.push(UNUSED_ALLOWANCE.finding(allowance.site.clone(), message, help));
        }
    }
}
