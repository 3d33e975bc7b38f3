//! Differences by hand, and differences beside decisions: for whoever asks, both versions decide as the difference says.

use proptest::prelude::*;
use proptest::sample::select;

use super::atom::Atom;
use super::{AccessDifference, Shift, Standing, Who, shifts};
use crate::action::{Action, kms, s3};
use crate::arn::AccountId;
use crate::authorize::certainty::Certainty;
use crate::authorize::pattern::{Case, Pattern};
use crate::authorize::{Caller, Context, PolicySet, Request};
use crate::policy::{Policy, PolicyType};
use crate::wildcard;

const OWNER: &str = "111122223333";

fn owner() -> AccountId {
    OWNER.parse().unwrap()
}

fn policy(statements: &[String]) -> Policy {
    if statements.is_empty() {
        return Policy::new(Vec::new());
    }
    format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(",")).parse().unwrap()
}

fn statement(effect: &str, principal: &str, action: &str, rest: &str) -> String {
    format!(
        r#"{{"Effect": "{effect}", "Principal": {principal}, "Action": {action}, "Resource": "*"{rest}}}"#
    )
}

/// Each shift in one line.
fn told(kind: PolicyType, before: &[String], after: &[String]) -> Vec<String> {
    let (before, after) = (policy(before), policy(after));
    let difference = AccessDifference::between(kind, Some(&before), Some(&after), Some(owner()));
    let told = difference.shifts.iter().map(|shift| {
        let sign = if shift.gains() { '+' } else { '-' };
        let cases: Vec<String> = shift.cases.iter().map(ToString::to_string).collect();
        format!("{sign} {}: {} if {}", shift.who, shift.actions.join(", "), cases.join("; or "))
    });
    told.collect()
}

const ANALYTICS: &str = r#"{"AWS": "arn:aws:iam::444455556666:role/analytics"}"#;

#[test]
fn a_statement_that_goes_takes_its_actions_along() {
    let use_of = |actions: &str| statement("Allow", ANALYTICS, actions, "");
    let told_of = |before, after| told(PolicyType::KeyPolicy, &[use_of(before)], &[use_of(after)]);
    let role = "arn:aws:iam::444455556666:role/analytics";
    assert_eq!(
        told_of(r#"["kms:Decrypt", "kms:Encrypt"]"#, r#""kms:Decrypt""#),
        [format!("- {role}: kms:Encrypt if always")]
    );
    assert_eq!(
        told_of(r#""kms:Decrypt""#, r#"["kms:DECRYPT", "kms:PutKeyPolicy"]"#),
        [""; 0],
        "has no effect across accounts"
    );
}

#[test]
fn conditions_are_told_with_their_values() {
    let via = |values: &str| {
        let condition = format!(r#", "Condition": {{"StringEquals": {{"kms:ViaService": {values}}}}}"#);
        [statement("Allow", ANALYTICS, r#""kms:Decrypt""#, &condition)]
    };
    let role = "arn:aws:iam::444455556666:role/analytics";
    assert_eq!(
        told(PolicyType::KeyPolicy, &via(r#"["a", "b"]"#), &via(r#"["b", "c", "d"]"#)),
        [
            format!("- {role}: kms:Decrypt if kms:ViaService is a"),
            format!("+ {role}: kms:Decrypt if kms:ViaService is c or d"),
        ]
    );
    let split = [via(r#""a""#), via(r#""b""#)].concat();
    assert_eq!(
        told(PolicyType::KeyPolicy, &via(r#"["a", "b"]"#), &split),
        [""; 0],
        "the same in two statements"
    );
}

#[test]
fn of_several_values_one_tells_nothing_of_all() {
    let condition = r#", "Condition": {"ForAllValues:StringLike": {"aws:TagKeys": "a"}, "ForAnyValue:StringEquals": {"aws:TagKeys": "a"}}"#;
    let after = [statement("Allow", ANALYTICS, r#""kms:Decrypt""#, condition)];
    let role = "arn:aws:iam::444455556666:role/analytics";
    let conditions = "ForAllValues:StringLike aws:TagKeys a and aws:TagKeys is a";
    assert_eq!(told(PolicyType::KeyPolicy, &[], &after), [format!("+ {role}: kms:Decrypt if {conditions}")]);
}

#[test]
fn a_wider_statement_says_whom_it_opens_the_key_to() {
    let to = |principal: &str| [statement("Allow", principal, r#""kms:*""#, "")];
    let difference = told(PolicyType::KeyPolicy, &to(ANALYTICS), &to(r#"{"AWS": "444455556666"}"#));
    let [others] = difference.as_slice() else { panic!("{difference:?}") };
    assert_eq!(others, "+ all others of account 444455556666: kms:* if always");
}

#[test]
fn a_denial_takes_away_what_other_policies_allow() {
    let tls = r#", "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#;
    let deny = [statement("Deny", r#""*""#, r#""s3:*""#, tls)];
    let difference = told(PolicyType::BucketPolicy, &[], &deny);
    assert_eq!(
        difference,
        [
            "- all others of account 111122223333: s3:* if aws:SecureTransport is false",
            "- all other accounts: s3:* if aws:SecureTransport is false",
            "- all other services: s3:* if aws:SecureTransport is false",
            "- anonymous callers: s3:* if aws:SecureTransport is false",
        ]
    );
}

#[test]
fn an_identity_policy_is_about_whoever_has_it() {
    let to = |resource: &str| {
        format!(r#"{{"Effect": "Allow", "Action": ["s3:GetObject", "sqs:*"], "Resource": "{resource}"}}"#)
    };
    assert_eq!(
        told(PolicyType::IdentityPolicy, &[to("arn:aws:s3:::b/*")], &[to("arn:aws:s3:::b/raw/*")]),
        [
            "- whoever has the policy: sqs:*, s3:GetObject if the resource is arn:aws:s3:::b/* and the resource is not arn:aws:s3:::b/raw/*"
        ]
    );
}

#[test]
fn a_document_that_did_not_exist_gives_all_it_says() {
    let after = policy(&[statement("Allow", ANALYTICS, r#""kms:Decrypt""#, "")]);
    let difference = AccessDifference::between(PolicyType::KeyPolicy, None, Some(&after), Some(owner()));
    let [shift] = difference.shifts.as_slice() else { panic!("{difference:?}") };
    assert_eq!((shift.before, shift.after), (Standing::Silent, Standing::Allowed));
    assert!(AccessDifference::between(PolicyType::KeyPolicy, Some(&after), Some(&after), None).is_empty());
}

/// A version of a document over a small universe.
fn version(service: &'static str) -> impl Strategy<Value = Vec<String>> {
    let principal = select(vec![
        r#""*""#,
        r#"{"AWS": "*"}"#,
        r#"{"AWS": "arn:aws:iam::111122223333:root"}"#,
        r#"{"AWS": "444455556666"}"#,
        r#"{"AWS": ["arn:aws:iam::111122223333:role/in", "arn:aws:iam::444455556666:user/out"]}"#,
        r#"{"AWS": "arn:aws:iam::444455556666:role/path/out"}"#,
        r#"{"Service": "logs.amazonaws.com"}"#,
    ]);
    let names = match service {
        "kms" => vec!["kms:Decrypt", "kms:De*", "kms:*", "*", "kms:Foo", "KMS:putkeypolicy", "kms:?ncrypt"],
        _ => vec!["s3:GetObject", "s3:Get*", "s3:*", "*", "s3:Foo", "s3:PutBucketPolicy", "s3:*Object"],
    };
    let actions = proptest::collection::vec(select(names), 1..3);
    let resource = match service {
        "kms" => select(vec!["*"]),
        _ => select(vec![
            "*",
            "arn:aws:s3:::b",
            "arn:aws:s3:::b/*",
            "arn:aws:s3:::b/a/*",
            "arn:aws:s3:::b/a/x",
            "arn:aws:s3:::b/*/x",
            "arn:aws:s3:::b/${aws:PrincipalAccount}/*",
        ]),
    };
    let condition = (
        select(vec![
            ("StringEquals", "k", &["a", "b", "ab"][..]),
            ("StringNotEquals", "K", &["a", "b"]),
            ("StringLike", "k", &["a", "a*", "*b", "?"]),
            ("StringNotLike", "k", &["a*", "*b"]),
            ("StringEqualsIfExists", "k", &["a", "ab"]),
            ("StringEqualsIgnoreCase", "k", &["A", "aB"]),
            ("Null", "k", &["true"]),
            ("Null", "K", &["false"]),
            ("Bool", "aws:SecureTransport", &["true", "false"]),
            (
                "ArnLike",
                "aws:PrincipalArn",
                &[
                    "arn:aws:iam::*:role/*",
                    "arn:aws:iam::444455556666:role/path/out",
                    "arn:aws:iam::*:user/out",
                ],
            ),
            ("ArnNotEquals", "aws:PrincipalArn", &["arn:aws:iam::111122223333:role/in"]),
            ("StringEquals", "aws:PrincipalAccount", &["111122223333", "444455556666", "777788889999"]),
            ("IpAddress", "aws:SourceIp", &["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "192.168.0.0/16"]),
            ("NotIpAddress", "aws:SourceIp", &["10.1.0.0/16"]),
            ("NumericLessThan", "n", &["3", "5"]),
            ("ForAllValues:StringLike", "aws:TagKeys", &["a", "b*"]),
            ("ForAnyValue:StringEquals", "aws:TagKeys", &["a", "b"]),
            ("ForAnyValue:StringNotEquals", "aws:TagKeys", &["a"]),
            ("StringEquals", "aws:PrincipalTag/team", &["${aws:PrincipalAccount}", "a"]),
        ]),
        any::<[bool; 4]>(),
    )
        .prop_map(|((operator, key, values), chosen)| {
            let mut some: Vec<&&str> =
                values.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(value, _)| value).collect();
            if some.is_empty() {
                some.extend(values.first());
            }
            let values: Vec<String> = some.into_iter().map(|value| format!("{value:?}")).collect();
            format!(r#""{operator}": {{"{key}": [{}]}}"#, values.join(","))
        });
    let conditions = prop_oneof![Just(Vec::new()), proptest::collection::vec(condition, 1..3)];
    let statement = (any::<bool>(), principal, any::<bool>(), actions, resource, any::<[bool; 2]>(), conditions).prop_map(
        |(allow, principal, these, actions, resource, [not_resource, more], mut conditions)| {
            conditions.sort();
            conditions.dedup_by_key(|c| c.split_once(':').map(|(o, _)| o.to_owned()));
            let effect = if allow { "Allow" } else { "Deny" };
            let action = if these || !more { "Action" } else { "NotAction" };
            let resource_element = if not_resource && resource != "*" { "NotResource" } else { "Resource" };
            format!(
                r#"{{"Effect": "{effect}", "Principal": {principal}, "{action}": {actions:?}, "{resource_element}": "{resource}", "Condition": {{{}}}}}"#,
                conditions.join(",")
            )
        },
    );
    proptest::collection::vec(statement, 0..4)
}

fn context() -> impl Strategy<Value = Context> {
    let one = |key: &'static str, values: Vec<&'static str>| {
        proptest::option::of(select(values))
            .prop_map(move |value| value.map(|value| (key, vec![value.to_owned()])))
    };
    let keys = (
        one("k", vec!["a", "b", "ab", "A", "c", "axb"]),
        one("aws:SecureTransport", vec!["true", "false"]),
        one("aws:SourceIp", vec!["10.1.2.3", "10.1.9.9", "10.9.9.9", "192.168.1.1", "8.8.8.8"]),
        one("n", vec!["2", "4", "9"]),
        one("aws:PrincipalTag/team", vec!["a", "111122223333", "444455556666"]),
        proptest::option::of(proptest::collection::vec(select(vec!["a", "b", "bb", "c"]), 1..3)),
    );
    keys.prop_map(|(k, tls, ip, n, team, tags)| {
        let tags = tags.map(|tags| ("aws:TagKeys", tags.into_iter().map(str::to_owned).collect()));
        let known = [k, tls, ip, n, team, tags].into_iter().flatten();
        known.fold(Context::new(), |context, (key, values)| context.with_all(key, values))
    })
}

const CALLERS: [&str; 11] = [
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:role/in",
    "arn:aws:iam::111122223333:role/other",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::444455556666:role/path/out",
    "arn:aws:iam::444455556666:user/out",
    "arn:aws:iam::444455556666:user/other",
    "arn:aws:iam::777788889999:role/stranger",
    "logs.amazonaws.com",
    "sns.amazonaws.com",
    "anonymous",
];

/// What a version decides, by the policies themselves; none where AWS does not say.
fn decided(kind: PolicyType, policies: &PolicySet<'_>, request: &Request) -> Option<Standing> {
    let weight = policies.weigh(request, Certainty::No);
    if weight.denies == Certainty::Unknown || weight.allows_at_all() == Certainty::Unknown {
        return None;
    }
    let yes = |certainty| certainty == Certainty::Yes;
    let counts_as_itself = request.account() != Some(owner()) || request.caller.is_root();
    Some(if yes(weight.denies) {
        Standing::Denied
    } else if request.known_action() == Some(kms::RetireGrant) {
        Standing::Silent
    } else if yes(weight.allows.itself) || (counts_as_itself && yes(weight.allows.at_all())) {
        Standing::Allowed
    } else if yes(weight.allows.role) {
        Standing::AllowedToRole
    } else if yes(weight.allows.account) && kind == PolicyType::KeyPolicy {
        Standing::AllowedToAccount
    } else {
        Standing::Silent
    })
}

/// As whom a difference knows a caller.
fn known_as(all: &[Who], caller: &Caller) -> Who {
    let others = match (caller, caller.account()) {
        (Caller::Anonymous, _) => Who::Anonymous,
        (_, None) => Who::OtherServices,
        (_, Some(account)) if all.contains(&Who::OthersOf(account)) => Who::OthersOf(account),
        _ => Who::OtherAccounts,
    };
    let named = Who::Named(caller.clone());
    if all.contains(&named) { named } else { others }
}

fn holds_for(atom: &Atom, request: &Request) -> Certainty {
    match atom {
        Atom::Resource { text, variables } => {
            Pattern::new(text, true, *variables).matches(&request.resource, Case::Counts, &request.context)
        }
        Atom::Test { .. } => atom.holds_in(&request.context),
        Atom::Named(_) => Certainty::Unknown,
    }
}

/// What a difference says of a request.
fn shifted<'s>(
    shifts: &'s [Shift],
    who: &'s Who,
    documents: &'s str,
    request: &'s Request,
) -> impl Iterator<Item = (Standing, Standing)> + 's {
    let who = move |shift: &&Shift| shift.who == *who;
    let is_told = |shift: &&Shift| {
        let literal = documents.to_ascii_lowercase().contains(&format!("\"{}\"", request.folded_action()));
        let is_other = request.known_action().is_none() && !literal;
        shift.actions.iter().any(|name| match name.strip_prefix("other actions like ") {
            Some(pattern) => is_other && wildcard::matches_ignoring_case(pattern, &request.action),
            None => wildcard::matches_ignoring_case(name, &request.action),
        })
    };
    let holds = |shift: &&Shift| {
        shift.cases.iter().flat_map(|case| &case.cubes).any(|cube| {
            let mut atoms = cube.iter();
            atoms.all(|(atom, holds)| holds_for(atom, request) == Certainty::from(*holds))
        })
    };
    shifts.iter().filter(who).filter(is_told).filter(holds).map(|shift| (shift.before, shift.after))
}

fn agrees(service: &str, before: &[String], after: &[String], contexts: &[Context]) {
    let kind = if service == "kms" { PolicyType::KeyPolicy } else { PolicyType::BucketPolicy };
    let documents = [before, after].concat().join("\n");
    let (before, after) = (policy(before), policy(after));
    let shifts = shifts(kind, Some(&before), Some(&after), Some(owner()));
    let (actions, resources): (&[&str], &[&str]) = match service {
        "kms" => (
            &[
                "kms:Decrypt",
                "kms:Encrypt",
                "kms:DescribeKey",
                "kms:PutKeyPolicy",
                "kms:ListKeys",
                "kms:RetireGrant",
                "kms:Foo",
                "kms:Unknown",
            ],
            &["arn:aws:kms:eu-west-1:111122223333:key/k"],
        ),
        _ => (
            &[
                "s3:GetObject",
                "s3:PutObject",
                "s3:GetObjectTagging",
                "s3:PutBucketPolicy",
                "s3:Foo",
                "s3:Unknown",
            ],
            &[
                "arn:aws:s3:::b",
                "arn:aws:s3:::b/x",
                "arn:aws:s3:::b/a/x",
                "arn:aws:s3:::b/a/y",
                "arn:aws:s3:::b/444455556666/x",
                "arn:aws:s3:::other/x",
            ],
        ),
    };
    let sides = [&before, &after].map(PolicySet::of_resource);
    let [old, new] = &sides;
    let all = super::who::all(kind, [&before, &after].into_iter(), Some(owner()));
    for caller in CALLERS {
        let caller: Caller = caller.parse().unwrap();
        let who = known_as(&all, &caller);
        for (action, resource) in actions.iter().flat_map(|action| resources.iter().map(move |r| (action, r)))
        {
            for context in contexts {
                let request = Request::new(caller.clone(), *action, *resource, owner(), context.clone());
                let is_inside = request.account() == Some(owner());
                let works = |action: Action| {
                    let mends = action == s3::PutBucketPolicy && is_inside && caller.is_root();
                    action != kms::ListKeys && !mends && (is_inside || action.works_across_accounts())
                };
                let is_unsigned = caller == Caller::Anonymous && service == "kms";
                if is_unsigned || !request.known_action().is_none_or(works) {
                    // A name with wildcards may stand for what has no effect, too.
                    continue;
                }
                let expected = decided(kind, old, &request).zip(decided(kind, new, &request));
                let Some(expected) = expected else { continue };
                let expected: Vec<_> = (expected.0 != expected.1).then_some(expected).into_iter().collect();
                let mut said: Vec<_> = shifted(&shifts, &who, &documents, &request).collect();
                said.dedup();
                if request.known_action() == Some(kms::RetireGrant) {
                    // The same is so of what is allowed, which has no effect here.
                    said.retain(|shift| expected.contains(shift));
                }
                assert_eq!(said, expected, "{request} in {:?}\n{documents}\n{shifts:#?}", request.context);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_versions_of_a_key_policy_decide_as_the_difference_says(
        before in version("kms"),
        after in version("kms"),
        same in version("kms"),
        contexts in proptest::collection::vec(context(), 4),
    ) {
        agrees("kms", &[before, same.clone()].concat(), &[after, same].concat(), &contexts);
    }

    #[test]
    fn both_versions_of_a_bucket_policy_decide_as_the_difference_says(
        before in version("s3"),
        after in version("s3"),
        contexts in proptest::collection::vec(context(), 4),
    ) {
        agrees("s3", &before, &after, &contexts);
    }
}
