//! The same job in Cedar, which has no accounts: once with a set of policies for each document, and once with all of
//! them merged by hand.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
};

use super::job;
use crate::error::BenchmarkError;

/// Cedar over one or several sets, all of which have to allow.
#[derive(Debug)]
pub(crate) struct Cedar {
    authorizer: Authorizer,
    sets: Vec<PolicySet>,
    entities: Entities,
}

impl Cedar {
    /// A set for each document.
    pub(crate) fn of_documents() -> Result<Self, BenchmarkError> {
        Self::of(&[
            include_str!("job/identity-policy.cedar"),
            include_str!("job/key-policy.cedar"),
            include_str!("job/scp-of-root.cedar"),
            include_str!("job/scp-of-unit.cedar"),
        ])
    }

    /// All documents in one set.
    pub(crate) fn merged() -> Result<Self, BenchmarkError> {
        Self::of(&[include_str!("job/merged.cedar")])
    }

    fn of(texts: &[&str]) -> Result<Self, BenchmarkError> {
        let sets =
            texts.iter().map(|text| text.parse::<PolicySet>().map_err(Box::new)).collect::<Result<_, _>>();
        Ok(Self { authorizer: Authorizer::new(), sets: sets.map_err(failed)?, entities: entities()? })
    }

    /// Whether every set allows; the first that does not ends it.
    pub(crate) fn allows(&self, request: &Request) -> bool {
        let allows = |set: &PolicySet| self.authorizer.is_authorized(request, set, &self.entities).decision();
        self.sets.iter().all(|set| allows(set) == Decision::Allow)
    }
}

/// The same request, with the same context keys.
pub(crate) fn request(question: &job::Question) -> Result<Request, BenchmarkError> {
    let of = &question.request;
    let one = |(key, values): (&str, &[String])| {
        let value = values.first().cloned().unwrap_or_default();
        (key.to_owned(), RestrictedExpression::new_string(value))
    };
    let context = Context::from_pairs(of.context().iter().map(one)).map_err(failed)?;
    let caller = uid("Role", &of.caller().to_string())?;
    Request::new(caller, uid("Action", of.action())?, uid("Key", of.resource())?, context, None)
        .map_err(failed)
}

/// The roles of the consumer, the key and the actions, each in its account or service.
fn entities() -> Result<Entities, BenchmarkError> {
    let mut entities = Vec::new();
    let mut add = |kind: &str, names: &[&str], parent: (&str, &str)| -> Result<(), BenchmarkError> {
        let parent = uid(parent.0, parent.1)?;
        entities.push(Entity::new_no_attrs(parent.clone(), HashSet::new()));
        for name in names {
            let parents = HashSet::from([parent.clone()]);
            entities.push(Entity::new(uid(kind, name)?, HashMap::new(), parents).map_err(failed)?);
        }
        Ok(())
    };
    add("Role", &[job::CONSUMER, job::STRANGER], ("Account", "444455556666"))?;
    add("Key", &[job::KEY], ("Account", job::OWNER))?;
    add("Action", &["kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt"], ("Action", "kms:*"))?;
    add("Action", &["s3:GetObject", "s3:PutObject", "s3:ListBucket"], ("Action", "s3:*"))?;
    Entities::from_entities(entities, None).map_err(failed)
}

fn uid(kind: &str, name: &str) -> Result<EntityUid, BenchmarkError> {
    let kind = kind.parse().map_err(failed)?;
    Ok(EntityUid::from_type_name_and_id(kind, cedar_policy::EntityId::new(name)))
}

fn failed(error: impl std::fmt::Display) -> BenchmarkError {
    BenchmarkError::Job { why: error.to_string() }
}
