//! Keys: whether they are there, and whether S3 can use them.

use crosskms::CrossAccountGrant;
use crosskms::action::{KeyUsage, Service};
use crosskms::arn::KeyArn;

use super::Check;
use crate::cloud::KeyDescription;
use crate::document::DocumentId;
use crate::plan::Refusal;
use crate::snapshot::Snapshot;

pub(super) static KEY_NOT_FOUND: Check =
    Check { name: "key-not-found", summary: "the key exists", may_be_allowed: false };

pub(super) static AWS_MANAGED_KEY: Check = Check {
    name: "aws-managed-key",
    summary: "the key's policy can be changed: it is a customer managed key",
    may_be_allowed: false,
};

pub(super) static WRONG_KEY_SPEC: Check =
    Check { name: "wrong-key-spec", summary: "S3 can encrypt with the key", may_be_allowed: false };

pub(super) static KEY_NOT_ENABLED: Check =
    Check { name: "key-not-enabled", summary: "the key can be used", may_be_allowed: true };

pub(super) static KEY_NOT_GRANTABLE: Check = Check {
    name: "key-not-grantable",
    summary: "KMS makes KMS grants of these actions on the key",
    may_be_allowed: false,
};

/// The key, and each of its replicas.
pub(super) fn missing(grant: &CrossAccountGrant, snapshot: &Snapshot) -> Vec<Refusal> {
    let missing = grant.keys().filter(|key| !snapshot.keys.contains_key(key));
    let refusal = |key| Refusal::new(&key, &KEY_NOT_FOUND, "the key does not exist");
    missing.map(|key| refusal(key).help("check the key's ARN, its Region and its account")).collect()
}

/// What is wrong with the key whose policy or KMS grants change, or with which a bucket is going to encrypt, for these grants.
pub(super) fn unusable<'g>(
    grants: impl Iterator<Item = &'g CrossAccountGrant>,
    snapshot: &Snapshot,
    document: &DocumentId,
) -> Vec<Refusal> {
    let described = |key: &KeyArn| snapshot.keys.get(key)?.description.as_ref();
    let found = grants.filter_map(|grant| {
        let for_s3 = grant.bucket().is_some();
        match document {
            DocumentId::KeyPolicy(key) => of_description(key, described(key)?, for_s3),
            DocumentId::KmsGrants { key, .. } => of_kms_grants(key, described(key)?, grant),
            DocumentId::BucketEncryption(_) => of_description(grant.key(), described(grant.key())?, for_s3),
            _ => None,
        }
    });
    found.collect()
}

/// R5.30, R2.60: a KMS grant is made on a key that is enabled, and of what the key is for.
fn of_kms_grants(key: &KeyArn, description: &KeyDescription, grant: &CrossAccountGrant) -> Option<Refusal> {
    let KeyDescription { state, spec, usage, .. } = description;
    if !matches!(state.as_str(), "Enabled" | "Updating") {
        let message = format!("the key is {state}, and KMS makes KMS grants on enabled keys alone");
        return Some(Refusal::new(key, &KEY_NOT_GRANTABLE, message).help("enable the key first"));
    }
    let of_key = KeyUsage::of_key(spec, usage)?;
    let unfit = grant
        .actions_of(Service::Kms)
        .find(|action| !action.key_usages().is_empty() && !action.key_usages().contains(&of_key));
    match unfit {
        Some(action) => {
            let message = format!("`{action}` does not work with a key of spec {spec} for {usage}");
            Some(Refusal::new(key, &KEY_NOT_GRANTABLE, message).help("name a key for these actions"))
        }
        None => of_description(key, description, grant.bucket().is_some()),
    }
}

fn of_description(key: &KeyArn, description: &KeyDescription, for_s3: bool) -> Option<Refusal> {
    let KeyDescription { state, spec, usage, manager } = description;
    if manager == "AWS" {
        let message = "nobody can change the policy of an AWS managed key";
        let refusal = Refusal::new(key, &AWS_MANAGED_KEY, message);
        return Some(refusal.help("encrypt the bucket with a customer managed key"));
    }
    if for_s3 && (spec.as_str(), usage.as_str()) != ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT") {
        let message = format!("S3 cannot encrypt with a key of spec {spec} for {usage}");
        return Some(Refusal::new(key, &WRONG_KEY_SPEC, message).help("use a symmetric encryption key"));
    }
    // R5.30: the policy can be changed in every state; while a key is updated it can also be used.
    let help = match state.as_str() {
        "Enabled" | "Updating" => return None,
        "Disabled" => "enable the key by `aws kms enable-key` first",
        "PendingDeletion" => {
            "keep the key by `aws kms cancel-key-deletion` and enable it, or move the data to another key"
        }
        "PendingReplicaDeletion" => "keep the key by `aws kms cancel-key-deletion`, or use another one",
        "PendingImport" => "import the key material first",
        "Creating" => "wait until the key is made, and plan again",
        _ => "look in KMS for what the key waits for",
    };
    let message = format!("the key is {state}: nobody can use it, whatever its policy says");
    Some(Refusal::new(key, &KEY_NOT_ENABLED, message).help(help))
}
