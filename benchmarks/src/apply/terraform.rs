//! Terraform and its provider for AWS, where they are installed, and the same shares in its words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crosskms::CrossAccountGrant;
use crosskms::policy::{Policy, Statement};
use crosskms_end_to_end::REGION;
use serde_json::{Value, json};

use super::stage::{CONSUMER, OWNER, Stage};
use crate::error::BenchmarkError;
use crate::generated;
use crate::measure::prepare;

/// Names a folder with the provider, in the layout of a mirror.
const PLUGINS: &str = "CROSSKMS_TERRAFORM_PLUGINS";
/// Names the configuration of Terraform's own command.
const CONFIGURATION: &str = "TF_CLI_CONFIG_FILE";

/// An installed Terraform that finds its provider.
pub(super) struct Terraform {
    configuration: PathBuf,
    /// Of the program and the provider.
    pub(super) version: String,
}

impl Terraform {
    /// Looks for it; the inner error says what is missing.
    pub(super) fn find() -> Result<Result<Self, String>, BenchmarkError> {
        let folder = generated::folder("terraform")?;
        let named = std::env::var_os(CONFIGURATION).map(PathBuf::from);
        let named = named.filter(|file| file.is_file() && std::env::var_os(PLUGINS).is_none());
        let configuration = match named {
            Some(named) => named,
            None => {
                let file = folder.join("terraform.rc");
                generated::write(&file, &mirrors())?;
                file
            }
        };
        let provider = json!({"terraform": [required_providers()]});
        generated::write(&folder.join("main.tf.json"), &provider.to_string())?;
        let run = |arguments: &[&str]| {
            let mut command = Command::new("terraform");
            command.args(arguments).current_dir(&folder).env(CONFIGURATION, &configuration);
            match command.env("CHECKPOINT_DISABLE", "1").stdin(Stdio::null()).output() {
                Ok(output) if output.status.success() => {
                    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
                }
                Ok(_) => Err(format!(
                    "its provider hashicorp/aws is not installed; name a folder that mirrors it by `{PLUGINS}`"
                )),
                Err(_) => Err("`terraform` is not installed".to_owned()),
            }
        };
        let found = run(&["init", "-input=false", "-no-color"]).and_then(|_| run(&["version", "-no-color"]));
        Ok(found.map(|version| Self { configuration, version: in_short(&version) }))
    }

    /// Writes the shares down, and gives the commands that apply them and that plan again.
    pub(super) fn commands(&self, stage: &Stage) -> Result<(Command, Command), BenchmarkError> {
        stage.write("main.tf.json", &shares(stage).to_string())?;
        prepare(self.command(stage).args(["init", "-input=false"]))?;
        let (mut apply, mut plan) = (self.command(stage), self.command(stage));
        apply.args(["apply", "-auto-approve", "-input=false"]);
        // Its exit code says whether there is something to do.
        plan.args(["plan", "-detailed-exitcode", "-input=false"]);
        Ok((apply, plan))
    }

    fn command(&self, stage: &Stage) -> Command {
        let mut command = stage.command(Path::new("terraform"));
        command.env(CONFIGURATION, &self.configuration).env("CHECKPOINT_DISABLE", "1");
        command
    }
}

/// A configuration by which providers come from folders of this machine alone.
fn mirrors() -> String {
    let named = [PLUGINS, "TF_PLUGIN_CACHE_DIR"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
    let home = std::env::home_dir().map(|home| home.join(".terraform.d/plugins"));
    let usual = ["/usr/share/terraform/plugins", "/usr/local/share/terraform/plugins"].map(PathBuf::from);
    let folders = named.chain(home).chain(usual).filter(|folder| folder.is_dir());
    let mirror = |folder: PathBuf| {
        format!("  filesystem_mirror {{\n    path = {:?}\n  }}\n", folder.display().to_string())
    };
    let mirrors: String = folders.map(mirror).collect();
    format!("provider_installation {{\n{mirrors}}}\n")
}

/// The lines of `terraform version` that say which it is.
fn in_short(version: &str) -> String {
    let provider = version.lines().filter_map(|line| line.strip_prefix("+ provider registry.terraform.io/"));
    version.lines().take(1).chain(provider).collect::<Vec<_>>().join(", ")
}

fn required_providers() -> Value {
    json!({"required_providers": [{"aws": {"source": "hashicorp/aws"}}]})
}

/// The same documents as crosskms writes. A key policy belongs to Terraform as a whole.
fn shares(stage: &Stage) -> Value {
    let provider = |alias: &str, account: &str| {
        let endpoint = stage.endpoint();
        json!({
            "alias": alias,
            "profile": account,
            "region": REGION,
            "skip_credentials_validation": true,
            "skip_metadata_api_check": true,
            "skip_requesting_account_id": true,
            "skip_region_validation": true,
            "s3_use_path_style": true,
            "endpoints": [{"kms": endpoint, "s3": endpoint, "iam": endpoint, "sts": endpoint}],
        })
    };
    let mut resources: BTreeMap<&str, BTreeMap<String, Value>> = BTreeMap::new();
    for grant in &stage.grants {
        for (kind, resource) in resources_of(grant) {
            resources.entry(kind).or_default().insert(grant.name().to_string(), resource);
        }
    }
    json!({
        "terraform": [required_providers()],
        "provider": {"aws": [provider("owner", OWNER), provider("consumer", CONSUMER)]},
        "resource": resources,
    })
}

fn resources_of(grant: &CrossAccountGrant) -> [(&'static str, Value); 4] {
    let policies = grant.policies();
    let bucket = grant.bucket().map(|bucket| bucket.name().to_string()).unwrap_or_default();
    let role = grant.principals().first().map(|role| role.name().to_owned()).unwrap_or_default();
    let of_owner = json!({
        "Sid": "Enable IAM User Permissions",
        "Effect": "Allow",
        "Principal": {"AWS": format!("arn:aws:iam::{OWNER}:root")},
        "Action": "kms:*",
        "Resource": "*",
    });
    let key_statements = [of_owner].into_iter().chain(policies.key_policy_statement().iter().map(as_json));
    let key_policy = json!({"Version": "2012-10-17", "Statement": key_statements.collect::<Vec<_>>()});
    let bucket_policy = Policy::new(policies.bucket_policy_statement().to_vec());
    let rule = json!({
        "apply_server_side_encryption_by_default":
            [{"sse_algorithm": "aws:kms", "kms_master_key_id": grant.key().as_str()}],
        "bucket_key_enabled": true,
    });
    [
        (
            "aws_kms_key_policy",
            json!({"provider": "aws.owner", "key_id": grant.key().key_id().as_str(), "policy": key_policy.to_string()}),
        ),
        (
            "aws_s3_bucket_policy",
            json!({"provider": "aws.owner", "bucket": bucket, "policy": bucket_policy.to_string()}),
        ),
        (
            "aws_s3_bucket_server_side_encryption_configuration",
            json!({"provider": "aws.owner", "bucket": bucket, "rule": [rule]}),
        ),
        (
            "aws_iam_role_policy",
            json!({
                "provider": "aws.consumer",
                "name": grant.name().policy_name(),
                "role": role,
                "policy": policies.identity_policy().to_string(),
            }),
        ),
    ]
}

fn as_json(statement: &Statement) -> Value {
    serde_json::from_str(&statement.to_compact_string()).unwrap_or_default()
}
