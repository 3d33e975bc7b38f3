//! A program that carries what the build script wrote: here it prints it, elsewhere it hands it to another tool.
//!
//! ```text
//! cargo run -p crosskms-example-build-script
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

include!("grants.rs");

/// What goes into the key's policy, for the raw events.
const KEY_STATEMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/raw-events.key-statement.json"));
/// All grants, as `crosskms --config` reads them.
const MANIFEST: &str = include_str!(concat!(env!("OUT_DIR"), "/crosskms.json"));

fn main() {
    for grant in [&RAW_EVENTS, &REPORTS] {
        println!("{} is about {}", grant.name(), grant.key());
    }
    println!("\n== For the policy of the key\n\n{KEY_STATEMENT}");
    println!("== For `crosskms --config crosskms.json plan`\n\n{MANIFEST}");
}

#[cfg(test)]
mod tests {
    use super::{KEY_STATEMENT, MANIFEST, RAW_EVENTS, REPORTS};

    #[test]
    fn the_embedded_statement_is_the_grants_own() {
        assert_eq!(KEY_STATEMENT, format!("{}\n", RAW_EVENTS.policies().key_policy_statement()));
    }

    #[test]
    fn the_other_documents_are_the_grants_own() {
        let policies = REPORTS.policies();
        assert_eq!(
            include_str!(concat!(env!("OUT_DIR"), "/reports.identity-policy.json")),
            format!("{}\n", policies.identity_policy())
        );
        assert_eq!(
            include_str!(concat!(env!("OUT_DIR"), "/reports.bucket-statements.json")),
            format!("{}\n", policies.bucket_policy_statement())
        );
        assert_eq!(
            include_str!(concat!(env!("OUT_DIR"), "/reports.bucket-encryption.json")),
            format!("{}\n", policies.bucket_encryption().unwrap())
        );
    }

    #[test]
    fn the_manifest_has_both_grants() {
        assert!(MANIFEST.contains("\"name\": \"raw-events\"") && MANIFEST.contains("\"name\": \"reports\""));
    }
}
