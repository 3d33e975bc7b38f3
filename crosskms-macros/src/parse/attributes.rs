//! The attributes before a field: `#[allow(rule_name)]`, and no other.

use crosskms_core::grant::{Allowance, Field};
use crosskms_core::site::Site;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::source::Source;
use crate::value::{Misplaced, excerpt, group, split, text};

/// Splits the leading `#[…]` off a field.
pub(super) fn attributes(chunk: &[TokenTree]) -> (Vec<&TokenTree>, &[TokenTree]) {
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
pub(super) fn allowances(attribute: &TokenTree, field: Field, source: &mut Source) {
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
    let tokens = std::slice::from_ref(attribute);
    if matches!(inner.first(), Some(TokenTree::Ident(doc)) if doc == "doc") {
        return Misplaced::new(tokens, "a field takes no doc comment", "write `//`, or document the static")
            .report(source);
    }
    let Some(rules) = rules else {
        let message = format!("expected `#[allow(rule_name)]`, found `#{}`", excerpt(tokens));
        return Misplaced::new(tokens, message, "put documentation and other attributes before the static")
            .report(source);
    };
    for rule in split(rules) {
        let site = Site::field("allow attribute").index(source.draft.allowances.len());
        source.place(site.clone(), &rule.iter().cloned().collect::<TokenStream>());
        source.draft.allowances.push(Allowance { rule: text(&rule), field: Some(field), site });
    }
}
