//! What a macro costs before it does anything: the tokens of a grant are parsed, and the expansion is `()`.
//!
//! The benchmark of compile time compares `cross_account_grant!` with it.

use proc_macro::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, Lit, Token, braced, bracketed, token};

/// The value `()`, if the tokens are fields as `cross_account_grant!` takes them.
#[proc_macro]
pub fn empty_macro(input: TokenStream) -> TokenStream {
    match syn::parse::<Fields>(input) {
        Ok(_) => quote!(()).into(),
        Err(error) => error.to_compile_error().into(),
    }
}

/// `name: "raw-events", allow: [kms:Decrypt]`, and the same inside braces.
struct Fields {
    _fields: Punctuated<Field, Token![,]>,
}

struct Field {
    _name: Value,
    _colon: Token![:],
    _value: Value,
}

enum Value {
    Literal { _literal: Lit },
    Word { _parts: Punctuated<Ident, Token![:]> },
    List { _values: Punctuated<Value, Token![,]> },
    Block { _fields: Fields },
}

impl Parse for Fields {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { _fields: Punctuated::parse_terminated(input)? })
    }
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = if input.peek(Lit) {
            Value::Literal { _literal: input.parse()? }
        } else {
            let mut parts = Punctuated::new();
            parts.push_value(input.parse::<Ident>()?);
            // `ForAnyValue:StringLike: { … }`, where the last colon ends the name.
            while input.peek(Token![:]) && input.peek2(Ident) && input.peek3(Token![:]) {
                parts.push_punct(input.parse()?);
                parts.push_value(input.parse()?);
            }
            Value::Word { _parts: parts }
        };
        Ok(Self { _name: name, _colon: input.parse()?, _value: input.parse()? })
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let inside;
        Ok(if input.peek(token::Bracket) {
            bracketed!(inside in input);
            Self::List { _values: Punctuated::parse_terminated(&inside)? }
        } else if input.peek(token::Brace) {
            braced!(inside in input);
            Self::Block { _fields: inside.parse()? }
        } else if input.peek(Lit) {
            Self::Literal { _literal: input.parse()? }
        } else {
            Self::Word { _parts: Punctuated::parse_separated_nonempty(input)? }
        })
    }
}
