//! What decides beside a bucket's policy: who owns its objects, and what is blocked.

use super::{about, name};
use crate::cloud::aws::AwsCloud;
use crate::cloud::{CloudError, ObjectOwnership, PublicAccessBlock};
use crate::document::BucketId;

impl AwsCloud {
    pub(in crate::cloud::aws) async fn ownership_of_objects(
        &self,
        bucket: &BucketId,
    ) -> Result<ObjectOwnership, CloudError> {
        let call = about("s3:GetBucketOwnershipControls", bucket);
        let get = self.s3(&call, bucket)?.get_bucket_ownership_controls().bucket(name(bucket));
        let answer = get.expected_bucket_owner(bucket.owner.as_str()).send().await;
        let Some(answer) = call.answer_unless("OwnershipControlsNotFoundError", answer)? else {
            return Ok(ObjectOwnership::NotSet);
        };
        let rules = call.member("OwnershipControls", answer.ownership_controls)?.rules;
        let rule = call.member("Rules", rules.into_iter().next())?;
        Ok(ObjectOwnership::from(rule.object_ownership.as_str().to_owned()))
    }

    /// That of the account is S3 Control's, and is not read.
    pub(in crate::cloud::aws) async fn public_access_block_of(
        &self,
        bucket: &BucketId,
    ) -> Result<PublicAccessBlock, CloudError> {
        let call = about("s3:GetBucketPublicAccessBlock", bucket);
        let get = self.s3(&call, bucket)?.get_public_access_block().bucket(name(bucket));
        let answer = get.expected_bucket_owner(bucket.owner.as_str()).send().await;
        let Some(answer) = call.answer_unless("NoSuchPublicAccessBlockConfiguration", answer)? else {
            return Ok(PublicAccessBlock::default());
        };
        let block =
            call.member("PublicAccessBlockConfiguration", answer.public_access_block_configuration)?;
        Ok(PublicAccessBlock {
            block_public_acls: block.block_public_acls.unwrap_or(false),
            ignore_public_acls: block.ignore_public_acls.unwrap_or(false),
            block_public_policy: block.block_public_policy.unwrap_or(false),
            restrict_public_buckets: block.restrict_public_buckets.unwrap_or(false),
        })
    }
}
