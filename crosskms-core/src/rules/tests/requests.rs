//! Requests that cannot be asked, and what is said of them.

use super::{BUCKET, KEY, ROLE};
use crate::rules::RequestDraft;

fn draft(action: &str, resource: &str) -> RequestDraft {
    let (caller, action, resource) = (ROLE.to_owned(), action.to_owned(), resource.to_owned());
    RequestDraft { caller, action, resource, owner: "111122223333".parse().ok(), context: Vec::new() }
}

fn context(keys: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let owned = |values: &[&str]| values.iter().map(ToString::to_string).collect();
    keys.iter().map(|(key, values)| ((*key).to_owned(), owned(values))).collect()
}

#[test]
fn good_requests_are_made() {
    let object = format!("{BUCKET}/2026/11/23.parquet");
    for draft in [
        RequestDraft { owner: None, ..draft("KMS:decrypt", KEY) },
        draft("s3:ListBucket", BUCKET),
        draft("s3:GetObject", &object),
        draft("s3:ListAllMyBuckets", "*"),
        RequestDraft {
            context: context(&[("KMS:viaservice", &["s3"]), ("aws:TagKeys", &["a", "b"])]),
            ..draft("kms:Decrypt", KEY)
        },
        RequestDraft { caller: "anonymous".into(), ..draft("s3:GetObject", &object) },
        RequestDraft { caller: "s3.amazonaws.com".into(), ..draft("kms:Decrypt", KEY) },
    ] {
        let (findings, request) = draft.check();
        assert_eq!(findings.to_string(), "");
        let account = if draft.resource == "*" { "444455556666" } else { "111122223333" };
        assert_eq!(request.unwrap().resource_account().as_str(), account);
    }
}

#[test]
fn every_mistake_has_its_rule_and_place() {
    let object = format!("{BUCKET}/2026/11/23.parquet");
    for (draft, expected) in [
        (
            RequestDraft { caller: "role/analytics".into(), ..draft("kms:Decrypt", KEY) },
            "malformed-arn caller",
        ),
        (draft("kms:Decrpyt", KEY), "unknown-action action"),
        (draft("Decrypt", KEY), "unknown-action action"),
        (draft("sqs:SendMessage", KEY), "unknown-action action"),
        (draft("kms:*", KEY), "wildcard-action action"),
        (draft("kms:Decrypt", "*"), "action-for-other-resources resource"),
        (draft("kms:Decrypt", "alias/app"), "malformed-arn resource"),
        (draft("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:alias/app"), "malformed-arn resource"),
        (draft("kms:CreateKey", KEY), "action-for-other-resources resource"),
        (draft("s3:GetObject", BUCKET), "action-for-other-resources resource"),
        (draft("s3:GetObject", &format!("{BUCKET}/*")), "action-for-other-resources resource"),
        (draft("s3:GetObject", KEY), "malformed-arn resource"),
        (draft("s3:ListBucket", &object), "action-for-other-resources resource"),
        (RequestDraft { owner: None, ..draft("s3:GetObject", &object) }, "missing-field resource"),
        (
            RequestDraft { context: context(&[("kms:ViaServices", &["s3"])]), ..draft("kms:Decrypt", KEY) },
            "unknown-condition-key context[0]",
        ),
        (
            RequestDraft {
                context: context(&[("aws:TagKeys", &["a"]), ("aws:tagkeys", &["b"])]),
                ..draft("kms:Decrypt", KEY)
            },
            "duplicate-field context[1]",
        ),
        (
            RequestDraft { context: context(&[("aws:TagKeys", &[])]), ..draft("kms:Decrypt", KEY) },
            "missing-field context[0]",
        ),
    ] {
        let (findings, request) = draft.check();
        let found: Vec<String> =
            findings.iter().map(|finding| format!("{} {}", finding.rule.name, finding.site)).collect();
        assert_eq!(found, [expected], "{draft:?}");
        assert!(findings.iter().all(|finding| finding.help.is_some()), "{draft:?}");
        assert_eq!(request, None);
    }
}
