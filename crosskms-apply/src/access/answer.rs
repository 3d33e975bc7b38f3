//! The answer to one question, and answers about objects that are one.

use crosskms::action::Action;
use crosskms::authorize::{Caller, Decision, Dependency, Gate, Request, View};

/// Whether a principal can do an action, and on what that depends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The principal.
    pub caller: Caller,
    /// The action.
    pub action: Action,
    /// The ARN of the key, bucket or object, or a pattern of objects.
    pub resource: String,
    /// Patterns of objects for which the answer is another one.
    pub except: Vec<String>,
    /// The answer.
    pub decision: Decision,
    /// The statements on which an unknown answer depends.
    pub depends_on: Vec<Dependency>,
    /// The gates that could not be read, when the answer is unknown.
    pub unread: Vec<Gate>,
}

impl Answer {
    /// Reasons are looked for only where there is no certain answer.
    pub(super) fn of(
        view: &View<'_, '_>,
        request: &Request,
        decision: Decision,
        action: Action,
        resource: &str,
    ) -> Self {
        let (depends_on, unread) = match decision {
            Decision::Unknown => {
                let gates = view.authorize(request).gates.into_iter().filter(|gate| !gate.read);
                (view.dependencies(request), gates.map(|gate| gate.gate).collect())
            }
            _ => (Vec::new(), Vec::new()),
        };
        let (caller, resource) = (request.caller().clone(), resource.to_owned());
        Self { caller, action, resource, except: Vec::new(), decision, depends_on, unread }
    }

    /// Whether the principal certainly cannot.
    pub fn is_denied(&self) -> bool {
        is_denied(self.decision)
    }

    /// Whether both say the same of one principal and resource, perhaps for two actions.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.agrees_with(other)
            && self.caller == other.caller
            && self.resource == other.resource
            && self.except == other.except
    }

    /// Whether both say the same of different objects.
    fn agrees_with(&self, other: &Self) -> bool {
        self.decision == other.decision && self.depends_on == other.depends_on && self.unread == other.unread
    }
}

pub(super) const fn is_denied(decision: Decision) -> bool {
    matches!(decision, Decision::ImplicitDeny | Decision::ExplicitDeny)
}

/// The answers of one caller and action, first the one about any object: those that say the same go, those that deny
/// become exceptions.
pub(super) fn merged(mut answers: Vec<Answer>) -> Vec<Answer> {
    let is_general = |answer: &Answer| answer.resource.ends_with("/*");
    let Some(position) = answers.iter().position(is_general) else { return answers };
    let mut general = answers.remove(position);
    answers.retain(|answer| !answer.agrees_with(&general));
    if !general.is_denied() {
        general.except = answers.iter().map(|answer| answer.resource.clone()).collect();
        answers.retain(|answer| !answer.is_denied());
    }
    answers.insert(0, general);
    answers
}
