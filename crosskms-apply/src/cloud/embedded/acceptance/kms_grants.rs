//! The KMS grants that KMS makes (section 2.5 of the rulebook).

use crosskms::action::{Action, KeyUsage};
use crosskms::arn::{KeyArn, PrincipalArn, PrincipalKind};
use crosskms::authorize::KmsGrant;

use super::exists;
use crate::cloud::{Failure, KeyDescription};
use crate::snapshot::Snapshot;

/// How many pairs of the encryption context a KMS grant can ask for (R2.63).
const MOST_PAIRS: usize = 8;

/// Refuses KMS grants that KMS would not make. Those that are there already are not made again.
pub(super) fn check(
    snapshot: &Snapshot,
    key: &KeyArn,
    name: &str,
    wanted: &[KmsGrant],
) -> Result<(), Failure> {
    let Some(found) = snapshot.keys.get(key) else { return Ok(()) };
    let is_there = |one: &KmsGrant| found.kms_grants.iter().any(|other| other.means_the_same_as(one));
    for kms_grant in wanted.iter().filter(|one| !is_there(one)) {
        if kms_grant.name.as_deref() != Some(name) || !is_name(name) {
            return Err(invalid("ValidationException", format!("`{name}` is not the name of the KMS grant")));
        }
        grantee_exists(snapshot, &kms_grant.grantee)?;
        if let Some(description) = &found.description {
            is_usable(description, kms_grant)?;
        }
    }
    Ok(())
}

/// R2.64
fn is_name(name: &str) -> bool {
    let legal = |b: u8| b.is_ascii_alphanumeric() || b":/_-".contains(&b);
    (1..=256).contains(&name.len()) && name.bytes().all(legal)
}

/// R2.60, R5.3
fn grantee_exists(snapshot: &Snapshot, grantee: &str) -> Result<(), Failure> {
    let is_principal = grantee.parse::<PrincipalArn>().is_ok_and(|arn| arn.kind() != PrincipalKind::Account);
    if is_principal && exists(snapshot, grantee) {
        return Ok(());
    }
    let message = format!("ARN does not refer to a valid principal: {grantee}");
    Err(Failure::MalformedPolicy(message))
}

/// R5.30: a KMS grant is made on a key that is enabled, of operations that the key has.
fn is_usable(key: &KeyDescription, kms_grant: &KmsGrant) -> Result<(), Failure> {
    if key.state != "Enabled" {
        return Err(invalid("KMSInvalidStateException", format!("the key is {}", key.state)));
    }
    for operation in &kms_grant.operations {
        let action = Action::named(&format!("kms:{operation}")).filter(|action| action.is_grantable());
        if !action.is_some_and(|action| fits(key, action)) {
            let message = format!("the key cannot be used for `{operation}`, or no KMS grant can hold it");
            return Err(invalid("ValidationException", message));
        }
    }
    let pairs = [&kms_grant.encryption_context_subset, &kms_grant.encryption_context_equals];
    let pairs = pairs.into_iter().flatten().map(std::collections::BTreeMap::len).max();
    if pairs.is_some_and(|pairs| pairs > MOST_PAIRS || key.spec != "SYMMETRIC_DEFAULT") {
        let message = "up to eight pairs of the encryption context, on a symmetric key".to_owned();
        return Err(invalid("ValidationException", message));
    }
    Ok(())
}

/// Whether a key is for such an action.
fn fits(key: &KeyDescription, action: Action) -> bool {
    let (usages, usage) = (action.key_usages(), KeyUsage::of_key(&key.spec, &key.usage));
    usages.is_empty() || usage.is_none_or(|usage| usages.contains(&usage))
}

fn invalid(code: &str, message: String) -> Failure {
    Failure::Other { code: code.to_owned(), message }
}
