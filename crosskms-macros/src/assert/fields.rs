//! Blocks of fields: `name: value`, each at most once, in any order.

use crosskms_core::rules::{DUPLICATE_FIELD, UNKNOWN_FIELD};
use crosskms_core::site::Site;
use crosskms_core::suggest;
use proc_macro2::{TokenStream, TokenTree};

use super::reader::Reader;
use crate::value::{Misplaced, excerpt, split};

/// One field.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// The name as it stands there.
    pub(super) word: TokenTree,
    pub(super) value: Vec<TokenTree>,
}

/// The fields of a block; what is none of `names` is reported.
pub(super) fn fields(
    block: TokenStream,
    of: &str,
    names: &'static [&'static str],
    reader: &mut Reader,
) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for chunk in split(block) {
        let (word, value) = match chunk.as_slice() {
            [word @ TokenTree::Ident(_), TokenTree::Punct(colon), value @ ..] if colon.as_char() == ':' => {
                (word, value)
            }
            chunk => {
                let message = format!("expected a field of {of}, found `{}`", excerpt(chunk));
                reader.misplaced(Misplaced::new(chunk, message, listed(names)));
                continue;
            }
        };
        let text = word.to_string();
        let Some(name) = names.iter().copied().find(|name| *name == text) else {
            let nearest = suggest::nearest(&text, names.iter().copied());
            let help = suggest::did_you_mean(&nearest).unwrap_or_else(|| listed(names));
            let message = format!("{of} has no field `{text}`");
            reader
                .found(UNKNOWN_FIELD.finding(Site::whole(), message, Some(help)), std::slice::from_ref(word));
            continue;
        };
        if fields.iter().any(|field| field.name == name) {
            let (message, help) = (format!("`{name}` is given twice"), "keep one of the two".to_owned());
            reader.found(
                DUPLICATE_FIELD.finding(Site::whole(), message, Some(help)),
                std::slice::from_ref(word),
            );
        } else if value.is_empty() {
            let message = format!("`{name}` has no value");
            reader.misplaced(Misplaced::new(&chunk, message, "give it a value, or remove it"));
        } else {
            fields.push(Field { name, word: word.clone(), value: value.to_vec() });
        }
    }
    fields
}

fn listed(names: &[&str]) -> String {
    format!("the fields are `{}`", names.join("`, `"))
}
