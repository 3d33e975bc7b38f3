//! ARNs of customer managed policies.

use std::fmt;
use std::str::FromStr;

use crosskms::arn::{AccountId, Partition, PrincipalArn};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The ARN of a managed policy of a customer, for example `arn:aws:iam::444455556666:policy/crosskms-raw-events`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyArn {
    text: String,
    partition: Partition,
    account: AccountId,
}

/// The text is not the ARN of a customer managed policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the ARN of a managed policy: expected the form `arn:aws:iam::ACCOUNT:policy/NAME`")]
pub struct MalformedPolicyArn(String);

impl PolicyArn {
    /// The policy of this name in the account of a principal.
    pub fn beside(principal: &PrincipalArn, name: &str) -> Self {
        let (partition, account) = (principal.partition(), principal.account());
        Self { text: format!("arn:{partition}:iam::{account}:policy/{name}"), partition, account }
    }

    /// The ARN.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The partition of the policy.
    pub const fn partition(&self) -> Partition {
        self.partition
    }

    /// The account that has the policy.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The name, without its path.
    pub fn name(&self) -> &str {
        self.text.rsplit_once('/').map_or("", |(_, name)| name)
    }
}

impl FromStr for PolicyArn {
    type Err = MalformedPolicyArn;

    fn from_str(text: &str) -> Result<Self, MalformedPolicyArn> {
        let parse = || {
            let mut fields = text.splitn(6, ':');
            let mut next = || fields.next();
            let (arn, partition, service) = (next()?, next()?, next()?);
            let (region, account, resource) = (next()?, next()?, next()?);
            let name =
                resource.strip_prefix("policy/").filter(|name| !name.is_empty() && !name.ends_with('/'));
            let is_policy = arn == "arn" && service == "iam" && region.is_empty() && name.is_some();
            let (partition, account) = (partition.parse().ok()?, account.parse().ok()?);
            is_policy.then(|| Self { text: text.to_owned(), partition, account })
        };
        parse().ok_or_else(|| MalformedPolicyArn(text.to_owned()))
    }
}

impl fmt::Display for PolicyArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for PolicyArn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for PolicyArn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::PolicyArn;

    #[test]
    fn a_policy_arn_is_read_as_it_is_made() {
        let role = "arn:aws-cn:iam::444455556666:role/data/analytics".parse().unwrap();
        let made = PolicyArn::beside(&role, "crosskms-raw-events");
        assert_eq!(made.as_str(), "arn:aws-cn:iam::444455556666:policy/crosskms-raw-events");
        assert_eq!(made.as_str().parse::<PolicyArn>(), Ok(made.clone()));
        assert_eq!((made.account().as_str(), made.name()), ("444455556666", "crosskms-raw-events"));
    }

    #[test]
    fn what_is_no_customer_managed_policy_is_refused() {
        for text in [
            "crosskms-raw-events",
            "arn:aws:iam::aws:policy/ReadOnlyAccess",
            "arn:aws:iam::444455556666:role/analytics",
            "arn:aws:iam::444455556666:policy/",
            "arn:aws:iam::444455556666:policy/path/",
            "arn:aws:iam:eu-west-1:444455556666:policy/a",
            "arn:aws:sts::444455556666:policy/a",
        ] {
            assert!(text.parse::<PolicyArn>().is_err(), "{text}");
        }
    }
}
