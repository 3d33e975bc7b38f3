//! What is made to be measured, in cargo's target folder: the command, and crates that are generated to be compiled.

pub(crate) mod grants;
pub(crate) mod policies;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{BenchmarkError, at};
use crate::measure::prepare;

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// An empty folder for a benchmark's files.
pub(crate) fn folder(name: &str) -> Result<PathBuf, BenchmarkError> {
    let folder = crosskms_python::target_folder()?.join("benchmarks").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    Ok(folder)
}

/// The command as it is released, built here.
pub(crate) fn command() -> Result<PathBuf, BenchmarkError> {
    let target = crosskms_python::target_folder()?;
    let build = ["build", "--release", "--package", "crosskms-apply", "--features", "cli", "--target-dir"];
    prepare(cargo().current_dir(repository()).args(build).arg(&target))?;
    Ok(target.join("release/crosskms"))
}

/// A workspace of generated crates. It has its own target folder, cargo's default profiles, and the versions of
/// dependencies that the repository has locked.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    pub(crate) fn new(name: &str) -> Result<Self, BenchmarkError> {
        let folder = folder(name)?;
        write(
            &folder.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n",
        )?;
        let lock = folder.join("Cargo.lock");
        fs::copy(repository().join("Cargo.lock"), &lock).map_err(at(&lock))?;
        Ok(Self { folder })
    }

    /// Adds a library.
    pub(crate) fn add(&self, name: &str, dependencies: &str, source: &str) -> Result<(), BenchmarkError> {
        let package = self.folder.join(name);
        let sources = package.join("src");
        fs::create_dir_all(&sources).map_err(at(&sources))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n"
        );
        write(&package.join("Cargo.toml"), &manifest)?;
        write(&sources.join("lib.rs"), source)
    }

    /// A call of cargo on one crate of the workspace.
    pub(crate) fn cargo(&self, subcommand: &str, package: &str) -> Command {
        let mut command = cargo();
        command.current_dir(&self.folder).args([subcommand, "--package", package]);
        command.arg("--target-dir").arg(self.target());
        command
    }

    /// A call of cargo that downloads what the workspace depends on.
    pub(crate) fn fetch(&self) -> Command {
        let mut command = cargo();
        command.current_dir(&self.folder).arg("fetch");
        command
    }

    /// Forgets everything that was built.
    pub(crate) fn clean(&self) -> Result<(), BenchmarkError> {
        let target = self.target();
        if target.exists() {
            fs::remove_dir_all(&target).map_err(at(&target))?;
        }
        Ok(())
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}

/// The cargo that this program was started by, or the one that the user has.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// What a manifest says to depend on a package of this repository.
pub(crate) fn dependency(name: &str, folder: &str) -> String {
    // A literal string of TOML, because the path may have backslashes.
    format!("{name} = {{ path = '{}' }}", repository().join(folder).display())
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), BenchmarkError> {
    fs::write(path, text).map_err(at(path))
}
