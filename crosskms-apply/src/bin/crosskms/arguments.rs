//! The command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use crosskms::arn::AccountId;
use crosskms::policy::PolicyType;
use crosskms::rules::{Rule, allowable};
use crosskms::site::Site;

/// Cross-account access to encrypted S3 data: check, plan, apply, verify, revoke.
#[derive(Debug, Parser)]
#[command(
    name = "crosskms",
    version,
    after_help = "\
Examples:
  crosskms check
  crosskms plan
  crosskms apply --yes
  crosskms --config generated/crosskms.json plan
  crosskms --cloud embedded --snapshot accounts.json apply

Exit codes:
  0  done, or everything as granted
  2  changes pending, or access denied or not decided
  3  invalid input
  4  refused by a safety check, or not confirmed
  5  the cloud answered with an error"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

// No comment for the documentation: clap would take it for the command's description.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The file with accounts and grants, or the manifest (.json) that a build script wrote
    #[arg(
        long,
        global = true,
        default_value = "crosskms.toml",
        value_name = "FILE",
        env = "CROSSKMS_CONFIG"
    )]
    pub(crate) config: PathBuf,

    /// Only these grants of the file; may be given several times
    #[arg(long = "grant", global = true, value_name = "NAME")]
    pub(crate) grants: Vec<String>,

    /// Where to apply: AWS, or a cloud inside this process
    #[arg(long, global = true, value_enum, default_value_t = CloudName::Aws)]
    pub(crate) cloud: CloudName,

    /// The accounts that questions are about, or those of the embedded cloud; what is applied is written back to this
    /// file
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) snapshot: Option<PathBuf>,

    /// How results are written
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check grants and policies by every rule; contacts nobody
    #[command(after_help = "\
Examples:
  crosskms check
  crosskms check key-policy.json bucket-policy.json
  crosskms check accounts.json
  crosskms check policies/ --allow every-key
  crosskms check policies/ --sarif > findings.sarif")]
    Check(Check),
    /// Print the documents that the grants become; contacts nobody
    Policies {
        /// Only this document, as JSON alone
        #[arg(long, value_enum)]
        document: Option<DocumentName>,
    },
    /// Show what would have to change; writes nothing
    Plan {
        /// Plan to take the grants back
        #[arg(long)]
        revoke: bool,
    },
    /// Put the grants in place: show the plan, ask, write, verify
    Apply {
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
        /// How long to wait until AWS shows what was written, in seconds
        #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = wait())]
        wait: u64,
    },
    /// Look whether the grants are in place and what they promise is allowed; writes nothing
    Verify {
        /// How long to wait until everything is in place, in seconds
        #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = wait())]
        wait: u64,
    },
    /// Show every principal that can do an action on a key, bucket or object of a snapshot
    #[command(after_help = "\
A question is asked over TLS. What else is in a request is not known: an answer that depends on it is `unknown`, and
says on what it depends.

Examples:
  crosskms --snapshot accounts.json who-can s3:GetObject s3://example-raw-events
  crosskms --snapshot accounts.json who-can 'kms:*' arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab --via direct
  crosskms --snapshot accounts.json who-can kms:Decrypt KEY --via s3://example-raw-events")]
    WhoCan(WhoCan),
    /// Show everything that a principal can do on the keys and buckets of a snapshot
    #[command(after_help = "\
Example:
  crosskms --snapshot accounts.json what-can arn:aws:iam::444455556666:role/analytics")]
    WhatCan {
        /// The ARN of a role, user, account root or session; a service principal; or `anonymous`
        principal: String,
        /// How keys are used: `direct`, or through S3 for a bucket or object (`s3://…`)
        #[arg(long, value_name = "WAY")]
        via: Option<String>,
    },
    /// Show who gains or loses access between two versions of a policy; contacts nobody
    #[command(after_help = "\
An empty file is no policy. Without `--account`, who is of the account that owns the key or bucket is not known.

Examples:
  crosskms diff key-policy.before.json key-policy.json --account 111122223333
  git show HEAD:policies/bucket.json | crosskms diff /dev/stdin policies/bucket.json

Exit codes: 0 nobody gains or loses anything, 2 somebody does, 3 invalid input")]
    Diff(Diff),
    /// Take the grants back: show the plan, ask, write. The bucket's encryption stays
    Revoke {
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Files of grants (.toml), policies or snapshots, or folders of them; without any, the file of `--config`
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the policies are attached to, where they do not show it
    #[arg(long, value_name = "TYPE", value_parser = policy_type())]
    pub(crate) policy_type: Option<PolicyType>,
    /// Allow what this rule finds; may be given several times
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub(crate) allow: Vec<&'static Rule>,
    /// Write the findings as SARIF, for code review tools
    #[arg(long, conflicts_with = "format")]
    pub(crate) sarif: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The policy as it was
    pub(crate) before: PathBuf,
    /// The policy as it is now
    pub(crate) after: PathBuf,
    /// What the policy is attached to, where it does not show it
    #[arg(long, value_name = "TYPE", value_parser = policy_type())]
    pub(crate) policy_type: Option<PolicyType>,
    /// The account that owns the key or bucket
    #[arg(long, value_name = "ACCOUNT")]
    pub(crate) account: Option<AccountId>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CloudName {
    Aws,
    Embedded,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentName {
    IdentityPolicy,
    KeyPolicyStatement,
    BucketPolicyStatement,
    BucketEncryption,
}

fn policy_type() -> impl TypedValueParser<Value = PolicyType> {
    PossibleValuesParser::new(PolicyType::ALL.map(PolicyType::as_str)).try_map(|name| name.parse())
}

/// A rule that may be allowed; the message is the same as in a file.
fn rule(name: &str) -> Result<&'static Rule, String> {
    allowable(name, &Site::whole()).map_err(|finding| match finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message,
    })
}

/// At most a day.
fn wait() -> RangedU64ValueParser {
    RangedU64ValueParser::new().range(0..=86_400)
}
