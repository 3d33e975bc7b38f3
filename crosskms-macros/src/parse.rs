//! From tokens to a [`Source`]. A field that cannot be read is reported, and reading goes on with the next.

mod attributes;
mod conditions;

use crosskms_core::grant::Field;
use crosskms_core::rules::{self, DUPLICATE_FIELD, MISPLACED_VALUE};
use crosskms_core::site::Site;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;

use crate::source::Source;
use crate::value::{self, Misplaced, excerpt, group, split};
use attributes::allowances;
pub(crate) use attributes::{allowed_rules, attributes};
use conditions::conditions;

pub(crate) fn parse(input: TokenStream) -> Source {
    let mut source = Source::default();
    for chunk in split(input) {
        fields(&chunk, &mut source);
    }
    source
}

/// The field between two commas, or several where a comma was forgotten.
fn fields(chunk: &[TokenTree], source: &mut Source) {
    let (attributes, rest) = attributes(chunk);
    let (first, others) = split_at_next_field(rest);
    field(&attributes, if rest.is_empty() { chunk } else { first }, source);
    if let Some(name) = others.first() {
        let message = format!("expected a comma before `{name}`");
        Misplaced::new(std::slice::from_ref(name), message, "put a comma after each field").report(source);
        fields(others, source);
    }
}

fn split_at_next_field(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let begins_a_field = |pair: &[TokenTree]| match pair {
        [TokenTree::Ident(name), TokenTree::Punct(colon)] => {
            colon.as_char() == ':' && Field::named(&name.to_string()).is_some()
        }
        _ => false,
    };
    let next = tokens.windows(2).skip(1).position(begins_a_field).map(|position| position.saturating_add(1));
    tokens.split_at(next.unwrap_or(tokens.len()))
}

/// One field: name, colon, value.
fn field(attributes: &[&TokenTree], chunk: &[TokenTree], source: &mut Source) {
    let (name, value) = match chunk {
        [TokenTree::Ident(name), TokenTree::Punct(colon), value @ ..] if colon.as_char() == ':' => {
            (name, value)
        }
        _ => return no_field(chunk, source),
    };
    let Some(field) = Field::named(&name.to_string()) else { return unknown_field(name, source) };
    for attribute in attributes {
        allowances(attribute, field, source);
    }
    if !source.given.insert(field) {
        let message = format!("`{name}` is given twice");
        source.misread(&DUPLICATE_FIELD, name, message, Some("keep one of the two".to_owned()));
        return;
    }
    let before = source.misread_count();
    source.place(field.site(), value);
    if value.is_empty() {
        let message = format!("`{name}` has no value");
        Misplaced::new(chunk, message, "give it a value, or remove it").report(source);
    } else if let Err(misplaced) = read(field, value, source) {
        misplaced.report(source);
    }
    if source.misread_count() > before {
        source.unread(field);
    }
}

/// Tokens that do not begin like a field.
fn no_field(chunk: &[TokenTree], source: &mut Source) {
    let quoted = |name: &TokenTree| syn::parse2::<syn::LitStr>(name.to_token_stream()).ok();
    let (name, misplaced) = match chunk {
        [TokenTree::Ident(name), next, ..] => {
            let next = std::slice::from_ref(next);
            let message = format!("expected a colon after `{name}`, found `{}`", excerpt(next));
            (Some(name.to_string()), Misplaced::new(next, message, format!("write `{name}:` and its value")))
        }
        [name, TokenTree::Punct(colon), ..] if colon.as_char() == ':' && quoted(name).is_some() => {
            let message = format!("the name of a field stands in quotes: `{name}`");
            let plain = quoted(name).map(|name| name.value()).unwrap_or_default();
            let help = format!("write `{plain}:`");
            (Some(plain), Misplaced::new(std::slice::from_ref(name), message, help))
        }
        [TokenTree::Ident(name)] => {
            let message = format!("`{name}` has no value");
            (Some(name.to_string()), Misplaced::new(chunk, message, format!("write `{name}:` and its value")))
        }
        _ => {
            let message =
                format!("expected a field such as `name: \"raw-events\"`, found `{}`", excerpt(chunk));
            let help = "write a field's name, a colon and its value; separate fields by commas";
            (None, Misplaced::new(chunk, message, help))
        }
    };
    if let Some(field) = name.and_then(|name| Field::named(&name)) {
        source.unread(field);
    }
    misplaced.report(source);
}

fn unknown_field(name: &Ident, source: &mut Source) {
    let text = name.to_string();
    // A misspelled field is one mistake: the one that was meant does not count as missing.
    if let Some(meant) = Field::meant_by(&text).first() {
        source.unread(*meant);
    }
    source.found(rules::unknown_field(&text), name);
}

fn read(field: Field, value: &[TokenTree], source: &mut Source) -> Result<(), Misplaced> {
    match field {
        Field::Name => source.draft.name = Some(value::string(value, source)?),
        Field::Key => source.draft.key = Some(value::string(value, source)?),
        Field::Bucket => source.draft.bucket = Some(value::string(value, source)?),
        Field::Principal => source.draft.principal = Some(single_principal(value, source)?),
        Field::Replicas => source.draft.replicas = Some(list(field, value, source, value::string)?),
        Field::Prefixes => source.draft.prefixes = Some(list(field, value, source, value::string)?),
        Field::Principals => source.draft.principals = Some(list(field, value, source, value::string)?),
        Field::Allow => source.draft.allow = Some(list(field, value, source, value::action)?),
        Field::Access => source.draft.access = Some(value::word(value, source)?),
        Field::Bind => source.draft.bind = Some(value::word(value, source)?),
        Field::Mechanism => source.draft.mechanism = Some(value::word(value, source)?),
        Field::IdentityPolicy => source.draft.identity_policy = Some(value::word(value, source)?),
        Field::BucketKey => source.draft.bucket_key = Some(value::boolean(value)?),
        Field::Via => {
            let is_list = matches!(value, [TokenTree::Group(_)]);
            source.draft.via = Some(if is_list {
                list(field, value, source, value::word)?
            } else {
                vec![value::word(value, source)?]
            });
        }
        Field::Conditions => conditions(value, source)?,
        _ => {}
    }
    Ok(())
}

fn single_principal(value: &[TokenTree], source: &mut Source) -> Result<String, Misplaced> {
    if group(value, Delimiter::Bracket).is_some() {
        return Err(Misplaced::new(
            value,
            "`principal` takes one ARN, found a list",
            "write `principals` for a list",
        ));
    }
    value::string(value, source)
}

/// A bracketed list; an element that cannot be read is reported and the others are kept.
fn list(
    field: Field,
    value: &[TokenTree],
    source: &mut Source,
    element: fn(&[TokenTree], &mut Source) -> Result<String, Misplaced>,
) -> Result<Vec<String>, Misplaced> {
    let Some(items) = group(value, Delimiter::Bracket) else {
        let message = format!("`{}` takes a list, found `{}`", field.as_str(), excerpt(value));
        return Err(Misplaced::new(value, message, "put the values into brackets: `[…, …]`"));
    };
    Ok(items_of(items, &field.site(), source, element))
}

fn items_of(
    items: TokenStream,
    site: &Site,
    source: &mut Source,
    element: fn(&[TokenTree], &mut Source) -> Result<String, Misplaced>,
) -> Vec<String> {
    let mut values = Vec::new();
    for chunk in split(items) {
        match element(&chunk, source) {
            Ok(value) => {
                source.place(site.clone().index(values.len()), &chunk);
                values.push(value);
            }
            Err(misplaced) => misplaced.report(source),
        }
    }
    values
}

impl Misplaced {
    fn report(self, source: &mut Source) {
        source.misread(&MISPLACED_VALUE, &self.tokens, self.message, Some(self.help));
    }
}
