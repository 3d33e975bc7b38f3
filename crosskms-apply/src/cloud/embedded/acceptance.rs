//! The documents that AWS takes: well formed, within the quota, naming principals that exist, locking nobody out.

mod kms_grants;

use crosskms::arn::{AccountId, Arn, KeyArn, PrincipalArn, PrincipalKind};
use crosskms::authorize::{Caller, Context, Decision, Prepared, Request};
use crosskms::policies::BucketEncryption;
use crosskms::policy::{Policy, PrincipalElement, PrincipalType};
use crosskms::rules::public_statements;

use crate::cloud::{CloudError, Failure};
use crate::document::{BucketId, DocumentId, PolicyArn, texts};
use crate::plan::quota::attachments;
use crate::snapshot::{Bucket, Principal, Snapshot};

/// Refuses a document of a key, bucket or principal that does not exist.
pub(super) fn existing(snapshot: &Snapshot, document: &DocumentId) -> Result<(), CloudError> {
    let exists = match document {
        // An account is there without anything in it.
        DocumentId::ManagedPolicy(_) => true,
        DocumentId::PolicyAttachment { principal, .. } | DocumentId::IdentityPolicy { principal, .. } => {
            snapshot.principals.contains_key(principal)
        }
        DocumentId::KmsGrants { key, .. } | DocumentId::KeyPolicy(key) => snapshot.keys.contains_key(key),
        DocumentId::BucketPolicy(id) | DocumentId::BucketEncryption(id) => {
            return bucket(snapshot, id, call(document)).map(drop);
        }
    };
    if exists { Ok(()) } else { Err(super::not_found(call(document), document.arn(), document.account())) }
}

/// The bucket, where it is as the call says.
pub(super) fn bucket<'s>(
    snapshot: &'s Snapshot,
    id: &BucketId,
    call: &'static str,
) -> Result<&'s Bucket, CloudError> {
    let found = snapshot.buckets.get(&id.arn).filter(|found| found.account == id.owner);
    let found = found.ok_or_else(|| super::not_found(call, id.arn.as_str(), id.owner))?;
    if found.region == id.region {
        return Ok(found);
    }
    let failure = Failure::WrongRegion(format!("it is in {}", found.region));
    Err(CloudError { call, target: id.arn.to_string(), account: id.owner, failure })
}

/// The role or user.
pub(super) fn principal<'s>(
    snapshot: &'s Snapshot,
    arn: &PrincipalArn,
    call: &'static str,
) -> Result<&'s Principal, CloudError> {
    let found = snapshot.principals.get(arn);
    found.ok_or_else(|| super::not_found(call, arn.as_str(), arn.account()))
}

/// Refuses a text that AWS would refuse.
pub(super) fn check(snapshot: &Snapshot, document: &DocumentId, text: &str) -> Result<(), CloudError> {
    let malformed = |message: String| refused(document, Failure::MalformedPolicy(message));
    if let DocumentId::BucketEncryption(_) = document {
        return text.parse::<BucketEncryption>().map(drop).map_err(|error| malformed(error.to_string()));
    }
    match document {
        DocumentId::PolicyAttachment { principal, policy } => {
            return attachment(snapshot, principal, policy).map_err(|failure| refused(document, failure));
        }
        DocumentId::KmsGrants { key, name } => {
            let wanted = texts::kms_grants(Some(text)).map_err(|error| malformed(error.to_string()))?;
            return kms_grants::check(snapshot, key, name, &wanted)
                .map_err(|failure| refused(document, failure));
        }
        _ => {}
    }
    let policy: Policy =
        text.parse().map_err(|error: crosskms::policy::ReadError| malformed(error.to_string()))?;
    within_quota(snapshot, document, text)?;
    if matches!(document, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) {
        principals_exist(snapshot, &policy).map_err(malformed)?;
    }
    if let DocumentId::BucketPolicy(bucket) = document {
        not_public(snapshot, bucket, document, &policy)?;
    }
    if let DocumentId::KeyPolicy(key) = document {
        no_lock_out(snapshot, document, key, &policy)?;
    }
    Ok(())
}

pub(super) fn refused(document: &DocumentId, failure: Failure) -> CloudError {
    CloudError {
        call: call(document),
        target: document.arn().to_owned(),
        account: document.account(),
        failure,
    }
}

/// The call that writes a document.
fn call(document: &DocumentId) -> &'static str {
    match document {
        DocumentId::ManagedPolicy(_) => "iam:CreatePolicyVersion",
        DocumentId::PolicyAttachment { principal, .. } if principal.kind() == PrincipalKind::User => {
            "iam:AttachUserPolicy"
        }
        DocumentId::PolicyAttachment { .. } => "iam:AttachRolePolicy",
        DocumentId::KmsGrants { .. } => "kms:CreateGrant",
        DocumentId::IdentityPolicy { principal, .. } if principal.kind() == PrincipalKind::User => {
            "iam:PutUserPolicy"
        }
        DocumentId::IdentityPolicy { .. } => "iam:PutRolePolicy",
        DocumentId::KeyPolicy(_) => "kms:PutKeyPolicy",
        DocumentId::BucketPolicy(_) => "s3:PutBucketPolicy",
        DocumentId::BucketEncryption(_) => "s3:PutEncryptionConfiguration",
    }
}

/// Refuses to delete what AWS would refuse to delete.
pub(super) fn can_go(snapshot: &Snapshot, document: &DocumentId) -> Result<(), CloudError> {
    let DocumentId::ManagedPolicy(policy) = document else { return Ok(()) };
    let attached = snapshot.principals.iter().find(|(_, one)| one.attached_policies.contains(policy));
    let Some((principal, _)) = attached else { return Ok(()) };
    let message = format!("Cannot delete a policy attached to entities: it is attached to {principal}.");
    let failure = Failure::Other { code: "DeleteConflict".to_owned(), message };
    Err(CloudError { call: "iam:DeletePolicy", ..refused(document, failure) })
}

/// R5.36: the policy must exist, and a role or user has so many at most.
fn attachment(snapshot: &Snapshot, principal: &PrincipalArn, policy: &PolicyArn) -> Result<(), Failure> {
    if !snapshot.managed_policies.contains_key(policy) {
        return Err(Failure::NotFound(format!("Policy {policy} does not exist or is not attachable.")));
    }
    let Some(holder) = snapshot.principals.get(principal) else { return Ok(()) };
    let others =
        holder.attached_count().saturating_sub(usize::from(holder.attached_policies.contains(policy)));
    let most = attachments(principal).default;
    if others < most {
        return Ok(());
    }
    let of = if principal.kind() == PrincipalKind::User { "User" } else { "Role" };
    let message = format!("Cannot exceed quota for PoliciesPer{of}: {most}");
    Err(Failure::LimitExceeded(message))
}

fn within_quota(snapshot: &Snapshot, document: &DocumentId, text: &str) -> Result<(), CloudError> {
    let Some(quota) = document.quota() else { return Ok(()) };
    let others: usize = match document {
        DocumentId::IdentityPolicy { principal, name } => {
            let inline = snapshot.principals.get(principal).into_iter().flat_map(Principal::inline_policies);
            inline.filter(|(other, _)| other != name).map(|(_, document)| quota.count(document.text())).sum()
        }
        _ => 0,
    };
    let size = quota.count(text).saturating_add(others);
    if size <= quota.limit {
        return Ok(());
    }
    let message = format!("{size} {}, {} allows {}", quota.unit, quota.of, quota.limit);
    Err(refused(document, Failure::LimitExceeded(message)))
}

/// R5.3: every principal must exist. Of accounts that the snapshot does not hold, nothing is known.
fn principals_exist(snapshot: &Snapshot, policy: &Policy) -> Result<(), String> {
    for statement in &policy.statements {
        let Some(PrincipalElement::Principal(named) | PrincipalElement::NotPrincipal(named)) =
            &statement.principal
        else {
            return Err("Policy contains a statement without a principal.".to_owned());
        };
        if let Some(name) = named.of_type(&PrincipalType::Aws).find(|name| !exists(snapshot, name)) {
            return Err(format!(
                "Policy contains a statement with one or more invalid principals: `{name}`."
            ));
        }
    }
    Ok(())
}

fn exists(snapshot: &Snapshot, name: &str) -> bool {
    if name == "*" {
        return true;
    }
    if let Ok(arn) = Arn::parse(name)
        && arn.service == "sts"
    {
        return true;
    }
    match name.parse::<PrincipalArn>() {
        Ok(principal) => {
            principal.kind() == PrincipalKind::Account
                || snapshot.principals.contains_key(&principal)
                || !holds(snapshot, principal.account())
        }
        Err(_) => false,
    }
}

/// Whether the snapshot has anything of this account.
fn holds(snapshot: &Snapshot, account: AccountId) -> bool {
    snapshot.principals.keys().any(|principal| principal.account() == account)
        || snapshot.keys.keys().any(|key| key.account() == account)
        || snapshot.buckets.values().any(|bucket| bucket.account == account)
}

/// R5.42: the public access block refuses a policy that is surely public.
fn not_public(
    snapshot: &Snapshot,
    bucket: &BucketId,
    document: &DocumentId,
    policy: &Policy,
) -> Result<(), CloudError> {
    let block = snapshot.buckets.get(&bucket.arn).and_then(|found| found.public_access_block);
    let blocks = block.is_some_and(|block| block.block_public_policy);
    if !blocks || !public_statements(policy).iter().any(|statement| statement.certain) {
        return Ok(());
    }
    let message =
        "public policies are blocked by the BlockPublicPolicy block public access setting.".to_owned();
    Err(refused(document, Failure::AccessDenied(message)))
}

/// R5.2: somebody of the key's account must be able to change the policy again.
fn no_lock_out(
    snapshot: &Snapshot,
    document: &DocumentId,
    key: &KeyArn,
    policy: &Policy,
) -> Result<(), CloudError> {
    let root = PrincipalArn::account_root(key.partition(), key.account());
    let of_account = snapshot.principals.keys().filter(|principal| principal.account() == key.account());
    // The account itself comes first: nearly every policy names it.
    let administrator = [&root].into_iter().chain(of_account).find(|principal| {
        let caller = Caller::from((*principal).clone());
        let request = Request::new(caller, "kms:PutKeyPolicy", key.as_str(), key.account(), Context::new());
        let mut evidence = snapshot.evidence(&request);
        evidence.resource_policy = Some(policy);
        Prepared::of(&evidence).decide(&request) == Decision::Allowed
    });
    match administrator {
        Some(_) => Ok(()),
        None => {
            let message = "The new key policy will not allow you to update the key policy in the future.";
            Err(super::malformed(document, message.to_owned()))
        }
    }
}
