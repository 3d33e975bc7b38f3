//! Error codes: which of them deny, and which are only taken for denials.

use super::scan;

/// A cause of failure that is no denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The key is disabled.
    KeyDisabled,
    /// The key waits to be deleted.
    KeyPendingDeletion,
    /// The key has no material yet.
    KeyPendingImport,
    /// The key is in another state in which it cannot be used.
    KeyState,
    /// The key is there, but not for this use.
    KeyUsage,
    /// KMS does not know the key.
    KeyMissing,
    /// The ciphertext belongs to another key, or is none.
    Ciphertext,
    /// S3 does not know the object.
    ObjectMissing,
    /// S3 does not know the bucket.
    BucketMissing,
    /// A policy that was to be written names a principal that does not exist.
    PrincipalMissing,
    /// Too many requests.
    Throttled,
    /// The service failed.
    Service,
    /// The credentials are expired, unknown or wrongly used.
    Credentials,
    /// The rehearsal worked: the request would have been allowed.
    DryRun,
}

impl Fault {
    /// The word as answers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeyDisabled => "key_disabled",
            Self::KeyPendingDeletion => "key_pending_deletion",
            Self::KeyPendingImport => "key_pending_import",
            Self::KeyState => "key_state",
            Self::KeyUsage => "key_usage",
            Self::KeyMissing => "key_missing",
            Self::Ciphertext => "ciphertext",
            Self::ObjectMissing => "object_missing",
            Self::BucketMissing => "bucket_missing",
            Self::PrincipalMissing => "principal_missing",
            Self::Throttled => "throttled",
            Self::Service => "service",
            Self::Credentials => "credentials",
            Self::DryRun => "dry_run",
        }
    }
}

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Denial,
    Fault(Fault),
}

/// Codes by what they mean (R5.50, R5.51, R5.55 to R5.57); S3 writes those of KMS with `KMS.` before them.
const CODES: &[(&str, Meaning)] = &[
    ("AccessDenied", Meaning::Denial),
    ("AccessDeniedException", Meaning::Denial),
    ("UnauthorizedOperation", Meaning::Denial),
    ("VpceAccessDenied", Meaning::Denial),
    ("AuthorizationError", Meaning::Denial),
    ("403", Meaning::Denial),
    ("Forbidden", Meaning::Denial),
    ("DisabledException", Meaning::Fault(Fault::KeyDisabled)),
    ("KMSInvalidStateException", Meaning::Fault(Fault::KeyState)),
    ("KeyUnavailableException", Meaning::Fault(Fault::KeyState)),
    ("InvalidKeyUsageException", Meaning::Fault(Fault::KeyUsage)),
    ("NotFoundException", Meaning::Fault(Fault::KeyMissing)),
    // S3 asks KMS in the Region of the bucket, and says so of a key of another one (R2.26).
    ("InvalidArnException", Meaning::Fault(Fault::KeyMissing)),
    ("MalformedPolicyDocumentException", Meaning::Fault(Fault::PrincipalMissing)),
    ("MalformedPolicy", Meaning::Fault(Fault::PrincipalMissing)),
    ("InvalidCiphertextException", Meaning::Fault(Fault::Ciphertext)),
    ("IncorrectKeyException", Meaning::Fault(Fault::Ciphertext)),
    ("NoSuchKey", Meaning::Fault(Fault::ObjectMissing)),
    ("NoSuchVersion", Meaning::Fault(Fault::ObjectMissing)),
    ("404", Meaning::Fault(Fault::ObjectMissing)),
    ("NoSuchBucket", Meaning::Fault(Fault::BucketMissing)),
    ("ThrottlingException", Meaning::Fault(Fault::Throttled)),
    ("Throttling", Meaning::Fault(Fault::Throttled)),
    ("ThrottledException", Meaning::Fault(Fault::Throttled)),
    ("TooManyRequestsException", Meaning::Fault(Fault::Throttled)),
    ("RequestLimitExceeded", Meaning::Fault(Fault::Throttled)),
    ("SlowDown", Meaning::Fault(Fault::Throttled)),
    ("DependencyTimeoutException", Meaning::Fault(Fault::Service)),
    ("KMSInternalException", Meaning::Fault(Fault::Service)),
    ("InternalError", Meaning::Fault(Fault::Service)),
    ("ServiceUnavailable", Meaning::Fault(Fault::Service)),
    ("ExpiredToken", Meaning::Fault(Fault::Credentials)),
    ("ExpiredTokenException", Meaning::Fault(Fault::Credentials)),
    ("InvalidToken", Meaning::Fault(Fault::Credentials)),
    ("InvalidAccessKeyId", Meaning::Fault(Fault::Credentials)),
    ("InvalidClientTokenId", Meaning::Fault(Fault::Credentials)),
    ("UnrecognizedClientException", Meaning::Fault(Fault::Credentials)),
    ("SignatureDoesNotMatch", Meaning::Fault(Fault::Credentials)),
    ("InvalidSignatureException", Meaning::Fault(Fault::Credentials)),
    ("MissingAuthenticationToken", Meaning::Fault(Fault::Credentials)),
    ("RequestTimeTooSkewed", Meaning::Fault(Fault::Credentials)),
    ("DryRunOperationException", Meaning::Fault(Fault::DryRun)),
];

/// What a code means; the text beside it tells states of keys apart (R5.30's footnotes).
pub(super) fn meaning(code: &str, text: &str) -> Option<Meaning> {
    let bare = without_service(code);
    let (_, meaning) = CODES.iter().find(|(known, _)| known.eq_ignore_ascii_case(bare))?;
    Some(match meaning {
        Meaning::Fault(Fault::PrincipalMissing) if !scan::has(text, "invalid principal") => return None,
        Meaning::Fault(Fault::KeyDisabled | Fault::KeyState) if scan::has(text, "is pending import") => {
            Meaning::Fault(Fault::KeyPendingImport)
        }
        Meaning::Fault(Fault::KeyDisabled | Fault::KeyState) if scan::has(text, "is pending ") => {
            Meaning::Fault(Fault::KeyPendingDeletion)
        }
        meaning => *meaning,
    })
}

/// The first word of the text that is a code, where nothing marks it as one. `403` and the like are too common for that.
pub(super) fn anywhere(text: &str) -> Option<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_');
    words.map(|word| word.trim_matches('.')).find_map(|word| {
        let code = if scan::begins(word, "KMS.") { word } else { word.rsplit('.').next()? };
        let known = code.len() > 8 && code != "Forbidden" && meaning(code, text).is_some();
        known.then_some(code)
    })
}

/// `DisabledException` of `KMS.DisabledException` and `com.amazonaws.services.kms.model.DisabledException`.
fn without_service(code: &str) -> &str {
    code.rsplit(['.', '#']).next().unwrap_or(code)
}
