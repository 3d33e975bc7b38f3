//! The `Principal` element (R3.1, section 3.3 of the rulebook).

use super::{List, OneOrMany, Text};

/// Whom a statement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// The bare string `"*"`.
    Anyone,
    /// An object of principals by type; all of them together are an OR.
    ByType(List<(PrincipalType, OneOrMany<Text>)>),
}

/// The type under which principals are listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PrincipalType {
    /// `AWS`: accounts, roles, users, sessions.
    Aws,
    /// `Federated`: identity providers.
    Federated,
    /// `Service`: service principals.
    Service,
    /// `CanonicalUser`: S3's canonical user ids.
    CanonicalUser,
    /// A type that is not known yet, kept as it is written.
    Other(Text),
}

impl Principal {
    /// `{"AWS": …}` with these principals.
    pub fn aws<S: Into<Text>>(principals: impl IntoIterator<Item = S>) -> Self {
        Self::ByType(vec![(PrincipalType::Aws, principals.into_iter().map(Into::into).collect())].into())
    }

    /// The principals of one type.
    pub fn of_type<'a>(&'a self, wanted: &'a PrincipalType) -> impl Iterator<Item = &'a str> {
        let lists = match self {
            Self::Anyone => [].as_slice(),
            Self::ByType(lists) => lists.as_ref(),
        };
        lists
            .iter()
            .filter(move |(kind, _)| kind == wanted)
            .flat_map(|(_, names)| names.iter().map(AsRef::as_ref))
    }
}

impl PrincipalType {
    /// The key as it stands in documents.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Aws => "AWS",
            Self::Federated => "Federated",
            Self::Service => "Service",
            Self::CanonicalUser => "CanonicalUser",
            Self::Other(name) => name,
        }
    }

    pub(super) fn of(name: String) -> Self {
        match name.as_str() {
            "AWS" => Self::Aws,
            "Federated" => Self::Federated,
            "Service" => Self::Service,
            "CanonicalUser" => Self::CanonicalUser,
            _ => Self::Other(name.into()),
        }
    }
}
