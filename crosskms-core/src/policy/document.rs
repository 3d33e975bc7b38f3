//! A policy document as text: some statements are ours, the others stay as they are, to the byte.

use std::fmt;
use std::ops::Range;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Policy, ReadError, Statement};
use crate::json::{Node, Value};

/// A lone statement that had to be put into an array is marked by tabs inside the brackets, so that taking ours
/// out again can restore it. Services that format documents anew lose the mark and nothing else.
const WRAPPED: (&str, &str) = ("[\t", "\t]");

/// A policy together with its text.
///
/// ```
/// use crosskms_core::policy::{Effect, PolicyDocument, Statement};
///
/// let before = PolicyDocument::parse(r#"{ "Statement": [ {"Effect":"Deny","Action":"s3:*"} ] }"#)?;
/// let ours = Statement { sid: Some("Mine".into()), ..Statement::new(Effect::Allow) };
/// let with = before.reconciled(&[ours], |sid| sid == "Mine")?.unwrap();
/// assert!(with.text().contains(r#"{"Effect":"Deny","Action":"s3:*"}"#));
///
/// let without = with.reconciled(&[], |sid| sid == "Mine")?.unwrap();
/// assert_eq!(without.text(), before.text());
/// # Ok::<(), crosskms_core::policy::ReadError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PolicyDocument {
    text: String,
    policy: Policy,
}

impl PolicyDocument {
    /// Reads a document and keeps its text.
    ///
    /// # Errors
    ///
    /// When the text is not a policy.
    pub fn parse(text: impl Into<String>) -> Result<Self, ReadError> {
        let text = text.into();
        let policy = text.parse()?;
        Ok(Self { text, policy })
    }

    /// The text, exactly as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the text says.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The document in which, of the statements whose Sid is `owned`, exactly the desired ones stand.
    ///
    /// A desired statement that is there already, in whatever spelling, keeps its text; one that differs is
    /// replaced at its place; a new one goes to the end. `None` when no statement remains.
    ///
    /// # Errors
    ///
    /// Never for a document that was parsed; the result is read again to be certain.
    pub fn reconciled(
        &self,
        desired: &[Statement],
        owned: impl Fn(&str) -> bool,
    ) -> Result<Option<Self>, ReadError> {
        let element = StatementElement::of(&self.text)?;
        let mut missing: Vec<&Statement> = desired.iter().collect();
        let mut kept = Vec::new();
        for (index, (statement, range)) in self.policy.statements.iter().zip(&element.statements).enumerate()
        {
            let text = self.text.get(range.clone()).unwrap_or_default();
            let Some(sid) = statement.sid.as_deref().filter(|sid| owned(sid)) else {
                kept.push((index, text.to_owned()));
                continue;
            };
            let wanted = missing.iter().position(|wanted| wanted.sid.as_deref() == Some(sid));
            if let Some(wanted) = wanted.map(|position| missing.remove(position)) {
                let same = wanted.means_the_same_as(statement);
                kept.push((index, if same { text.to_owned() } else { element.render(wanted, &self.text) }));
            }
        }
        if kept.is_empty() && missing.is_empty() {
            return Ok(None);
        }
        Self::parse(element.assemble(&self.text, &kept, &missing)).map(Some)
    }
}

/// Writes the text as it is, as a JSON value.
impl Serialize for PolicyDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.text.clone())
            .map_err(serde_core::ser::Error::custom)?
            .serialize(serializer)
    }
}

/// Reads a document that stands as an object, or as a string that holds its text.
impl<'de> Deserialize<'de> for PolicyDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| raw.get().to_owned());
        Self::parse(text).map_err(serde_core::de::Error::custom)
    }
}

impl fmt::Debug for PolicyDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PolicyDocument").field(&self.text).finish()
    }
}

/// Where in the text the value of `Statement` and each statement stand.
struct StatementElement {
    whole: Range<usize>,
    statements: Vec<Range<usize>>,
    is_array: bool,
}

impl StatementElement {
    fn of(text: &str) -> Result<Self, ReadError> {
        let root = Node::parse(text)?;
        let found = root.object()?.into_iter().find(|(key, _)| key == "Statement");
        let Some((_, node)) = found else { return Err(root.error("a policy needs a `Statement`")) };
        let whole = node.range(text);
        Ok(match node.value()? {
            Value::Array(items) => Self {
                whole,
                statements: items.iter().map(|item| item.range(text)).collect(),
                is_array: true,
            },
            _ => Self { statements: vec![whole.clone()], whole, is_array: false },
        })
    }

    /// What stands before a statement: the comma, if it is not the first, and whitespace.
    fn lead<'t>(&self, index: usize, text: &'t str) -> &'t str {
        let start = match index.checked_sub(1).and_then(|previous| self.statements.get(previous)) {
            Some(previous) => previous.end,
            None => self.whole.start.saturating_add(1),
        };
        let end = self.statements.get(index).map_or(start, |range| range.start);
        text.get(start..end).unwrap_or_default()
    }

    /// Whether the array was put around a lone statement that another follows. In an array that had its tabs from
    /// the start, a statement that was added has a tab before it, too.
    fn is_wrapped(&self, text: &str) -> bool {
        let whole = text.get(self.whole.clone()).unwrap_or_default();
        whole.starts_with(WRAPPED.0) && whole.ends_with(WRAPPED.1) && self.lead(1, text) == ","
    }

    /// The whitespace that sets statements apart, as the last one shows it.
    fn spacing<'t>(&self, text: &'t str) -> &'t str {
        if !self.is_array {
            return "";
        }
        let lead = self.lead(self.statements.len().saturating_sub(1), text);
        lead.rsplit(',').next().unwrap_or_default()
    }

    /// A statement in the style of the document: on lines of its own where the others are.
    fn render(&self, statement: &Statement, text: &str) -> String {
        match self.spacing(text).rsplit_once('\n') {
            Some((before, indentation)) => {
                let carriage_return = if before.ends_with('\r') { "\r" } else { "" };
                statement.to_string().replace('\n', &format!("{carriage_return}\n{indentation}"))
            }
            None => statement.to_compact_string(),
        }
    }

    fn assemble(&self, text: &str, kept: &[(usize, String)], added: &[&Statement]) -> String {
        let mut out = text.get(..self.whole.start).unwrap_or_default().to_owned();
        let inside = |range: Range<usize>| text.get(range).unwrap_or_default();
        let (open, close) = match self.statements.last() {
            Some(last) if self.is_array => (
                inside(self.whole.start..self.whole.start.saturating_add(1)),
                inside(last.end..self.whole.end),
            ),
            _ if added.is_empty() => ("", ""),
            _ => WRAPPED,
        };
        if let ([(_, only)], [], true) = (kept, added, self.is_wrapped(text)) {
            out.push_str(only);
        } else {
            out.push_str(open);
            for (position, (index, statement)) in kept.iter().enumerate() {
                let lead =
                    if !self.is_array { "" } else { self.lead(if position == 0 { 0 } else { *index }, text) };
                out.push_str(lead);
                out.push_str(statement);
            }
            for (position, statement) in added.iter().enumerate() {
                if position > 0 || !kept.is_empty() {
                    out.push(',');
                }
                out.push_str(self.spacing(text));
                out.push_str(&self.render(statement, text));
            }
            out.push_str(close);
        }
        out.push_str(inside(self.whole.end..text.len()));
        out
    }
}
