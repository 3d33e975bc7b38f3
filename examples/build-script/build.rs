//! Writes the documents of all grants and their manifest into `OUT_DIR`, and checks the key policy that they join.

use std::process::ExitCode;

use crosskms::policy::PolicyType;

include!("src/grants.rs");

fn main() -> ExitCode {
    crosskms::build::grants([&RAW_EVENTS, &REPORTS])
        .policy_file("policies/key-policy.json", PolicyType::KeyPolicy)
        .write()
}
