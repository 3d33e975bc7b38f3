//! The command line.

mod plans;
mod policies;
mod questions;

pub(crate) use plans::{Allowed, CreateKey, Detail, JournalFolder, Runs, Writing};
pub(crate) use policies::{Check, Diff};
pub(crate) use questions::{Explain, Import, Party, WhoCan};

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
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
    #[command(after_help = "\
Examples:
  crosskms policies
  crosskms policies --grant raw-events --document key-policy-statement > statement.json")]
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
    #[command(after_help = "\
Examples:
  crosskms revoke
  crosskms revoke --grant raw-events --yes
  crosskms plan --revoke --grant raw-events")]
    Revoke {
        #[command(flatten)]
        writing: Writing,
    },
    /// Restore exactly what a run replaced: show the plan, ask, write. Refused where somebody has changed it since
    #[command(after_help = "\
Examples:
  crosskms rollback last
  crosskms rollback 20261125T174501.042Z-k3x9qa --yes
  crosskms rollback last --partial

Exit codes:
  0  every document is as it was before the run
  2  with --partial: some are not
  4  a document cannot be restored, and nothing was written; or not confirmed")]
    Rollback {
        /// The run: its id, the beginning of its id, or `last`
        #[arg(value_name = "RUN")]
        run: String,
        /// Restore what can be restored: what somebody has changed since, or AWS would not take again, stays as it is
        #[arg(long)]
        partial: bool,
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
    /// Print the script by which a shell completes what is typed; contacts nobody
    #[command(after_help = "\
Examples:
  crosskms completions bash > ~/.local/share/bash-completion/completions/crosskms
  crosskms completions zsh > ~/.zfunc/_crosskms
  crosskms completions fish > ~/.config/fish/completions/crosskms.fish")]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL", value_enum)]
        shell: clap_complete::Shell,
    },
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
