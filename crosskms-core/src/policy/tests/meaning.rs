//! `means_the_same_as`: other spellings are equal, other meanings are not.

use proptest::prelude::*;

use super::strategies::policy;
use crate::policy::{
    ActionElement, Condition, ConditionEntry, ConditionValue, List, OneOrMany, Policy, Principal,
    PrincipalElement, ResourceElement, Statement, Text,
};

/// The policy as a service might return it: everything that may be spelled otherwise is.
fn respelled(policy: &Policy, turn: usize) -> Policy {
    let mut other = policy.other.clone();
    other.to_mut().reverse();
    let statements: Vec<Statement> = policy.statements.iter().map(|s| respelled_statement(s, turn)).collect();
    let statements = match policy.statements {
        OneOrMany::One(_) => OneOrMany::Many(statements.into()),
        OneOrMany::Many(_) => OneOrMany::from(statements),
    };
    Policy { statements, other, ..policy.clone() }
}

fn respelled_statement(statement: &Statement, turn: usize) -> Statement {
    let principal = |p: &Principal| match p {
        Principal::Anyone => Principal::Anyone,
        Principal::ByType(lists) => Principal::ByType(
            lists
                .iter()
                .rev()
                .map(|(kind, names)| {
                    (kind.clone(), turned(names, turn, |name| other_account_form(name).into()))
                })
                .collect(),
        ),
    };
    let action = |names: &OneOrMany<Text>| turned(names, turn, |name| swapped_case(name).into());
    let resource = |arns: &OneOrMany<Text>| turned(arns, turn, Text::clone);
    let conditions = |conditions: &List<Condition>| {
        conditions.iter().rev().map(|c| respelled_condition(c, turn)).collect()
    };
    Statement {
        principal: statement.principal.as_ref().map(|element| match element {
            PrincipalElement::Principal(p) => PrincipalElement::Principal(principal(p)),
            PrincipalElement::NotPrincipal(p) => PrincipalElement::NotPrincipal(principal(p)),
        }),
        action: statement.action.as_ref().map(|element| match element {
            ActionElement::Action(names) => ActionElement::Action(action(names)),
            ActionElement::NotAction(names) => ActionElement::NotAction(action(names)),
        }),
        resource: statement.resource.as_ref().map(|element| match element {
            ResourceElement::Resource(arns) => ResourceElement::Resource(resource(arns)),
            ResourceElement::NotResource(arns) => ResourceElement::NotResource(resource(arns)),
        }),
        condition: statement.condition.as_ref().map(conditions),
        ..statement.clone()
    }
}

fn respelled_condition(condition: &Condition, turn: usize) -> Condition {
    let entries = condition.entries.iter().rev().map(|entry| ConditionEntry {
        key: swapped_case(&entry.key).into(),
        values: turned(&entry.values, turn, |value| {
            ConditionValue::String(value.as_text().into_owned().into())
        }),
    });
    Condition { operator: condition.operator.clone(), entries: entries.collect() }
}

/// One value becomes an array, an array of one becomes bare, longer ones begin elsewhere and repeat a value.
fn turned<T: Clone + 'static>(values: &OneOrMany<T>, turn: usize, spell: impl Fn(&T) -> T) -> OneOrMany<T> {
    let mut spelled: Vec<T> = values.iter().map(spell).collect();
    match (values, spelled.len()) {
        (OneOrMany::One(_), _) => OneOrMany::Many(spelled.into()),
        (OneOrMany::Many(_), 0 | 1) => OneOrMany::from(spelled),
        (OneOrMany::Many(_), len) => {
            spelled.rotate_left(turn % len);
            spelled.push(spelled[0].clone());
            OneOrMany::Many(spelled.into())
        }
    }
}

fn swapped_case(text: &str) -> String {
    let swap = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    text.chars().map(swap).collect()
}

fn other_account_form(principal: &str) -> String {
    match principal {
        "111122223333" => "arn:aws:iam::111122223333:root".to_owned(),
        "arn:aws:iam::111122223333:root" => "111122223333".to_owned(),
        _ => principal.to_owned(),
    }
}

proptest! {
    #[test]
    fn every_spelling_means_the_same(policy in policy(), turn in 0..4_usize) {
        let respelled = respelled(&policy, turn);
        prop_assert!(policy.means_the_same_as(&respelled), "{}\n{}", policy, respelled);
        prop_assert!(respelled.means_the_same_as(&policy));
    }

    #[test]
    fn another_policy_hardly_ever_means_the_same(policy in policy(), sid in "[a-z]{20}") {
        let mut changed = policy.clone();
        let mut statements = policy.statements.as_slice().to_vec();
        statements[0].sid = Some(sid.into());
        changed.statements = OneOrMany::Many(statements.into());
        prop_assert!(!policy.means_the_same_as(&changed));
    }
}

#[test]
fn what_changes_the_meaning_is_seen() {
    let base = r#""Sid":"s","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["a:b","a:c"],"Resource":"arn:x","Condition":{"StringLike":{"k":["v","w"]}}"#;
    for (part, other) in [
        (r#""Sid":"s""#, r#""Sid":"S""#),
        (r#""Sid":"s","#, ""),
        ("Allow", "Deny"),
        (r#""Principal""#, r#""NotPrincipal""#),
        (r#""AWS""#, r#""Service""#),
        ("111122223333", "111122223334"),
        ("111122223333", "arn:aws:iam::111122223333:role/root"),
        (r#"{"AWS":"111122223333"}"#, r#"{"AWS":[]}"#),
        (r#""Action""#, r#""NotAction""#),
        (r#""a:b","#, ""),
        (r#""Resource""#, r#""NotResource""#),
        ("arn:x", "arn:X"),
        ("StringLike", "StringEquals"),
        (r#""k""#, r#""l""#),
        (r#""w""#, r#""W""#),
        (r#","w""#, ""),
        (r#","Condition":{"StringLike":{"k":["v","w"]}}"#, ""),
        (r#"{"StringLike""#, r#"{"Bool":{"b":true},"StringLike""#),
    ] {
        assert!(base.contains(part), "{part}");
        let policy =
            |members: &str| -> Policy { format!(r#"{{"Statement":{{{members}}}}}"#).parse().unwrap() };
        let (before, after) = (policy(base), policy(&base.replacen(part, other, 1)));
        assert!(!before.means_the_same_as(&after), "{part} → {other}");
    }
}

#[test]
fn the_order_of_statements_counts_and_so_do_their_number_and_the_version() {
    let policy = |text: &str| -> Policy { text.parse().unwrap() };
    let both = policy(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow"},{"Effect":"Deny"}]}"#);
    for other in [
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny"},{"Effect":"Allow"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}"#,
        r#"{"Version":"2008-10-17","Statement":[{"Effect":"Allow"},{"Effect":"Deny"}]}"#,
        r#"{"Version":"2012-10-17","Id":"x","Statement":[{"Effect":"Allow"},{"Effect":"Deny"}]}"#,
    ] {
        assert!(!both.means_the_same_as(&policy(other)), "{other}");
    }
}

#[test]
fn keys_that_differ_in_case_alone_are_compared_whatever_their_order() {
    let policy = |members: &str| -> Policy {
        format!(r#"{{"Statement":{{"Effect":"Allow","Condition":{{"StringLike":{{{members}}}}}}}}}"#)
            .parse()
            .unwrap()
    };
    assert!(policy(r#""k":"1","K":"2""#).means_the_same_as(&policy(r#""K":"2","k":"1""#)));
}
