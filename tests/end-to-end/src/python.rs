//! The Python of the local AWS, and what a child of a test may see.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// The folder of this package, where the scripts are.
const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

/// The interpreter that has everything that is pinned.
static INTERPRETER: LazyLock<PathBuf> = LazyLock::new(|| {
    let requirements = Path::new(PACKAGE).join("requirements.txt");
    match crosskms_python::environment("local-aws", &requirements) {
        Ok(programs) => programs.join("python"),
        Err(error) => panic!("the local AWS cannot be started: {error}"),
    }
});

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
