//! The policies of `tests/corpus` and what the rules find in them.
//!
//! A `.jsonl` file has a policy a line: its name, its type, and either the whole policy or a statement of one. The
//! `.findings` file beside it has what is expected; `CROSSKMS_BLESS=1` writes it anew, then read the difference.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use crosskms_core::policy::{Policy, PolicyType, range_of};
use crosskms_core::rules::{RULES, check_policy};
use serde_json::value::RawValue;

/// What lets the owner administer the key, beside the statement that a case is about.
const OWNER: &str = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#;

struct Case {
    name: String,
    policy_type: PolicyType,
    text: String,
}

impl Case {
    fn of(line: &str) -> Self {
        let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(line).unwrap();
        let string = |name: &str| serde_json::from_str::<String>(members[name].get()).unwrap();
        let policy_type = string("type").parse().unwrap();
        let text = match (members.get("policy"), members.get("statement"), policy_type) {
            (Some(policy), None, _) => policy.get().to_owned(),
            (None, Some(statement), PolicyType::KeyPolicy) => {
                format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}, {OWNER}]}}"#)
            }
            (None, Some(statement), _) => format!(r#"{{"Version": "2012-10-17", "Statement": {statement}}}"#),
            _ => panic!("`policy` or `statement`, and not both: {line}"),
        };
        Self { name: string("name"), policy_type, text }
    }

    /// The findings, one a line under the name; each with its rule.
    fn findings(&self) -> (String, Vec<&'static str>) {
        let policy: Policy = self.text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let mut shown = format!("{}\n", self.name);
        let mut rules = Vec::new();
        for finding in check_policy(self.policy_type, &policy, &self.text) {
            let place = &self.text[range_of(&self.text, &finding.site)];
            assert!(!place.is_empty(), "{}: {}", self.name, finding.site);
            let place = if place.chars().count() > 60 { "…" } else { place };
            shown.push_str(&format!("    {} at {}: {place}\n", finding.rule.name, finding.site));
            shown.push_str(&format!("        {}\n", finding.message));
            shown.push_str(&format!("        help: {}\n", finding.help.expect("every finding has help")));
            rules.push(finding.rule.name);
        }
        (shown, rules)
    }
}

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus")
}

/// Every topic with its cases.
fn topics() -> Vec<(String, Vec<Case>)> {
    let mut topics: Vec<_> = fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .map(|path| {
            let topic = path.file_stem().unwrap().to_string_lossy().into_owned();
            (topic, fs::read_to_string(path).unwrap().lines().map(Case::of).collect::<Vec<_>>())
        })
        .collect();
    topics.sort_by(|(a, _), (b, _)| a.cmp(b));
    topics
}

#[test]
fn policies_have_the_findings_that_are_expected_of_them() {
    for (topic, cases) in topics() {
        let found: String = cases.iter().map(|case| case.findings().0).collect();
        let path = corpus().join(&topic).with_extension("findings");
        if std::env::var_os("CROSSKMS_BLESS").is_some_and(|value| value == "1") {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(found, expected, "{topic} differs; see CROSSKMS_BLESS");
    }
}

#[test]
fn good_policies_break_no_rule_and_broken_ones_one() {
    for (topic, cases) in topics() {
        for case in cases {
            let (shown, rules) = case.findings();
            assert_eq!(rules.len(), usize::from(topic != "good"), "{topic}: {shown}");
        }
    }
}

#[test]
fn every_rule_of_policies_has_a_policy_that_fails_it() {
    let failed: BTreeSet<_> =
        topics().iter().flat_map(|(_, cases)| cases).flat_map(|case| case.findings().1).collect();
    for rule in RULES.iter().filter(|rule| rule.is_of_policies()) {
        // A policy over its quota is too long for a line.
        assert!(failed.contains(rule.name) || rule.name == "document-over-quota", "{}", rule.name);
    }
}

#[test]
fn a_policy_over_its_quota_is_found() {
    let sid = "x".repeat(2_048);
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Sid": "{sid}", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}}}"#
    );
    let policy: Policy = text.parse().unwrap();
    let names = |policy_type| {
        let findings = check_policy(policy_type, &policy, &text);
        findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>()
    };
    assert_eq!(names(PolicyType::SessionPolicy), ["document-over-quota"]);
    assert_eq!(names(PolicyType::IdentityPolicy), [""; 0]);
}

#[test]
fn the_type_of_a_good_policy_is_seen() {
    for case in topics().into_iter().filter(|(topic, _)| topic == "good").flat_map(|(_, cases)| cases) {
        let seen = PolicyType::of(&case.text.parse().unwrap());
        let expected = match case.policy_type {
            // They look the same.
            PolicyType::PermissionsBoundary
            | PolicyType::SessionPolicy
            | PolicyType::ServiceControlPolicy => PolicyType::IdentityPolicy,
            policy_type => policy_type,
        };
        assert_eq!(seen, Some(expected), "{}", case.name);
    }
}
