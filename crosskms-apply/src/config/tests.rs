//! What a file may say, and what is said about it when it is wrong.

use super::{Config, ConfigError, LocatedFinding};

const GRANT: &str = r#"
[[grant]]
name = "raw-events"
key = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
bucket = "arn:aws:s3:::example-raw-events"
principal = "arn:aws:iam::444455556666:role/analytics"
access = "read_write"
"#;

fn located(found: &LocatedFinding) -> String {
    format!("{}:{} {}", found.place.line, found.place.column, found.finding.rule.name)
}

/// `line:column rule` of every finding, in the order of the file.
fn findings(text: &str) -> Vec<String> {
    match Config::parse("crosskms.toml", text) {
        Err(ConfigError::Findings(findings)) => findings.iter().map(located).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn accounts_and_grants_are_read() {
    let text = format!(
        "[accounts.111122223333]\nprofile = \"data-owner\"\n\n[accounts.444455556666]\nassume_role = \"arn:aws:iam::444455556666:role/crosskms\"\n\
         external_id = \"secret\"\nendpoint_url = \"http://127.0.0.1:1\"\nregion = \"eu-west-1\"\n{GRANT}"
    );
    let config = Config::parse("crosskms.toml", &text).unwrap();
    assert_eq!(config.grants.len(), 1);
    assert_eq!(config.grants[0].actions().len(), 6);
    let owner = &config.accounts[&"111122223333".parse().unwrap()];
    assert_eq!(owner.profile.as_deref(), Some("data-owner"));
    let consumer = &config.accounts[&"444455556666".parse().unwrap()];
    assert_eq!(consumer.external_id.as_deref(), Some("secret"));
    assert!(!format!("{config:?}").contains("secret"), "the external id must not be shown");
}

#[test]
fn an_account_says_how_long_calls_may_take() {
    let account = |text: &str| format!("[accounts.111122223333]\n{text}\n");
    let read = |text: &str| {
        let config = Config::parse("crosskms.toml", &account(text)).unwrap();
        let access = &config.accounts[&"111122223333".parse().unwrap()];
        [access.timeout, access.call_timeout].map(|limit| limit.map(|limit| limit.as_secs()))
    };
    assert_eq!(read("region = \"eu-west-1\""), [None, None]);
    assert_eq!(read("timeout = 5\ncall_timeout = 5"), [Some(5), Some(5)]);
    assert_eq!(read("call_timeout = 3600"), [None, Some(3600)]);
    for wrong in ["0", "3601", "-1", "1.5", "\"30\"", "true", "99999999999999999999"] {
        assert_eq!(findings(&account(&format!("timeout = {wrong}"))), ["2:11 misplaced-value"], "{wrong}");
    }
    assert_eq!(findings(&account("call_timeout = 29")), ["2:16 misplaced-value"], "a try takes 30");
    assert_eq!(findings(&account("timeout = 9\ncall_timeout = 8")), ["3:16 misplaced-value"]);
    assert_eq!(findings(&account("time_out = 9")), ["2:1 unknown-field"]);
}

#[test]
fn an_account_says_how_to_act_as_its_principals() {
    let text = "[accounts.444455556666.as]\n\"arn:aws:iam::444455556666:role/a\" = { profile = \"a\" }\n\
                \"arn:aws:iam::444455556666:role/b\" = { external_id = \"secret\" }\n";
    let config = Config::parse("crosskms.toml", text).unwrap();
    let principals = &config.accounts[&"444455556666".parse().unwrap()].principals;
    let of = |name: &str| &principals[&format!("arn:aws:iam::444455556666:role/{name}").parse().unwrap()];
    assert_eq!(of("a").profile.as_deref(), Some("a"));
    assert_eq!(of("b").external_id.as_deref(), Some("secret"));
    assert!(!format!("{config:?}").contains("secret"), "the external id must not be shown");
}

#[test]
fn every_field_of_the_macro_is_a_field_here() {
    let text = r#"
[[grant]]
name = "all"
key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
bucket = "arn:aws:s3:::example"
prefixes = ["raw/"]
principals = ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::777788889999:user/b"]
allow = ["kms:Decrypt", "s3:GetObject"]
via = "s3"
bucket_key = false
bind = "principal_arn"
conditions = { "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = ["o-1/*"] }, Bool = { "aws:SecureTransport" = true } }
"#;
    let config = Config::parse("crosskms.toml", text).unwrap();
    let built = crosskms::CrossAccountGrant::builder()
        .name("all")
        .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .bucket("arn:aws:s3:::example")
        .prefixes(["raw/"])
        .principals(["arn:aws:iam::444455556666:role/a", "arn:aws:iam::777788889999:user/b"])
        .allow(["kms:Decrypt", "s3:GetObject"])
        .via(["s3"])
        .bucket_key(false)
        .bind("principal_arn")
        .condition("Bool", "aws:SecureTransport", ["true"])
        .condition("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-1/*"])
        .build()
        .unwrap();
    assert_eq!(config.grants, [built]);
}

#[test]
fn mechanism_identity_policy_and_replicas_are_fields_here_too() {
    let text = r#"
[[grant]]
name = "all"
key = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
replicas = ["us-east-1"]
principal = "arn:aws:iam::444455556666:role/a"
access = "read"
mechanism = "policy"
identity_policy = "managed"
"#;
    let config = Config::parse("crosskms.toml", text).unwrap();
    let built = crosskms::CrossAccountGrant::builder()
        .name("all")
        .key("arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab")
        .replicas(["us-east-1"])
        .principal("arn:aws:iam::444455556666:role/a")
        .access("read")
        .identity_policy("managed")
        .build()
        .unwrap();
    assert_eq!(config.grants, [built]);
    assert_eq!(findings(&text.replace("\"policy\"", "true")), ["8:13 misplaced-value"]);
    assert_eq!(findings(&text.replace("us-east-1", "eu-west-1")), ["5:13 repeated-replica"]);
    assert_eq!(findings(&text.replace("\"managed\"", "\"manged\"")), ["9:19 unknown-word"]);
}

/// `line:column rule` of every warning.
fn warnings(text: &str) -> Vec<String> {
    let config = Config::parse("crosskms.toml", text).unwrap();
    config.warnings.iter().map(located).collect()
}

#[test]
fn what_a_file_allows_is_allowed_to_all_its_grants() {
    let uploads =
        GRANT.replace("access = \"read_write\"", "allow = [\"s3:PutObject\", \"kms:GenerateDataKey\"]");
    let twice = format!("{uploads}{}", uploads.replace("raw-events", "other"));
    assert_eq!(warnings(&twice), ["7:26 multipart-upload", "14:26 multipart-upload"]);
    assert_eq!(warnings(&format!("allow = [\"multipart-upload\"]\n{twice}")), [""; 0]);

    let grants = GRANT.replace("access = \"read_write\"", "allow = [\"kms:CreateGrant\"]");
    assert_eq!(findings(&grants), ["7:10 kms-grants-to-outsiders"]);
    assert_eq!(warnings(&format!("allow = [\"kms-grants-to-outsiders\"]{grants}")), [""; 0]);
}

#[test]
fn a_file_allows_what_exists_may_be_allowed_and_is_needed() {
    let text = format!("allow = [\"multipart-uploads\", \"key-alias\", \"opt-in-region\"]\n{GRANT}");
    assert_eq!(findings(&text), ["1:10 unknown-rule", "1:31 rule-not-allowable", "1:44 unused-allowance"]);
    assert_eq!(findings(&format!("allow = \"opt-in-region\"\n{GRANT}")), ["1:9 misplaced-value"]);
}

#[test]
fn findings_stand_at_their_line() {
    let text = GRANT.replace("role/analytics", "group/analytics").replace("read_write", "readwrite");
    assert_eq!(findings(&text), ["6:13 unsupported-principal", "7:10 unknown-word"]);
}

#[test]
fn list_elements_have_places_of_their_own() {
    let text = GRANT.replace("access = \"read_write\"", "allow = [\"kms:Decrypt\",\n  \"kms:Decrpyt\"]");
    assert_eq!(findings(&text), ["8:3 unknown-action"]);
}

#[test]
fn a_misspelled_field_is_one_finding_with_a_suggestion() {
    let text = GRANT.replace("principal =", "principle =");
    assert_eq!(findings(&text), ["6:1 unknown-field"]);
    let error = Config::parse("crosskms.toml", &text).unwrap_err().to_string();
    assert!(error.contains("did you mean `principal`"), "{error}");
}

#[test]
fn a_missing_field_stands_at_the_grant() {
    assert_eq!(findings("[[grant]]\nname = \"a\"\n").len(), 3);
}

#[test]
fn wrong_forms_are_told_apart() {
    for (text, place) in [
        ("grant = 1\n", "1:9 misplaced-value"),
        ("[grants]\n", "1:2 unknown-field"),
        ("[accounts.1111]\n", "1:11 misplaced-value"),
        ("[accounts.111122223333]\nprofle = \"x\"\n", "2:1 unknown-field"),
        ("[accounts.111122223333]\nprofile = 7\n", "2:11 misplaced-value"),
        ("[accounts.111122223333]\nas = 7\n", "2:6 misplaced-value"),
        (
            "[accounts.111122223333.as]\n\"arn:aws:iam::444455556666:role/a\" = { profile = \"a\" }\n",
            "2:1 misplaced-value",
        ),
        ("[accounts.111122223333.as]\n\"arn:aws:iam::111122223333:role/a\" = {}\n", "2:38 misplaced-value"),
        (
            "[accounts.111122223333.as]\n\"arn:aws:iam::111122223333:role/a\" = { profile = \"a\", extrenal_id = \"b\" }\n",
            "2:55 unknown-field",
        ),
    ] {
        assert_eq!(findings(text), [place], "{text}");
    }
}

#[test]
fn what_is_not_toml_says_where() {
    match Config::parse("crosskms.toml", "[[grant]\nname = 1") {
        Err(ConfigError::Syntax { place, .. }) => assert_eq!(place.line, 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_grants_cannot_share_sids() {
    let text = format!("{GRANT}{GRANT}");
    assert_eq!(findings(&text), ["9:1 duplicate-field"]);
}

#[test]
fn accounts_are_read_beside_grants_that_are_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crosskms.toml");
    let read = |text: &str| {
        std::fs::write(&file, text).unwrap();
        Config::read_accounts(&file)
    };
    let accounts = "[accounts.111122223333]\nprofile = \"owner\"\n";
    let found = read(&format!("{accounts}[[grant]]\nname = \"Not A Name\"\n")).unwrap();
    assert_eq!(found.values().next().unwrap().profile.as_deref(), Some("owner"));
    assert!(read("").unwrap().is_empty());
    assert!(read(&accounts.replace("profile", "profil")).is_err());
    assert!(read(&accounts.replace(']', "")).is_err());
}
