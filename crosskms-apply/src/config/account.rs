//! The `[accounts.ID]` tables: how to reach each account. Findings about them show no values.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use crosskms::arn::{AccountId, PrincipalArn, PrincipalKind};
use crosskms::rules::MISPLACED_VALUE;
use toml::Spanned;

use super::table::Reader;
use super::value::Value;
use crate::cloud::aws::{AccountAccess, PrincipalAccess};

/// The limits of time that can be meant, in seconds.
const LIMITS: RangeInclusive<u64> = 1..=3600;

/// Reads all accounts; findings go to the reader.
pub(super) fn read_all(
    value: &Spanned<Value>,
    reader: &mut Reader<'_>,
) -> BTreeMap<AccountId, AccountAccess> {
    reader.in_secret(|reader| {
        let mut accounts = BTreeMap::new();
        for (id, entry) in reader.table(value, "accounts").into_iter().flatten() {
            let account = match id.get_ref().parse::<AccountId>() {
                Ok(account) => Some(account),
                Err(error) => {
                    let help = "name the table `[accounts.111122223333]`";
                    reader.report(&MISPLACED_VALUE, id.span(), error.to_string(), Some(help.to_owned()));
                    None
                }
            };
            let access = read(account, entry, reader);
            accounts.extend(account.map(|account| (account, access)));
        }
        accounts
    })
}

fn read(account: Option<AccountId>, value: &Spanned<Value>, reader: &mut Reader<'_>) -> AccountAccess {
    const FIELDS: [&str; 8] =
        ["profile", "assume_role", "external_id", "region", "endpoint_url", "timeout", "call_timeout", "as"];
    let mut access = AccountAccess::default();
    let mut external_id = None;
    let mut assumes_role = false;
    let mut call_timeout = None;
    for (key, value) in reader.table(value, "account").into_iter().flatten() {
        let field = match key.get_ref().as_str() {
            "profile" => &mut access.profile,
            "assume_role" => {
                assumes_role = true;
                &mut access.assume_role
            }
            "external_id" => {
                external_id = Some(key.span());
                &mut access.external_id
            }
            "region" => &mut access.region,
            "endpoint_url" => &mut access.endpoint_url,
            "timeout" => {
                access.timeout = seconds("timeout", value, reader);
                continue;
            }
            "call_timeout" => {
                access.call_timeout = seconds("call_timeout", value, reader);
                call_timeout = Some(value.span());
                continue;
            }
            "as" => {
                access.principals = principals(account, value, reader);
                continue;
            }
            other => {
                reader.unknown(key, other, &FIELDS, "an account has no field");
                continue;
            }
        };
        *field = reader.string(value);
        match (key.get_ref().as_str(), field.as_deref()) {
            ("assume_role", Some(role)) => check_role(account, role, value.span(), reader),
            ("endpoint_url", Some(url)) => check_url(url, value.span(), reader),
            _ => {}
        }
    }
    if let (Some(span), false) = (external_id, assumes_role) {
        let help = "add `assume_role`, or remove `external_id`; it is sent when a role is assumed";
        let message = "`external_id` stands without `assume_role`";
        reader.report(&MISPLACED_VALUE, span, message.to_owned(), Some(help.to_owned()));
    }
    if let (Some(span), Some(call)) = (call_timeout, access.call_timeout)
        && call < access.timeout.unwrap_or(AccountAccess::TIMEOUT)
    {
        let help =
            "write a longer one, or a shorter `timeout`, which is that of one try and 30 without a value";
        let message = "`call_timeout` is over before the first try of a call is";
        reader.report(&MISPLACED_VALUE, span, message.to_owned(), Some(help.to_owned()));
    }
    access
}

/// A limit of time.
fn seconds(name: &str, value: &Spanned<Value>, reader: &mut Reader<'_>) -> Option<Duration> {
    let seconds = match value.get_ref() {
        Value::Integer(number) => number.parse().ok().filter(|seconds| LIMITS.contains(seconds)),
        _ => None,
    };
    if seconds.is_none() {
        let message =
            format!("`{name}` is not a whole number of seconds from {} to {}", LIMITS.start(), LIMITS.end());
        let help = format!("write it without quotes, as `{name} = 60`");
        reader.report(&MISPLACED_VALUE, value.span(), message, Some(help));
    }
    seconds.map(Duration::from_secs)
}

/// The table `as`: how to act as roles and users of the account.
fn principals(
    account: Option<AccountId>,
    value: &Spanned<Value>,
    reader: &mut Reader<'_>,
) -> BTreeMap<PrincipalArn, PrincipalAccess> {
    let mut principals = BTreeMap::new();
    for (arn, entry) in reader.table(value, "as").into_iter().flatten() {
        let principal = arn.get_ref().parse::<PrincipalArn>().ok().filter(|principal| {
            principal.kind() != PrincipalKind::Account
                && account.is_none_or(|account| principal.account() == account)
        });
        if principal.is_none() {
            let account = account.map_or_else(|| "111122223333".to_owned(), |account| account.to_string());
            let message = "`as` names no role or user of the account".to_owned();
            let help = format!("write `\"arn:aws:iam::{account}:role/NAME\" = {{ profile = \"NAME\" }}`");
            reader.report(&MISPLACED_VALUE, arn.span(), message, Some(help));
        }
        let access = principal_access(entry, reader);
        principals.extend(principal.map(|principal| (principal, access)));
    }
    principals
}

fn principal_access(entry: &Spanned<Value>, reader: &mut Reader<'_>) -> PrincipalAccess {
    let mut access = PrincipalAccess::default();
    for (key, value) in reader.table(entry, "as").into_iter().flatten() {
        match key.get_ref().as_str() {
            "profile" => access.profile = reader.string(value),
            "external_id" => access.external_id = reader.string(value),
            other => {
                reader.unknown(key, other, &["profile", "external_id"], "an entry of `as` has no field");
            }
        }
    }
    if access.profile.is_some() == access.external_id.is_some() {
        let message = "an entry of `as` has either `profile` or `external_id`".to_owned();
        let help =
            "name the profile that has the credentials, or the external id with which the role is assumed";
        reader.report(&MISPLACED_VALUE, entry.span(), message, Some(help.to_owned()));
    }
    access
}

/// A role of the account: what it is assumed for.
fn check_role(account: Option<AccountId>, role: &str, span: Range<usize>, reader: &mut Reader<'_>) {
    let role = role.parse::<PrincipalArn>().ok().filter(|role| role.kind() == PrincipalKind::Role);
    let message = match (&role, account) {
        (None, _) => "`assume_role` is not the ARN of a role".to_owned(),
        (Some(role), Some(account)) if role.account() != account => {
            format!(
                "`assume_role` is a role of account {}, in the table of account {account}",
                role.account()
            )
        }
        _ => return,
    };
    let account = account.map_or_else(|| "111122223333".to_owned(), |account| account.to_string());
    let help = format!("name a role of the account itself, as `arn:aws:iam::{account}:role/NAME`");
    reader.report(&MISPLACED_VALUE, span, message, Some(help));
}

fn check_url(url: &str, span: Range<usize>, reader: &mut Reader<'_>) {
    if !(url.starts_with("http://") || url.starts_with("https://")) {
        let message = "`endpoint_url` does not begin with `http://` or `https://`";
        let help = "write it as `http://127.0.0.1:4566`, or remove it to reach AWS";
        reader.report(&MISPLACED_VALUE, span, message.to_owned(), Some(help.to_owned()));
    }
}
