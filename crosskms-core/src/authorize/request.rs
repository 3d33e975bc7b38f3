//! A question to AWS: who, which action, on what, under which circumstances.

use std::collections::BTreeMap;
use std::fmt;

use super::Caller;
use crate::action::Service;
use crate::arn::AccountId;

/// One request to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The action, `service:Name`.
    pub action: String,
    /// The ARN of the key, bucket or object.
    pub resource: String,
    /// The account that owns the resource.
    pub resource_account: AccountId,
    /// The condition keys of the request.
    pub context: Context,
}

/// The condition keys of a request and their values; the case of keys does not count (R3.34).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    values: BTreeMap<String, Vec<String>>,
    open: bool,
}

impl Request {
    /// A request; the context keys that follow from it are filled in.
    pub fn new(
        caller: Caller,
        action: impl Into<String>,
        resource: impl Into<String>,
        resource_account: AccountId,
        mut context: Context,
    ) -> Self {
        let action = action.into();
        if let Some(account) = caller.account() {
            context.fill("aws:PrincipalAccount", account.as_str());
            if is_of(Service::Kms, &action) {
                context.fill("kms:CallerAccount", account.as_str());
            }
        }
        if let Some(arn) = caller.principal_arn() {
            context.fill("aws:PrincipalArn", &arn);
        }
        context.fill("aws:ResourceAccount", resource_account.as_str());
        Self { caller, action, resource: resource.into(), resource_account, context }
    }

    /// Whether the action is one of this service.
    pub(super) fn is_of(&self, service: Service) -> bool {
        is_of(service, &self.action)
    }
}

/// The case of a service's prefix does not count (R3.5).
fn is_of(service: Service, action: &str) -> bool {
    action.split_once(':').is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(service.prefix()))
}

impl Context {
    /// A context without any key; keys that are not added are absent from the request.
    pub fn new() -> Self {
        Self::default()
    }

    /// A context of which only a part is known: a key that is not added may be there all the same.
    pub fn open() -> Self {
        Self { open: true, ..Self::default() }
    }

    /// Adds a key with its value.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.with_all(key, [value.into()])
    }

    /// Adds a key with several values.
    #[must_use]
    pub fn with_all(mut self, key: &str, values: impl IntoIterator<Item = String>) -> Self {
        self.values.insert(key.to_ascii_lowercase(), values.into_iter().collect());
        self
    }

    fn fill(&mut self, key: &str, value: &str) {
        self.values.entry(key.to_ascii_lowercase()).or_insert_with(|| vec![value.to_owned()]);
    }

    pub(super) fn values(&self, key: &str) -> Option<&[String]> {
        self.values.get(&key.to_ascii_lowercase()).map(Vec::as_slice)
    }

    /// The keys, in lower case, and their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.values.iter().map(|(key, values)| (key.as_str(), values.as_slice()))
    }

    /// Whether a key that is not here might be in the request.
    pub(super) const fn is_open(&self) -> bool {
        self.open
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} on {}", self.caller, self.action, self.resource)
    }
}
