//! Text → value → text → value: nothing changes on the way.

use proptest::prelude::*;

use super::strategies::{policy, spaced, statement, whitespace};
use crate::policy::{
    ActionElement, ConditionValue, List, OneOrMany, Policy, Principal, PrincipalElement, Statement,
};

fn parse(text: &str) -> Policy {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A document of one statement, `Deny`, with these further members.
fn with_members(members: &str) -> String {
    format!(r#"{{"Statement":[{{"Effect":"Deny",{members}}}]}}"#)
}

/// The value that stands first under the first key of the first operator.
fn first_value(policy: &Policy) -> &ConditionValue {
    let conditions = policy.statements.as_slice()[0].condition.as_deref().unwrap();
    &conditions[0].entries[0].values.as_slice()[0]
}

#[test]
fn odd_but_valid_documents_are_written_as_they_were_read() {
    for compact in [
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}"#,
        r#"{"Version":"2008-10-17","Id":"key-default-1","Statement":[{"Effect":"Allow"}]}"#,
        r#"{"Statement":[{"Effect":"Allow"},{"Effect":"Allow"}]}"#,
        r#"{"Statement":[{"Effect":"Allow"}],"Comment":["unknown",{"to":"IAM"}]}"#,
        &with_members(r#""Action":[],"Resource":[]"#),
        &with_members(r#""Action":["kms:Decrypt"],"Resource":["*"]"#),
        &with_members(r#""Action":"KMS:decrypt","Resource":["a","b","a"]"#),
        &with_members(r#""NotPrincipal":{"AWS":"111122223333"},"NotAction":"s3:*","NotResource":["x"]"#),
        &with_members(r#""Principal":"*""#),
        &with_members(r#""Principal":{}"#),
        &with_members(r#""Principal":{"AWS":"*"}"#),
        &with_members(r#""Principal":{"Service":["s3.amazonaws.com"],"AWS":["111122223333","AROAEXAMPLE"]}"#),
        &with_members(r#""Principal":{"Federated":"cognito-identity.amazonaws.com","CanonicalUser":"79a5"}"#),
        &with_members(r#""Principal":{"FutureType":"x"}"#),
        &with_members(r#""Condition":{}"#),
        &with_members(r#""Condition":{"StringEquals":{}}"#),
        &with_members(r#""Condition":{"StringEquals":{"aws:TagKeys":[]}}"#),
        &with_members(
            r#""Condition":{"Bool":{"a":true,"b":[false,"true"]},"NumericLessThan":{"s3:max-keys":[10,"9"]}}"#,
        ),
        &with_members(r#""Condition":{"Null":{"a":"false"}},"Unknown":{"kept" : [ 1.50 ]}"#),
        r#"{"Statement":[{"Sid":"Zugriff für Ärzte – 読取","Effect":"Allow"}]}"#,
        r#"{"Statement":[{"Sid":"quote \" slash / back \\ tab \t","Effect":"Allow"}]}"#,
    ] {
        let policy = parse(compact);
        assert_eq!(policy.to_compact_string(), compact);
        assert_eq!(parse(&policy.to_string()), policy, "{compact}");
    }
}

#[test]
fn numbers_keep_their_digits() {
    for number in ["1", "1.10", "1e3", "-0", "0.0E-7", "123456789012345678901234567890", "1e999"] {
        let text = with_members(&format!(r#""Condition":{{"NumericEquals":{{"k":{number}}}}}"#));
        let policy = parse(&text);
        assert_eq!(first_value(&policy), &ConditionValue::Number(number.into()));
        assert_eq!(policy.to_compact_string(), text);
    }
}

#[test]
fn elements_are_written_in_the_order_of_aws() {
    let text = r#"{"x": 1, "Statement": {"Condition": {}, "Resource": "*", "Action": "a:b", "Principal": "*",
        "Effect": "Deny", "Sid": "s"}, "Id": "i", "Version": "2012-10-17"}"#;
    let expected = r#"{"Version":"2012-10-17","Id":"i","Statement":{"Sid":"s","Effect":"Deny","Principal":"*","Action":"a:b","Resource":"*","Condition":{}},"x":1}"#;
    assert_eq!(parse(text).to_compact_string(), expected);
}

#[test]
fn escapes_are_read_as_the_characters_that_they_stand_for() {
    let policy = parse(
        r#"{"\u0053tatement": {"Effect": "\u0041llow", "Sid": "\ud83d\udd11", "Action": "s3:\u002a"}}"#,
    );
    let statement = &policy.statements.as_slice()[0];
    assert_eq!(statement.sid.as_deref(), Some("🔑"));
    assert_eq!(statement.action, Some(ActionElement::Action(OneOrMany::from("s3:*"))));
}

#[test]
fn a_bare_star_and_a_listed_star_are_told_apart() {
    let principal = |text: &str| parse(&with_members(text)).statements.as_slice()[0].principal.clone();
    assert_eq!(principal(r#""Principal":"*""#), Some(PrincipalElement::Principal(Principal::Anyone)));
    assert_eq!(
        principal(r#""NotPrincipal":{"AWS":["*","x"]}"#),
        Some(PrincipalElement::NotPrincipal(Principal::aws(["*", "x"])))
    );
}

#[test]
fn a_policy_is_read_out_of_a_larger_text() {
    let policies: Vec<Policy> =
        serde_json::from_str(r#"[ {"Statement": {"Effect": "Allow", "Condition": {"a": {"b": 1.0}}}} ]"#)
            .unwrap();
    assert_eq!(first_value(&policies[0]), &ConditionValue::Number("1.0".into()));
    assert_eq!(serde_json::to_string(&policies[0]).unwrap(), policies[0].to_compact_string());
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!(r#"{{"Statement":[{{"Effect":"Deny","x":{deep}}}]}}"#);
    assert_eq!(parse(&text).to_compact_string(), text);
    assert!(with_members(&format!(r#""Action":{deep}"#)).parse::<Policy>().is_err());
}

proptest! {
    #[test]
    fn every_policy_survives_writing_and_reading(policy in policy()) {
        prop_assert_eq!(&parse(&policy.to_compact_string()), &policy);
        prop_assert_eq!(&parse(&policy.to_string()), &policy);
    }

    #[test]
    fn every_statement_survives_writing_and_reading(statement in statement()) {
        prop_assert_eq!(&statement.to_compact_string().parse::<Statement>().unwrap(), &statement);
        prop_assert_eq!(&statement.to_string().parse::<Statement>().unwrap(), &statement);
    }

    #[test]
    fn whitespace_does_not_count(policy in policy(), spaces in whitespace()) {
        let respaced = parse(&spaced(&policy.to_compact_string(), &spaces));
        let statements = |policy: &Policy| {
            let unknown_apart = |statement: &Statement| Statement { other: List::default(), ..statement.clone() };
            policy.statements.iter().map(unknown_apart).collect::<Vec<_>>()
        };
        prop_assert_eq!(statements(&respaced), statements(&policy));
        prop_assert_eq!((respaced.version, respaced.id), (policy.version, policy.id));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = text.parse::<Policy>();
    }

    /// Texts that are nearly policies reach deeper into the reader than arbitrary ones.
    #[test]
    fn no_damaged_policy_makes_the_reader_panic(
        policy in policy(),
        at in any::<prop::sample::Index>(),
        c in prop_oneof![any::<char>(), prop::sample::select(b"{}[]:,\"\\\n 0tu".to_vec()).prop_map(char::from)],
    ) {
        let mut chars: Vec<char> = policy.to_string().chars().collect();
        let at = at.index(chars.len());
        chars[at] = c;
        let damaged: String = chars.into_iter().collect();
        if let Err(error) = damaged.parse::<Policy>() {
            let (line, column) = error.position();
            prop_assert!(line >= 1 && column >= 1, "{}: {}", damaged, error);
        }
    }
}
