//! What the SDK's errors mean, told by their codes: texts change, and `Display` says only "service error".

use std::error::Error;
use std::iter;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;

use crate::cloud::Failure;

/// Why a call failed.
pub(super) fn failure<E>(error: &SdkError<E, HttpResponse>) -> Failure
where
    E: Error + ProvideErrorMetadata + 'static,
{
    match error {
        SdkError::ServiceError(service) => {
            let message = error.message().unwrap_or("the answer has no message").to_owned();
            let status = service.raw().status().as_u16();
            match error.code() {
                _ if (200..300).contains(&status) => incomplete("the answer cannot be read"),
                Some(code) => of_code(code, status, message),
                None => of_status(status, message),
            }
        }
        SdkError::ConstructionFailure(_) => {
            Failure::Other { code: "ConstructionFailure".to_owned(), message: told(causes(error).skip(1)) }
        }
        _ => of_credentials(error).unwrap_or_else(|| Failure::Unreachable(told(causes(error)))),
    }
}

/// An answer that says that the call was made, and not what came of it.
pub(super) fn incomplete(message: impl Into<String>) -> Failure {
    Failure::Unavailable { code: "IncompleteAnswer".to_owned(), message: message.into() }
}

/// What KMS answers to S3 comes on with a prefix (R5.50).
fn of_code(code: &str, status: u16, message: String) -> Failure {
    match code.strip_prefix("KMS.").unwrap_or(code) {
        "NotFound" | "NotFoundException" | "NoSuchEntity" | "NoSuchBucket" => Failure::NotFound(message),
        "AlreadyExistsException" | "EntityAlreadyExists" => Failure::AlreadyExists(message),
        "PermanentRedirect" | "TemporaryRedirect" | "AuthorizationHeaderMalformed" => {
            Failure::WrongRegion(message)
        }
        "AccessDenied" | "AccessDeniedException" => Failure::AccessDenied(message),
        "MalformedPolicyDocument"
        | "MalformedPolicyDocumentException"
        | "MalformedPolicy"
        | "MalformedXML" => Failure::MalformedPolicy(message),
        "LimitExceeded" | "LimitExceededException" => Failure::LimitExceeded(message),
        "UnmodifiableEntity" => Failure::UnmodifiableEntity(message),
        "RequestTimeTooSkewed" | "RequestExpired" => Failure::ClockSkew(message),
        "InvalidSignatureException" | "SignatureDoesNotMatch" if is_about_the_time(&message) => {
            Failure::ClockSkew(message)
        }
        "ExpiredToken"
        | "ExpiredTokenException"
        | "IncompleteSignature"
        | "InvalidAccessKeyId"
        | "InvalidClientTokenId"
        | "InvalidSignatureException"
        | "InvalidToken"
        | "MissingAuthenticationToken"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException" => Failure::Credentials(format!("{code}: {message}")),
        "BandwidthLimitExceeded"
        | "RequestLimitExceeded"
        | "RequestThrottled"
        | "RequestThrottledException"
        | "SlowDown"
        | "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "TooManyRequestsException" => Failure::Throttled(message),
        "ConcurrentModification"
        | "ConcurrentModificationException"
        | "ConditionalRequestConflict"
        | "OperationAborted" => Failure::Conflict(message),
        "DependencyTimeout"
        | "DependencyTimeoutException"
        | "InternalError"
        | "InternalFailure"
        | "KMSInternal"
        | "KMSInternalException"
        | "KeyUnavailable"
        | "KeyUnavailableException"
        | "RequestTimeout"
        | "ServiceFailure"
        | "ServiceUnavailable" => Failure::Unavailable { code: code.to_owned(), message },
        _ if status >= 500 => Failure::Unavailable { code: code.to_owned(), message },
        _ => Failure::Other { code: code.to_owned(), message },
    }
}

/// "Signature expired: 20261126T120000Z is now earlier than …", "Signature not yet current: …".
fn is_about_the_time(message: &str) -> bool {
    ["Signature expired", "Signature not yet current"].iter().any(|begin| message.contains(begin))
}

/// Answers to `HEAD` have no body, hence no code.
fn of_status(status: u16, message: String) -> Failure {
    match status {
        403 => Failure::AccessDenied(message),
        404 => Failure::NotFound(message),
        429 => Failure::Throttled(message),
        500.. => Failure::Unavailable { code: status.to_string(), message },
        _ => Failure::Other { code: status.to_string(), message },
    }
}

/// Credentials that could not be had look like a request that could not be sent: the reason is further down.
fn of_credentials(error: &(dyn Error + 'static)) -> Option<Failure> {
    let inner: Vec<_> = causes(error).skip_while(|cause| !cause.is::<CredentialsError>()).collect();
    inner.first()?;
    let refused = inner.iter().find_map(|cause| {
        let refused = cause.downcast_ref::<SdkError<AssumeRoleError, HttpResponse>>()?;
        Some(format!("{}: {}", refused.code()?, refused.message().unwrap_or_default()))
    });
    if let Some(refused) = refused {
        return Some(Failure::Credentials(format!("`sts:AssumeRole` was refused: {refused}")));
    }
    let unsent = inner.iter().any(|cause| {
        cause.downcast_ref::<ConnectorError>().is_some_and(|sent| sent.is_io() || sent.is_timeout())
    });
    let reasons = told(inner.into_iter().filter(|cause| !cause.is::<CredentialsError>()));
    Some(match (unsent, reasons.is_empty()) {
        (true, _) => Failure::Unreachable(reasons),
        (false, true) => Failure::Credentials("none were found".to_owned()),
        (false, false) => Failure::Credentials(reasons),
    })
}

/// An error and what it comes from, outermost first.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| error.source())
}

/// What each of them says, once and on one line, without those that say only where the error came by.
fn told<'a>(causes: impl Iterator<Item = &'a (dyn Error + 'static)>) -> String {
    let mut texts: Vec<String> = causes.map(first_line).collect();
    texts.retain(|text| !matches!(text.as_str(), "dispatch failure" | "other"));
    texts.dedup();
    texts.join(": ")
}

/// The default chain of credentials goes on to list each place where it found none.
fn first_line(error: &(dyn Error + 'static)) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_suffix(" Attempted:").unwrap_or(line).trim_end_matches('.').to_owned()
}
