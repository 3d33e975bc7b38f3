//! Every gate's part in an answer.

use std::fmt;

use super::Gate;
use super::certainty::Certainty;
use crate::arn::AccountId;
use crate::policy::Effect;

/// A gate's part in a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GateReport {
    /// The gate.
    pub gate: Gate,
    /// The account in which it stands.
    pub account: AccountId,
    /// What it says.
    pub verdict: Verdict,
    /// Whether all of it was read.
    pub read: bool,
    /// The statements that decide it, by Sid or position.
    pub statements: Vec<String>,
    /// The allowing statement that came nearest, when the gate is silent.
    pub nearest: Option<Nearest>,
    /// What lies in no statement: a level of the organization, the state of the key.
    pub note: Option<String>,
}

/// What a gate says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It lets the request pass.
    Allowed,
    /// It denies it.
    Denied,
    /// No statement matches.
    Silent,
    /// It is not known.
    Unknown,
}

/// The statement that nearly matched, and why it did not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Nearest {
    /// The statement, by Sid or position.
    pub statement: String,
    /// The element that failed, for example `Condition.StringEquals.kms:ViaService`.
    pub failed: String,
    /// What the statement expects.
    pub expected: Vec<String>,
    /// What the request has.
    pub actual: Vec<String>,
    /// Whether everything else in the statement matches.
    pub alone: bool,
}

/// A statement of which it is not known whether it matches, so that the answer depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dependency {
    /// The gate in which it stands.
    pub gate: Gate,
    /// The statement, by Sid or position.
    pub statement: String,
    /// What it does when it matches.
    pub effect: Effect,
    /// The elements on which that depends, for example `Condition.StringEquals.kms:ViaService`, and what they expect.
    pub elements: Vec<(String, Vec<String>)>,
}

/// The statements of a gate by what they say of a request.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    pub(super) allowing: Vec<String>,
    pub(super) denying: Vec<String>,
    pub(super) perhaps_denying: Vec<String>,
    /// Those beside which no other allows in any case.
    pub(super) perhaps_allowing: Vec<String>,
    pub(super) nearest: Option<Nearest>,
}

impl GateReport {
    /// What the policies of a gate say.
    pub(super) fn of_policies(gate: Gate, account: AccountId, read: bool, spoken: Spoken) -> Self {
        let is_clear = read && spoken.perhaps_denying.is_empty() && spoken.perhaps_allowing.is_empty();
        let (verdict, statements) = if !spoken.denying.is_empty() {
            (Verdict::Denied, spoken.denying)
        } else if !is_clear {
            (Verdict::Unknown, [spoken.allowing, spoken.perhaps_denying, spoken.perhaps_allowing].concat())
        } else if spoken.allowing.is_empty() {
            (Verdict::Silent, Vec::new())
        } else {
            (Verdict::Allowed, spoken.allowing)
        };
        let explains =
            matches!(verdict, Verdict::Silent) || (verdict == Verdict::Unknown && statements.is_empty());
        let nearest = spoken.nearest.filter(|_| explains);
        Self { gate, account, verdict, read, statements, nearest, note: None }
    }

    /// What a setting says.
    pub(super) fn of_setting(
        gate: Gate,
        account: AccountId,
        passes: Certainty,
        note: Option<String>,
    ) -> Self {
        let verdict = match passes {
            Certainty::Yes => Verdict::Allowed,
            Certainty::No => Verdict::Denied,
            Certainty::Unknown => Verdict::Unknown,
        };
        let read = verdict != Verdict::Unknown;
        Self { gate, account, verdict, read, statements: Vec::new(), nearest: None, note }
    }

    /// The report of a gate of which it is not known whether it takes part.
    pub(super) fn in_doubt(self) -> Self {
        match self.verdict {
            Verdict::Allowed => self,
            _ => Self { verdict: Verdict::Unknown, read: false, ..self },
        }
    }

    pub(super) fn noted(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }
}

impl Verdict {
    /// The word as answers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Silent => "silent",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
