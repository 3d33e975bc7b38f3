//! One statement, ready to be compared with many requests: does it match, and if not, what failed first.

use std::borrow::Cow;

use super::certainty::Certainty;
use super::condition::{self, Test};
use super::pattern::{Case, Pattern, next_variable};
use super::principal::{Naming, Principals};
use super::request::Request;
use crate::policy::{
    ActionElement, Effect, OneOrMany, Principal, PrincipalElement, ResourceElement, Statement, Text, Version,
};

/// A statement with its texts made ready.
#[derive(Debug)]
pub(super) struct Prepared<'p> {
    pub(super) source: &'p Statement,
    pub(super) principals: Principals,
    pub(super) actions: Names,
    pub(super) resources: Names,
    tests: Vec<Test<'p>>,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Debug)]
pub(super) enum Names {
    /// The element is missing, and so the statement does nothing (R3.10).
    Missing,
    /// These.
    These(Box<[Pattern]>),
    /// All but these.
    AllBut(Box<[Pattern]>),
}

/// Whether policies name principals, or are attached to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attachment {
    Principal,
    Resource,
}

/// An element of a statement.
#[derive(Debug, Clone, Copy)]
pub(super) enum Element<'s> {
    Principal,
    Action,
    Resource,
    Condition(&'s Test<'s>),
}

/// How many elements of a statement match, and the first that does not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparison<'s> {
    pub(super) matching: usize,
    pub(super) failing: usize,
    pub(super) failed: Option<Element<'s>>,
}

/// An element that does not match, with what it expects and what the request has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    pub(super) element: String,
    pub(super) expected: Vec<String>,
    pub(super) actual: Vec<String>,
}

impl<'p> Prepared<'p> {
    pub(super) fn new(statement: &'p Statement, attachment: Attachment, version: Option<Version>) -> Self {
        // R3.4: before 2012-10-17 a variable is text.
        let variables = version == Some(Version::V2012);
        let (actions, resources) = (statement.action.as_ref(), statement.resource.as_ref());
        Self {
            source: statement,
            principals: match attachment {
                Attachment::Principal => Principals::Attached,
                Attachment::Resource => Principals::of(statement),
            },
            actions: match actions {
                Some(ActionElement::Action(texts)) => Names::These(actions_of(texts)),
                Some(ActionElement::NotAction(texts)) => Names::AllBut(actions_of(texts)),
                None => Names::Missing,
            },
            resources: match resources {
                Some(ResourceElement::Resource(texts)) => {
                    let permits = statement.effect == Effect::Allow;
                    Names::These(resources_of(texts, variables, attachment, permits))
                }
                Some(ResourceElement::NotResource(texts)) => {
                    Names::AllBut(resources_of(texts, variables, attachment, false))
                }
                None => Names::Missing,
            },
            tests: condition::tests(statement.condition.as_deref().unwrap_or_default(), variables),
        }
    }

    /// How the statement names the caller, if all other elements match.
    pub(super) fn matches(&self, request: &Request, has_boundary: Certainty) -> Naming {
        self.matches_as(request, &request.resource, has_boundary)
    }

    /// The same, where the policy knows the resource by another ARN.
    pub(super) fn matches_as(&self, request: &Request, resource: &str, has_boundary: Certainty) -> Naming {
        let mut certainty = self.actions.name(request.folded_action(), request);
        if certainty == Certainty::No {
            return Naming::NOT;
        }
        certainty = certainty.and(self.resources.name(resource, request));
        if certainty == Certainty::No {
            return Naming::NOT;
        }
        let naming = self.principals.naming(request, has_boundary);
        if naming == Naming::NOT {
            return naming;
        }
        for test in &self.tests {
            certainty = certainty.and(test.holds(&request.context));
            if certainty == Certainty::No {
                return Naming::NOT;
            }
        }
        naming.and(certainty)
    }

    /// How many elements match a request, to say which one failed.
    pub(super) fn compare(&self, request: &Request, has_boundary: Certainty) -> Comparison<'_> {
        let mut comparison = Comparison { matching: 0, failing: 0, failed: None };
        for (element, certainty) in self.elements(request, has_boundary) {
            if certainty == Certainty::Yes {
                comparison.matching = comparison.matching.saturating_add(1);
            } else {
                comparison.failing = comparison.failing.saturating_add(1);
                comparison.failed.get_or_insert(element);
            }
        }
        comparison
    }

    /// Each element, and whether it matches.
    pub(super) fn elements<'s>(
        &'s self,
        request: &Request,
        has_boundary: Certainty,
    ) -> impl Iterator<Item = (Element<'s>, Certainty)> {
        let is_attached = matches!(self.principals, Principals::Attached);
        let principal = (!is_attached).then(|| {
            let naming = self.principals.naming(request, has_boundary);
            let names = if naming.is_clear() { naming.at_all() } else { Certainty::Unknown };
            (Element::Principal, names)
        });
        let named = [
            (Element::Action, self.actions.name(request.folded_action(), request)),
            (Element::Resource, self.resources.name(&request.resource, request)),
        ];
        let conditions = self.tests.iter();
        let conditions = conditions.map(|test| (Element::Condition(test), test.holds(&request.context)));
        principal.into_iter().chain(named).chain(conditions)
    }

    /// What an element expects, beside what the request has.
    pub(super) fn mismatch(&self, element: Element<'_>, request: &Request) -> Mismatch {
        let (name, expected, actual) = match element {
            Element::Principal => {
                let name = match self.source.principal {
                    Some(PrincipalElement::NotPrincipal(_)) => "NotPrincipal",
                    _ => "Principal",
                };
                (name, self.principal_texts(), request.caller.to_string())
            }
            Element::Action => {
                let (name, texts) = match &self.source.action {
                    Some(ActionElement::Action(texts)) => ("Action", texts.as_slice()),
                    Some(ActionElement::NotAction(texts)) => ("NotAction", texts.as_slice()),
                    None => ("Action", [].as_slice()),
                };
                (name, owned(texts), request.action.clone())
            }
            Element::Resource => {
                let (name, texts) = match &self.source.resource {
                    Some(ResourceElement::Resource(texts)) => ("Resource", texts.as_slice()),
                    Some(ResourceElement::NotResource(texts)) => ("NotResource", texts.as_slice()),
                    None => ("Resource", [].as_slice()),
                };
                (name, owned(texts), request.resource.clone())
            }
            Element::Condition(test) => {
                let actual = request.context.values(&test.entry.key);
                return Mismatch {
                    element: test.name.to_string(),
                    expected: test.entry.values.iter().map(|value| value.as_text().into_owned()).collect(),
                    actual: actual.map(<[String]>::to_vec).unwrap_or_default(),
                };
            }
        };
        Mismatch { element: name.to_owned(), expected, actual: vec![actual] }
    }

    fn principal_texts(&self) -> Vec<String> {
        match &self.source.principal {
            None => Vec::new(),
            Some(PrincipalElement::Principal(principal) | PrincipalElement::NotPrincipal(principal)) => {
                match principal {
                    Principal::Anyone => vec!["*".to_owned()],
                    Principal::ByType(lists) => {
                        lists.iter().flat_map(|(_, names)| owned(names.as_slice())).collect()
                    }
                }
            }
        }
    }
}

impl Names {
    pub(super) fn name(&self, text: &str, request: &Request) -> Certainty {
        let any = |patterns: &[Pattern]| {
            Certainty::any(
                patterns.iter().map(|pattern| pattern.matches(text, Case::Counts, &request.context)),
            )
        };
        match self {
            Self::Missing => Certainty::No,
            Self::These(patterns) => any(patterns),
            // What a variable without value leaves out is not documented.
            Self::AllBut(patterns) => {
                let unclear = patterns.iter().any(|pattern| pattern.lacks_a_value(&request.context));
                let unclear = Certainty::from(unclear).and(Certainty::Unknown);
                any(patterns).or(unclear).negated()
            }
        }
    }
}

/// Actions in lower case, because their case does not count (R3.5).
fn actions_of(texts: &OneOrMany<Text>) -> Box<[Pattern]> {
    texts.iter().map(|text| Pattern::new(&text.to_ascii_lowercase(), true, false)).collect()
}

/// R3.35: before the fifth colon AWS replaces no variable. What permits something names nothing by such a text; what a
/// denial names by it, or anything that is left out, is better not relied on.
fn resources_of(
    texts: &OneOrMany<Text>,
    variables: bool,
    attachment: Attachment,
    permits: bool,
) -> Box<[Pattern]> {
    let of_resource = |text: &Text| match (variables && has_early_variable(text), attachment) {
        (true, _) if permits => Pattern::Exact(text.as_ref().into()),
        (true, _) => Pattern::Unclear,
        (false, Attachment::Principal) => Pattern::new(&completed(text), true, variables),
        (false, Attachment::Resource) => Pattern::new(text, true, variables),
    };
    texts.iter().map(of_resource).collect()
}

/// R1.12: policies of principals may leave out the last fields of an ARN, which then are any.
fn completed(text: &str) -> Cow<'_, str> {
    let missing = 5usize.saturating_sub(text.matches(':').count());
    match text.starts_with("arn:") && missing > 0 {
        true => format!("{text}{}", ":*".repeat(missing)).into(),
        false => text.into(),
    }
}

/// Whether a variable stands before the fifth colon.
fn has_early_variable(text: &str) -> bool {
    next_variable(text).is_some_and(|(before, ..)| before.matches(':').count() < 5)
}

fn owned(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}
