//! Roles and resources that are open to everybody, besides keys and buckets.

use super::limits::{Limit, limit};
use super::principals::LIMITS_CALLERS;
use super::{Document, in_statements};
use crate::policy::{PolicyType, Principal, PrincipalElement, PrincipalType};
use crate::rules::Hit;

/// Actions that hand out what a resource holds, or let strangers write to it. Others are meant for the public, or, as
/// those of access points, limited by another policy.
const OF_RESOURCES: [&str; 6] = [
    "lambda:InvokeFunction",
    "secretsmanager:GetSecretValue",
    "sns:Publish",
    "sns:Subscribe",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
];

pub(super) fn open(document: &Document<'_>) -> Vec<Hit> {
    let (what, is_trust) = match document.policy_type {
        PolicyType::TrustPolicy => ("assume the role", true),
        PolicyType::ResourcePolicy => ("do this", false),
        _ => return Vec::new(),
    };
    in_statements(document, |placed| {
        let site = match placed.principal().filter(|_| placed.allows()) {
            Some((site, Principal::Anyone)) => site,
            Some((site, named)) if named.of_type(&PrincipalType::Aws).any(|name| name == "*") => {
                site.name("AWS")
            }
            _ => return Vec::new(),
        };
        let is_known = |text: &str| OF_RESOURCES.iter().any(|known| known.eq_ignore_ascii_case(text));
        let concerns = match is_trust {
            true => matches!(placed.statement.principal, Some(PrincipalElement::Principal(_))),
            // Services have conditions of their own, of which none is known here.
            false => {
                placed.named_actions().iter().any(|(_, text)| is_known(text))
                    && placed.conditions().next().is_none()
            }
        };
        let is_limiting = |key: &str| LIMITS_CALLERS.iter().any(|known| known.eq_ignore_ascii_case(key));
        match limit(placed, is_limiting) {
            _ if !concerns => Vec::new(),
            Limit::Holds => Vec::new(),
            Limit::Fails(hit) => vec![hit],
            Limit::None => {
                let message = format!("`*` is everybody in every account: any of them may {what}");
                let help =
                    "name the principals, or add `\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-…\"}`";
                vec![Hit::new(site, message).help(help)]
            }
        }
    })
}
