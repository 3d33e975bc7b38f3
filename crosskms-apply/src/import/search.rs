//! Which fields of a grant describe most of what is there without allowing more.
//!
//! Statements do not say from which grant they could have come. So every field has a few likely values, and every
//! combination of them becomes a grant, whose own statements are compared with those that are there. Best is the grant
//! with the most actions, then the one that leaves the least unsaid. An action that a grant would widen is not in it.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use crosskms::CrossAccountGrant;
use crosskms::action::{Action, Service};
use crosskms::arn::PrincipalKind;
use crosskms::grant::{Draft, GrantName};
use crosskms::policies::SseAlgorithm;

use super::Subject;
use super::both::{Both, Gap, Sides, pairs};
use super::draft::{Fields, mended};
use super::limit::Limit;
use super::pattern::is_literal;
use super::statement::{Entry, Naming};
use crate::document::DocumentId;
use crate::snapshot::{Bucket, Snapshot};

const VIA: &str = "kms:ViaService";
const CONTEXT: &str = "kms:EncryptionContext:aws:s3:arn";

/// What is known when a grant is looked for.
#[derive(Clone, Copy)]
pub(super) struct Search<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) subject: &'s Subject,
    pub(super) name: &'s GrantName,
    pub(super) entries: &'s [Entry<'s>],
    pub(super) there: &'s Sides,
}

/// A grant, and how it differs from what is there.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) draft: Draft,
    pub(super) grant: CrossAccountGrant,
    /// What it allows beyond what is there: for good, or as long as a statement of somebody else stays.
    pub(super) added: Vec<Difference>,
    /// What it does not allow of what is there.
    pub(super) missing: Vec<Difference>,
    /// The actions that it would widen, and how.
    pub(super) left_out: BTreeMap<String, Gap>,
}

/// An action that is allowed further on one side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) action: Action,
    /// The statements that are there and take part.
    pub(super) sources: Vec<usize>,
    pub(super) gap: Gap,
}

impl Search<'_> {
    /// The best grant over these actions; none when nothing can be described.
    pub(super) fn best(&self, actions: &[Action]) -> Option<Found> {
        let candidates = self.candidates(actions);
        let tried = candidates.into_iter().filter_map(|fields| self.try_fields(&fields, actions));
        tried.min_by_key(|found| {
            (std::cmp::Reverse(found.grant.actions().len()), found.added.len(), found.missing.len())
        })
    }

    fn try_fields(&self, fields: &Fields, actions: &[Action]) -> Option<Found> {
        let (draft, grant) = mended(fields.draft(self.subject, self.name, actions))?;
        let sides = self.sides(&grant);
        let other_form = LazyCell::new(|| {
            let fields = Fields { bucket_key: !fields.bucket_key, ..fields.clone() };
            let other_form = mended(fields.draft(self.subject, self.name, actions));
            other_form.map(|(_, grant)| self.sides(&grant)).unwrap_or_default()
        });
        let (mut kept, mut left_out) = (Vec::new(), BTreeMap::new());
        for action in grant.actions().iter().copied() {
            match self.widened(&sides, action) {
                // The form of the context follows from the bucket, and is no reason to leave an action out.
                Some(gap) if !is_about_context(&gap) || self.widened(&other_form, action).is_some() => {
                    left_out.insert(action.to_string(), gap);
                }
                _ => kept.push(action),
            }
        }
        if kept.is_empty() {
            return None;
        }
        let (draft, grant) = match left_out.is_empty() {
            true => (draft, grant),
            // What remains of the conditions is asked anew.
            false => mended(fields.draft(self.subject, self.name, &kept))?,
        };
        let sides = if left_out.is_empty() { sides } else { self.sides(&grant) };
        let added = kept.iter().flat_map(|action| self.added(&sides, *action)).collect();
        let missing = actions.iter().flat_map(|action| self.missing(&sides, *action)).collect();
        Some(Found { draft, grant, added, missing, left_out })
    }

    /// What the documents of a grant allow.
    fn sides(&self, grant: &CrossAccountGrant) -> Sides {
        let policies = grant.policies();
        let subject = self.subject;
        let of_list = |list: &[_]| crosskms::policy::Policy::new(list.to_vec());
        let name = grant.name().policy_name();
        let identity = DocumentId::IdentityPolicy { principal: subject.principal.clone(), name };
        let documents = [
            (identity, policies.identity_policy().clone()),
            (DocumentId::KeyPolicy(subject.key.clone()), of_list(policies.key_policy_statement())),
        ];
        let bucket = subject.bucket_id().map(DocumentId::BucketPolicy);
        let bucket = bucket.map(|id| (id, of_list(policies.bucket_policy_statement())));
        // An account gets no policies; who of it has access is decided there.
        let skipped = usize::from(subject.principal.kind() == PrincipalKind::Account);
        let documents = documents.iter().skip(skipped).chain(&bucket);
        let entries: Vec<Entry<'_>> =
            documents.flat_map(|(id, policy)| Entry::all(subject, id, policy)).collect();
        subject.sides(&entries, self.snapshot).sides
    }

    /// What the grant's statements alone allow beyond what is there.
    fn widened(&self, sides: &Sides, action: Action) -> Option<Gap> {
        let gaps = sides.both(action).into_iter().map(|both| self.there.gap(both));
        gaps.into_iter().find(|gap| !gap.is_none())
    }

    /// What is allowed beyond what is there once the grant's statements stand beside the others.
    fn added(&self, sides: &Sides, action: Action) -> Vec<Difference> {
        let there = self.there;
        let alone = sides.both(action);
        let with_owner = pairs(sides.identity_of(action), || there.resource_of(action));
        let with_consumer = pairs(there.identity_of(action), || sides.resource_of(action));
        let source_of_owner = |both: &Both<'_>| both.resource.source;
        let source_of_consumer = |both: &Both<'_>| both.identity.source;
        let alone = alone.into_iter().map(|both| (None, both));
        let with_owner = with_owner.into_iter().map(|both| (source_of_owner(&both), both));
        let with_consumer = with_consumer.into_iter().map(|both| (source_of_consumer(&both), both));
        let mut differences: Vec<Difference> = Vec::new();
        for (source, both) in alone.chain(with_owner).chain(with_consumer) {
            let difference =
                Difference { action, sources: source.into_iter().collect(), gap: self.there.gap(both) };
            // What is allowed for good need not be told again of statements that may go.
            let is_told = differences.iter().any(|known| {
                known.gap == difference.gap && (known.sources.is_empty() || *known == difference)
            });
            if !difference.gap.is_none() && !is_told {
                differences.push(difference);
            }
        }
        differences
    }

    fn missing(&self, sides: &Sides, action: Action) -> Vec<Difference> {
        let both = self.there.both(action).into_iter();
        let missing = both.map(|both| {
            let sources = [both.identity.source, both.resource.source].into_iter().flatten().collect();
            Difference { action, sources, gap: sides.gap(both) }
        });
        missing.filter(|difference| !difference.gap.is_none()).collect()
    }

    fn candidates(&self, actions: &[Action]) -> Vec<Fields> {
        let both: Vec<Both<'_>> = actions.iter().flat_map(|action| self.there.both(*action)).collect();
        let by_arn = self.is_bound_by_arn(&both);
        let mut candidates = Vec::new();
        for prefixes in prefixes(self.subject, &both) {
            for via in self.vias(&both) {
                for conditions in conditions(self.subject, &both, via.is_some(), !prefixes.is_empty()) {
                    for bucket_key in self.bucket_keys() {
                        let (prefixes, via) = (prefixes.clone(), via.clone());
                        let conditions = conditions.clone();
                        candidates.push(Fields { via, bucket_key, by_arn, prefixes, conditions });
                    }
                }
            }
        }
        candidates
    }

    /// Whether the owner names the account and limits it by `aws:PrincipalArn`, everywhere.
    fn is_bound_by_arn(&self, both: &[Both<'_>]) -> bool {
        let entries = || {
            let sources = both.iter().filter_map(|both| both.resource.source);
            sources.filter_map(|source| self.entries.get(source))
        };
        let only = self.subject.principal.as_str();
        let by_arn = |entry: &Entry<'_>| {
            entry.limits.iter().any(|limit| limit.is_on("aws:PrincipalArn") && limit.names_only(only))
        };
        self.subject.principal.kind() != PrincipalKind::Account
            && entries().any(by_arn)
            && entries().all(|entry| entry.naming != Naming::Itself)
    }

    /// The setting of the bucket, where it is about the key; else what the statements fit.
    fn bucket_keys(&self) -> Vec<bool> {
        match self.bucket() {
            Some(bucket) if uses_key(bucket, self.subject) => {
                vec![bucket.encryption.bucket_key == Some(true)]
            }
            _ if self.subject.bucket.is_none() => vec![true],
            _ => vec![true, false],
        }
    }

    pub(super) fn bucket(&self) -> Option<&Bucket> {
        self.snapshot.buckets.get(self.subject.bucket.as_ref()?)
    }

    /// The services that statements name, each list and all together; any, where some statement names none.
    fn vias(&self, both: &[Both<'_>]) -> Vec<Option<Vec<String>>> {
        let end = format!(".{}.amazonaws.com", self.subject.key.region());
        let named = |both: &Both<'_>| {
            let limit = both.limits().find(|limit| limit.is_on(VIA) && limit.names_values())?;
            let services = limit.values().iter().map(|value| value.strip_suffix(&end).map(str::to_owned));
            services.collect::<Option<Vec<String>>>()
        };
        let of_kms = || both.iter().filter(|both| both.identity.action.service() == Service::Kms);
        let uses = || of_kms().filter(|both| !both.identity.action.is_metadata());
        let of_bucket = self.subject.bucket.is_some();
        let mut vias: Vec<Option<Vec<String>>> =
            of_bucket.then(|| Some(vec!["s3".to_owned()])).into_iter().collect();
        let lists: Vec<Vec<String>> = uses().filter_map(named).collect();
        let mut all: Vec<String> = lists.concat();
        all.sort();
        all.dedup();
        for services in lists.into_iter().chain([all]).filter(|services| !services.is_empty()) {
            if !vias.contains(&Some(services.clone())) && vias.len() < LIKELY {
                vias.push(Some(services));
            }
        }
        // Statements that say nothing of S3's encryption context are narrowed anyway, and then to S3 itself.
        let is_free = |both: &Both<'_>| {
            if !of_bucket {
                return named(both).is_none();
            }
            let takes_context = both.identity.action.supports_condition_key(CONTEXT);
            named(both).is_none()
                && (!takes_context || both.limits().any(|limit| limit.is_on(CONTEXT) || limit.is_on(VIA)))
        };
        if uses().any(is_free) || vias.is_empty() {
            vias.push(None);
        }
        vias
    }
}

/// How many values of a field are tried.
const LIKELY: usize = 6;

/// The prefixes of objects in statements: all of them together, each alone, and none.
fn prefixes(subject: &Subject, both: &[Both<'_>]) -> Vec<Vec<String>> {
    let Some(bucket) = &subject.bucket else { return vec![Vec::new()] };
    let everything = bucket.objects("");
    let start = everything.trim_end_matches('*');
    let limited = |key: &'static str| {
        let limits = both.iter().flat_map(|both| both.limits()).filter(move |limit| limit.is_on(key));
        limits.flat_map(Limit::values).map(String::as_str)
    };
    let objects = both.iter().map(|both| both.resource()).chain(limited(CONTEXT));
    let listed = limited("s3:prefix");
    let mut all: Vec<String> = Vec::new();
    for pattern in objects.filter_map(|resource| resource.strip_prefix(start)).chain(listed) {
        let prefix = pattern.strip_suffix('*').filter(|prefix| !prefix.is_empty() && is_literal(prefix));
        if let Some(prefix) = prefix.filter(|prefix| !all.iter().any(|known| known == prefix)) {
            all.push(prefix.to_owned());
        }
    }
    let alone = all.iter().map(|prefix| vec![prefix.clone()]).take(LIKELY);
    let mut lists: Vec<Vec<String>> = [all.clone()].into_iter().chain(alone).chain([Vec::new()]).collect();
    lists.dedup();
    lists
}

/// The further limits of statements: none, all that occur, and those of each action.
fn conditions(subject: &Subject, both: &[Both<'_>], via: bool, prefixes: bool) -> Vec<Vec<Limit>> {
    let is_filled = |limit: &Limit| {
        (subject.bucket.is_some() && limit.is_on(CONTEXT))
            || (via && limit.is_on(VIA))
            || (prefixes && limit.is_on("s3:prefix"))
    };
    let mut lists: Vec<Vec<Limit>> = vec![Vec::new(), Vec::new()];
    for both in both {
        let further = side_by_side(both.limits().filter(|limit| !is_filled(limit)));
        if !lists.contains(&further) && lists.len() < LIKELY {
            lists.push(further);
        }
    }
    let all = side_by_side(both.iter().flat_map(|both| both.limits()).filter(|limit| !is_filled(limit)));
    if let Some(place) = lists.get_mut(1) {
        *place = all;
    }
    lists
}

/// Limits that can stand in one grant, where an operator has a key once; in the order in which files are written.
fn side_by_side<'l>(limits: impl Iterator<Item = &'l Limit>) -> Vec<Limit> {
    let mut kept: Vec<Limit> = limits.fold(Vec::new(), |mut kept, limit| {
        if !kept.iter().any(|known| known.shares_place_with(limit)) {
            kept.push(limit.clone());
        }
        kept
    });
    kept.sort();
    kept
}

fn is_about_context(gap: &Gap) -> bool {
    !gap.action && gap.resources.is_empty() && gap.limits.iter().all(|limit| limit.is_on(CONTEXT))
}

/// Whether a bucket encrypts with the key.
pub(super) fn uses_key(bucket: &Bucket, subject: &Subject) -> bool {
    let by_kms = matches!(bucket.encryption.algorithm, SseAlgorithm::Kms);
    by_kms && bucket.encryption.key.as_deref() == Some(subject.key.as_str())
}
