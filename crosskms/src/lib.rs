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
//! | state which requests policies must allow and deny | [`assert_access!`] |
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
/// States which requests policies must allow and which they must deny; otherwise the program does not compile.
///
/// It stands among items or statements and becomes nothing at run time. Requests are decided as by [`authorize`], over
/// policies in files, over grants, or over both. What is decided otherwise is an error at the action of the request,
/// with each gate that made the decision and, where it is evident, what would turn it.
///
/// ```
/// crosskms::assert_access! {
///     policies: {
///         identity: { "arn:aws:iam::444455556666:role/analytics": "../testdata/analytics.json" },
///         key: "../testdata/key-policy.json",
///     },
///     allowed: {
///         "arn:aws:iam::444455556666:role/analytics" =>
///             [kms:Decrypt, kms:GenerateDataKey]
///             on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
///             with { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" },
///     },
///     denied: {
///         // Not past S3, and to nobody else, whatever policies of their own they have.
///         "arn:aws:iam::444455556666:role/analytics" =>
///             kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
///         ["arn:aws:iam::444455556666:role/reports", "arn:aws:iam::777788889999:user/loader"] =>
///             kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
///             with { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" },
///     },
/// }
/// ```
///
/// ```compile_fail
/// crosskms::assert_access! {
///     policies: { identity: "../testdata/analytics.json", key: "../testdata/key-policy.json" },
///     allowed: {
///         "arn:aws:iam::444455556666:role/analytics" =>
///             kms:Decrypt on "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
///     },
/// }
/// ```
///
/// Fields stand in any order, each at most once:
///
/// | field | form | meaning |
/// | --- | --- | --- |
/// | `policies` | `{ field: file }` | policies in files, see below |
/// | `grant`, `grants` | `{ … }`, `[{ … }, …]` | grants, by the fields of [`cross_account_grant!`] |
/// | `owner` | string | the account of buckets, whose ARNs do not tell; a grant says it of its bucket |
/// | `allowed` | `{ request, … }` | requests that must be allowed |
/// | `denied` | `{ request, … }` | requests that must be denied, explicitly or because nothing allows them |
///
/// A request is `caller => action on resource`, then `with { "key": value }` for its condition keys; those that follow
/// from the request, such as `aws:PrincipalArn`, are filled in, and it has no others. Caller, action and resource may be lists,
/// which stand for every combination.
///
/// | in `policies` | form | |
/// | --- | --- | --- |
/// | `identity` | file, list, or `{ "principal": file or list }` | the callers' own policies |
/// | `key`, `bucket` | file, or `{ "arn": file }` | the policy of the key, of the bucket |
/// | `boundary` | file, or `{ "principal": file }` | the callers' permissions boundary |
/// | `session` | file or list | the policies passed with the callers' sessions |
/// | `scps`, `rcps` | list for each level, the root first | what the organization allows its accounts, its resources |
/// | `endpoint` | file | the policy of the VPC endpoint that requests pass |
///
/// A file is named as in `include_str!`; what AWS would refuse in it is an error, for all other rules there is
/// [`include_policy!`]. `none` in place of a file says that there is no policy. Where nothing is said of `identity`, `key` or
/// `bucket`, it is not known, and a request that depends on it is neither allowed nor denied. Of the others there are
/// none, then; nor are there KMS grants but those of grants, and keys are enabled. What is said by ARN is not known for any other ARN.
///
/// A grant gives its identity policy to its principals and its statements to the policies of its key and bucket, in place
/// of statements of its own there; without a file for these, nothing else is in them. With `mechanism: kms_grant` it makes
/// KMS grants on the key, in place of statements.
pub use crosskms_macros::assert_access;
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
/// | `replicas` | list of strings | Regions with replicas of a multi-Region key, which carry the same statement |
/// | `bucket` | string | the ARN of the bucket; without it the grant is about the key alone |
/// | `prefixes` | list of strings | limits object access to these key prefixes |
/// | `principal`, `principals` | string, list of strings | roles, users or whole accounts of other accounts |
/// | `allow` | list of actions | exactly these actions, for example `kms:Decrypt`; or |
/// | `access` | `read`, `write`, `read_write` | the smallest set of actions for that use |
/// | `via` | service, list, `any` | fills `kms:ViaService`; `s3` with a bucket, else `any` |
/// | `bucket_key` | `true`, `false` | whether the bucket uses an S3 Bucket Key; `true` |
/// | `bind` | `principal`, `principal_arn` | name principals themselves, or account and `aws:PrincipalArn` |
/// | `mechanism` | `policy`, `kms_grant` | a statement of the key's policy, or a KMS grant for each principal |
/// | `identity_policy` | `inline`, `managed` | a policy in each role and user, or one in each account, attached to them |
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

    pub use crosskms_core::arn::{PrincipalArn, Region};
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
