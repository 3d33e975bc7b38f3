//! Conditions whose key a request need not carry, and that then come out as nobody meant it (R3.31, R3.32).

use super::conditions::{bare, values};
use super::lockout::holds_without_key;
use super::{Document, Placed, in_statements};
use crate::finding::Severity;
use crate::policy::{Condition, ConditionEntry, Principal, PrincipalElement, PrincipalType};
use crate::rules::{Check, Hit, Rule};

pub(in crate::rules) static ABSENT_KEY: Rule = Rule {
    name: "absent-key",
    severity: Severity::Deny,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    summary: "requests without the key of a condition are not let through",
    checks: &[Check::Document(absent)],
};

/// What an `Allow` asks for, and a request can leave out.
const OPTIONAL: [&str; 3] = ["aws:MultiFactorAuthPresent", "kms:ViaService", "sts:ExternalId"];

/// Keys of several values that many requests do not have.
const OPTIONAL_SETS: [&str; 6] = [
    "aws:CalledVia",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceNamesList",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:VpceOrgPaths",
];

fn absent(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter_map(|(site, condition, entry)| {
                let every = |wanted: &str| values(&site, entry).all(|(_, value)| value == wanted);
                let bare = bare(&condition.operator);
                if !placed.allows() {
                    let is_mfa = entry.key.eq_ignore_ascii_case("aws:MultiFactorAuthPresent");
                    let misses = is_mfa
                        && condition.operator == "Bool"
                        && every("false")
                        && !asks_presence(placed, &entry.key);
                    let message = "requests with access keys have no `aws:MultiFactorAuthPresent`, so this does not \
                                   deny them";
                    return misses.then(|| Hit::new(site, message).help("write `BoolIfExists`"));
                }
                let is_inverted = bare == "Bool" && !every("true");
                if bare.contains("Not") || is_inverted || !is_optional(placed, condition, entry) {
                    return None;
                }
                let message =
                    format!("`{}` also holds for requests without `{}`", condition.operator, entry.key);
                let help = match condition.operator.starts_with("ForAllValues:") {
                    true => format!("write `ForAnyValue:{bare}`, or add `\"Null\": {{\"{}\": \"false\"}}`", entry.key),
                    false => format!("write `{bare}`"),
                };
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

/// Whether a condition of an `Allow` holds for requests without its key, and there are some.
fn is_optional(placed: &Placed<'_>, condition: &Condition, entry: &ConditionEntry) -> bool {
    let is = |key: &&str| key.eq_ignore_ascii_case(&entry.key);
    let is_context = entry.key.to_ascii_lowercase().starts_with("kms:encryptioncontext:");
    let is_set = condition.operator.starts_with("ForAllValues:");
    let may_be_absent = match is_set {
        true => OPTIONAL_SETS.iter().any(is),
        false => is_context || OPTIONAL.iter().any(is),
    };
    // Everybody without a limit is a mistake of its own.
    let anyone = match &placed.statement.principal {
        Some(PrincipalElement::Principal(Principal::Anyone)) => true,
        Some(PrincipalElement::Principal(named)) => {
            named.of_type(&PrincipalType::Aws).any(|name| name == "*")
        }
        _ => false,
    };
    may_be_absent
        && bare(&condition.operator) != "Null"
        && holds_without_key(condition, entry)
        && !asks_presence(placed, &entry.key)
        && !(anyone && is_set)
}

/// Whether another condition of the statement asks for the key.
fn asks_presence(placed: &Placed<'_>, key: &str) -> bool {
    placed.conditions().any(|(_, condition, entry)| {
        let asks =
            condition.operator == "Null" && entry.values.iter().all(|value| value.as_text() == "false");
        entry.key.eq_ignore_ascii_case(key) && asks
    })
}

/// A grant has several operations, and `ForAnyValue` asks about one of them.
pub(super) fn any_operation(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter(|(_, condition, entry)| {
                let is_any =
                    condition.operator.starts_with("ForAnyValue:") && !condition.operator.contains("Not");
                placed.allows() && is_any && entry.key.eq_ignore_ascii_case("kms:GrantOperations")
            })
            .map(|(site, condition, _)| {
                let bare = bare(&condition.operator);
                let message = format!(
                    "`{}` lets a grant have any other operation beside one of these",
                    condition.operator
                );
                Hit::new(site, message).help(format!("write `ForAllValues:{bare}`"))
            })
            .collect()
    })
}
