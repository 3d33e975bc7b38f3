//! What became of a grant's statements, policies and settings since they were written: each kind is told apart.

use std::collections::HashMap;

use crosskms::CrossAccountGrant;
use crosskms::policies::{BucketEncryption, SseAlgorithm};
use crosskms::policy::{Policy, PolicyDocument, Principal, PrincipalElement, Statement};

use super::checks::ids;
use super::{Change, Reason};
use crate::document::{BucketId, PolicyArn};
use crate::snapshot::Snapshot;

/// How the statements that are there differ from those that are wanted.
pub(super) fn of_statements(
    wanted: &[Statement],
    policy: &Policy,
    owns: impl Fn(&Statement) -> bool,
) -> Vec<Reason> {
    let mut missing: Vec<&Statement> = wanted.iter().collect();
    let (mut reasons, mut superfluous) = (Vec::new(), Vec::new());
    for found in policy.statements.iter().filter(|found| owns(found)) {
        let position = missing.iter().position(|wanted| wanted.sid == found.sid);
        // A second statement of one Sid is not wanted, whatever it says.
        match position.map(|position| missing.remove(position)) {
            Some(wanted) => reasons.extend(of_statement(wanted, found)),
            None => superfluous.push(found),
        }
    }
    for wanted in missing {
        let renamed = superfluous.iter().position(|found| is_same_but_for_sid(wanted, found));
        if let Some(found) = renamed.map(|position| superfluous.remove(position)) {
            reasons.push(Reason::StatementRenamed { sid: sid(wanted), found: sid(found) });
            continue;
        }
        let foreign = policy.statements.iter().enumerate().filter(|(_, found)| !owns(found));
        let moved = foreign.into_iter().find(|(_, found)| is_same_but_for_sid(wanted, found));
        reasons.push(match moved {
            Some((position, found)) => Reason::StatementMoved {
                sid: sid(wanted),
                found: match &found.sid {
                    Some(sid) => sid.to_string(),
                    None => format!("statement {}", position.saturating_add(1)),
                },
            },
            None => Reason::StatementMissing { sid: sid(wanted) },
        });
    }
    let superfluous = superfluous.into_iter();
    reasons.extend(superfluous.map(|found| Reason::StatementSuperfluous { sid: sid(found) }));
    reasons
}

fn of_statement(wanted: &Statement, found: &Statement) -> Vec<Reason> {
    let mut elements = wanted.differing_elements(found);
    let dead = dead_principal(found).filter(|_| elements.contains(&"Principal"));
    let mut reasons = Vec::new();
    if let Some(id) = dead {
        reasons.push(Reason::PrincipalDeleted { sid: sid(wanted), id: id.to_owned() });
        elements.retain(|element| *element != "Principal");
    }
    if !elements.is_empty() {
        let elements = elements.into_iter().map(str::to_owned).collect();
        reasons.push(Reason::StatementDiffers { sid: sid(wanted), elements });
    }
    reasons
}

/// R4.40: the unique id that AWS wrote in the place of a principal that was deleted since.
fn dead_principal(statement: &Statement) -> Option<&str> {
    let Some(PrincipalElement::Principal(principal @ Principal::ByType(_))) = &statement.principal else {
        return None;
    };
    ids(principal).next()
}

fn is_same_but_for_sid(a: &Statement, b: &Statement) -> bool {
    a.differing_elements(b).is_empty()
}

fn sid(statement: &Statement) -> String {
    statement.sid.as_deref().unwrap_or_default().to_owned()
}

/// Where a policy of the grant's own differs, as paths in it.
pub(super) fn of_policy(wanted: &Policy, found: &Policy) -> Vec<Reason> {
    if found.means_the_same_as(wanted) {
        return Vec::new();
    }
    let (wanted, found) = (wanted.statements.as_slice(), found.statements.as_slice());
    let pairs = wanted.iter().zip(found).enumerate();
    let mut elements: Vec<String> = pairs
        .flat_map(|(position, (wanted, found))| {
            let elements = wanted.differing_elements(found).into_iter();
            elements.map(move |element| format!("Statement[{position}].{element}"))
        })
        .collect();
    if wanted.len() != found.len() || elements.is_empty() {
        elements = vec!["Statement".to_owned()];
    }
    vec![Reason::PolicyDiffers { elements }]
}

/// How a bucket encrypts, against how it should.
pub(super) fn of_encryption(wanted: &BucketEncryption, current: &BucketEncryption) -> Vec<Reason> {
    if wanted.means_the_same_as(current) {
        return Vec::new();
    }
    if wanted.algorithm != current.algorithm {
        return vec![Reason::EncryptionDiffers { current: in_words(current) }];
    }
    let mut reasons = Vec::new();
    if wanted.key != current.key {
        let key = current.key.clone().unwrap_or_else(|| AWS_S3.to_owned());
        reasons.push(Reason::WrongDefaultKey { key });
    }
    let is_on = |encryption: &BucketEncryption| encryption.bucket_key.unwrap_or(false);
    if is_on(wanted) != is_on(current) {
        reasons.push(Reason::BucketKeySwitched { on: is_on(current) });
    }
    reasons
}

const AWS_S3: &str = "the account's own aws/s3 key";

fn in_words(encryption: &BucketEncryption) -> String {
    let key = encryption.key.as_deref().unwrap_or(AWS_S3);
    match (&encryption.algorithm, encryption.bucket_key) {
        (SseAlgorithm::Aes256, _) => "AES256, without KMS".to_owned(),
        (algorithm, Some(true)) => format!("{} with {key}, Bucket Key on", algorithm.as_str()),
        (algorithm, _) => format!("{} with {key}, Bucket Key off", algorithm.as_str()),
    }
}

/// Tells what is gone from what is new: of a grant that left no trace anywhere, nothing can have gone.
pub(super) fn told_from_new(changes: &mut [Change], grants: &[CrossAccountGrant], snapshot: &Snapshot) {
    let traced: HashMap<&str, &CrossAccountGrant> = grants
        .iter()
        .filter(|grant| left_a_trace(grant, snapshot))
        .map(|grant| (grant.name().as_str(), grant))
        .collect();
    for change in changes {
        let traced: Vec<_> = change.grants.iter().filter_map(|name| traced.get(name.as_str())).collect();
        if traced.is_empty() {
            continue;
        }
        for reason in &mut change.reasons {
            let told = match &*reason {
                Reason::PolicyMissing => Reason::PolicyGone,
                Reason::StatementMissing { sid } if traced.iter().any(|grant| grant.name().owns_sid(sid)) => {
                    Reason::StatementGone { sid: sid.clone() }
                }
                Reason::EncryptionDiffers { current } => {
                    Reason::EncryptionChanged { current: current.clone() }
                }
                _ => continue,
            };
            *reason = told;
        }
    }
}

/// Whether a policy or a statement of the grant is anywhere.
fn left_a_trace(grant: &CrossAccountGrant, snapshot: &Snapshot) -> bool {
    let name = grant.name().policy_name();
    let identity = grant.principals().iter().any(|principal| {
        let found = snapshot.principals.get(principal);
        found.is_some_and(|found| found.identity_policies.contains_key(&name))
    });
    let managed = grant.principals().iter().map(|principal| PolicyArn::beside(principal, &name));
    let managed = managed.into_iter().any(|arn| snapshot.managed_policies.contains_key(&arn));
    let keys: Vec<_> = grant.keys().filter_map(|key| snapshot.keys.get(&key)).collect();
    let mut kms_grants = keys.iter().flat_map(|key| &key.kms_grants);
    let granted = kms_grants.any(|kms_grant| kms_grant.name.as_ref() == Some(&name));
    let keys = keys.iter().map(|key| key.policy.policy());
    let bucket = BucketId::of(grant).and_then(|id| snapshot.buckets.get(&id.arn)?.policy.as_ref());
    let policies = keys.chain(bucket.map(PolicyDocument::policy));
    let owns = |statement: &Statement| statement.sid.as_deref().is_some_and(|sid| grant.name().owns_sid(sid));
    identity || managed || granted || policies.flat_map(|policy| policy.statements.iter()).any(owns)
}

#[cfg(test)]
mod tests;
