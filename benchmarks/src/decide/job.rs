//! The job that is compared: a role of the consumer uses the owner's key.
//!
//! Four documents decide, each a file in `job/`: the consumer's identity policy, the key policy with the account's own
//! statement and the conditional one for the consumer, and the SCPs on two levels over the consumer's account.

use crosskms::authorize::{Context, Evidence, Request};
use crosskms::policy::Policy;

use crate::error::BenchmarkError;

/// The documents, as they are written.
pub(crate) const IDENTITY_POLICY: &str = include_str!("job/identity-policy.json");
pub(crate) const KEY_POLICY: &str = include_str!("job/key-policy.json");
pub(crate) const SCP_OF_ROOT: &str = include_str!("job/scp-of-root.json");
pub(crate) const SCP_OF_UNIT: &str = include_str!("job/scp-of-unit.json");

pub(crate) const OWNER: &str = "111122223333";
pub(crate) const KEY: &str =
    "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
pub(crate) const CONSUMER: &str = "arn:aws:iam::444455556666:role/analytics";
pub(crate) const STRANGER: &str = "arn:aws:iam::444455556666:role/reporting";

/// The documents, read.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) identity: Policy,
    pub(crate) key: Policy,
    pub(crate) root: Policy,
    pub(crate) unit: Policy,
}

/// A request, and whether AWS allows it.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) what: &'static str,
    pub(crate) request: Request,
    pub(crate) allowed: bool,
}

impl Job {
    pub(crate) fn read() -> Result<Self, BenchmarkError> {
        Ok(Self {
            identity: policy(IDENTITY_POLICY)?,
            key: policy(KEY_POLICY)?,
            root: policy(SCP_OF_ROOT)?,
            unit: policy(SCP_OF_UNIT)?,
        })
    }

    pub(crate) fn evidence(&self) -> Evidence<'_> {
        let mut evidence = Evidence::complete();
        evidence.identity_policies = vec![("raw-events", &self.identity)];
        evidence.resource_policy = Some(&self.key);
        evidence.service_control_policies = Some(vec![vec![&self.root], vec![&self.unit]]);
        evidence
    }
}

/// Requests that are allowed, and one for each reason why one is not.
pub(crate) fn questions() -> Result<Vec<Question>, BenchmarkError> {
    const S3: &str = "s3.ap-northeast-1.amazonaws.com";
    const EC2: &str = "ec2.ap-northeast-1.amazonaws.com";
    const OBJECT: &str = "arn:aws:s3:::example-raw-events/2026/01/31.json";
    const OTHER: &str = "arn:aws:s3:::example-other/2026/01/31.json";
    // Who asks, for which action, through which service, for which object, and whether over TLS.
    let questions = [
        ("allowed, `kms:Decrypt`", CONSUMER, "kms:Decrypt", S3, OBJECT, "true"),
        ("allowed, `kms:GenerateDataKey`", CONSUMER, "kms:GenerateDataKey", S3, OBJECT, "true"),
        ("denied, through another service", CONSUMER, "kms:Decrypt", EC2, OBJECT, "true"),
        ("denied, for another bucket", CONSUMER, "kms:Decrypt", S3, OTHER, "true"),
        ("denied, by an SCP", CONSUMER, "kms:Decrypt", S3, OBJECT, "false"),
        ("denied, an action not given", CONSUMER, "kms:Encrypt", S3, OBJECT, "true"),
        ("denied, a role not named", STRANGER, "kms:Decrypt", S3, OBJECT, "true"),
    ];
    let question =
        |(what, caller, action, via, object, tls): (&'static str, &str, &str, &str, &str, &str)| {
            let context = Context::new()
                .with("kms:ViaService", via)
                .with("kms:EncryptionContext:aws:s3:arn", object)
                .with("aws:SecureTransport", tls);
            let request = request(caller, action, KEY, context)?;
            Ok(Question { what, request, allowed: what.starts_with("allowed") })
        };
    questions.into_iter().map(question).collect()
}

/// A request about a key of the owner.
pub(crate) fn request(
    caller: &str,
    action: &str,
    key: impl Into<String>,
    context: Context,
) -> Result<Request, BenchmarkError> {
    let arn = |error: crosskms::arn::ArnError| BenchmarkError::Job { why: error.to_string() };
    let (caller, owner) = (caller.parse().map_err(arn)?, OWNER.parse().map_err(arn)?);
    Ok(Request::new(caller, action, key, owner, context))
}

pub(crate) fn policy(text: &str) -> Result<Policy, BenchmarkError> {
    text.parse().map_err(|error: crosskms::policy::ReadError| BenchmarkError::Job { why: error.to_string() })
}
