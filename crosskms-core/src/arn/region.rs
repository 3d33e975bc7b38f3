//! Region names.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::error::Segment;
use super::{ArnError, Partition, deserialize_from_str};

/// A Region, for example `ap-northeast-1`: one that exists or one of a known pattern (R1.1, R1.4).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(Cow<'static, str>);

/// The Regions of partition `aws` on 2026-11-23 (R1.2), for suggestions only.
const KNOWN: [&str; 34] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// The longest name that KMS takes (R1.4).
const MAX_LENGTH: usize = 32;

impl Region {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the Region belongs to.
    pub fn partition(&self) -> Partition {
        Partition::of_region(&self.0).unwrap_or_default()
    }

    /// Takes a name out of an ARN that has been checked.
    pub(super) fn of_checked(name: &str) -> Self {
        Self(Cow::Owned(name.to_owned()))
    }

    /// Checks the Region of an ARN against the partition of the same ARN.
    pub(super) fn check(
        kind: &'static str,
        input: &str,
        name: &str,
        partition: Partition,
    ) -> Result<(), ArnError> {
        let expected = match Partition::of_region(name) {
            Some(found) if found == partition && name.len() <= MAX_LENGTH => return Ok(()),
            Some(found) if found != partition => {
                format!("a Region of partition `{partition}`; `{name}` belongs to `{found}`")
            }
            _ => expected(name, partition),
        };
        Err(ArnError::new(kind, input, Segment::Region, name, expected))
    }
}

fn expected(name: &str, partition: Partition) -> String {
    let nearest = KNOWN
        .into_iter()
        .filter(|_| partition == Partition::Aws)
        .map(|known| (strsim::osa_distance(known, name), known))
        .filter(|(distance, _)| *distance <= 3)
        .min();
    match nearest {
        Some((_, known)) => format!("a Region; did you mean `{known}`?"),
        None => format!("a Region such as `{}`", partition.example_region()),
    }
}

impl serde_core::Serialize for Region {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

deserialize_from_str!(Region);

impl FromStr for Region {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        Self::check("Region", text, text, Partition::of_region(text).unwrap_or_default())?;
        Ok(Self::of_checked(text))
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
