//! The values that fields take: strings, words, booleans, actions.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;

use crate::source::Source;

/// Tokens that are not of the form that their place asks for.
pub(crate) struct Misplaced {
    pub(crate) tokens: TokenStream,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Misplaced {
    pub(crate) fn new(tokens: &[TokenTree], message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { tokens: tokens.iter().cloned().collect(), message: message.into(), help: help.into() }
    }
}

/// The tokens between commas, without empty runs at the end.
pub(crate) fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut chunks = vec![Vec::new()];
    for token in tokens {
        match (&token, chunks.last_mut()) {
            (TokenTree::Punct(comma), _) if comma.as_char() == ',' => chunks.push(Vec::new()),
            (_, Some(chunk)) => chunk.push(token),
            (_, None) => {}
        }
    }
    chunks.retain(|chunk| !chunk.is_empty());
    chunks
}

/// The inside of a value that is one delimited group.
pub(crate) fn group(value: &[TokenTree], delimiter: Delimiter) -> Option<TokenStream> {
    match value {
        [TokenTree::Group(group)] if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

/// Tokens as people write them, for messages and for names that are made of several tokens.
pub(crate) fn text(tokens: &[TokenTree]) -> String {
    tokens.iter().map(|token| token.to_token_stream().to_string()).collect()
}

/// A string literal, or `env!("VAR")`.
pub(crate) fn string(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    match value {
        [TokenTree::Literal(_)] => literal(value),
        [TokenTree::Ident(env), TokenTree::Punct(bang), TokenTree::Group(variable)]
            if env == "env" && bang.as_char() == '!' =>
        {
            let inner: Vec<TokenTree> = variable.stream().into_iter().collect();
            let name = literal(&inner)?;
            let found = std::env::var(&name);
            source.env.push(name.clone());
            found.map_err(|_| {
                let message = format!("the environment variable `{name}` is not set while this is compiled");
                Misplaced::new(value, message, "set it for cargo, for example under `[env]` in `.cargo/config.toml`")
            })
        }
        _ => {
            let message = format!("expected a string, found `{}`", text(value));
            Err(Misplaced::new(value, message, "write a string in double quotes, or `env!(\"VARIABLE\")`"))
        }
    }
}

fn literal(value: &[TokenTree]) -> Result<String, Misplaced> {
    let tokens: TokenStream = value.iter().cloned().collect();
    match syn::parse2::<syn::LitStr>(tokens) {
        Ok(literal) => Ok(literal.value()),
        Err(_) => {
            let message = format!("expected a string, found `{}`", text(value));
            Err(Misplaced::new(value, message, "write a string in double quotes"))
        }
    }
}

/// A bare word such as `read_write`, or the same as a string.
pub(crate) fn word(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    match value {
        [TokenTree::Ident(word)] => Ok(word.to_string()),
        [TokenTree::Literal(_)] => string(value, source),
        _ => {
            let message = format!("expected a word, found `{}`", text(value));
            Err(Misplaced::new(value, message, "write a single word; one with a hyphen in double quotes"))
        }
    }
}

pub(crate) fn boolean(value: &[TokenTree]) -> Result<bool, Misplaced> {
    match text(value).as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        other => Err(Misplaced::new(value, format!("expected a boolean, found `{other}`"), "write `true` or `false`")),
    }
}

/// An action such as `kms:Decrypt`, or the same as a string. Whether it exists is for the rules to say.
pub(crate) fn action(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    if matches!(value, [TokenTree::Literal(_)]) {
        return string(value, source);
    }
    let is_name = |token: &TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => matches!(punct.as_char(), ':' | '*' | '?' | '-'),
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    if value.iter().all(is_name) {
        return Ok(text(value));
    }
    let message = format!("expected an action, found `{}`", text(value));
    Err(Misplaced::new(value, message, "write `kms:Decrypt`, and a comma between two actions"))
}

/// A condition operator: `StringEquals`, `ForAnyValue:StringLike`, or the same as a string.
pub(crate) fn operator(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Literal(_)] => literal(tokens).ok(),
        _ => tokens
            .iter()
            .all(|token| match token {
                TokenTree::Ident(_) => true,
                TokenTree::Punct(punct) => punct.as_char() == ':',
                TokenTree::Group(_) | TokenTree::Literal(_) => false,
            })
            .then(|| text(tokens)),
    }
}

/// A value of a condition: a string, or a number or boolean as it is written.
pub(crate) fn condition_value(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    match value {
        [TokenTree::Ident(word)] if word == "true" || word == "false" => Ok(word.to_string()),
        [TokenTree::Literal(number)] if number.to_string().starts_with(|c: char| c.is_ascii_digit()) => {
            Ok(number.to_string())
        }
        _ => string(value, source),
    }
}
