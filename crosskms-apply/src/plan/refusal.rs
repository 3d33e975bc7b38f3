//! What may not be applied, and why.

use std::fmt;

use serde::Serialize;

use super::checks::Check;

/// A check that a plan does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refusal {
    /// The check, in kebab case.
    pub check: &'static str,
    /// The document or resource that it is about.
    pub about: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Every check that a plan does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusals(pub Vec<Refusal>);

impl Refusal {
    pub(crate) fn new(about: &impl ToString, check: &Check, message: impl Into<String>) -> Self {
        Self { check: check.name, about: about.to_string(), message: message.into(), help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Whether the operator may allow what the check found: AWS would take it.
    pub fn may_be_allowed(&self) -> bool {
        Check::named(self.check).is_some_and(|check| check.may_be_allowed)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.about, self.message, self.check)?;
        self.help.iter().try_for_each(|help| write!(f, "\n  help: {help}"))?;
        if self.may_be_allowed() {
            write!(f, "\n  help: `--allow {}` goes on all the same", self.check)?;
        }
        Ok(())
    }
}

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, refusal) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            refusal.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}
