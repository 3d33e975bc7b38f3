//! `crosskms diff`: who gains or loses access between two versions of a policy.

use std::fs;
use std::path::Path;

use crosskms::authorize::AccessDifference;
use crosskms::policy::{Policy, PolicyType};
use crosskms_apply::config::ConfigError;

use crate::arguments::{Common, Diff};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common, diff: &Diff) -> Result<Exit, CommandError> {
    let (before, after) = (policy(&diff.before)?, policy(&diff.after)?);
    let shown =
        || after.as_ref().and_then(PolicyType::of).or_else(|| before.as_ref().and_then(PolicyType::of));
    let Some(kind) = diff.policy_type.or_else(shown) else {
        return Err(CommandError::Input {
            message: "the policies do not show what they are attached to".to_owned(),
            help: "say it with `--policy-type`, for example `--policy-type key-policy`".to_owned(),
        });
    };
    let difference = AccessDifference::between(kind, before.as_ref(), after.as_ref(), diff.account);
    output::difference(common.format, kind, &difference);
    Ok(if difference.is_empty() { Exit::Done } else { Exit::Pending })
}

/// The policy of a file; an empty one has none.
fn policy(path: &Path) -> Result<Option<Policy>, CommandError> {
    let read = |source| ConfigError::Read { path: path.to_owned(), source };
    let text = fs::read_to_string(path).map_err(read)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error| CommandError::Input {
        message: format!("`{}` is not a policy: {error}", path.display()),
        help: "write a policy as `aws kms get-key-policy` or `aws s3api get-bucket-policy` shows it"
            .to_owned(),
    })
}
