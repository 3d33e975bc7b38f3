//! The answer to a scenario, in the form in which it is written.

use crosskms::arn::AccountId;
use crosskms::authorize::{Authorization, Decision, GateReport, Nearest};
use serde::{Serialize, Serializer};

/// The answer to a scenario: the decision, and every gate's part in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// The id of the scenario.
    pub id: Option<String>,
    /// What AWS decides.
    #[serde(serialize_with = "word")]
    pub decision: Decision,
    /// Whether that is what the scenario expects, if it expects something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agrees: Option<bool>,
    /// Every gate that takes part, those of the caller first.
    pub gates: Vec<GateAnswer>,
    /// A reason that lies in no policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A gate's part in the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GateAnswer {
    /// The gate.
    pub gate: &'static str,
    /// The account in which it stands.
    pub account: AccountId,
    /// `allowed`, `denied`, `silent` or `unknown`.
    pub verdict: &'static str,
    /// The statements that decide it, by Sid or position.
    pub statements: Vec<String>,
    /// The allowing statement that came nearest, when the gate is silent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<NearestAnswer>,
    /// What lies in no statement: a level of the organization, the state of the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The statement that nearly matched, and why it did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NearestAnswer {
    /// The statement, by Sid or position.
    pub statement: String,
    /// The element that failed.
    pub failed: String,
    /// What the statement expects.
    pub expected: Vec<String>,
    /// What the request has.
    pub actual: Vec<String>,
}

impl Answer {
    pub(super) fn new(id: Option<String>, authorization: Authorization, expect: Option<Decision>) -> Self {
        let Authorization { decision, gates, reason, .. } = authorization;
        let agrees = expect.map(|expect| expect == decision);
        Self { id, decision, agrees, gates: gates.into_iter().map(GateAnswer::from).collect(), reason }
    }
}

impl From<GateReport> for GateAnswer {
    fn from(report: GateReport) -> Self {
        let GateReport { gate, account, verdict, statements, nearest, note, .. } = report;
        let nearest = nearest.map(NearestAnswer::from);
        Self { gate: gate.as_str(), account, verdict: verdict.as_str(), statements, nearest, note }
    }
}

impl From<Nearest> for NearestAnswer {
    fn from(nearest: Nearest) -> Self {
        let Nearest { statement, failed, expected, actual, .. } = nearest;
        Self { statement, failed, expected, actual }
    }
}

fn word<S: Serializer>(decision: &Decision, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(decision.as_str())
}
