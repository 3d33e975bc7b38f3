//! Python with pinned packages: a virtual environment in cargo's target folder, made once for each list of pins.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why there is no environment.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PythonError {
    /// Python is not there, or a package cannot be installed.
    #[error(
        "Python 3.11 or later with `venv` is needed, and `pip` with access to the packages of `{requirements}` (an \
         index, or a folder named by `PIP_FIND_LINKS`)\n`{command}` failed: {why}"
    )]
    Command {
        /// The list of pins.
        requirements: String,
        /// What was run.
        command: String,
        /// What it said.
        why: String,
    },
    /// The list of pins cannot be read, or the target folder cannot be written.
    #[error("cannot use `{path}`: {source}")]
    File {
        /// The file or folder.
        path: String,
        /// What the system says.
        source: io::Error,
    },
}

/// The folder of an environment's programs, Python among them, that has everything pinned in `requirements`.
///
/// `name` is what the environment is called in the target folder. Processes that ask at the same time wait for one
/// another.
///
/// # Errors
///
/// When Python is missing, or a package that is pinned is not to be had.
pub fn environment(name: &str, requirements: &Path) -> Result<PathBuf, PythonError> {
    let mut pins = DefaultHasher::new();
    fs::read_to_string(requirements).map_err(at(requirements))?.hash(&mut pins);
    let target = target_folder()?;
    let home = target.join(format!("{name}-{:016x}", pins.finish()));
    let programs = home.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let complete = home.join("complete");

    let lock = target.join(format!("{name}.lock"));
    let locked = File::create(&lock).map_err(at(&lock))?;
    locked.lock().map_err(at(&lock))?;
    if !complete.exists() {
        // What an interrupted run left.
        let _ = fs::remove_dir_all(&home);
        let python = if cfg!(windows) { "python" } else { "python3" };
        run(Command::new(python).args(["-m", "venv"]).arg(&home), requirements)?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        run(Command::new(programs.join("python")).args(pip).arg(requirements), requirements)?;
        File::create(&complete).map_err(at(&complete))?;
    }
    Ok(programs)
}

/// Cargo's target folder: it is marked, and the running program is somewhere below it.
///
/// # Errors
///
/// When the program does not know its own path.
pub fn target_folder() -> Result<PathBuf, PythonError> {
    let program = std::env::current_exe().map_err(at(Path::new("the running program")))?;
    let marked = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    Ok(marked.or(program.parent()).unwrap_or(&program).to_owned())
}

fn run(command: &mut Command, requirements: &Path) -> Result<(), PythonError> {
    let why = match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr)),
        Err(error) => error.to_string(),
    };
    let shown = [command.get_program()].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy);
    let shown = shown.collect::<Vec<_>>().join(" ");
    Err(PythonError::Command { requirements: requirements.display().to_string(), command: shown, why })
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> PythonError + use<'_> {
    move |source| PythonError::File { path: path.display().to_string(), source }
}
