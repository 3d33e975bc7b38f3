//! Findings as the compiler shows them: errors and warnings at the tokens that caused them.

use crosskms_core::finding::{Finding, Severity};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::source::{Located, Source};

/// Every error at its token, and a value of the right type, so that one mistake is one error.
pub(crate) fn errors(source: &Source, findings: &[Located]) -> TokenStream {
    let errors = findings
        .iter()
        .filter(|located| located.finding.severity() > Severity::Warning)
        .map(|Located { finding, tokens, .. }| error_at(finding, tokens.as_ref()));
    let tracked = tracked(source);
    quote! {{
        #tracked
        #(#errors)*
        ::crosskms::__private::STUB
    }}
}

/// An error at its tokens, or at the whole macro.
pub(crate) fn error_at(finding: &Finding, tokens: Option<&TokenStream>) -> TokenStream {
    let text = finding.text("");
    let error = match tokens.filter(|tokens| !tokens.is_empty()) {
        Some(tokens) => syn::Error::new_spanned(tokens, text),
        None => syn::Error::new(Span::call_site(), text),
    };
    error.to_compile_error()
}

/// The warnings of a grant that is otherwise right.
///
/// Stable Rust lets a macro warn only by using something that is deprecated; the note is the finding.
pub(crate) fn warnings(findings: &[Located]) -> TokenStream {
    findings
        .iter()
        .filter(|located| located.finding.severity() == Severity::Warning)
        .map(|Located { finding, tokens, .. }| {
            warning_at(finding, tokens.as_ref().unwrap_or(&TokenStream::new()))
        })
        .collect()
}

/// A warning has room for one token; of `kms:Decrypt` the last says more than the first.
pub(crate) fn warning_at(finding: &Finding, tokens: &TokenStream) -> TokenStream {
    let last = tokens.clone().into_iter().last();
    warning(finding, last.map_or_else(Span::call_site, |token| token.span()))
}

fn warning(finding: &Finding, span: Span) -> TokenStream {
    let name = format_ident!("{}", finding.rule.name.replace('-', "_"), span = span);
    let note = format!("\n{}", finding.text(""));
    let usage = quote_spanned!(span=> #name);
    quote! {
        const _: () = {
            #[deprecated(note = #note)]
            #[allow(non_upper_case_globals)]
            const #name: () = ();
            #usage
        };
    }
}

/// Makes cargo compile again when one of these variables changes.
pub(crate) fn tracked(source: &Source) -> TokenStream {
    let variables = &source.env;
    quote! { #(const _: ::core::option::Option<&str> = ::core::option_env!(#variables);)* }
}
