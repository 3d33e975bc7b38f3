//! The context in which questions are asked.

use crosskms::action::{Action, Service};
use crosskms::authorize::Context;

use super::{Access, Asked};

/// How a key is used; requests to S3 are always the principal's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Via {
    /// In whatever way: what depends on it is not known, and the answer says on what it depends.
    #[default]
    Any,
    /// By the principal itself, through no service.
    Direct,
    /// Through S3, for this bucket or object.
    S3(Asked),
}

/// A request over TLS; what else is in it is not known.
pub(super) fn context(access: &Access<'_>, asked: &Asked, action: Action, via: &Via) -> Context {
    let context = Context::open().with("aws:SecureTransport", "true");
    let direct = |context: Context| {
        context.with_all("kms:ViaService", std::iter::empty()).with("aws:ViaAWSService", "false")
    };
    match (asked, via) {
        (Asked::Key(_), _) if action.service() != Service::Kms => context,
        (Asked::Key(_), Via::Direct) => direct(context),
        // No service asks for metadata on behalf of others (R2.37).
        (Asked::Key(_), Via::S3(_)) if action.is_metadata() => direct(context),
        (Asked::Key(key), Via::S3(asked)) => {
            let context = context.with("kms:ViaService", format!("s3.{}.amazonaws.com", key.region()));
            match encrypted_for(access, asked) {
                Some(arn) if action.supports_condition_key("kms:EncryptionContext:aws:s3:arn") => {
                    context.with("kms:EncryptionContext:aws:s3:arn", arn)
                }
                _ => context,
            }
        }
        (Asked::Key(_), Via::Any) => context,
        (Asked::Bucket(_) | Asked::Object(_), _) => direct(context),
    }
}

/// What S3 sends as `aws:s3:arn`: the bucket, or without a Bucket Key the object (R2.31).
fn encrypted_for(access: &Access<'_>, asked: &Asked) -> Option<String> {
    let has_bucket_key = |bucket| {
        access.snapshot.buckets.get(bucket).is_some_and(|bucket| bucket.encryption.bucket_key == Some(true))
    };
    match asked {
        Asked::Bucket(bucket) if has_bucket_key(bucket) => Some(bucket.to_string()),
        Asked::Object(object) if has_bucket_key(&object.bucket()) => Some(object.bucket().to_string()),
        Asked::Object(object) => Some(object.to_string()),
        Asked::Bucket(_) | Asked::Key(_) => None,
    }
}
