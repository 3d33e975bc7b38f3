//! What is asked about: a key, a bucket or an object of a snapshot.

use crosskms::action::{Action, Service};
use crosskms::arn::{BucketArn, KeyArn, ObjectArn};
use crosskms::suggest;

use crate::snapshot::Snapshot;

/// A key, bucket or object that somebody asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A key.
    Key(KeyArn),
    /// A bucket, and the objects in it.
    Bucket(BucketArn),
    /// One object.
    Object(ObjectArn),
}

/// A text that names nothing in the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AskedError {
    /// It has none of the forms.
    #[error("`{0}` names no key, bucket or object")]
    Form(String),
    /// There is no such key or bucket.
    #[error("the snapshot has no {kind} `{arn}`")]
    Absent {
        /// `key` or `bucket`.
        kind: &'static str,
        /// What was asked for.
        arn: String,
        /// Names that are near.
        help: Option<String>,
    },
}

impl Asked {
    /// Reads an ARN, `s3://BUCKET` or `s3://BUCKET/KEY`; key or bucket must be in the snapshot.
    pub(super) fn of(text: &str, snapshot: &Snapshot) -> Result<Self, AskedError> {
        if let Ok(key) = text.parse::<KeyArn>() {
            return match snapshot.keys.contains_key(&key) {
                true => Ok(Self::Key(key)),
                false => Err(absent("key", key.as_str(), snapshot.keys.keys().map(KeyArn::as_str))),
            };
        }
        let form = || AskedError::Form(text.to_owned());
        let asked = match text.strip_prefix("s3://") {
            Some(path) => {
                let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
                // A name is one in all partitions.
                let known = snapshot.buckets.keys().find(|arn| arn.name().as_str() == bucket).cloned();
                let bucket = match known {
                    Some(bucket) => bucket,
                    None => format!("arn:aws:s3:::{bucket}").parse().map_err(|_| form())?,
                };
                match key {
                    "" => Self::Bucket(bucket),
                    key => Self::Object(bucket.object(key).map_err(|_| form())?),
                }
            }
            None => {
                let bucket = text.parse().map(Self::Bucket);
                bucket.or_else(|_| text.parse().map(Self::Object)).map_err(|_| form())?
            }
        };
        let bucket = match &asked {
            Self::Object(object) => object.bucket(),
            Self::Bucket(bucket) => bucket.clone(),
            Self::Key(_) => return Ok(asked),
        };
        match snapshot.buckets.contains_key(&bucket) {
            true => Ok(asked),
            false => Err(absent("bucket", bucket.as_str(), snapshot.buckets.keys().map(BucketArn::as_str))),
        }
    }

    /// Its ARN.
    pub fn arn(&self) -> &str {
        match self {
            Self::Key(arn) => arn.as_str(),
            Self::Bucket(arn) => arn.as_str(),
            Self::Object(arn) => arn.as_str(),
        }
    }

    /// Whether an action is asked of it, or of the objects in it.
    pub fn takes(&self, action: Action) -> bool {
        self.takes_as(action, true) || self.takes_as(action, false)
    }

    /// Whether an action is asked of an object in it, or of the key or bucket itself.
    pub(super) fn takes_as(&self, action: Action, is_object: bool) -> bool {
        let (service, kind) = match (self, is_object) {
            (Self::Key(_), false) => (Service::Kms, "key"),
            (Self::Bucket(_), false) => (Service::S3, "bucket"),
            (Self::Bucket(_) | Self::Object(_), true) => (Service::S3, "object"),
            (Self::Key(_), true) | (Self::Object(_), false) => return false,
        };
        action.service() == service && action.resource_types().contains(&kind)
    }
}

impl AskedError {
    /// What to write instead.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Form(_) => Some(
                "write the ARN of a key, a bucket or an object, or `s3://BUCKET` or `s3://BUCKET/KEY`"
                    .to_owned(),
            ),
            Self::Absent { help, .. } => help.clone(),
        }
    }
}

fn absent<'k>(kind: &'static str, arn: &str, known: impl Iterator<Item = &'k str>) -> AskedError {
    let help = suggest::did_you_mean(&suggest::nearest(arn, known));
    AskedError::Absent { kind, arn: arn.to_owned(), help }
}
