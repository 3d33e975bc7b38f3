//! Statements about few principals, actions and resources, often those of the question.

use super::conditions::conditions;
use super::{ACCESS_POINT, Choices, Question};
use crate::authorize::Caller;
use crate::policy::{
    ActionElement, Effect, OneOrMany, Policy, Principal, PrincipalElement, PrincipalType, ResourceElement,
    Statement, Text, Version,
};

/// Where a policy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Identity,
    /// A policy that should allow much, because it only limits.
    Limit,
    Resource,
    Endpoint,
    Rcp,
}

impl Place {
    const fn names_principals(self) -> bool {
        matches!(self, Self::Resource | Self::Endpoint | Self::Rcp)
    }

    const fn limits(self) -> bool {
        matches!(self, Self::Limit | Self::Endpoint)
    }
}

pub(super) fn policy(choices: &mut Choices<'_>, place: Place, question: &Question) -> Policy {
    let mut statements = choices.several(1, 2, |choices| statement(choices, place, question));
    if place.limits() && !choices.happens(25) {
        statements.push(everything(place));
    }
    let mut policy = Policy::new(statements);
    if choices.happens(10) {
        policy.version = choices.one(&[None, Some(Version::V2008)]);
    }
    policy
}

fn everything(place: Place) -> Statement {
    Statement {
        principal: place.names_principals().then_some(PrincipalElement::Principal(Principal::Anyone)),
        action: Some(ActionElement::Action(OneOrMany::One("*".into()))),
        resource: Some(ResourceElement::Resource(OneOrMany::One("*".into()))),
        ..Statement::new(Effect::Allow)
    }
}

pub(in crate::authorize::tests) fn statement(
    choices: &mut Choices<'_>,
    place: Place,
    question: &Question,
) -> Statement {
    let denies = choices.happens(if place == Place::Rcp { 80 } else { 14 });
    let effect = if denies { Effect::Deny } else { Effect::Allow };
    Statement {
        principal: place.names_principals().then(|| principal_element(choices, effect, question)),
        action: (!choices.happens(2)).then(|| action_element(choices, question)),
        resource: (!choices.happens(2)).then(|| resource_element(choices, question)),
        // A statement that denies everything says little.
        condition: choices.sometimes(if denies { 65 } else { 35 }, conditions).map(Into::into),
        ..Statement::new(effect)
    }
}

/// A deny for any place.
pub(in crate::authorize::tests) fn deny(choices: &mut Choices<'_>, question: &Question) -> Statement {
    Statement { effect: Effect::Deny, ..statement(choices, Place::Resource, question) }
}

fn texts<'t>(
    choices: &mut Choices<'_>,
    own: &str,
    near: &dyn Fn(&mut Choices<'_>) -> String,
    others: &[&'t str],
) -> OneOrMany<Text> {
    let one = |choices: &mut Choices<'_>| -> Text {
        match choices.next() % 8 {
            0..=2 => own.to_owned().into(),
            3..=5 => near(choices).into(),
            _ => choices.one(others).to_owned().into(),
        }
    };
    choices.several(1, 2, one).into()
}

fn action_element(choices: &mut Choices<'_>, question: &Question) -> ActionElement {
    let service = question.action.split(':').next().unwrap_or_default().to_owned();
    let near = |choices: &mut Choices<'_>| match choices.next() % 4 {
        0 => format!("{service}:*"),
        1 => "*".to_owned(),
        2 => question.action.to_uppercase(),
        _ => {
            format!("{service}:?{}*", question.action.get(service.len() + 2..service.len() + 4).unwrap_or(""))
        }
    };
    const OTHERS: [&str; 9] = [
        "kms:Decrypt",
        "s3:GetObject",
        "kms:GenerateDataKey*",
        "s3:*Object",
        "kms:Nothing",
        "s3:List*",
        "*:*",
        "kms",
        "sqs:*",
    ];
    let list = texts(choices, &question.action, &near, &OTHERS);
    if choices.happens(10) {
        let others = choices.several(1, 2, |choices| choices.one(&OTHERS).into());
        return ActionElement::NotAction(if choices.happens(30) { list } else { others.into() });
    }
    ActionElement::Action(list)
}

fn resource_element(choices: &mut Choices<'_>, question: &Question) -> ResourceElement {
    const OTHERS: [&str; 31] = [
        "arn:aws:s3:::example/*",
        "arn:aws:s3:::example",
        "arn:aws:s3:::example/raw/?",
        "arn:aws:s3:::exam*",
        "arn:aws:s3:::example/*/a",
        "arn:aws:s3:::EXAMPLE/*",
        "arn:aws:s3:::example/${aws:username}/*",
        "arn:aws:s3:::example/${aws:PrincipalTag/team, 'raw'}/*",
        "arn:aws:s3:::*/${aws:PrincipalAccount}/${*}",
        "arn:aws:s3:::example/${aws:nobody}/*",
        "arn:aws:s3:::example/${aws:TagKeys}/*",
        "arn:aws:s3:::example/${unterminated",
        "arn:aws:s3:::${aws:Nobody, 'example'}/raw/?",
        "arn:aws:kms:eu-west-1:111122223333:key/*",
        "arn:aws:kms:*:111122223333:key/1234abcd-*",
        "arn:aws:kms:eu-west-1:${aws:ResourceAccount}:key/*",
        "arn:*:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-west-1:111122223333:alias/app",
        "arn:aws:kms:eu-west-1:444455556666:key/*",
        "arn:aws:k?s:eu-west-1:111122223333:key/1*",
        "arn:aws:kms",
        "arn:aws:kms:eu-west-1",
        "arn:aws:kms:eu-west-?:111122223333",
        "arn:aws:kms:*:key/*",
        "arn:aws:s3::${aws:ResourceAccount}",
        "arn:aws/*",
        "arn:aws/x:*",
        "arn:aws:s3:eu-west-1:111122223333:accesspoint/point/object/*",
        "arn:aws:s3:eu-west-1:111122223333:accesspoint/*",
        "",
        "${*}",
    ];
    let near = |choices: &mut Choices<'_>| {
        if choices.happens(30) {
            return choices.one(&[format!("{ACCESS_POINT}/object/*"), format!("{ACCESS_POINT}*")]);
        }
        "*".to_owned()
    };
    let list = texts(choices, &question.resource, &near, &OTHERS);
    if choices.happens(10) {
        let others = choices.several(1, 2, |choices| choices.one(&OTHERS).into());
        return ResourceElement::NotResource(if choices.happens(30) { list } else { others.into() });
    }
    ResourceElement::Resource(list)
}

pub(super) const NAMES: [&str; 29] = [
    "111122223333",
    "arn:aws:iam::444455556666:root",
    "444455556666",
    "arn:aws:iam::111122223333:root",
    "*",
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:iam::444455556666:role/data/app",
    "arn:aws:iam::444455556666:role/app",
    "arn:aws:iam::111122223333:role/data/app",
    "arn:aws:sts::111122223333:assumed-role/app/job",
    "arn:aws:sts::444455556666:assumed-role/app/job",
    "arn:aws:sts::444455556666:assumed-role/app/other",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::444455556666:user/ann",
    "arn:aws:iam::444455556666:user/Ann",
    "arn:aws:iam::111122223333:user/staff/bob",
    "arn:aws:iam::111122223333:user/app",
    "arn:aws:sts::444455556666:federated-user/ann",
    "arn:aws:sts::111122223333:federated-user/bob",
    "arn:aws-cn:iam::444455556666:role/data/app",
    "arn:aws:iam::111122223333:group/all",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::111122223333:*",
    "arn:aws-cn:iam::444455556666:root",
    "AROAEXAMPLEEXAMPLE01",
    "arn:aws:iam::111122223333:saml-provider/x",
    "777788889999",
    "s3.amazonaws.com",
    "",
];

/// The caller, or what stands for it.
fn own_names(caller: &Caller) -> Vec<String> {
    let mut names = vec![caller.to_string()];
    if let Some(account) = caller.account() {
        names.push(account.to_string());
        names.push(format!("arn:aws:iam::{account}:root"));
        names.push("*".to_owned());
        names.push(caller.principal_arn().unwrap());
    }
    if let Caller::RoleSession { role, account, .. } = caller {
        names.push(format!("arn:aws:iam::{account}:role/path/{role}"));
    }
    if let Caller::Role(arn) = caller {
        names.push(format!("arn:aws:sts::{}:assumed-role/{}/job", arn.account(), arn.name()));
    }
    names
}

fn principal_element(choices: &mut Choices<'_>, effect: Effect, question: &Question) -> PrincipalElement {
    let own = own_names(&question.caller);
    let name = |choices: &mut Choices<'_>| -> Text {
        match choices.next() % 4 {
            0..=2 => choices.one(&own).into(),
            _ => choices.one(&NAMES).into(),
        }
    };
    let not = choices.happens(if effect == Effect::Deny { 25 } else { 2 });
    // Whom NotPrincipal exempts, it has to list in all forms.
    let most = if not { 4 } else { 2 };
    let mut lists: Vec<(PrincipalType, OneOrMany<Text>)> = Vec::new();
    if choices.happens(8) {
        return PrincipalElement::Principal(Principal::Anyone);
    }
    let is_service = matches!(question.caller, Caller::Service(_));
    if is_service || choices.happens(5) {
        let services =
            [own[0].as_str(), "s3.amazonaws.com", "S3.amazonaws.com", "*", "logs.eu-west-1.amazonaws.com"];
        let names = choices.several(1, 2, |choices| choices.one(&services).to_owned().into());
        lists.push((PrincipalType::Service, names.into()));
    }
    if choices.happens(2) {
        let id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
        lists.push((PrincipalType::CanonicalUser, OneOrMany::One(id.into())));
    }
    if choices.happens(3) {
        lists.push((PrincipalType::Federated, OneOrMany::One(name(choices))));
        lists.push((PrincipalType::Other("New".into()), OneOrMany::One(name(choices))));
    }
    if lists.is_empty() || choices.happens(30) {
        lists.push((PrincipalType::Aws, choices.several(1, most, name).into()));
    }
    let principal = Principal::ByType(lists.into());
    if not { PrincipalElement::NotPrincipal(principal) } else { PrincipalElement::Principal(principal) }
}
