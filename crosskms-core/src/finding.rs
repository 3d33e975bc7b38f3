//! What a rule found: one mistake, at one site, with the way out.

use std::fmt;

use crate::rules::Rule;
use crate::site::Site;

/// One place where a rule fails.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that fails.
    pub rule: &'static Rule,
    /// Where.
    pub site: Site,
    /// What is wrong with this input, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Works, but rarely as meant.
    Warning,
    /// Dangerous; may be allowed by name.
    Deny,
    /// AWS refuses it, or it can never work.
    Error,
}

/// Everything that the rules found in one input.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Finding>);

impl Finding {
    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Message, help and rule as macro, builder and command all show them; the lines after the first are
    /// indented by `indent`.
    pub fn text(&self, indent: &str) -> String {
        let mut text = self.message.clone();
        if let Some(help) = &self.help {
            text.push_str(&format!("\n{indent}help: {help}"));
        }
        text.push_str(&format!("\n{indent}rule: {}, {}", self.rule.name, self.rule.page));
        text
    }
}

impl Findings {
    /// Whether anything was found that a grant cannot be made with.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|finding| finding.severity() > Severity::Warning)
    }

    /// The findings, in the order of the rules.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.0.retain(keep);
    }
}

impl Severity {
    /// The word before a finding.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Deny => "deny",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.severity())?;
        if self.site != Site::whole() {
            write!(f, "{}: ", self.site)?;
        }
        f.write_str(&self.text("  "))
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, finding) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            finding.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
