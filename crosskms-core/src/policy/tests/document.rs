//! What others wrote stays as it is, to the byte, whatever crosskms puts beside it or takes away.

use proptest::collection::vec;
use proptest::prelude::*;

use super::strategies::{spaced, statement, whitespace};
use crate::policy::{ActionElement, Effect, OneOrMany, PolicyDocument, Statement};

/// A document by its parts, so that a test knows the text of every statement without reading it.
#[derive(Debug)]
struct Written {
    /// Up to the first statement.
    open: String,
    foreign: Vec<String>,
    /// Between two statements.
    between: String,
    /// From the last statement on.
    close: String,
}

impl Written {
    fn new(open: &str, foreign: &[&str], between: &str, close: &str) -> Self {
        let foreign = foreign.iter().map(ToString::to_string).collect();
        Self { open: open.to_owned(), foreign, between: between.to_owned(), close: close.to_owned() }
    }

    fn document(&self) -> PolicyDocument {
        let text = format!("{}{}{}", self.open, self.foreign.join(&self.between), self.close);
        PolicyDocument::parse(text.as_str()).unwrap_or_else(|error| panic!("{text}: {error}"))
    }
}

fn owned(sid: &str) -> bool {
    sid.starts_with("Crosskms")
}

fn ours(sid: &str, action: &str) -> Statement {
    Statement {
        sid: Some(format!("Crosskms{sid}").into()),
        action: Some(ActionElement::Action(OneOrMany::from(action))),
        ..Statement::new(Effect::Allow)
    }
}

fn reconciled(document: &PolicyDocument, desired: &[Statement]) -> Option<PolicyDocument> {
    document.reconciled(desired, owned).unwrap()
}

/// The statements of a document that are ours.
fn found(document: &PolicyDocument) -> Vec<Statement> {
    document.policy().statements.iter().filter(|s| s.sid.as_deref().is_some_and(owned)).cloned().collect()
}

/// Adds two statements, changes one, removes one, removes all; looks at every step whether the rest stays.
fn check_all_steps(written: &Written) {
    let before = written.document();
    let step = |document: &PolicyDocument, desired: &[Statement]| {
        let after = reconciled(document, desired).unwrap();
        assert_eq!(found(&after), desired, "{}", after.text());
        let mut rest = after.text();
        for foreign in &written.foreign {
            let (_, after) =
                rest.split_once(foreign.as_str()).unwrap_or_else(|| panic!("{foreign} is lost in {rest}"));
            rest = after;
        }
        assert_eq!(after.policy().statements.len(), written.foreign.len() + desired.len());
        assert_eq!(
            reconciled(&after, desired).unwrap().text(),
            after.text(),
            "a second time changes something"
        );
        after
    };
    assert_eq!(step(&before, &[]).text(), before.text());
    let both = step(&before, &[ours("Key", "kms:Decrypt"), ours("Bucket", "s3:GetObject")]);
    let changed = step(&both, &[ours("Key", "kms:Encrypt"), ours("Bucket", "s3:GetObject")]);
    let one = step(&changed, &[ours("Bucket", "s3:GetObject")]);
    assert_eq!(step(&one, &[]).text(), before.text());
    assert_eq!(step(&both, &[]).text(), before.text());
}

const DENY: &str = r#"{"Sid":"Ärzte – 日本","Effect":"Deny","Action":"s3:*"}"#;
const ROOT: &str =
    r#"{ "Effect":"Allow", "Principal":{"AWS":"111122223333"}, "Action":["kms:*"], "Resource":["*"] }"#;

#[test]
fn documents_of_every_style_keep_what_others_wrote() {
    let pretty = "{\n    \"Sid\" : \"one\",\n      \"Effect\": \"Allow\"\n    }";
    for written in [
        Written::new(r#"{"Version":"2012-10-17","Statement":["#, &[ROOT, DENY], ",", "]}"),
        Written::new(r#"{"Statement":["#, &[DENY], ",", r#"],"Version":"2012-10-17","Id":"x"}"#),
        Written::new("{\n  \"Statement\": [\n    ", &[pretty, DENY], ",\n    ", "\n  ]\n}\n"),
        Written::new("{\r\n  \"Statement\": [\r\n    ", &[pretty, DENY], ",\r\n    ", "\r\n  ]\r\n}"),
        Written::new(
            "{\n  \"Version\" : \"2012-10-17\",\n  \"Statement\" : [ ",
            &[pretty, pretty, DENY],
            ", ",
            " ]\n}",
        ),
        Written::new("{\n\t\"Statement\": [\n\t\t", &[DENY, pretty], "\n\t\t, ", "]}"),
        Written::new("  { \"Statement\" :\t", &[pretty], "", " , \"Version\":\"2012-10-17\"}"),
        Written::new(r#"{"Statement":"#, &[DENY], "", "}"),
        Written::new("{\"Statement\":[\t", &[DENY], "", "\t]}"),
        Written::new("{\"Statement\":[\t", &[DENY, ROOT], ",", "\t]}"),
        Written::new("{\"Unknown\": {\"Statement\": [{}]}, \"Statement\": [", &[DENY], "", "]}"),
        Written::new("{\"\\u0053tatement\": [", &[DENY], "", "]}"),
    ] {
        check_all_steps(&written);
    }
}

#[test]
fn forty_foreign_statements_of_odd_spelling_stay_in_order() {
    let foreign: Vec<String> = (0..40)
        .map(|number| match number % 5 {
            0 => format!(r#"{{"Sid":"Enable IAM User Permissions {number}","Effect":"Allow","Principal":{{"AWS":["{number:012}"]}}}}"#),
            1 => format!("{{\n\t\"Effect\" : \"Deny\",\r\n \"Sid\":\"Zugriff für Ärzte № {number}\" }}"),
            2 => format!(r#"{{ "Condition":{{"NumericEquals":{{"k":[{number}.10,1e3]}}}},"Effect":"Allow","NotAction":[] }}"#),
            3 => format!(r#"{{"Effect":"Allow","Sid":"\u004b\u00fc {number} \"}},{{\"", "Later": [ {{ }} , null ]}}"#),
            _ => format!(r#"{{"Effect":"Allow","Action":["KMS:decrypt","kms:Decrypt"],"Comment":"{number}"}}"#),
        })
        .collect();
    let foreign: Vec<&str> = foreign.iter().map(String::as_str).collect();
    check_all_steps(&Written::new("{ \"Statement\": [\n  ", &foreign, ",\n  ", "\n]}"));
}

#[test]
fn statements_are_added_in_the_style_of_the_document() {
    let added = [ours("Key", "kms:Decrypt")];
    let compact = r#"{"Sid":"CrosskmsKey","Effect":"Allow","Action":"kms:Decrypt"}"#;
    for (before, after) in [
        (r#"{"Statement":[{"Effect":"Deny"}]}"#, format!(r#"{{"Statement":[{{"Effect":"Deny"}},{compact}]}}"#)),
        (r#"{"Statement": [ {"Effect":"Deny"} ] }"#, format!(r#"{{"Statement": [ {{"Effect":"Deny"}}, {compact} ] }}"#)),
        (r#"{"Statement": {"Effect":"Deny"} }"#, format!("{{\"Statement\": [\t{{\"Effect\":\"Deny\"}},{compact}\t] }}")),
        (
            "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\"\n    }\n  ]\n}",
            "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\"\n    },\n    {\n      \"Sid\": \"CrosskmsKey\",\n      \
             \"Effect\": \"Allow\",\n      \"Action\": \"kms:Decrypt\"\n    }\n  ]\n}"
                .to_owned(),
        ),
        (
            "{\r\n \"Statement\": [\r\n  {\"Effect\": \"Deny\"}\r\n ]\r\n}",
            "{\r\n \"Statement\": [\r\n  {\"Effect\": \"Deny\"},\r\n  {\r\n    \"Sid\": \"CrosskmsKey\",\r\n    \
             \"Effect\": \"Allow\",\r\n    \"Action\": \"kms:Decrypt\"\r\n  }\r\n ]\r\n}"
                .to_owned(),
        ),
    ] {
        let document = PolicyDocument::parse(before).unwrap();
        assert_eq!(reconciled(&document, &added).unwrap().text(), after);
    }
}

#[test]
fn a_statement_that_differs_is_replaced_at_its_place_and_one_that_is_respelled_is_not() {
    let text = |ours: &str| format!(r#"{{"Statement":[{DENY}, {ours}, {ROOT}]}}"#);
    let respelled = r#"{"Action":["KMS:DECRYPT"], "Effect":"Allow", "Sid":"CrosskmsKey"}"#;
    let document = PolicyDocument::parse(text(respelled)).unwrap();

    let same = reconciled(&document, &[ours("Key", "kms:Decrypt")]).unwrap();
    assert_eq!(same.text(), document.text());

    let changed = reconciled(&document, &[ours("Key", "kms:Encrypt")]).unwrap();
    assert_eq!(changed.text(), text(&ours("Key", "kms:Encrypt").to_compact_string()));
}

#[test]
fn owned_statements_are_removed_wherever_they_stand() {
    let mine = r#"{"Sid":"CrosskmsA","Effect":"Allow"}"#;
    for (before, after) in [
        (format!("[\n{mine},\n {DENY},\n  {ROOT}\n]"), format!("[\n{DENY},\n  {ROOT}\n]")),
        (format!("[\n{DENY},\n {mine},\n  {ROOT}\n]"), format!("[\n{DENY},\n  {ROOT}\n]")),
        (format!("[\n{DENY},\n {ROOT},\n  {mine}\n]"), format!("[\n{DENY},\n {ROOT}\n]")),
        (format!("[{mine},{DENY},{mine},{mine}]"), format!("[{DENY}]")),
        (format!("[{mine} , {mine}\n,{DENY} ]"), format!("[{DENY} ]")),
    ] {
        let document = PolicyDocument::parse(format!("{{\"Statement\": {before}}}")).unwrap();
        assert_eq!(reconciled(&document, &[]).unwrap().text(), format!("{{\"Statement\": {after}}}"));
    }
}

#[test]
fn of_two_statements_with_one_sid_the_second_goes() {
    let text = r#"{"Statement":[{"Sid":"CrosskmsKey","Effect":"Deny"},{"Sid":"CrosskmsKey","Effect":"Allow","Action":"kms:Decrypt"}]}"#;
    let document = PolicyDocument::parse(text).unwrap();
    let after = reconciled(&document, &[ours("Key", "kms:Decrypt")]).unwrap();
    assert_eq!(found(&after), [ours("Key", "kms:Decrypt")]);
}

#[test]
fn without_a_statement_there_is_no_document() {
    for statements in
        [r#"{"Sid":"CrosskmsA","Effect":"Allow"}"#, r#"[ {"Sid":"CrosskmsA","Effect":"Allow"} ]"#]
    {
        let document = PolicyDocument::parse(format!(r#"{{"Statement": {statements}}}"#)).unwrap();
        assert_eq!(reconciled(&document, &[]), None);
    }
}

#[test]
fn a_document_of_ours_alone_is_kept_as_it_is() {
    for statements in
        [r#"{"Sid":"CrosskmsOld","Effect":"Allow"}"#, "[\t{\"Sid\":\"CrosskmsOld\",\"Effect\":\"Allow\"} ]"]
    {
        let document = PolicyDocument::parse(format!(r#"{{"Statement": {statements}}}"#)).unwrap();
        let desired = [ours("Key", "kms:Decrypt"), ours("Bucket", "s3:GetObject")];
        let both = reconciled(&document, &desired).unwrap();
        assert_eq!(found(&both), desired);
        let one = reconciled(&both, &desired[..1]).unwrap();
        assert_eq!(found(&one), desired[..1]);
        assert_eq!(reconciled(&one, &desired[..1]).unwrap().text(), one.text());
    }
}

/// Documents of foreign statements, set with arbitrary whitespace.
fn written() -> impl Strategy<Value = Written> {
    let foreign = vec(statement().prop_filter("ours", |s| !s.sid.as_deref().is_some_and(owned)), 1..4);
    let around = (whitespace(), whitespace(), any::<bool>(), any::<bool>());
    (foreign, around).prop_map(|(foreign, (spaces, more_spaces, version_first, bare))| {
        let foreign: Vec<String> =
            foreign.iter().map(|s| spaced(&s.to_compact_string(), &spaces).trim().to_owned()).collect();
        let bare = bare && foreign.len() == 1;
        let (open, close) = match (version_first, bare) {
            (true, false) => (r#"{"Version":"2012-10-17","Statement":["#, "]}"),
            (true, true) => (r#"{"Version":"2012-10-17","Statement":"#, "}"),
            (false, false) => (r#"{"Statement":["#, r#"],"Id":"[{]"}"#),
            (false, true) => (r#"{"Statement":"#, r#","Id":"[{]"}"#),
        };
        let [open, between, close] = [open, ",", close].map(|part| spaced(part, &more_spaces));
        Written { open, foreign, between, close }
    })
}

proptest! {
    #[test]
    fn every_document_keeps_what_others_wrote(written in written()) {
        check_all_steps(&written);
    }

    /// Ours among theirs, in any order and in any number.
    #[test]
    fn any_mixture_is_reconciled(
        mixture in vec(prop_oneof![2 => statement(), 1 => "[AB]".prop_map(|sid| ours(&sid, "a:b"))], 1..6),
        desired in prop::sample::subsequence(vec![ours("A", "a:b"), ours("B", "a:c"), ours("C", "a:d")], 0..=3),
        spaces in whitespace(),
    ) {
        let text = format!(r#"{{"Statement":{}}}"#, serde_json::to_string(&mixture).unwrap());
        let before = PolicyDocument::parse(spaced(&text, &spaces)).unwrap();
        let foreign = |document: &PolicyDocument| -> Vec<Statement> {
            let statements = document.policy().statements.iter();
            statements.filter(|s| !s.sid.as_deref().is_some_and(owned)).cloned().collect()
        };
        match reconciled(&before, &desired) {
            None => prop_assert!(desired.is_empty() && foreign(&before).is_empty()),
            Some(after) => {
                prop_assert_eq!(foreign(&after), foreign(&before));
                let mut found = found(&after);
                found.sort_by(|a, b| a.sid.cmp(&b.sid));
                prop_assert_eq!(&found, &desired);
                let again = reconciled(&after, &desired).unwrap();
                prop_assert_eq!(again.text(), after.text());
            }
        }
    }
}
