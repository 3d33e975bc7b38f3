//! Whatever is read, right or nearly right or neither, gives an answer and never a panic.
//!
//! What is done with a text stands in [`inputs`], which the fuzz targets in `fuzz/` share.

#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]

mod inputs;

use proptest::collection::vec;
use proptest::prelude::*;

const ARNS: [&str; 16] = [
    "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:kms:us-gov-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    "arn:aws:kms:eu-west-1:111122223333:alias/app",
    "arn:aws:s3:::example-bucket",
    "arn:aws-cn:s3:::example-bucket/raw/ü",
    "arn:aws:s3:eu-west-1:111122223333:accesspoint/point/object/a",
    "arn:aws:iam::111122223333:role/data/app",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::111122223333:root",
    "arn:aws:sts::111122223333:assumed-role/app/job",
    "arn:aws:sts::111122223333:federated-user/ann",
    "111122223333",
    "logs.eu-west-1.amazonaws.com",
    "anonymous",
    "eu-west-1",
    "aws-eusc",
];

const POLICIES: [&str; 5] = [
    r#"{"Version":"2012-10-17","Id":"i","Statement":[{"Sid":"A","Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::444455556666:role/app"],"Service":"logs.eu-west-1.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"},"ForAnyValue:StringLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::example/*"]}}}]}"#,
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":"*","NotAction":"s3:*","NotResource":["arn:aws:s3:::example/${aws:username, 'x'}/*"],"Condition":{"NumericLessThan":{"s3:max-keys":10},"Bool":{"aws:SecureTransport":false},"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Null":{"aws:TagKeys":"true"}}}}"#,
    r#"{ "Statement" : { "Effect" : "Allow" } }"#,
    "{\"Version\":\"2008-10-17\",\r\n\t\"Statement\":[\t{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}\t],\"X\":[1.5e300,null,\"\\ud83d\\ude00\"]}",
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"},{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::example","Condition":{"ArnNotLike":{"aws:SourceArn":"arn:*:*:*:*:${*}"}}}]}"#,
];

/// What is put into a text.
const PIECES: [&str; 40] = [
    "",
    ":",
    "/",
    "*",
    "?",
    "${",
    "}",
    "{",
    "[",
    "]",
    ",",
    "\"",
    "\\",
    "'",
    " ",
    "\t",
    "\n",
    "\0",
    "ü",
    "😀",
    "e\u{301}",
    "\u{feff}",
    "-",
    "0",
    "999999999999999999999",
    "-1e999",
    "NaN",
    "null",
    "true",
    "arn:",
    "arn:aws:iam::",
    "Statement",
    "Principal",
    "NotAction",
    "\"Sid\":\"B\",",
    "{}",
    "[[]]",
    "IfExists",
    "ForAllValues:",
    "2026-02-30T25:61:61+99:99",
];

/// One of these texts with a few changes, or any text at all.
fn nearly(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..6usize, 0..PIECES.len());
    let changed = (0..texts.len(), vec(change, 0..4)).prop_map(|(text, changes)| {
        changes.into_iter().fold(texts[text].to_owned(), |text, (place, length, piece)| {
            let characters: Vec<char> = text.chars().collect();
            let start = place.index(characters.len() + 1);
            let end = (start + length).min(characters.len());
            let (before, after) = (&characters[..start], &characters[end..]);
            before.iter().copied().chain(PIECES[piece].chars()).chain(after.iter().copied()).collect()
        })
    });
    prop_oneof![8 => changed, 1 => any::<String>(), 1 => "[ -~]{0,60}"]
}

fn cases(count: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(count), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn texts_of_arns(text in nearly(&ARNS)) {
        inputs::arns(&text);
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn requests_over_any_names(caller in nearly(&ARNS), action in ".{0,20}", resource in nearly(&ARNS)) {
        inputs::request(&caller, &action, &resource, &POLICIES[0].parse().unwrap());
    }

    #[test]
    fn texts_of_policies(text in nearly(&POLICIES)) {
        inputs::policies(&text);
    }
}

#[test]
fn the_texts_that_are_changed_are_right() {
    for text in POLICIES {
        assert!(text.parse::<crosskms_core::policy::Policy>().is_ok(), "{text}");
        inputs::policies(text);
    }
    for text in ARNS {
        inputs::arns(text);
    }
}
