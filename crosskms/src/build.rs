//! For build scripts: the documents of a list of grants as files, and a manifest of the grants for the command.
//!
//! The grants are written once, in a file that both the build script and the program read:
//!
//! ```no_run
//! // build.rs
//! use std::process::ExitCode;
//!
//! use crosskms::{CrossAccountGrant, cross_account_grant};
//!
//! # /*
//! include!("src/grants.rs");
//! # */
//! # static RAW_EVENTS: CrossAccountGrant = cross_account_grant! {
//! #     name: "raw-events",
//! #     key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
//! #     bucket: "arn:aws:s3:::example-raw-events",
//! #     principal: "arn:aws:iam::444455556666:role/analytics",
//! #     access: read,
//! # };
//!
//! fn main() -> ExitCode {
//!     crosskms::build::grants([&RAW_EVENTS]).write()
//! }
//! ```
//!
//! In `OUT_DIR`, or in a [folder](Build::folder) of your choice, stand then:
//!
//! | file | holds | for |
//! | --- | --- | --- |
//! | `<name>.identity-policy.json` | the identity policy | the principals' accounts |
//! | `<name>.key-statement.json` | what goes into the key policy: a statement, or a list of several | the owner's account |
//! | `<name>.bucket-statements.json` | the same for the bucket policy; of a grant with a bucket | the owner's account |
//! | `<name>.bucket-encryption.json` | default encryption, as `PutBucketEncryption` takes it; of a grant with a bucket | the owner's account |
//! | `crosskms.json` | the manifest of all grants | `crosskms --config`, or `manifest = "…"` in `crosskms.toml` |
//!
//! The program can embed them: `include_str!(concat!(env!("OUT_DIR"), "/raw-events.key-statement.json"))`.
//!
//! - The bytes of a file follow from its grant alone, and a file is touched only when they change. It is written whole
//!   or not at all, readable by its owner alone.
//! - What the manifest of an earlier run lists and no grant makes any more is removed, nothing else. So two build
//!   scripts cannot share a folder.
//! - When a rule is broken, or two grants cannot stand side by side, cargo shows every finding as the macro would, the
//!   build fails, and no file is touched.
//! - What a rule warns of, or was allowed by name, is decided here. The command does not ask again when it reads the
//!   manifest; what AWS refuses it refuses too.
//! - Cargo runs the script again when it or what it includes changes, and when a [policy file](Build::policy_file)
//!   does. What else it depends on is said by [`rerun_if_changed`](Build::rerun_if_changed) and
//!   [`rerun_if_env_changed`](Build::rerun_if_env_changed).

mod files;
mod given;
mod policy_file;
mod report;

pub use given::GivenGrant;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crosskms_core::grant::{Conflict, CrossAccountGrant};
use crosskms_core::policy::PolicyType;

use policy_file::PolicyFile;
use report::Report;

/// What a build script writes and checks; see the [module](self).
#[derive(Debug, Default)]
#[must_use = "nothing is written until `write` is called"]
pub struct Build {
    grants: Vec<GivenGrant>,
    folder: Option<PathBuf>,
    policy_files: Vec<PolicyFile>,
    /// Lines for cargo that the script asked for.
    watched: Vec<String>,
}

/// Begins with a list of grants: of the macro, or of builders, whose findings are shown then.
///
/// ```no_run
/// # use std::process::ExitCode;
/// use crosskms::CrossAccountGrant;
///
/// fn main() -> ExitCode {
///     let grants = ["analytics", "reports"].map(|role| {
///         CrossAccountGrant::builder()
///             .name(role)
///             .key(std::env::var("KEY_ARN").unwrap_or_default())
///             .principal(format!("arn:aws:iam::444455556666:role/{role}"))
///             .allow(["kms:Decrypt"])
///     });
///     crosskms::build::grants(grants).rerun_if_env_changed("KEY_ARN").folder("generated").write()
/// }
/// ```
pub fn grants<G: Into<GivenGrant>>(grants: impl IntoIterator<Item = G>) -> Build {
    Build { grants: grants.into_iter().map(Into::into).collect(), ..Build::default() }
}

impl Build {
    /// Adds a grant.
    pub fn grant(mut self, grant: impl Into<GivenGrant>) -> Self {
        self.grants.push(grant.into());
        self
    }

    /// Writes into this folder, made when there is none, in place of `OUT_DIR`. A relative path begins at the package.
    pub fn folder(mut self, path: impl Into<PathBuf>) -> Self {
        self.folder = Some(path.into());
        self
    }

    /// Checks a policy that somebody else wrote, by every rule for its type.
    pub fn policy_file(self, path: impl Into<PathBuf>, policy_type: PolicyType) -> Self {
        self.policy_file_allowing(path, policy_type, [])
    }

    /// The same without these rules, which must not be rules of what AWS refuses.
    pub fn policy_file_allowing<'r>(
        mut self,
        path: impl Into<PathBuf>,
        policy_type: PolicyType,
        rules: impl IntoIterator<Item = &'r str>,
    ) -> Self {
        self.policy_files.push(PolicyFile::new(path.into(), policy_type, rules));
        self
    }

    /// Runs the script again when this file, or anything in this folder, changes.
    pub fn rerun_if_changed(mut self, path: impl AsRef<Path>) -> Self {
        self.watched.push(format!("cargo::rerun-if-changed={}", path.as_ref().display()));
        self
    }

    /// Runs the script again when this environment variable changes.
    pub fn rerun_if_env_changed(mut self, variable: &str) -> Self {
        self.watched.push(format!("cargo::rerun-if-env-changed={variable}"));
        self
    }

    /// Checks everything, writes the files and tells cargo what to watch; what `main` of the build script returns.
    ///
    /// Findings are shown by cargo. When one is more than a warning, or a file cannot be written, the build fails.
    pub fn write(self) -> ExitCode {
        match self.run(&mut io::stdout().lock()) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) | Err(_) => ExitCode::FAILURE,
        }
    }

    /// The same; `cargo` is where the lines for cargo go. Whether the build may go on.
    fn run(&self, cargo: &mut impl Write) -> io::Result<bool> {
        self.tell_what_to_watch(cargo)?;
        let mut report = Report::default();
        let grants = self.checked(&mut report);
        self.policy_files.iter().for_each(|file| file.check(&mut report));
        if !report.has_errors() {
            self.write_files(&grants, &mut report);
        }
        report.print(cargo)?;
        Ok(!report.has_errors())
    }

    fn write_files(&self, grants: &[CrossAccountGrant], report: &mut Report) {
        let Some(folder) = self.folder.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from))
        else {
            return report.failure("`OUT_DIR` is not set", "run this by cargo, or name a folder");
        };
        if let Err(message) = files::write(&folder, grants) {
            report.failure(&message, "name a folder that the build can write to, or none for `OUT_DIR`");
        }
    }

    /// Without any line, cargo would watch the whole package. It runs the script anyway when its source changes.
    fn tell_what_to_watch(&self, cargo: &mut impl Write) -> io::Result<()> {
        let script = if Path::new("build.rs").exists() { "build.rs" } else { "Cargo.toml" };
        writeln!(cargo, "cargo::rerun-if-changed={script}")?;
        for file in &self.policy_files {
            writeln!(cargo, "cargo::rerun-if-changed={}", file.path().display())?;
        }
        self.watched.iter().try_for_each(|line| writeln!(cargo, "{line}"))
    }

    /// The grants that break no rule; what the others break is reported.
    fn checked(&self, report: &mut Report) -> Vec<CrossAccountGrant> {
        let mut grants: Vec<CrossAccountGrant> = Vec::new();
        let mut conflicts = Conflict::among(self.grants.iter().filter_map(GivenGrant::grant));
        // One conflict of a grant is enough to find it.
        conflicts.dedup_by_key(|(position, _)| *position);
        let mut conflicts: BTreeMap<usize, Conflict> = conflicts.into_iter().collect();
        for (index, given) in self.grants.iter().enumerate() {
            let place = given.place(index);
            report.findings_of_grant(&place, given.findings());
            let Some(grant) = given.grant() else { continue };
            if let Some(conflict) = conflicts.remove(&grants.len()) {
                report.finding(&place, &conflict.finding());
            }
            grants.push(grant.clone());
        }
        grants
    }
}

#[cfg(test)]
mod tests;
