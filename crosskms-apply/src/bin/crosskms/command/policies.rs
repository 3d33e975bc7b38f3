//! `crosskms policies`: the documents that the grants become.

use std::collections::BTreeMap;

use crosskms::CrossAccountGrant;
use crosskms::arn::KeyArn;
use crosskms::grant::{IdentityPolicy, Mechanism};
use crosskms::policies::Policies;
use crosskms::policy::StatementList;
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
        DocumentName::ReplicaStatements => pretty(&replica_statements(&policies))?,
        DocumentName::KmsGrants => pretty(policies.kms_grants())?,
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
    if !policies.identity_policy().statements.is_empty() {
        let whose = match grant.identity_policy() {
            IdentityPolicy::Inline => "identity policy",
            IdentityPolicy::Managed => "managed policy",
        };
        for principal in grant.principals() {
            output::heading(&format!("{}: {whose} of {principal}", grant.name()));
        }
        output::line(&policies.identity_policy().to_string());
    }
    let own = (grant.key(), policies.key_policy_statement());
    let of_keys = std::iter::once(own).chain(policies.replica_statements());
    for (key, statements) in of_keys.filter(|_| grant.mechanism() == Mechanism::Policy) {
        output::heading(&format!("{}: in the policy of {key}, account {owner}", grant.name()));
        output::line(&statements.to_string());
    }
    for kms_grant in policies.kms_grants() {
        for key in grant.keys() {
            output::heading(&format!("{}: KMS grant on {key}, account {owner}", grant.name()));
        }
        output::line(&kms_grant.to_string());
    }
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
        "replica_statements": replica_statements(&policies),
        "kms_grants": policies.kms_grants(),
        "bucket_policy_statements": policies.bucket_policy_statement(),
        "bucket_encryption": policies.bucket_encryption(),
    })
}

/// The statements for the policies of replicas, by the ARN of the replica.
fn replica_statements(policies: &Policies) -> BTreeMap<&KeyArn, &StatementList> {
    policies.replica_statements().collect()
}

fn pretty(value: &(impl serde::Serialize + ?Sized)) -> Result<String, CommandError> {
    serde_json::to_string_pretty(value).map_err(|error| CommandError::Usage(error.to_string()))
}
