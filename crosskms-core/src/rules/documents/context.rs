//! Callers and encryption contexts that a statement asks for and cannot get (R2.31, R2.32).

use std::collections::BTreeSet;

use super::conditions::{bare, values};
use super::through_s3::bucket_of;
use super::{Document, Placed, has_wildcard, in_statements};
use crate::arn::{AccountId, Arn};
use crate::policy::{Principal, PrincipalElement, PrincipalType};
use crate::rules::Hit;
use crate::wildcard;

const PREFIX: &str = "kms:EncryptionContext:";

/// Names that are taken for the one under which S3 puts its ARN.
pub(in crate::rules) fn misnamed(document: &Document<'_>) -> Vec<Hit> {
    const TAKEN: [&str; 4] = ["aws:s3", "aws:s3arn", "s3:arn", "s3arn"];
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter_map(|(site, _, entry)| {
                let (prefix, name) = entry.key.split_at_checked(PREFIX.len())?;
                let is_taken = prefix.eq_ignore_ascii_case(PREFIX)
                    && TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(name))
                    && values(&site, entry).any(|(_, value)| bucket_of(&value).is_some());
                let message = format!("S3 has no encryption context `{name}`");
                is_taken.then(|| Hit::new(site, message).help(format!("write `{PREFIX}aws:s3:arn`")))
            })
            .collect()
    })
}

/// A `Deny` of other contexts than some, which misses the form that S3 uses with a Bucket Key.
pub(super) fn denied_form(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        if placed.allows() {
            return Vec::new();
        }
        placed
            .conditions()
            .filter(|(_, condition, entry)| {
                let is_context = entry.key.eq_ignore_ascii_case("kms:EncryptionContext:aws:s3:arn");
                is_context && bare(&condition.operator).contains("Not")
            })
            .filter_map(|(site, _, entry)| {
                let values: Vec<String> = values(&site, entry).map(|(_, value)| value.into_owned()).collect();
                let bucket = values.iter().find_map(|value| bucket_of(value))?;
                if values.iter().any(|value| wildcard::matches(value, &bucket)) {
                    return None;
                }
                let message = "with a Bucket Key the context is the bucket's ARN, which this denies";
                Some(Hit::new(site, message).help(format!("add `{bucket}`")))
            })
            .collect()
    })
}

/// Accounts in conditions of which none of the principals is.
pub(in crate::rules) fn of_another_account(document: &Document<'_>) -> Vec<Hit> {
    const ACCOUNTS: [&str; 3] = ["aws:PrincipalAccount", "aws:PrincipalArn", "kms:CallerAccount"];
    in_statements(document, |placed| {
        let Some(own) = accounts(placed).filter(|_| placed.allows()) else { return Vec::new() };
        placed
            .conditions()
            .filter(|(_, condition, entry)| {
                let bare = bare(&condition.operator);
                let is_positive =
                    !bare.contains("Not") && (bare.starts_with("String") || bare.starts_with("Arn"));
                is_positive && ACCOUNTS.iter().any(|key| key.eq_ignore_ascii_case(&entry.key))
            })
            .filter_map(|(site, _, entry)| {
                let asked: Option<Vec<AccountId>> =
                    values(&site, entry).map(|(_, value)| account(&value)).collect();
                let asked = asked.filter(|asked| !asked.iter().any(|account| own.contains(account)))?;
                let (own, asked) = (own.first()?, asked.first()?);
                let message =
                    format!("the principals are of `{own}`, so `{}` is never of `{asked}`", entry.key);
                Some(Hit::new(site, message).help("name one account in both places"))
            })
            .collect()
    })
}

/// The accounts of the principals, when all are of known accounts.
fn accounts(placed: &Placed<'_>) -> Option<BTreeSet<AccountId>> {
    let Some(PrincipalElement::Principal(Principal::ByType(lists))) = &placed.statement.principal else {
        return None;
    };
    let [(PrincipalType::Aws, names)] = lists.as_ref() else { return None };
    names.iter().map(|name| account(name)).collect::<Option<BTreeSet<_>>>().filter(|own| !own.is_empty())
}

fn account(text: &str) -> Option<AccountId> {
    let account = Arn::parse(text).map_or(text, |arn| arn.account);
    if has_wildcard(account) { None } else { account.parse().ok() }
}
