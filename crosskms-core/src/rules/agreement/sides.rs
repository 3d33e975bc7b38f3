//! What one side of two accounts allows and the other does not.

use super::accounts::{Accounts, Shared};
use super::naming::{Named, named};
use crate::action::Action;
use crate::finding::Severity;
use crate::rules::documents::{Placed, resources::may_apply};
use crate::rules::{Check, Hit, Rule};
use crate::suggest::listed;

pub(in crate::rules) static ONE_SIDED_PERMISSION: Rule = Rule {
    name: "one-sided-permission",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
    summary: "what one account allows across accounts, the other allows, too",
    checks: &[Check::Accounts(not_taken), Check::Accounts(not_given)],
};

pub(in crate::rules) static DELEGATION_WITHOUT_RECEIPT: Rule = Rule {
    name: "delegation-without-receipt",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    summary: "an account that is named in a policy has a role or user that may use what it is given",
    checks: &[Check::Accounts(not_delegated)],
};

/// What the owner gives to a role or user by name, and none of its own policies takes.
fn not_taken(accounts: &Accounts<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for shared in accounts.shared() {
        for placed in shared.statements().filter(Placed::allows) {
            let actions = shared.actions(&placed);
            for (site, principal) in named(&placed) {
                let Named::Principal(arn) = principal else { continue };
                let consumer = accounts.principals.iter().find(|principal| *principal.arn == arn);
                let Some(consumer) = consumer.filter(|consumer| consumer.arn.account() != shared.account)
                else {
                    continue;
                };
                let patterns = shared.patterns(&placed);
                let missing: Vec<&str> =
                    actions.iter().filter(|action| !consumer.takes(action, &patterns)).copied().collect();
                if missing.is_empty() {
                    continue;
                }
                let message = format!(
                    "`{arn}` is given {} here, but none of its own policies allows {} on `{}`",
                    listed(&missing, "and"),
                    if missing.len() == 1 { "it" } else { "them" },
                    shared.arn,
                );
                let help = "across accounts both sides have to allow: add it to an identity policy of the \
                            principal, or remove it here";
                hits.push(Hit::new(site, message).help(help));
            }
        }
    }
    hits
}

/// What a consumer's own policies allow, and the owner gives to nobody of its account.
fn not_given(accounts: &Accounts<'_>) -> Vec<Hit> {
    let shared = accounts.shared();
    let mut hits = Vec::new();
    for consumer in &accounts.principals {
        for placed in consumer.statements().filter(Placed::allows) {
            for (site, pattern) in placed.resources() {
                let of_others = |shared: &&Shared<'_>| {
                    shared.account != consumer.arn.account() && shared.is_meant_by(pattern)
                };
                let meant: Vec<&Shared<'_>> = shared.iter().filter(of_others).collect();
                let Some(first) = meant.first() else { continue };
                let missing: Vec<&str> = first
                    .actions(&placed)
                    .into_iter()
                    .filter(|text| Action::named(text).is_none_or(|action| may_apply(action, pattern)))
                    .filter(|action| !meant.iter().any(|shared| shared.gives(action, pattern, consumer.arn)))
                    .filter(|action| {
                        !meant.iter().any(|shared| accounts.has_kms_grant(shared.arn, consumer.arn, action))
                    })
                    .collect();
                if missing.is_empty() {
                    continue;
                }
                let kind = first.kind;
                let message = match first.policy {
                    Some(_) => format!(
                        "the policy of the {kind} `{}` does not give {} to `{}` or its account",
                        first.arn,
                        listed(&missing, "and"),
                        consumer.arn,
                    ),
                    None => {
                        format!("the {kind} `{}` has no policy, so that nobody else can use it", first.arn)
                    }
                };
                let help = format!(
                    "across accounts both sides have to allow: add a statement to the {kind} policy, or remove \
                     this"
                );
                hits.push(Hit::new(site, message).help(help));
            }
        }
    }
    hits
}

/// What the owner gives to a whole account, in which nobody has a policy that takes any of it.
fn not_delegated(accounts: &Accounts<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for shared in accounts.shared() {
        for placed in shared.statements().filter(Placed::allows) {
            let (actions, patterns) = (shared.actions(&placed), shared.patterns(&placed));
            if actions.is_empty() {
                continue;
            }
            for (site, principal) in named(&placed) {
                let Named::Account(account) = principal else { continue };
                if account == shared.account || accounts.takes(account, &actions, &patterns) {
                    continue;
                }
                let message = format!(
                    "account `{account}` is given this, but no role or user of it has a policy for it"
                );
                let help = format!(
                    "attach an identity policy for `{}` in that account, or name the principal here",
                    shared.arn
                );
                hits.push(Hit::new(site, message).help(help));
            }
        }
    }
    hits
}
