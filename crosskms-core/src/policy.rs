//! IAM's JSON grammar, typed: `Policy`, `Statement` and their parts (R3.1 to R3.9).
//!
//! These types are open: whatever AWS stored is kept, spelled as it was, so that reading and writing loses
//! nothing. Writing is deterministic and in AWS's order of elements. To change a document that others wrote
//! too, use [`PolicyDocument`], which leaves their text alone to the byte.

mod canonical;
mod condition;
mod document;
mod one_or_many;
mod places;
mod policy_type;
mod principal;
mod read;
mod statement;
mod write;

use std::borrow::Cow;

pub use crate::json::{ReadError, line_and_column};
pub use condition::{Condition, ConditionEntry, ConditionValue};
pub use document::PolicyDocument;
pub use one_or_many::OneOrMany;
pub use places::range_of;
pub use policy_type::{PolicyType, UnknownPolicyType};
pub use principal::{Principal, PrincipalType};
pub use statement::{ActionElement, Effect, PrincipalElement, ResourceElement, Statement, StatementList};

/// Text in a policy: owned when it was read, borrowed when the compiler put it there.
pub type Text = Cow<'static, str>;
/// A list in a policy, owned or borrowed in the same way.
pub type List<T> = Cow<'static, [T]>;

/// A policy document.
///
/// ```
/// use crosskms_core::policy::Policy;
///
/// let policy: Policy = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"
/// }}"#.parse()?;
/// assert_eq!(policy.statements.len(), 1);
/// assert_eq!(policy.to_string().parse::<Policy>()?, policy);
/// # Ok::<(), crosskms_core::policy::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// `Version`; absent means the semantics of 2008.
    pub version: Option<Version>,
    /// `Id`, which resource policies may have.
    pub id: Option<Text>,
    /// `Statement`, one or several.
    pub statements: OneOrMany<Statement>,
    /// Members that the grammar does not know, kept as they are written.
    pub other: List<UnknownMember>,
}

/// The version of the policy language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// `2008-10-17`, without policy variables.
    V2008,
    /// `2012-10-17`, today's.
    V2012,
}

/// A member of an object that IAM's grammar does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnknownMember {
    /// The key.
    pub name: Text,
    /// The value, as JSON text.
    pub json: Text,
}

impl Policy {
    /// A policy of today's version with these statements.
    pub fn new(statements: Vec<Statement>) -> Self {
        Self {
            version: Some(Version::V2012),
            id: None,
            statements: OneOrMany::Many(statements.into()),
            other: Cow::Borrowed(&[]),
        }
    }

    /// Whether both say the same, whatever their spelling: order of values, one value bare or in an array,
    /// case of actions and condition keys, both spellings of an account (R3.1).
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        canonical::policy(self) == canonical::policy(other)
    }
}

impl Version {
    /// The date as it stands in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2008 => "2008-10-17",
            Self::V2012 => "2012-10-17",
        }
    }
}

#[cfg(test)]
mod tests;
