//! The files that people write: `crosskms.toml` with accounts, how to reach them, and grants in the macro's own
//! words; and policies as JSON.

mod account;
mod error;
mod grant;
mod lines;
mod policy_file;
mod table;

pub use error::{ConfigError, LocatedFinding, Place};
pub use policy_file::{check_policy_text, policy_files};

use std::collections::BTreeMap;
use std::path::Path;

use crosskms::CrossAccountGrant;
use crosskms::arn::AccountId;
use crosskms::finding::Severity;
use crosskms::grant::Conflict;
use crosskms::rules::MISPLACED_VALUE;
use toml::Spanned;
use toml::de::DeTable;

use crate::cloud::aws::AccountAccess;
use lines::Lines;
use table::Reader;

/// What a `crosskms.toml` says.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Config {
    /// How to reach each account.
    pub accounts: BTreeMap<AccountId, AccountAccess>,
    /// The grants, in the order of the file.
    pub grants: Vec<CrossAccountGrant>,
    /// What the rules warn of.
    pub warnings: Vec<LocatedFinding>,
}

impl Config {
    /// Reads a file, checks every grant in it, and that they can stand side by side.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not TOML, or holds grants that break a rule or contradict each other; then
    /// every finding of every grant is in the error.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Reads a text; `name` is what messages call it.
    ///
    /// # Errors
    ///
    /// As [`Config::read`], but for the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigError> {
        let lines = Lines::of(name, text);
        let document = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
            place: lines.place(error.span().unwrap_or_default().start),
            message: error.message().to_owned(),
        })?;
        let mut reader = Reader::new(&lines);
        let mut config = Self::default();
        for (key, value) in document.get_ref() {
            match key.get_ref().as_ref() {
                "accounts" => config.accounts = account::read_all(value, &mut reader),
                "grant" => config.grants = grants(value, &mut reader),
                other => {
                    let is_table = value.get_ref().is_table() || value.get_ref().is_array();
                    let what = if is_table { "unknown table" } else { "unknown key" };
                    reader.unknown(key, other, &["accounts", "grant"], what);
                }
            }
        }
        let findings = reader.findings();
        if findings.iter().any(|located| located.finding.severity() > Severity::Warning) {
            return Err(ConfigError::Findings(findings));
        }
        Ok(Self { warnings: findings, ..config })
    }
}

fn grants(value: &Spanned<toml::de::DeValue<'_>>, reader: &mut Reader<'_>) -> Vec<CrossAccountGrant> {
    let mut grants: Vec<CrossAccountGrant> = Vec::new();
    let Some(tables) = value.get_ref().as_array() else {
        let help = "begin each grant with `[[grant]]`, in double brackets";
        reader.report(
            &MISPLACED_VALUE,
            value.span(),
            "`grant` is not a list of tables".to_owned(),
            Some(help.to_owned()),
        );
        return grants;
    };
    for table in tables {
        let Some(grant) = grant::read(table, reader) else { continue };
        if let Some(conflict) = grants.iter().find_map(|earlier| Conflict::between(earlier, &grant)) {
            reader.push(conflict.finding(), table.span());
        }
        grants.push(grant);
    }
    grants
}

#[cfg(test)]
mod tests;
