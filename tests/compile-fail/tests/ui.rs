//! Every mistake that the macro can see, and what the compiler says about it.
//!
//! A case is a program with one mistake; its file name says which, its folder what it is about. A file named like
//! a rule is that rule's plainest case. `TRYBUILD=overwrite cargo test -p crosskms-compile-fail` writes the
//! expected output anew; read the difference.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

use crosskms::rules::RULES;

#[test]
fn mistakes_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
    cases.compile_fail("tests/ui/*/*.rs");
}

#[test]
fn every_rule_has_a_case_of_its_name() {
    let expected: BTreeMap<String, String> = expected_output().unwrap().into_iter().collect();
    for rule in RULES.iter().filter(|rule| rule.is_of_grants()) {
        let case = rule.name.replace('-', "_");
        let output = expected.get(&case).unwrap_or_else(|| panic!("no case is named `{case}`"));
        assert!(
            output.contains(&format!("rule: {},", rule.name)),
            "`{case}` does not fail its rule:\n{output}"
        );
    }
}

#[test]
fn one_mistake_is_one_error_with_help_and_rule() {
    for (case, output) in expected_output().unwrap() {
        let mistakes = match case.as_str() {
            "all_at_once" => 10,
            "missing_every_field" => 4,
            "several_requests_unmet" => 3,
            "allowance_before_another_field" | "every_element_misplaced" | "missing_two_fields" => 2,
            _ => 1,
        };
        // A request that is decided otherwise than asserted breaks no rule.
        let rules = if output.contains("` must be ") { 0 } else { mistakes };
        for (begin, expected) in [("error", mistakes), ("       help: ", mistakes), ("       rule: ", rules)]
        {
            let lines = output.lines().filter(|line| line.starts_with(begin)).count();
            assert_eq!(lines, expected, "lines of `{case}` that begin with `{begin}`:\n{output}");
        }
    }
}

/// The cases by name, each with what the compiler is expected to say.
fn expected_output() -> io::Result<Vec<(String, String)>> {
    let mut folders = vec![PathBuf::from("tests/ui")];
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "stderr") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                cases.push((name, fs::read_to_string(&path)?));
            }
        }
    }
    Ok(cases)
}
