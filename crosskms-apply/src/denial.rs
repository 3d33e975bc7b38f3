//! AWS's error texts, read: what a denial proves and what it leaves open (rulebook, section 5.5).
//!
//! The texts come from SDKs, the AWS CLI, S3's XML and CloudTrail, in old and new wordings, often with a log's noise
//! around them. [`Denial::read`] takes them all; [`Denial::conclusions`] says what follows. Errors that are no denials
//! at all, a disabled key or a throttled request, are read too, because they are taken for denials.

mod call;
mod code;
mod conclusions;
mod event;
mod lines;
mod message;
mod scan;

use serde::ser::{Serialize, SerializeMap, Serializer};

pub use call::Call;
pub use code::Fault;
pub use conclusions::{Conclusions, MissingStatement};
pub use event::Record;

/// What an error text says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Denial {
    /// Why the request failed, as far as the text says it.
    pub reason: Reason,
    /// The service that answered, by its prefix: `s3`, `kms`.
    pub service: Option<String>,
    /// The error's code: `AccessDenied`, `KMS.DisabledException`.
    pub code: Option<String>,
    /// The operation that was called: `GetObject`.
    pub operation: Option<String>,
    /// Who asked; of a role, its session.
    pub principal: Option<String>,
    /// The action that was denied: `kms:Decrypt`, also where `GetObject` was called.
    pub action: Option<String>,
    /// The ARN of the key, bucket or object.
    pub resource: Option<String>,
    /// The ARN of the bucket or object, where the text names it beside the resource: `upload failed: … to s3://…`.
    pub object: Option<String>,
    /// The ARN of the policy that denies.
    pub policy_arn: Option<String>,
    /// Whether an encoded message is there, which `sts:DecodeAuthorizationMessage` makes readable.
    pub encoded: bool,
    /// The request's id, for AWS Support and CloudTrail.
    pub request_id: Option<String>,
    /// What CloudTrail recorded beside the text.
    pub record: Option<Record>,
}

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// `because no … policy allows the … action`
    NotAllowed(Policies),
    /// `with an explicit deny in a … policy`; without a type in older texts.
    Denied(Option<Policies>),
    /// A type of policy, without a word on whether it denies or is silent: CloudTrail's `VpceAccessDenied`.
    Refused(Policies),
    /// KMS does not say whether the key is missing, silent or denying: `on this resource because the resource does not
    /// exist in this Region, …`, or of old `The ciphertext refers to a customer master key that does not exist, …`.
    Concealed,
    /// A Block Public Access setting, by its name.
    PublicAccessBlocked(Option<String>),
    /// Principal and action, without a reason.
    Unsaid,
    /// `Access Denied`, and nothing else.
    Bare,
    /// No denial: the request failed for another cause.
    Fault(Fault),
}

/// The type of policy that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Policies {
    /// Policies of the caller.
    IdentityBased,
    /// The key policy, the bucket policy or another policy on the resource.
    ResourceBased,
    /// SCPs over the caller's account.
    ServiceControl,
    /// RCPs over the resource's account.
    ResourceControl,
    /// Policies passed when the session was made.
    Session,
    /// The caller's permissions boundary.
    PermissionsBoundary,
    /// The policy of the VPC endpoint that the request passed.
    VpcEndpoint,
    /// The trust policy of the role that was to be assumed.
    RoleTrust,
    /// A type that is not known here, as the text writes it.
    Other(String),
}

/// A text that is no known error of AWS's. Nothing of the text is repeated, because it may hold secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadDenial {
    /// There is no text.
    #[error("the message is empty")]
    Empty,
    /// The event of CloudTrail is that of a request that worked.
    #[error("the CloudTrail event has no `errorCode`: the request was allowed")]
    NoError,
    /// An error whose code says nothing of access here.
    #[error("`{0}` is not among the errors of access that are known here")]
    UnknownCode(String),
    /// Nothing in the text is known.
    #[error("the message holds no error of access in any known wording")]
    Unknown,
}

impl Denial {
    /// Reads an error text, or an event of CloudTrail as JSON.
    ///
    /// ```
    /// use crosskms_apply::denial::{Denial, Policies, Reason};
    ///
    /// let denial = Denial::read(
    ///     "An error occurred (AccessDenied) when calling the GetObject operation: User: \
    ///      arn:aws:sts::444455556666:assumed-role/analytics/i-1 is not authorized to perform: kms:Decrypt on resource: \
    ///      arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based \
    ///      policy allows the kms:Decrypt action",
    /// )?;
    /// assert_eq!(denial.reason, Reason::NotAllowed(Policies::IdentityBased));
    /// assert_eq!(denial.action.as_deref(), Some("kms:Decrypt"));
    /// # Ok::<(), crosskms_apply::denial::UnreadDenial>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text holds no error of AWS's that is known here.
    pub fn read(text: &str) -> Result<Self, UnreadDenial> {
        if text.trim().is_empty() {
            return Err(UnreadDenial::Empty);
        }
        match event::find(text) {
            Some(event) => event::read(&event),
            None => lines::read(text),
        }
    }

    /// Reads every error of a text, such as a log or a file of CloudTrail, each once.
    ///
    /// # Errors
    ///
    /// When the text holds no error of AWS's that is known here.
    pub fn read_all(text: &str) -> Result<Vec<Self>, UnreadDenial> {
        let events = event::failed(text);
        let read: Vec<Self> = match events.len() {
            0 | 1 => lines::messages(text).into_iter().filter_map(|part| Self::read(part).ok()).collect(),
            _ => events.iter().filter_map(|event| event::read(event).ok()).collect(),
        };
        let mut all: Vec<Self> = Vec::new();
        for denial in read {
            if !all.iter().any(|known| known.is_like(&denial)) {
                all.push(denial);
            }
        }
        // Parts that say little are pieces of one message.
        if all.len() > 1 { Ok(all) } else { Ok(vec![Self::read(text)?]) }
    }

    /// Whether another text says the same of another try.
    fn is_like(&self, other: &Self) -> bool {
        let said = |denial: &Self| Self { request_id: None, record: None, ..denial.clone() };
        said(self) == said(other)
    }

    /// What the text proves, what it leaves open, and what to do next.
    pub fn conclusions(&self) -> Conclusions {
        conclusions::of(self)
    }

    /// The type of policy that the text names.
    pub const fn policies(&self) -> Option<&Policies> {
        match &self.reason {
            Reason::NotAllowed(policies) | Reason::Refused(policies) | Reason::Denied(Some(policies)) => {
                Some(policies)
            }
            _ => None,
        }
    }
}

impl UnreadDenial {
    /// What the operator can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Empty => "give the error's text, or `-` to read it from standard input",
            Self::NoError => "give the event of the request that failed",
            Self::UnknownCode(_) => "look for the code in the documentation of the service",
            Self::Unknown => "give the whole text with its code, or CloudTrail's event of the request",
        }
    }
}

impl Reason {
    /// The word as answers write it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "not_allowed",
            Self::Denied(_) => "explicit_deny",
            Self::Refused(_) => "refused",
            Self::Concealed => "concealed",
            Self::PublicAccessBlocked(_) => "public_access_blocked",
            Self::Unsaid => "unsaid",
            Self::Bare => "bare",
            Self::Fault(fault) => fault.as_str(),
        }
    }

    /// Whether a policy or setting stopped the request.
    pub const fn is_denial(&self) -> bool {
        !matches!(self, Self::Fault(_))
    }
}

impl Policies {
    /// The name as AWS's texts write it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::IdentityBased => "identity-based",
            Self::ResourceBased => "resource-based",
            Self::ServiceControl => "service control",
            Self::ResourceControl => "resource control",
            Self::Session => "session",
            Self::PermissionsBoundary => "permissions boundary",
            Self::VpcEndpoint => "VPC endpoint",
            Self::RoleTrust => "role trust",
            Self::Other(name) => name,
        }
    }
}

impl Serialize for Denial {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("denial", &self.reason.is_denial())?;
        map.serialize_entry("reason", self.reason.as_str())?;
        map.serialize_entry("policy_type", &self.policies().map(Policies::as_str))?;
        map.serialize_entry("explicit", &matches!(self.reason, Reason::Denied(_)))?;
        map.serialize_entry("service", &self.service)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("operation", &self.operation)?;
        map.serialize_entry("principal", &self.principal)?;
        map.serialize_entry("action", &self.action)?;
        map.serialize_entry("resource", &self.resource)?;
        map.serialize_entry("object", &self.object)?;
        map.serialize_entry("policy_arn", &self.policy_arn)?;
        map.serialize_entry("encoded", &self.encoded)?;
        map.serialize_entry("request_id", &self.request_id)?;
        map.serialize_entry("record", &self.record)?;
        map.end()
    }
}

#[cfg(test)]
mod tests;
