//! `crosskms check`: every rule, on grants and on policies.

use std::fs;
use std::io::Error;
use std::path::Path;

use crosskms::finding::Severity;
use crosskms::policy::PolicyType;
use crosskms::rules::{MALFORMED_FILE, Rule};
use crosskms::site::Site;
use crosskms_apply::config::{
    Config, ConfigError, JsonFile, LocatedFinding, check_policy_text, check_snapshot_text, policy_files,
};
use serde_json::json;

use crate::arguments::{Check, Common, Format};
use crate::connection;
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

/// What was looked at, and what was found.
#[derive(Default)]
struct Review {
    files: usize,
    grants: Vec<String>,
    findings: Vec<LocatedFinding>,
}

pub(crate) fn run(common: &Common, check: &Check) -> Result<Exit, CommandError> {
    let mut review = Review::default();
    if check.files.is_empty() {
        review.grants_of(&common.config, common)?;
    }
    for path in &check.files {
        if path.extension().is_some_and(|end| end == "toml") {
            review.grants_of(path, common)?;
        } else {
            review.json_of(path, check.policy_type, common)?;
        }
    }
    check.allow.iter().for_each(|rule| review.allow(rule));
    match common.format {
        _ if check.sarif => output::json(&output::sarif(&review.findings)),
        Format::Human => review.show(),
        Format::Json => output::json(&json!({
            "files": review.files,
            "grants": review.grants,
            "findings": review.findings.iter().map(output::finding_json).collect::<Vec<_>>(),
        })),
    }
    Ok(if review.errors() == 0 { Exit::Done } else { Exit::InvalidInput })
}

impl Review {
    fn grants_of(&mut self, path: &Path, common: &Common) -> Result<(), CommandError> {
        self.files = self.files.saturating_add(1);
        match Config::read(path) {
            Ok(config) => {
                let config = connection::chosen(config, common)?;
                self.grants.extend(config.grants.iter().map(|grant| grant.name().to_string()));
                self.findings.extend(config.warnings);
            }
            Err(ConfigError::Findings(findings)) => self.findings.extend(findings),
            Err(ConfigError::Syntax { place, message }) => {
                let help = Some("write a `crosskms.toml` as the README shows it".to_owned());
                let finding = MALFORMED_FILE.finding(Site::whole(), format!("not TOML: {message}"), help);
                self.findings.push(LocatedFinding { finding, place });
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn json_of(
        &mut self,
        path: &Path,
        policy_type: Option<PolicyType>,
        common: &Common,
    ) -> Result<(), CommandError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| ConfigError::Read { path, source }
        };
        let files = policy_files(path).map_err(unreadable(path))?;
        if files.is_empty() {
            let none = Error::other("the folder holds no `.json` file");
            return Err(unreadable(path)(none).into());
        }
        for file in files {
            let text = fs::read_to_string(&file).map_err(unreadable(&file))?;
            let name = file.display().to_string();
            match JsonFile::of(&text) {
                JsonFile::Manifest => {
                    self.grants_of(&file, common)?;
                    continue;
                }
                JsonFile::Snapshot => self.findings.extend(check_snapshot_text(&name, &text)),
                _ => self.findings.extend(check_policy_text(&name, &text, policy_type)),
            }
            self.files = self.files.saturating_add(1);
        }
        Ok(())
    }

    fn allow(&mut self, rule: &Rule) {
        let before = self.findings.len();
        self.findings.retain(|located| located.finding.rule.name != rule.name);
        if self.findings.len() == before {
            output::warning(&format!("`{}` is allowed, but nothing here fails it", rule.name));
        }
    }

    /// How many findings are more than warnings.
    fn errors(&self) -> usize {
        self.findings.iter().filter(|located| located.finding.severity() > Severity::Warning).count()
    }

    fn show(&self) {
        self.findings.iter().for_each(|located| output::line(&output::finding(located)));
        let errors = self.errors();
        let grants = match self.grants.len() {
            0 => String::new(),
            grants => format!(" with {}", output::counted(grants, "grant")),
        };
        output::line(&format!(
            "{}{grants} checked: {}, {}",
            output::counted(self.files, "file"),
            output::counted(errors, "error"),
            output::counted(self.findings.len().saturating_sub(errors), "warning"),
        ));
    }
}
