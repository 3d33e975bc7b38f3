//! Keys: whether they are there, and whether S3 can use them.

use crosskms::CrossAccountGrant;
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

pub(super) fn missing(grant: &CrossAccountGrant, snapshot: &Snapshot) -> Option<Refusal> {
    let missing = || Refusal::new(grant.key(), &KEY_NOT_FOUND, "the key does not exist");
    let is_missing = !snapshot.keys.contains_key(grant.key());
    is_missing.then(|| missing().help("check the key's ARN, its Region and its account"))
}

/// What is wrong with the key whose policy changes, or with which a bucket is going to encrypt, for these grants.
pub(super) fn unusable<'g>(
    grants: impl Iterator<Item = &'g CrossAccountGrant>,
    snapshot: &Snapshot,
    document: &DocumentId,
) -> Vec<Refusal> {
    if !matches!(document, DocumentId::KeyPolicy(_) | DocumentId::BucketEncryption(_)) {
        return Vec::new();
    }
    let found = grants.filter_map(|grant| {
        let description = snapshot.keys.get(grant.key())?.description.as_ref()?;
        of_description(grant.key(), description, grant.bucket().is_some())
    });
    found.collect()
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
