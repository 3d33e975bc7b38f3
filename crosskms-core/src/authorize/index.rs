//! Which statements can match a request: the others are not looked at.

use std::collections::HashMap;

use super::caller::Caller;
use super::pattern::Pattern;
use super::principal::{Named, Principals};
use super::request::Request;
use super::statement::{Names, Prepared};
use crate::arn::AccountId;

/// Statements by what they name most narrowly: a principal, a resource, or an action.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_principal: HashMap<Box<str>, Vec<usize>>,
    by_account: HashMap<AccountId, Vec<usize>>,
    /// What names users of an account: a federated user does not tell whose session it is.
    by_user_of: HashMap<AccountId, Vec<usize>>,
    by_resource: HashMap<Box<str>, Vec<usize>>,
    by_action: HashMap<Box<str>, Vec<usize>>,
    others: Vec<usize>,
}

/// The keys under which a statement is found.
enum Keys<'s> {
    Principals(Vec<PrincipalKey<'s>>),
    Resources(Vec<&'s str>),
    Actions(Vec<&'s str>),
    None,
}

enum PrincipalKey<'s> {
    Account(AccountId),
    /// A role by its name, because a session does not tell the path.
    Name(&'s str),
    User(AccountId, &'s str),
}

impl Index {
    pub(super) fn of(statements: &[Prepared<'_>]) -> Self {
        let mut index = Self::default();
        for (position, statement) in statements.iter().enumerate() {
            index.add(position, statement);
        }
        index
    }

    fn add(&mut self, position: usize, statement: &Prepared<'_>) {
        match keys(statement) {
            Keys::Principals(keys) => {
                for key in keys {
                    match key {
                        PrincipalKey::Account(account) => push(&mut self.by_account, account, position),
                        PrincipalKey::Name(name) => push(&mut self.by_principal, name.into(), position),
                        PrincipalKey::User(account, name) => {
                            push(&mut self.by_user_of, account, position);
                            push(&mut self.by_principal, name.into(), position);
                        }
                    }
                }
            }
            Keys::Resources(keys) => {
                keys.into_iter().for_each(|key| push(&mut self.by_resource, key.into(), position));
            }
            Keys::Actions(keys) => {
                keys.into_iter().for_each(|key| push(&mut self.by_action, key.into(), position));
            }
            Keys::None => self.others.push(position),
        }
    }

    /// The positions of the statements that can match; one may come twice.
    pub(super) fn candidates(&self, request: &Request, resource: &str) -> impl Iterator<Item = usize> {
        let of_user = match &request.caller {
            Caller::FederatedUser { account, .. } => self.by_user_of.get(account),
            _ => None,
        };
        let lists = [
            name_of(&request.caller).and_then(|name| self.by_principal.get(name)),
            of_user,
            request.account().and_then(|account| self.by_account.get(&account)),
            self.by_resource.get(stem(resource)),
            self.by_action.get(request.folded_action()),
            Some(&self.others),
        ];
        lists.into_iter().flatten().flatten().copied()
    }
}

/// A position is listed once under each key.
fn push<K: std::hash::Hash + Eq>(lists: &mut HashMap<K, Vec<usize>>, key: K, position: usize) {
    let list = lists.entry(key).or_default();
    if list.last() != Some(&position) {
        list.push(position);
    }
}

fn keys<'s>(statement: &'s Prepared<'_>) -> Keys<'s> {
    if let Principals::These(named) = &statement.principals
        && let Some(keys) =
            named.iter().filter(|named| !matches!(named, Named::Nobody)).map(principal_key).collect()
    {
        return Keys::Principals(keys);
    }
    if let Names::These(patterns) = &statement.resources
        && let Some(keys) = patterns.iter().map(resource_key).collect()
    {
        return Keys::Resources(keys);
    }
    if let Names::These(patterns) = &statement.actions {
        let exact = |pattern: &'s Pattern| match pattern {
            Pattern::Exact(text) => Some(&**text),
            _ => None,
        };
        if let Some(keys) = patterns.iter().map(exact).collect() {
            return Keys::Actions(keys);
        }
    }
    Keys::None
}

fn principal_key(named: &Named) -> Option<PrincipalKey<'_>> {
    match named {
        Named::Account(_, account) => Some(PrincipalKey::Account(*account)),
        Named::User(arn) => Some(PrincipalKey::User(arn.account(), arn.name())),
        Named::Role(arn) => Some(PrincipalKey::Name(arn.name())),
        Named::Session(session) => name_of(session).map(PrincipalKey::Name),
        Named::Service(name) => Some(PrincipalKey::Name(name)),
        // Of nobody there is no key, and nobody calls.
        Named::Anyone | Named::CanonicalUser | Named::Nobody => None,
    }
}

/// The name by which statements about a caller are found.
fn name_of(caller: &Caller) -> Option<&str> {
    match caller {
        Caller::Role(arn) | Caller::User(arn) => Some(arn.name()),
        Caller::RoleSession { role, .. } => Some(role),
        Caller::FederatedUser { name, .. } => Some(name),
        Caller::Service(name) => Some(name),
        Caller::Root(_) | Caller::Anonymous => None,
    }
}

/// The stem of a resource that names its bucket or key without wildcards.
fn resource_key(pattern: &Pattern) -> Option<&str> {
    match pattern {
        Pattern::Exact(text) => Some(stem(text)),
        // What follows the slash may be anything, what stands before it is fixed.
        Pattern::StartsWith(start) => Some(stem(start)).filter(|stem| stem.len() < start.len()),
        Pattern::Wild(text) => {
            Some(stem(text)).filter(|stem| stem.len() < text.len() && !stem.contains(['*', '?']))
        }
        Pattern::Anything | Pattern::Template(_) | Pattern::Unclear => None,
    }
}

/// The ARN of a key, or any other up to the first slash: the bucket of an object.
fn stem(resource: &str) -> &str {
    match resource.split_once('/') {
        Some((stem, _)) if stem.split(':').nth(2) != Some("kms") => stem,
        _ => resource,
    }
}
