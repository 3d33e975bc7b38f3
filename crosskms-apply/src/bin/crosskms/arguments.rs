//! The command line.

mod plans;

pub(crate) use plans::{Allowed, CreateKey, Detail, JournalFolder, Runs, Writing};

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use crosskms::arn::{AccountId, ArnError, BucketArn, KeyArn, PrincipalArn, Region};
use crosskms::authorize::Caller;
use crosskms::grant::GrantName;
use crosskms::policy::PolicyType;
use crosskms::rules::{Rule, allowable};
use crosskms::site::Site;
use plans::wait;

/// Cross-account access to encrypted S3 data: check, test, plan, apply, verify, revoke.
#[derive(Debug, Parser)]
#[command(
    name = "crosskms",
    version,
    after_help = "\
Examples:
  crosskms check
  crosskms plan
  crosskms apply --yes
  crosskms rollback last
  crosskms --config generated/crosskms.json plan
  crosskms --cloud embedded --snapshot accounts.json apply

Exit codes:
  0  done, or everything as granted
  2  changes pending, or access denied or not decided
  3  invalid input
  4  refused by a safety check, or not confirmed
  5  the cloud answered with an error
  130  stopped by Ctrl-C"
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

    /// How long one try of a call to AWS may take, whatever the file says; a call ends after three times that at the
    /// latest [default: 30, or `timeout` and `call_timeout` of the account in the file]
    #[arg(long, global = true, value_name = "SECONDS", env = "CROSSKMS_TIMEOUT", value_parser = RangedU64ValueParser::<u64>::new().range(1..=3600))]
    pub(crate) timeout: Option<u64>,

    /// How results are written
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,

    /// Log what is done to stderr; with `--format json` each event is an object of JSON
    #[arg(long, global = true, value_name = "LEVEL", env = "CROSSKMS_LOG")]
    pub(crate) log: Option<LogLevel>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
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
    /// Decide requests over policies, both given as JSON lines; contacts nobody
    #[command(after_help = "\
Each line is a scenario: a request, and the policies and settings that decide it. All fields but `request` may be absent;
what is absent does not exist. The answer is one line of JSON for each, in order, with every gate's part in it; a line that
cannot be read is answered with `error`.

  {\"id\": \"…\", \"request\": {\"principal\": \"…\", \"action\": \"…\", \"resource\": \"…\", \"context\": {}},
   \"identity_policies\": [{\"name\": \"…\", \"document\": {}}], \"permissions_boundary\": {}, \"session_policies\": [{}],
   \"resource_policy\": {}, \"scps\": [[{}]], \"rcps\": [[{}]], \"endpoint_policy\": {}, \"kms_grants\": [{}],
   \"key\": {\"state\": \"Enabled\"}, \"expect\": \"allowed\"}

Examples:
  crosskms evaluate scenarios.jsonl
  crosskms evaluate < scenarios.jsonl > answers.jsonl
  generate | crosskms evaluate | jq 'select(.decision != \"allowed\")'

Exit codes:
  0  every line was answered
  2  a decision is not the one that its line expects
  3  a line could not be read")]
    Evaluate {
        /// Files of scenarios, one in each line; without any, or for `-`, stdin
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Test policies: decide the requests of scenarios and compare with what they expect; contacts nobody
    #[command(after_help = "\
A scenario is a request with the policies that decide it and the decision to `expect`: `allowed`, `implicit_deny` or
`explicit_deny`. `crosskms evaluate --help` shows its form.

Examples:
  crosskms test tests/policies
  crosskms test keys.jsonl buckets.json
  crosskms test tests/policies --filter analytics

Exit codes:
  0  every scenario passed
  2  a scenario failed
  3  a file or a scenario could not be read")]
    Test {
        /// Files of scenarios, .jsonl with one in each line or .json with one or a list, or folders of them
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Only scenarios whose id, or file and line, has this text in it; may be given several times
        #[arg(long, value_name = "TEXT")]
        filter: Vec<String>,
    },
    /// Say why AWS allows or denies a call: every gate, what came nearest, and the smallest change that opens it
    #[command(after_help = "\
Examples:
  crosskms explain GetObject s3://example-raw-events/2026/11/23.parquet \\
      --as arn:aws:iam::444455556666:role/analytics
  crosskms explain CopyObject s3://example-clean/a --source s3://example-raw-events/a --as ROLE
  crosskms explain kms:Decrypt KEY-ARN --as ROLE --context kms:ViaService=s3.eu-west-1.amazonaws.com
  crosskms --snapshot accounts.json explain PutObject s3://example-raw-events/a --as ROLE
  crosskms --format svg explain GetObject s3://example-raw-events/a --as ROLE > denied.svg
  crosskms explain --message 'User: … is not authorized to perform: kms:Decrypt …'
  crosskms explain --message - < event.json
  crosskms --snapshot accounts.json explain --message - --as ROLE < error.txt")]
    Explain(Explain),
    /// Print the grant that describes what people allowed by hand, and what it does not describe; writes nothing
    #[command(
        override_usage = "crosskms import [OPTIONS] <KEY> [BUCKET] <PRINCIPAL>",
        after_help = "\
The grant is a `[[grant]]` table for `crosskms.toml`; behind it stands, in comments, how it differs from what is there.

Examples:
  crosskms import arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab \\
      arn:aws:s3:::example-raw-events arn:aws:iam::444455556666:role/analytics
  crosskms import KEY BUCKET PRINCIPAL --name raw-events >> crosskms.toml
  crosskms import KEY PRINCIPAL
  crosskms --cloud embedded --snapshot accounts.json import KEY BUCKET PRINCIPAL

Exit codes:
  0  the grant describes all that is there, and nothing else
  2  it does not, or there is nothing to describe: read the comments
  3  invalid input
  5  the cloud answered with an error"
    )]
    Import(Import),
    /// Print the documents that the grants become; contacts nobody
    Policies {
        /// Only this document, as JSON alone
        #[arg(long, value_enum)]
        document: Option<DocumentName>,
    },
    /// Show what would have to change; writes nothing
    #[command(after_help = "\
Examples:
  crosskms plan
  crosskms plan --out plan.json
  crosskms plan --revoke --grant raw-events")]
    Plan {
        /// Plan to take the grants back
        #[arg(long)]
        revoke: bool,
        /// Save the plan in this file, to be shown by `crosskms show` and applied by `crosskms apply`
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        allowed: Allowed,
        #[command(flatten)]
        detail: Detail,
    },
    /// Show a plan that was saved; contacts nobody
    #[command(after_help = "\
Examples:
  crosskms show plan.json
  crosskms --format json show plan.json")]
    Show {
        /// The file that `crosskms plan --out` wrote
        #[arg(value_name = "PLAN")]
        plan: PathBuf,
        #[command(flatten)]
        detail: Detail,
    },
    /// Put the grants in place: show the plan, ask, write, verify
    #[command(after_help = "\
Examples:
  crosskms apply
  crosskms apply plan.json
  crosskms apply --yes --journal /var/lib/crosskms")]
    Apply {
        /// A plan that `crosskms plan --out` saved; it is refused when anything has moved since. Without it, a plan is
        /// made now
        #[arg(value_name = "PLAN")]
        plan: Option<PathBuf>,
        #[command(flatten)]
        writing: Writing,
        /// Do not look afterwards whether what the grants promise is allowed
        #[arg(long)]
        no_verify: bool,
        #[command(flatten)]
        allowed: Allowed,
    },
    /// Look whether the grants are in place and what they promise is allowed; writes no policy
    #[command(after_help = "\
Examples:
  crosskms verify
  crosskms verify --live
  crosskms verify --live --wait 60 --grant raw-events

With --live, the requests are made as the principals: a role is assumed with the credentials of its account, unless the
account's entry in crosskms.toml has another way to act as it:

  [accounts.444455556666.as]
  \"arn:aws:iam::444455556666:role/analytics\" = { profile = \"analytics\" }

KMS is asked by dry runs. S3 stores an object `crosskms-canary-…` under the first prefix of the grant, which is read and
then deleted, also when something fails or Ctrl-C is pressed; what cannot be deleted is said. Whatever the bucket tells
of new objects, it tells of the canary, too.")]
    Verify {
        /// How long to wait until everything is in place, in seconds
        #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = wait())]
        wait: u64,
        /// Make the requests, too: dry runs of KMS and a canary object in S3
        #[arg(long)]
        live: bool,
        #[command(flatten)]
        detail: Detail,
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
        #[command(flatten)]
        writing: Writing,
    },
    /// Restore exactly what a run replaced: show the plan, ask, write. Refused where somebody has changed it since
    #[command(after_help = "\
Examples:
  crosskms rollback last
  crosskms rollback 20261125T174501.042Z-k3x9qa --yes")]
    Rollback {
        /// The run: its id, the beginning of its id, or `last`
        #[arg(value_name = "RUN")]
        run: String,
        #[command(flatten)]
        writing: Writing,
    },
    /// Create keys that `[[create_key]]` describes and that are not there yet: show them with their policies, ask, create.
    /// No other command creates a key
    #[command(after_help = "\
A key that exists, by its alias, stays as it is; in what it differs is told. The answer is the ARN of each key, to be
written into a grant.

Examples:
  crosskms create-key
  crosskms create-key alias/raw-events --yes
  crosskms --format json create-key --yes | jq -r '.[].key'")]
    CreateKey(CreateKey),
    /// List the runs of the journal, the latest last, or show one; contacts nobody
    #[command(after_help = "\
Examples:
  crosskms runs
  crosskms runs last
  crosskms runs 20261125T174501.042Z-k3x9qa
  crosskms --format json runs --limit 1 --journal /var/lib/crosskms")]
    Runs(Runs),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Files of grants (.toml), policies, answers of the AWS CLI or snapshots, folders of them, or `-` for standard
    /// input; without any, the file of `--config`
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CloudName {
    Aws,
    Embedded,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
    /// A picture, for `explain` alone
    Svg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentName {
    IdentityPolicy,
    KeyPolicyStatement,
    ReplicaStatements,
    KmsGrants,
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
