//! Rules about what a key policy gives to other accounts (R2.1, R6.1, R6.2).

use std::collections::BTreeSet;

use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::{Action, kms};
use crate::arn::{AccountId, Arn};
use crate::finding::Severity;
use crate::policy::{ActionElement, ConditionValue, PolicyType, Principal, PrincipalElement, PrincipalType};
use crate::rules::actions::{
    self, kms_grants_to_outsiders, limits_kms_grants, without_effect_across_accounts,
};
use crate::rules::{Check, Hit, Rule};
use crate::wildcard;

pub(in crate::rules) static KMS_GRANTS_TO_OUTSIDERS: Rule = Rule {
    name: "kms-grants-to-outsiders",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    summary: "who may make KMS grants from another account may do so for AWS services alone",
    checks: &[Check::Draft(actions::kms_grants), Check::Document(kms_grants)],
};

pub(in crate::rules) static WILDCARD_TO_OUTSIDERS: Rule = Rule {
    name: "wildcard-to-outsiders",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    summary: "what other accounts may do with a key is named, not matched by a wide pattern",
    checks: &[Check::Document(wildcards)],
};

pub(in crate::rules) static SEVERAL_OWNERS: Rule = Rule {
    name: "several-owners",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    summary: "one account alone may do everything with a key",
    checks: &[Check::Document(several_owners)],
};

/// The account of the key where it is known; else those that may change the key policy whatever the circumstances,
/// which are those that administer the key. None when nobody may, or when accounts cannot be told.
fn owners(document: &Document<'_>) -> BTreeSet<AccountId> {
    match document.owner {
        Some(owner) => BTreeSet::from([owner]),
        None => document.statements().filter(administers).flat_map(|placed| accounts(&placed)).collect(),
    }
}

/// Whether a statement lets somebody change the key policy, whatever the circumstances. `NotAction` tells nothing of
/// an owner: whoever wrote it thought of what it leaves out.
fn administers(placed: &Placed<'_>) -> bool {
    placed.allows()
        && matches!(placed.statement.action, Some(ActionElement::Action(_)))
        && placed.statement.condition.is_none()
        && placed.known_actions().is_some_and(|actions| actions.contains(&kms::PutKeyPolicy))
}

/// An outsider cannot change the policy (R2.1), but with everything else it can make KMS grants.
fn several_owners(document: &Document<'_>) -> Vec<Hit> {
    if document.policy_type != PolicyType::KeyPolicy || document.owner.is_some() {
        return Vec::new();
    }
    let mut first = None;
    let mut hits = Vec::new();
    for placed in document.statements().filter(administers) {
        for other in accounts(&placed) {
            let owner = *first.get_or_insert(other);
            if other != owner {
                let message =
                    format!("`{owner}` and `{other}` may both do everything here, but a key has one owner");
                let help = "give the other account the actions that it needs, such as `kms:Decrypt`";
                hits.push(Hit::new(placed.site.clone().name("Principal"), message).help(help));
            }
        }
    }
    hits
}

/// The accounts of the principals that a statement names.
fn accounts(placed: &Placed<'_>) -> BTreeSet<AccountId> {
    let Some(PrincipalElement::Principal(principal)) = &placed.statement.principal else {
        return BTreeSet::new();
    };
    principal.of_type(&PrincipalType::Aws).filter_map(account).collect()
}

fn account(principal: &str) -> Option<AccountId> {
    Arn::parse(principal).map_or(principal, |arn| arn.account).parse().ok()
}

/// Whether a statement of a key policy allows something to principals of other accounts, and to nobody else.
fn is_for_outsiders(placed: &Placed<'_>, owners: &BTreeSet<AccountId>) -> bool {
    let Some(PrincipalElement::Principal(Principal::ByType(lists))) = &placed.statement.principal else {
        return false;
    };
    let only_aws = lists.iter().all(|(kind, _)| *kind == PrincipalType::Aws);
    let named = accounts(placed);
    placed.allows() && only_aws && !owners.is_empty() && !named.is_empty() && named.is_disjoint(owners)
}

/// The statements that are for outsiders.
fn for_outsiders(document: &Document<'_>, check: impl Fn(&Placed<'_>) -> Vec<Hit>) -> Vec<Hit> {
    if document.policy_type != PolicyType::KeyPolicy {
        return Vec::new();
    }
    let owners = owners(document);
    in_statements(
        document,
        |placed| {
            if is_for_outsiders(placed, &owners) { check(placed) } else { Vec::new() }
        },
    )
}

/// Whether a condition says to whom KMS grants can be made.
fn limits_grantees(placed: &Placed<'_>) -> bool {
    placed.conditions().any(|(_, condition, entry)| {
        let values: Vec<_> = entry.values.iter().map(ConditionValue::as_text).collect();
        limits_kms_grants(&condition.operator, &entry.key, values.iter().map(AsRef::as_ref))
    })
}

/// What is wrong with a condition that was meant to limit KMS grants to services, and the way out.
fn broken_limit(placed: &Placed<'_>) -> Option<String> {
    const KEY: &str = "kms:GrantIsForAWSResource";
    let (_, condition, _) = placed.conditions().find(|(_, _, entry)| entry.key.eq_ignore_ascii_case(KEY))?;
    Some(match condition.operator.as_ref() {
        "Bool" => format!("`{KEY}` is asked to be `false`, which admits the grants of people: write `true`"),
        operator if operator.ends_with("IfExists") => {
            format!("`{operator}` also holds without `{KEY}`: write `Bool`, `true`")
        }
        operator => format!("`{KEY}` stands under `{operator}`: write `Bool`, `true`"),
    })
}

fn kms_grants(document: &Document<'_>) -> Vec<Hit> {
    for_outsiders(document, |placed| {
        if limits_grantees(placed) {
            return Vec::new();
        }
        placed
            .named_actions()
            .into_iter()
            .filter(|(_, text)| Action::named(text) == Some(kms::CreateGrant))
            .map(|(site, _)| {
                let hit = kms_grants_to_outsiders(site);
                match broken_limit(placed) {
                    Some(help) => hit.help(help),
                    None => hit,
                }
            })
            .collect()
    })
}

const WHAT_IS_NEEDED: &str =
    "name what is needed in `Action`: `kms:Decrypt` to read, `kms:GenerateDataKey` to write";

fn wildcards(document: &Document<'_>) -> Vec<Hit> {
    for_outsiders(document, |placed| {
        let limited = limits_grantees(placed);
        if let Some(ActionElement::NotAction(_)) = placed.statement.action {
            let gives_grants = placed.known_actions().is_some_and(|all| all.contains(&kms::CreateGrant));
            return (gives_grants && !limited)
                .then(|| {
                    let message = "everything but this includes `kms:CreateGrant`, and KMS grants can give the key to \
                                   anybody";
                    Hit::new(placed.site.clone().name("NotAction"), message).help(WHAT_IS_NEEDED)
                })
                .into_iter()
                .collect();
        }
        placed
            .actions()
            .into_iter()
            .filter(|(_, text)| has_wildcard(text))
            .filter_map(|(site, text)| {
                // Of what the pattern matches, only this counts across accounts.
                let matched: Vec<Action> = Action::all()
                    .filter(|action| action.works_across_accounts())
                    .filter(|action| wildcard::matches_ignoring_case(text, &action.to_string()))
                    .collect();
                let gives_grants = !limited && matched.contains(&kms::CreateGrant);
                let message = match (gives_grants, through_s3_alone(placed)) {
                    (true, _) => {
                        format!(
                            "`{text}` lets another account make KMS grants, which can give the key to anybody"
                        )
                    }
                    (false, true) if matched.len() > 1 => {
                        format!("`{text}` matches {} actions, of which S3 uses one", matched.len())
                    }
                    _ => return None,
                };
                Some(Hit::new(site, message).help(WHAT_IS_NEEDED))
            })
            .collect()
    })
}

/// Whether the statement holds only for calls that come through S3.
pub(in crate::rules) fn through_s3_alone(placed: &Placed<'_>) -> bool {
    placed.conditions().any(|(_, condition, entry)| {
        matches!(condition.operator.as_ref(), "StringEquals" | "StringLike")
            && entry.key.eq_ignore_ascii_case("kms:ViaService")
            && entry.values.iter().all(|value| value.as_text().starts_with("s3."))
    })
}

/// R2.1: what an account cannot do with a key of another, whatever the policy says.
pub(in crate::rules) fn without_effect(document: &Document<'_>) -> Vec<Hit> {
    for_outsiders(document, |placed| {
        placed
            .named_actions()
            .into_iter()
            .filter_map(|(site, text)| Some((site, Action::named(text)?)))
            .filter(|(_, action)| !action.works_across_accounts())
            .map(|(site, action)| without_effect_across_accounts(site, action))
            .collect()
    })
}
