//! The field `conditions`.

use crosskms_core::grant::{ConditionDraft, Field};
use crosskms_core::site::Site;
use proc_macro2::{Delimiter, TokenTree};

use super::items_of;
use crate::source::Source;
use crate::value::{self, Misplaced, excerpt, group, split};

/// `{ Operator: { "key": "value" or ["value", …] } }`
pub(super) fn conditions(value: &[TokenTree], source: &mut Source) -> Result<(), Misplaced> {
    const HELP: &str = "write `{ StringEquals: { \"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\" } }`";
    let misplaced = |tokens: &[TokenTree]| {
        let message = format!("expected an operator and its keys, found `{}`", excerpt(tokens));
        Misplaced::new(tokens, message, HELP)
    };
    let operators = group(value, Delimiter::Brace).ok_or_else(|| misplaced(value))?;
    let mut drafts = Vec::new();
    for chunk in split(operators) {
        let block = match chunk.as_slice() {
            [operator @ .., TokenTree::Punct(colon), TokenTree::Group(entries)]
                if colon.as_char() == ':'
                    && entries.delimiter() == Delimiter::Brace
                    && !operator.is_empty() =>
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
        source.place(site.clone(), &tokens);
        let entries = split(entries);
        if entries.is_empty() {
            let message = format!("`{operator}` has no condition keys");
            Misplaced::new(&tokens, message, "give it a key and a value, or remove it").report(source);
        }
        for entry in entries {
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
    let (key, value) = match entry {
        [key @ TokenTree::Literal(_), TokenTree::Punct(colon), value @ ..]
            if colon.as_char() == ':' && !value.is_empty() =>
        {
            (key, value)
        }
        [TokenTree::Ident(_), .., TokenTree::Literal(_) | TokenTree::Group(_)] => {
            return Err(unquoted_key(entry));
        }
        [key, TokenTree::Punct(colon)] if colon.as_char() == ':' => {
            let message = format!("`{key}` has no value");
            return Err(Misplaced::new(std::slice::from_ref(key), message, "give it a value, or remove it"));
        }
        _ => {
            let message = format!("expected a condition key and its value, found `{}`", excerpt(entry));
            return Err(Misplaced::new(entry, message, "write `\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"`"));
        }
    };
    let name = value::string(std::slice::from_ref(key), source)?;
    let site = operator.clone().name(&name);
    source.place(site.clone(), std::slice::from_ref(key));
    let values = match group(value, Delimiter::Bracket) {
        Some(items) => items_of(items, &site, source, value::condition_value),
        None => vec![value::condition_value(value, source)?],
    };
    Ok((name, values))
}

fn unquoted_key(entry: &[TokenTree]) -> Misplaced {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    let (key, _) = entry.split_at(entry.iter().rposition(is_colon).unwrap_or(entry.len()));
    let message = format!("expected a condition key in quotes, found `{}`", excerpt(key));
    Misplaced::new(key, message, format!("write `\"{}\"`", excerpt(key)))
}
