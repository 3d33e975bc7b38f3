//! The decision: whether AWS allows a request, and every gate's part in the answer.
//!
//! [`authorize`] follows AWS's own procedure (R4.1 to R4.46), in `authorize/procedure.rs`. What is not known is *unknown*: a
//! gate that nobody could read never helps to allow a request. Where a rule stands:
//!
//! | rules | about | in `authorize/` |
//! | --- | --- | --- |
//! | R4.1 to R4.5, section 4.1 | which gates must allow, and what a deny does | `procedure.rs`; which gates take part, `view.rs` |
//! | R4.10 to R4.17, R4.19, R4.20 | keys, and what works across accounts | `procedure.rs`; usage `kms.rs`, states `key_state.rs` |
//! | R2.60 to R2.65 | KMS grants | `kms_grants.rs` |
//! | R4.18, R4.45, R4.46 | whom SCPs and RCPs bind | `organization.rs` |
//! | R4.25 to R4.31 | object ownership, public access, access points | `s3.rs`, `access_point.rs` |
//! | section 4.4, R4.35 to R4.40 | whom a principal names | `principal.rs`, `caller.rs` |
//! | R3.4 to R3.11, R3.35 | actions, resources, variables | `statement.rs`, `pattern.rs` |
//! | R3.30 to R3.35 | conditions | `condition.rs` |
//! | R2.20 to R2.36 | what S3 asks for its callers | `s3_operation.rs` |

mod access_point;
mod caller;
mod certainty;
mod condition;
mod context;
pub mod difference;
mod evidence;
mod granted;
mod index;
mod key_state;
mod kms;
mod kms_grant;
mod kms_grants;
mod obstacle;
mod organization;
mod pattern;
mod policy_set;
mod prepared;
mod principal;
mod procedure;
mod remedy;
mod report;
mod request;
mod s3;
mod s3_operation;
mod statement;
mod view;

pub use caller::Caller;
pub use context::Context;
pub use difference::AccessDifference;
pub use evidence::{Evidence, Gate, Gates};
pub use granted::{granted_requests, requests_about};
pub use kms::KeySettings;
pub use kms_grant::KmsGrant;
pub use kms_grants::KmsGrants;
pub use policy_set::PolicySet;
pub use prepared::Prepared;
pub use remedy::{Addition, Remedy};
pub use report::{Dependency, GateReport, Nearest, Verdict};
pub use request::Request;
pub use s3::{AccessPoint, BucketSettings};
pub use s3_operation::{Encryption, S3Location, S3Operation, Step, UnknownOperation};
pub use view::View;

/// What AWS answers, as far as it can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Decision {
    /// Every gate allows.
    Allowed,
    /// No gate denies, but one that must allow is silent.
    ImplicitDeny,
    /// A gate denies.
    ExplicitDeny,
    /// The answer depends on a gate or a value that is not known.
    Unknown,
}

/// A decision with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Authorization {
    /// The answer; unknown when a gate that was not read could change it.
    pub decision: Decision,
    /// The answer of the gates that were read, as if there were no others. It proves nothing, but tells an operator
    /// whether what was written does what it should.
    pub as_read: Decision,
    /// Every gate that takes part, in AWS's order.
    pub gates: Vec<GateReport>,
    /// A reason that lies in no policy.
    pub reason: Option<String>,
}

/// Decides one request over the policies that take part, with every gate's part in the answer.
///
/// Whoever has many questions about the same policies makes them ready once, by [`Prepared`].
///
/// ```
/// use crosskms_core::authorize::{Context, Decision, Evidence, Request, authorize};
/// use crosskms_core::policy::Policy;
///
/// let key_policy: Policy = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
///     "Action": "kms:Decrypt", "Resource": "*"
/// }}"#
/// .parse()?;
/// let request = Request::new(
///     "arn:aws:iam::111122223333:role/app".parse()?,
///     "kms:Decrypt",
///     "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
///     "111122223333".parse()?,
///     Context::new(),
/// );
/// let mut evidence = Evidence::complete();
/// evidence.resource_policy = Some(&key_policy);
/// assert_eq!(authorize(&request, &evidence).decision, Decision::Allowed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn authorize(request: &Request, evidence: &Evidence<'_>) -> Authorization {
    Prepared::of(evidence).authorize(request)
}

impl Decision {
    /// The word as scenarios and answers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ImplicitDeny => "implicit_deny",
            Self::ExplicitDeny => "explicit_deny",
            Self::Unknown => "unknown",
        }
    }
}

impl std::fmt::Display for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests;
