//! Adopting what people wrote by hand: from the policies of a key, a bucket and a principal to the grant that
//! describes them, and what it does not describe.
//!
//! Nothing is taken for equal that is not proven. Every two statements, one in each account, that allow an action
//! together are compared with the statements that the grant would write: what only one of both allows is told, in both
//! directions. An action that no grant can describe without allowing more than is there is left out and told, too.

mod beside;
mod both;
mod draft;
mod facts;
mod kms_grants;
mod limit;
mod observe;
mod pattern;
mod report;
mod search;
mod statement;
#[cfg(feature = "config")]
mod table;

pub use observe::observe_subject;
pub use report::{HandWritten, Imported, Remark};
pub use statement::StatementPlace;
#[cfg(feature = "config")]
pub use table::grant_table;

use crosskms::CrossAccountGrant;
use crosskms::action::{Action, KeyUsage, Service};
use crosskms::arn::{AccountId, BucketArn, KeyArn, PrincipalArn, PrincipalKind, Region};
use crosskms::grant::GrantName;
use crosskms::policy::Policy;

use crate::document::{BucketId, DocumentId};
use crate::snapshot::Snapshot;
use both::Sides;
use search::Search;
use statement::{Clause, Entry};

/// What a grant is to be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The key.
    pub key: KeyArn,
    /// The bucket that it encrypts; none, for a grant over the key alone.
    pub bucket: Option<BucketArn>,
    /// The role, user or account that uses them.
    pub principal: PrincipalArn,
}

/// Why no grant can describe what is there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The accounts do not hold it.
    #[error("there is no {what} `{arn}` in the accounts that were read")]
    NotThere {
        /// A key, a bucket, a role or a user.
        what: &'static str,
        /// Which.
        arn: String,
    },
    /// The principal lives where the key does.
    #[error("`{0}` is in the account of the key, and a grant is for principals of other accounts")]
    SameAccount(PrincipalArn),
    /// The bucket is not the key owner's.
    #[error("`{bucket}` belongs to account {account} and the key to account {owner}")]
    OtherOwner {
        /// The bucket.
        bucket: BucketArn,
        /// Whose it is.
        account: AccountId,
        /// Whose the key is.
        owner: AccountId,
    },
    /// S3 does not find the key (R2.26).
    #[error("`{bucket}` is in `{region}` and the key in `{of_key}`, where S3 does not find it")]
    OtherRegion {
        /// The bucket.
        bucket: BucketArn,
        /// Where it is.
        region: Region,
        /// Where the key is.
        of_key: Region,
    },
}

impl ImportError {
    /// What the operator can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NotThere { .. } => "check the ARN, and that the credentials are those of its account",
            Self::SameAccount(_) => "inside an account, a statement of the key policy is enough",
            Self::OtherOwner { .. } => "a grant is about a key and a bucket of one account",
            Self::OtherRegion { .. } => "name the key in the Region of the bucket",
        }
    }
}

impl Snapshot {
    /// The grant that describes what a principal may do with a key, and with a bucket if one is named, under the given name or one that is
    /// made of theirs; statements of `known` grants are left to these.
    ///
    /// # Errors
    ///
    /// When the snapshot does not hold all of them, or no grant can be about them together.
    pub fn import(
        &self,
        subject: &Subject,
        name: Option<&GrantName>,
        known: &[CrossAccountGrant],
    ) -> Result<Imported, ImportError> {
        self.check_subject(subject)?;
        let documents = self.documents_of(subject);
        let entries: Vec<Entry<'_>> =
            documents.iter().flat_map(|(id, policy)| Entry::all(subject, id, policy)).collect();
        let (managed, entries): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| is_managed(entry, subject, known));
        let there = subject.sides(&entries, self);
        let name = draft::name(subject, name, &entries, known);
        let search = Search { snapshot: self, subject, name: &name, entries: &entries, there: &there.sides };
        let mut imported = report::report(&search, &there.unclear, &managed);
        if let Some(key) = self.keys.get(&subject.key) {
            kms_grants::report(key, subject, &name, known, &mut imported);
        }
        if self.principals.get(&subject.principal).is_some_and(|principal| principal.partly_read) {
            let message = "not every identity policy of the principal could be read: what else they allow or deny is not known";
            let (actions, statements, message) = (Vec::new(), Vec::new(), message.to_owned());
            imported.undescribed.push(Remark { actions, statements, message });
        }
        Ok(imported)
    }

    fn check_subject(&self, subject: &Subject) -> Result<(), ImportError> {
        let Subject { key, bucket, principal } = subject;
        if principal.account() == key.account() {
            return Err(ImportError::SameAccount(principal.clone()));
        }
        let missing = |what, arn: &str| ImportError::NotThere { what, arn: arn.to_owned() };
        if !self.keys.contains_key(key) {
            return Err(missing("key", key.as_str()));
        }
        if let Some(bucket) = bucket {
            let found = self.buckets.get(bucket).ok_or_else(|| missing("bucket", bucket.as_str()))?;
            if found.account != key.account() {
                let (account, owner) = (found.account, key.account());
                return Err(ImportError::OtherOwner { bucket: bucket.clone(), account, owner });
            }
            if found.region != key.region() {
                let (region, of_key) = (found.region.clone(), key.region());
                return Err(ImportError::OtherRegion { bucket: bucket.clone(), region, of_key });
            }
        }
        let what = match principal.kind() {
            PrincipalKind::Account => return Ok(()),
            PrincipalKind::User => "user",
            _ => "role",
        };
        match self.principals.contains_key(principal) {
            true => Ok(()),
            false => Err(missing(what, principal.as_str())),
        }
    }

    /// The policies that decide, first those of the consumer.
    fn documents_of(&self, subject: &Subject) -> Vec<(DocumentId, &Policy)> {
        let principal = &subject.principal;
        let identity = self.principals.get(principal).into_iter().flat_map(|found| &found.identity_policies);
        let identity = identity.map(|(name, document)| {
            (DocumentId::IdentityPolicy { principal: principal.clone(), name: name.clone() }, document)
        });
        let key =
            self.keys.get(&subject.key).map(|key| (DocumentId::KeyPolicy(subject.key.clone()), &key.policy));
        let bucket = subject.bucket_id().and_then(|id| {
            let policy = self.buckets.get(&id.arn)?.policy.as_ref()?;
            Some((DocumentId::BucketPolicy(id), policy))
        });
        identity.chain(key).chain(bucket).map(|(id, document)| (id, document.policy())).collect()
    }
}

/// What statements allow, and what of it cannot be said.
struct Reading {
    sides: Sides,
    /// The entry, the actions, and why.
    unclear: Vec<(usize, Vec<Action>, &'static str)>,
}

impl Subject {
    fn bucket_id(&self) -> Option<BucketId> {
        let arn = self.bucket.clone()?;
        Some(BucketId { arn, owner: self.key.account(), region: self.key.region() })
    }

    /// The actions that can be of use: those that work across accounts, on the key, the bucket or its objects.
    fn actions(&self, snapshot: &Snapshot) -> Vec<Action> {
        let usage = self.key_usage(snapshot);
        let fits = |action: &Action| match action.service() {
            Service::Kms => {
                let usages = action.key_usages();
                usages.is_empty() || usage.is_none_or(|usage| usages.contains(&usage))
            }
            _ if self.bucket.is_none() => false,
            _ => action.resource_types().iter().any(|kind| matches!(*kind, "bucket" | "object")),
        };
        Action::all().filter(|action| action.works_across_accounts()).filter(fits).collect()
    }

    /// What the key is for; S3 uses it for one thing alone. None, where nobody said.
    fn key_usage(&self, snapshot: &Snapshot) -> Option<KeyUsage> {
        if self.bucket.is_some() {
            return Some(KeyUsage::SymmetricEncryption);
        }
        let description = snapshot.keys.get(&self.key)?.description.as_ref()?;
        KeyUsage::of_key(&description.spec, &description.usage)
    }

    fn sides(&self, entries: &[Entry<'_>], snapshot: &Snapshot) -> Reading {
        let actions = self.actions(snapshot);
        let mut reading = Reading { sides: Sides::default(), unclear: Vec::new() };
        if self.principal.kind() == PrincipalKind::Account {
            // Who of the account has access is decided there.
            reading.sides.identity = self.anything(&actions);
        }
        for (source, entry) in entries.iter().enumerate() {
            let (clauses, unclear) = entry.clauses(self, source, &actions);
            let side = match entry.place.document {
                DocumentId::IdentityPolicy { .. } => &mut reading.sides.identity,
                _ => &mut reading.sides.resource,
            };
            // The policy of a bucket says nothing of keys, and the other way round.
            side.extend(clauses.into_iter().filter(|clause| entry.can_speak_of(clause.action)));
            for (action, why) in unclear.into_iter().filter(|(action, _)| entry.can_speak_of(*action)) {
                match reading.unclear.iter_mut().find(|(known, _, reason)| *known == source && *reason == why)
                {
                    Some((_, actions, _)) => actions.push(action),
                    None => reading.unclear.push((source, vec![action], why)),
                }
            }
        }
        reading
    }

    fn anything(&self, actions: &[Action]) -> Vec<Clause> {
        let of = |action: &Action| {
            let clause = |resource| Clause { action: *action, resource, limits: Vec::new(), source: None };
            self.targets(*action).into_iter().map(clause).collect::<Vec<_>>()
        };
        actions.iter().flat_map(of).collect()
    }
}

/// Whether a statement belongs to a grant that is known.
fn is_managed(entry: &Entry<'_>, subject: &Subject, known: &[CrossAccountGrant]) -> bool {
    known.iter().any(|grant| match &entry.place.document {
        // Inline by its name, attached by its ARN.
        DocumentId::IdentityPolicy { name, .. } => {
            name.rsplit('/').next() == Some(grant.name().policy_name().as_str())
                && grant.principals().contains(&subject.principal)
        }
        DocumentId::KeyPolicy(key) => {
            grant.keys().any(|of_grant| of_grant == *key) && entry.is_owned_by(grant)
        }
        DocumentId::BucketPolicy(bucket) => grant.bucket() == Some(&bucket.arn) && entry.is_owned_by(grant),
        // What is no policy of a key, a bucket or a principal has no statements to look at.
        DocumentId::ManagedPolicy(_)
        | DocumentId::PolicyAttachment { .. }
        | DocumentId::KmsGrants { .. }
        | DocumentId::BucketEncryption(_) => false,
    })
}

#[cfg(test)]
mod tests;
