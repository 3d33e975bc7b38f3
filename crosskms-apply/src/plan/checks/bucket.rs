//! Buckets: whether they are there, where they should be, and own what is in them.

use crosskms::CrossAccountGrant;

use super::Check;
use crate::cloud::ObjectOwnership;
use crate::document::{BucketId, DocumentId};
use crate::plan::Refusal;
use crate::snapshot::Snapshot;

pub(super) static BUCKET_NOT_FOUND: Check =
    Check { name: "bucket-not-found", summary: "the bucket exists", may_be_allowed: false };

pub(super) static BUCKET_OF_OTHER_ACCOUNT: Check = Check {
    name: "bucket-of-other-account",
    summary: "the bucket belongs to the account of the key",
    may_be_allowed: false,
};

pub(super) static REGION_MISMATCH: Check = Check {
    name: "region-mismatch",
    summary: "the bucket is in the Region of the key",
    may_be_allowed: false,
};

pub(super) static BUCKET_OWNERSHIP: Check = Check {
    name: "bucket-ownership",
    summary: "the bucket's owner owns every object that is written into it",
    may_be_allowed: true,
};

pub(super) fn misplaced(grant: &CrossAccountGrant, snapshot: &Snapshot) -> Option<Refusal> {
    let id = BucketId::of(grant)?;
    let Some(bucket) = snapshot.buckets.get(&id.arn) else {
        let refusal = Refusal::new(&id.arn, &BUCKET_NOT_FOUND, "the bucket does not exist");
        return Some(refusal.help("check the bucket's name and account"));
    };
    if bucket.account != id.owner {
        let message = format!("the bucket belongs to account {}, the key to {}", bucket.account, id.owner);
        let refusal = Refusal::new(&id.arn, &BUCKET_OF_OTHER_ACCOUNT, message);
        return Some(refusal.help("use a key of the bucket's account"));
    }
    (bucket.region != id.region).then(|| {
        let message = format!("the bucket is in {}, the key in {}", bucket.region, id.region);
        let help =
            format!("use a key in {}; S3 encrypts with keys of the bucket's Region alone", bucket.region);
        Refusal::new(&id.arn, &REGION_MISMATCH, message).help(help)
    })
}

/// R4.25, R4.26: the policy of a bucket does not reach the objects of others. Where nobody ever decided that others may
/// own objects, it is only warned of.
pub(super) fn not_owned(snapshot: &Snapshot, document: &DocumentId) -> Option<Refusal> {
    let DocumentId::BucketPolicy(id) = document else { return None };
    let ownership = snapshot.buckets.get(&id.arn)?.ownership.as_ref()?;
    let leaves = match ownership {
        ObjectOwnership::BucketOwnerEnforced | ObjectOwnership::NotSet => return None,
        ObjectOwnership::BucketOwnerPreferred => "belongs to its writer unless the writer gives it away",
        _ => "belongs to its writer",
    };
    let message = format!(
        "the bucket's object ownership is `{}`: what another account writes {leaves}, and the bucket policy does not \
         reach it",
        ownership.as_str()
    );
    let help = "set `BucketOwnerEnforced` by `aws s3api put-bucket-ownership-controls`, when nothing depends on ACLs";
    Some(Refusal::new(&id.arn, &BUCKET_OWNERSHIP, message).help(help))
}
