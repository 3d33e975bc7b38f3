//! The files that people write: `crosskms.toml` with accounts, how to reach them, and grants in the macro's own
//! words; policies and snapshots as JSON; and the manifest that a build script writes in place of grants.

mod account;
mod allow;
mod cli_answer;
mod error;
mod grant;
mod json_file;
mod lines;
mod manifest;
mod plan_file;
mod policy_file;
mod snapshot_file;
mod table;
mod value;

pub use error::{ConfigError, LocatedFinding, Place};
pub use json_file::JsonFile;
pub use plan_file::{PlanFile, PlanFileError};
pub use policy_file::{PolicyReview, check_policy_text, not_in_utf8, policy_files, review_policy_text};
pub use snapshot_file::check_snapshot_text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crosskms::CrossAccountGrant;
use crosskms::arn::AccountId;
use crosskms::finding::Severity;
use crosskms::grant::Conflict;
use crosskms::rules::{Allowances, MISPLACED_VALUE};
use toml::Spanned;
use toml::de::DeTable;

use crate::cloud::aws::AccountAccess;
use allow::Allow;
use lines::Lines;
use table::Reader;
use value::{Table, Value};

/// What a `crosskms.toml` or a manifest says.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Config {
    /// How to reach each account.
    pub accounts: BTreeMap<AccountId, AccountAccess>,
    /// The grants, in the order of the file.
    pub grants: Vec<CrossAccountGrant>,
    /// The manifest that holds the grants in place of this file, by a path from its folder; [`Config::read`] reads it.
    pub manifest: Option<PathBuf>,
    /// What the rules warn of.
    pub warnings: Vec<LocatedFinding>,
}

impl Config {
    /// Reads a file, checks every grant in it, and that they can stand side by side. A file whose name ends in
    /// `.json` is the [manifest](Self::parse_manifest) of a build script, every other is TOML; when that names a
    /// manifest, the grants come from there.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, is not TOML, or holds grants that break a rule or contradict each other; then
    /// every finding of every grant is in the error.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        if is_manifest(path) {
            return Self::parse_manifest(&path.display().to_string(), &text(path)?);
        }
        let config = Self::parse(&path.display().to_string(), &text(path)?)?;
        let Some(manifest) = &config.manifest else { return Ok(config) };
        let manifest = path.with_file_name("").join(manifest);
        let grants = Self::parse_manifest(&manifest.display().to_string(), &text(&manifest)?)?.grants;
        Ok(Self { grants, ..config })
    }

    /// Reads how to reach the accounts, and nothing else: what is wrong with grants is no reason not to restore what a
    /// run replaced.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not TOML, or its accounts are wrong.
    pub fn read_accounts(path: &Path) -> Result<BTreeMap<AccountId, AccountAccess>, ConfigError> {
        let (name, text) = (path.display().to_string(), text(path)?);
        let lines = Lines::of(&name, &text);
        let (mut reader, members) = if is_manifest(path) {
            let mut reader = Reader::of_manifest(&lines);
            let members = manifest::read(&text, &mut reader);
            (reader, members)
        } else {
            (Reader::new(&lines), value::of_toml(document(&text, &lines)?.get_ref()))
        };
        let accounts = members.iter().find(|(key, _)| key.get_ref() == "accounts");
        let accounts = accounts.map(|(_, value)| account::read_all(value, &mut reader)).unwrap_or_default();
        match reader.findings() {
            findings if findings.is_empty() => Ok(accounts),
            findings => Err(ConfigError::Findings(findings)),
        }
    }

    /// Reads a text of TOML; `name` is what messages call it. A manifest that it names is not read.
    ///
    /// # Errors
    ///
    /// As [`Config::read`], but for the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigError> {
        let lines = Lines::of(name, text);
        Self::of(&value::of_toml(document(text, &lines)?.get_ref()), Reader::new(&lines))
    }

    /// Reads a manifest, which [`crosskms::build`] writes; `name` is what messages call it.
    ///
    /// What a rule only warns of, or may be allowed by name, was decided when the grants were compiled and is not
    /// asked again: a manifest does not say what was allowed. What AWS refuses is refused here too.
    ///
    /// # Errors
    ///
    /// As [`Config::parse`], and when the manifest is of a newer version.
    pub fn parse_manifest(name: &str, text: &str) -> Result<Self, ConfigError> {
        let lines = Lines::of(name, text);
        let mut reader = Reader::of_manifest(&lines);
        let members = manifest::read(text, &mut reader);
        Self::of(&members, reader)
    }

    fn of(members: &Table, mut reader: Reader<'_>) -> Result<Self, ConfigError> {
        let known: &[&str] = match reader.is_manifest() {
            true => &["accounts", "grant"],
            false => &["accounts", "allow", "grant", "manifest"],
        };
        let mut config = Self::default();
        // Wherever the list stands, it is about every grant.
        let allow = members.iter().find(|(key, _)| key.get_ref() == "allow" && !reader.is_manifest());
        let mut allow = allow.map(|(_, list)| Allow::read(list, &mut reader)).unwrap_or_default();
        for (key, value) in members {
            match key.get_ref().as_str() {
                "accounts" => config.accounts = account::read_all(value, &mut reader),
                "grant" => config.grants = grants(value, &mut allow.allowances, &mut reader),
                "allow" if !reader.is_manifest() => {}
                "manifest" if !reader.is_manifest() => {
                    config.manifest = reader.string(value).map(PathBuf::from);
                }
                other => {
                    let is_table = matches!(value.get_ref(), Value::Table(_) | Value::Array(_));
                    let what = if is_table { "unknown table" } else { "unknown key" };
                    reader.unknown(key, other, known, what);
                }
            }
        }
        let grant = members.iter().find(|(key, _)| key.get_ref() == "grant");
        if let (Some(_), Some((key, _))) = (&config.manifest, grant) {
            let help = "write all grants in Rust, or remove `manifest` and write all of them here";
            let message = "`manifest` and `grant` are both given";
            reader.report(&MISPLACED_VALUE, key.span(), message.to_owned(), Some(help.to_owned()));
        }
        allow.report_unused(&mut reader);
        let findings = reader.findings();
        if findings.iter().any(|located| located.finding.severity() > Severity::Warning) {
            return Err(ConfigError::Findings(findings));
        }
        Ok(Self { warnings: findings, ..config })
    }
}

fn document<'t>(text: &'t str, lines: &Lines<'_>) -> Result<Spanned<DeTable<'t>>, ConfigError> {
    DeTable::parse(text).map_err(|error| ConfigError::Syntax {
        place: lines.place(&error.span().unwrap_or_default()),
        message: error.message().to_owned(),
    })
}

fn text(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })
}

/// Whether a file is read as the manifest of a build script: by the end of its name.
pub fn is_manifest(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "json")
}

fn grants(
    value: &Spanned<Value>,
    allowances: &mut Allowances,
    reader: &mut Reader<'_>,
) -> Vec<CrossAccountGrant> {
    let mut grants: Vec<CrossAccountGrant> = Vec::new();
    let Some(tables) = value.get_ref().as_array() else {
        let help = match reader.is_manifest() {
            true => manifest::WRITE_ANEW,
            false => "begin each grant with `[[grant]]`, in double brackets",
        };
        reader.report(
            &MISPLACED_VALUE,
            value.span(),
            "`grant` is not a list of tables".to_owned(),
            Some(help.to_owned()),
        );
        return grants;
    };
    let mut tables_of_grants = Vec::new();
    for table in tables {
        let Some(grant) = grant::read(table, allowances, reader) else { continue };
        grants.push(grant);
        tables_of_grants.push(table);
    }
    let mut conflicts = Conflict::among(&grants);
    // One conflict of a grant is enough to find it.
    conflicts.dedup_by_key(|(position, _)| *position);
    for (position, conflict) in conflicts {
        if let Some(table) = tables_of_grants.get(position) {
            reader.push(conflict.finding(), table.span());
        }
    }
    grants
}

#[cfg(test)]
mod tests;
