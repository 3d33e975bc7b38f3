//! A policy as a constant: everything that was read, written down as data.

use crosskms_core::policy::{
    ActionElement, Condition, ConditionEntry, ConditionValue, Effect, OneOrMany, Policy, Principal,
    PrincipalElement, PrincipalType, ResourceElement, Statement, UnknownMember, Version,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::option;

pub(crate) fn policy(policy: &Policy) -> TokenStream {
    let version = option(policy.version.map(|version| match version {
        Version::V2008 => quote!(::crosskms::policy::Version::V2008),
        _ => quote!(::crosskms::policy::Version::V2012),
    }));
    let id = option(policy.id.as_deref().map(text));
    let statements = one_or_many(&policy.statements, statement);
    let other = list(policy.other.iter().map(unknown));
    quote! {
        ::crosskms::policy::Policy { version: #version, id: #id, statements: #statements, other: #other }
    }
}

fn statement(statement: &Statement) -> TokenStream {
    let sid = option(statement.sid.as_deref().map(text));
    let effect = match statement.effect {
        Effect::Allow => quote!(Allow),
        Effect::Deny => quote!(Deny),
    };
    let principal = option(statement.principal.as_ref().map(|element| match element {
        PrincipalElement::Principal(named) => {
            let named = principal(named);
            quote!(::crosskms::policy::PrincipalElement::Principal(#named))
        }
        PrincipalElement::NotPrincipal(named) => {
            let named = principal(named);
            quote!(::crosskms::policy::PrincipalElement::NotPrincipal(#named))
        }
    }));
    let texts = |values| one_or_many(values, |value: &std::borrow::Cow<'static, str>| text(value));
    let action = option(statement.action.as_ref().map(|element| match element {
        ActionElement::Action(actions) => {
            let actions = texts(actions);
            quote!(::crosskms::policy::ActionElement::Action(#actions))
        }
        ActionElement::NotAction(actions) => {
            let actions = texts(actions);
            quote!(::crosskms::policy::ActionElement::NotAction(#actions))
        }
    }));
    let resource = option(statement.resource.as_ref().map(|element| match element {
        ResourceElement::Resource(resources) => {
            let resources = texts(resources);
            quote!(::crosskms::policy::ResourceElement::Resource(#resources))
        }
        ResourceElement::NotResource(resources) => {
            let resources = texts(resources);
            quote!(::crosskms::policy::ResourceElement::NotResource(#resources))
        }
    }));
    let condition =
        option(statement.condition.as_deref().map(|conditions| list(conditions.iter().map(condition))));
    let other = list(statement.other.iter().map(unknown));
    quote! {
        ::crosskms::policy::Statement {
            sid: #sid,
            effect: ::crosskms::policy::Effect::#effect,
            principal: #principal,
            action: #action,
            resource: #resource,
            condition: #condition,
            other: #other,
        }
    }
}

fn principal(principal: &Principal) -> TokenStream {
    match principal {
        Principal::Anyone => quote!(::crosskms::policy::Principal::Anyone),
        Principal::ByType(lists) => {
            let lists = list(lists.iter().map(|(kind, names)| {
                let kind = principal_type(kind);
                let names = one_or_many(names, |name| text(name));
                quote!((::crosskms::policy::PrincipalType::#kind, #names))
            }));
            quote!(::crosskms::policy::Principal::ByType(#lists))
        }
    }
}

fn principal_type(kind: &PrincipalType) -> TokenStream {
    match kind {
        PrincipalType::Aws => quote!(Aws),
        PrincipalType::Federated => quote!(Federated),
        PrincipalType::Service => quote!(Service),
        PrincipalType::CanonicalUser => quote!(CanonicalUser),
        other => {
            let name = text(other.as_str());
            quote!(Other(#name))
        }
    }
}

fn condition(condition: &Condition) -> TokenStream {
    let operator = text(&condition.operator);
    let entries = list(condition.entries.iter().map(entry));
    quote!(::crosskms::policy::Condition { operator: #operator, entries: #entries })
}

fn entry(entry: &ConditionEntry) -> TokenStream {
    let key = text(&entry.key);
    let values = one_or_many(&entry.values, |value| {
        let value = match value {
            ConditionValue::String(value) => {
                let value = text(value);
                quote!(String(#value))
            }
            ConditionValue::Number(value) => {
                let value = text(value);
                quote!(Number(#value))
            }
            ConditionValue::Bool(value) => quote!(Bool(#value)),
        };
        quote!(::crosskms::policy::ConditionValue::#value)
    });
    quote!(::crosskms::policy::ConditionEntry { key: #key, values: #values })
}

fn unknown(member: &UnknownMember) -> TokenStream {
    let name = text(&member.name);
    let json = text(&member.json);
    quote!(::crosskms::policy::UnknownMember { name: #name, json: #json })
}

fn one_or_many<T: Clone>(values: &OneOrMany<T>, expand: impl Fn(&T) -> TokenStream) -> TokenStream {
    match values {
        OneOrMany::One(value) => {
            let value = expand(value);
            quote!(::crosskms::policy::OneOrMany::One(#value))
        }
        OneOrMany::Many(values) => {
            let values = list(values.iter().map(expand));
            quote!(::crosskms::policy::OneOrMany::Many(#values))
        }
    }
}

fn text(text: &str) -> TokenStream {
    quote!(::crosskms::__private::Cow::Borrowed(#text))
}

fn list(values: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(::crosskms::__private::Cow::Borrowed(&[#(#values),*]))
}
