//! What is asked: a call, by whom, and under which circumstances.

use crosskms::action::{Action, Service};
use crosskms::arn::{AccountId, ArnError, BucketArn, KeyArn, ObjectArn, Partition};
use crosskms::authorize::{Caller, Context, S3Operation, UnknownOperation};

/// A call and who makes it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Question {
    /// Who calls.
    pub caller: Caller,
    /// What is called.
    pub asked: Asked,
    /// The key under which the object is encrypted, where it is not the bucket's default.
    pub key: Option<KeyArn>,
    /// Whether the object was written under a Bucket Key, where that is known.
    pub bucket_key: Option<bool>,
    /// What is known of the circumstances.
    pub context: Context,
}

/// What is called.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Asked {
    /// One action, decided as it is.
    Action {
        /// The action, `service:Name`.
        action: String,
        /// The ARN of the key, bucket or object.
        resource: String,
        /// The account of the resource, where its ARN does not tell.
        account: Option<AccountId>,
    },
    /// An operation of S3, with everything that S3 asks of KMS for it.
    Operation {
        /// The operation.
        operation: S3Operation,
        /// The bucket.
        bucket: BucketArn,
        /// The key of the object.
        key: Option<String>,
        /// Bucket and key of what is copied.
        source: Option<(BucketArn, String)>,
    },
}

/// A question that makes no sense.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// The action is neither one of KMS nor of S3.
    #[error("`{0}` is neither an operation of S3 nor an action of KMS or S3")]
    UnknownAction(String),
    /// The operation is not known.
    #[error(transparent)]
    UnknownOperation(#[from] UnknownOperation),
    /// The resource is no ARN and no S3 URI.
    #[error("`{0}` is neither an ARN nor an S3 URI such as `s3://example-bucket/key`")]
    UnknownResource(String),
    /// The operation is about an object.
    #[error("`{0}` is about an object, and `{1}` names a bucket alone")]
    NoObject(S3Operation, String),
    /// The operation copies something, and nothing says what.
    #[error("`{0}` copies an object, and nothing says which")]
    NoSource(S3Operation),
    /// The resource is not of the right kind.
    #[error("{0}")]
    Arn(#[from] ArnError),
}

impl Question {
    /// Reads a call: an operation of S3 or an action, and an ARN or an S3 URI; `source` is what is copied.
    ///
    /// # Errors
    ///
    /// When the words do not fit together.
    pub fn new(
        caller: Caller,
        call: &str,
        resource: &str,
        source: Option<&str>,
    ) -> Result<Self, QuestionError> {
        let (partition, is_kms) = (partition_of(&caller), is_of(Service::Kms, call));
        let operation = S3Operation::named(call).filter(|_| !is_kms);
        let asked = match operation {
            Some(operation) => {
                let (bucket, key) = location(resource, partition)?;
                if key.is_none() && operation.is_about_object() {
                    return Err(QuestionError::NoObject(operation, resource.to_owned()));
                }
                let source = source.map(|source| match location(source, partition)? {
                    (bucket, Some(key)) => Ok((bucket, key)),
                    (_, None) => Err(QuestionError::NoObject(operation, source.to_owned())),
                });
                let source = source.transpose()?;
                if operation.has_source() && source.is_none() {
                    return Err(QuestionError::NoSource(operation));
                }
                Asked::Operation { operation, bucket, key, source }
            }
            None => {
                let action = match Action::named(call) {
                    Some(action) => action,
                    None if call.contains(':') => return Err(QuestionError::UnknownAction(call.to_owned())),
                    None => return Err(UnknownOperation::of(call).into()),
                };
                let resource = match resource.strip_prefix("s3://") {
                    Some(_) => match location(resource, partition)? {
                        (bucket, Some(key)) => format!("{bucket}/{key}"),
                        (bucket, None) => bucket.to_string(),
                    },
                    None => resource.to_owned(),
                };
                Asked::Action { action: action.to_string(), resource, account: None }
            }
        };
        Ok(Self { caller, asked, key: None, bucket_key: None, context: Context::new() })
    }
}

fn is_of(service: Service, call: &str) -> bool {
    call.split_once(':').is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(service.prefix()))
}

/// The partition in which a caller lives, because an S3 URI does not tell.
fn partition_of(caller: &Caller) -> Partition {
    match caller {
        Caller::Role(arn) | Caller::User(arn) | Caller::Root(arn) => arn.partition(),
        Caller::RoleSession { partition, .. } | Caller::FederatedUser { partition, .. } => *partition,
        _ => Partition::default(),
    }
}

/// Bucket and key of an S3 URI or an ARN.
fn location(text: &str, partition: Partition) -> Result<(BucketArn, Option<String>), QuestionError> {
    let arn = match text.strip_prefix("s3://") {
        Some(rest) => format!("arn:{partition}:s3:::{}", rest.strip_suffix('/').unwrap_or(rest)),
        None if text.starts_with("arn:") => text.to_owned(),
        None => return Err(QuestionError::UnknownResource(text.to_owned())),
    };
    match arn.parse::<ObjectArn>() {
        Ok(object) => Ok((object.bucket(), Some(object.key().to_owned()))),
        Err(_) => Ok((arn.parse()?, None)),
    }
}

/// The bucket that a resource is, or lies in.
pub(super) fn bucket_of(resource: &str) -> Option<BucketArn> {
    resource.parse().ok().or_else(|| Some(resource.parse::<ObjectArn>().ok()?.bucket()))
}
