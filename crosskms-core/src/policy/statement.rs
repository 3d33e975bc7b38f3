//! A statement and its elements.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::{Condition, List, OneOrMany, Principal, Text, UnknownMember};

/// One statement of a policy.
///
/// Elements that AWS requires may be absent: a key policy statement without `Action` is accepted by AWS and
/// does nothing (R3.10), and must not be lost when it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `Sid`.
    pub sid: Option<Text>,
    /// `Effect`.
    pub effect: Effect,
    /// `Principal` or `NotPrincipal`.
    pub principal: Option<PrincipalElement>,
    /// `Action` or `NotAction`.
    pub action: Option<ActionElement>,
    /// `Resource` or `NotResource`.
    pub resource: Option<ResourceElement>,
    /// `Condition`: one block for each operator, all of which must hold.
    pub condition: Option<List<Condition>>,
    /// Members that the grammar does not know, kept as they are written.
    pub other: List<UnknownMember>,
}

/// What a statement does when it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// `Allow`
    Allow,
    /// `Deny`, which wins over every `Allow` (R4.1).
    Deny,
}

/// `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalElement {
    /// The statement is about these principals.
    Principal(Principal),
    /// The statement is about all others.
    NotPrincipal(Principal),
}

/// `Action` or `NotAction`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionElement {
    /// The statement is about these actions.
    Action(OneOrMany<Text>),
    /// The statement is about all others.
    NotAction(OneOrMany<Text>),
}

/// `Resource` or `NotResource`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResourceElement {
    /// The statement is about these resources.
    Resource(OneOrMany<Text>),
    /// The statement is about all others.
    NotResource(OneOrMany<Text>),
}

impl Statement {
    /// A statement with an effect and nothing else yet.
    pub const fn new(effect: Effect) -> Self {
        Self {
            sid: None,
            effect,
            principal: None,
            action: None,
            resource: None,
            condition: None,
            other: Cow::Borrowed(&[]),
        }
    }

    /// The elements in which both differ, whatever their spelling; the `Sid` is no such element, it is a name.
    ///
    /// ```
    /// use crosskms_core::policy::Policy;
    ///
    /// let statement = |action: &str| -> Policy {
    ///     format!(r#"{{"Statement": {{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}}}"#).parse().unwrap()
    /// };
    /// let (one, other) = (statement("kms:Decrypt"), statement("kms:Encrypt"));
    /// let elements = one.statements.as_slice()[0].differing_elements(&other.statements.as_slice()[0]);
    /// assert_eq!(elements, ["Action"]);
    /// ```
    pub fn differing_elements(&self, other: &Self) -> Vec<&'static str> {
        let (a, b) = (super::canonical::statement(self), super::canonical::statement(other));
        let mut elements = Vec::new();
        if a.effect != b.effect {
            elements.push("Effect");
        }
        if a.principal != b.principal {
            elements.push("Principal");
        }
        if a.action != b.action {
            elements.push("Action");
        }
        if a.resource != b.resource {
            elements.push("Resource");
        }
        if a.condition != b.condition {
            elements.push("Condition");
        }
        if a.other != b.other {
            elements.push("members that IAM does not know");
        }
        elements
    }

    /// Whether both say the same, whatever their spelling (see [`super::Policy::means_the_same_as`]).
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        super::canonical::statement(self) == super::canonical::statement(other)
    }
}

impl Effect {
    /// The word as it stands in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Statements to be put into somebody's policy; shown as JSON, a lone one without brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementList(Vec<Statement>);

impl StatementList {
    pub(crate) const fn new(statements: Vec<Statement>) -> Self {
        Self(statements)
    }
}

impl Deref for StatementList {
    type Target = [Statement];

    fn deref(&self) -> &[Statement] {
        &self.0
    }
}

impl fmt::Display for StatementList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [statement] => statement.fmt(f),
            statements => super::write::pretty(statements, f),
        }
    }
}
