//! What the tokens say: the draft, and where each part of it stands.

use std::collections::BTreeSet;

use crosskms_core::finding::{Finding, Severity};
use crosskms_core::grant::{CrossAccountGrant, Draft, Field, UnreadFields};
use crosskms_core::rules::Rule;
use crosskms_core::site::Site;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// A draft together with its tokens.
#[derive(Default)]
pub(crate) struct Source {
    pub(crate) draft: Draft,
    /// Fields that stand there, in whatever shape.
    pub(crate) given: BTreeSet<Field>,
    /// Fields that were meant, and of which all or some could not be read.
    unread: UnreadFields,
    /// Environment variables of the compiler that values were taken from.
    pub(crate) env: Vec<String>,
    /// What is wrong with the tokens themselves.
    misread: Vec<Located>,
    /// Every part that can be told apart, in the order of the source.
    tokens: Vec<(Site, Vec<TokenTree>)>,
}

/// A finding and the tokens that it is about; none for the macro as a whole.
#[derive(Clone)]
pub(crate) struct Located {
    pub(crate) finding: Finding,
    pub(crate) tokens: Option<TokenStream>,
    /// Where among the others it is reported, so that errors follow the source from top to bottom.
    position: usize,
}

impl Source {
    /// Remembers where a part of the draft stands.
    pub(crate) fn place(&mut self, site: Site, tokens: &[TokenTree]) {
        self.tokens.push((site, tokens.to_vec()));
    }

    /// Remembers that a field was meant, but that not all of it is in the draft.
    pub(crate) fn unread(&mut self, field: Field) {
        self.unread.insert(field);
    }

    /// Remembers a finding about the tokens themselves.
    pub(crate) fn misread(
        &mut self,
        rule: &'static Rule,
        tokens: &impl ToTokens,
        message: String,
        help: Option<String>,
    ) {
        self.found(rule.finding(Site::whole(), message, help), tokens);
    }

    /// Remembers a finding that somebody else has put into words.
    pub(crate) fn found(&mut self, finding: Finding, tokens: &impl ToTokens) {
        let tokens = Some(tokens.to_token_stream());
        self.misread.push(Located { finding, tokens, position: self.tokens.len() });
    }

    /// How many findings there are about the tokens themselves.
    pub(crate) fn misread_count(&self) -> usize {
        self.misread.len()
    }

    /// The tokens of a site, or of the nearest site around it; none for the whole macro.
    pub(crate) fn tokens_at(&self, site: &Site) -> Option<&[TokenTree]> {
        self.tokens.get(self.position(site)?).map(|(_, tokens)| tokens.as_slice())
    }

    /// All findings, of tokens and of rules, and the grant when none forbids it.
    pub(crate) fn check(&self) -> (Vec<Located>, Option<CrossAccountGrant>) {
        let (findings, grant) = self.draft.check();
        let of_rules = findings.into_iter().filter(|finding| !self.unread.explain(finding));
        let of_rules = of_rules.map(|finding| self.locate(finding));
        let mut all: Vec<Located> = self.misread.iter().cloned().chain(of_rules).collect();
        all.sort_by_key(|located| located.position);
        let forbidden = all.iter().any(|located| located.finding.severity() > Severity::Warning);
        (all, grant.filter(|_| !forbidden))
    }

    fn locate(&self, finding: Finding) -> Located {
        let position = self.position(&finding.site).unwrap_or(usize::MAX);
        let tokens = self.tokens_at(&finding.site).map(|tokens| tokens.iter().cloned().collect());
        Located { tokens, position, finding }
    }

    /// The index among `tokens` of a site or of the nearest site around it. What stands twice is wrong where it
    /// stands again.
    fn position(&self, site: &Site) -> Option<usize> {
        let exact = self.tokens.iter().rposition(|(known, _)| known == site);
        exact.or_else(|| self.position(&site.parent()?))
    }
}
