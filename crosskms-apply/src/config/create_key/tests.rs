//! What a `[[create_key]]` table may say, and what is said about it when it is wrong.

use crate::config::{Config, ConfigError};

const KEY: &str = r#"[[create_key]]
alias = "alias/raw-events"
account = "111122223333"
region = "ap-northeast-1"
administrators = ["arn:aws:iam::111122223333:role/key-admin"]
description = "Raw events"
tags = { team = "data", cost = "" }
"#;

/// `line:column rule: message; help` of every finding.
fn findings(text: &str) -> Vec<String> {
    match Config::parse("crosskms.toml", text) {
        Err(ConfigError::Findings(findings)) => findings
            .iter()
            .map(|found| {
                let (finding, place) = (&found.finding, &found.place);
                let help = finding.help.as_deref().unwrap_or_default();
                format!("{}:{} {}: {}; {help}", place.line, place.column, finding.rule.name, finding.message)
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// The only finding after a change of the text.
fn finding(from: &str, to: &str) -> String {
    let text = KEY.replacen(from, to, 1);
    assert_ne!(text, KEY);
    let found = findings(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn a_key_is_read() {
    let config = Config::parse("crosskms.toml", &format!("{KEY}multi_region = true\n")).unwrap();
    let [key] = config.create_keys.as_slice() else { panic!("{config:?}") };
    assert_eq!(key.alias().as_str(), "arn:aws:kms:ap-northeast-1:111122223333:alias/raw-events");
    assert_eq!((key.description(), key.is_multi_region()), ("Raw events", true));
    assert_eq!(key.administrators()[0].as_str(), "arn:aws:iam::111122223333:role/key-admin");
    assert_eq!(key.tags()["team"], "data");
    assert_eq!(key.tags()["crosskms:alias"], "alias/raw-events");
}

#[test]
fn misspelled_fields_are_one_finding_with_a_suggestion() {
    assert_eq!(
        finding("administrators", "administrator"),
        "5:1 unknown-field: a key that is created has no field `administrator`; did you mean `administrators`?"
    );
    assert_eq!(
        finding("description", "descripton"),
        "6:1 unknown-field: a key that is created has no field `descripton`; did you mean `description`?"
    );
    let table = findings(&KEY.replace("create_key", "create_keys"));
    assert_eq!(table, ["1:3 unknown-field: unknown table `create_keys`; did you mean `create_key`?"]);
}

#[test]
fn missing_fields_are_named_one_by_one() {
    let found = findings("[[create_key]]\n");
    let names: Vec<&str> = found.iter().filter_map(|text| text.split('`').nth(1)).collect();
    assert_eq!(names, ["alias", "account", "region", "administrators"]);
    assert!(
        finding("[\"arn:aws:iam::111122223333:role/key-admin\"]", "[]").starts_with("5:18 missing-field")
    );
}

#[test]
fn an_alias_is_a_name_of_ones_own() {
    assert!(finding("alias/raw-events", "raw-events").ends_with("write `alias/raw-events`"));
    assert!(
        finding("alias/raw-events", "alias/raw events").contains("2:9 misplaced-value: `alias/raw events`")
    );
    assert_eq!(
        finding("alias/raw-events", "alias/aws/s3"),
        "2:9 misplaced-value: `alias/aws/s3` is reserved for keys of AWS's own services; \
         choose a name that does not begin with `alias/aws/`, such as `alias/s3`"
    );
}

#[test]
fn administrators_are_roles_and_users_of_the_account() {
    let role = "arn:aws:iam::111122223333:role/key-admin";
    for (instead, message) in [
        (
            "arn:aws:iam::444455556666:role/analytics",
            "is in account 444455556666, the key in account 111122223333",
        ),
        ("arn:aws:iam::111122223333:root", "is the account as a whole"),
        ("arn:aws-cn:iam::111122223333:role/key-admin", "is in partition `aws-cn`, the key in `aws`"),
    ] {
        let found = finding(role, instead);
        assert!(found.starts_with("5:19 misplaced-value") && found.contains(message), "{found}");
    }
    assert!(finding(role, "key-admin").starts_with("5:19 malformed-arn"));
    let twice = finding(&format!("\"{role}\""), &format!("\"{role}\", \"{role}\""));
    assert!(twice.starts_with("5:63 duplicate-field") && twice.contains("stands twice"), "{twice}");
}

#[test]
fn tags_are_such_as_a_key_can_have() {
    assert!(
        finding("cost", "\"aws:cost\"")
            .starts_with("7:25 misplaced-value: the tag `aws:cost` cannot be chosen")
    );
    assert!(finding("cost", "\"crosskms:alias\"").contains("it is set by crosskms"));
    assert!(finding("cost", "\"a|b\"").starts_with("7:25 misplaced-value: `a|b` is no key of a tag"));
    assert!(
        finding("\"data\"", "\"da|ta\"").starts_with("7:17 misplaced-value: `da|ta` is no value of a tag")
    );
    assert!(finding("\"data\"", "7").starts_with("7:17 misplaced-value: expected a string"));
    let long = "x".repeat(8193);
    assert!(finding("Raw events", &long).contains("the description has 8193 characters"));
}

#[test]
fn wrong_values_stand_at_their_place() {
    assert!(finding("\"111122223333\"", "\"1111\"").starts_with("3:11 misplaced-value"));
    assert!(finding("ap-northeast-1", "ap-northeast").starts_with("4:10 misplaced-value"));
    let config = Config::parse("crosskms.toml", &KEY.replace("ap-northeast-1", "ap-norhteast-1")).unwrap();
    let [warning] = &config.warnings[..] else { panic!("{config:?}") };
    assert_eq!((warning.finding.rule.name, warning.place.line), ("unknown-region", 4));
    assert_eq!(warning.finding.help.as_deref(), Some("did you mean `ap-northeast-1`?"));
    assert!(finding("[[create_key]]", "[create_key]").starts_with("1:1 misplaced-value"));
}

#[test]
fn one_mistake_does_not_hide_the_others() {
    let text = KEY.replace("alias/raw-events", "raw-events").replace("key-admin\"", "key admin\"");
    let text = text.replace("cost", "\"aws:cost\"");
    let found = findings(&text);
    let places: Vec<&str> = found.iter().filter_map(|text| text.split(' ').next()).collect();
    assert_eq!(places, ["2:9", "5:19", "7:25"]);
    let nowhere = findings(&text.replace("region = \"ap-northeast-1\"\n", ""));
    assert_eq!(nowhere.len(), 4, "{nowhere:?}");
}

#[test]
fn one_alias_is_one_key() {
    let found = findings(&format!("{KEY}{KEY}"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("8:1 duplicate-field"), "{found:?}");
    let elsewhere = KEY.replace("ap-northeast-1", "eu-west-1");
    assert_eq!(Config::parse("crosskms.toml", &format!("{KEY}{elsewhere}")).unwrap().create_keys.len(), 2);
}
