//! What each operation needs, as AWS's permission tables list it (section 2.3 of the rulebook).

use super::{Encryption, S3Operation};

/// One action that an operation needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    pub(super) action: &'static str,
    pub(super) end: End,
    pub(super) scope: Scope,
    pub(super) source: Source,
    pub(super) why: &'static str,
}

/// Which object of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Source,
    Target,
}

/// What the action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Bucket,
    Object,
    /// The key under which the object lies; no need where there is none.
    KeyOfObject,
    /// The key with which the bucket encrypts new objects.
    KeyOfBucket,
    /// The same, where the bucket uses a Bucket Key.
    KeyOfBucketWithBucketKey,
}

/// Of which sources of a copy the need is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Any,
    UnderKms,
    WithoutKms,
}

impl Source {
    pub(super) const fn fits(self, source: &Encryption) -> bool {
        match self {
            Self::Any => true,
            Self::UnderKms => source.key().is_some(),
            Self::WithoutKms => source.key().is_none(),
        }
    }
}

const fn object(action: &'static str, why: &'static str) -> Need {
    Need { action, end: End::Target, scope: Scope::Object, source: Source::Any, why }
}

const fn bucket(action: &'static str, why: &'static str) -> Need {
    Need { action, end: End::Target, scope: Scope::Bucket, source: Source::Any, why }
}

const fn key(action: &'static str, scope: Scope, why: &'static str) -> Need {
    Need { action, end: End::Target, scope, source: Source::Any, why }
}

impl Need {
    const fn of_source(self) -> Self {
        Self { end: End::Source, ..self }
    }

    const fn when(self, source: Source) -> Self {
        Self { source, ..self }
    }
}

const DECRYPT: Need = key("kms:Decrypt", Scope::KeyOfObject, "S3 decrypts the object for the caller");
const GENERATE: Need =
    key("kms:GenerateDataKey", Scope::KeyOfBucket, "S3 asks for a key for the new object, for the caller");
const DECRYPT_PARTS: Need =
    key("kms:Decrypt", Scope::KeyOfBucket, "S3 reads the parts to put them together, for the caller");
const GET: Need = object("s3:GetObject", "S3 is asked for the object");
const GET_VERSION: Need = object("s3:GetObjectVersion", "S3 is asked for the version");
const PUT: Need = object("s3:PutObject", "S3 is asked to take the object");

/// The needs of an operation, in the order in which S3 asks.
pub(super) fn of(operation: S3Operation) -> Vec<Need> {
    use S3Operation as Op;
    match operation {
        Op::GetObject | Op::SelectObjectContent => vec![GET, DECRYPT],
        Op::GetObjectVersion => vec![GET_VERSION, DECRYPT],
        // R2.22
        Op::HeadObject => vec![GET],
        Op::HeadObjectVersion => vec![GET_VERSION],
        Op::HeadObjectWithChecksum => vec![GET, DECRYPT],
        Op::GetObjectAttributes => {
            vec![GET, object("s3:GetObjectAttributes", "S3 is asked for the attributes"), DECRYPT]
        }
        Op::GetObjectVersionAttributes => vec![
            GET_VERSION,
            object("s3:GetObjectVersionAttributes", "S3 is asked for the attributes of the version"),
            DECRYPT,
        ],
        Op::PutObject | Op::CreateMultipartUpload => vec![PUT, GENERATE],
        Op::CompleteMultipartUpload => vec![PUT, DECRYPT_PARTS],
        // R2.21, R2.23: AWS's pages differ about UploadPart, so both.
        Op::MultipartUpload | Op::UploadPart => vec![PUT, GENERATE, DECRYPT_PARTS],
        Op::UploadPartCopy => vec![GET.of_source(), DECRYPT.of_source(), PUT, GENERATE, DECRYPT_PARTS],
        Op::CopyObject => vec![GET.of_source(), DECRYPT.of_source(), PUT, GENERATE],
        Op::ListParts => vec![
            object("s3:ListMultipartUploadParts", "S3 is asked for the parts"),
            key("kms:Decrypt", Scope::KeyOfBucket, "S3 reads the parts for the caller"),
        ],
        Op::AbortMultipartUpload => vec![object("s3:AbortMultipartUpload", "S3 is asked to drop the parts")],
        Op::ListMultipartUploads => {
            vec![bucket("s3:ListBucketMultipartUploads", "S3 is asked for the uploads in the bucket")]
        }
        Op::DeleteObject => vec![object("s3:DeleteObject", "S3 is asked to delete the object")],
        Op::DeleteObjectVersion => {
            vec![object("s3:DeleteObjectVersion", "S3 is asked to delete the version")]
        }
        Op::ListObjects => vec![bucket("s3:ListBucket", "S3 is asked for the names of objects")],
        Op::HeadBucket => vec![bucket("s3:ListBucket", "S3 is asked whether the bucket is there")],
        Op::ListObjectVersions => vec![bucket("s3:ListBucketVersions", "S3 is asked for the versions")],
        Op::RestoreObject => vec![object("s3:RestoreObject", "S3 is asked to restore the object")],
        Op::UpdateObjectEncryption => vec![
            object("s3:UpdateObjectEncryption", "S3 is asked to encrypt the object anew"),
            DECRYPT,
            GENERATE,
            key("kms:Encrypt", Scope::KeyOfBucket, "S3 encrypts under the new key for the caller"),
            key("kms:ReEncryptFrom", Scope::KeyOfObject, "S3 encrypts anew from the old key"),
            key("kms:ReEncryptTo", Scope::KeyOfBucket, "S3 encrypts anew to the new key"),
        ],
        Op::GetBucketEncryption => {
            vec![bucket("s3:GetEncryptionConfiguration", "S3 is asked for the default encryption")]
        }
        // R5.44: S3 does not look whether the key can be used.
        Op::PutBucketEncryption => {
            vec![bucket("s3:PutEncryptionConfiguration", "S3 is asked to change the default encryption")]
        }
        Op::Replication => [REPLICATION.as_slice(), &[VERIFY_REPLICA]].concat(),
        Op::BatchReplication => {
            let verify = Need { scope: Scope::KeyOfBucket, ..VERIFY_REPLICA };
            [REPLICATION.as_slice(), &[verify]].concat()
        }
        Op::BatchManifest => {
            let generate =
                key("kms:GenerateDataKey", Scope::KeyOfObject, "S3 Batch Operations asks for it, too");
            vec![GET, GET_VERSION, DECRYPT, generate]
        }
        Op::PutBucketInventoryConfiguration => {
            vec![bucket("s3:PutInventoryConfiguration", "S3 is asked to make inventories")]
        }
        Op::InventoryDelivery => vec![
            object("s3:PutObject", "S3 writes the inventory itself"),
            key("kms:GenerateDataKey", Scope::KeyOfBucket, "S3 asks for a key for the inventory itself"),
        ],
    }
}

/// What a replication role does, whatever else.
const REPLICATION: [Need; 11] = [
    bucket("s3:GetReplicationConfiguration", "the replication role reads what to replicate").of_source(),
    bucket("s3:ListBucket", "the replication role looks for objects").of_source(),
    object("s3:GetObjectVersionForReplication", "the replication role reads the object").of_source(),
    object("s3:GetObjectVersionAcl", "the replication role reads the object's ACL").of_source(),
    object("s3:GetObjectVersionTagging", "the replication role reads the object's tags").of_source(),
    key("kms:Decrypt", Scope::KeyOfObject, "S3 decrypts the source for the replication role").of_source(),
    object("s3:ReplicateObject", "the replication role writes the replica"),
    object("s3:ReplicateDelete", "the replication role replicates deletions"),
    object("s3:ReplicateTags", "the replication role writes the replica's tags"),
    key("kms:Encrypt", Scope::KeyOfBucket, "S3 encrypts the replica for the replication role")
        .when(Source::UnderKms),
    key(
        "kms:GenerateDataKey",
        Scope::KeyOfBucket,
        "S3 asks for a key for the replica, for the replication role",
    )
    .when(Source::WithoutKms),
];

/// R2.35
const VERIFY_REPLICA: Need = key(
    "kms:Decrypt",
    Scope::KeyOfBucketWithBucketKey,
    "S3 verifies the replica's Bucket Key for the replication role",
);
