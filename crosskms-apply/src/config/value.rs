//! What a file says, in whichever language it is written: values, each with its place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crosskms::json::{Node, ReadError, Value as Json};

/// A table: its members in order.
pub(super) type Table = Vec<(Spanned<String>, Spanned<Value>)>;

/// A value of TOML or JSON, as far as grants and accounts tell them apart.
#[derive(Debug)]
pub(super) enum Value {
    String(String),
    /// As it is written.
    Integer(String),
    Boolean(bool),
    Array(Vec<Spanned<Value>>),
    Table(Table),
    /// One that stands nowhere in a file of grants, and what it is.
    Other(&'static str),
}

impl Value {
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_array(&self) -> Option<&[Spanned<Self>]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(super) const fn as_table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }

    /// What it is, for messages.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Integer(_) => "a number",
            Self::Boolean(_) => "a boolean",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(kind) => kind,
        }
    }
}

/// A table of TOML, in the order of its keys.
pub(super) fn of_toml(table: &DeTable<'_>) -> Table {
    let member = |(key, value): (&Spanned<_>, &Spanned<_>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        (Spanned::new(key.span(), name.to_string()), of_toml_value(value))
    };
    table.iter().map(member).collect()
}

fn of_toml_value(value: &Spanned<DeValue<'_>>) -> Spanned<Value> {
    let read = match value.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => Value::Integer(number.to_string()),
        DeValue::Float(_) => Value::Other("a number"),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Array(items) => Value::Array(items.iter().map(of_toml_value).collect()),
        DeValue::Table(table) => Value::Table(of_toml(table)),
    };
    Spanned::new(value.span(), read)
}

/// A value of JSON, in the order of the text.
///
/// # Errors
///
/// When a key stands twice in its object.
pub(super) fn of_json(node: Node<'_>, text: &str) -> Result<Spanned<Value>, ReadError> {
    let value = match node.value()? {
        Json::String(text) => Value::String(text),
        Json::Number(number) if number.contains(['.', 'e', 'E']) => Value::Other("a number"),
        Json::Number(number) => Value::Integer(number.to_owned()),
        Json::Bool(value) => Value::Boolean(value),
        Json::Null => Value::Other("null"),
        Json::Array(items) => {
            Value::Array(items.into_iter().map(|item| of_json(item, text)).collect::<Result<_, _>>()?)
        }
        Json::Object(members) => {
            let placed = node.keys()?.into_iter().zip(members);
            let member = |(key, (name, value)): (Node<'_>, (String, Node<'_>))| {
                Ok((Spanned::new(key.range(text), name), of_json(value, text)?))
            };
            Value::Table(placed.map(member).collect::<Result<_, ReadError>>()?)
        }
    };
    Ok(Spanned::new(node.range(text), value))
}
