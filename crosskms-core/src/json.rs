//! A reader of JSON that keeps what policies and files of grants need kept: the order of members, numbers as they are written,
//! the place of every value, and the fact that a key stands twice.
//!
//! Syntax is `serde_json`'s business. A [`Node`] is a slice of the text that is known to be one JSON value and
//! is taken apart a level at a time.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// One JSON value inside a text.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t>(&'t RawValue);

/// A value taken apart by one level.
#[derive(Debug)]
pub enum Value<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(&'t str),
    /// A string, without its escapes.
    String(String),
    /// The elements of an array.
    Array(Vec<Node<'t>>),
    /// The members of an object, in order, each key once.
    Object(Vec<(String, Node<'t>)>),
}

/// Why a text is not what it should be, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    message: String,
    help: Option<String>,
    /// The steps of the JSON pointer, innermost first.
    steps: Vec<String>,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The address of the offending slice, until the text is known.
    Address(usize),
    Position {
        line: usize,
        column: usize,
    },
}

impl<'t> Node<'t> {
    /// The value that a text is.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn parse(text: &'t str) -> Result<Self, ReadError> {
        serde_json::from_str(text).map(Self).map_err(|error| ReadError::syntax(&error, text))
    }

    /// The value as it is written.
    pub(crate) fn text(self) -> &'t str {
        self.0.get()
    }

    /// Where in `whole` the value stands, in bytes; `whole` must be the text that was parsed.
    pub fn range(self, whole: &str) -> std::ops::Range<usize> {
        let start = self.text().as_ptr().addr().saturating_sub(whole.as_ptr().addr());
        start..start.saturating_add(self.text().len())
    }

    /// The value, taken apart by one level.
    ///
    /// # Errors
    ///
    /// When a key stands twice in an object.
    pub fn value(self) -> Result<Value<'t>, ReadError> {
        let text = self.text();
        let failed = |error| self.error(without_place(&error));
        Ok(match text.as_bytes().first() {
            Some(b'{') => Value::Object(self.members("object")?),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(failed)?;
                Value::Array(items.into_iter().map(Node).collect())
            }
            Some(b'"') => Value::String(serde_json::from_str(text).map_err(failed)?),
            Some(b't') => Value::Bool(true),
            Some(b'f') => Value::Bool(false),
            Some(b'n') => Value::Null,
            _ => Value::Number(text),
        })
    }

    /// The members of an object, in order; a key that stands twice is an error (R3.2), which says in what.
    fn members(self, what: &str) -> Result<Vec<(String, Self)>, ReadError> {
        let members: Vec<(String, Self)> = self.raw_members()?;
        let mut seen = BTreeSet::new();
        for (key, value) in &members {
            if !seen.insert(key.as_str()) {
                let error = value.error(format!("`{key}` stands twice in one {what}"));
                return Err(error.help_by("make one of the two, or remove one").under(key));
            }
        }
        Ok(members)
    }

    /// The keys of an object as they stand in the text, quotes included, in order.
    ///
    /// # Errors
    ///
    /// When the value is no object.
    pub fn keys(self) -> Result<Vec<Self>, ReadError> {
        let members: Vec<(&RawValue, Self)> = self.raw_members()?;
        Ok(members.into_iter().map(|(key, _)| Self(key)).collect())
    }

    fn raw_members<K: Deserialize<'t>>(self) -> Result<Vec<(K, Self)>, ReadError> {
        let Members(members) =
            serde_json::from_str(self.text()).map_err(|error| self.error(without_place(&error)))?;
        Ok(members)
    }

    pub(crate) fn string(self) -> Result<String, ReadError> {
        match self.value()? {
            Value::String(text) => Ok(text),
            other => {
                let error = self.error(format!("expected a string, found {}", other.kind()));
                Err(match other {
                    Value::Number(number) => error.help_by(format!("write `\"{number}\"`")),
                    _ => error,
                })
            }
        }
    }

    pub(crate) fn object(self) -> Result<Vec<(String, Self)>, ReadError> {
        self.object_called("object")
    }

    /// The members of an object, which messages call what it stands for.
    pub(crate) fn object_called(self, what: &str) -> Result<Vec<(String, Self)>, ReadError> {
        match self.text().starts_with('{') {
            true => self.members(what),
            false => Err(self.error(format!("expected an object, found {}", self.value()?.kind()))),
        }
    }

    pub(crate) fn error(self, message: impl Into<String>) -> ReadError {
        ReadError {
            message: message.into(),
            help: None,
            steps: Vec::new(),
            place: Place::Address(self.text().as_ptr().addr()),
        }
    }
}

impl Value<'_> {
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// The members of an object before duplicates are looked for.
struct Members<'t, K>(Vec<(K, Node<'t>)>);

impl<'t, K: Deserialize<'t>> Deserialize<'t> for Members<'t, K> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor<K>(PhantomData<K>);

        impl<'t, K: Deserialize<'t>> Visitor<'t> for MembersVisitor<K> {
            type Value = Members<'t, K>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry()? {
                    members.push((key, Node(value)));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor(PhantomData))
    }
}

impl ReadError {
    /// `serde_json` counts columns in bytes, and from zero where a line has just begun.
    fn syntax(error: &serde_json::Error, text: &str) -> Self {
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let column = line.char_indices().take_while(|(start, _)| *start < error.column()).count().max(1);
        let place = Place::Position { line: error.line().max(1), column };
        Self { message: format!("not JSON: {}", without_place(error)), help: None, steps: Vec::new(), place }
    }

    /// Says the way out.
    pub(crate) fn help_by(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Adds the step that leads to the place where this error arose.
    pub(crate) fn under(mut self, step: impl fmt::Display) -> Self {
        self.steps.push(step.to_string());
        self
    }

    /// Turns the place into line and column of the text that was read.
    #[must_use]
    pub fn located_in(mut self, text: &str) -> Self {
        if let Place::Address(address) = self.place {
            let offset = address.saturating_sub(text.as_ptr().addr());
            let (line, column) = line_and_column(text, offset);
            self.place = Place::Position { line, column };
        }
        self
    }

    /// The JSON pointer (RFC 6901) of the value that is wrong; empty for the document as a whole.
    pub fn pointer(&self) -> String {
        self.steps.iter().rev().map(|s| format!("/{}", s.replace('~', "~0").replace('/', "~1"))).collect()
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The way out, where there is one that is particular to this.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Line and column of the value, counted from one.
    pub const fn position(&self) -> (usize, usize) {
        match self.place {
            Place::Position { line, column } => (line, column),
            Place::Address(_) => (1, 1),
        }
    }
}

/// Line and column of a byte of a text, counted from one; columns are characters.
///
/// ```
/// use crosskms_core::policy::line_and_column;
///
/// assert_eq!(line_and_column("{\n  \"é\": 1}", 8), (2, 6));
/// ```
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    (line, column)
}

/// The byte at a line and column; the end of the text, when it has no such place.
pub(crate) fn offset_of(text: &str, (line, column): (usize, usize)) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(line.saturating_sub(1)).map(str::len).sum();
    let within = lines.next().and_then(|line| line.char_indices().nth(column.saturating_sub(1)));
    within.map_or(text.len(), |(offset, _)| before.saturating_add(offset))
}

/// What `serde_json` says, without the place, which is one inside a slice.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position();
        if !self.steps.is_empty() {
            write!(f, "{}: ", self.pointer())?;
        }
        write!(f, "{} (line {line}, column {column})", self.message)
    }
}

impl std::error::Error for ReadError {}
