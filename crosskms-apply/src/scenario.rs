//! Scenarios: one authorization question with the policies it is asked against, as data.
//!
//! A scenario is the unit of policy tests and of `crosskms evaluate`. It is complete: a policy, an organization or a
//! setting that is not in it does not exist. Only `request` must be there.
//!
//! | field | is |
//! | --- | --- |
//! | `id` | any string |
//! | `request` | `principal`: the ARN of a role, user, root user or role session, a service principal, or `anonymous`; `action`; `resource`; `resource_account`, which a key's ARN tells by itself; `context` |
//! | `identity_policies` | a list of `{"name": …, "document": …}` |
//! | `permissions_boundary` | a policy |
//! | `session_policies` | a list of policies; an empty one means that none was passed |
//! | `resource_policy` | the policy of the key or bucket |
//! | `scps`, `rcps` | a list for each level, the organization's root first; absent: no organization |
//! | `management_account` | the account that manages the organization |
//! | `endpoint_policy` | the policy of the VPC endpoint that the request passes |
//! | `kms_grants` | a list of `{"grantee", "operations", "encryption_context_subset", "encryption_context_equals"}` |
//! | `key` | `{"state", "spec", "usage", "manager"}`, as `DescribeKey` tells them; what is absent is as `CreateKey` makes it, and a usage that does not follow from the spec is unknown |
//! | `bucket` | `{"restrict_public_buckets": true, "object_owner": "444455556666"}` |
//! | `access_point` | `{"arn": …, "policy": …}` through which the bucket is used |
//! | `expect` | `allowed`, `implicit_deny`, `explicit_deny`; or `unknown`, where AWS does not document what it does |
//!
//! A policy is an object, or a string that holds its text. Values of the context are strings, numbers, booleans or lists
//! of them. Context keys that follow from the request, such as `aws:PrincipalArn`, are filled in when they are absent.

mod answer;
mod documents;
mod file;
mod id;
mod lines;
mod read;

use std::fmt;
use std::str::FromStr;

use crosskms::authorize::{Authorization, Decision, Evidence, Prepared, Request};
use crosskms::json::{Node, ReadError};

pub use answer::{Answer, GateAnswer, NearestAnswer};
pub use documents::Documents;
pub use file::{LocatedScenario, ScenarioFile, scenario_files};
pub use lines::{Line, LineError, answer_lines, message_of};

use read::Parts;

/// One authorization question with everything that decides it.
///
/// ```
/// use crosskms::authorize::Decision;
/// use crosskms_apply::Scenario;
///
/// let scenario: Scenario = r#"{
///     "id": "a key policy that names a role of its own account",
///     "request": {
///         "principal": "arn:aws:iam::111122223333:role/app",
///         "action": "kms:Decrypt",
///         "resource": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
///     },
///     "resource_policy": {"Version": "2012-10-17", "Statement": {
///         "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
///         "Action": "kms:Decrypt", "Resource": "*"
///     }},
///     "expect": "allowed"
/// }"#
/// .parse()?;
/// assert_eq!(scenario.decide(), Decision::Allowed);
/// assert_eq!(scenario.answer().agrees, Some(true));
/// # Ok::<(), crosskms::json::ReadError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Scenario {
    /// What the scenario calls itself.
    pub id: Option<String>,
    /// The question.
    pub request: Request,
    /// The policies and settings that decide it.
    pub documents: Documents,
    /// The decision that the scenario's author expects.
    pub expect: Option<Decision>,
}

impl Scenario {
    /// What AWS decides.
    pub fn decide(&self) -> Decision {
        Prepared::of(&self.evidence()).decide(&self.request)
    }

    /// What AWS decides, with every gate's part in it.
    pub fn authorize(&self) -> Authorization {
        Prepared::of(&self.evidence()).authorize(&self.request)
    }

    /// The same in the form in which `crosskms evaluate` writes it.
    pub fn answer(&self) -> Answer {
        Answer::new(self.id.clone(), self.authorize(), self.expect)
    }

    /// The policies and settings for [`authorize`](crosskms::authorize::authorize); what is not in them does not exist.
    pub fn evidence(&self) -> Evidence<'_> {
        self.documents.evidence()
    }
}

impl FromStr for Scenario {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Node::parse(text).and_then(Self::try_from).map_err(|error| error.located_in(text))
    }
}

/// Reads a scenario that stands in a larger text, so that an error tells the place in that.
impl TryFrom<Node<'_>> for Scenario {
    type Error = ReadError;

    fn try_from(node: Node<'_>) -> Result<Self, ReadError> {
        let Parts { id, request, expect, documents } = Parts::of(node)?;
        let documents = Documents::read(&documents)?;
        let request = request.about_key(documents.key.as_ref()).into_owned();
        Ok(Self { id, request, documents, expect })
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.id {
            Some(id) => f.write_str(id),
            None => self.request.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests;
