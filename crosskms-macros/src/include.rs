//! `include_policy!`: from the name of a file to the constant that it says.

use std::path::{Path, PathBuf};

use crosskms_core::finding::{Finding, Severity};
use crosskms_core::grant::Allowance;
use crosskms_core::policy::PolicyType;
use crosskms_core::rules::{
    MALFORMED_FILE, MISPLACED_VALUE, PlacedFinding, UNCLEAR_POLICY_TYPE, check_policy_file,
};
use crosskms_core::site::Site;
use crosskms_core::suggest;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use crate::parse::{allowed_rules, attributes};
use crate::report;
use crate::value::{Misplaced, excerpt, split, text};

/// What the tokens ask for.
struct Request {
    /// The name of the file, as it is written.
    name: syn::LitStr,
    policy_type: PolicyType,
    allowances: Vec<Allowance>,
    /// The tokens of each allowance.
    allowed: Vec<TokenStream>,
}

/// A finding and the tokens that it is shown at.
type Shown = (Finding, TokenStream);

/// The constant, or every finding at the file's name.
pub(crate) fn include(input: TokenStream, source_file: Option<PathBuf>) -> TokenStream {
    let request = match request(input) {
        Ok(request) => request,
        Err(shown) => return refused(&[shown], &TokenStream::new()),
    };
    let path = resolve(&request.name.value(), source_file);
    let file = match std::fs::read_to_string(&path) {
        Ok(file) => file,
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", request.name.value());
            let help = "name a file of JSON in UTF-8, beside this source file or by a path from it";
            return refused(&[request.about_the_file(message, help)], &TokenStream::new());
        }
    };
    let tracked = tracked(&path);
    let (policy, found) = check_policy_file(&file, Some(request.policy_type), &request.allowances);
    let found: Vec<Shown> = found.into_iter().map(|placed| request.shown(placed, &file)).collect();
    let Some(policy) = policy else { return refused(&found, &tracked) };
    if found.iter().any(|(finding, _)| finding.severity() > Severity::Warning) {
        return refused(&found, &tracked);
    }
    let warnings = found.iter().map(|(finding, tokens)| report::warning_at(finding, tokens));
    let policy = crate::expand::policy::policy(&policy);
    quote! {{
        #tracked
        #(#warnings)*
        const POLICY: ::crosskms::policy::Policy = #policy;
        POLICY
    }}
}

/// `#[allow(rule)] "file.json", KeyPolicy`
fn request(input: TokenStream) -> Result<Request, Shown> {
    let chunks = split(input);
    let (file, policy_type) = match chunks.as_slice() {
        [file, policy_type] => (file, policy_type),
        chunks => {
            let tokens: Vec<TokenTree> = chunks.concat();
            let message = "expected the name of a file and the type of its policy";
            let help = "write `\"key-policy.json\", KeyPolicy`";
            return Err(misplaced(Misplaced::new(&tokens, message, help)));
        }
    };
    let (attributes, file) = attributes(file);
    let mut allowances = Vec::new();
    let mut allowed = Vec::new();
    for attribute in attributes {
        for rule in allowed_rules(attribute).map_err(misplaced)? {
            let site = allowance_site(allowances.len());
            allowances.push(Allowance { rule: text(&rule), field: None, site });
            allowed.push(rule.into_iter().collect());
        }
    }
    let name = syn::parse2(file.iter().cloned().collect()).map_err(|_| {
        let message = format!("expected the name of a file, found `{}`", excerpt(file));
        misplaced(Misplaced::new(file, message, "write a string in double quotes"))
    })?;
    Ok(Request { name, policy_type: read_type(policy_type)?, allowances, allowed })
}

fn allowance_site(index: usize) -> Site {
    Site::field("allow attribute").index(index)
}

fn read_type(tokens: &[TokenTree]) -> Result<PolicyType, Shown> {
    let word = text(tokens);
    let names = PolicyType::ALL.map(|known| format!("{known:?}"));
    let found = PolicyType::ALL.into_iter().zip(&names).find(|(_, name)| **name == word);
    found.map(|(policy_type, _)| policy_type).ok_or_else(|| {
        let nearest = suggest::nearest(&word, names.iter().map(String::as_str));
        let help = suggest::did_you_mean(&nearest)
            .unwrap_or_else(|| format!("write one of `{}`", names.join("`, `")));
        let message = format!("there is no type of policy `{}`", excerpt(tokens));
        let finding = UNCLEAR_POLICY_TYPE.finding(Site::whole(), message, Some(help));
        (finding, tokens.iter().cloned().collect())
    })
}

/// Names are taken from the folder of the source file, as `include_str!` does; where the compiler does not say which
/// that is, from the folder of the package.
pub(crate) fn resolve(name: &str, source_file: Option<PathBuf>) -> PathBuf {
    let folder = source_file
        .and_then(|file| std::path::absolute(file).ok())
        .and_then(|file| file.parent().map(Path::to_owned))
        .or_else(|| std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from))
        .unwrap_or_default();
    folder.join(name)
}

/// Makes cargo compile again when the file changes.
pub(crate) fn tracked(path: &Path) -> TokenStream {
    match path.to_str() {
        Some(path) => quote!(
            const _: &[u8] = ::core::include_bytes!(#path);
        ),
        None => TokenStream::new(),
    }
}

/// Every finding at its tokens, and a value of the right type.
fn refused(found: &[Shown], tracked: &TokenStream) -> TokenStream {
    let errors = found
        .iter()
        .filter(|(finding, _)| finding.severity() > Severity::Warning)
        .map(|(finding, tokens)| report::error_at(finding, Some(tokens)));
    quote! {{
        #tracked
        #(#errors)*
        ::crosskms::__private::POLICY_STUB
    }}
}

fn misplaced(misplaced: Misplaced) -> Shown {
    let Misplaced { tokens, message, help } = misplaced;
    (MISPLACED_VALUE.finding(Site::whole(), message, Some(help)), tokens)
}

impl Request {
    /// A finding of the policy, with the place in its file; or one of an allowance, at the allowance.
    fn shown(&self, placed: PlacedFinding, text: &str) -> Shown {
        let position = placed.position(text);
        let PlacedFinding { finding, .. } = placed;
        let allowance = self.allowances.iter().position(|allowance| allowance.site == finding.site);
        let tokens = allowance.and_then(|index| self.allowed.get(index));
        let tokens = tokens.cloned().unwrap_or_else(|| self.name.to_token_stream());
        let message = match position {
            Some((line, column)) => {
                format!("{}:{line}:{column}: {}", self.name.value(), finding.message)
            }
            None => finding.message,
        };
        (Finding { message, ..finding }, tokens)
    }

    fn about_the_file(&self, message: String, help: &str) -> Shown {
        let finding = MALFORMED_FILE.finding(Site::whole(), message, Some(help.to_owned()));
        (finding, self.name.to_token_stream())
    }
}
