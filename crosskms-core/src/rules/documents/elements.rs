//! Rules about which elements a document has (sections 3.1 and 3.2 of the rulebook).

use std::collections::BTreeMap;

use super::variables::is_template;
use super::{Document, Placed, in_statements};
use crate::finding::Severity;
use crate::policy::{
    ActionElement, Effect, PolicyType, Principal, PrincipalElement, ResourceElement, UnknownMember, Version,
};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;
use crate::suggest;

const GRAMMAR_PAGE: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
const KEY_POLICY_PAGE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html";

pub(in crate::rules) static UNKNOWN_ELEMENT: Rule = Rule {
    name: "unknown-element",
    severity: Severity::Error,
    page: GRAMMAR_PAGE,
    summary: "policies and statements have only the elements of IAM's grammar",
    checks: &[Check::Document(unknown)],
};

pub(in crate::rules) static MISSING_ELEMENT: Rule = Rule {
    name: "missing-element",
    severity: Severity::Error,
    page: KEY_POLICY_PAGE,
    summary: "every statement has the elements that its type of policy needs",
    checks: &[Check::Document(missing)],
};

pub(in crate::rules) static MISPLACED_ELEMENT: Rule = Rule {
    name: "misplaced-element",
    severity: Severity::Error,
    page: GRAMMAR_PAGE,
    summary: "no element stands in a type of policy that cannot have it",
    checks: &[Check::Document(misplaced)],
};

pub(in crate::rules) static EMPTY_LIST: Rule = Rule {
    name: "empty-list",
    severity: Severity::Error,
    page: GRAMMAR_PAGE,
    summary: "lists of actions, resources, principals and values are not empty",
    checks: &[Check::Document(empty)],
};

pub(in crate::rules) static OLD_VERSION: Rule = Rule {
    name: "old-version",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html",
    summary: "a policy has the version `2012-10-17`",
    checks: &[Check::Document(old_version)],
};

pub(in crate::rules) static VARIABLE_IN_OLD_VERSION: Rule = Rule {
    name: "variable-in-old-version",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    summary: "policy variables stand only in policies of version `2012-10-17`",
    checks: &[Check::Document(variable_in_old_version)],
};

pub(in crate::rules) static MALFORMED_SID: Rule = Rule {
    name: "malformed-sid",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
    summary: "the Sids of policies that IAM keeps are letters and digits",
    checks: &[Check::Document(malformed_sid)],
};

pub(in crate::rules) static DUPLICATE_SID: Rule = Rule {
    name: "duplicate-sid",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
    summary: "no two statements of a policy have one Sid",
    checks: &[Check::Document(duplicate_sid)],
};

fn unknown(document: &Document<'_>) -> Vec<Hit> {
    const OF_POLICY: [&str; 3] = ["Version", "Id", "Statement"];
    const OF_STATEMENT: [&str; 9] = [
        "Sid",
        "Principal",
        "NotPrincipal",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];
    let hits = |site: &Site, members: &[UnknownMember], known: &[&'static str], of: &str| -> Vec<Hit> {
        members
            .iter()
            .map(|member| {
                let message = format!("{of} has no element `{}`", member.name);
                let help = suggest::did_you_mean(&suggest::nearest(&member.name, known.iter().copied()))
                    .unwrap_or_else(|| format!("remove it; the elements are `{}`", known.join("`, `")));
                Hit::new(site.clone().name(member.name.as_ref()), message).help(help)
            })
            .collect()
    };
    let mut all = hits(&Site::whole(), &document.policy.other, &OF_POLICY, "a policy");
    all.extend(in_statements(document, |placed| {
        hits(&placed.site, &placed.statement.other, &OF_STATEMENT, "a statement")
    }));
    all
}

fn missing(document: &Document<'_>) -> Vec<Hit> {
    let policy_type = document.policy_type;
    in_statements(document, |placed| {
        let statement = placed.statement;
        // A misspelled element is one mistake.
        let misspelled = |name: &str| {
            statement.other.iter().any(|member| !suggest::nearest(&member.name, [name]).is_empty())
        };
        let lacks = |name: &'static str, present: bool, example: &str| {
            (!present && !misspelled(name)).then(|| {
                let ignored = policy_type == PolicyType::KeyPolicy && name != "Principal";
                let message = match ignored {
                    true => format!("the statement has no `{name}`; KMS accepts it and it does nothing"),
                    false => {
                        format!("the statement has no `{name}`, which {} needs", policy_type.with_article())
                    }
                };
                Hit::new(placed.site.clone(), message).help(format!("add {example}"))
            })
        };
        let names_principals = policy_type.names_principals();
        let resource = if policy_type == PolicyType::KeyPolicy {
            "`\"Resource\": \"*\"`, which in a key policy means this key"
        } else {
            "`\"Resource\":` and the ARNs that the statement is about"
        };
        [
            lacks("Action", statement.action.is_some(), "`\"Action\":` and the actions"),
            lacks(
                "Resource",
                statement.resource.is_some() || is_without_resource(policy_type, placed),
                resource,
            ),
            lacks(
                "Principal",
                statement.principal.is_some() || !names_principals,
                "`\"Principal\": {\"AWS\": …}` with the ARNs of those who are meant",
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    })
}

/// Trust policies have no resources; policies of repositories and file systems need not name what they are attached
/// to, and AWS's own examples do not.
fn is_without_resource(policy_type: PolicyType, placed: &Placed<'_>) -> bool {
    const SERVICES: [&str; 3] = ["ecr:", "ecr-public:", "elasticfilesystem:"];
    let actions = placed.actions();
    let all_of_them = || {
        !actions.is_empty()
            && actions.iter().all(|(_, action)| {
                SERVICES.iter().any(|service| action.to_ascii_lowercase().starts_with(service))
            })
    };
    policy_type == PolicyType::TrustPolicy || (policy_type == PolicyType::ResourcePolicy && all_of_them())
}

fn misplaced(document: &Document<'_>) -> Vec<Hit> {
    let policy_type = document.policy_type;
    let of_type = policy_type.with_article();
    let mut hits = Vec::new();
    if document.policy.id.is_some() && !policy_type.names_principals() {
        let message = format!("`Id` cannot stand in {of_type}");
        hits.push(Hit::new(Site::field("Id"), message).help("remove it"));
    }
    hits.extend(in_statements(document, |placed| {
        let statement = placed.statement;
        let mut hits = Vec::new();
        let mut add = |element: &str, message: String, help: &str| {
            hits.push(Hit::new(placed.site.clone().name(element), message).help(help));
        };
        match &statement.principal {
            Some(_) if !policy_type.names_principals() => {
                let element = placed.principal_element();
                add(
                    element,
                    format!("`{element}` cannot stand in {of_type}"),
                    "remove it; the policy is about those it is attached to",
                );
            }
            Some(PrincipalElement::NotPrincipal(_)) if policy_type.names_principals() => match policy_type {
                PolicyType::TrustPolicy | PolicyType::ResourceControlPolicy => add(
                    "NotPrincipal",
                    format!("`NotPrincipal` cannot stand in {of_type}"),
                    "use `Principal`, and exempt by a condition on `aws:PrincipalArn`",
                ),
                _ if statement.effect == Effect::Allow => add(
                    "NotPrincipal",
                    "`NotPrincipal` with `Allow` would let in everybody else".to_owned(),
                    "name those who are meant in `Principal`",
                ),
                _ => {}
            },
            Some(PrincipalElement::Principal(principal))
                if policy_type == PolicyType::ResourceControlPolicy && !is_anyone(principal) =>
            {
                add(
                    "Principal",
                    "a resource control policy names no principal but `*`".to_owned(),
                    "write `\"Principal\": \"*\"`, and choose principals by a condition",
                );
            }
            _ => {}
        }
        if policy_type == PolicyType::TrustPolicy && statement.resource.is_some() {
            let element = match statement.resource {
                Some(ResourceElement::NotResource(_)) => "NotResource",
                _ => "Resource",
            };
            let message = format!("`{element}` cannot stand in a trust policy");
            add(element, message, "remove it; the policy is about the role that it is attached to");
        }
        if policy_type == PolicyType::ResourceControlPolicy {
            if statement.effect == Effect::Allow {
                let message = "a resource control policy of your own can only deny".to_owned();
                add("Effect", message, "write `\"Effect\": \"Deny\"`, and the opposite condition");
            }
            if matches!(statement.action, Some(ActionElement::NotAction(_))) {
                let message = "`NotAction` cannot stand in a resource control policy".to_owned();
                add("NotAction", message, "name the actions in `Action`, for example `s3:*`");
            }
        }
        hits
    }));
    hits
}

fn is_anyone(principal: &Principal) -> bool {
    match principal {
        Principal::Anyone => true,
        Principal::ByType(lists) => lists.iter().all(|(_, names)| names.iter().all(|name| name == "*")),
    }
}

impl Placed<'_> {
    /// The name of the element that names principals.
    const fn principal_element(&self) -> &'static str {
        match self.statement.principal {
            Some(PrincipalElement::NotPrincipal(_)) => "NotPrincipal",
            _ => "Principal",
        }
    }
}

fn empty(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        let statement = placed.statement;
        let mut sites = Vec::new();
        match &statement.action {
            Some(ActionElement::Action(list)) if list.is_empty() => {
                sites.push(placed.site.clone().name("Action"));
            }
            Some(ActionElement::NotAction(list)) if list.is_empty() => {
                sites.push(placed.site.clone().name("NotAction"));
            }
            _ => {}
        }
        match &statement.resource {
            Some(ResourceElement::Resource(list)) if list.is_empty() => {
                sites.push(placed.site.clone().name("Resource"));
            }
            Some(ResourceElement::NotResource(list)) if list.is_empty() => {
                sites.push(placed.site.clone().name("NotResource"));
            }
            _ => {}
        }
        if let Some((site, Principal::ByType(lists))) = placed.principal() {
            if lists.is_empty() {
                sites.push(site.clone());
            }
            let empty = lists.iter().filter(|(_, names)| names.is_empty());
            sites.extend(empty.map(|(kind, _)| site.clone().name(kind.as_str())));
        }
        sites.extend(
            placed.conditions().filter(|(_, _, entry)| entry.values.is_empty()).map(|(site, _, _)| site),
        );
        sites
            .into_iter()
            .map(|site| {
                let message = "the list is empty, so the statement can match nothing";
                Hit::new(site, message).help("name at least one value, or remove the statement")
            })
            .collect()
    })
}

fn old_version(document: &Document<'_>) -> Vec<Hit> {
    // Variables make it more than old.
    if !variable_in_old_version(document).is_empty() {
        return Vec::new();
    }
    let help = "write `\"Version\": \"2012-10-17\"`";
    match document.policy.version {
        Some(Version::V2012) => Vec::new(),
        Some(Version::V2008) => {
            vec![
                Hit::new(Site::field("Version"), "the version `2008-10-17` knows no policy variables")
                    .help(help),
            ]
        }
        None => {
            let message = "the policy has no `Version`, so AWS reads it by the rules of 2008";
            vec![Hit::new(Site::whole(), message).help(help)]
        }
    }
}

fn variable_in_old_version(document: &Document<'_>) -> Vec<Hit> {
    if document.policy.version == Some(Version::V2012) {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let in_resources = placed.resources().into_iter().map(|(site, text)| (site, text.to_owned()));
        let in_values = placed.conditions().flat_map(|(site, _, entry)| {
            let text = |(index, value): (usize, &crate::policy::ConditionValue)| {
                (site.clone().index(index), value.as_text().into_owned())
            };
            entry.values.iter().enumerate().map(text).collect::<Vec<_>>()
        });
        in_resources
            .chain(in_values)
            .filter(|(_, text)| text.contains("${") && !is_template(text))
            .map(|(site, text)| {
                let message = format!("`{text}` has a variable, which this version takes literally");
                Hit::new(site, message).help("write `\"Version\": \"2012-10-17\"`")
            })
            .collect()
    })
}

fn malformed_sid(document: &Document<'_>) -> Vec<Hit> {
    if !document.policy_type.is_kept_by_iam() {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let sid = placed.statement.sid.as_deref();
        sid.filter(|sid| !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            .map(|sid| {
                let only: String = sid.chars().filter(char::is_ascii_alphanumeric).collect();
                let message = format!("the Sid `{sid}` has characters other than letters and digits");
                let help = match only.as_str() {
                    "" => "write letters and digits, or leave the Sid out".to_owned(),
                    only => format!("write `{only}`"),
                };
                Hit::new(placed.site.clone().name("Sid"), message).help(help)
            })
            .into_iter()
            .collect()
    })
}

/// Only IAM is known to refuse them (R3.8); KMS keeps policies in which one Sid stands twice.
fn duplicate_sid(document: &Document<'_>) -> Vec<Hit> {
    if !document.policy_type.is_kept_by_iam() {
        return Vec::new();
    }
    let mut first = BTreeMap::new();
    let mut hits = Vec::new();
    for placed in document.statements() {
        let Some(sid) = placed.statement.sid.as_deref().filter(|sid| !sid.is_empty()) else { continue };
        if let Some(site) = first.get(sid) {
            let message = format!("the Sid `{sid}` stands also at `{site}`");
            let help = "give each statement a Sid of its own, or none";
            hits.push(Hit::new(placed.site.name("Sid"), message).help(help));
        } else {
            first.insert(sid, placed.site);
        }
    }
    hits
}
