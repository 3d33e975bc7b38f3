//! Messages as people paste them, with what is read from them and what follows.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::{Denial, Policies, Reason, UnreadDenial};

/// A message of the file, its reason as a person wrote it, and its golden answer.
struct Case {
    title: String,
    expected: String,
    message: String,
    answer: String,
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/denial/tests/denials.txt")
}

/// Cases begin with `=== name: reason`; `---` parts message and answer.
fn cases() -> Vec<Case> {
    let text = fs::read_to_string(path()).unwrap();
    let sections = text.split("=== ").skip(1);
    let case = |section: &str| {
        let (title, rest) = section.split_once('\n').unwrap();
        let (message, answer) = rest.split_once("\n---\n").unwrap();
        let (_, expected) = title.split_once(": ").unwrap();
        let [title, expected, message, answer] = [title, expected, message, answer].map(str::to_owned);
        Case { title, expected, message, answer }
    };
    sections.map(case).collect()
}

fn answer(message: &str) -> String {
    let denial = match Denial::read(message) {
        Ok(denial) => denial,
        Err(error) => return format!("error: {error}\nhelp: {}\n", error.help()),
    };
    let mut answer = String::new();
    let fields = serde_json::to_value(&denial).unwrap();
    let mut show = |name: &str, value: &serde_json::Value| match value {
        serde_json::Value::String(text) => writeln!(answer, "{name}: {text}").unwrap(),
        serde_json::Value::Bool(true) if name == "encoded" => writeln!(answer, "{name}").unwrap(),
        _ => {}
    };
    for (name, value) in fields.as_object().unwrap() {
        match value.as_object() {
            Some(record) => record.iter().for_each(|(name, value)| show(&format!("record {name}"), value)),
            None => show(name, value),
        }
    }
    let conclusions = denial.conclusions();
    let parts = [("proven", conclusions.proven), ("open", conclusions.open), ("next", conclusions.next)];
    for (name, sentences) in parts {
        sentences.iter().for_each(|sentence| writeln!(answer, "{name}: {sentence}").unwrap());
    }
    for missing in conclusions.statements {
        let account = missing.account.unwrap_or_else(|| "unknown".to_owned());
        let certainty = if missing.is_proven { "missing" } else { "perhaps missing" };
        let statement: serde_json::Value = serde_json::from_str(&missing.statement.to_string()).unwrap();
        writeln!(answer, "{certainty} in {}, account {account}: {statement}", missing.policy).unwrap();
    }
    answer
}

/// `CROSSKMS_BLESS=1` accepts changes; read the diff.
#[test]
fn messages_and_what_follows() {
    let mut wrong = Vec::new();
    let mut blessed = String::new();
    for case in cases() {
        let answer = answer(&case.message);
        writeln!(blessed, "=== {}\n{}\n---\n{answer}", case.title, case.message).unwrap();
        if case.answer.trim_end() != answer.trim_end() {
            wrong.push(format!("{}\n{answer}", case.title));
        }
    }
    if std::env::var_os("CROSSKMS_BLESS").is_some_and(|value| value == "1") {
        fs::write(path(), blessed).unwrap();
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reason_is_what_a_person_reads() {
    for case in cases() {
        let found = match Denial::read(&case.message) {
            Ok(denial) => {
                let policies = denial.policies().map_or("", Policies::as_str);
                format!("{} {policies}", denial.reason.as_str()).trim_end().to_owned()
            }
            Err(_) => "unread".to_owned(),
        };
        assert_eq!(found, case.expected, "{}", case.title);
    }
}

#[test]
fn nothing_secret_and_nothing_that_moves_a_cursor_comes_back() {
    let message = "User: AKIAIOSFODNN7EXAMPLE is not authorized to perform: s3:GetObject on resource: \
                   \"arn:aws:s3:::b/\u{1b}[31mASIAIOSFODNN7EXAMPLE\u{202e}\" because no identity-based policy allows it";
    let answer = answer(message);
    assert!(!answer.contains("AKIA") && !answer.contains("ASIA"), "{answer}");
    assert!(!answer.contains('\u{1b}') && !answer.contains('\u{202e}'), "{answer}");
    assert_eq!(Denial::read("secret=wJalrXUtnFEMI"), Err(UnreadDenial::Unknown));
}

#[test]
fn every_error_of_a_text_is_read_once() {
    let cases = cases();
    let message =
        |title: &str| cases.iter().find(|case| case.title.starts_with(title)).unwrap().message.clone();
    let (denied, slow) = (message("boto3-get-identity:"), message("s3-slow-down:"));
    let log = format!("first try\n{slow}\n{denied}\nsecond try\n{slow}\n{denied}\n");
    let reasons = |text: &str| -> Vec<_> {
        Denial::read_all(text).unwrap().iter().map(|denial| denial.reason.as_str().to_owned()).collect()
    };
    assert_eq!(reasons(&log), ["throttled", "not_allowed"]);
    for case in cases.iter().filter(|case| case.expected != "unread") {
        assert_eq!(
            Denial::read_all(&case.message).unwrap(),
            [Denial::read(&case.message).unwrap()],
            "{}",
            case.title
        );
    }
    let event = |message: &str| super::event::find(message).unwrap();
    let (kms, bare) = (event(&message("event-kms-for-s3:")), event(&message("event-s3-bare:")));
    let file = serde_json::json!({"Records": [kms, bare, kms]}).to_string();
    assert_eq!(reasons(&file), ["concealed", "bare"]);
    assert_eq!(Denial::read_all("all is well"), Err(UnreadDenial::Unknown));
}

#[test]
fn what_is_pasted_opens_the_gate_that_was_silent() {
    let text = "User: arn:aws:iam::444455556666:role/app is not authorized to perform: kms:Decrypt on resource: \
                arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based \
                policy allows the kms:Decrypt action";
    let denial = Denial::read(text).unwrap();
    let call = denial.call().unwrap();
    assert_eq!(
        (call.name.as_str(), call.caller.to_string().as_str()),
        ("kms:Decrypt", "arn:aws:iam::444455556666:role/app")
    );
    let statements = denial.conclusions().statements;
    let statement: serde_json::Value = serde_json::from_str(&statements[0].statement.to_string()).unwrap();
    let text = serde_json::json!({
        "principals": {"arn:aws:iam::444455556666:role/app": {"identity_policies": {"pasted": {"Version": "2012-10-17", "Statement": [statement]}}}},
        "keys": {"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab": {"policy": {
            "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "kms:*", "Resource": "*"}]}}},
        "buckets": {}
    });
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("accounts.json");
    fs::write(&file, text.to_string()).unwrap();
    let snapshot = crate::Snapshot::read(&file).unwrap();
    let explained = snapshot.explain(&call.question().unwrap()).unwrap();
    assert_eq!(explained.decision(), crosskms::authorize::Decision::Allowed, "{explained:?}");
}

#[test]
fn commands_are_safe_to_paste() {
    let message = "User: arn:aws:iam::111122223333:role/app is not authorized to perform: s3:GetObject on resource: \
                   \"arn:aws:s3:::b/a';rm -rf $HOME;'\" because no resource-based policy allows it";
    let next = Denial::read(message).unwrap().conclusions().next.join("\n");
    assert!(next.contains(r"explain GetObject 's3://b/a'\'';rm -rf $HOME;'\''' --as"), "{next}");
}

#[test]
fn noise_around_a_message_changes_nothing() {
    // What holds lines together is alike in all of them: something more in one of them takes it away.
    let wrapped = |case: &Case| case.title.starts_with("terminal-") || case.title.starts_with("log-");
    let cases = cases().into_iter().filter(|case| !case.message.contains('{') && case.expected != "unread");
    for case in cases.filter(|case| !wrapped(case)) {
        let noisy =
            format!("2026-11-23 03:00:12 [ERROR] worker-3\tfailed: \"{}\"\n\tat Main.java:12", case.message);
        assert_eq!(answer(&noisy), answer(&case.message), "{}", case.title);
        let logged = serde_json::json!({"level": "error", "text": case.message}).to_string();
        assert_eq!(answer(&logged), answer(&case.message), "{}", case.title);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Denial::read(&text).map(|denial| denial.conclusions());
    }

    #[test]
    fn any_piece_of_a_message_is_read_or_refused(case in 0..1000_usize, start in 0..400_usize, end in 0..1200_usize) {
        let cases = cases();
        let message = &cases[case % cases.len()].message;
        let piece: String = message.chars().skip(start).take(end.saturating_sub(start)).collect();
        let _ = Denial::read(&piece).map(|denial| denial.conclusions());
    }

    #[test]
    fn a_cut_text_still_names_the_type(kept in 0..8_usize) {
        let text = "User: arn:aws:iam::111122223333:role/app is not authorized to perform: kms:Decrypt because no identity-based";
        let text: String = text.chars().take(text.len() - kept).collect();
        let reason = Denial::read(&text).unwrap().reason;
        prop_assert!(
            reason == Reason::NotAllowed(Policies::IdentityBased) || reason == Reason::Unsaid || matches!(reason, Reason::NotAllowed(Policies::Other(_))),
            "{:?}", reason
        );
    }
}
