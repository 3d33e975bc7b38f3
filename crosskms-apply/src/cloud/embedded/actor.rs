//! The requests of live verification, made in the embedded cloud.

use crosskms::arn::{AccountId, KeyArn, PrincipalArn};
use crosskms::authorize::{Context, Decision};

use super::{EmbeddedCloud, RequestError, Session, not_found};
use crate::cloud::{ActAs, Actor, CloudError, Deleted, DryRun, Failure, ObjectId, Stored};
use crate::document::BucketId;

impl ActAs for EmbeddedCloud {
    type Actor<'c> = Session<'c>;

    async fn act_as(&self, principal: &PrincipalArn) -> Result<Session<'_>, CloudError> {
        if self.state().snapshot.principals.contains_key(principal) {
            return Ok(self.as_principal(principal));
        }
        Err(not_found("sts:AssumeRole", principal.as_str(), principal.account()))
    }

    async fn act_as_owner(&self, bucket: &BucketId) -> Result<Session<'_>, CloudError> {
        Ok(self.as_principal(&PrincipalArn::account_root(bucket.arn.partition(), bucket.owner)))
    }
}

impl Actor for Session<'_> {
    async fn put_object(&self, object: &ObjectId, body: &[u8]) -> Result<Stored, CloudError> {
        self.put(&object.bucket.arn, &object.key, body)
            .map_err(|error| failed("s3:PutObject", object.arn(), self.principal().account(), error))
    }

    async fn get_object(&self, object: &ObjectId) -> Result<(Vec<u8>, Stored), CloudError> {
        self.get(&object.bucket.arn, &object.key)
            .map_err(|error| failed("s3:GetObject", object.arn(), self.principal().account(), error))
    }

    async fn delete_object(&self, object: &ObjectId, _version: Option<&str>) -> Result<Deleted, CloudError> {
        self.delete_object(&object.bucket.arn, &object.key)
            .map(|()| Deleted::Gone)
            .map_err(|error| failed("s3:DeleteObject", object.arn(), self.principal().account(), error))
    }

    async fn dry_run(&self, call: DryRun, key: &KeyArn, s3_arn: Option<&str>) -> Result<(), CloudError> {
        let context = s3_arn
            .iter()
            .fold(Context::new(), |context, arn| context.with("kms:EncryptionContext:aws:s3:arn", *arn));
        self.kms(call.as_str(), key, context)
            .map_err(|error| failed(call.as_str(), key.to_string(), self.principal().account(), error))
    }
}

fn failed(call: &'static str, target: String, account: AccountId, error: RequestError) -> CloudError {
    let failure = match error {
        RequestError::AccessDenied { request, authorization } => {
            let how = match authorization.decision {
                Decision::ExplicitDeny => "a policy denies",
                _ => "no policy allows",
            };
            Failure::AccessDenied(format!(
                "{how} {} `{}` on {}",
                request.caller(),
                request.action(),
                request.resource()
            ))
        }
        RequestError::NoSuchBucket(_) | RequestError::NoSuchKey(_) => Failure::NotFound(error.to_string()),
        RequestError::UnusableKey(_) => {
            Failure::Other { code: "KMS.NotFoundException".to_owned(), message: error.to_string() }
        }
    };
    CloudError { call, target, account, failure }
}
