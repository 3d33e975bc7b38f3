//! The name of a grant, and the Sids and policy names that are made of it.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The name of a grant: 1 to 40 of `a` to `z`, `0` to `9` and `-`.
///
/// Ownership needs no state file: a statement whose Sid this name makes is the grant's, every other is foreign.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantName(Cow<'static, str>);

/// The text is not a grant's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MalformedName(String);

/// What a statement of the owner's policies is about: the word with which its Sid ends.
///
/// No word is the end of another, so no two grants can make the same Sid out of different words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SidWord {
    KeyUse,
    KeyMetadata,
    Bucket,
    Objects,
}

impl SidWord {
    const ALL: [Self; 4] = [Self::KeyUse, Self::KeyMetadata, Self::Bucket, Self::Objects];

    const fn as_str(self) -> &'static str {
        match self {
            Self::KeyUse => "KeyUse",
            Self::KeyMetadata => "KeyMetadata",
            Self::Bucket => "Bucket",
            Self::Objects => "Objects",
        }
    }
}

impl GrantName {
    /// A name that was checked when the macro was expanded.
    #[doc(hidden)]
    pub const fn checked(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the policy in the consumer's account.
    pub fn policy_name(&self) -> String {
        format!("crosskms-{self}")
    }

    /// Whether a statement with this Sid belongs to the grant.
    ///
    /// ```
    /// use crosskms_core::grant::GrantName;
    ///
    /// let name: GrantName = "raw-events".parse()?;
    /// assert!(name.owns_sid("CrosskmsRawEventsKeyUse"));
    /// assert!(!name.owns_sid("CrosskmsRawEventsOldKeyUse"));
    /// assert!(!name.owns_sid("Enable IAM User Permissions"));
    /// # Ok::<(), crosskms_core::grant::MalformedName>(())
    /// ```
    pub fn owns_sid(&self, sid: &str) -> bool {
        let Some(rest) = self.stripped(sid) else { return false };
        SidWord::ALL.into_iter().filter_map(|word| rest.strip_prefix(word.as_str())).any(is_sid_number)
    }

    /// `Crosskms` and the name in camel case. Names that differ only in a hyphen before a digit, beside another
    /// hyphen or at an end share it; a set of grants is checked for that.
    pub fn sid_stem(&self) -> String {
        let words = self.0.split('-').map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
                .collect::<String>()
        });
        std::iter::once("Crosskms".to_owned()).chain(words).collect()
    }

    /// What follows the stem of the name in a Sid. A plan asks that of every statement for every grant, so it makes no
    /// text.
    fn stripped<'s>(&self, sid: &'s str) -> Option<&'s str> {
        self.0.split('-').try_fold(sid.strip_prefix("Crosskms")?, |rest, word| {
            let mut letters = word.chars();
            match letters.next() {
                Some(first) => rest.strip_prefix(first.to_ascii_uppercase())?.strip_prefix(letters.as_str()),
                None => Some(rest),
            }
        })
    }

    /// The Sid of the statement about `word`; `earlier` are the grant's other statements about it.
    pub(crate) fn sid(&self, word: SidWord, earlier: usize) -> String {
        let number = if earlier == 0 { String::new() } else { earlier.saturating_add(1).to_string() };
        format!("{}{}{number}", self.sid_stem(), word.as_str())
    }
}

/// What follows the word of a Sid: nothing for the first statement, then 2, 3, ….
fn is_sid_number(text: &str) -> bool {
    let number = text.parse::<usize>().ok().filter(|number| *number > 1);
    text.is_empty() || number.is_some_and(|number| number.to_string() == text)
}

impl FromStr for GrantName {
    type Err = MalformedName;

    fn from_str(text: &str) -> Result<Self, MalformedName> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=40).contains(&text.len()) && text.bytes().all(legal) {
            Ok(Self(Cow::Owned(text.to_owned())))
        } else {
            Err(MalformedName(text.to_owned()))
        }
    }
}

impl fmt::Display for GrantName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for MalformedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a grant's name: expected 1 to 40 of `a` to `z`, `0` to `9` and `-`", self.0)
    }
}

impl std::error::Error for MalformedName {}
