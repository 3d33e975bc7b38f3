//! How the time of a decision grows with the statements of a policy.

use std::fmt::Write as _;

use crosskms::authorize::{Context, Decision, Prepared, Request};

use super::job::{self, Job};
use super::{clock, nanoseconds};
use crate::error::BenchmarkError;
use crate::progress;
use crate::report::{Section, times};

const SIZES: [u32; 4] = [10, 100, 1_000, 10_000];

/// How many times as long the largest policy may take as the smallest, where one statement can match.
const GOAL: f64 = 2.0;

/// How many callers ask in turn, spread over the statements.
const CALLERS: u32 = 10;

pub(crate) fn run(rounds: u32, section: &mut Section) -> Result<(), BenchmarkError> {
    let mut rows = Vec::new();
    for statements in SIZES {
        progress(&format!("deciding over {statements} statements"));
        let (by_key_policy, by_identity, all) = (
            measure(rounds, statements, key_policy)?,
            measure(rounds, statements, identity_policy)?,
            measure(rounds, statements, one_principal)?,
        );
        rows.push((statements, [by_key_policy, by_identity, all]));
    }
    let cells = rows.iter().map(|(statements, [key, identity, all])| {
        let each = all / f64::from(*statements);
        [
            statements.to_string(),
            nanoseconds(*key),
            nanoseconds(*identity),
            nanoseconds(*all),
            format!("{each:.1} ns"),
        ]
    });
    let columns = [
        "statements",
        "key policy, each names another role",
        "identity policy, each names another key",
        "key policy, all can match",
        "the same, for each statement",
    ];
    section.table(columns, &cells.collect::<Vec<_>>());
    if let (Some((fewest, [key, identity, _])), Some((most, [large_key, large_identity, _]))) =
        (rows.first(), rows.last())
    {
        let growth = (large_key / key).max(large_identity / identity);
        let goal =
            format!("{most} statements of which one can match, at most {GOAL:.0} times as long as {fewest}");
        section.goal(&goal, &format!("{} times", times(growth)), growth <= GOAL);
    }
    Ok(())
}

/// A policy of the job in a larger form, and what the caller of the given number asks over it.
struct Large {
    key_policy: Option<String>,
    identity_policy: Option<String>,
    /// The role that a statement names.
    role: fn(u32) -> String,
    /// The key of the identity policy that a statement names.
    key: fn(u32) -> String,
}

fn measure(rounds: u32, statements: u32, large: fn(u32) -> Large) -> Result<f64, BenchmarkError> {
    let large = large(statements);
    let mut job = Job::read()?;
    if let Some(text) = &large.key_policy {
        job.key = job::policy(text)?;
    }
    if let Some(text) = &large.identity_policy {
        job.identity = job::policy(text)?;
    }
    let evidence = job.evidence();
    let prepared = Prepared::of(&evidence);
    let mut requests = Vec::new();
    for caller in 0..CALLERS {
        let number = caller.saturating_mul(statements / CALLERS);
        requests.push(request(&(large.role)(number), (large.key)(number))?);
    }
    let decide = || requests.iter().all(|request| prepared.decide(request) == Decision::Allowed);
    if !decide() {
        let (question, expected) = ("one of many statements", true);
        return Err(BenchmarkError::Answer { who: "crosskms, prepared", question, actual: false, expected });
    }
    let [time] = clock::in_turn(rounds, [&decide]);
    Ok(time / f64::from(CALLERS))
}

fn key_policy(statements: u32) -> Large {
    let key_policy = Some(policy(statements, |number| {
        format!(r#""Principal": {{"AWS": "{}"}}, "Action": "kms:Decrypt", "Resource": "*""#, role(number))
    }));
    Large { key_policy, identity_policy: None, role, key: |_| job::KEY.to_owned() }
}

fn identity_policy(statements: u32) -> Large {
    let identity_policy = Some(policy(statements, |number| {
        format!(r#""Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "{}""#, key(number))
    }));
    Large { key_policy: None, identity_policy, role: |_| job::CONSUMER.to_owned(), key }
}

/// Every statement is about the caller and the action, and a condition tells them apart.
fn one_principal(statements: u32) -> Large {
    let key_policy = Some(policy(statements, |number| {
        format!(
            r#""Principal": {{"AWS": "{}"}}, "Action": "kms:*", "Resource": "*",
                "Condition": {{"StringLike": {{"kms:EncryptionContext:aws:s3:arn": [
                    "arn:aws:s3:::example-raw-events/*", "arn:aws:s3:::example-{number}/*"]}}}}"#,
            job::CONSUMER
        )
    }));
    Large {
        key_policy,
        identity_policy: None,
        role: |_| job::CONSUMER.to_owned(),
        key: |_| job::KEY.to_owned(),
    }
}

fn role(number: u32) -> String {
    format!("arn:aws:iam::444455556666:role/analytics-{number}")
}

fn key(number: u32) -> String {
    format!("arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-{number:012}")
}

fn policy(statements: u32, elements: fn(u32) -> String) -> String {
    let mut text = r#"{"Version": "2012-10-17", "Statement": ["#.to_owned();
    for number in 0..statements {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}{{"Effect": "Allow", {}}}"#, elements(number));
    }
    text.push_str("]}");
    text
}

fn request(caller: &str, key: String) -> Result<Request, BenchmarkError> {
    let context = Context::new()
        .with("kms:ViaService", "s3.ap-northeast-1.amazonaws.com")
        .with("kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::example-raw-events/2026/01/31.json")
        .with("aws:SecureTransport", "true");
    job::request(caller, "kms:Decrypt", key, context)
}
