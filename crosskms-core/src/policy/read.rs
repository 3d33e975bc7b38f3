//! From JSON text to [`Policy`]; errors carry a JSON pointer.

use std::str::FromStr;

use super::principal::{Principal, PrincipalType};
use super::statement::{ActionElement, Effect, PrincipalElement, ResourceElement, Statement};
use super::{Condition, ConditionEntry, ConditionValue, OneOrMany, Policy, Text, UnknownMember, Version};
use crate::json::{Node, ReadError, Value};

impl FromStr for Policy {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Node::parse(text).and_then(policy).map_err(|error| error.located_in(text))
    }
}

impl FromStr for Statement {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Node::parse(text).and_then(statement).map_err(|error| error.located_in(text))
    }
}

/// Reads a policy out of a larger JSON text, such as a snapshot.
impl<'de> serde_core::Deserialize<'de> for Policy {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw: Box<serde_json::value::RawValue> = serde_core::Deserialize::deserialize(deserializer)?;
        raw.get().parse().map_err(serde_core::de::Error::custom)
    }
}

fn policy(node: Node<'_>) -> Result<Policy, ReadError> {
    let mut policy = Policy { version: None, ..Policy::new(Vec::new()) };
    for (key, node) in node.object_called("policy")? {
        let read = match key.as_str() {
            "Version" => version(node).map(|version| policy.version = Some(version)),
            "Id" => node.string().map(|id| policy.id = Some(id.into())),
            "Statement" => statements(node).map(|statements| policy.statements = statements),
            _ => {
                policy.other.to_mut().push(unknown(&key, node));
                Ok(())
            }
        };
        read.map_err(|error| error.under(&key))?;
    }
    if policy.statements.is_empty() {
        return Err(node.error(NO_STATEMENT));
    }
    Ok(policy)
}

const NO_STATEMENT: &str = "a policy needs at least one `Statement`";

fn statements(node: Node<'_>) -> Result<OneOrMany<Statement>, ReadError> {
    let statements = one_or_many(node, statement)?;
    if statements.is_empty() { Err(node.error(NO_STATEMENT)) } else { Ok(statements) }
}

fn statement(node: Node<'_>) -> Result<Statement, ReadError> {
    let mut effect = None;
    let mut read = Statement::new(Effect::Deny);
    for (key, node) in node.object_called("statement")? {
        element(&key, node, &mut read, &mut effect).map_err(|error| error.under(&key))?;
    }
    let effect = effect.ok_or_else(|| node.error("a statement needs an `Effect`, `Allow` or `Deny`"))?;
    Ok(Statement { effect, ..read })
}

fn element(
    key: &str,
    node: Node<'_>,
    statement: &mut Statement,
    effect: &mut Option<Effect>,
) -> Result<(), ReadError> {
    match key {
        "Sid" => statement.sid = Some(node.string()?.into()),
        "Effect" => *effect = Some(read_effect(node)?),
        "Principal" => {
            let value = PrincipalElement::Principal(principal(node)?);
            only_one(&mut statement.principal, value, node, "`Principal` and `NotPrincipal`")?;
        }
        "NotPrincipal" => {
            let value = PrincipalElement::NotPrincipal(principal(node)?);
            only_one(&mut statement.principal, value, node, "`Principal` and `NotPrincipal`")?;
        }
        "Action" => {
            let value = ActionElement::Action(strings(node)?);
            only_one(&mut statement.action, value, node, "`Action` and `NotAction`")?;
        }
        "NotAction" => {
            let value = ActionElement::NotAction(strings(node)?);
            only_one(&mut statement.action, value, node, "`Action` and `NotAction`")?;
        }
        "Resource" => {
            let value = ResourceElement::Resource(strings(node)?);
            only_one(&mut statement.resource, value, node, "`Resource` and `NotResource`")?;
        }
        "NotResource" => {
            let value = ResourceElement::NotResource(strings(node)?);
            only_one(&mut statement.resource, value, node, "`Resource` and `NotResource`")?;
        }
        "Condition" => statement.condition = Some(conditions(node)?.into()),
        _ => statement.other.to_mut().push(unknown(key, node)),
    }
    Ok(())
}

/// An element and its `Not` form exclude each other (R3.7).
fn only_one<T>(slot: &mut Option<T>, value: T, node: Node<'_>, names: &str) -> Result<(), ReadError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(node.error(format!("{names} cannot stand in one statement"))),
    }
}

fn version(node: Node<'_>) -> Result<Version, ReadError> {
    match node.string()?.as_str() {
        "2008-10-17" => Ok(Version::V2008),
        "2012-10-17" => Ok(Version::V2012),
        other => {
            let message = format!("expected `2012-10-17` or `2008-10-17`, found `{other}`");
            Err(node
                .error(message)
                .help_by("write `2012-10-17`; it is the version of the language, not yours"))
        }
    }
}

fn read_effect(node: Node<'_>) -> Result<Effect, ReadError> {
    match node.string()?.as_str() {
        "Allow" => Ok(Effect::Allow),
        "Deny" => Ok(Effect::Deny),
        other => {
            let meant = ["Allow", "Deny"].into_iter().find(|known| known.eq_ignore_ascii_case(other));
            let help = meant
                .map_or_else(|| "write `Allow` or `Deny`".to_owned(), |meant| format!("write `{meant}`"));
            Err(node.error(format!("expected `Allow` or `Deny`, found `{other}`")).help_by(help))
        }
    }
}

fn principal(node: Node<'_>) -> Result<Principal, ReadError> {
    match node.value()? {
        Value::String(text) if text == "*" => Ok(Principal::Anyone),
        Value::String(text) => {
            let message =
                format!("expected `*` or an object such as {{\"AWS\": …}}, found the string `{text}`");
            let kind = if text.ends_with(".amazonaws.com") { "Service" } else { "AWS" };
            Err(node.error(message).help_by(format!("write `{{\"{kind}\": \"{text}\"}}`")))
        }
        Value::Object(members) => members
            .into_iter()
            .map(|(key, node)| {
                let names = strings(node).map_err(|error| error.under(&key))?;
                Ok((PrincipalType::of(key), names))
            })
            .collect::<Result<Vec<_>, _>>()
            .map(|lists| Principal::ByType(lists.into())),
        other => Err(node.error(format!("expected `*` or an object, found {}", other.kind()))),
    }
}

fn conditions(node: Node<'_>) -> Result<Vec<Condition>, ReadError> {
    node.object()?
        .into_iter()
        .map(|(operator, node)| {
            let entries = entries(node).map_err(|error| error.under(&operator))?;
            Ok(Condition { operator: operator.into(), entries: entries.into() })
        })
        .collect()
}

fn entries(node: Node<'_>) -> Result<Vec<ConditionEntry>, ReadError> {
    node.object()?
        .into_iter()
        .map(|(key, node)| {
            let values = one_or_many(node, condition_value).map_err(|error| error.under(&key))?;
            Ok(ConditionEntry { key: key.into(), values })
        })
        .collect()
}

fn condition_value(node: Node<'_>) -> Result<ConditionValue, ReadError> {
    match node.value()? {
        Value::String(text) => Ok(ConditionValue::String(text.into())),
        Value::Number(text) => Ok(ConditionValue::Number(text.to_owned().into())),
        Value::Bool(value) => Ok(ConditionValue::Bool(value)),
        other => Err(node.error(format!("expected a string, a number or a boolean, found {}", other.kind()))),
    }
}

fn strings(node: Node<'_>) -> Result<OneOrMany<Text>, ReadError> {
    one_or_many(node, |node| node.string().map(Into::into))
}

fn one_or_many<'t, T: Clone>(
    node: Node<'t>,
    read: impl Fn(Node<'t>) -> Result<T, ReadError>,
) -> Result<OneOrMany<T>, ReadError> {
    if !node.text().starts_with('[') {
        return read(node).map(OneOrMany::One);
    }
    let Value::Array(items) = node.value()? else { return Err(node.error("expected an array")) };
    items
        .into_iter()
        .enumerate()
        .map(|(index, node)| read(node).map_err(|error| error.under(index)))
        .collect::<Result<Vec<_>, _>>()
        .map(|values| OneOrMany::Many(values.into()))
}

fn unknown(key: &str, node: Node<'_>) -> UnknownMember {
    UnknownMember { name: key.to_owned().into(), json: node.text().to_owned().into() }
}
