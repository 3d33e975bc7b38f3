//! The clients of one account, made when they are first needed.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use aws_config::identity::IdentityCache;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_kms::config::retry::RetryPartition;
use crosskms::arn::{Partition, Region};

use super::rate::Rates;
use super::retry;

/// One account's configuration and clients.
///
/// Each client has a retry quota of its own: the SDK's default is one for the process and service, where the
/// failures of one account starve the others.
pub(super) struct Clients {
    pub(super) config: SdkConfig,
    iam: OnceLock<aws_sdk_iam::Client>,
    kms: ByRegion<aws_sdk_kms::Client>,
    s3: ByRegion<aws_sdk_s3::Client>,
    pub(super) rates: Rates,
}

impl Clients {
    /// Fills in what a configuration lacks: limits of time, and what only `aws_config`'s loader sets.
    pub(super) fn new(config: SdkConfig) -> Self {
        let (behavior, cache) = (config.behavior_version(), config.identity_cache());
        let limits = retry::with_limits(config.timeout_config());
        let mut config = config.into_builder();
        config.set_behavior_version(behavior.or_else(|| Some(BehaviorVersion::latest())));
        // Without a shared cache every client assumes the role for itself.
        config.set_identity_cache(cache.or_else(|| Some(IdentityCache::lazy().build())));
        config.set_timeout_config(Some(limits));
        Self {
            config: config.build(),
            iam: OnceLock::new(),
            kms: ByRegion::default(),
            s3: ByRegion::default(),
            rates: Rates::default(),
        }
    }

    /// IAM in the Region of the configuration, else in the partition's first one.
    pub(super) fn iam(&self, partition: Partition) -> &aws_sdk_iam::Client {
        self.iam.get_or_init(|| {
            let region = self.config.region().cloned().or_else(|| Some(sdk_region(home_region(partition))));
            aws_sdk_iam::Client::from_conf(
                aws_sdk_iam::config::Builder::from(&self.config)
                    .region(region)
                    .retry_partition(RetryPartition::custom("iam").build())
                    .build(),
            )
        })
    }

    /// KMS in a Region.
    pub(super) fn kms(&self, region: &Region) -> aws_sdk_kms::Client {
        self.kms.get_or_make(region, || {
            aws_sdk_kms::Client::from_conf(
                aws_sdk_kms::config::Builder::from(&self.config)
                    .region(sdk_region(region.as_str()))
                    .retry_partition(RetryPartition::custom("kms").build())
                    .build(),
            )
        })
    }

    /// S3 in a Region.
    pub(super) fn s3(&self, region: &Region) -> aws_sdk_s3::Client {
        self.s3.get_or_make(region, || {
            aws_sdk_s3::Client::from_conf(
                aws_sdk_s3::config::Builder::from(&self.config)
                    .region(sdk_region(region.as_str()))
                    // A local server has no DNS names for its buckets; AWS's own command does the same.
                    .force_path_style(self.config.endpoint_url().is_some())
                    .retry_partition(RetryPartition::custom("s3").build())
                    .build(),
            )
        })
    }
}

/// The Region whose endpoints IAM and STS have in every account of a partition.
pub(super) const fn home_region(partition: Partition) -> &'static str {
    match partition {
        Partition::AwsCn => "cn-north-1",
        Partition::AwsUsGov => "us-gov-west-1",
        Partition::AwsIso => "us-iso-east-1",
        Partition::AwsIsoB => "us-isob-east-1",
        Partition::AwsIsoE => "eu-isoe-west-1",
        Partition::AwsIsoF => "us-isof-south-1",
        Partition::AwsEusc => "eusc-de-east-1",
        _ => "us-east-1",
    }
}

pub(super) fn sdk_region(name: &str) -> aws_config::Region {
    aws_config::Region::new(name.to_owned())
}

struct ByRegion<C>(Mutex<HashMap<Region, C>>);

impl<C: Clone> ByRegion<C> {
    fn get_or_make(&self, region: &Region, make: impl FnOnce() -> C) -> C {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        clients.entry(region.clone()).or_insert_with(make).clone()
    }
}

impl<C> Default for ByRegion<C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
