//! What reading leaves behind beside the values: findings, files and variables that cargo has to watch.

use std::path::PathBuf;
use std::rc::Rc;

use crosskms_core::finding::{Finding, Severity};
use crosskms_core::grant::CrossAccountGrant;
use crosskms_core::policy::{Policy, PolicyType};
use crosskms_core::rules::{MALFORMED_FILE, MISPLACED_VALUE, check_policy_file};
use crosskms_core::site::Site;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::source::Source;
use crate::value::{self, Misplaced};
use crate::{include, parse, report};

/// Reads values, and remembers what is wrong with them.
pub(super) struct Reader {
    source_file: Option<PathBuf>,
    /// Where values remember the variables that they were taken from.
    values: Source,
    grants: Vec<Source>,
    files: Vec<(PathBuf, PolicyType, Option<PolicyFile>)>,
    found: Vec<(Finding, TokenStream)>,
}

/// A policy and the name of its file, as it is written.
#[derive(Clone)]
pub(super) struct PolicyFile {
    pub(super) name: String,
    pub(super) policy: Rc<Policy>,
}

impl Reader {
    pub(super) fn new(source_file: Option<PathBuf>) -> Self {
        let (values, grants, files, found) = (Source::default(), Vec::new(), Vec::new(), Vec::new());
        Self { source_file, values, grants, files, found }
    }

    /// Whether everything was right so far.
    pub(super) fn found_nothing(&self) -> bool {
        self.found.is_empty()
    }

    /// Remembers what is wrong with tokens.
    pub(super) fn found(&mut self, finding: Finding, tokens: &[TokenTree]) {
        self.found.push((finding, tokens.iter().cloned().collect()));
    }

    /// Remembers what is wrong with the macro as a whole.
    pub(super) fn found_in_all(&mut self, finding: Finding) {
        self.found(finding, &[]);
    }

    /// Remembers that tokens are not of the form that their place asks for.
    pub(super) fn misplaced(&mut self, misplaced: Misplaced) {
        let Misplaced { tokens, message, help } = misplaced;
        self.found.push((MISPLACED_VALUE.finding(Site::whole(), message, Some(help)), tokens));
    }

    /// A single value.
    pub(super) fn value<T>(
        &mut self,
        tokens: &[TokenTree],
        read: impl Fn(&[TokenTree], &mut Source) -> Result<T, Misplaced>,
    ) -> Option<T> {
        read(tokens, &mut self.values).map_err(|misplaced| self.misplaced(misplaced)).ok()
    }

    /// The policy in the file that tokens name. Only what AWS would refuse is found here: whoever wants more says
    /// `include_policy!`.
    pub(super) fn policy(&mut self, tokens: &[TokenTree], policy_type: PolicyType) -> Option<PolicyFile> {
        let name = self.value(tokens, value::string)?;
        let path = include::resolve(&name, self.source_file.clone());
        let known = self.files.iter().find(|(known, of_type, _)| *known == path && *of_type == policy_type);
        if let Some((.., file)) = known {
            return file.clone();
        }
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => self.check(name, &text, policy_type, tokens),
            Err(error) => {
                let message = format!("cannot read `{name}`: {error}");
                let help = "name a file of JSON in UTF-8, beside this source file or by a path from it";
                self.found(MALFORMED_FILE.finding(Site::whole(), message, Some(help.to_owned())), tokens);
                return None;
            }
        };
        self.files.push((path, policy_type, file.clone()));
        file
    }

    fn check(
        &mut self,
        name: String,
        text: &str,
        policy_type: PolicyType,
        tokens: &[TokenTree],
    ) -> Option<PolicyFile> {
        let (policy, found) = check_policy_file(text, Some(policy_type), &[]);
        for placed in found.into_iter().filter(|placed| placed.finding.severity() == Severity::Error) {
            let place = placed.position(text).map(|(line, column)| format!(":{line}:{column}"));
            let message = format!("{name}{}: {}", place.unwrap_or_default(), placed.finding.message);
            self.found(Finding { message, ..placed.finding }, tokens);
        }
        policy.map(|policy| PolicyFile { name, policy: Rc::new(policy) })
    }

    /// A grant by the fields of `cross_account_grant!` and its rules. What is missing is shown at `word`.
    pub(super) fn grant(&mut self, fields: TokenStream, word: &TokenStream) -> Option<CrossAccountGrant> {
        let source = parse::parse(fields);
        let (found, grant) = source.check();
        let errors = found.into_iter().filter(|located| located.finding.severity() > Severity::Warning);
        self.found
            .extend(errors.map(|located| (located.finding, located.tokens.unwrap_or_else(|| word.clone()))));
        self.grants.push(source);
        grant
    }

    /// Items that make cargo compile again when a file or a variable changes, and every error.
    pub(super) fn expand(&self, unmet: &[(String, &TokenStream)]) -> TokenStream {
        let findings = self.found.iter().map(|(finding, tokens)| report::error_at(finding, Some(tokens)));
        let unmet =
            unmet.iter().map(|(text, tokens)| syn::Error::new_spanned(tokens, text).to_compile_error());
        let files = self.files.iter().map(|(path, ..)| include::tracked(path));
        let variables = self.grants.iter().chain([&self.values]).map(report::tracked);
        quote! {
            #(#findings)*
            #(#unmet)*
            const _: () = {
                #(#files)*
                #(#variables)*
            };
        }
    }
}
