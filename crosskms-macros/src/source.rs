//! What the tokens say: the draft, and where each part of it stands.

use std::collections::BTreeSet;

use crosskms_core::finding::{Finding, Severity};
use crosskms_core::grant::{CrossAccountGrant, Draft, Field};
use crosskms_core::rules::{MISSING_FIELD, Rule};
use crosskms_core::site::Site;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// A draft together with its tokens.
#[derive(Default)]
pub(crate) struct Source {
    pub(crate) draft: Draft,
    /// Fields that stand there, in whatever shape.
    pub(crate) given: BTreeSet<Field>,
    /// Environment variables of the compiler that values were taken from.
    pub(crate) env: Vec<String>,
    /// What is wrong with the tokens themselves.
    misread: Vec<Located>,
    tokens: Vec<(Site, TokenStream)>,
}

/// A finding and the tokens that it is about; none for the macro as a whole.
#[derive(Clone)]
pub(crate) struct Located {
    pub(crate) finding: Finding,
    pub(crate) tokens: Option<TokenStream>,
}

impl Source {
    /// Remembers where a part of the draft stands.
    pub(crate) fn place(&mut self, site: Site, tokens: &impl ToTokens) {
        self.tokens.push((site, tokens.to_token_stream()));
    }

    /// Remembers a finding about the tokens themselves.
    pub(crate) fn misread(
        &mut self,
        rule: &'static Rule,
        tokens: &impl ToTokens,
        message: String,
        help: Option<String>,
    ) {
        let finding = rule.finding(Site::whole(), message, help);
        self.misread.push(Located { finding, tokens: Some(tokens.to_token_stream()) });
    }

    /// The tokens of a site, or of the nearest site around it; none for the whole macro.
    pub(crate) fn tokens_at(&self, site: &Site) -> Option<&TokenStream> {
        let exact = self.tokens.iter().find(|(known, _)| known == site).map(|(_, tokens)| tokens);
        exact.or_else(|| self.tokens_at(&site.parent()?))
    }

    /// All findings, of tokens and of rules, and the grant when none forbids it.
    pub(crate) fn check(&self) -> (Vec<Located>, Option<CrossAccountGrant>) {
        let (findings, grant) = self.draft.check();
        let of_rules = findings
            .into_iter()
            .filter(|finding| finding.rule.name != MISSING_FIELD.name || !self.is_given(&finding.site))
            .map(|finding| Located { tokens: self.tokens_at(&finding.site).cloned(), finding });
        let all: Vec<Located> = self.misread.iter().cloned().chain(of_rules).collect();
        let forbidden = all.iter().any(|located| located.finding.severity() > Severity::Warning);
        (all, grant.filter(|_| !forbidden))
    }

    /// Whether a field that seems to be missing stands there all the same, but could not be read.
    fn is_given(&self, site: &Site) -> bool {
        let either = |a, b| self.given.contains(&a) || self.given.contains(&b);
        self.given.iter().any(|field| field.site() == *site)
            || *site == Field::Principal.site() && either(Field::Principal, Field::Principals)
            || *site == Field::Allow.site() && either(Field::Allow, Field::Access)
    }
}
