//! Policies of others that a build script has checked.

use std::fs;
use std::path::{Path, PathBuf};

use crosskms_core::grant::Allowance;
use crosskms_core::policy::PolicyType;
use crosskms_core::rules::check_policy_file;
use crosskms_core::site::Site;

use super::report::Report;

/// A policy file, its type, and the rules that it may break.
#[derive(Debug)]
pub(super) struct PolicyFile {
    path: PathBuf,
    policy_type: PolicyType,
    allowances: Vec<Allowance>,
}

impl PolicyFile {
    pub(super) fn new<'r>(
        path: PathBuf,
        policy_type: PolicyType,
        rules: impl IntoIterator<Item = &'r str>,
    ) -> Self {
        let allowance = |(index, rule): (usize, &str)| {
            let site = Site::field("allowed rules").index(index);
            Allowance { rule: rule.to_owned(), field: None, site }
        };
        Self { path, policy_type, allowances: rules.into_iter().enumerate().map(allowance).collect() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reports what is wrong, by file, line and column.
    pub(super) fn check(&self, report: &mut Report) {
        let name = self.path.display();
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) => {
                let help = "name a file of JSON in UTF-8, by a path from the package";
                return report.failure(&format!("cannot read `{name}`: {error}"), help);
            }
        };
        let (_, found) = check_policy_file(&text, Some(self.policy_type), &self.allowances);
        for placed in found {
            let place = match placed.position(&text) {
                Some((line, column)) => format!("{name}:{line}:{column}"),
                None => name.to_string(),
            };
            report.finding(&place, &placed.finding);
        }
    }
}
