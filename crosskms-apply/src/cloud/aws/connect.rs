//! From an operator's words to credentials that are known to be the account's.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_config::{AppName, BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use crosskms::arn::{AccountId, PrincipalArn};
use futures_util::future::join_all;

use super::AwsCloud;
use super::access::AccountAccess;
use super::actor::Acting;
use super::call::Call;
use super::clients::home_region;
use super::retry::with_limits;
use crate::cloud::{CloudError, Failure};

/// How often a read is tried: as AWS's own command does in its standard mode, and twice more.
const MAX_ATTEMPTS: u32 = 5;
/// The longest pause between two tries.
const MAX_BACKOFF: Duration = Duration::from_secs(8);

/// What crosskms calls itself in CloudTrail: in user agents and as the name of role sessions.
const NAME: &str = "crosskms";

impl AwsCloud {
    /// Finds the credentials of every account, side by side, and checks that they are the account's.
    ///
    /// # Errors
    ///
    /// The failure of the first account that cannot be reached: [`Failure::Credentials`] without usable
    /// credentials, [`Failure::WrongAccount`] when they are another account's.
    pub async fn connect(
        accounts: impl IntoIterator<Item = (AccountId, AccountAccess)>,
    ) -> Result<Self, CloudError> {
        let reached = accounts.into_iter().map(|(account, access)| async move {
            let config = access.config().await;
            check(account, &access.to_string(), &config).await?;
            Ok((account, config, access.acting().await))
        });
        let reached: Result<Vec<_>, CloudError> = join_all(reached).await.into_iter().collect();
        let (mut configs, mut principals) = (Vec::new(), BTreeMap::new());
        for (account, config, acting) in reached? {
            configs.push((account, config));
            principals.extend(acting);
        }
        Ok(Self { principals, ..Self::from_configs(configs) })
    }
}

/// Asks whose credentials these are.
pub(super) async fn check(account: AccountId, whose: &str, config: &SdkConfig) -> Result<(), CloudError> {
    let call = Call { name: "sts:GetCallerIdentity", target: whose, account };
    let answer = call.answer(aws_sdk_sts::Client::new(config).get_caller_identity().send().await)?;
    let found = call.member("Account", answer.account)?;
    if found == account.as_str() { Ok(()) } else { Err(call.failed(Failure::WrongAccount(found))) }
}

impl AccountAccess {
    /// How to act as the principals that have entries of their own; nobody is asked yet.
    async fn acting(&self) -> BTreeMap<PrincipalArn, Acting> {
        let mut acting = BTreeMap::new();
        for (principal, access) in &self.principals {
            let way = match (&access.profile, &access.external_id) {
                (Some(profile), _) => {
                    let account = Self {
                        profile: Some(profile.clone()),
                        region: self.region.clone(),
                        endpoint_url: self.endpoint_url.clone(),
                        timeout: self.timeout,
                        call_timeout: self.call_timeout,
                        ..Self::default()
                    };
                    Acting::With(Box::new(account.config().await))
                }
                (None, Some(external_id)) => Acting::Assuming { external_id: external_id.clone() },
                (None, None) => continue,
            };
            acting.insert(principal.clone(), way);
        }
        acting
    }

    async fn config(&self) -> SdkConfig {
        let region = self.region().await;
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .region(region.clone())
            .retry_config(
                RetryConfig::standard().with_max_attempts(MAX_ATTEMPTS).with_max_backoff(MAX_BACKOFF),
            )
            .timeout_config(self.limits());
        if let Ok(name) = AppName::new(NAME) {
            loader = loader.app_name(name);
        }
        if let Some(endpoint) = &self.endpoint_url {
            loader = loader.endpoint_url(endpoint);
        }
        if let Some(profile) = &self.profile {
            // The default chain prefers credentials in the environment even to a profile that is named.
            let provider = ProfileFileCredentialsProvider::builder()
                .configure(&ProviderConfig::without_region().with_region(region))
                .profile_name(profile);
            loader = loader.profile_name(profile).credentials_provider(provider.build());
        }
        let config = loader.load().await;
        match &self.assume_role {
            Some(role) => self.assumed(role, config).await,
            None => config,
        }
    }

    fn limits(&self) -> TimeoutConfig {
        let mut limits = TimeoutConfig::builder();
        limits.set_operation_attempt_timeout(self.timeout);
        limits.set_operation_timeout(self.call_timeout);
        with_limits(Some(&limits.build()))
    }

    async fn assumed(&self, role: &str, base: SdkConfig) -> SdkConfig {
        let mut provider = AssumeRoleProvider::builder(role).session_name(NAME).configure(&base);
        if let Some(external_id) = &self.external_id {
            provider = provider.external_id(external_id);
        }
        let provider = SharedCredentialsProvider::new(provider.build().await);
        base.into_builder().credentials_provider(provider).build()
    }

    /// Unlike the SDK's default chain it never asks the metadata service of an EC2 instance.
    async fn region(&self) -> Option<Region> {
        let mut profile = ProfileFileRegionProvider::builder();
        if let Some(name) = &self.profile {
            profile = profile.profile_name(name);
        }
        let role = self.assume_role.as_deref().and_then(|role| role.parse::<PrincipalArn>().ok());
        let partition = role.map(|role| role.partition()).unwrap_or_default();
        RegionProviderChain::first_try(self.region.clone().map(Region::new))
            .or_else(EnvironmentVariableRegionProvider::new())
            .or_else(profile.build())
            .or_else(Region::from_static(home_region(partition)))
            .region()
            .await
    }
}
