//! How often each of many prepared decisions allocates: a line for each, with the count and what is decided.

use std::alloc::System;
use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;

use crosskms::authorize::{
    AccessPoint, BucketSettings, Context, Evidence, KeySettings, KmsGrant, Prepared, Request,
};
use crosskms::policy::Policy;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Operators, with a key of the request and a value that is expected of it.
const CONDITIONS: [(&str, &str, &str); 30] = [
    ("StringEquals", "aws:PrincipalTag/team", "analytics"),
    ("StringNotEquals", "aws:PrincipalTag/team", "other"),
    ("StringEqualsIgnoreCase", "aws:PrincipalTag/team", "Analytics"),
    ("StringNotEqualsIgnoreCase", "aws:PrincipalTag/team", "Other"),
    ("StringLike", "aws:PrincipalTag/team", "a*l?tics"),
    ("StringNotLike", "aws:PrincipalTag/team", "b*"),
    ("StringEquals", "aws:ResourceTag/team", "${aws:PrincipalTag/team}"),
    ("StringLike", "aws:ResourceTag/team", "${aws:PrincipalTag/unit, 'ana'}*"),
    ("StringEqualsIfExists", "aws:PrincipalTag/none", "analytics"),
    ("ForAnyValue:StringEquals", "kms:EncryptionContextKeys", "aws:s3:arn"),
    ("ForAllValues:StringLike", "kms:EncryptionContextKeys", "aws:*"),
    ("Bool", "aws:SecureTransport", "true"),
    ("Null", "aws:PrincipalTag/none", "true"),
    ("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::444455556666:role/analytics"),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/ana*"),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/${aws:PrincipalTag/team}"),
    ("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:user/*"),
    ("NumericEquals", "aws:MultiFactorAuthAge", "60"),
    ("NumericNotEquals", "aws:MultiFactorAuthAge", "61"),
    ("NumericLessThan", "aws:MultiFactorAuthAge", "300"),
    ("NumericLessThanEquals", "aws:MultiFactorAuthAge", "60"),
    ("NumericGreaterThan", "aws:MultiFactorAuthAge", "1.5"),
    ("NumericGreaterThanEquals", "aws:MultiFactorAuthAge", "60"),
    ("DateEquals", "aws:CurrentTime", "2026-01-31T12:00:00.250Z"),
    ("DateNotEquals", "aws:CurrentTime", "2026-01-31"),
    ("DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00+01:00"),
    ("DateLessThanEquals", "aws:CurrentTime", "1900000000"),
    ("BinaryEquals", "aws:PrincipalTag/binary", "QmluYXJ5"),
    ("IpAddress", "aws:SourceIp", "203.0.113.0/24"),
    ("NotIpAddress", "aws:SourceIp", "2001:db8::/32"),
];

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OBJECT: &str = "arn:aws:s3:::example-raw-events/analytics/31.json";
const CONSUMER: &str = "arn:aws:iam::444455556666:role/analytics";

fn main() -> Result<(), Box<dyn Error>> {
    let identity = include_str!("../decide/job/identity-policy.json").parse()?;
    let key_policy = include_str!("../decide/job/key-policy.json").parse()?;
    let root = include_str!("../decide/job/scp-of-root.json").parse()?;
    let unit = include_str!("../decide/job/scp-of-unit.json").parse()?;
    let mut job = Evidence::complete();
    job.identity_policies = vec![("raw-events", &identity)];
    job.resource_policy = Some(&key_policy);
    job.service_control_policies = Some(vec![vec![&root], vec![&unit]]);
    of_job(&job)?;

    for (operator, key, value) in CONDITIONS {
        let policy = allowing("kms:*", "*", &format!(r#"{{"{operator}": {{"{key}": "{value}"}}}}"#))?;
        let mut evidence = job.clone();
        evidence.resource_policy = Some(&policy);
        count(&format!("{operator} of {value}"), &evidence, &request(CONSUMER, "kms:Decrypt", KEY)?);
    }

    let wild = allowing("*", "arn:aws:*:*key/1?34*", "{}")?;
    let variable = allowing("s3:*", "arn:aws:s3:::example-raw-events/${aws:PrincipalTag/team}/*", "{}")?;
    for (what, policy) in [("wildcards", &wild), ("a variable", &variable)] {
        let mut evidence = job.clone();
        evidence.identity_policies = vec![("", policy)];
        evidence.resource_policy = Some(policy);
        count(&format!("{what}, of a key"), &evidence, &request(CONSUMER, "kms:Decrypt", KEY)?);
        count(&format!("{what}, of an object"), &evidence, &request(CONSUMER, "s3:GetObject", OBJECT)?);
    }
    let any = allowing("*", "*", "{}")?;
    let mut evidence = job.clone();
    evidence.identity_policies = vec![("", &any)];
    evidence.resource_policy = Some(&any);
    evidence.permissions_boundary = Some(&any);
    evidence.session_policies = Some(vec![&any]);
    evidence.resource_control_policies = Some(vec![vec![&any], vec![&any]]);
    evidence.endpoint_policy = Some(&any);
    evidence.bucket = Some(BucketSettings::default());
    evidence.access_point =
        Some(AccessPoint::new("arn:aws:s3:ap-northeast-1:111122223333:accesspoint/raw", Some(&any)));
    count("all limits, of a key", &evidence, &request(CONSUMER, "kms:Decrypt", KEY)?);
    count("all limits, of an access point", &evidence, &request(CONSUMER, "s3:GetObject", OBJECT)?);
    of_settings(&job)
}

/// Who asks, and for what.
fn of_job(evidence: &Evidence<'_>) -> Result<(), Box<dyn Error>> {
    let callers = [
        CONSUMER,
        "arn:aws:iam::444455556666:role/reporting",
        "arn:aws:sts::444455556666:assumed-role/analytics/session",
        "arn:aws:iam::444455556666:user/someone",
        "arn:aws:iam::111122223333:root",
        "s3.amazonaws.com",
        "anonymous",
    ];
    for caller in callers {
        for action in ["kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt", "kms:NoSuchAction"] {
            count(&format!("{action} by {caller}"), evidence, &request(caller, action, KEY)?);
        }
    }
    Ok(())
}

/// What keys are, and KMS grants on them.
fn of_settings(job: &Evidence<'_>) -> Result<(), Box<dyn Error>> {
    for state in ["Enabled", "Disabled", "PendingDeletion", "NoSuchState"] {
        let mut evidence = job.clone();
        evidence.key = Some(KeySettings { state: state.to_owned(), ..KeySettings::default() });
        count(&format!("a key in state {state}"), &evidence, &request(CONSUMER, "kms:Decrypt", KEY)?);
    }
    for grantee in [CONSUMER, "arn:aws:iam::444455556666:role/reporting", "s3.amazonaws.com"] {
        let mut evidence = job.clone();
        evidence.kms_grants = vec![KmsGrant::new(grantee, ["Decrypt", "Encrypt"])];
        count(&format!("a KMS grant to {grantee}"), &evidence, &request(CONSUMER, "kms:Decrypt", KEY)?);
    }
    Ok(())
}

/// A policy with one statement, for principals and resources alike.
fn allowing(action: &str, resource: &str, condition: &str) -> Result<Policy, Box<dyn Error>> {
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {{"AWS": "{CONSUMER}"}},
            "Action": "{action}", "Resource": "{resource}", "Condition": {condition}}}}}"#
    );
    Ok(text.parse()?)
}

fn request(caller: &str, action: &str, resource: &str) -> Result<Request, Box<dyn Error>> {
    let context = Context::new()
        .with("kms:ViaService", "s3.ap-northeast-1.amazonaws.com")
        .with("kms:EncryptionContext:aws:s3:arn", OBJECT)
        .with("aws:SecureTransport", "true")
        .with("aws:PrincipalTag/team", "analytics")
        .with("aws:PrincipalTag/binary", "QmluYXJ5")
        .with("aws:ResourceTag/team", "analytics")
        .with("aws:MultiFactorAuthAge", "60")
        .with("aws:CurrentTime", "2026-01-31T12:00:00.250Z")
        .with("aws:SourceIp", "203.0.113.7");
    Ok(Request::new(caller.parse()?, action, resource, "111122223333".parse()?, context))
}

fn count(what: &str, evidence: &Evidence<'_>, request: &Request) {
    let prepared = Prepared::of(evidence);
    let region = Region::new(ALLOCATOR);
    let decision = black_box(prepared.decide(black_box(request)));
    let change = region.change();
    // A closed pipe leaves nobody to tell.
    let _ = writeln!(std::io::stdout(), "{}\t{what}: {decision}", change.allocations + change.reallocations);
}
