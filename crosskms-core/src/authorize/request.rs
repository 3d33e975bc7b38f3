//! A question to AWS: who, which action, on what, under which circumstances.

use std::fmt;

use super::context::Presence;
use super::principal::is_service_linked;
use super::{Caller, Context};
use crate::action::{Action, Service};
use crate::arn::{AccountId, Arn};

/// One request to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The action, `service:Name`.
    pub action: String,
    folded: String,
    known: Option<Action>,
    service: Option<Service>,
    account: Option<AccountId>,
    service_linked: bool,
    /// The ARN of the key, bucket or object.
    pub resource: String,
    /// The account that owns the resource.
    pub resource_account: AccountId,
    /// The condition keys of the request.
    pub context: Context,
}

impl Request {
    /// A request; the context keys that follow from it are filled in.
    pub fn new(
        caller: Caller,
        action: impl Into<String>,
        resource: impl Into<String>,
        resource_account: AccountId,
        context: Context,
    ) -> Self {
        let (action, resource) = (action.into(), resource.into());
        let (folded, known) = (action.to_ascii_lowercase(), Action::named(&action));
        let caller = match caller {
            Caller::Service(name) => Caller::Service(name.to_ascii_lowercase()),
            caller => caller,
        };
        let prefix = folded.split_once(':').map(|(prefix, _)| prefix);
        let service =
            [Service::Kms, Service::S3].into_iter().find(|service| prefix == Some(service.prefix()));
        let (account, service_linked) = (caller.account(), is_service_linked(&caller));
        let mut request = Self {
            caller,
            action,
            folded,
            known,
            service,
            account,
            service_linked,
            resource,
            resource_account,
            context,
        };
        request.fill();
        request
    }

    /// Adds the condition keys that follow from the request, where the context does not have them.
    fn fill(&mut self) {
        let is_kms = self.is_of(Service::Kms);
        let through_service = matches!(self.context.presence("kms:viaservice"), Presence::Values(_));
        let is_service = matches!(self.caller, Caller::Service(_));
        let flag = |holds: bool| Some(holds.to_string());
        let account = self.caller.account().map(|account| account.to_string());
        let service = match &self.caller {
            Caller::Service(name) => Some(name.clone()),
            _ => None,
        };
        let username = match &self.caller {
            Caller::User(arn) => Some(arn.name().to_owned()),
            _ => None,
        };
        let region = region_of(&self.resource);
        let signed = !matches!(self.caller, Caller::Anonymous);
        let filled = [
            ("aws:PrincipalAccount", account.clone()),
            ("aws:PrincipalArn", self.caller.principal_arn()),
            ("aws:PrincipalType", self.caller.principal_type().map(str::to_owned)),
            ("aws:PrincipalIsAWSService", flag(is_service).filter(|_| signed)),
            ("aws:PrincipalServiceName", service),
            ("aws:username", username),
            (
                "aws:ViaAWSService",
                flag(through_service).filter(|_| signed && (through_service || !self.context.is_open())),
            ),
            ("aws:ResourceAccount", Some(self.resource_account.to_string())),
            (
                "s3:ResourceAccount",
                Some(self.resource_account.to_string()).filter(|_| self.is_of(Service::S3)),
            ),
            ("aws:RequestedRegion", region.filter(|_| is_kms)),
            ("kms:CallerAccount", account.filter(|_| is_kms)),
        ];
        for (key, value) in filled {
            if let Some(value) = value {
                self.context.fill(key, [value]);
            }
        }
        let names: Vec<String> = self.context.encryption_context().map(|(name, _)| name.to_owned()).collect();
        // Of an open context, more names may be there than are known.
        if is_kms && !names.is_empty() && !self.context.is_open() {
            self.context.fill("kms:EncryptionContextKeys", names);
        }
    }

    /// The action in lower case, because its case does not count (R3.5).
    pub(super) fn folded_action(&self) -> &str {
        &self.folded
    }

    /// The action, if the tables know it.
    pub(super) const fn known_action(&self) -> Option<Action> {
        self.known
    }

    /// Asks for another action in the place of the one before: a question costs little where all else stays.
    ///
    /// ```
    /// use crosskms_core::action::kms;
    /// use crosskms_core::authorize::{Caller, Context, Request};
    ///
    /// let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    /// let new = |action| Request::new(Caller::Anonymous, action, key, "111122223333".parse().unwrap(), Context::new());
    /// let mut request = new("kms:Decrypt");
    /// request.ask_for(kms::Encrypt);
    /// assert_eq!(request, new("kms:Encrypt"));
    /// ```
    pub fn ask_for(&mut self, action: Action) {
        let of_same_service = self.is_of(action.service());
        for text in [&mut self.action, &mut self.folded] {
            text.clear();
            text.push_str(action.service().prefix());
            text.push(':');
            text.push_str(action.name());
        }
        self.folded.make_ascii_lowercase();
        self.known = Some(action);
        self.service = Some(action.service());
        if !of_same_service {
            self.context.empty();
            self.fill();
        }
    }

    /// The same request about another resource.
    pub(super) fn about(&self, resource: String) -> Self {
        Self { resource, ..self.clone() }
    }

    /// Whether an alias is made, moved or deleted, of which identity policies alone decide (section 2.1 of the rulebook).
    pub(super) fn is_about_alias(&self) -> bool {
        self.known.is_some_and(|action| action.resource_types().contains(&"alias")) && self.names_alias()
    }

    /// Whether the resource is an alias of a key, and not the key.
    pub(super) fn names_alias(&self) -> bool {
        self.is_of(Service::Kms)
            && Arn::parse(&self.resource).is_ok_and(|arn| arn.resource.starts_with("alias/"))
    }

    /// Whether caller and resource are in two partitions, between which there is no access (R1.5).
    pub(super) fn crosses_partitions(&self) -> bool {
        let of_resource = self.resource.strip_prefix("arn:").and_then(|rest| rest.split_once(':'));
        match (self.caller.partition(), of_resource) {
            (Some(partition), Some((name, _))) => partition.as_str() != name,
            _ => false,
        }
    }

    /// Whether the action is one of this service.
    pub(super) fn is_of(&self, service: Service) -> bool {
        self.service == Some(service)
    }

    /// The account of the caller.
    pub(super) const fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// Whether caller and resource are in two accounts.
    pub(super) fn is_cross_account(&self) -> bool {
        self.account != Some(self.resource_account)
    }

    /// Whether the caller is a service-linked role.
    pub(super) const fn is_by_service_linked_role(&self) -> bool {
        self.service_linked
    }
}

/// The Region of an ARN that has one.
fn region_of(arn: &str) -> Option<String> {
    let arn = Arn::parse(arn).ok()?;
    (!arn.region.is_empty()).then(|| arn.region.to_owned())
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} on {}", self.caller, self.action, self.resource)
    }
}
