//! From a grant to its four documents: identity policy, key policy statement, bucket policy statement and
//! bucket encryption.

mod conditions;
mod encryption;
mod kms_grants;
pub mod quota;

pub(crate) use conditions::applies;
pub use encryption::{BucketEncryption, SseAlgorithm};
pub(crate) use kms_grants::{MOST_PAIRS, pair};

use conditions::OwnConditions;

use crate::action::{Action, Service};
use crate::arn::{BucketArn, KeyArn};
use crate::authorize::KmsGrant;
use crate::grant::{Bind, CrossAccountGrant, Mechanism, SidWord};
use crate::policy::{
    ActionElement, Condition, Effect, OneOrMany, Policy, Principal, PrincipalElement, ResourceElement,
    Statement, StatementList, Text,
};

/// The documents that a grant becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policies {
    identity: Policy,
    key: StatementList,
    replicas: Vec<(KeyArn, StatementList)>,
    kms_grants: Vec<KmsGrant>,
    bucket: StatementList,
    encryption: Option<BucketEncryption>,
}

impl Policies {
    pub(crate) fn of(grant: &CrossAccountGrant) -> Self {
        Self {
            identity: identity_policy(grant),
            key: StatementList::new(key_policy_statements(grant, grant.key())),
            replicas: replicas(grant),
            kms_grants: kms_grants::kms_grants(grant),
            bucket: StatementList::new(bucket_policy_statements(grant)),
            encryption: grant.bucket().map(|_| BucketEncryption::of(grant.key(), grant.bucket_key())),
        }
    }

    /// What each principal needs in its own account: the actions on exactly this key, its replicas and this bucket
    /// (R6.10). A KMS grant needs nothing beside it (R2.61), so the policy then has no statement about the key, and none
    /// at all without a bucket.
    pub const fn identity_policy(&self) -> &Policy {
        &self.identity
    }

    /// What goes into the key's policy, in the owner's account. One statement, or several when some actions
    /// cannot stand under the same conditions (R2.37); none beside a KMS grant.
    pub const fn key_policy_statement(&self) -> &StatementList {
        &self.key
    }

    /// What goes into the policy of each replica of the key: the same, for its own Region (R4.20).
    pub fn replica_statements(&self) -> impl Iterator<Item = (&KeyArn, &StatementList)> {
        self.replicas.iter().map(|(key, statements)| (key, statements))
    }

    /// What goes on the key, and on each of its replicas, with `mechanism: kms_grant`: a KMS grant for each principal.
    ///
    /// ```
    /// use crosskms_core::grant::CrossAccountGrant;
    ///
    /// let grant = CrossAccountGrant::builder()
    ///     .name("raw-events")
    ///     .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
    ///     .principal("arn:aws:iam::444455556666:role/analytics")
    ///     .allow(["kms:Decrypt"])
    ///     .mechanism("kms_grant")
    ///     .build()?;
    /// let policies = grant.policies();
    /// assert_eq!(policies.kms_grants()[0].operations, ["Decrypt"]);
    /// assert!(policies.key_policy_statement().is_empty());
    /// # Ok::<(), crosskms_core::finding::Findings>(())
    /// ```
    pub fn kms_grants(&self) -> &[KmsGrant] {
        &self.kms_grants
    }

    /// What goes into the bucket's policy, in the owner's account: a statement for each type of resource; none
    /// without a bucket.
    pub const fn bucket_policy_statement(&self) -> &StatementList {
        &self.bucket
    }

    /// The default encryption of the bucket.
    pub const fn bucket_encryption(&self) -> Option<&BucketEncryption> {
        self.encryption.as_ref()
    }
}

fn identity_policy(grant: &CrossAccountGrant) -> Policy {
    let kms: Vec<Action> = of_policies(grant).collect();
    let key = (!kms.is_empty()).then(|| Statement {
        resource: Some(ResourceElement::Resource(grant.keys().map(|key| key.to_string().into()).collect())),
        ..allow(&kms, &[])
    });
    let bucket = bucket_groups(grant, OwnConditions::consumer).into_iter().map(|group| Statement {
        resource: Some(group.resource),
        ..allow(&group.actions, &group.conditions)
    });
    Policy::new(key.into_iter().chain(bucket).collect())
}

/// The actions on the key that policies allow.
fn of_policies(grant: &CrossAccountGrant) -> impl Iterator<Item = Action> {
    grant.actions_of(Service::Kms).filter(|_| grant.mechanism() == Mechanism::Policy)
}

fn replicas(grant: &CrossAccountGrant) -> Vec<(KeyArn, StatementList)> {
    let statements = |key: KeyArn| {
        let statements = StatementList::new(key_policy_statements(grant, &key));
        (key, statements)
    };
    grant.keys().skip(1).map(statements).collect()
}

/// The statements for the policy of the key, or of a replica of it.
fn key_policy_statements(grant: &CrossAccountGrant, key: &KeyArn) -> Vec<Statement> {
    let groups = grouped(of_policies(grant).map(|action| (OwnConditions::key(grant, key, action), action)));
    let mut sids = Sids::new(grant);
    groups
        .into_iter()
        .map(|(conditions, actions)| {
            let metadata = actions.iter().all(|action| action.is_metadata());
            Statement {
                sid: Some(sids.next(if metadata { SidWord::KeyMetadata } else { SidWord::KeyUse })),
                principal: Some(PrincipalElement::Principal(principal(grant))),
                resource: Some(ResourceElement::Resource(OneOrMany::from("*"))),
                ..allow(&actions, &conditions)
            }
        })
        .collect()
}

fn bucket_policy_statements(grant: &CrossAccountGrant) -> Vec<Statement> {
    let mut sids = Sids::new(grant);
    bucket_groups(grant, OwnConditions::bucket)
        .into_iter()
        .map(|group| Statement {
            sid: Some(sids.next(group.word)),
            principal: Some(PrincipalElement::Principal(principal(grant))),
            resource: Some(group.resource),
            ..allow(&group.actions, &group.conditions)
        })
        .collect()
}

/// S3 actions that can stand in one statement.
struct BucketGroup {
    word: SidWord,
    resource: ResourceElement,
    conditions: Vec<Condition>,
    actions: Vec<Action>,
}

/// Splits the S3 actions by type of resource, and by the conditions that `of` gives to each.
fn bucket_groups(
    grant: &CrossAccountGrant,
    of: impl Fn(&CrossAccountGrant, Action) -> Vec<Condition>,
) -> Vec<BucketGroup> {
    let Some(bucket) = grant.bucket() else { return Vec::new() };
    let by_type = [
        (SidWord::Objects, "object", objects(bucket, grant)),
        (SidWord::Bucket, "bucket", OneOrMany::One(bucket.to_string().into())),
    ];
    by_type
        .into_iter()
        .flat_map(|(word, kind, resource)| {
            let actions =
                grant.actions_of(Service::S3).filter(|action| action.resource_types().contains(&kind));
            grouped(actions.map(|action| (of(grant, action), action))).into_iter().map(
                move |(conditions, actions)| BucketGroup {
                    word,
                    resource: ResourceElement::Resource(resource.clone()),
                    conditions,
                    actions,
                },
            )
        })
        .collect()
}

/// The objects that the grant is about: all, or those under its prefixes.
fn objects(bucket: &BucketArn, grant: &CrossAccountGrant) -> OneOrMany<Text> {
    match grant.prefixes() {
        [] => OneOrMany::One(bucket.objects("").into()),
        prefixes => prefixes.iter().map(|prefix| bucket.objects(prefix).into()).collect(),
    }
}

/// The `Principal` of the owner's statements (R6.5).
fn principal(grant: &CrossAccountGrant) -> Principal {
    match grant.bind() {
        Bind::Principal => Principal::aws(grant.principals().iter().map(ToString::to_string)),
        Bind::PrincipalArn => {
            let mut accounts: Vec<String> = grant
                .principals()
                .iter()
                .map(|p| crate::arn::PrincipalArn::account_root(p.partition(), p.account()).to_string())
                .collect();
            accounts.sort();
            accounts.dedup();
            Principal::aws(accounts)
        }
    }
}

fn allow(actions: &[Action], conditions: &[Condition]) -> Statement {
    Statement {
        action: Some(ActionElement::Action(actions.iter().map(|action| action.to_string().into()).collect())),
        condition: (!conditions.is_empty()).then(|| conditions.to_vec().into()),
        ..Statement::new(Effect::Allow)
    }
}

/// Puts together the actions that stand under equal conditions, in order of first appearance.
fn grouped(actions: impl Iterator<Item = (Vec<Condition>, Action)>) -> Vec<(Vec<Condition>, Vec<Action>)> {
    let mut groups: Vec<(Vec<Condition>, Vec<Action>)> = Vec::new();
    for (conditions, action) in actions {
        match groups.iter_mut().find(|(known, _)| *known == conditions) {
            Some((_, actions)) => actions.push(action),
            None => groups.push((conditions, vec![action])),
        }
    }
    groups
}

/// Hands out the Sids of one document.
struct Sids<'g> {
    grant: &'g CrossAccountGrant,
    given: Vec<SidWord>,
}

impl<'g> Sids<'g> {
    const fn new(grant: &'g CrossAccountGrant) -> Self {
        Self { grant, given: Vec::new() }
    }

    fn next(&mut self, word: SidWord) -> Text {
        let earlier = self.given.iter().filter(|given| **given == word).count();
        self.given.push(word);
        self.grant.name().sid(word, earlier).into()
    }
}

#[cfg(test)]
mod tests;
