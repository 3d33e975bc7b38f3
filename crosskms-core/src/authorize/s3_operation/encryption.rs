//! Where an object lies, how it is encrypted, and what S3 therefore tells KMS.

use super::needs::{Need, Scope};
use super::{
    super::{Caller, Context, Request},
    Step,
};
use crate::arn::{AccountId, BucketArn, KeyArn, Region};

/// How S3 encrypts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encryption {
    /// Without KMS: nobody needs a key.
    SseS3,
    /// SSE-KMS under a key; whether with a Bucket Key, where that is known.
    SseKms {
        /// The key.
        key: KeyArn,
        /// Whether the context is the bucket, and not the object (R2.31).
        bucket_key: Option<bool>,
    },
    /// DSSE-KMS under a key, which knows no Bucket Key (R2.25).
    DsseKms {
        /// The key.
        key: KeyArn,
    },
}

/// A bucket or an object in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Location {
    /// The bucket.
    pub bucket: BucketArn,
    /// The key of the object; none for the bucket itself.
    pub key: Option<String>,
    /// The account that owns the bucket.
    pub account: AccountId,
    /// The Region of the bucket.
    pub region: Region,
    /// How the object is encrypted, or new ones are.
    pub encryption: Encryption,
    /// How the bucket encrypts what is written to it.
    pub default_encryption: Encryption,
}

impl Encryption {
    /// The key, if it takes one.
    pub const fn key(&self) -> Option<&KeyArn> {
        match self {
            Self::SseS3 => None,
            Self::SseKms { key, .. } | Self::DsseKms { key } => Some(key),
        }
    }

    /// Whether the context is the bucket, where that is known.
    fn has_bucket_key(&self) -> Option<bool> {
        match self {
            Self::SseS3 | Self::DsseKms { .. } => Some(false),
            Self::SseKms { bucket_key, .. } => *bucket_key,
        }
    }
}

impl S3Location {
    /// The requests of one need: none where nothing is encrypted, two where the context may be one or the other.
    pub(super) fn requests(&self, need: Need, caller: &Caller, context: &Context) -> Vec<Step> {
        let of_key = |encryption: &Encryption| -> Vec<Step> {
            let Some(key) = encryption.key() else { return Vec::new() };
            let contexts = self.contexts(encryption).into_iter();
            contexts
                .map(|(arn, which)| need.step(self.to_kms(need, caller, key, &arn, context), which))
                .collect()
        };
        let to_s3 = |resource: String, context: Context| {
            vec![need.step(Request::new(caller.clone(), need.action, resource, self.account, context), "")]
        };
        match need.scope {
            Scope::Bucket => to_s3(self.bucket.to_string(), self.listing(need, context)),
            Scope::Object => to_s3(self.object(), context.clone()),
            Scope::KeyOfObject => of_key(&self.encryption),
            Scope::KeyOfBucket => of_key(&self.default_encryption),
            Scope::KeyOfBucketWithBucketKey => match self.default_encryption.has_bucket_key() {
                Some(false) => Vec::new(),
                _ => of_key(&self.default_encryption),
            },
        }
    }

    /// A listing names the prefix that is asked for.
    fn listing(&self, need: Need, context: &Context) -> Context {
        match &self.key {
            Some(prefix)
                if need.action.starts_with("s3:ListBucket") && context.values("s3:prefix").is_none() =>
            {
                context.clone().with("s3:prefix", prefix.as_str())
            }
            _ => context.clone(),
        }
    }

    fn object(&self) -> String {
        let key = self.key.as_deref().unwrap_or("*");
        format!("{}/{key}", self.bucket)
    }

    /// What S3 sends as `aws:s3:arn` (R2.31), and of which objects that is true.
    fn contexts(&self, encryption: &Encryption) -> Vec<(String, &'static str)> {
        match encryption.has_bucket_key() {
            Some(true) => vec![(self.bucket.to_string(), "")],
            Some(false) => vec![(self.object(), "")],
            None => vec![
                (self.bucket.to_string(), ", if it was written under a Bucket Key"),
                (self.object(), ", if it was written without a Bucket Key"),
            ],
        }
    }

    /// S3 calls KMS with the identity of the caller, but from its own network (R2.20, R2.36).
    fn to_kms(&self, need: Need, caller: &Caller, key: &KeyArn, arn: &str, context: &Context) -> Request {
        const OF_THE_CALL: [&str; 4] = ["aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"];
        let context = context
            .without(|name| {
                name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("s3:"))
                    || OF_THE_CALL.iter().any(|key| key.eq_ignore_ascii_case(name))
            })
            .with("kms:EncryptionContext:aws:s3:arn", arn);
        let context = match caller {
            // What S3 does on its own behalf, it does through nobody.
            Caller::Service(_) => context,
            // R1.6: the domain is the same in every partition.
            _ => context.with("kms:ViaService", format!("s3.{}.amazonaws.com", self.region)),
        };
        Request::new(caller.clone(), need.action, key.to_string(), key.account(), context)
    }
}
