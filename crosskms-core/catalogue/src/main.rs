//! `cargo run -p crosskms-catalogue`: writes the generated files where `crosskms-core` expects them.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let action = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/action");
    for (file, text) in crosskms_catalogue::render()? {
        fs::write(action.join(file), text)?;
    }
    Ok(())
}
