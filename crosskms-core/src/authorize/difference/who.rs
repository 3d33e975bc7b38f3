//! About whom a difference is exact: whoever either version names, and one stranger of each kind.

use std::fmt;

use super::Shift;
use crate::arn::{AccountId, Partition, PrincipalArn};
use crate::authorize::{Caller, Context, Request};
use crate::policy::{Policy, PolicyType, Principal, PrincipalElement, PrincipalType};

/// A principal of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Who {
    /// One that a version names: a role, a user, a session, the root user of an account, a service.
    Named(Caller),
    /// Any principal of an account that no version names.
    OthersOf(AccountId),
    /// Any principal of an account that no version names.
    OtherAccounts,
    /// Any service that no version names.
    OtherServices,
    /// A caller without credentials.
    Anonymous,
    /// Whoever a policy that names nobody is attached to.
    Holder,
}

/// The name of principals that stand for all that are not named.
const STRANGER: &str = "crosskms-stranger";

/// Keys that tell who a caller is, of which nothing is known of strangers.
const OF_PRINCIPAL: [&str; 4] = ["aws:PrincipalArn", "aws:PrincipalType", "aws:username", "aws:userid"];

/// Keys that tell the account of a caller.
const OF_ACCOUNT: [&str; 2] = ["aws:PrincipalAccount", "kms:CallerAccount"];

/// Keys that tell the account of the resource.
const OF_RESOURCE: [&str; 2] = ["aws:ResourceAccount", "s3:ResourceAccount"];

/// Everybody about whom versions of a document of some type are compared.
pub(super) fn all<'p>(
    kind: PolicyType,
    versions: impl Iterator<Item = &'p Policy>,
    owner: Option<AccountId>,
) -> Vec<Who> {
    if !kind.names_principals() {
        return vec![Who::Holder];
    }
    let mut all: Vec<Who> = Vec::new();
    let mut accounts: Vec<AccountId> = owner.into_iter().collect();
    for caller in versions.flat_map(named) {
        if let Caller::Root(arn) = &caller {
            accounts.push(arn.account());
        } else {
            all.push(Who::Named(caller));
        }
    }
    for account in accounts {
        all.push(Who::Named(Caller::Root(PrincipalArn::account_root(Partition::Aws, account))));
        all.push(Who::OthersOf(account));
    }
    all.extend([Who::OtherAccounts, Who::OtherServices, Who::Anonymous]);
    let mut once: Vec<Who> = Vec::new();
    for who in all {
        if !once.contains(&who) {
            once.push(who);
        }
    }
    once
}

/// The root user of an account for which the same changes as for all others of it is one of these.
pub(super) fn without_repetition(mut shifts: Vec<Shift>) -> Vec<Shift> {
    let others: Vec<Shift> =
        shifts.iter().filter(|shift| matches!(shift.who, Who::OthersOf(_))).cloned().collect();
    shifts.retain(|shift| match &shift.who {
        Who::Named(Caller::Root(arn)) => {
            let same = Shift { who: Who::OthersOf(arn.account()), ..shift.clone() };
            !others.contains(&same)
        }
        _ => true,
    });
    shifts
}

/// Whom a policy names, or exempts.
fn named(policy: &Policy) -> Vec<Caller> {
    let elements = policy.statements.iter().filter_map(|statement| statement.principal.as_ref());
    let principals = elements.map(|element| match element {
        PrincipalElement::Principal(principal) | PrincipalElement::NotPrincipal(principal) => principal,
    });
    let lists = principals.filter_map(|principal| match principal {
        Principal::ByType(lists) => Some(lists),
        Principal::Anyone => None,
    });
    let callers = lists.flat_map(|lists| lists.iter()).flat_map(|(kind, names)| {
        let callers = names.iter().filter_map(move |name| match kind {
            PrincipalType::Aws => name.parse::<Caller>().ok().filter(|caller| caller.account().is_some()),
            PrincipalType::Service => Some(Caller::Service(name.to_ascii_lowercase())),
            _ => None,
        });
        callers.collect::<Vec<_>>()
    });
    callers.collect()
}

impl Who {
    /// A request of whoever it is, in which all is open that is not known of it.
    pub(super) fn request(&self, action: &str, owner: Option<AccountId>) -> Request {
        let role = |account: &str| {
            let arn = format!("arn:aws:iam::{account}:role/{STRANGER}");
            arn.parse::<PrincipalArn>().map_or(Caller::Anonymous, Caller::from)
        };
        let caller = match self {
            Self::Named(caller) => caller.clone(),
            Self::OthersOf(account) => role(account.as_str()),
            Self::OtherAccounts | Self::Holder => role(unknown_account(owner)),
            Self::OtherServices => Caller::Service(format!("{STRANGER}.amazonaws.com")),
            Self::Anonymous => Caller::Anonymous,
        };
        let mut context = Context::open();
        if matches!(caller, Caller::Anonymous | Caller::Service(_)) {
            for key in [
                "aws:PrincipalArn",
                "aws:PrincipalAccount",
                "aws:PrincipalOrgID",
                "aws:username",
                "kms:CallerAccount",
            ] {
                context = context.with_all(key, []);
            }
        }
        let account = owner.or(caller.account()).unwrap_or(AccountId::NOBODY);
        let mut request = Request::new(caller, action, "*", account, context);
        let forgotten: &[&[&str]] = match self {
            Self::Named(_) | Self::Anonymous => &[],
            Self::OthersOf(_) => &[&OF_PRINCIPAL],
            Self::OtherAccounts => &[&OF_PRINCIPAL, &OF_ACCOUNT],
            Self::OtherServices => &[&["aws:PrincipalServiceName"]],
            Self::Holder => &[&OF_PRINCIPAL, &OF_ACCOUNT, &["aws:PrincipalIsAWSService"], &OF_RESOURCE],
        };
        forgotten.iter().flat_map(|keys| keys.iter()).for_each(|key| request.context.forget(key));
        if owner.is_none() {
            OF_RESOURCE.iter().for_each(|key| request.context.forget(key));
        }
        request
    }
}

/// An account that is not the owner.
fn unknown_account(owner: Option<AccountId>) -> &'static str {
    const ACCOUNTS: [&str; 2] = ["000000000000", "000000000001"];
    let [first, second] = ACCOUNTS;
    if owner.is_some_and(|owner| owner.as_str() == first) { second } else { first }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(Caller::Root(arn)) => write!(f, "the root user of account {}", arn.account()),
            Self::Named(caller) => caller.fmt(f),
            Self::OthersOf(account) => write!(f, "all others of account {account}"),
            Self::OtherAccounts => f.write_str("all other accounts"),
            Self::OtherServices => f.write_str("all other services"),
            Self::Anonymous => f.write_str("anonymous callers"),
            Self::Holder => f.write_str("whoever has the policy"),
        }
    }
}
