//! How a key that exists differs from what is asked for.

use std::collections::BTreeMap;
use std::fmt;

use crosskms::arn::{KeyArn, KeyId};
use crosskms::policy::Policy;

use super::{NewKey, policy};
use crate::cloud::KeyDetails;

/// One thing in which a key differs. Tags that others gave it are no difference.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Difference {
    /// The key cannot be used in its state.
    State(String),
    /// It is in one Region and should be in several, or the reverse; this cannot be changed.
    MultiRegion(bool),
    /// Somebody should be among its administrators.
    NotAdministrator(String),
    /// Somebody else is among its administrators.
    FurtherAdministrator(String),
    /// Its administrators may do something else than new keys' administrators.
    Administration,
    /// Its policy does not leave the account in charge.
    AccountNotInCharge,
    /// It has another description.
    Description(String),
    /// A tag is missing, or has another value.
    Tag {
        /// The key of the tag.
        key: String,
        /// Its value, if it is there.
        found: Option<String>,
    },
    /// Policy or tags may not be read.
    Unread(&'static str),
}

/// Everything in which a key differs from what is asked for.
pub(super) fn all(arn: &KeyArn, details: &KeyDetails, wanted: &NewKey) -> Vec<Difference> {
    let KeyDetails { state, description, policy, tags } = details;
    let mut found = Vec::new();
    if state != "Enabled" {
        found.push(Difference::State(state.clone()));
    }
    let multi_region = matches!(arn.key_id(), KeyId::MultiRegion(_));
    if multi_region != wanted.is_multi_region() {
        found.push(Difference::MultiRegion(multi_region));
    }
    match policy.as_ref().and_then(|text| text.parse::<Policy>().ok()) {
        Some(policy) => of_policy(&policy, wanted, &mut found),
        None => found.push(Difference::Unread("policy")),
    }
    if description != wanted.description() {
        found.push(Difference::Description(description.clone()));
    }
    match tags {
        Some(tags) => of_tags(tags, wanted, &mut found),
        None => found.push(Difference::Unread("tags")),
    }
    found
}

fn of_policy(policy: &Policy, wanted: &NewKey, found: &mut Vec<Difference>) {
    if !policy::leaves_account_in_charge(policy, wanted) {
        found.push(Difference::AccountNotInCharge);
    }
    let statements: Vec<_> = policy::administrators(policy).collect();
    let named: Vec<&str> = statements.iter().flat_map(|statement| policy::named(statement)).collect();
    let missing = wanted.administrators().iter().filter(|one| !named.contains(&one.as_str()));
    found.extend(missing.map(|one| Difference::NotAdministrator(one.to_string())));
    let further =
        named.iter().filter(|name| !wanted.administrators().iter().any(|one| one.as_str() == **name));
    found.extend(further.map(|name| Difference::FurtherAdministrator((*name).to_owned())));
    if statements.iter().any(|statement| !policy::gives_administration(statement, wanted)) {
        found.push(Difference::Administration);
    }
}

fn of_tags(tags: &BTreeMap<String, String>, wanted: &NewKey, found: &mut Vec<Difference>) {
    for (key, value) in wanted.tags() {
        let there = tags.get(key);
        // Keys that crosskms did not create need not say so.
        if there != Some(value) && key != super::TAG {
            found.push(Difference::Tag { key: key.clone(), found: there.cloned() });
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(state) => write!(f, "it is in state `{state}`"),
            Self::MultiRegion(true) => f.write_str("it is a multi-Region key, which cannot be changed"),
            Self::MultiRegion(false) => {
                f.write_str("it is a key of a single Region, which cannot be changed")
            }
            Self::NotAdministrator(who) => write!(f, "`{who}` is not among its administrators"),
            Self::FurtherAdministrator(who) => write!(f, "`{who}` is among its administrators"),
            Self::Administration => {
                f.write_str("its administrators may do other things than those of a new key")
            }
            Self::AccountNotInCharge => f.write_str("its policy does not leave the account in charge of it"),
            Self::Description(text) if text.is_empty() => f.write_str("it has no description"),
            Self::Description(text) => write!(f, "its description is `{text}`"),
            Self::Tag { key, found: Some(found) } => write!(f, "its tag `{key}` is `{found}`"),
            Self::Tag { key, found: None } => write!(f, "it has no tag `{key}`"),
            Self::Unread(what) => write!(f, "its {what} cannot be read with these credentials"),
        }
    }
}
