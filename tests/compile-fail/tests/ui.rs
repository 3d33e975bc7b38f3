//! Every mistake that the macro can see, and what the compiler says about it.
//!
//! A case is a program with one mistake; its file name says which, its folder what it is about. A file named like
//! a rule is that rule's plainest case. `TRYBUILD=overwrite cargo test -p crosskms-compile-fail` writes the
//! expected output anew; read the difference.

use std::collections::BTreeSet;
use std::path::Path;

use crosskms::rules::RULES;

#[test]
fn mistakes_fail_to_compile_and_all_else_compiles() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
    cases.compile_fail("tests/ui/*/*.rs");
    cases.pass("tests/pass/*.rs");
}

#[test]
fn every_rule_has_a_case_of_its_name() {
    let cases: BTreeSet<String> = Path::new("tests/ui")
        .read_dir()
        .unwrap()
        .filter_map(|topic| topic.unwrap().path().read_dir().ok())
        .flatten()
        .map(|case| case.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    for rule in RULES {
        assert!(cases.contains(&rule.name.replace('-', "_")), "no case is named after `{}`", rule.name);
    }
}
