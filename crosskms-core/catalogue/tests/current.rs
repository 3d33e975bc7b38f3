//! The checked-in tables are what the data say.

use std::fs;
use std::path::Path;

#[test]
fn generated_files_are_current() {
    let action = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/action");
    for (file, text) in crosskms_catalogue::render().unwrap() {
        let checked_in = fs::read_to_string(action.join(file)).unwrap_or_default();
        assert!(
            checked_in == text,
            "`crosskms-core/src/action/{file}` is not what the data say; run `cargo run -p crosskms-catalogue`"
        );
    }
}
