//! Reading and answering scenarios.

use serde_json::{Value, json};

use super::{Line, Scenario, answer_lines};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn decrypt() -> Value {
    json!({"principal": ROLE, "action": "kms:Decrypt", "resource": KEY})
}

fn allow(action: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}})
}

fn allow_to(principal: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": {
        "Sid": "Theirs", "Effect": "Allow", "Principal": {"AWS": principal}, "Action": "kms:Decrypt", "Resource": "*",
    }})
}

fn error(scenario: &Value) -> String {
    scenario.to_string().parse::<Scenario>().unwrap_err().to_string()
}

#[test]
fn an_answer_has_the_form_of_the_design() {
    let scenario = json!({
        "id": "two sides", "request": decrypt(), "expect": "allowed",
        "identity_policies": [{"name": "inline-1", "document": allow("kms:Encrypt")}],
        "resource_policy": allow_to(ROLE),
    });
    let scenario: Scenario = scenario.to_string().parse().unwrap();
    let answer = serde_json::to_value(scenario.answer()).unwrap();
    let expected = json!({
        "id": "two sides", "decision": "implicit_deny", "agrees": false,
        "gates": [
            {"gate": "identity_policy", "account": "444455556666", "verdict": "silent", "statements": [],
             "nearest": {"statement": "statement 1 of inline-1", "failed": "Action",
                         "expected": ["kms:Encrypt"], "actual": ["kms:Decrypt"]}},
            {"gate": "key_policy", "account": "111122223333", "verdict": "allowed", "statements": ["Theirs"]},
        ],
    });
    assert_eq!(answer, expected);
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let wrong = |name: &str, value: Value| {
        let mut scenario = json!({"request": decrypt()});
        scenario[name] = value;
        error(&scenario)
    };
    let starts = |text: String, start: &str| assert!(text.starts_with(start), "{text}");
    starts(
        wrong("resource_polisy", json!({})),
        "/resource_polisy: there is no field `resource_polisy`; did you mean `resource_policy`?",
    );
    starts(wrong("resource_policy", json!({})), "/resource_policy: a policy needs at least one `Statement`");
    starts(
        wrong("scps", json!([allow("*")])),
        "/scps/0: expected a list of the level's policies, found an object",
    );
    starts(wrong("expect", json!("denied")), "/expect: `denied` is no decision");
    starts(
        wrong("key", json!({"State": "Enabled"})),
        "/key/State: there is no field `State`; did you mean `state`?",
    );
    let mut statement = allow_to(ROLE);
    statement["Statement"]["Effect"] = json!("allow");
    starts(
        wrong("resource_policy", statement),
        "/resource_policy/Statement/Effect: expected `Allow` or `Deny`",
    );
    starts(error(&json!({})), "a scenario needs a `request`");
    let request =
        json!({"principal": ROLE, "action": "s3:GetObject", "resource": "arn:aws:s3:::example/key"});
    starts(
        error(&json!({"request": request})),
        "/request/resource: `arn:aws:s3:::example/key` does not tell its account",
    );
}

#[test]
fn values_of_the_context_may_be_texts_numbers_booleans_and_lists() {
    let mut request = decrypt();
    request["context"] = json!({"aws:SecureTransport": true, "s3:max-keys": 10, "aws:TagKeys": ["a", "b"], "aws:SourceVpc": null});
    let scenario: Scenario = json!({"request": request}).to_string().parse().unwrap();
    let context = scenario.request.context();
    assert_eq!(context.values("aws:securetransport"), Some(["true".to_owned()].as_slice()));
    assert_eq!(context.values("s3:max-keys"), Some(["10".to_owned()].as_slice()));
    assert_eq!(context.values("aws:TagKeys"), Some(["a".to_owned(), "b".to_owned()].as_slice()));
    assert_eq!(context.values("aws:SourceVpc"), None);
}

#[test]
fn lines_with_the_same_policies_are_answered_as_each_alone() {
    let with = |id: &str, policy: Value| {
        json!({"id": id, "request": decrypt(), "identity_policies": [{"name": "p", "document": allow("kms:*")}],
               "resource_policy": policy})
        .to_string()
    };
    let bad = json!({"Statement": []});
    let texts = [
        with("1", allow_to(ROLE)),
        with("2", allow_to(ROLE)),
        with("3", allow_to("arn:aws:iam::444455556666:role/other")),
        "{\"id\": \"4\", nonsense".to_owned(),
        with("5", bad.clone()),
        with("6", bad),
        with("7", allow_to(ROLE)),
    ];
    let lines: Vec<Line<'_>> =
        texts.iter().zip(1..).map(|(text, number)| Line { number, text: text.as_bytes() }).collect();
    let answers: Vec<String> = answer_lines(&lines)
        .into_iter()
        .map(|answer| match answer {
            Ok(answer) => format!("{} {}", answer.id.unwrap(), answer.decision),
            Err(error) => error.error,
        })
        .collect();
    assert_eq!(answers[..3], ["1 allowed", "2 allowed", "3 implicit_deny"]);
    assert!(answers[3].starts_with("line 4 column 13: not JSON"), "{}", answers[3]);
    assert!(answers[4].starts_with("line 5 column "), "{}", answers[4]);
    assert!(answers[5].starts_with("line 6 column "), "{}", answers[5]);
    assert_eq!(answers[6], "7 allowed");
}
