//! Where in a grant or a policy something stands: the join between rules and those who call them.

use std::fmt;

/// A path in the domain, for example `principals[1]` or `conditions.StringEquals.aws:PrincipalOrgID`.
///
/// The macro maps it to a span, a reader of files to a line. The empty path is the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site(Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step {
    Name(String),
    Index(usize),
}

impl Site {
    /// The whole grant or document.
    pub const fn whole() -> Self {
        Self(Vec::new())
    }

    /// A field of the whole.
    pub fn field(name: impl Into<String>) -> Self {
        Self::whole().name(name)
    }

    /// The member of this name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.push(Step::Name(name.into()));
        self
    }

    /// The element at this position.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// A site inside this one.
    #[must_use]
    pub fn join(mut self, inner: &Self) -> Self {
        self.0.extend_from_slice(&inner.0);
        self
    }

    pub(crate) fn steps(&self) -> std::slice::Iter<'_, Step> {
        self.0.iter()
    }

    /// The site that holds this one; none above the whole.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, above) = self.0.split_last()?;
        Some(Self(above.to_vec()))
    }

    /// Whether this site is `other` or lies inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Name(name) if position == 0 => f.write_str(name)?,
                Step::Name(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
