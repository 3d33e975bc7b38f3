//! What statements ask of a request, in parts that hold or do not: one value of one condition key, one resource.

use std::collections::BTreeSet;

use super::diagram::{Cube, Diagram, Formula};
use super::words::{Case, Element, Requirement};
use crate::action::condition_key::ConditionKey;
use crate::authorize::certainty::Certainty;
use crate::authorize::condition::{self, Network};
use crate::authorize::context::Context;
use crate::authorize::request::Request;
use crate::policy::{Condition, ConditionEntry, PrincipalElement, Statement};
use crate::wildcard;

/// A part of what a statement asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    /// The resource matches.
    Resource { text: String, variables: bool },
    /// A condition holds: of one value where operators can be taken apart.
    Test { operator: String, key: String, values: Vec<String>, variables: bool },
    /// The statement names the caller, which is not known.
    Named(String),
}

/// The parts that both versions ask of one principal and action.
pub(super) struct Atoms<'r> {
    /// What is known of every such request.
    request: &'r Request,
    all: Vec<Atom>,
    /// Keys in lower case of which a request may have several values.
    multivalued: BTreeSet<String>,
}

impl Atom {
    pub(super) fn resource(text: &str, variables: bool) -> Self {
        Self::Resource { text: text.to_owned(), variables: variables && text.contains("${") }
    }

    pub(super) fn named(statement: &Statement) -> Self {
        let Some(PrincipalElement::Principal(principal) | PrincipalElement::NotPrincipal(principal)) =
            &statement.principal
        else {
            return Self::Named(String::new());
        };
        let element = match &statement.principal {
            Some(PrincipalElement::NotPrincipal(_)) => "NotPrincipal",
            _ => "Principal",
        };
        let mut names = Vec::new();
        match principal {
            crate::policy::Principal::Anyone => names.push("*".to_owned()),
            crate::policy::Principal::ByType(lists) => {
                names.extend(lists.iter().flat_map(|(_, names)| names.iter().map(ToString::to_string)));
            }
        }
        Self::Named(format!("{element} {}", names.join(", ")))
    }

    fn test(operator: &str, entry: &ConditionEntry, values: Vec<String>, variables: bool) -> Self {
        let variables = variables && values.iter().any(|value| value.contains("${"));
        // A pattern without wildcards is a text.
        let plain = |value: &String| !value.contains(['*', '?']);
        let operator = match operator {
            "StringLike" if !variables && values.iter().all(plain) => "StringEquals",
            "ArnEquals" => "ArnLike",
            other => other,
        };
        let values = match operator {
            "Bool" => values.iter().map(|value| value.to_ascii_lowercase()).collect(),
            _ => values,
        };
        Self::Test { operator: operator.to_owned(), key: entry.key.to_string(), values, variables }
    }

    /// Whether a condition holds in a context.
    pub(super) fn holds_in(&self, context: &Context) -> Certainty {
        let Self::Test { operator, key, values, variables } = self else { return Certainty::Unknown };
        let condition = [Condition::new(operator, key, values.clone())];
        let tests = condition::tests(&condition, *variables);
        tests.iter().map(|test| test.holds(context)).fold(Certainty::Yes, Certainty::and)
    }

    /// What is known of it before a request is.
    fn known(&self, request: &Request) -> Certainty {
        match self {
            Self::Resource { text, .. } if text == "*" => Certainty::Yes,
            Self::Resource { .. } | Self::Named(_) => Certainty::Unknown,
            Self::Test { .. } => self.holds_in(&request.context),
        }
    }

    /// Whether both are the same; the case of keys does not count (R3.34).
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Test { operator: a, key: k, values: v, variables: t },
                Self::Test { operator: b, key: l, values: w, variables: u },
            ) => (a, v, t) == (b, w, u) && k.eq_ignore_ascii_case(l),
            _ => self == other,
        }
    }

    /// The key in lower case and the value, when a request that meets this can have only that value.
    fn exact(&self) -> Option<(&str, &str)> {
        let Self::Test { operator, key, values, variables: false } = self else { return None };
        let [value] = values.as_slice() else { return None };
        let exact = operator == "StringEquals" || (operator == "ArnLike" && !value.contains(['*', '?']));
        exact.then_some((key, value))
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Test { operator, .. } if operator == "Null")
    }

    /// Whether this one holds whenever the other does, and whether both can hold for one value.
    fn relation(&self, other: &Self) -> Relation {
        match (self, other) {
            (Self::Resource { text: a, variables: false }, Self::Resource { text: b, variables: false }) => {
                Relation { follows: covers(a, b), excludes: !wildcard::overlap(a, b) }
            }
            (Self::Test { .. }, Self::Test { .. }) => self.relation_of_tests(other),
            _ => Relation::NONE,
        }
    }

    fn relation_of_tests(&self, other: &Self) -> Relation {
        let (
            Self::Test { operator: a, values: of_self, variables: x, .. },
            Self::Test { operator: b, values: of_other, variables: y, key },
        ) = (self, other)
        else {
            return Relation::NONE;
        };
        let decided = |context: Context| match self.holds_in(&context) {
            Certainty::Yes => Relation { follows: true, excludes: false },
            Certainty::No => Relation { follows: false, excludes: true },
            Certainty::Unknown => Relation::NONE,
        };
        if other.is_absence() {
            return decided(Context::new());
        }
        // Of several values, one tells nothing of all of them.
        let is_of_set = |operator: &str| operator.contains(':');
        if *x || *y || is_of_set(a) || is_of_set(b) {
            return Relation::NONE;
        }
        if let Some((_, value)) = other.exact() {
            return decided(Context::new().with(key, value));
        }
        let ([mine], [theirs]) = (of_self.as_slice(), of_other.as_slice()) else { return Relation::NONE };
        match (a.as_str(), b.as_str()) {
            ("StringLike" | "StringEquals", "StringLike") => {
                Relation { follows: covers(mine, theirs), excludes: !wildcard::overlap(mine, theirs) }
            }
            ("ArnLike", "ArnLike") => {
                let fields = mine.splitn(6, ':').zip(theirs.splitn(6, ':'));
                let follows = fields.fold(true, |all, (mine, theirs)| all && covers(mine, theirs));
                let six = |text: &str| text.matches(':').count() >= 5;
                Relation {
                    follows: follows && six(mine) && six(theirs),
                    excludes: !wildcard::overlap(mine, theirs),
                }
            }
            ("Bool", "Bool") | ("StringEqualsIgnoreCase", "StringEqualsIgnoreCase") => {
                let same = mine.to_lowercase() == theirs.to_lowercase();
                Relation { follows: same, excludes: !same }
            }
            ("IpAddress", "IpAddress") => match (mine.parse::<Network>(), theirs.parse::<Network>()) {
                (Ok(mine), Ok(theirs)) => Relation {
                    follows: mine.covers(&theirs),
                    excludes: !mine.covers(&theirs) && !theirs.covers(&mine),
                },
                _ => Relation::NONE,
            },
            _ => Relation::NONE,
        }
    }

    fn requirement(&self, holds: bool) -> Requirement {
        let (element, values) = match self {
            Self::Resource { text, .. } => (Element::Resource, vec![text.clone()]),
            Self::Named(text) => (Element::Principal, vec![text.clone()]),
            Self::Test { operator, key, values, .. } => {
                (Element::Condition { operator: operator.clone(), key: key.clone() }, values.clone())
            }
        };
        Requirement { holds, element, values }
    }
}

/// How one part stands to another.
struct Relation {
    /// It holds whenever the other does.
    follows: bool,
    /// It never holds when the other does, of one value.
    excludes: bool,
}

impl Relation {
    const NONE: Self = Self { follows: false, excludes: false };
}

/// Whether a pattern matches every text that another one matches; sometimes not seen, never wrongly.
fn covers(pattern: &str, other: &str) -> bool {
    // A `*` in the other one may be met by a `*` alone, not by a `?`.
    (!pattern.contains('?') || !other.contains('*')) && wildcard::matches(pattern, other)
}

impl<'r> Atoms<'r> {
    pub(super) fn of(request: &'r Request) -> Self {
        Self { request, all: Vec::new(), multivalued: BTreeSet::new() }
    }

    /// The function that an atom is: a constant where it is known.
    pub(super) fn formula(&mut self, atom: Atom, diagram: &mut Diagram) -> Formula {
        match atom.known(self.request) {
            Certainty::Yes => return Formula::TRUE,
            Certainty::No => return Formula::FALSE,
            Certainty::Unknown => {}
        }
        let known = self.all.iter().position(|known| known.is(&atom));
        let variable = known.unwrap_or_else(|| {
            self.all.push(atom);
            self.all.len().saturating_sub(1)
        });
        diagram.variable(variable)
    }

    /// One key of a condition, taken apart as far as its operator lets.
    pub(super) fn condition(
        &mut self,
        operator: &str,
        entry: &ConditionEntry,
        variables: bool,
        diagram: &mut Diagram,
    ) -> Formula {
        let (set, bare) = match operator.split_once(':') {
            Some((set @ ("ForAllValues" | "ForAnyValue"), bare)) => (Some(set), bare),
            _ => (None, operator),
        };
        let texts: Vec<String> = entry.values.iter().map(|value| value.as_text().into_owned()).collect();
        if set.is_some() || ConditionKey::named(&entry.key).is_some_and(ConditionKey::is_multivalued) {
            self.multivalued.insert(entry.key.to_ascii_lowercase());
        }
        let absent = |value: &str| Atom::test("Null", entry, vec![value.to_owned()], false);
        if operator == "Null" {
            let wants = |word: &str| texts.iter().any(|text| text.eq_ignore_ascii_case(word));
            if wants("true") != wants("false") {
                let formula = self.formula(absent("true"), diagram);
                return if wants("true") { formula } else { diagram.not(formula) };
            }
        }
        let (bare, if_exists) = match bare.strip_suffix("IfExists") {
            Some(bare) => (bare, true),
            None => (bare, false),
        };
        let (positive, negated) = positive(bare);
        let Some(positive) = positive.filter(|_| set.is_none() || (set == Some("ForAnyValue") && !negated))
        else {
            return self.formula(Atom::test(operator, entry, texts, variables), diagram);
        };
        let mut any = Formula::FALSE;
        for text in texts {
            let one = self.formula(Atom::test(positive, entry, vec![text], variables), diagram);
            any = diagram.or(any, one);
        }
        // Without the key nothing matches, and so what is negated holds (R3.31).
        if negated {
            return diagram.not(any);
        }
        if if_exists {
            let absent = self.formula(absent("true"), diagram);
            return diagram.or(any, absent);
        }
        any
    }

    /// Which atoms some request can meet together.
    pub(super) fn possible(&self, diagram: &mut Diagram) -> Formula {
        let mut possible = Formula::TRUE;
        for (i, a) in self.all.iter().enumerate() {
            for (j, b) in self.all.iter().enumerate() {
                if i == j || !self.are_of_one_key(a, b) {
                    continue;
                }
                let Relation { follows, excludes } = a.relation(b);
                let excludes = excludes && (b.is_absence() || !self.is_multivalued(a));
                if !follows && !excludes {
                    continue;
                }
                let (a, b) = (diagram.variable(i), diagram.variable(j));
                let (not_a, not_b) = (diagram.not(a), diagram.not(b));
                let rule = diagram.or(if follows { a } else { not_a }, not_b);
                possible = diagram.and(possible, rule);
            }
        }
        possible
    }

    fn are_of_one_key(&self, a: &Atom, b: &Atom) -> bool {
        match (a, b) {
            (Atom::Test { key: a, .. }, Atom::Test { key: b, .. }) => a.eq_ignore_ascii_case(b),
            (Atom::Resource { .. }, Atom::Resource { .. }) => true,
            _ => false,
        }
    }

    fn is_multivalued(&self, atom: &Atom) -> bool {
        matches!(atom, Atom::Test { key, .. } if self.multivalued.contains(&key.to_ascii_lowercase()))
    }

    /// A cube in words.
    pub(super) fn case(&self, cube: &Cube) -> Case {
        let requirements = cube.iter().filter_map(|(variable, holds)| {
            Some((self.all.get(*variable)?.requirement(*holds), self.all.get(*variable)?.clone()))
        });
        Case::of(requirements)
    }
}

/// The operator that asks for the opposite, if this one is negated; none when it cannot be taken apart by values.
fn positive(operator: &str) -> (Option<&str>, bool) {
    match operator {
        "StringNotEquals" => (Some("StringEquals"), true),
        "StringNotEqualsIgnoreCase" => (Some("StringEqualsIgnoreCase"), true),
        "StringNotLike" => (Some("StringLike"), true),
        "ArnNotEquals" | "ArnNotLike" => (Some("ArnLike"), true),
        "NumericNotEquals" => (Some("NumericEquals"), true),
        "DateNotEquals" => (Some("DateEquals"), true),
        "NotIpAddress" => (Some("IpAddress"), true),
        "StringEquals"
        | "StringEqualsIgnoreCase"
        | "StringLike"
        | "ArnEquals"
        | "ArnLike"
        | "Bool"
        | "NumericEquals"
        | "NumericLessThan"
        | "NumericLessThanEquals"
        | "NumericGreaterThan"
        | "NumericGreaterThanEquals"
        | "DateEquals"
        | "DateLessThan"
        | "DateLessThanEquals"
        | "DateGreaterThan"
        | "DateGreaterThanEquals"
        | "BinaryEquals"
        | "IpAddress" => (Some(operator), false),
        _ => (None, false),
    }
}
