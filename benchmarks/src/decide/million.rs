//! A million questions: many principals with policies of their own, about one key and one bucket.
//!
//! Beside it stands a plain walk, which decides nothing: it reads every byte of the same policies' texts and counts the
//! quotation marks. It is taken in two ways, because it can be meant in two: once for each question over the policies
//! that take part in it, and a single time over everything.

use std::hint::black_box;
use std::time::Duration;

use crosskms::authorize::{Context, Decision, Evidence, Prepared, Request};
use crosskms::policy::Policy;

use super::{clock, job};
use crate::error::BenchmarkError;
use crate::progress;
use crate::report::{Section, ratio, seconds, times};

const PRINCIPALS: u32 = 10_000;
const ACCOUNTS: u32 = 10;
const QUESTIONS: u32 = 100;

/// How many times as long as a plain walk the questions may take.
const GOAL: f64 = 3.0;

const BUCKET: &str = "arn:aws:s3:::example-raw-events";

/// What one round takes.
#[derive(Debug, Clone, Copy)]
struct Taken {
    prepare: Duration,
    ask: Duration,
    decide: Duration,
    walks: Duration,
    single_walk: Duration,
    allowed: u32,
}

/// The policies as they are written: of each principal, and those that all of them share.
struct Fleet {
    roles: Vec<String>,
    identity: Vec<String>,
    key: String,
    bucket: String,
}

pub(crate) fn run(rounds: u32, section: &mut Section) -> Result<(), BenchmarkError> {
    let fleet = Fleet::new();
    let mut least: Option<Taken> = None;
    for round in 1..=rounds {
        progress(&format!("a million questions, round {round}"));
        let taken = fleet.round()?;
        least = Some(least.map_or(taken, |least| least.least(taken)));
    }
    let Some(taken) = least else { return Ok(()) };
    let questions = PRINCIPALS.saturating_mul(QUESTIONS);
    let row = |what: &str, time: Duration| {
        let each = super::nanoseconds(time.as_secs_f64() * 1e9 / f64::from(questions));
        [what.to_owned(), seconds(time), each]
    };
    section.table(
        [&format!("{questions} questions, {} allowed", taken.allowed), "all", "for each question"],
        &[
            row("deciding", taken.decide),
            row("making the policies ready, once for each principal", taken.prepare),
            row("making the requests", taken.ask),
            row("a plain walk for each question", taken.walks),
            row("a single plain walk", taken.single_walk),
        ],
    );
    for (what, walk) in
        [("for each question", taken.walks), ("of all the data, a single one", taken.single_walk)]
    {
        let goal = format!("a million decisions in at most {GOAL:.0} times a plain walk, {what}");
        let measured = ratio(taken.decide, walk);
        section.goal(&goal, &format!("{} times", times(measured)), measured <= GOAL);
    }
    Ok(())
}

impl Taken {
    fn least(self, other: Self) -> Self {
        Self {
            prepare: self.prepare.min(other.prepare),
            ask: self.ask.min(other.ask),
            decide: self.decide.min(other.decide),
            walks: self.walks.min(other.walks),
            single_walk: self.single_walk.min(other.single_walk),
            allowed: self.allowed,
        }
    }
}

impl Fleet {
    fn new() -> Self {
        let account = |role: u32| format!("4444{:08}", role % ACCOUNTS);
        let accounts: Vec<_> = (0..ACCOUNTS).map(|role| format!(r#""{}""#, account(role))).collect();
        let accounts = accounts.join(", ");
        Self {
            roles: (0..PRINCIPALS)
                .map(|role| format!("arn:aws:iam::{}:role/team/role-{role}", account(role)))
                .collect(),
            identity: (0..PRINCIPALS).map(identity_policy).collect(),
            key: format!(
                r#"{{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Principal": {{"AWS": "{}"}}, "Action": "kms:*", "Resource": "*"}},
                    {{"Effect": "Allow", "Principal": {{"AWS": [{accounts}]}},
                      "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*",
                      "Condition": {{"StringEquals": {{"kms:ViaService": "s3.ap-northeast-1.amazonaws.com"}}}}}}]}}"#,
                job::OWNER
            ),
            bucket: format!(
                r#"{{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Principal": {{"AWS": [{accounts}]}},
                      "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "{BUCKET}/*"}},
                    {{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["{BUCKET}", "{BUCKET}/*"],
                      "Condition": {{"Bool": {{"aws:SecureTransport": "false"}}}}}}]}}"#
            ),
        }
    }

    /// Everything once. The requests of a principal are made, asked and let go before the next one's.
    fn round(&self) -> Result<Taken, BenchmarkError> {
        let (key, bucket) = (job::policy(&self.key)?, job::policy(&self.bucket)?);
        let identity: Vec<Policy> =
            self.identity.iter().map(|text| job::policy(text)).collect::<Result<_, _>>()?;
        let (prepare, ready) = clock::time(|| {
            identity
                .iter()
                .map(|policy| (prepared(policy, &key), prepared(policy, &bucket)))
                .collect::<Vec<_>>()
        });
        let mut taken = Taken {
            prepare,
            ask: Duration::ZERO,
            decide: Duration::ZERO,
            walks: Duration::ZERO,
            single_walk: clock::time(|| self.walk_over_all()).0,
            allowed: 0,
        };
        for (((of_key, of_bucket), caller), text) in ready.iter().zip(&self.roles).zip(&self.identity) {
            let (ask, requests) = clock::time(|| requests(caller));
            let (of_kms, of_s3) = requests?;
            let count = |prepared: &Prepared<'_>, requests: &[Request]| {
                requests.iter().filter(|request| prepared.decide(request) == Decision::Allowed).count()
            };
            let (decide, allowed) = clock::time(|| count(of_key, &of_kms) + count(of_bucket, &of_s3));
            let (walks, _) = clock::time(|| {
                let walk = |resource: &str, questions: &[Request]| -> usize {
                    questions.iter().map(|_| walk(black_box(text)) + walk(black_box(resource))).sum()
                };
                walk(&self.key, &of_kms) + walk(&self.bucket, &of_s3)
            });
            taken.ask += ask;
            taken.decide += decide;
            taken.walks += walks;
            taken.allowed = taken.allowed.saturating_add(u32::try_from(allowed).unwrap_or(u32::MAX));
        }
        Ok(taken)
    }

    fn walk_over_all(&self) -> usize {
        self.identity.iter().map(|text| walk(text)).sum::<usize>() + walk(&self.key) + walk(&self.bucket)
    }
}

/// Reads every byte.
fn walk(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'"').count()
}

fn prepared<'p>(identity: &'p Policy, resource: &'p Policy) -> Prepared<'p> {
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("own", identity)];
    evidence.resource_policy = Some(resource);
    Prepared::of(&evidence)
}

fn identity_policy(role: u32) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [
            {{"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "{}"}},
            {{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "{BUCKET}/team-{role}/*"}},
            {{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}}]}}"#,
        job::KEY
    )
}

/// The questions about one principal, half of them about the key and half about objects; of both, half are allowed.
fn requests(caller: &str) -> Result<(Vec<Request>, Vec<Request>), BenchmarkError> {
    let team = caller.rsplit_once('-').map_or("", |(_, number)| number);
    let (mut of_kms, mut of_s3) = (Vec::new(), Vec::new());
    for question in 0..QUESTIONS / 4 {
        let context = || {
            Context::new()
                .with("kms:ViaService", "s3.ap-northeast-1.amazonaws.com")
                .with("aws:SecureTransport", "true")
        };
        let object = |team: &str| format!("{BUCKET}/team-{team}/{question}.json");
        for action in ["kms:Decrypt", "kms:Encrypt"] {
            of_kms.push(job::request(caller, action, job::KEY, context())?);
        }
        for team in [team, "none"] {
            let context = Context::new().with("aws:SecureTransport", "true");
            of_s3.push(job::request(caller, "s3:GetObject", object(team), context)?);
        }
    }
    Ok((of_kms, of_s3))
}
