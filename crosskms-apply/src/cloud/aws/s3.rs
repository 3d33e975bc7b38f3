//! Buckets: their policies, their default encryption, their settings, their Regions.
//!
//! Every call says who must own the bucket: its name is free for others once it is deleted (R1.44).

mod encryption;
mod settings;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::types::BucketLocationConstraint;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use crosskms::arn::Region;

use super::AwsCloud;
use super::call::Call;
use super::retry::s3_once;
use crate::cloud::{CloudError, Failure};
use crate::document::BucketId;

impl AwsCloud {
    pub(super) async fn bucket_policy(&self, bucket: &BucketId) -> Result<Option<String>, CloudError> {
        let call = about("s3:GetBucketPolicy", bucket);
        let get = self.s3(&call, bucket)?.get_bucket_policy().bucket(name(bucket));
        let answer = get.expected_bucket_owner(bucket.owner.as_str()).send().await;
        match call.answer_unless("NoSuchBucketPolicy", answer)? {
            Some(answer) => call.member("Policy", answer.policy).map(Some),
            None => Ok(None),
        }
    }

    /// Leaves `ConfirmRemoveSelfBucketAccess` unset: S3 refuses a policy that locks the caller out (R5.40).
    pub(super) async fn put_bucket_policy(&self, bucket: &BucketId, text: &str) -> Result<(), CloudError> {
        let call = about("s3:PutBucketPolicy", bucket);
        let put = self.s3(&call, bucket)?.put_bucket_policy().bucket(name(bucket)).policy(text);
        call.answer(
            put.expected_bucket_owner(bucket.owner.as_str())
                .customize()
                .config_override(s3_once())
                .send()
                .await,
        )
        .map(drop)
    }

    /// A bucket that is gone took its policy with it.
    pub(super) async fn delete_bucket_policy(&self, bucket: &BucketId) -> Result<(), CloudError> {
        let call = about("s3:DeleteBucketPolicy", bucket);
        let delete = self.s3(&call, bucket)?.delete_bucket_policy().bucket(name(bucket));
        let answer = delete
            .expected_bucket_owner(bucket.owner.as_str())
            .customize()
            .config_override(s3_once())
            .send()
            .await;
        call.answer_unless("NoSuchBucket", answer).map(drop)
    }

    pub(super) async fn bucket_encryption(&self, bucket: &BucketId) -> Result<Option<String>, CloudError> {
        let call = about("s3:GetEncryptionConfiguration", bucket);
        let get = self.s3(&call, bucket)?.get_bucket_encryption().bucket(name(bucket));
        let answer = get.expected_bucket_owner(bucket.owner.as_str()).send().await;
        match call.answer_unless("ServerSideEncryptionConfigurationNotFoundError", answer)? {
            Some(answer) => {
                let configuration = answer.server_side_encryption_configuration;
                Ok(Some(encryption::text(&call.member("ServerSideEncryptionConfiguration", configuration)?)))
            }
            None => Ok(None),
        }
    }

    pub(super) async fn put_bucket_encryption(
        &self,
        bucket: &BucketId,
        text: &str,
    ) -> Result<(), CloudError> {
        let call = about("s3:PutEncryptionConfiguration", bucket);
        let configuration =
            encryption::configuration(text).map_err(|why| call.failed(Failure::MalformedPolicy(why)))?;
        let put = self.s3(&call, bucket)?.put_bucket_encryption().bucket(name(bucket));
        let put = put.server_side_encryption_configuration(configuration);
        call.answer(
            put.expected_bucket_owner(bucket.owner.as_str())
                .customize()
                .config_override(s3_once())
                .send()
                .await,
        )
        .map(drop)
    }

    /// `HeadBucket` tells it, even when it was asked in another Region; `GetBucketLocation` where it does not.
    pub(super) async fn region_of_bucket(&self, bucket: &BucketId) -> Result<Region, CloudError> {
        let call = about("s3:ListBucket", bucket);
        let s3 = self.s3(&call, bucket)?;
        let head = s3.head_bucket().bucket(name(bucket)).expected_bucket_owner(bucket.owner.as_str());
        let region = match head.send().await {
            Ok(answer) => answer.bucket_region,
            Err(error) => match redirected_to(&error) {
                Some(region) => Some(region.to_owned()),
                None => return call.answer(Err(error)),
            },
        };
        match region {
            Some(region) => parsed(&call, &region),
            None => location(&s3, bucket).await,
        }
    }

    fn s3(&self, call: &Call<'_>, bucket: &BucketId) -> Result<Client, CloudError> {
        Ok(self.clients(call)?.s3(&bucket.region))
    }
}

fn about<'a>(name: &'static str, bucket: &'a BucketId) -> Call<'a> {
    Call { name, target: bucket.arn.as_str(), account: bucket.owner }
}

fn name(bucket: &BucketId) -> &str {
    bucket.arn.name().as_str()
}

/// The Region that an answer points to when the bucket is not where it was asked for.
fn redirected_to<E>(error: &SdkError<E, HttpResponse>) -> Option<&str> {
    let answer = error.raw_response()?;
    let elsewhere = matches!(answer.status().as_u16(), 301 | 307 | 400);
    answer.headers().get("x-amz-bucket-region").filter(|_| elsewhere)
}

async fn location(s3: &Client, bucket: &BucketId) -> Result<Region, CloudError> {
    let call = about("s3:GetBucketLocation", bucket);
    let get = s3.get_bucket_location().bucket(name(bucket)).expected_bucket_owner(bucket.owner.as_str());
    let constraint = call.answer(get.send().await)?.location_constraint;
    parsed(&call, region_of(constraint.as_ref()))
}

/// Two Regions are older than the names of Regions.
fn region_of(constraint: Option<&BucketLocationConstraint>) -> &str {
    match constraint.map(BucketLocationConstraint::as_str) {
        None | Some("") => "us-east-1",
        Some("EU") => "eu-west-1",
        Some(region) => region,
    }
}

fn parsed(call: &Call<'_>, region: &str) -> Result<Region, CloudError> {
    region.parse().map_err(|_| call.other("UnknownRegion", format!("`{region}` is no Region")))
}

#[cfg(test)]
mod tests {
    use super::{BucketLocationConstraint, region_of};

    #[test]
    fn locations_become_regions() {
        for (constraint, region) in
            [("", "us-east-1"), ("EU", "eu-west-1"), ("ap-northeast-1", "ap-northeast-1")]
        {
            assert_eq!(region_of(Some(&BucketLocationConstraint::from(constraint))), region);
        }
        assert_eq!(region_of(None), "us-east-1");
    }
}
