//! Three-valued logic: what is not known must not be taken for yes.

/// Whether something holds, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    No,
    Unknown,
    Yes,
}

impl Certainty {
    /// Both: as certain as the less certain one.
    pub(super) fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either: as certain as the more certain one.
    pub(super) fn or(self, other: Self) -> Self {
        self.max(other)
    }

    pub(super) const fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Certainty {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}
