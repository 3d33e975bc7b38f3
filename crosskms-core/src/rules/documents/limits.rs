//! Whether a condition limits anything: one that also matches strangers, or that holds without its key, does not.

use super::conditions::{bare, values};
use super::{Placed, has_wildcard};
use crate::arn::{AccountId, Arn};
use crate::policy::{Condition, ConditionEntry};
use crate::rules::Hit;

/// A condition on one of some keys.
pub(super) enum Limit {
    /// It keeps strangers out.
    Holds,
    /// It looks as if it did.
    Fails(Hit),
    /// It is not meant to.
    None,
}

/// The limit that the conditions of a statement on one of these keys are together; every condition must hold, so one
/// that limits is enough.
pub(super) fn limit(placed: &Placed<'_>, is_limiting: impl Fn(&str) -> bool) -> Limit {
    let mut fails = Limit::None;
    for (site, condition, entry) in placed.conditions().filter(|(_, _, entry)| is_limiting(&entry.key)) {
        match failure(&site, condition, entry) {
            Limit::Holds => return Limit::Holds,
            Limit::Fails(hit) => fails = Limit::Fails(hit),
            Limit::None => {}
        }
    }
    fails
}

fn failure(site: &crate::site::Site, condition: &Condition, entry: &ConditionEntry) -> Limit {
    let bare = bare(&condition.operator);
    let without_key =
        condition.operator.ends_with("IfExists") || condition.operator.starts_with("ForAllValues:");
    // Whoever asks for a tag at all knows who sets it.
    let is_tag = entry.key.to_ascii_lowercase().starts_with("aws:resourcetag/");
    if bare == "Null" && is_tag && values(site, entry).all(|(_, value)| value == "false") {
        return Limit::Holds;
    }
    if bare == "Null" || bare.contains("Not") {
        return Limit::None;
    }
    if without_key {
        let message =
            format!("`{}` also holds without `{}`, so it limits nothing", condition.operator, entry.key);
        let set = if condition.operator.starts_with("ForA") { "ForAnyValue:" } else { "" };
        return Limit::Fails(Hit::new(site.clone(), message).help(format!("write `{set}{bare}`")));
    }
    let takes_wildcards = bare.ends_with("Like") || bare.starts_with("Arn");
    let open = values(site, entry).find(|(_, value)| {
        !value.contains("${") && (takes_wildcards || !has_wildcard(value)) && is_open(&entry.key, value)
    });
    match open {
        None => Limit::Holds,
        Some((site, value)) => {
            let message =
                format!("`{}` with `{value}` matches strangers, too, so it limits nothing", entry.key);
            Limit::Fails(Hit::new(site, message).help(help(&entry.key)))
        }
    }
}

/// Whether strangers have such a value of the key.
fn is_open(key: &str, value: &str) -> bool {
    match key.to_ascii_lowercase().as_str() {
        "aws:sourceip" => !is_narrow(value),
        "aws:principalarn" | "aws:sourcearn" | "aws:sourcevpcarn" => is_open_arn(value),
        "aws:userid" => value.split(':').next().is_none_or(has_wildcard),
        "kms:grantisforawsresource" => !value.eq_ignore_ascii_case("true"),
        "kms:resourcealiases" | "kms:requestalias" => ["*", "alias/*"].contains(&value),
        key if key.starts_with("kms:encryptioncontext:") => {
            is_open_arn(value) && value.starts_with(['a', '*'])
        }
        key if key.ends_with("orgpaths") => value.split('/').next().is_none_or(has_wildcard),
        key if key.starts_with("aws:resourcetag/") => false,
        _ => has_wildcard(value),
    }
}

/// Whether no account is named; buckets have none, but names of their own, and others cannot be told.
fn is_open_arn(value: &str) -> bool {
    match Arn::parse(value) {
        Ok(arn) if arn.account.is_empty() => {
            arn.service == "s3" && arn.resource.split('/').next().is_none_or(has_wildcard)
        }
        Ok(arn) => has_wildcard(arn.account) && arn.account.parse::<AccountId>().is_err(),
        Err(_) => has_wildcard(value),
    }
}

/// Not broader than /8 of IPv4 or /32 of IPv6 (R4.27).
pub(super) fn is_narrow(range: &str) -> bool {
    let Some((address, length)) = range.split_once('/') else { return true };
    let least = if address.contains(':') { 32 } else { 8 };
    length.parse::<u8>().is_ok_and(|length| length >= least)
}

fn help(key: &str) -> String {
    let what = match key.to_ascii_lowercase().as_str() {
        "aws:sourceip" => "the addresses that callers have",
        "aws:principalarn" | "aws:sourcearn" => "the account in the ARN",
        "aws:userid" => "the id of the role before the colon",
        "kms:grantisforawsresource" => return "write `true`".to_owned(),
        key if key.ends_with("account") => "the 12 digits of the account",
        key if key.contains("org") => "the id of the organization",
        _ => "the value whole, without a wildcard",
    };
    format!("write {what}")
}
