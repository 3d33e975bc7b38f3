//! The arguments of commands about policies in files.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use crosskms::arn::AccountId;
use crosskms::policy::PolicyType;
use crosskms::rules::{Rule, allowable};
use crosskms::site::Site;

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
