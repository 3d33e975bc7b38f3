//! `assert_access!`: requests that policies must allow and must deny, decided while the program is compiled.
//!
//! It expands to nothing that runs: to the files that cargo has to watch, and to an error at every request that is
//! decided otherwise than the assertion says.

mod decide;
mod fields;
mod policies;
mod reader;
mod requests;
mod unmet;

use std::path::PathBuf;

use crosskms_core::arn::AccountId;
use crosskms_core::rules::{MALFORMED_ARN, MISSING_FIELD};
use crosskms_core::site::Site;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;

use crate::value::{self, Misplaced, excerpt, group, split};
use decide::Grant;
use fields::fields;
use policies::Policies;
use reader::Reader;
use requests::{AssertedRequest, Expected};

const FIELDS: [&str; 6] = ["policies", "grant", "grants", "owner", "allowed", "denied"];

/// What the tokens say.
#[derive(Default)]
struct Assertion {
    policies: Policies,
    grants: Vec<Grant>,
    /// The account of buckets, whose ARNs name none.
    owner: Option<AccountId>,
    requests: Vec<AssertedRequest>,
}

/// Nothing, or every error at its tokens.
pub(crate) fn assert(input: TokenStream, source_file: Option<PathBuf>) -> TokenStream {
    let mut reader = Reader::new(source_file);
    let assertion = read(input, &mut reader);
    // What could not be read decides nothing.
    let unmet = if reader.found_nothing() { assertion.unmet() } else { Vec::new() };
    reader.expand(&unmet)
}

fn read(input: TokenStream, reader: &mut Reader) -> Assertion {
    let mut assertion = Assertion::default();
    let mut of_requests = Vec::new();
    for field in fields(input, "`assert_access!`", &FIELDS, reader) {
        let value = field.value.as_slice();
        match field.name {
            "policies" => assertion.policies = Policies::read(value, reader),
            "grant" => assertion.grants.extend(grant(value, &field.word, reader)),
            "grants" => assertion.grants.extend(grants(value, &field.word, reader)),
            "owner" => assertion.owner = owner(value, reader),
            "allowed" => of_requests.push((Expected::Allowed, field.value)),
            _ => of_requests.push((Expected::Denied, field.value)),
        }
    }
    // Whose a bucket is, is known only now.
    for (expected, value) in of_requests {
        let read = requests::read(expected, &value, |resource| assertion.owner_of(resource), reader);
        assertion.requests.extend(read);
    }
    if reader.found_nothing() && assertion.requests.is_empty() {
        let help = "add `allowed: { … }` or `denied: { … }` with the requests that must be";
        reader.found_in_all(MISSING_FIELD.finding(
            Site::whole(),
            "no request is asserted",
            Some(help.to_owned()),
        ));
    }
    assertion
}

impl Assertion {
    /// The account of a bucket, by its grant or by the field `owner`.
    fn owner_of(&self, resource: &str) -> Option<AccountId> {
        let granted = self.grants.iter().find(|grant| grant.is_about(resource));
        granted.map(Grant::owner).or(self.owner)
    }

    /// The requests that are decided otherwise, and what is to be said of them.
    fn unmet(&self) -> Vec<(String, &TokenStream)> {
        self.requests
            .iter()
            .filter_map(|asserted| {
                let decided = self.decide(&asserted.request);
                Some((unmet::explain(asserted, &decided, self)?, &asserted.tokens))
            })
            .collect()
    }
}

/// `[{ … }, { … }]`
fn grants(value: &[TokenTree], word: &TokenTree, reader: &mut Reader) -> Vec<Grant> {
    let Some(items) = group(value, Delimiter::Bracket) else {
        let message = format!("`grants` takes a list, found `{}`", excerpt(value));
        reader.misplaced(Misplaced::new(
            value,
            message,
            "write `[{ name: …, … }, …]`, or `grant: { … }` for one",
        ));
        return Vec::new();
    };
    split(items).iter().filter_map(|chunk| grant(chunk, word, reader)).collect()
}

/// `{ name: "raw-events", … }`, the fields of `cross_account_grant!`.
fn grant(value: &[TokenTree], word: &TokenTree, reader: &mut Reader) -> Option<Grant> {
    let Some(fields) = group(value, Delimiter::Brace) else {
        let message = format!("expected the fields of a grant, found `{}`", excerpt(value));
        reader.misplaced(Misplaced::new(
            value,
            message,
            "write `{ name: …, key: …, … }`, as in `cross_account_grant!`",
        ));
        return None;
    };
    reader.grant(fields, &word.to_token_stream()).map(Grant::new)
}

fn owner(value: &[TokenTree], reader: &mut Reader) -> Option<AccountId> {
    let text = reader.value(value, value::string)?;
    text.parse()
        .map_err(|error: crosskms_core::arn::ArnError| {
            let help = "write the twelve digits of the account that owns the bucket, in quotes";
            let finding = MALFORMED_ARN.finding(Site::whole(), error.to_string(), Some(help.to_owned()));
            reader.found(finding, value);
        })
        .ok()
}
