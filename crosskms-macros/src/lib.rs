//! `cross_account_grant!`: a grant that the compiler has checked. `include_policy!`: a policy file that it has.
//! `assert_access!`: requests that it has decided.
//!
//! This crate has no rules of its own. It reads tokens into `crosskms-core`'s draft, lets core check it, and
//! writes what comes out: a constant, or every finding at the token that caused it.

mod assert;
mod expand;
mod include;
mod parse;
mod report;
mod source;
mod value;

use proc_macro::TokenStream;

/// A grant that the compiler has checked; the crate `crosskms` documents it.
#[proc_macro]
pub fn cross_account_grant(input: TokenStream) -> TokenStream {
    let source = parse::parse(input.into());
    let (findings, grant) = source.check();
    match grant {
        Some(grant) => expand::expand(&source, &findings, &grant).into(),
        None => report::errors(&source, &findings).into(),
    }
}

/// A policy file that the compiler has checked; the crate `crosskms` documents it.
#[proc_macro]
pub fn include_policy(input: TokenStream) -> TokenStream {
    let source_file = proc_macro::Span::call_site().local_file();
    include::include(input.into(), source_file).into()
}

/// Requests that policies must allow and must deny; the crate `crosskms` documents it.
#[proc_macro]
pub fn assert_access(input: TokenStream) -> TokenStream {
    let source_file = proc_macro::Span::call_site().local_file();
    assert::assert(input.into(), source_file).into()
}
