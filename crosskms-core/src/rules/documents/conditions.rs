//! Rules about the conditions of a statement (section 3.4 of the rulebook).

use super::absence::any_operation;
use super::values::{is_via_service, never_matching, via_service_help};
use super::{Document, Placed, in_statements};
use crate::action::condition_key::{ConditionKey, ValueType};
use crate::action::{Service, kms};
use crate::finding::Severity;
use crate::grant::Operator;
use crate::policy::{ConditionEntry, ConditionValue, Principal, PrincipalType};
use crate::rules::conditions::{key_help, operator_help};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

const OPERATORS_PAGE: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const SET_OPERATORS_PAGE: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";

pub(in crate::rules) static OPERATOR_OF_ANOTHER_TYPE: Rule = Rule {
    name: "operator-of-another-type",
    severity: Severity::Error,
    page: OPERATORS_PAGE,
    summary: "a condition operator compares the type that the key has",
    checks: &[Check::Document(of_another_type)],
};

pub(in crate::rules) static MALFORMED_VALUE: Rule = Rule {
    name: "malformed-value",
    severity: Severity::Error,
    page: OPERATORS_PAGE,
    summary: "the values of a condition are of the type that the operator compares, and such as the key can have",
    checks: &[Check::Document(malformed_value), Check::Document(never_matching)],
};

pub(in crate::rules) static WILDCARD_WITHOUT_LIKE: Rule = Rule {
    name: "wildcard-without-like",
    severity: Severity::Deny,
    page: OPERATORS_PAGE,
    summary: "wildcards in values stand under operators that match them",
    checks: &[Check::Document(wildcard_without_like)],
};

pub(in crate::rules) static SET_OPERATOR_ON_SINGLE_VALUE: Rule = Rule {
    name: "set-operator-on-single-value",
    severity: Severity::Deny,
    page: SET_OPERATORS_PAGE,
    summary: "`ForAllValues` stands only over keys that have several values",
    checks: &[Check::Document(set_operator_on_single_value)],
};

pub(in crate::rules) static NEEDLESS_SET_OPERATOR: Rule = Rule {
    name: "needless-set-operator",
    severity: Severity::Warning,
    page: SET_OPERATORS_PAGE,
    summary: "`ForAnyValue` stands only over keys that have several values",
    checks: &[Check::Document(needless_set_operator)],
};

pub(in crate::rules) static MULTIVALUED_KEY: Rule = Rule {
    name: "multivalued-key",
    severity: Severity::Warning,
    page: SET_OPERATORS_PAGE,
    summary: "keys that have several values stand under `ForAllValues` or `ForAnyValue`",
    checks: &[Check::Document(multivalued_key), Check::Document(any_operation)],
};

pub(in crate::rules) static SERVICES_DENIED: Rule = Rule {
    name: "services-denied",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    summary: "who denies strangers to an organization or account does not deny AWS services",
    checks: &[Check::Document(services_denied)],
};

pub(in crate::rules) static METADATA_UNDER_CONTEXT: Rule = Rule {
    name: "metadata-under-context",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    summary: "actions without an encryption context do not stand under a condition on one",
    checks: &[Check::Document(metadata_under_context)],
};

pub(in crate::rules) static MALFORMED_VIA_SERVICE: Rule = Rule {
    name: "malformed-via-service",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
    summary: "values of `kms:ViaService` are `<service>.<region>.amazonaws.com`",
    checks: &[Check::Document(malformed_via_service)],
};

pub(in crate::rules) fn unknown_operator(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .statement
            .condition
            .as_deref()
            .unwrap_or_default()
            .iter()
            .filter_map(|condition| {
                let error = condition.operator.parse::<Operator>().err()?;
                let site = placed.site.clone().name("Condition").name(condition.operator.as_ref());
                let message = format!("IAM has no condition operator `{}`", condition.operator);
                Some(Hit::new(site, message).help(operator_help(&condition.operator, error.nearest())))
            })
            .collect()
    })
}

/// Whether there is no such key. Keys of services whose keys are not known here are taken as they are.
pub(in crate::rules) fn is_unknown(key: &str) -> bool {
    let is_of_known_service = key.split_once(':').is_none_or(|(prefix, _)| {
        ["aws", "kms", "s3"].iter().any(|known| known.eq_ignore_ascii_case(prefix))
    });
    is_of_known_service && ConditionKey::named(key).is_none()
}

pub(in crate::rules) fn unknown_key(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter(|(_, _, entry)| is_unknown(&entry.key))
            .map(|(site, _, entry)| {
                let message = format!("there is no condition key `{}`", entry.key);
                Hit::new(site, message).help(key_help(&entry.key))
            })
            .collect()
    })
}

/// A key of KMS or S3 that requests for none of the statement's actions carry.
pub(in crate::rules) fn without_effect(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        if placed.statement.condition.is_none() {
            return Vec::new();
        }
        let Some(actions) = placed.known_actions() else { return Vec::new() };
        // An action that is not known may have been meant as one that has the key.
        let unsure = placed.actions().iter().any(|(_, text)| {
            let own = ["kms:", "s3:"]
                .iter()
                .any(|own| text.get(..own.len()).is_some_and(|s| s.eq_ignore_ascii_case(own)));
            own && !super::has_wildcard(text) && crate::action::Action::named(text).is_none()
        });
        if unsure || placed.actions().is_empty() {
            return Vec::new();
        }
        placed
            .conditions()
            .filter(|(_, condition, entry)| {
                condition.operator.parse::<Operator>().is_ok()
                    && ConditionKey::named(&entry.key).is_some_and(|key| !key.is_global())
                    && !actions.iter().any(|action| action.supports_condition_key(&entry.key))
            })
            .map(|(site, _, entry)| {
                let message = format!("requests for these actions never carry `{}`", entry.key);
                Hit::new(site, message)
                    .help("remove it, or move it to the statement whose actions it is about")
            })
            .collect()
    })
}

/// An operator without its prefix and suffix.
pub(super) fn bare(operator: &str) -> &str {
    let unprefixed = operator.split_once(':').map_or(operator, |(_, bare)| bare);
    unprefixed.strip_suffix("IfExists").unwrap_or(unprefixed)
}

/// The type that an operator compares; none when it goes with any.
fn compared(operator: &str) -> Option<ValueType> {
    let bare = bare(operator);
    [
        ("Numeric", ValueType::Numeric),
        ("Date", ValueType::Date),
        ("IpAddress", ValueType::IpAddress),
        ("NotIpAddress", ValueType::IpAddress),
        ("Bool", ValueType::Bool),
        ("String", ValueType::String),
        ("Arn", ValueType::Arn),
    ]
    .into_iter()
    .find(|(start, _)| bare.starts_with(start))
    .map(|(_, compared)| compared)
}

fn of_another_type(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter_map(|(site, condition, entry)| {
                condition.operator.parse::<Operator>().ok()?;
                let compared = compared(&condition.operator)?;
                let key = ConditionKey::named(&entry.key)?;
                // A variable is compared as the text that takes its place.
                let has_variable = entry.values.iter().any(|value| value.as_text().contains("${"));
                if fits(compared, key) || has_variable {
                    return None;
                }
                let example = operators_for(key.value_type());
                let message = format!("`{}` does not compare `{}`", condition.operator, key.name());
                Some(Hit::new(site, message).help(format!("use {example}")))
            })
            .collect()
    })
}

/// Texts and ARNs are compared by the operators of either; everything can be compared as text.
fn fits(compared: ValueType, key: &ConditionKey) -> bool {
    let of_key = key.value_type();
    match compared {
        ValueType::String => of_key != ValueType::IpAddress,
        ValueType::Arn => matches!(of_key, ValueType::Arn | ValueType::String),
        // `aws:EpochTime` is a date in seconds.
        ValueType::Numeric | ValueType::Date => matches!(of_key, ValueType::Numeric | ValueType::Date),
        compared => compared == of_key,
    }
}

const fn operators_for(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::String => "`StringEquals` or `StringLike`",
        ValueType::Arn => "`ArnEquals` or `ArnLike`",
        ValueType::Bool => "`Bool`",
        ValueType::Numeric => "an operator such as `NumericLessThanEquals`",
        ValueType::Date => "an operator such as `DateLessThan`",
        ValueType::IpAddress => "`IpAddress` or `NotIpAddress`",
    }
}

fn malformed_value(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .flat_map(|(site, condition, entry)| {
                let is_null = condition.operator == "Null";
                let (what, holds): (&str, fn(&str) -> bool) = match compared(&condition.operator) {
                    Some(ValueType::Bool) => ("`true` or `false`", is_bool),
                    None if is_null => ("`true`, for a key that is absent, or `false`", is_bool),
                    Some(ValueType::Numeric) => ("a number", |text| text.parse::<f64>().is_ok()),
                    Some(ValueType::IpAddress) => ("an address or a CIDR block", is_address),
                    Some(ValueType::Date) => ("a date such as `2026-01-31T00:00:00Z`", is_date),
                    _ => ("", |_| true),
                };
                values(&site, entry)
                    .filter(|(_, value)| !value.contains("${") && !holds(value))
                    .map(|(site, value)| {
                        let message = format!("`{}` cannot be compared with `{value}`", condition.operator);
                        Hit::new(site, message).help(format!("write {what}"))
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    })
}

fn is_bool(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

fn is_address(text: &str) -> bool {
    let (address, length) =
        text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let Ok(address) = address.parse::<std::net::IpAddr>() else { return false };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}

/// A date of ISO 8601, or seconds since 1970.
fn is_date(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|part| part.parse::<u16>().ok())
    };
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let (Some(year), Some("-"), Some(month)) = (number(0..4), text.get(4..5), number(5..7)) else {
        return false;
    };
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    let is_day = number(8..10).is_some_and(|day| (1..=days).contains(&day));
    match (text.get(7..8), text.get(10..11)) {
        (None, _) => true,
        (Some("-"), None | Some("T")) => is_day,
        _ => false,
    }
}

pub(super) fn values<'e>(
    site: &Site,
    entry: &'e ConditionEntry,
) -> impl Iterator<Item = (Site, std::borrow::Cow<'e, str>)> {
    let text = |(index, value): (usize, &'e ConditionValue)| (site.clone().index(index), value.as_text());
    entry.values.iter().enumerate().map(text).collect::<Vec<_>>().into_iter()
}

fn wildcard_without_like(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter(|(_, condition, _)| bare(&condition.operator).starts_with("String"))
            .filter(|(_, condition, _)| !bare(&condition.operator).ends_with("Like"))
            .flat_map(|(site, condition, entry)| {
                let like = like(&condition.operator, &entry.key);
                values(&site, entry)
                    // `${*}` is a literal star (R3.35).
                    .filter(|(_, value)| value.replace("${*}", "").replace("${?}", "").contains('*'))
                    .map(|(site, value)| {
                        let message =
                            format!("`{}` takes the `*` in `{value}` literally", condition.operator);
                        Hit::new(site, message).help(format!("use `{like}`"))
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    })
}

/// The operator that matches wildcards in place of one that does not, with the same prefix and suffix.
fn like(operator: &str, key: &str) -> String {
    let compared = match ConditionKey::named(key).map(ConditionKey::value_type) {
        Some(ValueType::Arn) => "Arn",
        _ => "String",
    };
    let not = if bare(operator).contains("Not") { "Not" } else { "" };
    let prefix = operator.split_once(':').map_or(String::new(), |(set, _)| format!("{set}:"));
    let suffix = if operator.ends_with("IfExists") { "IfExists" } else { "" };
    format!("{prefix}{compared}{not}Like{suffix}")
}

fn set_operator_on_single_value(document: &Document<'_>) -> Vec<Hit> {
    over_single_values(document, "ForAllValues", |key| {
        format!("`{key}` has one value, and `ForAllValues` is also true when it is absent")
    })
}

/// Harmless, but whoever wrote it expected another key.
fn needless_set_operator(document: &Document<'_>) -> Vec<Hit> {
    over_single_values(document, "ForAnyValue", |key| {
        format!("`{key}` has one value, so `ForAnyValue` is not for it")
    })
}

/// A hit for each single-valued key under a set operator.
fn over_single_values(document: &Document<'_>, set: &str, message: impl Fn(&str) -> String) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter(|(_, condition, _)| {
                condition.operator.split_once(':').is_some_and(|(found, _)| found == set)
            })
            .filter(|(_, _, entry)| ConditionKey::named(&entry.key).is_some_and(|key| !key.is_multivalued()))
            .map(|(site, condition, entry)| {
                let help = format!("write `{}`", bare(&condition.operator));
                Hit::new(site, message(&entry.key)).help(help)
            })
            .collect()
    })
}

fn multivalued_key(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter(|(_, condition, _)| {
                condition.operator != "Null"
                    && !condition.operator.contains(':')
                    && condition.operator.parse::<Operator>().is_ok()
            })
            .filter(|(_, _, entry)| ConditionKey::named(&entry.key).is_some_and(ConditionKey::is_multivalued))
            .map(|(site, condition, entry)| {
                let message = format!("a request can have several values of `{}`", entry.key);
                let operator = &condition.operator;
                let help = format!(
                    "write `ForAnyValue:{operator}`, one of which must match, or `ForAllValues:{operator}`"
                );
                Hit::new(site, message).help(help)
            })
            .collect()
    })
}

/// R6.6, R6.8: a key that service principals do not have makes a negated operator true for them.
fn services_denied(document: &Document<'_>) -> Vec<Hit> {
    const OF_PRINCIPALS: [&str; 3] = ["aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
    if !document.policy_type.names_principals() {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let everybody = placed.principal().is_some_and(|(_, principal)| match principal {
            Principal::Anyone => true,
            named => named.of_type(&PrincipalType::Aws).any(|name| name == "*"),
        });
        let exempts = placed.conditions().any(|(_, condition, entry)| {
            let of_services = ["aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:ViaAWSService"];
            let names_services = of_services.iter().any(|key| key.eq_ignore_ascii_case(&entry.key));
            let asks_presence = condition.operator == "Null"
                && OF_PRINCIPALS.iter().any(|key| key.eq_ignore_ascii_case(&entry.key));
            names_services || asks_presence
        });
        let called_by_services = placed.names_service(Service::Kms) || placed.names_service(Service::S3);
        if placed.allows() || !everybody || exempts || !called_by_services {
            return Vec::new();
        }
        placed
            .conditions()
            .filter(|(_, condition, entry)| {
                bare(&condition.operator).contains("Not")
                    && OF_PRINCIPALS.iter().any(|key| key.eq_ignore_ascii_case(&entry.key))
            })
            .map(|(site, _, _)| {
                let message = "an AWS service that calls for itself is in no account or organization of yours, so \
                               this denies it, too";
                let help = "add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}`";
                Hit::new(site, message).help(help)
            })
            .collect()
    })
}

/// R2.37: the request for metadata carries no encryption context, so the condition never holds for it.
fn metadata_under_context(document: &Document<'_>) -> Vec<Hit> {
    const CONTEXT: &str = "kms:encryptioncontext";
    in_statements(document, |placed| {
        // Services are given it in one statement also by AWS's own pages; whether they ask for it is theirs to know.
        let under_context = placed.allows()
            && !is_for_services(placed)
            && placed.conditions().any(|(_, condition, entry)| {
                entry.key.to_ascii_lowercase().starts_with(CONTEXT)
                    && !condition.operator.contains("IfExists")
                    && !condition.operator.contains("ForAllValues")
                    && !bare(&condition.operator).contains("Not")
                    && condition.operator != "Null"
            });
        if !under_context {
            return Vec::new();
        }
        placed
            .named_actions()
            .into_iter()
            .filter(|(_, text)| crate::action::Action::named(text) == Some(kms::DescribeKey))
            .filter(|_| placed.actions().len() > 1)
            .map(|(site, text)| {
                let message =
                    format!("`{text}` is never allowed here: it is asked without an encryption context");
                Hit::new(site, message).help("move it to a statement of its own, without that condition")
            })
            .collect()
    })
}

/// Whether a statement names services and nobody else.
fn is_for_services(placed: &Placed<'_>) -> bool {
    let Some((_, Principal::ByType(lists))) = placed.principal() else { return false };
    !lists.is_empty() && lists.iter().all(|(kind, _)| *kind == PrincipalType::Service)
}

fn malformed_via_service(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter(|(_, condition, entry)| {
                entry.key.eq_ignore_ascii_case("kms:ViaService")
                    && bare(&condition.operator).starts_with("String")
            })
            .flat_map(|(site, condition, entry)| {
                let is_like = bare(&condition.operator).ends_with("Like");
                values(&site, entry)
                    .filter(|(_, value)| !value.contains("${") && !is_via_service(value, is_like))
                    .map(|(site, value)| {
                        let message = format!("`{value}` is never the value of `kms:ViaService`");
                        Hit::new(site, message).help(via_service_help(&value, is_like))
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    })
}
