//! `crosskms check`: every rule, on grants and on policies.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Error, Read as _};
use std::path::Path;

use crosskms::finding::Severity;
use crosskms::policy::PolicyType;
use crosskms::rules::{MALFORMED_FILE, Rule, without_mark};
use crosskms::site::Site;
use crosskms_apply::config::{
    Config, ConfigError, JsonFile, LocatedFinding, check_snapshot_text, not_in_utf8, policy_files,
    review_policy_text,
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
    /// Files of folders that hold no policy.
    skipped: Vec<String>,
    /// The types by whose rules policies were checked, by file.
    policy_types: BTreeMap<String, PolicyType>,
    grants: Vec<String>,
    findings: Vec<LocatedFinding>,
}

pub(crate) fn run(common: &Common, check: &Check) -> Result<Exit, CommandError> {
    let mut review = Review::default();
    if check.files.is_empty() {
        review.grants_of(Config::read(&common.config), common)?;
    }
    for path in &check.files {
        if path == Path::new("-") {
            review.input(check.policy_type, common)?;
        } else if path.extension().is_some_and(|end| end == "toml") {
            review.grants_of(Config::read(path), common)?;
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
            "skipped": review.skipped,
            "policy_types": review.policy_types.iter().map(|(file, policy_type)| (file, policy_type.as_str())).collect::<BTreeMap<_, _>>(),
            "grants": review.grants,
            "findings": review.findings.iter().map(output::finding_json).collect::<Vec<_>>(),
        })),
    }
    Ok(if review.errors() == 0 { Exit::Done } else { Exit::InvalidInput })
}

impl Review {
    fn grants_of(
        &mut self,
        config: Result<Config, ConfigError>,
        common: &Common,
    ) -> Result<(), CommandError> {
        self.files = self.files.saturating_add(1);
        match config {
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
        let before = self.files;
        for file in files {
            let bytes = fs::read(&file).map_err(unreadable(&file))?;
            let name = file.display().to_string();
            // Who names a file means it.
            if file != path && str::from_utf8(&bytes).is_ok_and(|text| JsonFile::of(text) == JsonFile::Other)
            {
                self.skipped.push(name);
            } else {
                self.json(&name, &bytes, policy_type, common)?;
            }
        }
        if self.files == before {
            let none = Error::other("no `.json` file of the folder holds a policy");
            return Err(unreadable(path)(none).into());
        }
        Ok(())
    }

    fn input(&mut self, policy_type: Option<PolicyType>, common: &Common) -> Result<(), CommandError> {
        let mut bytes = Vec::new();
        let unreadable = |source| ConfigError::Read { path: "-".into(), source };
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable)?;
        self.json("-", &bytes, policy_type, common)
    }

    /// Checks one file of JSON.
    fn json(
        &mut self,
        name: &str,
        bytes: &[u8],
        policy_type: Option<PolicyType>,
        common: &Common,
    ) -> Result<(), CommandError> {
        let Ok(text) = str::from_utf8(bytes) else {
            self.findings.push(not_in_utf8(name, bytes));
            self.files = self.files.saturating_add(1);
            return Ok(());
        };
        let text = without_mark(text);
        match JsonFile::of(text) {
            JsonFile::Manifest => return self.grants_of(Config::parse_manifest(name, text), common),
            JsonFile::Snapshot => self.findings.extend(check_snapshot_text(name, text)),
            _ => {
                let review = review_policy_text(name, text, policy_type);
                self.findings.extend(review.findings);
                let policy_type = review.policy_type.map(|policy_type| (name.to_owned(), policy_type));
                self.policy_types.extend(policy_type);
            }
        }
        self.files = self.files.saturating_add(1);
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
        let skipped = match self.skipped.len() {
            0 => String::new(),
            skipped => format!("; {} skipped: no policy", output::counted(skipped, "file")),
        };
        let read_as = match self.policy_types.iter().next() {
            Some((_, policy_type)) if self.files == 1 => format!(" as {}", policy_type.with_article()),
            _ => String::new(),
        };
        output::line(&format!(
            "{}{grants} checked{read_as}: {}, {}{skipped}",
            output::counted(self.files, "file"),
            output::counted(errors, "error"),
            output::counted(self.findings.len().saturating_sub(errors), "warning"),
        ));
    }
}
