//! Every principal that there is, as far as a snapshot and the policy of a resource tell.

use std::collections::BTreeMap;

use crosskms::arn::{Partition, PrincipalArn};
use crosskms::authorize::Caller;
use crosskms::policy::{Policy, Principal, PrincipalElement, PrincipalType};

use super::{Access, Asked};

impl Access<'_> {
    /// The principals of the snapshot, those that the resource's policy and KMS grants name, the root users of their
    /// accounts, and anonymous callers; each once, sorted.
    pub(super) fn callers(&self, asked: &Asked) -> Vec<Caller> {
        let mut callers = BTreeMap::new();
        let mut add = |caller: Caller| drop(callers.insert(caller.to_string(), caller));
        for arn in self.snapshot.principals.keys() {
            add(Caller::from(arn.clone()));
        }
        for caller in self.policy(asked).into_iter().flat_map(named) {
            add(caller);
        }
        if let Asked::Key(arn) = asked {
            let kms_grants = self.snapshot.keys.get(arn).into_iter().flat_map(|key| &key.kms_grants);
            kms_grants.filter_map(|kms_grant| kms_grant.grantee.parse().ok()).for_each(&mut add);
        }
        add(Caller::Anonymous);
        let roots: Vec<Caller> = callers.values().filter_map(root).collect();
        let owner = self.owner(asked).map(|owner| PrincipalArn::account_root(partition(asked), owner));
        for root in roots.into_iter().chain(owner.map(Caller::Root)) {
            callers.entry(root.to_string()).or_insert(root);
        }
        callers.into_values().collect()
    }

    fn policy(&self, asked: &Asked) -> Option<&Policy> {
        let document = match asked {
            Asked::Key(arn) => &self.snapshot.keys.get(arn)?.policy,
            Asked::Bucket(arn) => self.snapshot.buckets.get(arn)?.policy.as_ref()?,
            Asked::Object(arn) => self.snapshot.buckets.get(&arn.bucket())?.policy.as_ref()?,
        };
        Some(document.policy())
    }
}

/// Whom a policy names, or exempts.
fn named(policy: &Policy) -> Vec<Caller> {
    let elements = policy.statements.iter().filter_map(|statement| statement.principal.as_ref());
    let lists = elements.filter_map(|element| match element {
        PrincipalElement::Principal(Principal::ByType(lists))
        | PrincipalElement::NotPrincipal(Principal::ByType(lists)) => Some(lists),
        _ => None,
    });
    let of_types = |kind: &PrincipalType| matches!(kind, PrincipalType::Aws | PrincipalType::Service);
    lists
        .flat_map(|lists| lists.iter().filter(move |(kind, _)| of_types(kind)))
        .flat_map(|(_, names)| names.iter().filter_map(|name| name.parse().ok()))
        .collect()
}

/// The root user of a caller's account.
fn root(caller: &Caller) -> Option<Caller> {
    let partition = match caller {
        Caller::Role(arn) | Caller::User(arn) | Caller::Root(arn) => arn.partition(),
        Caller::RoleSession { partition, .. } | Caller::FederatedUser { partition, .. } => *partition,
        _ => return None,
    };
    Some(Caller::Root(PrincipalArn::account_root(partition, caller.account()?)))
}

fn partition(asked: &Asked) -> Partition {
    match asked {
        Asked::Key(arn) => arn.partition(),
        Asked::Bucket(arn) => arn.partition(),
        Asked::Object(arn) => arn.bucket().partition(),
    }
}
