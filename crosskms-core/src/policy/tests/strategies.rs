//! Arbitrary policies, and arbitrary ways to set them as text.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use crate::policy::{
    ActionElement, Condition, ConditionEntry, ConditionValue, Effect, List, OneOrMany, Policy, Principal,
    PrincipalElement, PrincipalType, ResourceElement, Statement, Text, UnknownMember, Version,
};

/// Members that the reader knows, which an unknown member therefore cannot be called.
const KNOWN: [&str; 12] = [
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

pub(super) fn policy() -> impl Strategy<Value = Policy> {
    let version = option::of(prop_oneof![Just(Version::V2008), Just(Version::V2012)]);
    let statements = prop_oneof![
        statement().prop_map(OneOrMany::One),
        vec(statement(), 1..4).prop_map(|many| OneOrMany::Many(many.into())),
    ];
    (version, option::of(text()), statements, unknown()).prop_map(|(version, id, statements, other)| Policy {
        version,
        id,
        statements,
        other,
    })
}

pub(super) fn statement() -> impl Strategy<Value = Statement> {
    (
        option::of(text()),
        prop_oneof![Just(Effect::Allow), Just(Effect::Deny)],
        option::of(element(principal(), PrincipalElement::Principal, PrincipalElement::NotPrincipal)),
        option::of(element(names(), ActionElement::Action, ActionElement::NotAction)),
        option::of(element(names(), ResourceElement::Resource, ResourceElement::NotResource)),
        option::of(conditions()),
        unknown(),
    )
        .prop_map(|(sid, effect, principal, action, resource, condition, other)| Statement {
            sid,
            effect,
            principal,
            action,
            resource,
            condition,
            other,
        })
}

/// An element or its `Not` form.
fn element<T: std::fmt::Debug, E: std::fmt::Debug>(
    value: impl Strategy<Value = T>,
    plain: fn(T) -> E,
    not: fn(T) -> E,
) -> impl Strategy<Value = E> {
    (value, any::<bool>()).prop_map(move |(value, positive)| if positive { plain(value) } else { not(value) })
}

fn principal() -> impl Strategy<Value = Principal> {
    let kind = prop_oneof![
        4 => Just(PrincipalType::Aws),
        1 => Just(PrincipalType::Federated),
        1 => Just(PrincipalType::Service),
        1 => Just(PrincipalType::CanonicalUser),
        1 => "[a-z]{1,6}".prop_map(|name| PrincipalType::Other(name.into())),
    ];
    let name = prop_oneof![
        Just(Text::from("*")),
        Just(Text::from("111122223333")),
        Just(Text::from("arn:aws:iam::111122223333:root")),
        Just(Text::from("arn:aws:iam::444455556666:role/a")),
        text(),
    ];
    let by_type = btree_map(kind, one_or_many(name), 0..3);
    prop_oneof![
        1 => Just(Principal::Anyone),
        4 => shuffled(by_type).prop_map(|lists| Principal::ByType(lists.into())),
    ]
}

fn conditions() -> impl Strategy<Value = List<Condition>> {
    let value = prop_oneof![
        4 => text().prop_map(ConditionValue::String),
        1 => number().prop_map(|number| ConditionValue::Number(number.into())),
        1 => any::<bool>().prop_map(ConditionValue::Bool),
    ];
    let entries = shuffled(btree_map(text(), one_or_many(value), 0..3)).prop_map(|entries| {
        entries.into_iter().map(|(key, values)| ConditionEntry { key, values }).collect::<Vec<_>>()
    });
    shuffled(btree_map(text(), entries, 0..3)).prop_map(|conditions| {
        conditions
            .into_iter()
            .map(|(operator, entries)| Condition { operator, entries: entries.into() })
            .collect()
    })
}

fn names() -> impl Strategy<Value = OneOrMany<Text>> {
    one_or_many(text())
}

fn one_or_many<T: std::fmt::Debug + Clone + 'static>(
    value: impl Strategy<Value = T> + Clone + 'static,
) -> impl Strategy<Value = OneOrMany<T>> {
    prop_oneof![
        value.clone().prop_map(OneOrMany::One),
        vec(value, 0..4).prop_map(|many| OneOrMany::Many(many.into()))
    ]
}

/// Members of an object, whose keys are unique, in any order.
fn shuffled<K: std::fmt::Debug + Clone + Ord, V: std::fmt::Debug + Clone>(
    members: impl Strategy<Value = std::collections::BTreeMap<K, V>>,
) -> impl Strategy<Value = Vec<(K, V)>> {
    members.prop_map(|map| map.into_iter().collect::<Vec<_>>()).prop_shuffle()
}

/// Any text, often one that looks like a policy's.
fn text() -> impl Strategy<Value = Text> + Clone {
    prop_oneof!["[a-z]{1,3}:[A-Za-z*]{1,8}", "[ -~]{0,12}", any::<String>()].prop_map(Text::from)
}

fn number() -> impl Strategy<Value = String> {
    r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,10})?([eE][+-]?[0-9]{1,4})?"
}

/// Members that no grammar knows; their text is kept, whitespace and all.
fn unknown() -> impl Strategy<Value = List<UnknownMember>> {
    let json = prop_oneof![
        Just("null"),
        Just("-1.50E+3"),
        Just(r#""\u00e4 \/""#),
        Just("[ ]"),
        Just("{\"a\" :\n [1,\t{ }],  \"a\": 2}"),
    ];
    let name = any::<String>().prop_filter("a known member", |name| !KNOWN.contains(&name.as_str()));
    shuffled(btree_map(name, json, 0..2)).prop_map(|members| {
        members
            .into_iter()
            .map(|(name, json)| UnknownMember { name: name.into(), json: json.into() })
            .collect()
    })
}

/// Whitespace as JSON allows it, to be used by [`spaced`] in turn.
pub(super) fn whitespace() -> impl Strategy<Value = Vec<String>> {
    vec(r"[ \t\r\n]{0,3}", 1..8)
}

/// The same JSON with other whitespace before and after every punctuation mark.
pub(super) fn spaced(json: &str, spaces: &[String]) -> String {
    let mut spaces = spaces.iter().cycle();
    let mut out = String::new();
    let mut in_string = false;
    let mut escaped = false;
    for c in json.chars() {
        let punctuation = !in_string && "{}[]:,".contains(c);
        if punctuation {
            out.extend(spaces.next().map(String::as_str));
        }
        out.push(c);
        if punctuation {
            out.extend(spaces.next().map(String::as_str));
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    out
}
