//! All statements of one gate against one request.

use super::certainty::Certainty;
use super::request::Request;
use super::statement::{self, Mismatch, Named};
use super::{Gate, Standing};
use crate::arn::AccountId;
use crate::policy::{Effect, Policy};

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
    /// Whether it was read; a gate that was read and says nothing certain holds what is not weighed yet.
    pub read: bool,
    /// The statements that decide it, by Sid or position.
    pub statements: Vec<String>,
    /// The allowing statement that came nearest, when the gate is silent.
    pub nearest: Option<Nearest>,
}

/// What a gate says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// A statement allows it.
    Allowed,
    /// A statement denies it.
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
}

/// The kinds of policy that are weighed in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PolicyKind {
    Identity,
    Key,
    Bucket,
}

/// What the policies of one gate say, and which statements say it.
pub(super) struct PolicyGate {
    pub(super) weight: Weight,
    allowing: Vec<String>,
    denying: Vec<String>,
    nearest: Option<(usize, Nearest)>,
}

/// What the policies of one gate say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    /// Whether a statement denies.
    pub(super) denies: Certainty,
    /// Whether a statement allows that names the caller, or needs no name.
    pub(super) allows_directly: Certainty,
    /// Whether a statement allows that names the caller's account.
    pub(super) allows_account: Certainty,
}

impl Weight {
    /// The same, if all policies were read; otherwise those that were not may say anything.
    pub(super) fn unless_read(self, all_read: bool) -> Self {
        let unread = if all_read { Certainty::No } else { Certainty::Unknown };
        Self {
            denies: self.denies.or(unread),
            allows_directly: self.allows_directly.or(unread),
            allows_account: self.allows_account.or(unread),
        }
    }
}

impl PolicyGate {
    /// Weighs the policies of a gate.
    pub(super) fn weigh(kind: PolicyKind, policies: &[(&str, &Policy)], request: &Request) -> Self {
        let silent =
            Weight { denies: Certainty::No, allows_directly: Certainty::No, allows_account: Certainty::No };
        let mut gate = Self { weight: silent, allowing: Vec::new(), denying: Vec::new(), nearest: None };
        for (policy_name, policy) in policies {
            for (index, statement) in policy.statements.iter().enumerate() {
                let comparison = statement::compare(kind, statement, request);
                let name = || statement_name(policy_name, statement.sid.as_deref(), index);
                gate.add(statement.effect, comparison, name);
            }
        }
        gate
    }

    fn add(&mut self, effect: Effect, comparison: statement::Comparison, name: impl Fn() -> String) {
        let matches = comparison.matches;
        match effect {
            Effect::Deny => {
                self.weight.denies = self.weight.denies.or(matches);
                if matches == Certainty::Yes {
                    self.denying.push(name());
                }
            }
            Effect::Allow => {
                let allows = match comparison.names {
                    Named::Directly => &mut self.weight.allows_directly,
                    Named::ByAccount => &mut self.weight.allows_account,
                };
                *allows = allows.or(matches);
                match comparison.failed {
                    None => self.allowing.push(name()),
                    Some(failed) => self.consider(comparison.matching, failed, name),
                }
            }
        }
    }

    /// Keeps the statement that comes nearest.
    fn consider(&mut self, matching: usize, failed: Mismatch, name: impl Fn() -> String) {
        if self.nearest.as_ref().is_none_or(|(best, _)| matching > *best) {
            let Mismatch { element, expected, actual } = failed;
            let nearest = Nearest { statement: name(), failed: element, expected, actual };
            self.nearest = Some((matching, nearest));
        }
    }

    pub(super) fn report(self, gate: Gate, account: AccountId, all_read: bool) -> GateReport {
        let allows = self.weight.allows_directly.or(self.weight.allows_account);
        let (verdict, statements) = match (self.weight.denies, allows, all_read) {
            (Certainty::Yes, ..) => (Verdict::Denied, self.denying),
            (Certainty::No, Certainty::Yes, _) => (Verdict::Allowed, self.allowing),
            (Certainty::No, Certainty::No, true) => (Verdict::Silent, Vec::new()),
            _ => (Verdict::Unknown, self.allowing),
        };
        let silent = matches!(verdict, Verdict::Silent | Verdict::Unknown);
        // A statement of which nothing matches explains nothing.
        let nearest =
            self.nearest.filter(|(matching, _)| silent && *matching > 0).map(|(_, nearest)| nearest);
        GateReport { gate, account, verdict, read: all_read, statements, nearest }
    }
}

impl GateReport {
    /// A gate of which only the standing is known, if that.
    pub(super) fn without_policies(gate: Gate, standing: Option<Standing>, request: &Request) -> Self {
        let of_resource = matches!(
            gate,
            Gate::ResourceControlPolicy | Gate::KmsGrant | Gate::KeyState | Gate::BucketSettings
        );
        let account = if of_resource { None } else { request.caller.account() };
        Self {
            gate,
            account: account.unwrap_or(request.resource_account),
            verdict: if standing == Some(Standing::Closed) { Verdict::Denied } else { Verdict::Unknown },
            read: standing.is_some(),
            statements: Vec::new(),
            nearest: None,
        }
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

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The Sid, or the position counted from one; with the name of the policy, where there are several.
fn statement_name(policy: &str, sid: Option<&str>, index: usize) -> String {
    let statement = match sid {
        Some(sid) => sid.to_owned(),
        None => format!("statement {}", index.saturating_add(1)),
    };
    if policy.is_empty() { statement } else { format!("{statement} of {policy}") }
}
