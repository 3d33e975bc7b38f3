//! Conditions over few keys and values, and contexts that have them.

use super::Choices;
use crate::policy::{Condition, ConditionEntry, ConditionValue};

/// What the values of a key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Arn,
    Flag,
    Number,
    Date,
    Address,
    Binary,
}

/// A key, and the values that requests have.
type Key = (&'static str, Kind, &'static [&'static str]);

const KEYS: [Key; 17] = [
    ("aws:PrincipalOrgID", Kind::Text, &["o-1", "o-2"]),
    ("kms:ViaService", Kind::Text, &["s3.eu-west-1.amazonaws.com", "lambda.eu-west-1.amazonaws.com"]),
    ("aws:PrincipalTag/team", Kind::Text, &["raw", "ann"]),
    ("kms:EncryptionContext:dept", Kind::Text, &["a", "b"]),
    ("kms:EncryptionContext:aws:s3:arn", Kind::Text, &["a", "arn:aws:s3:::example"]),
    ("aws:TagKeys", Kind::Text, &["a", "b", "raw"]),
    ("aws:SourceArn", Kind::Arn, &["arn:aws:s3:::example", "arn:aws:iam::111122223333:role/app", "raw"]),
    ("aws:SecureTransport", Kind::Flag, &["true", "false"]),
    ("s3:max-keys", Kind::Number, &["5", "10", "10.0", "-1", "ten"]),
    ("aws:CurrentTime", Kind::Date, &["2026-01-01T00:00:00Z", "2024-02-29T23:30:00Z", "soon"]),
    ("aws:EpochTime", Kind::Date, &["1767225600", "1709251200"]),
    ("aws:SourceIp", Kind::Address, &["203.0.113.9", "2001:db8::1", "10.1.2.3", "nowhere"]),
    ("kms:RecipientAttestation:PCR0", Kind::Binary, &["QmluYXJ5", "YQ=="]),
    ("kms:GrantOperations", Kind::Text, &["Decrypt", "CreateGrant", "Encrypt"]),
    ("kms:GrantConstraintType", Kind::Text, &["EncryptionContextEquals", "EncryptionContextSubset"]),
    ("aws:username", Kind::Text, &["ann"]),
    ("aws:PrincipalArn", Kind::Arn, &["arn:aws:iam::111122223333:role/app"]),
];

/// Keys that follow from the request, and so need not stand in the context.
const FOLLOWING: [Key; 11] = [
    ("s3:ResourceAccount", Kind::Text, &["111122223333", "444455556666"]),
    ("aws:PrincipalArn", Kind::Arn, &["arn:aws:iam::111122223333:role/app"]),
    ("aws:PrincipalAccount", Kind::Text, &["111122223333", "444455556666"]),
    ("kms:CallerAccount", Kind::Text, &["111122223333", "444455556666"]),
    ("aws:PrincipalType", Kind::Text, &["AssumedRole", "User", "Account"]),
    ("aws:PrincipalIsAWSService", Kind::Flag, &["true"]),
    ("aws:PrincipalServiceName", Kind::Text, &["s3.amazonaws.com"]),
    ("aws:username", Kind::Text, &["ann", "bob"]),
    ("aws:ViaAWSService", Kind::Flag, &["true"]),
    ("aws:RequestedRegion", Kind::Text, &["eu-west-1"]),
    ("kms:EncryptionContextKeys", Kind::Text, &["dept", "aws:s3:arn"]),
];

/// Keys with their values.
pub(super) fn context(choices: &mut Choices<'_>) -> Vec<(String, Vec<String>)> {
    let mut context = Vec::new();
    for (position, (key, _, values)) in KEYS.into_iter().enumerate() {
        // The last two follow from the request, and are seldom set beside it.
        if !choices.happens(if position < 15 { 40 } else { 2 }) {
            continue;
        }
        let count = match choices.next() % 12 {
            0..=9 => 1,
            10 => 2,
            _ => 0,
        };
        let key = if choices.happens(10) { key.to_uppercase() } else { key.to_owned() };
        let values = (0..count).map(|_| choices.one(values).to_owned()).collect();
        context.push((key, values));
    }
    context
}

pub(super) fn conditions(choices: &mut Choices<'_>) -> Vec<Condition> {
    choices.several(1, 2, |choices| {
        let mut entries = Vec::new();
        let (key, kind, values) = key(choices);
        let operator = operator(choices, kind);
        entries.push(entry(choices, key, kind, values));
        if choices.happens(10) {
            let (key, kind, values) = self::key(choices);
            entries.push(entry(choices, key, kind, values));
        }
        Condition { operator: operator.into(), entries: entries.into() }
    })
}

fn key(choices: &mut Choices<'_>) -> Key {
    if choices.happens(40) { choices.one(&FOLLOWING) } else { choices.one(&KEYS) }
}

fn operator(choices: &mut Choices<'_>, kind: Kind) -> String {
    const TEXTS: [&str; 6] = [
        "StringEquals",
        "StringLike",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringNotLike",
    ];
    const ARNS: [&str; 4] = ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"];
    const NUMBERS: [&str; 6] =
        ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
    let kind = match choices.next() % 20 {
        0..=14 => kind,
        15 | 16 => return "Null".to_owned(),
        17 => choices.one(&[
            Kind::Text,
            Kind::Arn,
            Kind::Number,
            Kind::Date,
            Kind::Address,
            Kind::Binary,
            Kind::Flag,
        ]),
        18 => Kind::Text,
        _ => {
            return choices
                .one(&["ForAllValues:Null", "NullIfExists", "StringMatches", "stringequals", ""])
                .to_owned();
        }
    };
    let bare = match kind {
        Kind::Text => choices.one(&TEXTS).to_owned(),
        Kind::Arn => choices.one(&ARNS).to_owned(),
        Kind::Flag => "Bool".to_owned(),
        Kind::Number => format!("Numeric{}", choices.one(&NUMBERS)),
        Kind::Date => format!("Date{}", choices.one(&NUMBERS)),
        Kind::Address => choices.one(&["IpAddress", "NotIpAddress"]).to_owned(),
        Kind::Binary => "BinaryEquals".to_owned(),
    };
    let prefix = match choices.next() % 10 {
        0..=6 => "",
        7 | 8 => "ForAnyValue:",
        _ => "ForAllValues:",
    };
    let suffix = if choices.happens(20) { "IfExists" } else { "" };
    format!("{prefix}{bare}{suffix}")
}

fn entry(choices: &mut Choices<'_>, key: &str, kind: Kind, values: &[&str]) -> ConditionEntry {
    let patterns: &[&str] = match kind {
        Kind::Text => &[
            "*",
            "r?w",
            "s3.*",
            "RAW",
            "${aws:PrincipalTag/team}",
            "${aws:username, 'ann'}",
            "a${*}",
            "o-${none}",
            "o-?",
            "${aws:TagKeys}",
            "true",
            "${kms:ViaService",
            "A",
        ],
        Kind::Arn => &[
            "arn:aws:iam::*:role/*",
            "arn:aws:iam::${aws:PrincipalAccount}:role/*",
            "arn:aws:iam::444455556666:role/data/app",
            "arn:aws:iam::*:app",
            "arn:aws:s3:::${aws:PrincipalTag/team, 'example'}",
            "*",
            "arn:*",
            "arn:aws:*:*:*:*",
        ],
        Kind::Flag => &["false", "TRUE", "${aws:SecureTransport}", "yes"],
        Kind::Number => &["5", "6.5", "1e1", "ten", "inf", "${s3:max-keys}", "-5"],
        Kind::Date => {
            &["2026-01-01", "2026-01-01T01:00:00+01:00", "2024-03-01T00:00:00Z", "1709249400", "soon"]
        }
        Kind::Address => {
            &["203.0.113.0/24", "0.0.0.0/0", "2001:db8::/32", "10.0.0.0/15", "203.0.113.9/33", "::/0", "x"]
        }
        Kind::Binary => &["YQ==", "*"],
    };
    let one = |choices: &mut Choices<'_>| -> ConditionValue {
        match choices.next() % 8 {
            0..=3 => ConditionValue::String(choices.one(values).to_owned().into()),
            4..=6 => ConditionValue::String(choices.one(patterns).to_owned().into()),
            _ => choices.one(&[
                ConditionValue::Bool(true),
                ConditionValue::Bool(false),
                ConditionValue::Number("10".into()),
                ConditionValue::Number("5.0".into()),
            ]),
        }
    };
    let values = choices.several(1, 2, one).into();
    let key = if choices.happens(10) { key.to_uppercase() } else { key.to_owned() };
    ConditionEntry { key: key.into(), values }
}
