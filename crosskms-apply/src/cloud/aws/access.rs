//! How an account is reached, as an operator writes it down.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crosskms::arn::PrincipalArn;

/// How to reach an account; without profile and role, with the credentials of the environment.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AccountAccess {
    /// The profile of the AWS configuration files that has the credentials, or those that assume the role.
    pub profile: Option<String>,
    /// The ARN of a role to assume.
    pub assume_role: Option<String>,
    /// The external id that the role's trust policy asks for.
    pub external_id: Option<String>,
    /// The Region for IAM and STS; KMS and S3 follow the resource.
    pub region: Option<String>,
    /// The address of a local server that takes the place of all services.
    pub endpoint_url: Option<String>,
    /// How long one try of a call may take; 30 seconds, where nothing is said.
    pub timeout: Option<Duration>,
    /// How long a call may take with all of its tries; three times as long as one, where nothing is said.
    pub call_timeout: Option<Duration>,
    /// How to act as roles and users of the account that grants name, where these are not simply assumed.
    pub principals: BTreeMap<PrincipalArn, PrincipalAccess>,
}

/// How to act as a role or user; it matters for live verification alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PrincipalAccess {
    /// The profile that has its credentials; without one, a role is assumed with the account's credentials.
    pub profile: Option<String>,
    /// The external id that the role's trust policy asks for.
    pub external_id: Option<String>,
}

impl AccountAccess {
    /// How long one try of a call may take, where nothing is said; the documents are small.
    pub const TIMEOUT: Duration = Duration::from_secs(30);
}

impl fmt::Display for AccountAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.assume_role, &self.profile) {
            (Some(role), Some(profile)) => write!(f, "{role}, assumed with profile {profile}"),
            (Some(role), None) => write!(f, "{role}, assumed with the environment's credentials"),
            (None, Some(profile)) => write!(f, "profile {profile}"),
            (None, None) => f.write_str("the environment's credentials"),
        }
    }
}

impl fmt::Debug for AccountAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            profile,
            assume_role,
            external_id,
            region,
            endpoint_url,
            timeout,
            call_timeout,
            principals,
        } = self;
        f.debug_struct("AccountAccess")
            .field("profile", profile)
            .field("assume_role", assume_role)
            .field("external_id", &external_id.as_ref().map(|_| "…"))
            .field("region", region)
            .field("endpoint_url", endpoint_url)
            .field("timeout", timeout)
            .field("call_timeout", call_timeout)
            .field("principals", principals)
            .finish()
    }
}

impl fmt::Debug for PrincipalAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrincipalAccess")
            .field("profile", &self.profile)
            .field("external_id", &self.external_id.as_ref().map(|_| "…"))
            .finish()
    }
}
