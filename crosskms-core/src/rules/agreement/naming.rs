//! Whom a statement names, and what it allows. In doubt it does.

use crate::arn::{AccountId, Arn, PrincipalArn, PrincipalKind};
use crate::policy::{ActionElement, Principal, PrincipalElement, PrincipalType, ResourceElement};
use crate::rules::documents::Placed;
use crate::site::Site;
use crate::wildcard;

/// A principal of a policy that stands for something in the accounts.
pub(super) enum Named {
    /// A whole account.
    Account(AccountId),
    /// A role or user.
    Principal(PrincipalArn),
}

/// The accounts, roles and users that a statement names, and where.
pub(super) fn named(placed: &Placed<'_>) -> Vec<(Site, Named)> {
    let Some(PrincipalElement::Principal(Principal::ByType(lists))) = &placed.statement.principal else {
        return Vec::new();
    };
    let site = placed.site.clone().name("Principal").name("AWS");
    let of_aws = lists.iter().filter(|(kind, _)| *kind == PrincipalType::Aws);
    of_aws
        .flat_map(|(_, texts)| texts.iter().enumerate())
        .filter_map(|(index, text)| Some((site.clone().index(index), Named::of(text)?)))
        .collect()
}

impl Named {
    fn of(text: &str) -> Option<Self> {
        if let Ok(account) = text.parse() {
            return Some(Self::Account(account));
        }
        let arn: PrincipalArn = text.parse().ok()?;
        Some(match arn.kind() {
            PrincipalKind::Account => Self::Account(arn.account()),
            _ => Self::Principal(arn),
        })
    }
}

/// Whether a statement names a principal: itself, its account, its sessions, or everybody.
pub(super) fn names(placed: &Placed<'_>, principal: &PrincipalArn) -> bool {
    let texts: Vec<&str> = match &placed.statement.principal {
        Some(PrincipalElement::Principal(Principal::ByType(lists))) => {
            let of_aws = lists.iter().filter(|(kind, _)| *kind == PrincipalType::Aws);
            of_aws.flat_map(|(_, texts)| texts.iter().map(AsRef::as_ref)).collect()
        }
        Some(_) => return true,
        None => return false,
    };
    texts.into_iter().any(|text| match Named::of(text) {
        Some(Named::Account(account)) => account == principal.account(),
        Some(Named::Principal(arn)) => arn == *principal,
        // `*`, a unique id; a session stands for its role.
        None => Arn::parse(text).map_or(true, |arn| arn.account == principal.account().as_str()),
    })
}

/// Whether a statement allows an action on one of the resources; both may be patterns. Without resources, on any.
pub(super) fn allows(placed: &Placed<'_>, action: &str, resources: &[&str]) -> bool {
    let names_action = match &placed.statement.action {
        Some(ActionElement::Action(texts)) => {
            texts.iter().any(|text| wildcard::overlap_ignoring_case(text, action))
        }
        element => element.is_some(),
    };
    let names_resource = match &placed.statement.resource {
        Some(ResourceElement::Resource(texts)) if !resources.is_empty() => texts
            .iter()
            .any(|text| resources.iter().any(|resource| wildcard::overlap(&open(text), &open(resource)))),
        _ => true,
    };
    placed.allows() && names_action && names_resource
}

/// A resource with `*` in place of every policy variable.
fn open(resource: &str) -> String {
    let mut parts = resource.split("${");
    let mut open = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        open.push('*');
        open.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    open
}
