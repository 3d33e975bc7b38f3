//! Bucket policies that S3 takes for public, and what the public access block makes of them (R4.27, R4.28).

use crosskms::rules::{PublicStatement, public_statements};

use super::{Check, Document};
use crate::cloud::PublicAccessBlock;
use crate::document::DocumentId;
use crate::plan::{Edit, Refusal};

pub(super) static PUBLIC_ACCESS_BLOCK: Check = Check {
    name: "public-access-block",
    summary: "the bucket's public access block takes the policy",
    may_be_allowed: false,
};

pub(super) static PUBLIC_BUCKET_POLICY: Check = Check {
    name: "public-bucket-policy",
    summary: "no statement of others makes the bucket policy public",
    may_be_allowed: true,
};

/// What is found where the block is as it is, or is not known. One statement makes the whole policy public.
pub(super) fn found(document: &Document<'_>, block: Option<PublicAccessBlock>) -> Option<Refusal> {
    let Document { change, after, .. } = document;
    if !matches!(change.document, DocumentId::BucketPolicy(_)) {
        return None;
    }
    let statements = public_statements(after.as_ref()?);
    let statement = statements.iter().find(|found| found.certain).or_else(|| statements.first())?;
    let PublicStatement { position, sid, why, certain, .. } = statement;
    let name = super::name_of(*position, sid.as_deref());
    let takes = if *certain { "takes" } else { "may take" };
    let public = format!("S3 {takes} it for public by {name}, because {why}");
    if block.is_some_and(|block| block.block_public_policy) && *certain {
        let message = format!("{public}; the bucket's `BlockPublicPolicy` refuses it");
        let help = format!("limit {name} to callers that are known, or let its owner remove it");
        return Some(Refusal::new(&change.document, &PUBLIC_ACCESS_BLOCK, message).help(help));
    }
    // Whoever takes a grant back, or restores a policy, opens nothing.
    let opens = matches!(&change.edit, Edit::Statements { wanted, .. } if !wanted.is_empty());
    if !opens {
        return None;
    }
    let consequence = match block {
        Some(block) if block.block_public_policy => "the bucket's `BlockPublicPolicy` would refuse it",
        Some(block) if block.restrict_public_buckets => {
            "the bucket's `RestrictPublicBuckets` cuts off every other account, those of the grants as well"
        }
        Some(_) => {
            "a public access block of the account, which is not read, would refuse it or cut off other accounts"
        }
        None => "a public access block, which was not read, would refuse it or cut off other accounts",
    };
    let help = format!("limit {name} to callers that are known, or let its owner remove it");
    let message = format!("{public}; {consequence}");
    Some(Refusal::new(&change.document, &PUBLIC_BUCKET_POLICY, message).help(help))
}
