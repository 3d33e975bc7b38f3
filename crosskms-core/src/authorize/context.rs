//! The condition keys of a request.

/// The condition keys of a request and their values; the case of keys does not count (R3.34).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// In the order of their keys. There are few, and most differ in their length: looking at one after another is faster
    /// than any search.
    entries: Vec<Entry>,
    open: bool,
}

/// A key in its own spelling, and its values.
#[derive(Debug, Clone, Eq)]
struct Entry {
    /// In lower case.
    folded: String,
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
        self.forget(key);
        self.insert(key, values, false);
        self
    }

    /// The context without the keys of which this holds.
    #[must_use]
    pub(super) fn without(&self, is_out: impl Fn(&str) -> bool) -> Self {
        let entries = self.entries.iter().filter(|entry| !is_out(&entry.key));
        Self { entries: entries.cloned().collect(), open: self.open }
    }

    /// The context of an action that has no encryption context (R2.37).
    #[must_use]
    pub fn without_encryption_context(&self) -> Self {
        const START: &str = "kms:EncryptionContext";
        self.without(|key| key.get(..START.len()).is_some_and(|start| start.eq_ignore_ascii_case(START)))
    }

    /// Adds a key that follows from the request, unless it is there.
    pub(super) fn fill(&mut self, key: &str, values: impl IntoIterator<Item = String>) {
        self.insert(key, values, true);
    }

    /// Takes out what was filled in.
    pub(super) fn empty(&mut self) {
        self.entries.retain(|entry| !entry.follows);
    }

    /// Takes out a key: of an open context, whether the request has it is then not known.
    pub(super) fn forget(&mut self, key: &str) {
        self.entries.retain(|entry| !entry.folded.eq_ignore_ascii_case(key));
    }

    fn insert(&mut self, key: &str, values: impl IntoIterator<Item = String>, follows: bool) {
        let folded = key.to_ascii_lowercase();
        if let Err(place) = self.entries.binary_search_by(|entry| entry.folded.cmp(&folded)) {
            let values = values.into_iter().collect();
            self.entries.insert(place, Entry { folded, key: key.to_owned(), values, follows });
        }
    }

    /// The values of a key.
    pub fn values(&self, key: &str) -> Option<&[String]> {
        let entry = self.entries.iter().find(|entry| entry.folded.eq_ignore_ascii_case(key));
        entry.map(|entry| entry.values.as_slice())
    }

    /// What is known of a key in lower case. A key without values is absent.
    pub(super) fn presence(&self, key: &str) -> Presence<'_> {
        match self.entries.iter().find(|entry| entry.folded == key) {
            Some(entry) if !entry.values.is_empty() => Presence::Values(&entry.values),
            Some(_) => Presence::Absent,
            None if self.open => Presence::Unknown,
            None => Presence::Absent,
        }
    }

    /// The keys, in their own spelling, and their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().map(|entry| (entry.key.as_str(), entry.values.as_slice()))
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
