//! Region names.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::error::Segment;
use super::{ArnError, Partition, deserialize_from_str};

/// A Region, for example `ap-northeast-1`: one that exists or one of a known pattern (R1.1, R1.4).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(Cow<'static, str>);

/// The Regions of all partitions on 2026-11-23 (section 1.1, R1.2). Others of a known pattern are Regions as well.
const KNOWN: [&str; 48] = [
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
    "me-west-1",
    "mx-central-1",
    "sa-east-1",
    "sa-west-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "cn-north-1",
    "cn-northwest-1",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "eu-isoe-west-1",
    "us-isof-east-1",
    "us-isof-south-1",
    "eusc-de-east-1",
];

/// Regions that an account has to enable before anything works in them (R1.2).
const OPT_IN: [&str; 17] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
];

/// The longest name that KMS takes (R1.4).
const MAX_LENGTH: usize = 32;

impl Region {
    /// A name that was checked when the macro was expanded.
    #[doc(hidden)]
    pub const fn checked(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the Region belongs to.
    pub fn partition(&self) -> Partition {
        Partition::of_region(&self.0).unwrap_or_default()
    }

    /// Whether the Region existed when this version of the crate was made.
    pub fn is_known(&self) -> bool {
        KNOWN.contains(&self.as_str())
    }

    /// Whether an account has to enable the Region before anything works in it.
    pub fn is_opt_in(&self) -> bool {
        OPT_IN.contains(&self.as_str())
    }

    /// The Region that was probably meant by a name that is not known.
    pub fn nearest(&self) -> Option<&'static str> {
        nearest(self.as_str(), self.partition())
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
    match nearest(name, partition) {
        Some(known) => format!("a Region; did you mean `{known}`?"),
        None => format!("a Region such as `{}`", partition.example_region()),
    }
}

/// The known Region of the partition that differs by a few letters.
fn nearest(name: &str, partition: Partition) -> Option<&'static str> {
    let of_partition = KNOWN.into_iter().filter(|known| Partition::of_region(known) == Some(partition));
    let distances = of_partition.map(|known| (strsim::osa_distance(known, name), known));
    distances.filter(|(distance, _)| *distance <= 3).min().map(|(_, known)| known)
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
