//! The policy of a key that is created: the console's, without its statements for the key's users.

use crosskms::arn::PrincipalArn;
use crosskms::policy::{
    ActionElement, Effect, OneOrMany, Policy, Principal, PrincipalElement, PrincipalType, ResourceElement,
    Statement,
};

use super::NewKey;

/// The statement that leaves the account in charge, named as AWS names it.
const ACCOUNT: &str = "Enable IAM User Permissions";
/// The statement of the administrators, by whose name the console finds them (R3.8).
pub(super) const ADMINISTRATORS: &str = "Allow access for Key Administrators";

/// What the console allows to administrators of a key. None of it uses the key for data.
const ADMINISTRATION: [&str; 15] = [
    "kms:Create*",
    "kms:Describe*",
    "kms:Enable*",
    "kms:List*",
    "kms:Put*",
    "kms:Update*",
    "kms:Revoke*",
    "kms:Disable*",
    "kms:Get*",
    "kms:Delete*",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:ScheduleKeyDeletion",
    "kms:CancelKeyDeletion",
    "kms:RotateKeyOnDemand",
];
/// What it allows in addition, where a key can have replicas.
const REPLICATION: &str = "kms:ReplicateKey";

/// The whole policy.
pub(super) fn of(key: &NewKey) -> Policy {
    let alias = key.alias();
    let root = PrincipalArn::account_root(alias.partition(), alias.account());
    let account = statement(ACCOUNT, &[&root], &["kms:*"]);
    let administrators: Vec<&PrincipalArn> = key.administrators().iter().collect();
    let administration = statement(ADMINISTRATORS, &administrators, &administration(key));
    Policy::new(if administrators.is_empty() { vec![account] } else { vec![account, administration] })
}

/// What the administrators of a key may do.
pub(super) fn administration(key: &NewKey) -> Vec<&'static str> {
    ADMINISTRATION.into_iter().chain(key.is_multi_region().then_some(REPLICATION)).collect()
}

/// Whether a policy leaves the account in charge of its key.
pub(super) fn leaves_account_in_charge(policy: &Policy, key: &NewKey) -> bool {
    let alias = key.alias();
    let root = PrincipalArn::account_root(alias.partition(), alias.account());
    let wanted = statement(ACCOUNT, &[&root], &["kms:*"]);
    policy.statements.iter().any(|statement| {
        wanted.means_the_same_as(&Statement { sid: wanted.sid.clone(), ..statement.clone() })
    })
}

/// The statements of a policy about administrators.
pub(super) fn administrators(policy: &Policy) -> impl Iterator<Item = &Statement> {
    policy.statements.iter().filter(|statement| {
        statement.sid.as_deref() == Some(ADMINISTRATORS) && statement.effect == Effect::Allow
    })
}

/// Whom a statement names.
pub(super) fn named(statement: &Statement) -> Vec<&str> {
    match &statement.principal {
        Some(PrincipalElement::Principal(principal)) => principal.of_type(&PrincipalType::Aws).collect(),
        _ => Vec::new(),
    }
}

/// Whether a statement allows what administrators are given, no more and no less, and under no condition.
pub(super) fn gives_administration(statement: &Statement, key: &NewKey) -> bool {
    let wanted = Statement {
        sid: statement.sid.clone(),
        principal: statement.principal.clone(),
        ..self::statement(ADMINISTRATORS, &[], &administration(key))
    };
    wanted.means_the_same_as(statement)
}

fn statement(sid: &'static str, principals: &[&PrincipalArn], actions: &[&'static str]) -> Statement {
    Statement {
        sid: Some(sid.into()),
        principal: Some(PrincipalElement::Principal(Principal::aws(
            principals.iter().map(ToString::to_string),
        ))),
        action: Some(ActionElement::Action(actions.iter().map(|action| (*action).into()).collect())),
        resource: Some(ResourceElement::Resource(OneOrMany::from("*"))),
        ..Statement::new(Effect::Allow)
    }
}
