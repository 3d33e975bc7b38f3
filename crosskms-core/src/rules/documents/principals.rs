//! Rules about whom a statement names (sections 1.4 and 3.3 of the rulebook).

use super::federation::{address, every_owner, guessed_service};
use super::limits::{Limit, limit};
use super::lockout::{key_locked, may_change_key_policy};
use super::statements::cancelled_by;
use super::strangers::open;
use super::variables::{is_template, not_replaced};
use super::{Document, Placed, has_wildcard, in_statements};
use crate::arn::{AccountId, Arn, DOMAINS, PrincipalArn};
use crate::finding::Severity;
use crate::policy::{PolicyType, Principal, PrincipalElement, PrincipalType};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

const PRINCIPAL_PAGE: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

pub(in crate::rules) static PARTIAL_WILDCARD: Rule = Rule {
    name: "partial-wildcard",
    severity: Severity::Error,
    page: PRINCIPAL_PAGE,
    summary: "a principal is named whole, or is `*`",
    checks: &[Check::Document(partial_wildcard)],
};

pub(in crate::rules) static MALFORMED_PRINCIPAL: Rule = Rule {
    name: "malformed-principal",
    severity: Severity::Error,
    page: PRINCIPAL_PAGE,
    summary: "principals are accounts, roles, users, sessions or services",
    checks: &[Check::Document(malformed), Check::Document(address), Check::Document(guessed_service)],
};

pub(in crate::rules) static DELETED_PRINCIPAL: Rule = Rule {
    name: "deleted-principal",
    severity: Severity::Deny,
    page: PRINCIPAL_PAGE,
    summary: "no principal is the unique id that AWS leaves of a deleted role or user",
    checks: &[Check::Document(deleted)],
};

pub(in crate::rules) static NOT_PRINCIPAL: Rule = Rule {
    name: "not-principal",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    summary: "exemptions are conditions on `aws:PrincipalArn`, not `NotPrincipal`",
    checks: &[Check::Document(not_principal)],
};

pub(in crate::rules) static UNLIMITED_PRINCIPAL: Rule = Rule {
    name: "unlimited-principal",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    summary: "who allows `*` to use a key limits it by a condition on the caller",
    checks: &[Check::Document(unlimited), Check::Document(open), Check::Document(every_owner)],
};

pub(in crate::rules) static OWNER_LOCKED_OUT: Rule = Rule {
    name: "owner-locked-out",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    summary: "a key policy lets somebody change it again",
    checks: &[Check::Document(locked_out), Check::Document(key_locked)],
};

/// The names of one statement with their types and sites.
fn named<'p>(site: &Site, principal: &'p Principal) -> Vec<(Site, &'p PrincipalType, &'p str)> {
    let Principal::ByType(lists) = principal else { return Vec::new() };
    let mut named = Vec::new();
    for (kind, names) in lists.as_ref() {
        let site = site.clone().name(kind.as_str());
        let each = names.iter().enumerate();
        named.extend(each.map(|(index, name)| (site.clone().index(index), kind, name.as_ref())));
    }
    named
}

fn each(
    document: &Document<'_>,
    check: impl Fn(&PrincipalType, &str) -> Option<(String, String)>,
) -> Vec<Hit> {
    if !document.policy_type.names_principals() {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let Some((site, principal)) = placed.principal() else { return Vec::new() };
        named(&site, principal)
            .into_iter()
            .filter_map(|(site, kind, name)| {
                let (message, help) = check(kind, name)?;
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

fn partial_wildcard(document: &Document<'_>) -> Vec<Hit> {
    each(document, |kind, name| {
        let whole = name == "*" && *kind != PrincipalType::Service;
        if whole || !has_wildcard(name) {
            return None;
        }
        if *kind == PrincipalType::Service {
            let help = "name the services one by one, for example `logs.eu-west-1.amazonaws.com`";
            return Some((
                format!("`{name}` has a wildcard, which no service principal matches"),
                help.to_owned(),
            ));
        }
        let message = format!("`{name}` has a wildcard, which AWS does not match in a principal");
        let help = match Arn::parse(name) {
            Ok(arn) if arn.account.parse::<AccountId>().is_ok() => format!(
                "name the account, `arn:{}:iam::{}:root`, and add `\"ArnLike\": {{\"aws:PrincipalArn\": \"{name}\"}}`",
                arn.partition, arn.account
            ),
            _ => "name each principal whole, or put the pattern into a condition on `aws:PrincipalArn`"
                .to_owned(),
        };
        Some((message, help))
    })
}

fn malformed(document: &Document<'_>) -> Vec<Hit> {
    each(document, |kind, name| match kind {
        PrincipalType::Other(other) => {
            let message = format!("there is no type of principal `{other}`");
            Some((message, "write `AWS`, `Service`, `Federated` or `CanonicalUser`".to_owned()))
        }
        _ if has_wildcard(name) => None,
        _ if is_template(name) => not_replaced(name),
        PrincipalType::Aws => malformed_arn(name),
        PrincipalType::Service if !is_service(name) => {
            let message = format!("`{name}` is not a service principal");
            Some((message, "write the service with its domain, for example `s3.amazonaws.com`".to_owned()))
        }
        PrincipalType::CanonicalUser if !is_canonical(name) => {
            let message = format!("`{name}` is not a canonical user id, which has 64 hexadecimal digits");
            Some((message, "name the account by its ARN, under `AWS`".to_owned()))
        }
        _ => None,
    })
}

/// A name in a domain of AWS; a few services have older ones.
pub(super) fn is_service(name: &str) -> bool {
    const OLDER: [&str; 2] = [".amazon.com", ".aws.internal"];
    !name.contains(':') && DOMAINS.iter().chain(&OLDER).any(|domain| name.ends_with(domain))
}

fn is_canonical(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn malformed_arn(name: &str) -> Option<(String, String)> {
    if is_unique_id(name) || name.parse::<PrincipalArn>().is_ok() {
        return None;
    }
    let arn = match Arn::parse(name) {
        Ok(arn) => arn,
        Err(_) if name.ends_with(".amazonaws.com") => {
            return Some((
                format!("`{name}` is a service, but stands under `AWS`"),
                format!("write `\"Service\": \"{name}\"`"),
            ));
        }
        Err(_) => {
            return Some((
                format!("`{name}` is neither an ARN nor an account id"),
                "write the ARN of a role or user, `arn:aws:iam::ACCOUNT:root`, or 12 digits".to_owned(),
            ));
        }
    };
    let kind = arn.resource.split('/').next().unwrap_or_default();
    match (arn.service, kind) {
        // Sessions, and the identities that CloudFront has in S3's bucket policies.
        ("sts", "assumed-role" | "federated-user" | "self") => None,
        ("iam", "user") if arn.account == "cloudfront" => None,
        ("iam", "group") => Some((
            format!("`{name}` is a group, which no policy can name as a principal"),
            "name the users, or a role that they assume".to_owned(),
        )),
        ("iam", _) => name
            .parse::<PrincipalArn>()
            .err()
            .map(|error| (error.to_string(), "write the ARN of a role, a user or an account".to_owned())),
        _ => Some((
            format!("`{name}` is not the ARN of a principal"),
            "name a role, for example `arn:aws:iam::ACCOUNT:role/NAME`".to_owned(),
        )),
    }
}

/// Whether a principal is what AWS writes in place of one that was deleted (R1.33, R4.40).
pub fn is_unique_id(name: &str) -> bool {
    const PREFIXES: [&str; 5] = ["AROA", "AIDA", "AGPA", "AIPA", "ANPA"];
    name.len() >= 16
        && PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn deleted(document: &Document<'_>) -> Vec<Hit> {
    each(document, |kind, name| {
        (*kind == PrincipalType::Aws && is_unique_id(name)).then(|| {
            let message = format!("`{name}` is what AWS left of a role or user that was deleted");
            let help =
                "name the ARN of the one that exists today, or remove it; AWS refuses to save it again";
            (message, help.to_owned())
        })
    })
}

fn not_principal(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        let may_stand = document.policy_type.may_exempt_principals();
        match &placed.statement.principal {
            Some(PrincipalElement::NotPrincipal(_)) if may_stand && !placed.allows() => {
                let message = "`NotPrincipal` also denies sessions of the exempted role, and whoever has a \
                               permissions boundary";
                let help = "write `\"Principal\": \"*\"` and `\"ArnNotLike\": {\"aws:PrincipalArn\": …}`";
                vec![Hit::new(placed.site.clone().name("NotPrincipal"), message).help(help)]
            }
            _ => Vec::new(),
        }
    })
}

/// Conditions that say who calls, and of which a value without wildcards keeps strangers out (R3.13, R4.27).
pub(super) const LIMITS_CALLERS: [&str; 15] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "kms:CallerAccount",
    "kms:GrantIsForAWSResource",
];

fn unlimited(document: &Document<'_>) -> Vec<Hit> {
    if document.policy_type != PolicyType::KeyPolicy {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let Some((site, principal)) = placed.principal().filter(|_| placed.allows()) else {
            return Vec::new();
        };
        let anyone = match principal {
            Principal::Anyone => Some(site),
            by_type => named(&site, by_type)
                .into_iter()
                .find(|(_, kind, name)| **kind == PrincipalType::Aws && *name == "*")
                .map(|(site, _, _)| site),
        };
        let is_limiting = |key: &str| LIMITS_CALLERS.iter().any(|known| known.eq_ignore_ascii_case(key));
        let hit = anyone.and_then(|site| match limit(placed, is_limiting) {
            Limit::Holds => None,
            Limit::Fails(hit) => Some(hit),
            Limit::None => {
                let message = "`*` is everybody in every account, and no condition says who";
                let help = "name the principals, or add a condition such as \
                            `\"StringEquals\": {\"kms:CallerAccount\": \"ACCOUNT\"}`";
                Some(Hit::new(site, message).help(help))
            }
        });
        hit.into_iter().collect()
    })
}

fn locked_out(document: &Document<'_>) -> Vec<Hit> {
    // AWS writes the policies of the keys that it manages, `auto-ebs-2` for instance, and nobody can change them.
    let by_aws = document.policy.id.as_deref().is_some_and(|id| id.starts_with("auto-"));
    if document.policy_type != PolicyType::KeyPolicy || by_aws {
        return Vec::new();
    }
    if let Some(by) = lock(document) {
        let message =
            "this denies `kms:PutKeyPolicy` to all who are allowed it: nobody could change this policy again";
        let help = "exempt those who administer the key, by `ArnNotLike` of `aws:PrincipalArn`";
        return vec![Hit::new(by.site, message).help(help)];
    }
    if document.statements().any(|placed| may_change_key_policy(&placed)) {
        return Vec::new();
    }
    let message = "no statement allows `kms:PutKeyPolicy`: nobody could change this policy again";
    let help = "add the statement of the default key policy, `kms:*` for the root of the key's own account";
    vec![Hit::new(Site::field("Statement"), message).help(help)]
}

/// A statement of a key policy that takes from all who may change the policy everything that they are allowed.
pub(super) fn lock<'p>(document: &Document<'p>) -> Option<Placed<'p>> {
    let statements: Vec<Placed<'p>> = document.statements().collect();
    let mut allowing = statements.iter().filter(|placed| may_change_key_policy(placed)).peekable();
    let first = cancelled_by(&statements, allowing.peek()?)?;
    let locks = document.policy_type == PolicyType::KeyPolicy
        && allowing.all(|placed| cancelled_by(&statements, placed).is_some());
    locks.then(|| Placed { site: first.site.clone(), statement: first.statement })
}
