//! The virtual environment of the local AWS: made once in cargo's target folder, shared by all tests.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

const REQUIREMENTS: &str = include_str!("../requirements.txt");

/// The folder of this package, where the scripts are.
const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

static INTERPRETER: LazyLock<PathBuf> = LazyLock::new(interpreter);

/// A script of this package, ready to be started with pipes for its input and output.
pub(crate) fn script(name: &str) -> Command {
    let mut command = Command::new(&*INTERPRETER);
    without_aws_settings(&mut command);
    command.arg(Path::new(PACKAGE).join(name)).stdin(Stdio::piped());
    command
}

/// Keeps what the developer has set for AWS's own tools away from a child.
pub(crate) fn without_aws_settings(command: &mut Command) {
    let nowhere = Path::new(PACKAGE).join("no-such-file");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    command.env("AWS_CONFIG_FILE", &nowhere).env("AWS_SHARED_CREDENTIALS_FILE", &nowhere);
    command.env("AWS_EC2_METADATA_DISABLED", "true");
}

/// The interpreter that has everything that is pinned.
fn interpreter() -> PathBuf {
    let mut pins = DefaultHasher::new();
    REQUIREMENTS.hash(&mut pins);
    let target = target_folder();
    let home = target.join(format!("local-aws-{:016x}", pins.finish()));
    let interpreter = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let complete = home.join("complete");

    let lock = File::create(target.join("local-aws.lock")).expect("the target folder can be written");
    lock.lock().expect("the target folder's file system has locks");
    if !complete.exists() {
        // What an interrupted run left.
        let _ = fs::remove_dir_all(&home);
        run(Command::new(if cfg!(windows) { "python" } else { "python3" }).args(["-m", "venv"]).arg(&home));
        let requirements = Path::new(PACKAGE).join("requirements.txt");
        run(Command::new(&interpreter)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(requirements));
        File::create(complete).expect("the target folder can be written");
    }
    interpreter
}

fn run(command: &mut Command) {
    let shown: Vec<_> =
        [command.get_program()].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    let shown = shown.join(" ");
    let why = match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => return,
        Ok(output) => format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr)),
        Err(error) => error.to_string(),
    };
    panic!(
        "the local AWS needs Python 3.10 or later with `venv`, and `pip` with access to the packages of \
         `tests/end-to-end/requirements.txt` (an index, or a folder named by `PIP_FIND_LINKS`).\n`{shown}` failed: {why}"
    );
}

/// Cargo marks the folder; the running test is somewhere below it.
fn target_folder() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let marked = test.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    marked.or(test.parent()).expect("a test is in a folder").to_owned()
}
