//! The condition keys of a request.

use std::collections::BTreeMap;

/// The condition keys of a request and their values; the case of keys does not count (R3.34).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// By key in lower case.
    values: BTreeMap<String, Entry>,
    open: bool,
}

/// A key in its own spelling, and its values.
#[derive(Debug, Clone, Eq)]
struct Entry {
    key: String,
    values: Vec<String>,
    /// Whether it follows from the request, and goes when that changes.
    follows: bool,
}

/// Where a key comes from makes no difference to a decision.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (&self.key, &self.values) == (&other.key, &other.values)
    }
}

/// What a context says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence<'c> {
    /// The key has these values.
    Values(&'c [String]),
    /// The request does not have the key.
    Absent,
    /// Whether the request has it, is not known.
    Unknown,
}

impl Context {
    /// A context without any key; keys that are not added are absent from the request.
    pub fn new() -> Self {
        Self::default()
    }

    /// A context of which only a part is known: a key that is not added may be there all the same.
    pub fn open() -> Self {
        Self { open: true, ..Self::default() }
    }

    /// Adds a key with its value.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.with_all(key, [value.into()])
    }

    /// Adds a key with several values.
    #[must_use]
    pub fn with_all(mut self, key: &str, values: impl IntoIterator<Item = String>) -> Self {
        let entry = Entry { key: key.to_owned(), values: values.into_iter().collect(), follows: false };
        self.values.insert(key.to_ascii_lowercase(), entry);
        self
    }

    /// The context without the keys of which this holds.
    #[must_use]
    pub(super) fn without(&self, is_out: impl Fn(&str) -> bool) -> Self {
        let values = self.values.iter().filter(|(_, entry)| !is_out(&entry.key));
        Self { values: values.map(|(key, entry)| (key.clone(), entry.clone())).collect(), open: self.open }
    }

    /// Adds a key that follows from the request, unless it is there.
    pub(super) fn fill(&mut self, key: &str, values: impl IntoIterator<Item = String>) {
        self.values.entry(key.to_ascii_lowercase()).or_insert_with(|| Entry {
            key: key.to_owned(),
            values: values.into_iter().collect(),
            follows: true,
        });
    }

    /// Takes out what was filled in.
    pub(super) fn empty(&mut self) {
        self.values.retain(|_, entry| !entry.follows);
    }

    /// Takes out a key: of an open context, whether the request has it is then not known.
    pub(super) fn forget(&mut self, key: &str) {
        self.values.remove(&key.to_ascii_lowercase());
    }

    /// The values of a key.
    pub fn values(&self, key: &str) -> Option<&[String]> {
        self.values.get(&key.to_ascii_lowercase()).map(|entry| entry.values.as_slice())
    }

    /// What is known of a key in lower case. A key without values is absent.
    pub(super) fn presence(&self, key: &str) -> Presence<'_> {
        match self.values.get(key) {
            Some(entry) if !entry.values.is_empty() => Presence::Values(&entry.values),
            Some(_) => Presence::Absent,
            None if self.open => Presence::Unknown,
            None => Presence::Absent,
        }
    }

    /// The keys, in their own spelling, and their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.values.values().map(|entry| (entry.key.as_str(), entry.values.as_slice()))
    }

    /// The pairs of the encryption context, `kms:EncryptionContext:NAME`.
    pub(super) fn encryption_context(&self) -> impl Iterator<Item = (&str, &str)> {
        const START: &str = "kms:EncryptionContext:";
        self.iter().filter_map(|(key, values)| {
            let (start, name) = key.split_at_checked(START.len())?;
            Some((name, values.first()?.as_str())).filter(|_| start.eq_ignore_ascii_case(START))
        })
    }

    /// Whether a key that is not here might be in the request.
    pub(super) const fn is_open(&self) -> bool {
        self.open
    }
}
