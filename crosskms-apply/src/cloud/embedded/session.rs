//! Requests that a principal makes: S3 operations, with the KMS calls that S3 makes on its behalf.

use crosskms::arn::{BucketArn, KeyArn, PrincipalArn};
use crosskms::authorize::{Authorization, Caller, Context, Decision, Request};
use crosskms::policies::SseAlgorithm;

use super::EmbeddedCloud;
use crate::cloud::Stored;
use crate::snapshot::Snapshot;

/// The embedded cloud as one principal sees it.
#[derive(Debug)]
pub struct Session<'c> {
    cloud: &'c EmbeddedCloud,
    principal: PrincipalArn,
}

/// An object and the key under which it was written.
#[derive(Debug, Clone)]
pub(super) struct Object {
    body: Vec<u8>,
    encryption: Option<Encryption>,
}

/// A key, and what S3 sends as the context `aws:s3:arn` with it (R2.31).
#[derive(Debug, Clone)]
struct Encryption {
    algorithm: SseAlgorithm,
    key: KeyArn,
    context: String,
}

impl Object {
    /// What S3 says of it in headers.
    fn stored(&self) -> Stored {
        match &self.encryption {
            Some(Encryption { key, algorithm, .. }) => Stored {
                algorithm: Some(algorithm.as_str().to_owned()),
                key: Some(key.to_string()),
                version: None,
            },
            None => {
                Stored { algorithm: Some(SseAlgorithm::Aes256.as_str().to_owned()), key: None, version: None }
            }
        }
    }
}

/// A request that was not answered.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A gate denied it, or none allowed it.
    #[error("access denied: {request}")]
    AccessDenied {
        /// The request that was denied, which may be S3's own to KMS.
        request: Box<Request>,
        /// Why.
        authorization: Box<Authorization>,
    },
    /// There is no such bucket.
    #[error("there is no bucket `{0}`")]
    NoSuchBucket(BucketArn),
    /// There is no such object.
    #[error("there is no object `{0}`")]
    NoSuchKey(String),
    /// The bucket encrypts with a key that cannot be used.
    #[error("the bucket's default key `{0}` cannot be used")]
    UnusableKey(String),
}

impl<'c> Session<'c> {
    pub(super) const fn new(cloud: &'c EmbeddedCloud, principal: PrincipalArn) -> Self {
        Self { cloud, principal }
    }

    /// `PutObject`, encrypted as the bucket's default says.
    ///
    /// # Errors
    ///
    /// When S3 or KMS denies it.
    pub fn put_object(&self, bucket: &BucketArn, key: &str, body: &[u8]) -> Result<(), RequestError> {
        self.put(bucket, key, body).map(drop)
    }

    /// The same, and how the object is stored.
    pub(super) fn put(&self, bucket: &BucketArn, key: &str, body: &[u8]) -> Result<Stored, RequestError> {
        let mut state = self.cloud.state();
        let name = format!("{bucket}/{key}");
        self.s3(&state.snapshot, "s3:PutObject", bucket, &name)?;
        let encryption = default_encryption(&state.snapshot, bucket, &name)?;
        if let Some(encryption) = &encryption {
            self.kms_through_s3(&state.snapshot, "kms:GenerateDataKey", encryption)?;
        }
        let object = Object { body: body.to_vec(), encryption };
        let stored = object.stored();
        state.objects.insert(name, object);
        Ok(stored)
    }

    /// `GetObject`, decrypted under the key with which it was written.
    ///
    /// # Errors
    ///
    /// When S3 or KMS denies it, or the object does not exist.
    pub fn get_object(&self, bucket: &BucketArn, key: &str) -> Result<Vec<u8>, RequestError> {
        self.get(bucket, key).map(|(body, _)| body)
    }

    /// The same, and how the object is stored.
    pub(super) fn get(&self, bucket: &BucketArn, key: &str) -> Result<(Vec<u8>, Stored), RequestError> {
        let state = self.cloud.state();
        let name = format!("{bucket}/{key}");
        self.s3(&state.snapshot, "s3:GetObject", bucket, &name)?;
        let Some(object) = state.objects.get(&name) else { return Err(RequestError::NoSuchKey(name)) };
        if let Some(encryption) = &object.encryption {
            self.kms_through_s3(&state.snapshot, "kms:Decrypt", encryption)?;
        }
        Ok((object.body.clone(), object.stored()))
    }

    /// `DeleteObject`; that there is no such object is no failure.
    ///
    /// # Errors
    ///
    /// When S3 denies it.
    pub fn delete_object(&self, bucket: &BucketArn, key: &str) -> Result<(), RequestError> {
        let mut state = self.cloud.state();
        let object = format!("{bucket}/{key}");
        self.s3(&state.snapshot, "s3:DeleteObject", bucket, &object)?;
        state.objects.remove(&object);
        Ok(())
    }

    /// `ListObjectsV2` with a prefix.
    ///
    /// # Errors
    ///
    /// When S3 denies it.
    pub fn list_objects(&self, bucket: &BucketArn, prefix: &str) -> Result<Vec<String>, RequestError> {
        let state = self.cloud.state();
        let owner = owner(&state.snapshot, bucket)?;
        let context = Context::new().with("s3:prefix", prefix);
        self.decide(&state.snapshot, "s3:ListBucket", bucket.as_str(), owner, context)?;
        let stem = format!("{bucket}/");
        let keys = state.objects.keys().filter_map(|object| object.strip_prefix(&stem));
        Ok(keys.filter(|key| key.starts_with(prefix)).map(str::to_owned).collect())
    }

    /// A call to KMS itself, without a service between.
    ///
    /// # Errors
    ///
    /// When KMS denies it.
    pub fn call_kms(&self, action: &str, key: &KeyArn) -> Result<(), RequestError> {
        self.kms(action, key, Context::new())
    }

    pub(super) fn kms(&self, action: &str, key: &KeyArn, context: Context) -> Result<(), RequestError> {
        let state = self.cloud.state();
        self.decide(&state.snapshot, action, key.as_str(), key.account(), context)
    }

    pub(super) const fn principal(&self) -> &PrincipalArn {
        &self.principal
    }

    fn s3(
        &self,
        snapshot: &Snapshot,
        action: &str,
        bucket: &BucketArn,
        object: &str,
    ) -> Result<(), RequestError> {
        let owner = owner(snapshot, bucket)?;
        self.decide(snapshot, action, object, owner, Context::new())
    }

    /// The call that S3 makes with the requester's identity (R2.20).
    fn kms_through_s3(
        &self,
        snapshot: &Snapshot,
        action: &str,
        Encryption { key, context, .. }: &Encryption,
    ) -> Result<(), RequestError> {
        let context = Context::new()
            .with("kms:ViaService", format!("s3.{}.amazonaws.com", key.region()))
            .with("kms:EncryptionContext:aws:s3:arn", context);
        self.decide(snapshot, action, key.as_str(), key.account(), context)
    }

    fn decide(
        &self,
        snapshot: &Snapshot,
        action: &str,
        resource: &str,
        owner: crosskms::arn::AccountId,
        context: Context,
    ) -> Result<(), RequestError> {
        let request = Request::new(Caller::from(self.principal.clone()), action, resource, owner, context);
        let authorization = snapshot.authorize(&request);
        match authorization.decision {
            Decision::Allowed => Ok(()),
            _ => Err(RequestError::AccessDenied {
                request: Box::new(request),
                authorization: Box::new(authorization),
            }),
        }
    }
}

fn owner(snapshot: &Snapshot, bucket: &BucketArn) -> Result<crosskms::arn::AccountId, RequestError> {
    let found = snapshot.buckets.get(bucket).map(|found| found.account);
    found.ok_or_else(|| RequestError::NoSuchBucket(bucket.clone()))
}

/// How a new object is encrypted: not at all by KMS, or under the bucket's key.
fn default_encryption(
    snapshot: &Snapshot,
    bucket: &BucketArn,
    object: &str,
) -> Result<Option<Encryption>, RequestError> {
    let found = snapshot.buckets.get(bucket).ok_or_else(|| RequestError::NoSuchBucket(bucket.clone()))?;
    if !matches!(found.encryption.algorithm, SseAlgorithm::Kms | SseAlgorithm::KmsDsse) {
        return Ok(None);
    }
    let text = found.encryption.key.clone().unwrap_or_default();
    let Ok(key) = text.parse::<KeyArn>() else { return Err(RequestError::UnusableKey(text)) };
    let by_bucket_key = found.encryption.bucket_key == Some(true);
    let context = if by_bucket_key { bucket.to_string() } else { object.to_owned() };
    Ok(Some(Encryption { algorithm: found.encryption.algorithm.clone(), key, context }))
}
