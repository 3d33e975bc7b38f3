//! What is not a policy is refused, and the error says where and why.

use crate::policy::{Policy, PolicyDocument, ReadError, Statement};

fn refusal(text: &str) -> ReadError {
    match text.parse::<Policy>() {
        Ok(policy) => panic!("{text} was read as {policy:?}"),
        Err(error) => error,
    }
}

#[test]
fn what_is_wrong_is_named_with_its_pointer() {
    for (text, pointer, message) in [
        // The document.
        ("[]", "", "expected an object, found an array"),
        ("null", "", "expected an object, found null"),
        ("{}", "", "a policy needs at least one `Statement`"),
        (r#"{"Version":"2012-10-17"}"#, "", "a policy needs at least one `Statement`"),
        (r#"{"Statement":[]}"#, "/Statement", "a policy needs at least one `Statement`"),
        (r#"{"Statement":null}"#, "/Statement", "expected an object, found null"),
        (r#"{"Statement":[{"Effect":"Deny"},7]}"#, "/Statement/1", "expected an object, found a number"),
        (r#"{"Statement":[[]]}"#, "/Statement/0", "expected an object, found an array"),
        (r#"{"Version":"2012"}"#, "/Version", "expected `2012-10-17` or `2008-10-17`, found `2012`"),
        (r#"{"Version":2012}"#, "/Version", "expected a string, found a number"),
        (r#"{"Id":["x"]}"#, "/Id", "expected a string, found an array"),
        // Keys that stand twice.
        (r#"{"Id":"a","Id":"a"}"#, "/Id", "`Id` stands twice in one policy"),
        (r#"{"x":1,"\u0078":1}"#, "/x", "`x` stands twice in one policy"),
        (r#"{"~a/b":1,"~":1,"~a/b":1}"#, "/~0a~1b", "`~a/b` stands twice in one policy"),
    ] {
        let error = refusal(text);
        assert_eq!((error.pointer().as_str(), error.message()), (pointer, message), "{text}");
    }
}

#[test]
fn what_is_wrong_in_a_statement_is_named_with_its_pointer() {
    for (members, pointer, message) in [
        ("", "", "a statement needs an `Effect`, `Allow` or `Deny`"),
        (r#""effect":"Allow""#, "", "a statement needs an `Effect`, `Allow` or `Deny`"),
        (r#""Effect":"allow""#, "/Effect", "expected `Allow` or `Deny`, found `allow`"),
        (r#""Effect":true"#, "/Effect", "expected a string, found a boolean"),
        (r#""Effect":"Deny","Effect":"Deny""#, "/Effect", "`Effect` stands twice in one statement"),
        (r#""Sid":1"#, "/Sid", "expected a string, found a number"),
        (r#""Action":null"#, "/Action", "expected a string, found null"),
        (r#""Action":{"a":"b"}"#, "/Action", "expected a string, found an object"),
        (r#""Action":["a","b",{}]"#, "/Action/2", "expected a string, found an object"),
        (r#""NotAction":[["a"]]"#, "/NotAction/0", "expected a string, found an array"),
        (r#""Resource":7"#, "/Resource", "expected a string, found a number"),
        (
            r#""Action":"a","NotAction":"b""#,
            "/NotAction",
            "`Action` and `NotAction` cannot stand in one statement",
        ),
        (
            r#""NotAction":"b","Action":"a""#,
            "/Action",
            "`Action` and `NotAction` cannot stand in one statement",
        ),
        (
            r#""Resource":"a","NotResource":"b""#,
            "/NotResource",
            "`Resource` and `NotResource` cannot stand in one statement",
        ),
        (
            r#""NotPrincipal":"*","Principal":"*""#,
            "/Principal",
            "`Principal` and `NotPrincipal` cannot stand in one statement",
        ),
        (
            r#""Principal":"111122223333""#,
            "/Principal",
            r#"expected `*` or an object such as {"AWS": …}, found the string `111122223333`"#,
        ),
        (r#""Principal":["*"]"#, "/Principal", "expected `*` or an object, found an array"),
        (r#""Principal":{"AWS":7}"#, "/Principal/AWS", "expected a string, found a number"),
        (r#""Principal":{"AWS":["*",7]}"#, "/Principal/AWS/1", "expected a string, found a number"),
        (r#""Principal":{"AWS":"a","AWS":"b"}"#, "/Principal/AWS", "`AWS` stands twice in one object"),
        (r#""Condition":[]"#, "/Condition", "expected an object, found an array"),
        (r#""Condition":{"Bool":true}"#, "/Condition/Bool", "expected an object, found a boolean"),
        (r#""Condition":{"Bool":{},"Bool":{}}"#, "/Condition/Bool", "`Bool` stands twice in one object"),
        (r#""Condition":{"Bool":{"k":1,"k":2}}"#, "/Condition/Bool/k", "`k` stands twice in one object"),
        (
            r#""Condition":{"StringEquals":{"aws:ResourceTag/a":null}}"#,
            "/Condition/StringEquals/aws:ResourceTag~1a",
            "expected a string, a number or a boolean, found null",
        ),
        (
            r#""Condition":{"StringEquals":{"k":["v",{}]}}"#,
            "/Condition/StringEquals/k/1",
            "expected a string, a number or a boolean, found an object",
        ),
    ] {
        for (text, prefix) in [
            (format!(r#"{{"Statement":[{{"Effect":"Deny"}},{{{members}}}]}}"#), "/Statement/1"),
            (format!(r#"{{"Statement":{{{members}}}}}"#), "/Statement"),
        ] {
            let error = refusal(&text);
            assert_eq!((error.pointer(), error.message()), (format!("{prefix}{pointer}"), message), "{text}");
        }
        let error = format!("{{{members}}}").parse::<Statement>().unwrap_err();
        assert_eq!((error.pointer().as_str(), error.message()), (pointer, message), "{members}");
    }
}

#[test]
fn line_and_column_are_those_of_the_wrong_value() {
    for (text, position) in [
        ("  []", (1, 3)),
        ("{\n  \"Statement\": [\n    {\"Effect\": \"Deny\"},\n    {\"Effect\": \"deny\"}\n  ]\n}", (4, 16)),
        ("{\r\n  \"Statement\": [\r\n    {}]}", (3, 5)),
        ("{\"Statement\":{\"Sid\":\"für 日本 🔑\",\"Effect\":1}}", (1, 41)),
        ("{\"Id\":\"a\",\n \"Id\": \"a\"}", (2, 8)),
        ("\n\n{}\n", (3, 1)),
    ] {
        assert_eq!(refusal(text).position(), position, "{text}");
    }
}

#[test]
fn what_is_not_json_is_refused_where_it_ends_to_be() {
    for (text, position, message) in [
        ("", (1, 1), "not JSON: EOF while parsing a value"),
        ("{\n", (2, 1), "not JSON: EOF while parsing an object"),
        ("{\"Statement\": [}", (1, 16), "not JSON: expected value"),
        ("{\"Id\": \"ä\" \"\"}", (1, 12), "not JSON: expected `,` or `}`"),
        ("{\"Id\": 'a'}", (1, 8), "not JSON: expected value"),
        ("{\"Id\": 01}", (1, 9), "not JSON: invalid number"),
        ("{\"a\": 1,}", (1, 9), "not JSON: key must be a string"),
        ("{} {}", (1, 4), "not JSON: trailing characters"),
        ("\u{feff}{}", (1, 1), "not JSON: expected value"),
        (
            "{\"Id\": \"a\nb\"}",
            (1, 9),
            "not JSON: control character (\\u0000-\\u001F) found while parsing a string",
        ),
    ] {
        let error = refusal(text);
        assert_eq!((error.position(), error.message()), (position, message), "{text:?}");
        assert_eq!(error.pointer(), "");
    }
}

#[test]
fn an_escape_that_stands_for_no_character_is_refused_at_its_string() {
    let error = refusal("{\n \"Id\": \"\\ud800\"}");
    assert_eq!((error.pointer().as_str(), error.position()), ("/Id", (2, 8)));
    assert!(!error.message().contains("line"), "{error}");
}

#[test]
fn an_error_is_shown_on_one_line() {
    let error = refusal(r#"{"Statement": {"Effect": "Allow", "Action": [1]}}"#);
    assert_eq!(
        error.to_string(),
        "/Statement/Action/0: expected a string, found a number (line 1, column 46)"
    );
    assert_eq!(refusal("7").to_string(), "expected an object, found a number (line 1, column 1)");
}

#[test]
fn a_document_is_refused_like_the_policy_in_it() {
    let text = "{\n\"Statement\": [7]}";
    assert_eq!(PolicyDocument::parse(text).unwrap_err(), refusal(text));
}
