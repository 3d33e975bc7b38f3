//! Rules about what a key policy gives to other accounts (R2.1, R6.1, R6.2).

use std::collections::BTreeSet;

use super::{Document, Placed, has_wildcard, in_statements};
use crate::action::{Action, kms};
use crate::arn::{AccountId, Arn};
use crate::finding::Severity;
use crate::policy::{ActionElement, PolicyType, Principal, PrincipalElement, PrincipalType};
use crate::rules::actions::{self, kms_grants_to_outsiders, without_effect_across_accounts};
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

/// The accounts that may change the key policy whatever the circumstances, which are those that administer the key.
/// None when nobody may, or when accounts cannot be told.
fn owners(document: &Document<'_>) -> BTreeSet<AccountId> {
    document
        .statements()
        .filter(|placed| placed.allows() && placed.statement.condition.is_none())
        .filter(|placed| placed.known_actions().is_some_and(|actions| actions.contains(&kms::PutKeyPolicy)))
        .flat_map(|placed| accounts(&placed))
        .collect()
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

/// Whether KMS grants can be made only for AWS services that work for the caller.
fn is_limited_to_services(placed: &Placed<'_>) -> bool {
    placed.conditions().any(|(_, condition, entry)| {
        condition.operator == "Bool"
            && entry.key.eq_ignore_ascii_case("kms:GrantIsForAWSResource")
            && entry.values.iter().all(|value| value.as_text().eq_ignore_ascii_case("true"))
    })
}

fn kms_grants(document: &Document<'_>) -> Vec<Hit> {
    for_outsiders(document, |placed| {
        if is_limited_to_services(placed) {
            return Vec::new();
        }
        placed
            .actions()
            .into_iter()
            .filter(|(_, text)| Action::named(text) == Some(kms::CreateGrant))
            .map(|(site, _)| kms_grants_to_outsiders(site))
            .collect()
    })
}

fn wildcards(document: &Document<'_>) -> Vec<Hit> {
    for_outsiders(document, |placed| {
        let Some(ActionElement::Action(_)) = placed.statement.action else { return Vec::new() };
        let limited = is_limited_to_services(placed);
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
                let help = "name what is needed: `kms:Decrypt` to read, `kms:GenerateDataKey` to write";
                Some(Hit::new(site, message).help(help))
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
            .actions()
            .into_iter()
            .filter_map(|(site, text)| Some((site, Action::named(text)?)))
            .filter(|(_, action)| !action.works_across_accounts())
            .map(|(site, action)| without_effect_across_accounts(site, action))
            .collect()
    })
}
