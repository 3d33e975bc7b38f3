//! Rules about files, before anything in them can be looked at.

use super::{Check, Rule};
use crate::finding::Severity;

/// A file that is not what it should be; whoever reads it finds that.
pub static MALFORMED_FILE: Rule = Rule {
    name: "malformed-file",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    summary: "a file of policies is JSON of IAM's grammar, a file of grants is TOML or a manifest",
    checks: &[Check::FileReader],
};

/// A policy that does not show what it is attached to.
pub static UNCLEAR_POLICY_TYPE: Rule = Rule {
    name: "unclear-policy-type",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
    summary: "what a policy is attached to is seen in it, or said",
    checks: &[Check::FileReader],
};
