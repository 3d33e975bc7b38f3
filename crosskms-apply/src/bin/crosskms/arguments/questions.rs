//! The arguments of commands that ask who can do what, and why.

use std::str::FromStr;

use clap::Args;
use crosskms::arn::{AccountId, ArnError, BucketArn, KeyArn, PrincipalArn, Region};
use crosskms::authorize::Caller;
use crosskms::grant::GrantName;

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// An error text of an SDK, the AWS CLI or S3, or an event of CloudTrail, in place of a call; `-` reads it from
    /// standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, conflicts_with = "call")]
    pub(crate) message: Option<String>,
    /// An operation of S3, such as `GetObject`, or an action, such as `kms:Decrypt`
    #[arg(value_name = "CALL", required_unless_present = "message")]
    pub(crate) call: Option<String>,
    /// What it is about: an S3 URI, or the ARN of a bucket, an object or a key
    #[arg(value_name = "RESOURCE", required_unless_present = "message")]
    pub(crate) resource: Option<String>,
    /// Who calls: the ARN of a role, a user or a session, a service, or `anonymous`; beside `--message`, where the text
    /// does not say it
    #[arg(long = "as", value_name = "PRINCIPAL", required_unless_present = "message")]
    pub(crate) caller: Option<Caller>,
    /// What is copied, for operations that copy
    #[arg(long, value_name = "RESOURCE")]
    pub(crate) source: Option<String>,
    /// The key under which the object is encrypted, where it is not the bucket's default
    #[arg(long, value_name = "ARN")]
    pub(crate) key: Option<KeyArn>,
    /// Whether the object was written under a Bucket Key
    #[arg(long, value_name = "true|false")]
    pub(crate) bucket_key: Option<bool>,
    /// A condition key of the request; may be given several times, also for one key
    #[arg(long = "context", value_name = "KEY=VALUE", value_parser = context_entry)]
    pub(crate) context: Vec<(String, String)>,
    /// The account that owns the bucket, where no grant of the file names it
    #[arg(long, value_name = "ACCOUNT")]
    pub(crate) owner: Option<AccountId>,
    /// The Region of the bucket, with `--owner`
    #[arg(long, value_name = "REGION", requires = "owner")]
    pub(crate) region: Option<Region>,
}

#[derive(Debug, Args)]
pub(crate) struct WhoCan {
    /// The action, with wildcards if several are meant
    pub(crate) action: String,
    /// The ARN of a key, bucket or object; or `s3://BUCKET`, `s3://BUCKET/KEY`
    pub(crate) resource: String,
    /// How a key is used: `direct`, or through S3 for a bucket or object (`s3://…`)
    #[arg(long, value_name = "WAY")]
    pub(crate) via: Option<String>,
    /// Show those who cannot, too
    #[arg(long)]
    pub(crate) denied: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The ARN of the key
    #[arg(value_name = "KEY")]
    pub(crate) key: KeyArn,
    /// The ARN of the bucket that it encrypts, unless the grant is over the key alone, and that of the role, user or
    /// account that uses them
    #[arg(value_name = "[BUCKET] PRINCIPAL", num_args = 1..=2, required = true)]
    pub(crate) others: Vec<Party>,
    /// What the grant is to be called; without, a name is made of the bucket's and the principal's
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<GrantName>,
}

/// What is named beside a key; the ARN tells which it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Party {
    Bucket(BucketArn),
    Principal(PrincipalArn),
}

impl FromStr for Party {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split(':').nth(2) {
            Some("s3") => text.parse().map(Self::Bucket).map_err(|error: ArnError| error.to_string()),
            _ => text.parse().map(Self::Principal).map_err(|error: ArnError| error.to_string()),
        }
    }
}

/// A condition key and its value, of which a request has one more.
fn context_entry(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if key.contains(':') => Ok((key.to_owned(), value.to_owned())),
        _ => {
            Err("write a condition key and its value, for example `aws:PrincipalOrgID=o-a1b2c3d4e5`"
                .to_owned())
        }
    }
}
