//! Three-valued logic: what is not known must not be taken for yes.

/// Whether something holds, as far as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    #[default]
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

    /// Any of several; once one is certain, the others are not looked at.
    pub(super) fn any(each: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Self::No;
        for one in each {
            any = any.or(one);
            if any == Self::Yes {
                break;
            }
        }
        any
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
