//! The values that fields take: strings, words, booleans, actions.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

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

/// The tokens without the invisible groups around what came in through a macro's variables, such as `$key:literal`.
/// What is inside other groups is left as it is.
pub(crate) fn plain(tokens: TokenStream) -> Vec<TokenTree> {
    let mut plain_tokens = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                plain_tokens.extend(plain(group.stream()));
            }
            token => plain_tokens.push(token),
        }
    }
    plain_tokens
}

/// The tokens between commas, without empty runs at the end.
pub(crate) fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut chunks = vec![Vec::new()];
    for token in plain(tokens) {
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
    let mut text = String::new();
    let mut after_word = false;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && after_word {
            text.push(' ');
        }
        text.push_str(&token.to_string());
        after_word = is_word;
    }
    text
}

/// The beginning of [`text`], for messages about tokens of any length.
pub(crate) fn excerpt(tokens: &[TokenTree]) -> String {
    const LONGEST: usize = 40;
    let text = text(tokens).split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)) {
        Some(start) => format!("{start}…"),
        None => text,
    }
}

/// A string literal, or `env!("VAR")`.
pub(crate) fn string(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    match value {
        [TokenTree::Literal(token)] => literal(token),
        [TokenTree::Ident(env), TokenTree::Punct(bang), TokenTree::Group(variable)]
            if env == "env" && bang.as_char() == '!' =>
        {
            environment(value, variable.stream(), source)
        }
        [TokenTree::Literal(_), next, ..] => {
            let next = std::slice::from_ref(next);
            let message = format!("expected a comma after the string, found `{}`", excerpt(next));
            Err(Misplaced::new(next, message, "write a single string; put a comma before what follows it"))
        }
        _ => {
            let message = format!("expected a string, found `{}`", excerpt(value));
            Err(Misplaced::new(value, message, "write a string in double quotes, or `env!(\"VARIABLE\")`"))
        }
    }
}

fn literal(token: &Literal) -> Result<String, Misplaced> {
    match syn::Lit::new(token.clone()) {
        syn::Lit::Str(literal) => Ok(literal.value()),
        _ => {
            let value = [TokenTree::Literal(token.clone())];
            let found = excerpt(&value);
            let is_number = found.bytes().all(|b| b.is_ascii_digit());
            let help = if is_number {
                format!("write `\"{found}\"`")
            } else {
                "write a string in double quotes".to_owned()
            };
            Err(Misplaced::new(&value, format!("expected a string, found `{found}`"), help))
        }
    }
}

/// The value of `env!("VAR")`, whose inside is `variable`.
fn environment(value: &[TokenTree], variable: TokenStream, source: &mut Source) -> Result<String, Misplaced> {
    let Ok(name) = syn::parse2::<syn::LitStr>(variable) else {
        let message = format!("expected the name of an environment variable, found `{}`", excerpt(value));
        return Err(Misplaced::new(value, message, "write `env!(\"VARIABLE\")`"));
    };
    let name = name.value();
    let found = std::env::var(&name);
    source.env.push(name.clone());
    found.map_err(|_| {
        let message = format!("the environment variable `{name}` is not set while this is compiled");
        Misplaced::new(value, message, "set it for cargo, for example under `[env]` in `.cargo/config.toml`")
    })
}

/// A bare word such as `read_write`, or the same as a string. Whether it means anything is for the rules to say.
pub(crate) fn word(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    match value {
        [TokenTree::Literal(_)] => string(value, source),
        [TokenTree::Ident(_), ..] if is_name(value, &['-']) => Ok(text(value)),
        _ => {
            let message = format!("expected a word, found `{}`", excerpt(value));
            Err(Misplaced::new(value, message, "write a single word, and a comma between two"))
        }
    }
}

pub(crate) fn boolean(value: &[TokenTree]) -> Result<bool, Misplaced> {
    match text(value).as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => {
            let message = format!("expected a boolean, found `{}`", excerpt(value));
            Err(Misplaced::new(value, message, "write `true` or `false`"))
        }
    }
}

/// An action such as `kms:Decrypt`, or the same as a string. Whether it exists is for the rules to say.
pub(crate) fn action(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    if matches!(value, [TokenTree::Literal(text)] if text.to_string().contains('"')) {
        return string(value, source);
    }
    if is_name(value, &[':', '*', '?', '-']) {
        return Ok(text(value));
    }
    let message = format!("expected an action, found `{}`", excerpt(value));
    Err(Misplaced::new(value, message, "write `kms:Decrypt`, and a comma between two actions"))
}

/// Whether tokens are words joined by these characters, never two words side by side.
fn is_name(tokens: &[TokenTree], joints: &[char]) -> bool {
    let is_word = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
    let is_joint =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if joints.contains(&punct.as_char()));
    let adjacent = tokens.iter().zip(tokens.iter().skip(1)).any(|(a, b)| is_word(a) && is_word(b));
    !adjacent && tokens.iter().all(|token| is_word(token) || is_joint(token))
}

/// A condition operator: `StringEquals`, `ForAnyValue:StringLike`, or the same as a string.
pub(crate) fn operator(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Literal(token)] => literal(token).ok(),
        _ => is_name(tokens, &[':']).then(|| text(tokens)),
    }
}

/// A value of a condition: a string, or a number or boolean as it is written.
pub(crate) fn condition_value(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    match value {
        [TokenTree::Ident(word)] if word == "true" || word == "false" => Ok(word.to_string()),
        [TokenTree::Literal(number)]
            if number.to_string().bytes().all(|b| b.is_ascii_digit() || b == b'.') =>
        {
            Ok(number.to_string())
        }
        _ => string(value, source),
    }
}
