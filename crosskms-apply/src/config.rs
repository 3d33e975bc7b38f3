//! `crosskms.toml`: accounts, how to reach them, and grants in the macro's own words.

mod error;
mod grant;
mod lines;
mod table;

pub use error::{ConfigError, LocatedFinding, Place};

use std::collections::BTreeMap;
use std::path::Path;

use crosskms::CrossAccountGrant;
use crosskms::arn::AccountId;
use crosskms::finding::Severity;
use crosskms::rules::{DUPLICATE_FIELD, MISPLACED_VALUE};
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
    /// Reads a file and checks every grant in it.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not TOML, or holds a grant that breaks a rule; then every finding of
    /// every grant is in the error.
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
                "accounts" => config.accounts = accounts(value, &mut reader),
                "grant" => config.grants = grants(value, &mut reader),
                other => reader.unknown(key, other, &["accounts", "grant"], "the file has no table"),
            }
        }
        let findings = reader.findings();
        if findings.iter().any(|located| located.finding.severity() > Severity::Warning) {
            return Err(ConfigError::Findings(findings));
        }
        Ok(Self { warnings: findings, ..config })
    }
}

fn accounts(
    value: &Spanned<toml::de::DeValue<'_>>,
    reader: &mut Reader<'_>,
) -> BTreeMap<AccountId, AccountAccess> {
    let mut accounts = BTreeMap::new();
    for (id, entry) in reader.table(value, "accounts").into_iter().flatten() {
        let account = match id.get_ref().parse::<AccountId>() {
            Ok(account) => Some(account),
            Err(error) => {
                let help = "name the table `[accounts.111122223333]`";
                reader.report(&MISPLACED_VALUE, id.span(), error.to_string(), Some(help.to_owned()));
                None
            }
        };
        let access = account_access(entry, reader);
        if let Some(account) = account {
            accounts.insert(account, access);
        }
    }
    accounts
}

fn account_access(value: &Spanned<toml::de::DeValue<'_>>, reader: &mut Reader<'_>) -> AccountAccess {
    const FIELDS: [&str; 5] = ["profile", "assume_role", "external_id", "region", "endpoint_url"];
    let mut access = AccountAccess::default();
    for (key, value) in reader.table(value, "account").into_iter().flatten() {
        let field = match key.get_ref().as_ref() {
            "profile" => &mut access.profile,
            "assume_role" => &mut access.assume_role,
            "external_id" => &mut access.external_id,
            "region" => &mut access.region,
            "endpoint_url" => &mut access.endpoint_url,
            other => {
                reader.unknown(key, other, &FIELDS, "an account has no field");
                continue;
            }
        };
        *field = reader.string(value);
    }
    access
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
        if let Some(earlier) =
            grants.iter().find(|earlier| earlier.name().sid_stem() == grant.name().sid_stem())
        {
            let message =
                format!("grants `{}` and `{}` would write the same Sids", earlier.name(), grant.name());
            let help = "rename one of them";
            reader.report(&DUPLICATE_FIELD, table.span(), message, Some(help.to_owned()));
        }
        grants.push(grant);
    }
    grants
}

#[cfg(test)]
mod tests;
