//! The attributes before a field: `#[allow(rule_name)]`, and no other.

use crosskms_core::grant::{Allowance, Field};
use crosskms_core::site::Site;
use proc_macro2::{Delimiter, TokenTree};

use crate::source::Source;
use crate::value::{Misplaced, excerpt, group, plain, split, text};

/// Splits the leading `#[…]` off a field.
pub(crate) fn attributes(chunk: &[TokenTree]) -> (Vec<&TokenTree>, &[TokenTree]) {
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

/// `#[allow(rule_name, …)]` before a field.
pub(super) fn allowances(attribute: &TokenTree, field: Field, source: &mut Source) {
    let rules = match allowed_rules(attribute) {
        Ok(rules) => rules,
        Err(misplaced) => return misplaced.report(source),
    };
    for rule in rules {
        let site = Site::field("allow attribute").index(source.draft.allowances.len());
        source.place(site.clone(), &rule);
        source.draft.allowances.push(Allowance { rule: text(&rule), field: Some(field), site });
    }
}

/// The names in `#[allow(…)]`.
pub(crate) fn allowed_rules(attribute: &TokenTree) -> Result<Vec<Vec<TokenTree>>, Misplaced> {
    let inner: Vec<TokenTree> = match attribute {
        TokenTree::Group(group) => plain(group.stream()),
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
        let help = "write `//`, or document the static";
        return Err(Misplaced::new(tokens, "a field takes no doc comment", help));
    }
    let expected = || {
        let message = format!("expected `#[allow(rule_name)]`, found `#{}`", excerpt(tokens));
        Misplaced::new(tokens, message, "put documentation and other attributes before the static")
    };
    rules.map(split).ok_or_else(expected)
}
