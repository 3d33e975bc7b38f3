//! The command, as an operator types it: scenarios with the output that it must have.
//!
//! `TRYCMD=overwrite cargo test -p crosskms-apply --features cli --test command` accepts changes; read the diff.

#[test]
fn scenarios() {
    trycmd::TestCases::new()
        .case("tests/command/*.trycmd")
        .case("tests/command/*.toml")
        .default_bin_name("crosskms");
}
