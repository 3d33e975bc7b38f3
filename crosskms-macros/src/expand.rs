//! From a checked grant to the constant that it is.
//!
//! The expansion is data: nothing is parsed or checked when the program runs. It is as short as can be, because the
//! compiler takes longer over it than the macro takes over the grant.

pub(crate) mod policy;

use std::borrow::Cow;

use crosskms_core::action::Action;
use crosskms_core::arn::{BucketArn, PrincipalArn, Region};
use crosskms_core::grant::{
    Bind, BucketKey, CrossAccountGrant, Field, GrantCondition, IdentityPolicy, Mechanism, Via,
};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::report;
use crate::source::{Located, Source};

pub(crate) fn expand(source: &Source, findings: &[Located], grant: &CrossAccountGrant) -> TokenStream {
    let warnings = report::warnings(findings);
    let tracked = report::tracked(source);
    let parts = parts_of_every_grant(grant, source);
    let more = parts_of_few_grants(grant);
    let grant = quote!(::crosskms::__private::CheckedParts::#parts #more.grant());
    if warnings.is_empty() && tracked.is_empty() { grant } else { quote!({ #warnings #tracked #grant }) }
}

/// The call that makes the constant, and that is the whole of it for most grants.
fn parts_of_every_grant(grant: &CrossAccountGrant, source: &Source) -> TokenStream {
    let name = grant.name().as_str();
    let key = grant.key().as_str();
    let principal = grant.principals().first().map_or("", PrincipalArn::as_str);
    let actions = actions(grant, source);
    match grant.bucket().map(BucketArn::as_str) {
        Some(bucket) => quote!(of_bucket(#name, #key, #bucket, #principal, &[#(#actions),*])),
        None => quote!(of_key(#name, #key, #principal, &[#(#actions),*])),
    }
}

/// A further call for each field that is not at its default.
fn parts_of_few_grants(grant: &CrossAccountGrant) -> TokenStream {
    let mut calls = TokenStream::new();
    if grant.principals().len() > 1 {
        let principals = grant.principals().iter().map(PrincipalArn::as_str);
        let principals = quote!(#(::crosskms::__private::PrincipalArn::checked(#principals)),*);
        calls.extend(quote!(.principals(const { &[#principals] })));
    }
    if !grant.replicas().is_empty() {
        let replicas = grant.replicas().iter().map(Region::as_str);
        let replicas = quote!(#(::crosskms::__private::Region::checked(#replicas)),*);
        calls.extend(quote!(.replicas(const { &[#replicas] })));
    }
    if !grant.prefixes().is_empty() {
        let prefixes = texts(grant.prefixes());
        calls.extend(quote!(.prefixes(#prefixes)));
    }
    match grant.via() {
        Via::Services(services) if **services == ["s3"] && grant.bucket().is_some() => {}
        Via::Services(services) => {
            let services = texts(services);
            calls.extend(quote!(.via(#services)));
        }
        _ if grant.bucket().is_none() => {}
        _ => calls.extend(quote!(.via_any())),
    }
    if grant.bucket_key() == BucketKey::Disabled {
        calls.extend(quote!(.without_bucket_key()));
    }
    if grant.bind() == Bind::PrincipalArn {
        calls.extend(quote!(.bound_by_arn()));
    }
    if grant.mechanism() == Mechanism::KmsGrant {
        calls.extend(quote!(.by_kms_grant()));
    }
    if grant.identity_policy() == IdentityPolicy::Managed {
        calls.extend(quote!(.with_managed_policy()));
    }
    if !grant.conditions().is_empty() {
        let conditions = grant.conditions().iter().map(condition);
        calls.extend(quote!(.conditions(const { &[#(#conditions),*] })));
    }
    calls
}

/// The documented constants of the actions, at the tokens that named them, so that an editor shows what they are.
fn actions(grant: &CrossAccountGrant, source: &Source) -> Vec<TokenStream> {
    let names = source.draft.allow.as_deref().unwrap_or_default();
    let named: Vec<Option<Action>> = names.iter().map(|name| Action::named(name)).collect();
    let span = |action: &Action| {
        let index = named.iter().position(|named| named.as_ref() == Some(action))?;
        match source.tokens_at(&Field::Allow.site().index(index))? {
            [.., TokenTree::Ident(name)] => Some(name.span()),
            _ => None,
        }
    };
    let path = |action: &Action| {
        let span = span(action).unwrap_or_else(Span::call_site);
        let service = Ident::new(action.service().prefix(), span);
        let name = Ident::new(action.name(), span);
        quote!(::crosskms::action::#service::#name)
    };
    grant.actions().iter().map(path).collect()
}

fn condition(condition: &GrantCondition) -> TokenStream {
    let operator = condition.operator().as_str();
    let key = condition.key();
    let values = texts(condition.values());
    quote! {
        ::crosskms::__private::GrantCondition::checked(
            ::crosskms::__private::Operator::checked(#operator),
            #key,
            #values,
        )
    }
}

/// A constant list of strings.
fn texts(values: &[Cow<'static, str>]) -> TokenStream {
    let values = values.iter().map(AsRef::<str>::as_ref);
    quote!(const { &[#(::crosskms::__private::Cow::Borrowed(#values)),*] })
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
