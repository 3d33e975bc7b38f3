//! The fields `allowed` and `denied`: requests, of which each part may be a list.

use crosskms_core::arn::AccountId;
use crosskms_core::authorize::Request;
use crosskms_core::finding::Finding;
use crosskms_core::rules::RequestDraft;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::reader::Reader;
use crate::source::Source;
use crate::value::{self, Misplaced, excerpt, group, split};

const HELP: &str = "write `\"arn:aws:iam::444455556666:role/NAME\" => kms:Decrypt on \"arn:…\"`";

/// What must come of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Allowed,
    Denied,
}

/// A request, what must come of it, and the tokens at which it is said when it does not.
pub(super) struct AssertedRequest {
    pub(super) expected: Expected,
    pub(super) request: Request,
    pub(super) tokens: TokenStream,
}

/// A value and its tokens.
type Part = (String, Vec<TokenTree>);

/// The parts of requests that are written as one.
struct Written {
    callers: Vec<Part>,
    actions: Vec<Part>,
    resources: Vec<Part>,
    context: Vec<(Part, Vec<String>)>,
}

/// `{ callers => actions on resources with { … }, … }`
pub(super) fn read(
    expected: Expected,
    value: &[TokenTree],
    owner_of: impl Fn(&str) -> Option<AccountId>,
    reader: &mut Reader,
) -> Vec<AssertedRequest> {
    let Some(block) = group(value, Delimiter::Brace) else {
        let message = format!("expected a block of requests, found `{}`", excerpt(value));
        reader.misplaced(Misplaced::new(value, message, "put the requests into braces: `{ … }`"));
        return Vec::new();
    };
    let mut requests = Vec::new();
    for chunk in split(block) {
        if let Some(written) = written(&chunk, reader) {
            requests.extend(written.requests(expected, &owner_of, reader));
        }
    }
    requests
}

fn written(chunk: &[TokenTree], reader: &mut Reader) -> Option<Written> {
    let Some((callers, rest)) = split_at_arrow(chunk) else {
        let message = format!("expected a request, found `{}`", excerpt(chunk));
        reader.misplaced(Misplaced::new(chunk, message, HELP));
        return None;
    };
    let (actions, rest) = split_at_word("on", rest);
    let Some(rest) = rest else {
        let message = format!("expected `on` and a resource after `{}`", excerpt(actions));
        reader.misplaced(Misplaced::new(chunk, message, HELP));
        return None;
    };
    let (resources, context) = split_at_word("with", rest);
    let written = Written {
        callers: one_or_list(callers, value::string, reader),
        actions: one_or_list(actions, value::action, reader),
        resources: one_or_list(resources, value::string, reader),
        context: context.map(|context| read_context(context, reader)).unwrap_or_default(),
    };
    Some(written)
}

fn split_at_arrow(tokens: &[TokenTree]) -> Option<(&[TokenTree], &[TokenTree])> {
    let is =
        |token: &TokenTree, char: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == char);
    let is_arrow = |pair: &[TokenTree]| matches!(pair, [a, b] if is(a, '=') && is(b, '>'));
    let (callers, rest) = tokens.split_at_checked(tokens.windows(2).position(is_arrow)?)?;
    Some((callers, rest.get(2..)?))
}

fn split_at_word<'t>(word: &str, tokens: &'t [TokenTree]) -> (&'t [TokenTree], Option<&'t [TokenTree]>) {
    let position = tokens.iter().position(|token| matches!(token, TokenTree::Ident(ident) if ident == word));
    match position.and_then(|position| tokens.split_at_checked(position)) {
        Some((before, [_, after @ ..])) => (before, Some(after)),
        _ => (tokens, None),
    }
}

fn one_or_list(
    tokens: &[TokenTree],
    element: fn(&[TokenTree], &mut Source) -> Result<String, Misplaced>,
    reader: &mut Reader,
) -> Vec<Part> {
    let chunks = match group(tokens, Delimiter::Bracket) {
        Some(items) => split(items),
        None => vec![tokens.to_vec()],
    };
    if chunks.is_empty() {
        reader.misplaced(Misplaced::new(tokens, "the list is empty", "put at least one value into it"));
    }
    chunks.into_iter().filter_map(|chunk| Some((reader.value(&chunk, element)?, chunk))).collect()
}

/// `{ "kms:ViaService": "s3.eu-west-1.amazonaws.com", … }`
fn read_context(tokens: &[TokenTree], reader: &mut Reader) -> Vec<(Part, Vec<String>)> {
    const HELP: &str = "write `{ \"kms:ViaService\": \"s3.eu-west-1.amazonaws.com\" }`";
    let Some(block) = group(tokens, Delimiter::Brace) else {
        let message = format!("expected condition keys and their values, found `{}`", excerpt(tokens));
        reader.misplaced(Misplaced::new(tokens, message, HELP));
        return Vec::new();
    };
    let mut context = Vec::new();
    for chunk in split(block) {
        let [key @ TokenTree::Literal(_), TokenTree::Punct(colon), value @ ..] = chunk.as_slice() else {
            let message = format!("expected a condition key and its value, found `{}`", excerpt(&chunk));
            reader.misplaced(Misplaced::new(&chunk, message, HELP));
            continue;
        };
        if colon.as_char() != ':' || value.is_empty() {
            let message = format!("expected a condition key and its value, found `{}`", excerpt(&chunk));
            reader.misplaced(Misplaced::new(&chunk, message, HELP));
            continue;
        }
        let values = one_or_list(value, value::condition_value, reader).into_iter().map(|(value, _)| value);
        let key = std::slice::from_ref(key);
        if let Some(name) = reader.value(key, value::string) {
            context.push(((name, key.to_vec()), values.collect()));
        }
    }
    context
}

impl Written {
    /// One request for each caller, action and resource.
    fn requests(
        self,
        expected: Expected,
        owner_of: impl Fn(&str) -> Option<AccountId>,
        reader: &mut Reader,
    ) -> Vec<AssertedRequest> {
        let mut requests = Vec::new();
        // What is wrong with a part is wrong in every request that has it, and is said once.
        let mut said: Vec<(Finding, Vec<TokenTree>)> = Vec::new();
        for ((caller, caller_tokens), (action, action_tokens), (resource, resource_tokens)) in
            self.combinations()
        {
            let draft = RequestDraft {
                caller: caller.clone(),
                action: action.clone(),
                resource: resource.clone(),
                owner: owner_of(resource),
                context: self
                    .context
                    .iter()
                    .map(|((key, _), values)| (key.clone(), values.clone()))
                    .collect(),
            };
            let (findings, request) = draft.check();
            for finding in findings {
                let of_context = self.context.iter().enumerate().find_map(|(index, ((_, tokens), _))| {
                    (finding.site == RequestDraft::context_site(index)).then_some(tokens)
                });
                let tokens = match &finding.site {
                    site if *site == RequestDraft::caller_site() => caller_tokens,
                    site if *site == RequestDraft::resource_site() => resource_tokens,
                    _ => of_context.unwrap_or(action_tokens),
                };
                let same = |(known, _): &(Finding, _)| {
                    (&known.site, &known.message) == (&finding.site, &finding.message)
                };
                if !said.iter().any(same) {
                    said.push((finding, tokens.clone()));
                }
            }
            let tokens = action_tokens.iter().cloned().collect();
            requests.extend(request.map(|request| AssertedRequest { expected, request, tokens }));
        }
        for (finding, tokens) in said {
            reader.found(finding, &tokens);
        }
        requests
    }

    fn combinations(&self) -> impl Iterator<Item = (&Part, &Part, &Part)> {
        self.callers.iter().flat_map(move |caller| {
            self.actions
                .iter()
                .flat_map(move |action| self.resources.iter().map(move |resource| (caller, action, resource)))
        })
    }
}
