//! The conditions under which each action stands.

use crate::action::{Action, Service};
use crate::arn::KeyArn;
use crate::grant::{Bind, BucketKey, CrossAccountGrant, GrantCondition, Via};
use crate::policy::{Condition, ConditionEntry};

/// Conditions that follow from the grant itself, followed by the further ones that it names.
pub(super) struct OwnConditions;

impl OwnConditions {
    /// Under which the policy of the key, or of a replica of it, allows an action.
    pub(super) fn key(grant: &CrossAccountGrant, key: &KeyArn, action: Action) -> Vec<Condition> {
        let mut conditions = bound_principals(grant);
        if !action.is_metadata() {
            conditions.extend(via_service(grant, key));
        }
        if action.supports_condition_key("kms:EncryptionContext:aws:s3:arn") {
            conditions.extend(encryption_context(grant));
        }
        merged(conditions, grant, action)
    }

    /// Under which the bucket policy allows an action.
    pub(super) fn bucket(grant: &CrossAccountGrant, action: Action) -> Vec<Condition> {
        let mut conditions = bound_principals(grant);
        conditions.extend(listed_prefixes(grant, action));
        merged(conditions, grant, action)
    }

    /// Under which the consumer's own policy allows an action: the grant's limits, but not those that are the
    /// owner's to check.
    pub(super) fn consumer(grant: &CrossAccountGrant, action: Action) -> Vec<Condition> {
        listed_prefixes(grant, action).into_iter().collect()
    }
}

/// Whether requests for the action carry the condition key, so that a condition on it can hold.
///
/// Conditions on the network stay off the key of a bucket: S3 makes those calls, from its own network (R2.36).
pub(crate) fn applies(key: &str, action: Action, has_bucket: bool) -> bool {
    const NETWORK: [&str; 8] = [
        "aws:SourceIp",
        "aws:SourceVpc",
        "aws:SourceVpcArn",
        "aws:SourceVpce",
        "aws:VpcSourceIp",
        "aws:VpceAccount",
        "aws:VpceOrgID",
        "aws:VpceOrgPaths",
    ];
    const ON_TAGS: [&str; 3] = ["aws:ResourceTag/", "aws:RequestTag/", "aws:TagKeys"];
    let starts_with =
        |prefix: &str| key.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if starts_with("kms:") || starts_with("s3:") || ON_TAGS.into_iter().any(starts_with) {
        return action.supports_condition_key(key);
    }
    let on_network = NETWORK.into_iter().any(|network| network.eq_ignore_ascii_case(key));
    !(on_network && has_bucket && action.service() == Service::Kms)
}

fn bound_principals(grant: &CrossAccountGrant) -> Vec<Condition> {
    match grant.bind() {
        Bind::Principal => Vec::new(),
        Bind::PrincipalArn => {
            let arns = grant.principals().iter().map(ToString::to_string);
            vec![Condition::new("ArnEquals", "aws:PrincipalArn", arns)]
        }
    }
}

/// The suffix is the same in every partition (R1.6).
fn via_service(grant: &CrossAccountGrant, key: &KeyArn) -> Option<Condition> {
    let Via::Services(services) = grant.via() else { return None };
    let region = key.region();
    let names = services.iter().map(|service| format!("{service}.{region}.amazonaws.com"));
    Some(Condition::new("StringEquals", "kms:ViaService", names))
}

/// S3 sends the object's ARN, or the bucket's while a Bucket Key is in use (R2.31). With Bucket Keys both occur,
/// because objects keep the form under which they were written (R2.32).
fn encryption_context(grant: &CrossAccountGrant) -> Option<Condition> {
    let bucket = grant.bucket()?;
    let whole = match grant.bucket_key() {
        BucketKey::Enabled => Some(bucket.to_string()),
        BucketKey::Disabled => None,
    };
    let everything = grant.prefixes().is_empty().then(|| bucket.objects(""));
    let prefixes = grant.prefixes().iter().map(|prefix| bucket.objects(prefix));
    let arns = whole.into_iter().chain(everything).chain(prefixes);
    Some(Condition::new("StringLike", "kms:EncryptionContext:aws:s3:arn", arns))
}

/// Who may read a prefix may list that prefix only.
fn listed_prefixes(grant: &CrossAccountGrant, action: Action) -> Option<Condition> {
    let limited = !grant.prefixes().is_empty() && action.supports_condition_key("s3:prefix");
    limited.then(|| {
        Condition::new("StringLike", "s3:prefix", grant.prefixes().iter().map(|prefix| format!("{prefix}*")))
    })
}

/// Adds the grant's further conditions and puts keys of one operator into one block, as JSON needs it.
fn merged(own: Vec<Condition>, grant: &CrossAccountGrant, action: Action) -> Vec<Condition> {
    let has_bucket = grant.bucket().is_some();
    let further = grant.conditions().iter().filter(|c| applies(c.key(), action, has_bucket)).map(condition);
    own.into_iter().chain(further).fold(Vec::new(), |mut blocks: Vec<Condition>, condition| {
        match blocks.iter_mut().find(|block| block.operator == condition.operator) {
            Some(block) => block.entries.to_mut().extend(condition.entries.into_owned()),
            None => blocks.push(condition),
        }
        blocks
    })
}

fn condition(condition: &GrantCondition) -> Condition {
    let values = condition.values().iter().map(ToString::to_string);
    Condition {
        operator: condition.operator().to_string().into(),
        entries: vec![ConditionEntry::new(condition.key(), values)].into(),
    }
}
