//! The KMS grants that a grant becomes with `mechanism: kms_grant` (section 2.5 of the rulebook).
//!
//! A KMS grant has one key, one grantee and operations. It holds no conditions; all that can limit it are pairs of the
//! encryption context, which it compares as they are.

use std::collections::BTreeMap;

use crate::action::{Action, Service};
use crate::arn::PrincipalArn;
use crate::authorize::KmsGrant;
use crate::grant::{CrossAccountGrant, GrantCondition, Mechanism};

/// How many pairs of the encryption context a KMS grant can hold, and how long a value can be (R2.63).
pub(crate) const MOST_PAIRS: usize = 8;
const LONGEST_VALUE: usize = 384;

const ENCRYPTION_CONTEXT: &str = "kms:EncryptionContext:";

/// One KMS grant for each principal, the same on the key and on each of its replicas.
pub(super) fn kms_grants(grant: &CrossAccountGrant) -> Vec<KmsGrant> {
    match grant.mechanism() {
        Mechanism::Policy => Vec::new(),
        Mechanism::KmsGrant => {
            grant.principals().iter().map(|principal| kms_grant(grant, principal)).collect()
        }
    }
}

fn kms_grant(grant: &CrossAccountGrant, principal: &PrincipalArn) -> KmsGrant {
    let operations = grant.actions_of(Service::Kms).map(Action::name);
    let pairs = pairs(grant);
    KmsGrant {
        name: Some(grant.name().policy_name()),
        encryption_context_subset: (!pairs.is_empty()).then_some(pairs),
        ..KmsGrant::new(principal.as_str(), operations)
    }
}

/// S3 sends the ARN of the bucket while a Bucket Key is in use (R2.31); other pairs follow from conditions.
fn pairs(grant: &CrossAccountGrant) -> BTreeMap<String, String> {
    let of_bucket = grant.bucket().map(|bucket| ("aws:s3:arn".to_owned(), bucket.to_string()));
    let of_condition = |condition: &GrantCondition| {
        let values: Vec<&str> = condition.values().iter().map(AsRef::as_ref).collect();
        pair(condition.operator().as_str(), condition.key(), &values)
    };
    of_bucket.into_iter().chain(grant.conditions().iter().filter_map(of_condition)).collect()
}

/// The pair of the encryption context that a condition asks for, when a KMS grant can ask for it, too.
pub(crate) fn pair(operator: &str, key: &str, values: &[&str]) -> Option<(String, String)> {
    let name = match key.split_at_checked(ENCRYPTION_CONTEXT.len()) {
        Some((start, name)) if start.eq_ignore_ascii_case(ENCRYPTION_CONTEXT) && !name.is_empty() => name,
        _ => return None,
    };
    match values {
        [value] if operator == "StringEquals" && value.len() <= LONGEST_VALUE && !value.contains("${") => {
            Some((name.to_owned(), (*value).to_owned()))
        }
        _ => None,
    }
}
