//! Statements that somebody wrote, and what each of them allows the principal on the key and the bucket.

use std::fmt;

use crosskms::CrossAccountGrant;
use crosskms::action::{Action, Service};
use crosskms::arn::PrincipalKind;
use crosskms::authorize::Verdict;
use crosskms::policy::{
    ActionElement, Effect, OneOrMany, Policy, Principal, PrincipalElement, PrincipalType, ResourceElement,
    Statement, Version,
};
use serde::Serialize;

use super::Subject;
use super::limit::Limit;
use super::pattern::{covers, disjoint, has_variable};
use crate::document::DocumentId;

/// Where a statement stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatementPlace {
    /// The document.
    pub document: DocumentId,
    /// The Sid, if it has one.
    pub sid: Option<String>,
    /// The position, counted from one.
    pub position: usize,
}

/// A statement together with what is asked about it again and again.
pub(super) struct Entry<'s> {
    pub(super) place: StatementPlace,
    pub(super) statement: &'s Statement,
    pub(super) limits: Vec<Limit>,
    /// How it names the principal; an identity policy names nobody and is attached to it.
    pub(super) naming: Naming,
    version: Option<Version>,
}

/// How a statement names the principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// Not at all.
    Not,
    /// The policy is the principal's own.
    Attached,
    /// By its ARN.
    Itself,
    /// By its account, or as everybody.
    AmongOthers,
    /// Perhaps: by something of which it is not known whether it is the principal.
    Unclear,
}

/// One way in which a statement allows an action.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) action: Action,
    /// The key, the bucket, or a pattern of objects.
    pub(super) resource: String,
    /// Under which it is allowed, without those that always hold for the principal.
    pub(super) limits: Vec<Limit>,
    /// The place among the entries; none for what the statements of a whole account are not asked about.
    pub(super) source: Option<usize>,
}

/// On what a statement allows an action.
pub(super) enum Reach {
    Resources(Vec<String>),
    /// It cannot be said which resources those are.
    Unclear(&'static str),
}

impl<'s> Entry<'s> {
    pub(super) fn all(subject: &Subject, document: &DocumentId, policy: &'s Policy) -> Vec<Self> {
        let entry = |(index, statement): (usize, &'s Statement)| Self {
            place: StatementPlace {
                document: document.clone(),
                sid: statement.sid.as_deref().map(str::to_owned),
                position: index.saturating_add(1),
            },
            statement,
            limits: Limit::all(statement),
            naming: match document {
                DocumentId::IdentityPolicy { .. } => Naming::Attached,
                _ => subject.naming(statement),
            },
            version: policy.version,
        };
        policy.statements.iter().enumerate().map(entry).collect()
    }

    /// Whether the statement is about an action at all.
    pub(super) fn is_about(&self, action: Action) -> bool {
        let name = action.to_string().to_ascii_lowercase();
        let any = |patterns: &OneOrMany<_>| {
            patterns
                .iter()
                .any(|pattern: &crosskms::policy::Text| covers(&pattern.to_ascii_lowercase(), &name))
        };
        match &self.statement.action {
            Some(ActionElement::Action(patterns)) => any(patterns),
            Some(ActionElement::NotAction(patterns)) => !any(patterns),
            None => false,
        }
    }

    /// Whether the document takes part in requests for an action.
    pub(super) fn can_speak_of(&self, action: Action) -> bool {
        match self.place.document {
            DocumentId::KeyPolicy(_) => action.service() == Service::Kms,
            DocumentId::BucketPolicy(_) => action.service() == Service::S3,
            _ => true,
        }
    }

    pub(super) fn is_owned_by(&self, grant: &CrossAccountGrant) -> bool {
        self.statement.sid.as_deref().is_some_and(|sid| grant.name().owns_sid(sid))
    }

    /// The part of `target` that the statement is about: `target` is the key, the bucket, or all objects of it.
    pub(super) fn reach(&self, target: &str) -> Reach {
        let variables = |pattern: &str| self.version == Some(Version::V2012) && has_variable(pattern);
        let fixed =
            |pattern: &str| pattern.split("${").next().map(|start| format!("{start}*")).unwrap_or_default();
        match &self.statement.resource {
            None => Reach::Resources(Vec::new()),
            Some(ResourceElement::Resource(patterns)) => {
                let mut resources = Vec::new();
                for pattern in patterns.iter().map(AsRef::as_ref) {
                    match pattern {
                        pattern if variables(pattern) && disjoint(&fixed(pattern), target) => {}
                        pattern if variables(pattern) => {
                            return Reach::Unclear("its `Resource` has a policy variable");
                        }
                        pattern if covers(pattern, target) => resources.push(target.to_owned()),
                        pattern if !disjoint(pattern, target) => resources.push(pattern.to_owned()),
                        _ => {}
                    }
                }
                Reach::Resources(resources)
            }
            Some(ResourceElement::NotResource(patterns)) => {
                let texts = || patterns.iter().map(AsRef::as_ref);
                if texts().any(|pattern| !variables(pattern) && covers(pattern, target)) {
                    return Reach::Resources(Vec::new());
                }
                let untouched = |pattern: &str| {
                    disjoint(&if variables(pattern) { fixed(pattern) } else { pattern.to_owned() }, target)
                };
                match texts().all(untouched) {
                    true => Reach::Resources(vec![target.to_owned()]),
                    false => Reach::Unclear("its `NotResource` leaves out some objects"),
                }
            }
        }
    }

    /// What remains of the limits when an action is asked for by the principal; none when they never hold.
    pub(super) fn limits_of(&self, subject: &Subject, action: Action) -> Option<Vec<Limit>> {
        let mut remaining = Vec::new();
        for limit in &self.limits {
            match subject.verdict_of(limit, action, self.version) {
                Verdict::Allowed => {}
                Verdict::Silent => return None,
                _ => remaining.push(limit.clone()),
            }
        }
        Some(remaining)
    }

    /// What the statement allows, and the actions of which that cannot be said.
    pub(super) fn clauses(
        &self,
        subject: &Subject,
        source: usize,
        actions: &[Action],
    ) -> (Vec<Clause>, Vec<(Action, &'static str)>) {
        let (mut clauses, mut unclear) = (Vec::new(), Vec::new());
        if self.statement.effect != Effect::Allow || self.naming == Naming::Not {
            return (clauses, unclear);
        }
        for action in actions.iter().copied().filter(|action| self.is_about(*action)) {
            let Some(limits) = self.limits_of(subject, action) else { continue };
            for target in subject.targets(action) {
                match (self.naming, self.reach(&target)) {
                    (Naming::Unclear, Reach::Resources(resources)) if resources.is_empty() => {}
                    (Naming::Unclear, _) => unclear.push((action, self.why_unclear())),
                    (_, Reach::Unclear(why)) => unclear.push((action, why)),
                    (_, Reach::Resources(resources)) => {
                        clauses.extend(resources.into_iter().map(|resource| Clause {
                            action,
                            resource,
                            limits: limits.clone(),
                            source: Some(source),
                        }));
                    }
                }
            }
        }
        unclear.dedup();
        (clauses, unclear)
    }

    fn why_unclear(&self) -> &'static str {
        match &self.statement.principal {
            Some(PrincipalElement::NotPrincipal(_)) => {
                "it allows by `NotPrincipal`, of which AWS does not say what it does"
            }
            _ => "it names single sessions, or somebody of whom it is not known who it is",
        }
    }

    /// The principals that the statement names besides the one in question.
    pub(super) fn others(&self, subject: &Subject) -> Vec<String> {
        let by_arn = self.limits.iter().filter(|limit| limit.is_on("aws:PrincipalArn"));
        let only = subject.principal.to_string();
        let is_alone = by_arn.clone().any(|limit| limit.names_only(&only));
        let named = match &self.statement.principal {
            None => Vec::new(),
            Some(PrincipalElement::Principal(Principal::Anyone)) => vec!["everybody".to_owned()],
            Some(PrincipalElement::NotPrincipal(_)) => vec!["all but those of `NotPrincipal`".to_owned()],
            Some(PrincipalElement::Principal(Principal::ByType(lists))) => {
                let texts = lists.iter().flat_map(|(_, names)| names.iter());
                texts
                    .filter(|name| **name != *only && !subject.is_account(name))
                    .map(|name| format!("`{name}`"))
                    .collect()
            }
        };
        let named = if is_alone { Vec::new() } else { named };
        named.into_iter().chain(self.rest_of_account(subject, is_alone)).collect()
    }

    /// Whoever else is meant when a statement names the whole account of a role or user.
    fn rest_of_account(&self, subject: &Subject, is_alone: bool) -> Option<String> {
        let whole = subject.principal.kind() == PrincipalKind::Account;
        let Some(PrincipalElement::Principal(principal)) = &self.statement.principal else { return None };
        let names_account = principal.of_type(&PrincipalType::Aws).any(|name| subject.is_account(name));
        (names_account && !is_alone && !whole)
            .then(|| format!("the rest of account {}", subject.principal.account()))
    }

    /// Whether the statement is also about what is neither the key nor the bucket.
    pub(super) fn is_about_more(&self, subject: &Subject) -> bool {
        if !matches!(self.place.document, DocumentId::IdentityPolicy { .. }) {
            return false;
        }
        let of_bucket = subject.bucket.iter().flat_map(|bucket| [bucket.to_string(), bucket.objects("")]);
        let targets: Vec<String> = [subject.key.to_string()].into_iter().chain(of_bucket).collect();
        let other_resources = match &self.statement.resource {
            Some(ResourceElement::Resource(patterns)) => {
                !patterns.iter().all(|pattern| targets.iter().any(|target| covers(target, pattern)))
            }
            _ => true,
        };
        let of_services = |pattern: &str| {
            let prefix = pattern.split(':').next().unwrap_or_default();
            let s3 = subject.bucket.is_some().then_some(Service::S3);
            let services = [Service::Kms].into_iter().chain(s3);
            services.map(Service::prefix).any(|service| service.eq_ignore_ascii_case(prefix))
        };
        let other_services = match &self.statement.action {
            Some(ActionElement::Action(patterns)) => !patterns.iter().all(|pattern| of_services(pattern)),
            _ => true,
        };
        other_resources || other_services
    }
}

impl fmt::Display for StatementPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sid) = &self.sid {
            write!(f, "`{sid}`, ")?;
        }
        match &self.document {
            DocumentId::KmsGrants { name, .. } if name.is_empty() => {
                return write!(f, "KMS grant {} on the key, without a name", self.position);
            }
            DocumentId::KmsGrants { name, .. } => {
                return write!(f, "KMS grant {} on the key, `{name}`", self.position);
            }
            _ => write!(f, "statement {} of the {}", self.position, self.document.kind())?,
        }
        match &self.document {
            DocumentId::IdentityPolicy { name, .. } => write!(f, " `{name}`"),
            _ => Ok(()),
        }
    }
}
