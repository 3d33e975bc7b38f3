//! Requests with the credentials of a principal that a grant names, or of the owner.

use std::fmt;
use std::sync::Arc;

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_kms::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{DataKeyPairSpec, DataKeySpec, DryRunModifierType};
use aws_sdk_s3::primitives::ByteStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use crosskms::arn::{AccountId, Arn, KeyArn, PrincipalArn, PrincipalKind};

use super::AwsCloud;
use super::call::Call;
use super::clients::{Clients, home_region, sdk_region};
use super::retry::s3_once;
use crate::cloud::{ActAs, Actor, CloudError, Deleted, DryRun, Failure, ObjectId, Stored};
use crate::document::BucketId;

/// What crosskms calls a session of an assumed role, as it does elsewhere.
const SESSION: &str = "crosskms";
/// As short as STS takes.
const SESSION_SECONDS: i32 = 900;
/// The key of the encryption context that S3 sends (R2.31).
const S3_ARN: &str = "aws:s3:arn";

/// How requests are made as a principal that a grant names.
#[derive(Clone)]
pub(super) enum Acting {
    /// With credentials of its own.
    With(Box<SdkConfig>),
    /// By assuming it, with the external id that its trust policy asks for.
    Assuming { external_id: String },
}

/// Makes requests with one set of credentials.
pub struct AwsActor {
    clients: Arc<Clients>,
    /// Whose credentials they are.
    account: AccountId,
}

impl ActAs for AwsCloud {
    type Actor<'c> = AwsActor;

    async fn act_as(&self, principal: &PrincipalArn) -> Result<AwsActor, CloudError> {
        let config = match self.principals.get(principal) {
            Some(Acting::With(config)) => {
                is_of(principal, config).await?;
                SdkConfig::clone(config)
            }
            Some(Acting::Assuming { external_id }) => self.assumed(principal, Some(external_id)).await?,
            None => self.assumed(principal, None).await?,
        };
        Ok(AwsActor { clients: Arc::new(Clients::new(config)), account: principal.account() })
    }

    async fn act_as_owner(&self, bucket: &BucketId) -> Result<AwsActor, CloudError> {
        let call = Call { name: "s3:PutObject", target: bucket.arn.as_str(), account: bucket.owner };
        Ok(AwsActor { clients: self.clients(&call)?.clone(), account: bucket.owner })
    }
}

impl AwsCloud {
    /// The account's configuration with the credentials of a role of it.
    async fn assumed(&self, role: &PrincipalArn, external_id: Option<&str>) -> Result<SdkConfig, CloudError> {
        let call = Call { name: "sts:AssumeRole", target: role.as_str(), account: role.account() };
        if role.kind() != PrincipalKind::Role {
            return Err(call.failed(Failure::Credentials("only a role can be assumed".to_owned())));
        }
        let config = &self.clients(&call)?.config;
        let region = config.region().cloned();
        let region = region.unwrap_or_else(|| sdk_region(home_region(role.partition())));
        let sts = aws_sdk_sts::config::Builder::from(config).region(region).build();
        let assume = aws_sdk_sts::Client::from_conf(sts).assume_role().role_arn(role.as_str());
        let assume = assume.role_session_name(SESSION).duration_seconds(SESSION_SECONDS);
        let answer = call.answer(assume.set_external_id(external_id.map(str::to_owned)).send().await)?;
        let given = call.member("Credentials", answer.credentials)?;
        let credentials = Credentials::new(
            given.access_key_id,
            given.secret_access_key,
            Some(given.session_token),
            given.expiration.try_into().ok(),
            SESSION,
        );
        let mut config = config.to_builder();
        // The cache holds what was had for the account.
        config.set_identity_cache(None);
        Ok(config.credentials_provider(SharedCredentialsProvider::new(credentials)).build())
    }
}

/// Refuses credentials of somebody else: what they may do says nothing of the principal.
async fn is_of(principal: &PrincipalArn, config: &SdkConfig) -> Result<(), CloudError> {
    let call =
        Call { name: "sts:GetCallerIdentity", target: principal.as_str(), account: principal.account() };
    let answer = call.answer(aws_sdk_sts::Client::new(config).get_caller_identity().send().await)?;
    let found = call.member("Arn", answer.arn)?;
    if is_session_or_self(principal, &found) {
        return Ok(());
    }
    Err(call.failed(Failure::Credentials(format!("the credentials are those of `{found}`"))))
}

/// The ARN of a session names its role without the path.
fn is_session_or_self(principal: &PrincipalArn, caller: &str) -> bool {
    let Ok(arn) = Arn::parse(caller) else { return false };
    let session = arn.resource.strip_prefix("assumed-role/").and_then(|rest| rest.split('/').next());
    match session {
        Some(role) => {
            principal.kind() == PrincipalKind::Role
                && arn.account == principal.account().as_str()
                && role == principal.name()
        }
        None => caller == principal.as_str(),
    }
}

impl Actor for AwsActor {
    async fn put_object(&self, object: &ObjectId, body: &[u8]) -> Result<Stored, CloudError> {
        let target = object.arn();
        let call = Call { name: "s3:PutObject", target: &target, account: self.account };
        let put = self.clients.s3(&object.bucket.region).put_object().bucket(name(object)).key(&object.key);
        let put =
            put.expected_bucket_owner(object.bucket.owner.as_str()).body(ByteStream::from(body.to_vec()));
        let answer = call.answer(put.customize().config_override(s3_once()).send().await)?;
        Ok(Stored {
            algorithm: answer.server_side_encryption.map(|algorithm| algorithm.to_string()),
            key: answer.ssekms_key_id,
            version: answer.version_id,
        })
    }

    async fn get_object(&self, object: &ObjectId) -> Result<(Vec<u8>, Stored), CloudError> {
        let target = object.arn();
        let call = Call { name: "s3:GetObject", target: &target, account: self.account };
        let get = self.clients.s3(&object.bucket.region).get_object().bucket(name(object)).key(&object.key);
        let get = get.expected_bucket_owner(object.bucket.owner.as_str());
        let answer = call.answer(get.send().await)?;
        let stored = Stored {
            algorithm: answer.server_side_encryption.map(|algorithm| algorithm.to_string()),
            key: answer.ssekms_key_id,
            version: answer.version_id,
        };
        let body = answer.body.collect().await;
        let body = body.map_err(|error| call.failed(Failure::Unreachable(error.to_string())))?;
        Ok((body.to_vec(), stored))
    }

    async fn delete_object(&self, object: &ObjectId, version: Option<&str>) -> Result<Deleted, CloudError> {
        let target = object.arn();
        let name_of_call = if version.is_some() { "s3:DeleteObjectVersion" } else { "s3:DeleteObject" };
        let call = Call { name: name_of_call, target: &target, account: self.account };
        let s3 = self.clients.s3(&object.bucket.region);
        let delete = s3.delete_object().bucket(name(object)).key(&object.key);
        let delete = delete.set_version_id(version.map(str::to_owned));
        let answer = delete.expected_bucket_owner(object.bucket.owner.as_str()).send().await;
        let marked = call.answer(answer)?.delete_marker == Some(true) && version.is_none();
        Ok(if marked { Deleted::Marked } else { Deleted::Gone })
    }

    async fn dry_run(&self, action: DryRun, key: &KeyArn, s3_arn: Option<&str>) -> Result<(), CloudError> {
        let call = Call { name: action.as_str(), target: key.as_str(), account: self.account };
        let kms = self.clients.kms(&key.region());
        let key = key.as_str();
        let context = s3_arn.map(|arn| [(S3_ARN.to_owned(), arn.to_owned())].into());
        match action {
            DryRun::Decrypt => {
                let ask = kms.decrypt().key_id(key).set_encryption_context(context).dry_run(true);
                let ask = ask.dry_run_modifiers(DryRunModifierType::IgnoreCiphertext);
                answered(&call, ask.send().await)
            }
            DryRun::Encrypt => {
                let ask = kms.encrypt().key_id(key).set_encryption_context(context).dry_run(true);
                answered(&call, ask.plaintext(Blob::new(SESSION)).send().await)
            }
            DryRun::GenerateDataKey => {
                let ask = kms.generate_data_key().key_id(key).key_spec(DataKeySpec::Aes256);
                answered(&call, ask.set_encryption_context(context).dry_run(true).send().await)
            }
            DryRun::GenerateDataKeyWithoutPlaintext => {
                let ask = kms.generate_data_key_without_plaintext().key_id(key);
                let ask = ask.key_spec(DataKeySpec::Aes256).set_encryption_context(context);
                answered(&call, ask.dry_run(true).send().await)
            }
            DryRun::GenerateDataKeyPair => {
                let ask = kms.generate_data_key_pair().key_id(key);
                let ask = ask.key_pair_spec(DataKeyPairSpec::EccNistP256).set_encryption_context(context);
                answered(&call, ask.dry_run(true).send().await)
            }
            DryRun::GenerateDataKeyPairWithoutPlaintext => {
                let ask = kms.generate_data_key_pair_without_plaintext().key_id(key);
                let ask = ask.key_pair_spec(DataKeyPairSpec::EccNistP256).set_encryption_context(context);
                answered(&call, ask.dry_run(true).send().await)
            }
        }
    }
}

/// A dry run that would have succeeded is answered with an error that says so.
fn answered<T, E>(call: &Call<'_>, answer: Result<T, SdkError<E, HttpResponse>>) -> Result<(), CloudError>
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
{
    match answer {
        Err(error) if matches!(error.code(), Some("DryRunOperationException" | "DryRunOperation")) => Ok(()),
        answer => call.answer(answer).map(drop),
    }
}

fn name(object: &ObjectId) -> &str {
    object.bucket.arn.name().as_str()
}

impl fmt::Debug for AwsActor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsActor").field("account", &self.account).finish_non_exhaustive()
    }
}
