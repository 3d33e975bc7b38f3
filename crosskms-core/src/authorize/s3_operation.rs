//! Operations of S3 as the chain of requests that AWS decides for them (R2.20 to R2.26, R2.31).

mod encryption;
mod needs;

pub use encryption::{Encryption, S3Location};

use std::fmt;
use std::str::FromStr;

use super::{Caller, Context, Request};
use crate::suggest;
use needs::{End, Need, Scope};

/// An operation of S3's API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum S3Operation {
    /// `GetObject`
    GetObject,
    /// `GetObject` of a version
    GetObjectVersion,
    /// `HeadObject`
    HeadObject,
    /// `HeadObject` of a version
    HeadObjectVersion,
    /// `HeadObject` with `x-amz-checksum-mode: ENABLED`
    HeadObjectWithChecksum,
    /// `GetObjectAttributes`
    GetObjectAttributes,
    /// `GetObjectAttributes` of a version
    GetObjectVersionAttributes,
    /// `SelectObjectContent`
    SelectObjectContent,
    /// `PutObject` in one part, and `POST Object` of a browser
    PutObject,
    /// `CreateMultipartUpload`, `UploadPart` and `CompleteMultipartUpload`, one after another
    MultipartUpload,
    /// `CreateMultipartUpload`
    CreateMultipartUpload,
    /// `UploadPart`
    UploadPart,
    /// `CompleteMultipartUpload`
    CompleteMultipartUpload,
    /// `UploadPartCopy`
    UploadPartCopy,
    /// `ListParts`
    ListParts,
    /// `AbortMultipartUpload`
    AbortMultipartUpload,
    /// `ListMultipartUploads`
    ListMultipartUploads,
    /// `CopyObject`
    CopyObject,
    /// `DeleteObject`
    DeleteObject,
    /// `DeleteObject` of a version
    DeleteObjectVersion,
    /// `ListObjects` and `ListObjectsV2`
    ListObjects,
    /// `HeadBucket`
    HeadBucket,
    /// `ListObjectVersions`
    ListObjectVersions,
    /// `RestoreObject`
    RestoreObject,
    /// `UpdateObjectEncryption`
    UpdateObjectEncryption,
    /// `GetBucketEncryption`
    GetBucketEncryption,
    /// `PutBucketEncryption` and `DeleteBucketEncryption`
    PutBucketEncryption,
    /// What a replication role does for an object
    Replication,
    /// The same of S3 Batch Replication, for an object whose kind of encryption was changed
    BatchReplication,
    /// What the role of a job of S3 Batch Operations does to read an inventory's manifest
    BatchManifest,
    /// `PutBucketInventoryConfiguration`
    PutBucketInventoryConfiguration,
    /// What S3 itself does to deliver an inventory to its destination
    InventoryDelivery,
}

/// One request of a chain, and why S3 makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// Why, for people to read.
    pub why: String,
    /// The request.
    pub request: Request,
}

impl S3Operation {
    /// Every operation.
    pub const ALL: [Self; 32] = [
        Self::GetObject,
        Self::GetObjectVersion,
        Self::HeadObject,
        Self::HeadObjectVersion,
        Self::HeadObjectWithChecksum,
        Self::GetObjectAttributes,
        Self::GetObjectVersionAttributes,
        Self::SelectObjectContent,
        Self::PutObject,
        Self::MultipartUpload,
        Self::CreateMultipartUpload,
        Self::UploadPart,
        Self::CompleteMultipartUpload,
        Self::UploadPartCopy,
        Self::ListParts,
        Self::AbortMultipartUpload,
        Self::ListMultipartUploads,
        Self::CopyObject,
        Self::DeleteObject,
        Self::DeleteObjectVersion,
        Self::ListObjects,
        Self::HeadBucket,
        Self::ListObjectVersions,
        Self::RestoreObject,
        Self::UpdateObjectEncryption,
        Self::GetBucketEncryption,
        Self::PutBucketEncryption,
        Self::Replication,
        Self::BatchReplication,
        Self::BatchManifest,
        Self::PutBucketInventoryConfiguration,
        Self::InventoryDelivery,
    ];

    /// The name, as the API spells it where it has one.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GetObject => "GetObject",
            Self::GetObjectVersion => "GetObjectVersion",
            Self::HeadObject => "HeadObject",
            Self::HeadObjectVersion => "HeadObjectVersion",
            Self::HeadObjectWithChecksum => "HeadObjectWithChecksum",
            Self::GetObjectAttributes => "GetObjectAttributes",
            Self::GetObjectVersionAttributes => "GetObjectVersionAttributes",
            Self::SelectObjectContent => "SelectObjectContent",
            Self::PutObject => "PutObject",
            Self::MultipartUpload => "MultipartUpload",
            Self::CreateMultipartUpload => "CreateMultipartUpload",
            Self::UploadPart => "UploadPart",
            Self::CompleteMultipartUpload => "CompleteMultipartUpload",
            Self::UploadPartCopy => "UploadPartCopy",
            Self::ListParts => "ListParts",
            Self::AbortMultipartUpload => "AbortMultipartUpload",
            Self::ListMultipartUploads => "ListMultipartUploads",
            Self::CopyObject => "CopyObject",
            Self::DeleteObject => "DeleteObject",
            Self::DeleteObjectVersion => "DeleteObjectVersion",
            Self::ListObjects => "ListObjects",
            Self::HeadBucket => "HeadBucket",
            Self::ListObjectVersions => "ListObjectVersions",
            Self::RestoreObject => "RestoreObject",
            Self::UpdateObjectEncryption => "UpdateObjectEncryption",
            Self::GetBucketEncryption => "GetBucketEncryption",
            Self::PutBucketEncryption => "PutBucketEncryption",
            Self::Replication => "Replication",
            Self::BatchReplication => "BatchReplication",
            Self::BatchManifest => "BatchManifest",
            Self::PutBucketInventoryConfiguration => "PutBucketInventoryConfiguration",
            Self::InventoryDelivery => "InventoryDelivery",
        }
    }

    /// The operation of this name, or of the S3 action that it is called by, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.strip_prefix("s3:").unwrap_or(name);
        let other = [
            ("ListBucket", Self::ListObjects),
            ("ListObjectsV2", Self::ListObjects),
            ("ListBucketVersions", Self::ListObjectVersions),
            ("ListBucketMultipartUploads", Self::ListMultipartUploads),
            ("ListMultipartUploadParts", Self::ListParts),
            ("DeleteObjects", Self::DeleteObject),
            ("PostObject", Self::PutObject),
            ("PutInventoryConfiguration", Self::PutBucketInventoryConfiguration),
            ("DeleteBucketEncryption", Self::PutBucketEncryption),
            ("GetEncryptionConfiguration", Self::GetBucketEncryption),
            ("PutEncryptionConfiguration", Self::PutBucketEncryption),
        ];
        let own = Self::ALL.map(|operation| (operation.as_str(), operation));
        let mut all = own.into_iter().chain(other);
        all.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, operation)| operation)
    }

    /// Whether the operation reads one object and writes another.
    pub fn has_source(self) -> bool {
        needs::of(self).iter().any(|need| need.end == End::Source)
    }

    /// Whether the operation is about an object, and not about the bucket alone.
    pub fn is_about_object(self) -> bool {
        needs::of(self).iter().any(|need| need.scope == Scope::Object)
    }

    /// The requests that AWS decides when a caller does this, in S3's order; `source` is what is copied or replicated,
    /// `context` what is known of the request besides.
    ///
    /// Where it is not known whether an object was written under a Bucket Key, both of its encryption contexts are asked
    /// about (R2.32). An inventory is delivered by S3 itself, whoever is asked about (R2.20).
    pub fn steps(
        self,
        caller: &Caller,
        target: &S3Location,
        source: Option<&S3Location>,
        context: &Context,
    ) -> Vec<Step> {
        let itself = Caller::Service("s3.amazonaws.com".to_owned());
        let caller = if self == Self::InventoryDelivery { &itself } else { caller };
        let source = source.unwrap_or(target);
        let mut steps = Vec::new();
        for need in needs::of(self).into_iter().filter(|need| need.source.fits(&source.encryption)) {
            let location = match need.end {
                End::Source => source,
                End::Target => target,
            };
            steps.extend(location.requests(need, caller, context));
        }
        steps
    }
}

impl Need {
    fn step(self, request: Request, which: &str) -> Step {
        Step { why: format!("{}{which}", self.why), request }
    }
}

/// The text names no operation of S3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOperation(String);

impl UnknownOperation {
    /// That a text names none.
    pub fn of(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromStr for S3Operation {
    type Err = UnknownOperation;

    fn from_str(text: &str) -> Result<Self, UnknownOperation> {
        Self::named(text).ok_or_else(|| UnknownOperation::of(text))
    }
}

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an operation of S3 that crosskms knows", self.0)?;
        let nearest = suggest::nearest(&self.0, S3Operation::ALL.map(S3Operation::as_str));
        match suggest::did_you_mean(&nearest) {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownOperation {}

impl fmt::Display for S3Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests;
