//! From a checked grant to the constant that it is.
//!
//! The expansion is data: nothing is parsed or checked when the program runs. It is a single constant,
//! because the compiler takes longer over each one than the macro takes over the grant.

pub(crate) mod policy;

use crosskms_core::action::Action;
use crosskms_core::grant::{Bind, BucketKey, CrossAccountGrant, Field, GrantCondition, Via};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::report;
use crate::source::{Located, Source};

pub(crate) fn expand(source: &Source, findings: &[Located], grant: &CrossAccountGrant) -> TokenStream {
    let warnings = report::warnings(findings);
    let tracked = report::tracked(source);
    let name = grant.name().as_str();
    let key = grant.key().as_str();
    let bucket = option(grant.bucket().map(|bucket| {
        let bucket = bucket.as_str();
        quote!(#bucket)
    }));
    let prefixes = texts(grant.prefixes().iter().map(AsRef::as_ref));
    let principals = grant.principals().iter().map(|principal| {
        let principal = principal.as_str();
        quote!(::crosskms::__private::PrincipalArn::checked(#principal))
    });
    let actions = grant.actions().iter().map(|action| action_path(*action, source));
    let via = option(match grant.via() {
        Via::Services(services) => Some(texts(services.iter().map(AsRef::as_ref))),
        _ => None,
    });
    let bucket_key = match grant.bucket_key() {
        BucketKey::Enabled => quote!(::crosskms::__private::BucketKey::Enabled),
        BucketKey::Disabled => quote!(::crosskms::__private::BucketKey::Disabled),
    };
    let bind = match grant.bind() {
        Bind::Principal => quote!(::crosskms::__private::Bind::Principal),
        Bind::PrincipalArn => quote!(::crosskms::__private::Bind::PrincipalArn),
    };
    let conditions = grant.conditions().iter().map(condition);
    quote! {{
        #warnings
        #tracked
        const PARTS: ::crosskms::__private::CheckedParts = ::crosskms::__private::CheckedParts {
            name: #name,
            key: #key,
            bucket: #bucket,
            prefixes: #prefixes,
            principals: &[#(#principals),*],
            actions: &[#(#actions),*],
            via: #via,
            bucket_key: #bucket_key,
            bind: #bind,
            conditions: &[#(#conditions),*],
        };
        ::crosskms::__private::CrossAccountGrant::checked(PARTS)
    }}
}

/// The documented constant of an action, at the tokens that named it, so that an editor shows what it is.
fn action_path(action: Action, source: &Source) -> TokenStream {
    let span = action_span(action, source).unwrap_or_else(Span::call_site);
    let service = Ident::new(action.service().prefix(), span);
    let name = Ident::new(action.name(), span);
    quote!(::crosskms::__private::action::#service::#name)
}

fn action_span(action: Action, source: &Source) -> Option<Span> {
    let names = source.draft.allow.as_deref()?;
    let index = names.iter().position(|name| Action::named(name) == Some(action))?;
    let tokens = source.tokens_at(&Field::Allow.site().index(index))?;
    tokens
        .clone()
        .into_iter()
        .last()
        .filter(|token| matches!(token, TokenTree::Ident(_)))
        .map(|token| token.span())
}

fn condition(condition: &GrantCondition) -> TokenStream {
    let operator = condition.operator().as_str();
    let key = condition.key();
    let values = texts(condition.values().iter().map(AsRef::as_ref));
    quote! {
        ::crosskms::__private::GrantCondition::checked(
            ::crosskms::__private::Operator::checked(#operator),
            #key,
            #values,
        )
    }
}

/// A constant list of strings.
fn texts<'a>(values: impl Iterator<Item = &'a str>) -> TokenStream {
    quote!(&[#(::crosskms::__private::Cow::Borrowed(#values)),*])
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
