//! The one error of ARN parsing: which segment is wrong, what stands there, what would be right.

use std::fmt;

/// A text that is not the ARN it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArnError {
    kind: &'static str,
    input: String,
    segment: Segment,
    found: String,
    expected: String,
}

/// The part of an ARN that an [`ArnError`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Segment {
    /// The text as a whole.
    Whole,
    /// The second field.
    Partition,
    /// The third field.
    Service,
    /// The fourth field.
    Region,
    /// The fifth field.
    Account,
    /// All after the fifth colon.
    Resource,
    /// The id of a KMS key, inside the resource.
    KeyId,
    /// The path of a role or user, inside the resource.
    Path,
    /// The name of a role, user or bucket, inside the resource.
    Name,
}

impl ArnError {
    pub(crate) fn new(
        kind: &'static str,
        input: &str,
        segment: Segment,
        found: &str,
        expected: impl Into<String>,
    ) -> Self {
        Self { kind, input: input.to_owned(), segment, found: found.to_owned(), expected: expected.into() }
    }

    /// The text that was refused.
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The part that is wrong.
    pub const fn segment(&self) -> Segment {
        self.segment
    }

    /// What stands at that part.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What would be right there.
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for ArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, input, segment, found, expected } = self;
        match segment {
            Segment::Whole => write!(f, "`{input}` is not the ARN of a {kind}: expected {expected}"),
            _ if found == input => write!(f, "`{input}` is no {segment}: expected {expected}"),
            _ if found.is_empty() => {
                write!(f, "`{input}` is not the ARN of a {kind}: its {segment} is empty, expected {expected}")
            }
            _ => {
                write!(
                    f,
                    "`{input}` is not the ARN of a {kind}: its {segment} is `{found}`, expected {expected}"
                )
            }
        }
    }
}

impl std::error::Error for ArnError {}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "text",
            Self::Partition => "partition",
            Self::Service => "service",
            Self::Region => "Region",
            Self::Account => "account",
            Self::Resource => "resource",
            Self::KeyId => "key id",
            Self::Path => "path",
            Self::Name => "name",
        })
    }
}
