//! ARNs of S3 buckets and objects (section 1.5 of the rulebook).

use std::str::FromStr;

use super::error::Segment;
use super::{Arn, ArnError, Partition, arn_text};

const BUCKET: &str = "bucket";
const OBJECT: &str = "object";

arn_text! {
    /// The ARN of a general purpose bucket, `arn:aws:s3:::NAME`.
    BucketArn
}

arn_text! {
    /// The ARN of an object, `arn:aws:s3:::BUCKET/KEY`.
    ObjectArn
}

/// A bucket's name, judged by the rules for new buckets (R1.40 to R1.43).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketName<'a>(&'a str);

impl BucketArn {
    /// The partition of the bucket.
    pub fn partition(&self) -> Partition {
        self.field(1).parse().unwrap_or_default()
    }

    /// The name of the bucket.
    pub fn name(&self) -> BucketName<'_> {
        BucketName(self.field(5))
    }

    /// The ARN of everything in the bucket whose key begins with `prefix`: `BUCKET/PREFIX*`.
    pub fn objects(&self, prefix: &str) -> String {
        format!("{self}/{prefix}*")
    }

    /// The ARN of one object of the bucket.
    ///
    /// # Errors
    ///
    /// When `key` is empty.
    pub fn object(&self, key: &str) -> Result<ObjectArn, ArnError> {
        format!("{self}/{key}").parse()
    }
}

impl ObjectArn {
    /// The bucket that holds the object.
    pub fn bucket(&self) -> BucketArn {
        let end = self.0.find('/').unwrap_or(self.0.len());
        BucketArn(self.0.get(..end).unwrap_or_default().to_owned().into())
    }

    /// The key of the object.
    pub fn key(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, key)| key)
    }
}

impl<'a> BucketName<'a> {
    /// The name as text.
    pub const fn as_str(&self) -> &'a str {
        self.0
    }

    /// Why no bucket of this name can be created today; none for a regular name.
    pub fn irregularity(&self) -> Option<&'static str> {
        let name = self.0;
        let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !(3..=63).contains(&name.len()) {
            Some("names have 3 to 63 characters")
        } else if !name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
        {
            Some("names are made of lower case letters, digits, `.` and `-`")
        } else if !edge(name.chars().next()) || !edge(name.chars().next_back()) {
            Some("names begin and end with a letter or a digit")
        } else if name.contains("..") {
            Some("two dots cannot stand side by side in a name")
        } else if name.parse::<std::net::Ipv4Addr>().is_ok() {
            Some("a name cannot look like an IPv4 address")
        } else {
            self.reserved()
        }
    }

    /// What a reserved prefix or suffix says that this is, in place of a general purpose bucket (R1.41).
    pub fn reserved(&self) -> Option<&'static str> {
        const SUFFIXES: [(&str, &str); 5] = [
            ("-s3alias", "it is the alias of an access point, not a bucket"),
            ("--ol-s3", "it is the alias of an Object Lambda access point, not a bucket"),
            (".mrap", "it is the alias of a Multi-Region Access Point, not a bucket"),
            (
                "--x-s3",
                "it is a directory bucket; only general purpose buckets can be shared by a bucket policy",
            ),
            (
                "--table-s3",
                "it is a table bucket; only general purpose buckets can be shared by a bucket policy",
            ),
        ];
        const PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
        let by_suffix =
            SUFFIXES.into_iter().find(|(suffix, _)| self.0.ends_with(suffix)).map(|(_, what)| what);
        let by_prefix = || {
            PREFIXES
                .iter()
                .any(|prefix| self.0.starts_with(prefix))
                .then_some("the prefixes `xn--`, `sthree-` and `amzn-s3-demo-` are reserved by AWS")
        };
        by_suffix.or_else(by_prefix)
    }
}

impl std::fmt::Display for BucketName<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// Checks the part that bucket and object ARNs share and gives the resource.
fn resource<'a>(text: &'a str, kind: &'static str, form: &'static str) -> Result<Arn<'a>, ArnError> {
    let arn = Arn::parse_as(text, kind, form)?;
    Partition::of_arn(kind, text, arn.partition)?;
    arn.expect_service(kind, "s3")?;
    arn.expect_empty(kind, Segment::Region, arn.region)?;
    arn.expect_empty(kind, Segment::Account, arn.account)?;
    Ok(arn)
}

/// Names as liberal as those of the oldest buckets: 3 to 255 letters, digits, `.`, `-` and `_` (R1.43).
fn check_name(arn: &Arn<'_>, kind: &'static str, name: &str) -> Result<(), ArnError> {
    let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    if (3..=255).contains(&name.len()) && name.bytes().all(legal) {
        return Ok(());
    }
    Err(arn.error(kind, Segment::Name, name, "3 to 63 lower case letters, digits, `.` and `-`"))
}

impl FromStr for BucketArn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        let arn = resource(text, BUCKET, "arn:aws:s3:::BUCKET")?;
        if let Some((bucket, _)) = arn.resource.split_once('/') {
            let expected = format!("a bucket's name alone, `{bucket}`; key prefixes are given apart");
            return Err(arn.error(BUCKET, Segment::Resource, arn.resource, expected));
        }
        check_name(&arn, BUCKET, arn.resource)?;
        Ok(Self(text.to_owned().into()))
    }
}

impl FromStr for ObjectArn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        let arn = resource(text, OBJECT, "arn:aws:s3:::BUCKET/KEY")?;
        match arn.resource.split_once('/') {
            Some((bucket, key)) if !key.is_empty() => {
                check_name(&arn, OBJECT, bucket)?;
                Ok(Self(text.to_owned().into()))
            }
            _ => Err(arn.error(OBJECT, Segment::Resource, arn.resource, "`BUCKET/KEY`")),
        }
    }
}
