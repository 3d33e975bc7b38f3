//! Conditions of a difference, to be read.

use std::fmt;

use super::atom::Atom;

/// One way in which a change takes place: all of its requirements are met.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Case {
    /// What must hold, and what must not.
    pub requirements: Vec<Requirement>,
    /// The same as it is computed with: all of one of these.
    pub(super) cubes: Vec<Vec<(Atom, bool)>>,
}

/// What a case asks of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// Whether it must match, or must not.
    pub holds: bool,
    /// What must match.
    pub element: Element,
    /// Any of these.
    pub values: Vec<String>,
}

/// An element of a request on which a change depends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Element {
    /// The resource.
    Resource,
    /// A condition key, compared by an operator.
    Condition {
        /// The operator, without negation.
        operator: String,
        /// The key.
        key: String,
    },
    /// The principal, where it is not known whether a statement names it.
    Principal,
}

/// Cases are the same when they ask the same.
impl PartialEq for Case {
    fn eq(&self, other: &Self) -> bool {
        self.requirements == other.requirements
    }
}

impl Eq for Case {}

impl Case {
    pub(super) fn of(requirements: impl Iterator<Item = (Requirement, Atom)>) -> Self {
        let mut case = Self { requirements: Vec::new(), cubes: Vec::new() };
        let mut cube = Vec::new();
        for (requirement, atom) in requirements {
            cube.push((atom, requirement.holds));
            let others = case
                .requirements
                .iter_mut()
                .find(|other| !other.holds && !requirement.holds && other.element == requirement.element);
            match others {
                // None of these, in one word.
                Some(other) if requirement.is_of_values() => other.values.extend(requirement.values),
                _ => case.requirements.push(requirement),
            }
        }
        case.cubes.push(cube);
        case
    }

    /// The resources that the case is about; all, when it names none.
    pub fn resources(&self) -> impl Iterator<Item = &str> {
        let resources = self.requirements.iter().filter(|r| r.holds && r.element == Element::Resource);
        resources.flat_map(|requirement| requirement.values.iter().map(String::as_str))
    }

    /// The two cases as one, if they differ in values of one requirement.
    fn with(&self, other: &Self) -> Option<Self> {
        if self.requirements.len() != other.requirements.len() {
            return None;
        }
        let mut both = self.clone();
        let pairs = both.requirements.iter_mut().zip(&other.requirements);
        let mut differing: Vec<_> = pairs.filter(|(mine, theirs)| *mine != *theirs).collect();
        let [(mine, theirs)] = differing.as_mut_slice() else { return None };
        let joins = mine.holds && theirs.holds && mine.element == theirs.element && mine.is_of_values();
        if !joins {
            return None;
        }
        mine.values.extend(theirs.values.iter().cloned());
        both.cubes.extend(other.cubes.iter().cloned());
        Some(both)
    }
}

/// Cases that differ in one value are one case with several values.
pub(super) fn together(cases: Vec<Case>) -> Vec<Case> {
    let mut joined: Vec<Case> = Vec::new();
    for case in cases {
        let found = joined.iter_mut().find_map(|known| Some((known.with(&case)?, known)));
        match found {
            Some((both, known)) => *known = both,
            None => joined.push(case),
        }
    }
    joined
}

impl Requirement {
    /// Whether several values are any of them.
    fn is_of_values(&self) -> bool {
        !matches!(&self.element, Element::Condition { operator, .. } if operator.contains(':') || operator == "Null")
    }
}

/// `kms:ViaService is s3.eu-west-1.amazonaws.com`, or `always`.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.requirements.is_empty() {
            return f.write_str("always");
        }
        for (position, requirement) in self.requirements.iter().enumerate() {
            if position > 0 {
                f.write_str(" and ")?;
            }
            requirement.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values.join(if self.holds { " or " } else { " nor " });
        match &self.element {
            Element::Resource => {
                write!(f, "the resource is {}{values}", if self.holds { "" } else { "not " })
            }
            Element::Principal => {
                write!(f, "{values} {} the principal", if self.holds { "names" } else { "does not name" })
            }
            Element::Condition { operator, key } if operator == "Null" => {
                write!(f, "{key} is {}", if self.holds { "absent" } else { "present" })
            }
            Element::Condition { operator, key } => match verb(operator) {
                Some(verb) => write!(f, "{key} is {}{verb}{values}", if self.holds { "" } else { "not " }),
                None => {
                    let negation = if self.holds { "" } else { "not " };
                    write!(f, "{negation}{operator} {key} {values}")
                }
            },
        }
    }
}

/// How an operator is read between a key and its value.
fn verb(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "StringEquals" | "Bool" | "NumericEquals" | "DateEquals" | "BinaryEquals" => "",
        "StringEqualsIgnoreCase" => "in any case ",
        "StringLike" | "ArnLike" => "like ",
        "NumericLessThan" => "less than ",
        "NumericLessThanEquals" => "at most ",
        "NumericGreaterThan" => "greater than ",
        "NumericGreaterThanEquals" => "at least ",
        "DateLessThan" => "before ",
        "DateLessThanEquals" => "at the latest ",
        "DateGreaterThan" => "after ",
        "DateGreaterThanEquals" => "at the earliest ",
        "IpAddress" => "in ",
        _ => return None,
    })
}
