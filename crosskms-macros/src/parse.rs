//! From tokens to a [`Source`]. A field that cannot be read is reported, and reading goes on with the next.

use crosskms_core::grant::{Allowance, ConditionDraft, Field};
use crosskms_core::rules::{DUPLICATE_FIELD, MISPLACED_VALUE, UNKNOWN_FIELD};
use crosskms_core::site::Site;
use crosskms_core::suggest;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::source::Source;
use crate::value::{self, Misplaced, group, split, text};

pub(crate) fn parse(input: TokenStream) -> Source {
    let mut source = Source::default();
    for chunk in split(input) {
        field(&chunk, &mut source);
    }
    source
}

/// One field: attributes, name, colon, value.
fn field(chunk: &[TokenTree], source: &mut Source) {
    let (attributes, rest) = attributes(chunk);
    let (name, value) = match rest {
        [TokenTree::Ident(name), TokenTree::Punct(colon), value @ ..] if colon.as_char() == ':' => (name, value),
        _ => {
            let message = format!("expected a field such as `name: \"raw-events\"`, found `{}`", text(chunk));
            let help = "write a field's name, a colon and its value; separate fields by commas";
            return Misplaced::new(chunk, message, help).report(source);
        }
    };
    let Some(field) = Field::named(&name.to_string()) else { return unknown_field(name, source) };
    for attribute in attributes {
        allowances(attribute, field, source);
    }
    if !source.given.insert(field) {
        let message = format!("`{name}` is given twice");
        source.misread(&DUPLICATE_FIELD, name, message, Some("keep one of both".to_owned()));
        return;
    }
    let tokens: TokenStream = value.iter().cloned().collect();
    if tokens.is_empty() {
        let message = format!("`{name}` has no value");
        return Misplaced::new(rest, message, "give it a value, or remove it").report(source);
    }
    source.place(field.site(), &tokens);
    if let Err(misplaced) = read(field, value, source) {
        misplaced.report(source);
    }
}

fn unknown_field(name: &Ident, source: &mut Source) {
    let names = Field::ALL.map(Field::as_str);
    let nearest = suggest::nearest(&name.to_string(), names);
    // A misspelled field is one mistake: the one that was meant does not count as missing.
    source.given.extend(nearest.first().and_then(|nearest| Field::named(nearest)));
    let help = suggest::did_you_mean(&nearest).unwrap_or_else(|| format!("the fields are {}", names.join(", ")));
    source.misread(&UNKNOWN_FIELD, name, format!("a grant has no field `{name}`"), Some(help));
}

fn read(field: Field, value: &[TokenTree], source: &mut Source) -> Result<(), Misplaced> {
    match field {
        Field::Name => source.draft.name = Some(value::string(value, source)?),
        Field::Key => source.draft.key = Some(value::string(value, source)?),
        Field::Bucket => source.draft.bucket = Some(value::string(value, source)?),
        Field::Principal => source.draft.principal = Some(value::string(value, source)?),
        Field::Prefixes => source.draft.prefixes = Some(list(field, value, source, value::string)?),
        Field::Principals => source.draft.principals = Some(list(field, value, source, value::string)?),
        Field::Allow => source.draft.allow = Some(list(field, value, source, value::action)?),
        Field::Access => source.draft.access = Some(value::word(value, source)?),
        Field::Bind => source.draft.bind = Some(value::word(value, source)?),
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

/// A bracketed list; an element that cannot be read is reported and the others are kept.
fn list(
    field: Field,
    value: &[TokenTree],
    source: &mut Source,
    element: fn(&[TokenTree], &mut Source) -> Result<String, Misplaced>,
) -> Result<Vec<String>, Misplaced> {
    let Some(items) = group(value, Delimiter::Bracket) else {
        let message = format!("`{}` takes a list, found `{}`", field.as_str(), text(value));
        return Err(Misplaced::new(value, message, "put the values into brackets: `[…, …]`"));
    };
    Ok(items_of(items, field.site(), source, element))
}

fn items_of(
    items: TokenStream,
    site: Site,
    source: &mut Source,
    element: fn(&[TokenTree], &mut Source) -> Result<String, Misplaced>,
) -> Vec<String> {
    let mut values = Vec::new();
    for chunk in split(items) {
        match element(&chunk, source) {
            Ok(value) => {
                let tokens: TokenStream = chunk.iter().cloned().collect();
                source.place(site.clone().index(values.len()), &tokens);
                values.push(value);
            }
            Err(misplaced) => misplaced.report(source),
        }
    }
    values
}

/// `{ Operator: { "key": "value" or ["value", …] } }`
fn conditions(value: &[TokenTree], source: &mut Source) -> Result<(), Misplaced> {
    const HELP: &str = "write `{ StringEquals: { \"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\" } }`";
    let misplaced = |tokens: &[TokenTree]| {
        let message = format!("expected an operator and its keys, found `{}`", text(tokens));
        Misplaced::new(tokens, message, HELP)
    };
    let operators = group(value, Delimiter::Brace).ok_or_else(|| misplaced(value))?;
    let mut drafts = Vec::new();
    for chunk in split(operators) {
        let block = match chunk.as_slice() {
            [operator @ .., TokenTree::Punct(colon), TokenTree::Group(entries)]
                if colon.as_char() == ':' && entries.delimiter() == Delimiter::Brace && !operator.is_empty() =>
            {
                value::operator(operator).map(|name| (name, operator.to_vec(), entries.stream()))
            }
            _ => None,
        };
        let Some((operator, tokens, entries)) = block else {
            misplaced(&chunk).report(source);
            continue;
        };
        let site = Field::Conditions.site().name(&operator);
        source.place(site.clone(), &tokens.into_iter().collect::<TokenStream>());
        for entry in split(entries) {
            match condition_entry(&entry, &site, source) {
                Ok((key, values)) => drafts.push(ConditionDraft { operator: operator.clone(), key, values }),
                Err(misplaced) => misplaced.report(source),
            }
        }
    }
    source.draft.conditions = Some(drafts);
    Ok(())
}

fn condition_entry(
    entry: &[TokenTree],
    operator: &Site,
    source: &mut Source,
) -> Result<(String, Vec<String>), Misplaced> {
    let [key @ TokenTree::Literal(_), TokenTree::Punct(colon), value @ ..] = entry else {
        let message = format!("expected a condition key and its value, found `{}`", text(entry));
        return Err(Misplaced::new(entry, message, "write `\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"`"));
    };
    if colon.as_char() != ':' {
        return Err(Misplaced::new(entry, "expected a colon after the condition key", "write `\"key\": \"value\"`"));
    }
    let name = value::string(std::slice::from_ref(key), source)?;
    let site = operator.clone().name(&name);
    source.place(site.clone(), key);
    let values = match group(value, Delimiter::Bracket) {
        Some(items) => items_of(items, site, source, value::condition_value),
        None => vec![value::condition_value(value, source)?],
    };
    Ok((name, values))
}

/// Splits the leading `#[…]` attributes off a field.
fn attributes(chunk: &[TokenTree]) -> (Vec<&TokenTree>, &[TokenTree]) {
    let mut attributes = Vec::new();
    let mut rest = chunk;
    while let [TokenTree::Punct(hash), attribute @ TokenTree::Group(_), after @ ..] = rest {
        if hash.as_char() != '#' {
            break;
        }
        attributes.push(attribute);
        rest = after;
    }
    (attributes, rest)
}

/// `#[allow(rule_name, …)]`
fn allowances(attribute: &TokenTree, field: Field, source: &mut Source) {
    let inner: Vec<TokenTree> = match attribute {
        TokenTree::Group(group) => group.stream().into_iter().collect(),
        _ => Vec::new(),
    };
    let rules = match inner.as_slice() {
        [TokenTree::Ident(allow), rules @ TokenTree::Group(_)] if allow == "allow" => {
            group(std::slice::from_ref(rules), Delimiter::Parenthesis)
        }
        _ => None,
    };
    let Some(rules) = rules else {
        let tokens = std::slice::from_ref(attribute);
        let message = format!("expected `#[allow(rule_name)]`, found `#{}`", text(tokens));
        return Misplaced::new(tokens, message, "put documentation and other attributes before the static").report(source);
    };
    for rule in split(rules) {
        let site = Site::field("allow attribute").index(source.draft.allowances.len());
        source.place(site.clone(), &rule.iter().cloned().collect::<TokenStream>());
        source.draft.allowances.push(Allowance { rule: text(&rule), field: Some(field), site });
    }
}

impl Misplaced {
    fn report(self, source: &mut Source) {
        source.misread(&MISPLACED_VALUE, &self.tokens, self.message, Some(self.help));
    }
}
