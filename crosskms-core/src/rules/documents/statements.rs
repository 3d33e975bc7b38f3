//! Statements that say what another one says already, or the opposite of it.

use super::principals::lock;
use super::{Document, Placed};
use crate::finding::Severity;
use crate::policy::{ActionElement, Effect, OneOrMany, PrincipalElement, ResourceElement, Statement, Text};
use crate::rules::{Check, Hit, Rule};
use crate::wildcard;

pub(in crate::rules) static REDUNDANT_STATEMENT: Rule = Rule {
    name: "redundant-statement",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html",
    summary: "no statement says only what another one says already",
    checks: &[Check::Document(redundant)],
};

pub(in crate::rules) static CANCELLED_STATEMENT: Rule = Rule {
    name: "cancelled-statement",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    summary: "no statement allows what another one of the policy always denies",
    checks: &[Check::Document(cancelled)],
};

fn redundant(document: &Document<'_>) -> Vec<Hit> {
    let statements: Vec<Placed<'_>> = document.statements().collect();
    let of_one = |(index, placed): (usize, &Placed<'_>)| {
        let (by, _) = statements.iter().enumerate().find(|(other, by)| {
            let same_effect = by.statement.effect == placed.statement.effect;
            // Of two that say the same, the second is too much.
            let is_first = *other < index || !covers(placed.statement, by.statement);
            *other != index && same_effect && is_first && covers(by.statement, placed.statement)
        })?;
        let message = format!("{} says all of this already", named(&statements, by));
        Some(Hit::new(placed.site.clone(), message).help("remove it, or the other one if it is too wide"))
    };
    statements.iter().enumerate().filter_map(of_one).collect()
}

fn cancelled(document: &Document<'_>) -> Vec<Hit> {
    // That is more than a warning, and said elsewhere.
    if lock(document).is_some() {
        return Vec::new();
    }
    let statements: Vec<Placed<'_>> = document.statements().collect();
    let of_one = |placed: &Placed<'_>| {
        let by = cancelled_by(&statements, placed)?;
        let by = statements.iter().position(|other| other.site == by.site)?;
        let message = format!("{} denies all of this, so it never allows anything", named(&statements, by));
        Some(Hit::new(placed.site.clone(), message).help("remove it, or limit what is denied"))
    };
    statements.iter().filter(|placed| placed.allows()).filter_map(of_one).collect()
}

/// The statement that denies all of what another allows; an explicit deny wins (R4.1).
pub(super) fn cancelled_by<'s, 'p>(
    statements: &'s [Placed<'p>],
    placed: &Placed<'_>,
) -> Option<&'s Placed<'p>> {
    statements.iter().find(|by| by.statement.effect == Effect::Deny && covers(by.statement, placed.statement))
}

/// The Sid, or the position counted from one.
fn named(statements: &[Placed<'_>], index: usize) -> String {
    match statements.get(index).and_then(|placed| placed.statement.sid.as_deref()) {
        Some(sid) => format!("statement `{sid}`"),
        None => format!("statement {}", index.saturating_add(1)),
    }
}

/// Whether the first statement holds for every request for which the second does.
fn covers(wide: &Statement, narrow: &Statement) -> bool {
    let conditions =
        |statement: &Statement| statement.condition.as_deref().is_some_and(|all| !all.is_empty());
    let under_the_same = !conditions(wide) || wide.condition == narrow.condition;
    under_the_same
        && covers_principals(wide.principal.as_ref(), narrow.principal.as_ref())
        && match (&wide.action, &narrow.action) {
            (Some(ActionElement::Action(wide)), Some(ActionElement::Action(narrow))) => {
                covers_texts(wide, narrow, wildcard::matches_ignoring_case)
            }
            (wide, narrow) => wide.is_some() && wide == narrow,
        }
        && match (&wide.resource, &narrow.resource) {
            (Some(ResourceElement::Resource(wide)), Some(ResourceElement::Resource(narrow))) => {
                covers_texts(wide, narrow, wildcard::matches)
            }
            (wide, narrow) => wide == narrow,
        }
}

pub(super) fn covers_principals(wide: Option<&PrincipalElement>, narrow: Option<&PrincipalElement>) -> bool {
    use PrincipalElement::Principal;
    match (wide, narrow) {
        (Some(Principal(crate::policy::Principal::Anyone)), Some(Principal(_))) => true,
        (wide, narrow) => wide == narrow,
    }
}

/// Whether every narrow pattern is matched by a wide one. There are no narrow ones in a list that somebody emptied.
fn covers_texts(
    wide: &OneOrMany<Text>,
    narrow: &OneOrMany<Text>,
    matches: impl Fn(&str, &str) -> bool,
) -> bool {
    !narrow.is_empty() && narrow.iter().all(|narrow| wide.iter().any(|wide| matches(wide, narrow)))
}
