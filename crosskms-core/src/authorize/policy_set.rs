//! The policies of one gate against requests.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::certainty::Certainty;
use super::evidence::Gate;
use super::index::Index;
use super::principal::Naming;
use super::report::{Dependency, Nearest, Spoken};
use super::request::Request;
use super::s3::publicity;
use super::statement::{Attachment, Comparison, Element, Mismatch, Prepared};
use crate::arn::BucketArn;
use crate::policy::{Effect, Policy, ResourceElement, Statement};
use crate::wildcard;

/// The policies of one gate, made ready for many requests.
///
/// ```
/// use crosskms_core::authorize::PolicySet;
/// use crosskms_core::policy::Policy;
///
/// let policy: Policy =
///     r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}"#.parse()?;
/// let policies = PolicySet::of_principal([("administrator", &policy)]);
/// assert_eq!(policies.len(), 1);
/// # Ok::<(), crosskms_core::policy::ReadError>(())
/// ```
#[derive(Debug, Default)]
pub struct PolicySet<'p> {
    statements: Vec<Prepared<'p>>,
    /// The name of each statement.
    names: Vec<String>,
    /// Where there are many statements, which of them to look at.
    index: Option<Index>,
    /// Whether S3 takes it for public, as the policy of a bucket (R4.27).
    is_public: Certainty,
}

/// So many statements are looked at faster one by one than found.
const FEW: usize = 12;

/// What the policies of a gate say of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    /// Whether a statement denies.
    pub(super) denies: Certainty,
    /// Whether a statement allows, by how it names the caller.
    pub(super) allows: Naming,
}

impl Weight {
    /// Of a gate that says nothing.
    pub(super) const SILENT: Self = Self { denies: Certainty::No, allows: Naming::NOT };

    /// Whether a statement allows, however it names the caller.
    pub(super) fn allows_at_all(self) -> Certainty {
        self.allows.at_all()
    }
}

impl<'p> PolicySet<'p> {
    /// Policies that are attached to a principal, or limit it: they name no principals. Each has a name.
    pub fn of_principal(policies: impl IntoIterator<Item = (&'p str, &'p Policy)>) -> Self {
        Self::of(policies, Attachment::Principal)
    }

    /// The policy of a resource or of an endpoint, whose statements say whom they are about.
    pub fn of_resource(policy: &'p Policy) -> Self {
        let is_public = publicity(policy);
        Self { is_public, ..Self::of([("", policy)], Attachment::Resource) }
    }

    /// Resource control policies, which name everybody.
    pub fn of_resources(policies: impl IntoIterator<Item = &'p Policy>) -> Self {
        Self::of(policies.into_iter().map(|policy| ("", policy)), Attachment::Resource)
    }

    fn of(policies: impl IntoIterator<Item = (&'p str, &'p Policy)>, attachment: Attachment) -> Self {
        let (mut statements, mut names) = (Vec::new(), Vec::new());
        for (name, policy) in policies {
            for (position, statement) in policy.statements.iter().enumerate() {
                statements.push(Prepared::new(statement, attachment, policy.version));
                names.push(name_of(statement, position, name));
            }
        }
        let index = (statements.len() > FEW).then(|| Index::of(&statements));
        Self { statements, names, index, is_public: Certainty::No }
    }

    /// The same, found by an index however few there are.
    #[cfg(test)]
    pub(super) fn indexed(self) -> Self {
        Self { index: Some(Index::of(&self.statements)), ..self }
    }

    /// How many statements there are.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether there is no statement.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// Whether S3 takes it for public, as the policy of a bucket (R4.27).
    pub(super) const fn is_public(&self) -> Certainty {
        self.is_public
    }

    /// What the policies say.
    pub(super) fn weigh(&self, request: &Request, has_boundary: Certainty) -> Weight {
        self.weigh_as(request, &request.resource, has_boundary)
    }

    /// The same, where the policies know the resource by another ARN.
    pub(super) fn weigh_as(&self, request: &Request, resource: &str, has_boundary: Certainty) -> Weight {
        let mut weight = Weight::SILENT;
        let mut add = |statement: &Prepared<'_>| {
            let naming = statement.matches_as(request, resource, has_boundary);
            match statement.source.effect {
                Effect::Deny => weight.denies = weight.denies.or(naming.at_all()),
                Effect::Allow => weight.allows = weight.allows.or(naming),
            }
        };
        match &self.index {
            None => self.statements.iter().for_each(add),
            Some(index) => {
                let candidates = index.candidates(request, resource);
                candidates.filter_map(|position| self.statements.get(position)).for_each(&mut add);
            }
        }
        weight
    }

    /// The statements of which it is not known whether they match, where that matters, and on what it depends.
    pub(super) fn unclear(&self, gate: Gate, request: &Request, has_boundary: Certainty) -> Vec<Dependency> {
        let weight = self.weigh(request, has_boundary);
        let is_unclear = |statement: &Prepared<'_>| match statement.source.effect {
            Effect::Allow => {
                !weight.allows.is_clear() && !statement.matches(request, has_boundary).is_clear()
            }
            Effect::Deny => {
                weight.denies == Certainty::Unknown
                    && statement.matches(request, has_boundary).at_all() == Certainty::Unknown
            }
        };
        let statements = self.statements.iter().enumerate();
        statements
            .filter(|(_, statement)| is_unclear(statement))
            .map(|(position, statement)| Dependency {
                gate,
                statement: self.name(position),
                effect: statement.source.effect,
                elements: statement
                    .elements(request, has_boundary)
                    .filter(|(_, certainty)| *certainty == Certainty::Unknown)
                    .map(|(element, _)| {
                        let Mismatch { element, expected, .. } = statement.mismatch(element, request);
                        (element, expected)
                    })
                    .collect(),
            })
            .collect()
    }

    /// The patterns by which the statements name keys of objects in a bucket, what follows the bucket's name.
    pub fn object_keys(&self, bucket: &BucketArn) -> BTreeSet<&str> {
        let texts = self.statements.iter().filter_map(|statement| match &statement.source.resource {
            Some(ResourceElement::Resource(texts) | ResourceElement::NotResource(texts)) => Some(texts),
            None => None,
        });
        let of_bucket = |text: &'p str| match text.split_once('/') {
            Some((named, key)) => wildcard::matches(named, bucket.as_str()).then_some(key),
            None => None,
        };
        texts.flat_map(|texts| texts.iter()).filter_map(|text| of_bucket(text.as_ref())).collect()
    }

    /// The statements that say so; where there are none, the one that allows something and comes nearest.
    pub(super) fn explain(&self, request: &Request, has_boundary: Certainty) -> Spoken {
        let mut spoken = Spoken::default();
        let (mut half_clear, mut perhaps_allowing, mut allows) = (Vec::new(), Vec::new(), Naming::NOT);
        for (position, statement) in self.statements.iter().enumerate() {
            let naming = statement.matches(request, has_boundary);
            if statement.source.effect == Effect::Allow {
                allows = allows.or(naming);
            }
            match (statement.source.effect, naming.at_all()) {
                (Effect::Deny, Certainty::Yes) => spoken.denying.push(self.name(position)),
                (Effect::Allow, Certainty::Yes) if naming.is_clear() => {
                    spoken.allowing.push(self.name(position));
                }
                (Effect::Allow, Certainty::Yes) => half_clear.push(self.name(position)),
                (Effect::Deny, Certainty::Unknown) => spoken.perhaps_denying.push(self.name(position)),
                (Effect::Allow, Certainty::Unknown) => perhaps_allowing.push(self.name(position)),
                (_, Certainty::No) => {}
            }
        }
        // Beside a statement that allows in any case, those that perhaps allow do not matter.
        if allows.itself == Certainty::Yes {
            spoken.allowing.append(&mut half_clear);
        } else {
            half_clear.append(&mut perhaps_allowing);
            spoken.perhaps_allowing = half_clear;
        }
        let Spoken { denying, allowing, perhaps_denying, perhaps_allowing, .. } = &spoken;
        if [denying, allowing, perhaps_denying, perhaps_allowing].into_iter().all(Vec::is_empty) {
            spoken.nearest = self.nearest(request, has_boundary);
        }
        spoken
    }

    /// Of the statements that allow something and do not match, the one of which the fewest elements fail.
    fn nearest(&self, request: &Request, has_boundary: Certainty) -> Option<Nearest> {
        // Of those that fail equally, one that is about the caller.
        let is_about_others = |of: &Comparison<'_>| matches!(of.failed, Some(Element::Principal));
        let rank = |of: &Comparison<'_>| (of.failing, is_about_others(of), Reverse(of.matching));
        let statements = self.statements.iter().enumerate();
        let (comparison, statement, position) = statements
            .filter(|(_, statement)| statement.source.effect == Effect::Allow)
            .map(|(position, statement)| (statement.compare(request, has_boundary), statement, position))
            .filter(|(comparison, ..)| comparison.matching > 0)
            .min_by_key(|(comparison, ..)| rank(comparison))?;
        let Mismatch { element, expected, actual } = statement.mismatch(comparison.failed?, request);
        let alone = comparison.failing == 1;
        Some(Nearest { statement: self.name(position), failed: element, expected, actual, alone })
    }

    fn name(&self, position: usize) -> String {
        self.names.get(position).cloned().unwrap_or_default()
    }
}

/// The Sid of a statement, or its position counted from one; with the name of its policy, if that has one.
fn name_of(statement: &Statement, position: usize, policy: &str) -> String {
    let name = match &statement.sid {
        Some(sid) => sid.to_string(),
        None => format!("statement {}", position.saturating_add(1)),
    };
    if policy.is_empty() { name } else { format!("{name} of {policy}") }
}
