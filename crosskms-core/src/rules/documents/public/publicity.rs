//! Which statements make a bucket policy public in the eyes of S3, and how sure that is.
//!
//! The rule beside this asks whether strangers get in; here it counts what S3 says, because its public access block
//! refuses whole policies.

use super::{is_fixed, names_anybody, why_public};
use crate::action::{Action, Service};
use crate::policy::{
    ActionElement, Condition, ConditionEntry, Effect, Policy, PrincipalElement, Statement, Text,
};
use crate::rules::documents::conditions::bare;
use crate::rules::documents::{Placed, statements};
use crate::site::Site;

/// A statement for which S3 takes a whole bucket policy for public, or may.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublicStatement {
    /// Its position, counted from zero.
    pub position: usize,
    /// Its Sid.
    pub sid: Option<String>,
    /// Why, in a few words.
    pub why: String,
    /// Whether AWS says so; else it does not say otherwise.
    pub certain: bool,
}

/// The statements for which S3 takes a bucket policy for public, or may, because AWS does not say what it does there
/// (R4.27 to R4.29). Without any, the policy is surely not public.
///
/// ```
/// use crosskms_core::policy::Policy;
/// use crosskms_core::rules::public_statements;
///
/// let policy: Policy = r#"{"Version": "2012-10-17", "Statement": [
///     {"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
///     {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
/// ]}"#
/// .parse()?;
/// let found = public_statements(&policy);
/// assert_eq!((found.len(), found[0].position, found[0].certain), (1, 1, true));
/// # Ok::<(), crosskms_core::policy::ReadError>(())
/// ```
pub fn public_statements(policy: &Policy) -> Vec<PublicStatement> {
    let placed = statements(Site::whole(), policy).enumerate();
    let found = placed.filter_map(|(position, placed)| {
        let certain = publicity(&placed)?;
        let sid = placed.statement.sid.as_deref().map(str::to_owned);
        Some(PublicStatement { position, sid, why: why(&placed), certain })
    });
    found.collect()
}

/// Of each statement for which S3 takes a policy for public, or may, whether that is certain.
pub(crate) fn publicity_of(policy: &Policy) -> impl Iterator<Item = bool> {
    statements(Site::whole(), policy).filter_map(|placed| publicity(&placed))
}

/// Whether a statement is certainly public; none, if it certainly is not.
fn publicity(placed: &Placed<'_>) -> Option<bool> {
    if unsupported_action(placed.statement).is_some() {
        return Some(true);
    }
    if !placed.allows() {
        return None;
    }
    if let Some(PrincipalElement::NotPrincipal(_)) = placed.statement.principal {
        return Some(false);
    }
    if !names_anybody(placed) {
        return None;
    }
    let is_known = |(_, condition, entry): &(Site, &Condition, &ConditionEntry)| {
        is_fixed(&condition.operator, entry) && is_printed(&entry.key)
    };
    if fixed(placed).any(|limit| is_known(&limit)) {
        return None;
    }
    Some(fixed(placed).next().is_none())
}

/// The conditions that make it known who calls, or may: with a set or with `IfExists`, AWS does not say what S3 makes of an
/// operator.
fn fixed<'p>(placed: &'p Placed<'p>) -> impl Iterator<Item = (Site, &'p Condition, &'p ConditionEntry)> {
    placed.conditions().filter(|(_, condition, entry)| is_fixed(bare(&condition.operator), entry))
}

/// Why a statement is public, or may be.
fn why(placed: &Placed<'_>) -> String {
    if let Some(action) = unsupported_action(placed.statement) {
        return format!("S3 has no action `{action}`");
    }
    if let Some(PrincipalElement::NotPrincipal(_)) = placed.statement.principal {
        return "AWS does not say whom `NotPrincipal` lets in".to_owned();
    }
    match fixed(placed).next() {
        Some((_, condition, entry)) => format!(
            "AWS does not say whether `{}` of `{}` makes it known who calls",
            condition.operator, entry.key
        ),
        None => why_public(placed),
    }
}

/// An allowed action that S3 does not have counts as public, too (R4.27).
fn unsupported_action(statement: &Statement) -> Option<&str> {
    let Some(ActionElement::Action(actions)) = &statement.action else { return None };
    let is_unsupported = |action: &&Text| {
        let is_one = !action.contains(['*', '?']);
        is_one && Action::named(action).is_none_or(|action| action.service() != Service::S3)
    };
    let found = actions.iter().filter(|_| statement.effect == Effect::Allow).find(is_unsupported);
    found.map(AsRef::as_ref)
}

/// Keys that tell who calls, but which AWS's page leaves out (R4.29).
const NOT_PRINTED: [&str; 5] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalServiceName",
    "aws:SourceOrgID",
    "kms:CallerAccount",
];

fn is_printed(key: &str) -> bool {
    !NOT_PRINTED.iter().any(|known| known.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::public_statements;
    use crate::policy::Policy;

    fn found(statement: &str) -> Vec<bool> {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": {statement}}}"#);
        let policy: Policy = text.parse().unwrap();
        public_statements(&policy).into_iter().map(|statement| statement.certain).collect()
    }

    fn anybody(condition: &str) -> Vec<bool> {
        found(&format!(
            r#"{{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*",
                "Condition": {condition}}}"#
        ))
    }

    #[test]
    fn r4_27_fixed_values_of_a_printed_key_keep_a_policy_private() {
        for condition in [
            r#"{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#,
            r#"{"StringEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}"#,
            r#"{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}}"#,
            r#"{"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:SourceAccount": "111122223333"}}"#,
        ] {
            assert!(anybody(condition).is_empty(), "{condition}");
        }
    }

    #[test]
    fn r4_28_one_open_statement_is_certain() {
        for condition in [
            "{}",
            r#"{"StringLike": {"aws:PrincipalOrgID": "o-*"}}"#,
            r#"{"IpAddress": {"aws:SourceIp": "10.0.0.0/7"}}"#,
            r#"{"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}"#,
            r#"{"StringEquals": {"aws:userid": "AROAEXAMPLE:*"}}"#,
            r#"{"StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"}}"#,
        ] {
            assert_eq!(anybody(condition), [true], "{condition}");
        }
    }

    #[test]
    fn r4_29_what_aws_does_not_print_is_uncertain() {
        for condition in [
            r#"{"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/analytics"}}"#,
            r#"{"StringEquals": {"aws:PrincipalAccount": "444455556666"}}"#,
            r#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#,
        ] {
            assert_eq!(anybody(condition), [false], "{condition}");
        }
        let exempting = r#"{"Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"}"#;
        assert_eq!(found(exempting), [false]);
    }

    #[test]
    fn r4_27_named_principals_and_denials_are_private_and_unknown_actions_are_not() {
        let named = |effect: &str, action: &str| {
            found(&format!(
                r#"{{"Effect": "{effect}", "Principal": {{"AWS": "444455556666"}}, "Action": "{action}",
                    "Resource": "arn:aws:s3:::b/*"}}"#
            ))
        };
        assert!(named("Allow", "s3:GetObject").is_empty());
        assert!(named("Deny", "s3:GetObjects").is_empty());
        assert_eq!(named("Allow", "s3:GetObjects"), [true]);
    }
}
