//! AWS partitions and the Regions that belong to them (R1.1, section 1.1).

use std::fmt;
use std::str::FromStr;

use super::ArnError;
use super::error::Segment;

/// A partition: a separate AWS with its own accounts and its own IAM (R1.5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Partition {
    /// `aws`, the commercial Regions.
    #[default]
    Aws,
    /// `aws-cn`, China.
    AwsCn,
    /// `aws-us-gov`, GovCloud.
    AwsUsGov,
    /// `aws-iso`.
    AwsIso,
    /// `aws-iso-b`.
    AwsIsoB,
    /// `aws-iso-e`.
    AwsIsoE,
    /// `aws-iso-f`.
    AwsIsoF,
    /// `aws-eusc`, the European Sovereign Cloud.
    AwsEusc,
}

impl Partition {
    /// Every partition that is known.
    pub const ALL: [Self; 8] = [
        Self::Aws,
        Self::AwsCn,
        Self::AwsUsGov,
        Self::AwsIso,
        Self::AwsIsoB,
        Self::AwsIsoE,
        Self::AwsIsoF,
        Self::AwsEusc,
    ];

    /// The name as it stands in ARNs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsUsGov => "aws-us-gov",
            Self::AwsIso => "aws-iso",
            Self::AwsIsoB => "aws-iso-b",
            Self::AwsIsoE => "aws-iso-e",
            Self::AwsIsoF => "aws-iso-f",
            Self::AwsEusc => "aws-eusc",
        }
    }

    /// The beginnings of this partition's Region names; one word and a number follow.
    const fn region_prefixes(self) -> &'static [&'static str] {
        match self {
            Self::Aws => &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
            Self::AwsCn => &["cn"],
            Self::AwsUsGov => &["us-gov"],
            Self::AwsIso => &["us-iso"],
            Self::AwsIsoB => &["us-isob"],
            Self::AwsIsoE => &["eu-isoe"],
            Self::AwsIsoF => &["us-isof"],
            Self::AwsEusc => &["eusc-de"],
        }
    }

    /// A Region of the partition, to show what one looks like.
    pub(super) const fn example_region(self) -> &'static str {
        match self {
            Self::Aws => "ap-northeast-1",
            Self::AwsCn => "cn-north-1",
            Self::AwsUsGov => "us-gov-west-1",
            Self::AwsIso => "us-iso-east-1",
            Self::AwsIsoB => "us-isob-east-1",
            Self::AwsIsoE => "eu-isoe-west-1",
            Self::AwsIsoF => "us-isof-east-1",
            Self::AwsEusc => "eusc-de-east-1",
        }
    }

    /// The partition to which a Region of this name belongs, known or yet to come (R1.1).
    pub fn of_region(region: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|partition| {
            partition.region_prefixes().iter().any(|prefix| {
                region
                    .strip_prefix(prefix)
                    .and_then(|rest| rest.strip_prefix('-'))
                    .is_some_and(is_word_and_number)
            })
        })
    }

    pub(super) fn of_arn(kind: &'static str, input: &str, name: &str) -> Result<Self, ArnError> {
        Self::ALL.into_iter().find(|partition| partition.as_str() == name).ok_or_else(|| {
            let known = Self::ALL.map(|partition| format!("`{partition}`")).join(", ");
            ArnError::new(kind, input, Segment::Partition, name, format!("one of {known}"))
        })
    }
}

/// What the names of services end in, in one partition or another.
pub(crate) const DOMAINS: [&str; 7] = [
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
    ".cloud.adc-e.uk",
    ".csp.hci.ic.gov",
];

/// `northeast-1`: one word without a hyphen, then digits.
fn is_word_and_number(text: &str) -> bool {
    text.split_once('-').is_some_and(|(word, number)| {
        !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

impl FromStr for Partition {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        Self::of_arn("resource", text, text)
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
