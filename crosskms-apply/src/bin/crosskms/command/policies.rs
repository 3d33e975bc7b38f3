//! `crosskms policies`: the documents that the grants become.

use crosskms::CrossAccountGrant;
use serde_json::json;

use crate::arguments::{Common, DocumentName, Format};
use crate::connection;
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) fn run(common: &Common, document: Option<DocumentName>) -> Result<Exit, CommandError> {
    let config = connection::read_some(common)?;
    match (document, common.format) {
        (Some(document), _) => one(&config.grants, document)?,
        (None, Format::Human) => config.grants.iter().for_each(human),
        (None, _) => {
            let grants: serde_json::Map<_, _> =
                config.grants.iter().map(|grant| (grant.name().to_string(), as_json(grant))).collect();
            output::json(&grants);
        }
    }
    Ok(Exit::Done)
}

/// A single document, to be piped into another tool.
fn one(grants: &[CrossAccountGrant], document: DocumentName) -> Result<(), CommandError> {
    let [grant] = grants else {
        let message = "`--document` prints a document of one grant; name it with `--grant`";
        return Err(CommandError::Usage(message.to_owned()));
    };
    let policies = grant.policies();
    let text = match document {
        DocumentName::IdentityPolicy => policies.identity_policy().to_string(),
        DocumentName::KeyPolicyStatement => policies.key_policy_statement().to_string(),
        DocumentName::BucketPolicyStatement => policies.bucket_policy_statement().to_string(),
        DocumentName::BucketEncryption => match policies.bucket_encryption() {
            Some(encryption) => encryption.to_string(),
            None => return Err(CommandError::Usage(format!("grant `{}` has no bucket", grant.name()))),
        },
    };
    output::line(&text);
    Ok(())
}

fn human(grant: &CrossAccountGrant) {
    let policies = grant.policies();
    let owner = grant.key().account();
    for principal in grant.principals() {
        output::heading(&format!("{}: identity policy of {principal}", grant.name()));
    }
    output::line(&policies.identity_policy().to_string());
    output::heading(&format!("{}: in the policy of {}, account {owner}", grant.name(), grant.key()));
    output::line(&policies.key_policy_statement().to_string());
    let Some(bucket) = grant.bucket() else { return };
    if !policies.bucket_policy_statement().is_empty() {
        output::heading(&format!("{}: in the policy of {bucket}, account {owner}", grant.name()));
        output::line(&policies.bucket_policy_statement().to_string());
    }
    if let Some(encryption) = policies.bucket_encryption() {
        output::heading(&format!("{}: default encryption of {bucket}, account {owner}", grant.name()));
        output::line(&encryption.to_string());
    }
}

fn as_json(grant: &CrossAccountGrant) -> serde_json::Value {
    let policies = grant.policies();
    json!({
        "principals": grant.principals(),
        "identity_policy": policies.identity_policy(),
        "key_policy_statements": policies.key_policy_statement(),
        "bucket_policy_statements": policies.bucket_policy_statement(),
        "bucket_encryption": policies.bucket_encryption(),
    })
}
