//! What `#[allow(rule_name)]` silences, and the rules about that.

use super::{Check, RULES, Rule};
use crate::finding::{Finding, Findings, Severity};
use crate::grant::{Allowance, Field};
use crate::site::Site;
use crate::suggest;

const PAGE: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";

pub(super) static UNKNOWN_RULE: Rule = Rule {
    name: "unknown-rule",
    severity: Severity::Error,
    page: PAGE,
    summary: "an allowance names a rule that exists",
    checks: &[Check::Allowance],
};

pub(super) static RULE_NOT_ALLOWABLE: Rule = Rule {
    name: "rule-not-allowable",
    severity: Severity::Error,
    page: PAGE,
    summary: "what AWS itself refuses cannot be allowed here",
    checks: &[Check::Allowance],
};

pub(super) static UNUSED_ALLOWANCE: Rule = Rule {
    name: "unused-allowance",
    severity: Severity::Warning,
    page: PAGE,
    summary: "an allowance silences something",
    checks: &[Check::Allowance],
};

/// The rules that a list of allowances silences, and which of them it needs.
#[derive(Debug, Default)]
pub struct Allowances(Vec<Allowed>);

#[derive(Debug)]
struct Allowed {
    rule: &'static Rule,
    within: Site,
    site: Site,
    needed: bool,
}

/// The rule of a name in kebab or snake case, if it is one that may be allowed.
///
/// # Errors
///
/// A finding at `site`, when there is no such rule, or when AWS itself refuses what it finds.
pub fn allowable(name: &str, site: &Site) -> Result<&'static Rule, Finding> {
    let name = name.replace('_', "-");
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        let nearest = suggest::nearest(&name, RULES.iter().map(|rule| rule.name));
        let message = format!("there is no rule `{name}`");
        return Err(UNKNOWN_RULE.finding(site.clone(), message, suggest::did_you_mean(&nearest)));
    };
    if rule.severity == Severity::Error {
        let message = format!("`{name}` cannot be allowed: what it finds never works");
        let help = "remove the allowance and mend what the rule finds".to_owned();
        return Err(RULE_NOT_ALLOWABLE.finding(site.clone(), message, Some(help)));
    }
    Ok(rule)
}

/// Removes the findings that are allowed and complains about allowances that are wrong or idle.
pub(super) fn apply(list: &[Allowance], findings: &mut Findings) {
    let (mut allowances, wrong) = Allowances::of(list);
    allowances.silence(findings);
    wrong.into_iter().chain(allowances.unused()).for_each(|finding| findings.push(finding));
}

impl Allowances {
    /// Reads a list; what is wrong in it, is found at the allowances' own sites.
    pub fn of(list: &[Allowance]) -> (Self, Findings) {
        let mut allowances = Self::default();
        let wrong = list.iter().filter_map(|allowance| allowances.add(allowance).err()).collect();
        (allowances, wrong)
    }

    fn add(&mut self, allowance: &Allowance) -> Result<(), Finding> {
        let rule = allowable(&allowance.rule, &allowance.site)?;
        let within = allowance.field.map_or_else(Site::whole, Field::site);
        self.0.push(Allowed { rule, within, site: allowance.site.clone(), needed: false });
        Ok(())
    }

    /// Removes the findings that are allowed, and remembers by which allowance.
    pub fn silence(&mut self, findings: &mut Findings) {
        for allowed in &mut self.0 {
            let before = findings.len();
            findings.retain(|finding| {
                !(finding.rule.name == allowed.rule.name && finding.site.is_within(&allowed.within))
            });
            allowed.needed |= findings.len() < before;
        }
    }

    /// A warning for each allowance that has silenced nothing yet.
    pub fn unused(&self) -> Findings {
        let idle = self.0.iter().filter(|allowed| !allowed.needed);
        idle.map(|allowed| {
            let message = format!("`{}` is allowed, but nothing here fails it", allowed.rule.name);
            UNUSED_ALLOWANCE.finding(allowed.site.clone(), message, Some("remove the allowance".to_owned()))
        })
        .collect()
    }
}
