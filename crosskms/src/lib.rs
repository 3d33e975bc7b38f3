//! Cross-account access to encrypted S3 data: four documents in two accounts, written once and checked by the
//! compiler.
//!
//! A bucket of account A is encrypted with a KMS key of account A; a role of account B must use it. That takes an
//! identity policy in B, and a key policy statement, a bucket policy statement and default encryption in A, all
//! in agreement. [`cross_account_grant!`] writes them from one value:
//!
//! ```
//! use crosskms::{CrossAccountGrant, cross_account_grant};
//!
//! /// Analytics reads and writes the raw events.
//! static RAW_EVENTS: CrossAccountGrant = cross_account_grant! {
//!     name: "raw-events",
//!     key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
//!     bucket: "arn:aws:s3:::example-raw-events",
//!     principal: "arn:aws:iam::444455556666:role/analytics",
//!     allow: [kms:Decrypt, kms:GenerateDataKey, s3:GetObject, s3:PutObject, s3:ListBucket],
//! };
//!
//! let policies = RAW_EVENTS.policies();
//! println!("{}", policies.key_policy_statement()); // goes into account A
//! println!("{}", policies.identity_policy()); // goes into account B
//! ```
//!
//! | to | use |
//! | --- | --- |
//! | write a grant that the compiler checks | [`cross_account_grant!`] |
//! | write one whose values are known at run time | [`CrossAccountGrant::builder`] |
//! | get its documents | [`CrossAccountGrant::policies`] |
//! | include policies of others, checked by the compiler | [`include_policy!`] |
//! | read, change and write policies of others | [`policy`] |
//! | decide a request over policies | [`authorize`] |
//! | write documents and a manifest from a build script | [`build`] |
//! | push a grant to its accounts, verify it, take it back | the crate `crosskms-apply` |

pub mod build;

pub use crosskms_core::grant::{CrossAccountGrant, CrossAccountGrantBuilder};
/// For the readers of files in `crosskms-apply`.
#[doc(hidden)]
pub use crosskms_core::json;
pub use crosskms_core::{action, arn, authorize, finding, grant, policies, policy, rules, site, suggest};
/// A [`CrossAccountGrant`], checked while the program is compiled; usable as the initialiser of a `static`.
///
/// ```
/// use crosskms::{CrossAccountGrant, cross_account_grant};
///
/// static RAW_EVENTS: CrossAccountGrant = cross_account_grant! {
///     name: "raw-events",
///     key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
///     bucket: "arn:aws:s3:::example-raw-events",
///     principal: "arn:aws:iam::444455556666:role/analytics",
///     allow: [kms:Decrypt, kms:GenerateDataKey, s3:GetObject, s3:PutObject, s3:ListBucket],
/// };
/// ```
///
/// Fields stand in any order, each at most once:
///
/// | field | form | meaning |
/// | --- | --- | --- |
/// | `name` | string | names the grant in Sids and policy names: 1 to 40 of `a` to `z`, `0` to `9`, `-` |
/// | `key` | string | the full ARN of the key |
/// | `bucket` | string | the ARN of the bucket; without it the grant is about the key alone |
/// | `prefixes` | list of strings | limits object access to these key prefixes |
/// | `principal`, `principals` | string, list of strings | roles, users or whole accounts of other accounts |
/// | `allow` | list of actions | exactly these actions, for example `kms:Decrypt`; or |
/// | `access` | `read`, `write`, `read_write` | the smallest set of actions for that use |
/// | `via` | service, list, `any` | fills `kms:ViaService`; `s3` with a bucket, else `any` |
/// | `bucket_key` | `true`, `false` | whether the bucket uses an S3 Bucket Key; `true` |
/// | `bind` | `principal`, `principal_arn` | name principals themselves, or account and `aws:PrincipalArn` |
/// | `conditions` | `{ Operator: { "key": "value" } }` | further limits on the owner's statements |
///
/// Every string may be `env!("VAR")`: the value is taken from the compiler's environment and checked like any
/// other. `#[allow(rule_name)]` before a field silences a rule that is a warning.
pub use crosskms_macros::cross_account_grant;
/// A policy file that is checked while the program is compiled, as a [`policy::Policy`] constant.
///
/// The file is named as in `include_str!`, from the folder of the source file. It is checked by every rule for its
/// type, a variant of [`policy::PolicyType`]; what is wrong is said with file, line and column, and cargo compiles again when
/// the file changes. `#[allow(rule_name)]` before the name silences a rule that does not find what AWS refuses.
///
/// ```
/// use crosskms::include_policy;
/// use crosskms::policy::Policy;
///
/// static KEY_POLICY: Policy = include_policy!("../testdata/key-policy.json", KeyPolicy);
///
/// assert_eq!(KEY_POLICY.statements.len(), 2);
/// ```
pub use crosskms_macros::include_policy;

/// What expansions of the macro name; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use std::borrow::Cow;

    use crosskms_core::policy::{OneOrMany, Policy};

    pub use crosskms_core::arn::PrincipalArn;
    pub use crosskms_core::grant::{CheckedParts, CrossAccountGrant, GrantCondition, Operator};

    /// What `include_policy!` with errors expands to.
    pub const POLICY_STUB: Policy = Policy {
        version: None,
        id: None,
        statements: OneOrMany::Many(Cow::Borrowed(&[])),
        other: Cow::Borrowed(&[]),
    };

    /// What a macro with errors expands to, so that they are the only ones.
    pub const STUB: CrossAccountGrant = CheckedParts::of_key("", "", "", &[]).grant();
}

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
