//! The default encryption of a bucket, read as S3 returns it and written as S3 takes it.

use super::{KEY, ROLE, for_bucket, for_key};
use crate::policies::{BucketEncryption, SseAlgorithm};

fn parse(text: &str) -> BucketEncryption {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A configuration whose one rule has these members.
fn rule(members: &str) -> String {
    format!(r#"{{"Rules":[{{{members}}}]}}"#)
}

fn of_grant(bucket_key: bool) -> BucketEncryption {
    let grant = for_bucket().principal(ROLE).access("read").bucket_key(bucket_key).build().unwrap();
    grant.policies().bucket_encryption().unwrap().clone()
}

#[test]
fn a_grant_sets_its_key_by_the_full_arn() {
    for (bucket_key, text) in [(true, "true"), (false, "false")] {
        let default = format!(r#""SSEAlgorithm":"aws:kms","KMSMasterKeyID":"{KEY}""#);
        let expected =
            rule(&format!(r#""ApplyServerSideEncryptionByDefault":{{{default}}},"BucketKeyEnabled":{text}"#));
        assert_eq!(of_grant(bucket_key).to_compact_string(), expected);
    }
    let grant = for_key().principal(ROLE).access("read").build().unwrap();
    assert_eq!(grant.policies().bucket_encryption(), None);
}

#[test]
fn what_s3_returns_is_written_as_it_was_read() {
    for members in [
        r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}"#,
        r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"},"BucketKeyEnabled":false"#,
        r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"},"BucketKeyEnabled":true"#,
        r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"alias/raw"}"#,
        r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms:dsse","KMSMasterKeyID":"1234"}"#,
        r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:fsx"}"#,
        r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"},"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}"#,
    ] {
        let encryption = parse(&rule(members));
        assert_eq!(encryption.to_compact_string(), rule(members));
        assert_eq!(parse(&encryption.to_string()).to_compact_string().len(), rule(members).len());
    }
}

#[test]
fn algorithms_are_told_apart() {
    for (name, algorithm) in [
        ("AES256", SseAlgorithm::Aes256),
        ("aws:kms", SseAlgorithm::Kms),
        ("aws:kms:dsse", SseAlgorithm::KmsDsse),
        ("aws:backup", SseAlgorithm::Other("aws:backup".to_owned())),
    ] {
        let text = rule(&format!(r#""ApplyServerSideEncryptionByDefault":{{"SSEAlgorithm":"{name}"}}"#));
        assert_eq!(parse(&text).algorithm, algorithm);
        assert_eq!(algorithm.as_str(), name);
    }
}

#[test]
fn a_rewrite_keeps_the_blocked_types() {
    let blocked = r#""BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}"#;
    let current = parse(&rule(&format!(
        r#""ApplyServerSideEncryptionByDefault":{{"SSEAlgorithm":"AES256"}},{blocked}"#
    )));
    let wanted = of_grant(true).keeping(&current);
    assert!(wanted.to_compact_string().ends_with(&format!("{blocked}}}]}}")), "{wanted}");
    assert_eq!(of_grant(true).keeping(&BucketEncryption::sse_s3()), of_grant(true));
    assert!(!wanted.means_the_same_as(&of_grant(true)));
}

#[test]
fn an_absent_bucket_key_means_no() {
    let absent = parse(&rule(&format!(
        r#""ApplyServerSideEncryptionByDefault":{{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"{KEY}"}}"#
    )));
    assert!(of_grant(false).means_the_same_as(&absent));
    assert!(!of_grant(true).means_the_same_as(&absent));
    assert!(!of_grant(false).means_the_same_as(&BucketEncryption::sse_s3()));
}

#[test]
fn what_is_no_configuration_is_refused_where_it_goes_wrong() {
    for (text, pointer, message) in [
        ("[]", "", "expected an object, found an array"),
        ("{}", "", "an encryption configuration needs `Rules`"),
        (r#"{"Rules":{}}"#, "/Rules", "expected an array"),
        (r#"{"Rules":[]}"#, "/Rules", "expected exactly one rule"),
        (r#"{"Rules":[{},{}]}"#, "/Rules", "expected exactly one rule"),
        (r#"{"Rules":[7]}"#, "/Rules/0", "expected an object, found a number"),
        (
            &rule(r#""ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":7}"#),
            "/Rules/0/ApplyServerSideEncryptionByDefault/SSEAlgorithm",
            "expected a string, found a number",
        ),
        (
            &rule(r#""ApplyServerSideEncryptionByDefault":"AES256""#),
            "/Rules/0/ApplyServerSideEncryptionByDefault",
            "expected an object, found a string",
        ),
        (
            &rule(r#""BucketKeyEnabled":"true""#),
            "/Rules/0/BucketKeyEnabled",
            "expected a boolean, found a string",
        ),
    ] {
        let error = text.parse::<BucketEncryption>().unwrap_err();
        assert_eq!((error.pointer().as_str(), error.message()), (pointer, message), "{text}");
    }
}
