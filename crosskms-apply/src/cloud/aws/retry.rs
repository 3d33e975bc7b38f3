//! How often a call is sent and how long its answer may take.
//!
//! Reads are sent again as the SDK does it, with growing, random pauses. Writes are sent once: a policy is replaced
//! as a whole, and between two tries somebody else may have written, so whoever tries again reads and merges anew.

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;

use super::access::AccountAccess;

/// How many tries without an answer a call is waited for.
const SILENT_ATTEMPTS: u32 = 3;

/// A call to KMS that is sent once.
pub(super) fn kms_once() -> aws_sdk_kms::config::Builder {
    aws_sdk_kms::config::Builder::new().retry_config(RetryConfig::disabled())
}

/// A call to IAM that is sent once.
pub(super) fn iam_once() -> aws_sdk_iam::config::Builder {
    aws_sdk_iam::config::Builder::new().retry_config(RetryConfig::disabled())
}

/// A call to S3 that is sent once.
pub(super) fn s3_once() -> aws_sdk_s3::config::Builder {
    aws_sdk_s3::config::Builder::new().retry_config(RetryConfig::disabled())
}

/// What is configured, with limits for a server that takes requests and never answers: the SDK has none.
pub(super) fn with_limits(configured: Option<&TimeoutConfig>) -> TimeoutConfig {
    let configured = configured.cloned().unwrap_or_else(TimeoutConfig::disabled);
    let attempt = configured.operation_attempt_timeout().unwrap_or(AccountAccess::TIMEOUT);
    let operation = configured.operation_timeout().unwrap_or(attempt.saturating_mul(SILENT_ATTEMPTS));
    let limits = TimeoutConfig::builder().operation_attempt_timeout(attempt).operation_timeout(operation);
    let mut limits = limits.build();
    limits.take_defaults_from(&configured);
    limits
}
