//! A question to AWS: who, which action, on what, under which circumstances.

use std::borrow::Cow;
use std::fmt;

use super::context::Presence;
use super::principal::is_service_linked;
use super::{Caller, Context, KeySettings};
use crate::action::{Action, Service};
use crate::arn::{AccountId, Arn, KeyId, Partition};

/// One request to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub(super) caller: Caller,
    pub(super) action: String,
    pub(super) resource: String,
    pub(super) resource_account: AccountId,
    pub(super) context: Context,
    /// What follows from these, found out once.
    known: Known,
}

/// What decisions ask of a request again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    /// The action in lower case, because its case does not count (R3.5).
    folded: String,
    action: Option<Action>,
    service: Option<Service>,
    account: Option<AccountId>,
    partition: Option<Partition>,
    by_service_linked_role: bool,
    names_alias: bool,
    crosses_partitions: bool,
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
        let caller = match caller {
            Caller::Service(name) => Caller::Service(name.to_ascii_lowercase()),
            caller => caller,
        };
        let known = Known::of(&caller, &action, &resource);
        let mut request = Self { caller, action, resource, resource_account, context, known };
        request.fill();
        request
    }

    /// Who asks.
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The action, `service:Name`.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The ARN of the key, bucket or object.
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The account that owns the resource.
    pub const fn resource_account(&self) -> AccountId {
        self.resource_account
    }

    /// The condition keys of the request, those among them that follow from the rest of it.
    pub const fn context(&self) -> &Context {
        &self.context
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
        let arn = Arn::parse(&self.resource).ok();
        let region = arn.map(|arn| arn.region).filter(|region| !region.is_empty()).map(str::to_owned);
        let is_multi_region = match self.key_id().filter(|_| self.uses_key()) {
            Some(KeyId::MultiRegion(_)) => flag(true),
            Some(KeyId::SingleRegion(_)) => flag(false),
            Some(KeyId::Other(_)) | None => None,
        };
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
            ("kms:MultiRegion", is_multi_region),
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
        &self.known.folded
    }

    /// The action, if the tables know it.
    pub(super) const fn known_action(&self) -> Option<Action> {
        self.known.action
    }

    /// Asks for another action in the place of the one before: a question costs little where all else stays. What
    /// [`about_key`](Self::about_key) added is gone after an action that is not on a key.
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
        let (of_same_service, used_key) = (self.is_of(action.service()), self.uses_key());
        for text in [&mut self.action, &mut self.known.folded] {
            text.clear();
            text.push_str(action.service().prefix());
            text.push(':');
            text.push_str(action.name());
        }
        self.known.folded.make_ascii_lowercase();
        self.known.action = Some(action);
        self.known.service = Some(action.service());
        self.known.names_alias = is_alias(self.known.service, &self.resource);
        if !of_same_service || used_key != self.uses_key() {
            self.context.empty();
            self.fill();
        }
    }

    /// The request with the condition keys that follow from the settings of its key, where those are known and the context
    /// does not have them: every action on a key has them (section 2.1 of the rulebook).
    ///
    /// ```
    /// use crosskms_core::authorize::{Caller, Context, KeySettings, Request};
    ///
    /// let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    /// let owner = "111122223333".parse()?;
    /// let request = Request::new(Caller::Anonymous, "kms:Decrypt", key, owner, Context::new());
    /// let request = request.about_key(Some(&KeySettings::default()));
    /// assert_eq!(request.context().values("kms:KeySpec"), Some(&["SYMMETRIC_DEFAULT".to_owned()][..]));
    /// # Ok::<(), crosskms_core::arn::ArnError>(())
    /// ```
    pub fn about_key(&self, settings: Option<&KeySettings>) -> Cow<'_, Self> {
        let Some(key) = settings.filter(|_| self.uses_key()) else { return Cow::Borrowed(self) };
        let mut request = self.clone();
        for (name, value) in [("kms:KeySpec", &key.spec), ("kms:KeyUsage", &key.usage)] {
            if !value.is_empty() {
                request.context.fill(name, [value.clone()]);
            }
        }
        Cow::Owned(request)
    }

    /// The same request about another resource.
    pub(super) fn about(&self, resource: String) -> Self {
        let known = Known {
            names_alias: is_alias(self.known.service, &resource),
            crosses_partitions: crosses_partitions(self.known.partition, &resource),
            ..self.known.clone()
        };
        Self { resource, known, ..self.clone() }
    }

    /// Whether an alias is made, moved or deleted, of which identity policies alone decide (section 2.1 of the rulebook).
    pub(super) fn is_about_alias(&self) -> bool {
        self.names_alias()
            && self.known.action.is_some_and(|action| action.resource_types().contains(&"alias"))
    }

    /// Whether the resource is an alias of a key, and not the key.
    pub(super) const fn names_alias(&self) -> bool {
        self.known.names_alias
    }

    /// Whether the action is one on a key.
    fn uses_key(&self) -> bool {
        self.known.action.is_some_and(|action| action.resource_types().contains(&"key"))
    }

    /// The id of the key that the resource is.
    fn key_id(&self) -> Option<KeyId<'_>> {
        let arn = Arn::parse(&self.resource).ok().filter(|_| self.is_of(Service::Kms))?;
        arn.resource.strip_prefix("key/").map(KeyId::of)
    }

    /// Whether caller and resource are in two partitions, between which there is no access (R1.5).
    pub(super) const fn crosses_partitions(&self) -> bool {
        self.known.crosses_partitions
    }

    /// Whether the action is one of this service.
    pub(super) fn is_of(&self, service: Service) -> bool {
        self.known.service == Some(service)
    }

    /// The account of the caller.
    pub(super) const fn account(&self) -> Option<AccountId> {
        self.known.account
    }

    /// The partition of the caller.
    pub(super) const fn partition(&self) -> Option<Partition> {
        self.known.partition
    }

    /// Whether caller and resource are in two accounts.
    pub(super) fn is_cross_account(&self) -> bool {
        self.known.account != Some(self.resource_account)
    }

    /// Whether the caller is a service-linked role.
    pub(super) const fn is_by_service_linked_role(&self) -> bool {
        self.known.by_service_linked_role
    }
}

impl Known {
    fn of(caller: &Caller, action: &str, resource: &str) -> Self {
        let folded = action.to_ascii_lowercase();
        let prefix = folded.split_once(':').map(|(prefix, _)| prefix);
        let service =
            [Service::Kms, Service::S3].into_iter().find(|service| prefix == Some(service.prefix()));
        Self {
            action: Action::named(action),
            service,
            account: caller.account(),
            partition: caller.partition(),
            by_service_linked_role: is_service_linked(caller),
            names_alias: is_alias(service, resource),
            crosses_partitions: crosses_partitions(caller.partition(), resource),
            folded,
        }
    }
}

fn is_alias(service: Option<Service>, resource: &str) -> bool {
    service == Some(Service::Kms) && Arn::parse(resource).is_ok_and(|arn| arn.resource.starts_with("alias/"))
}

fn crosses_partitions(of_caller: Option<Partition>, resource: &str) -> bool {
    let of_resource = resource.strip_prefix("arn:").and_then(|rest| rest.split_once(':'));
    match (of_caller, of_resource) {
        (Some(partition), Some((name, _))) => partition.as_str() != name,
        _ => false,
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} on {}", self.caller, self.action, self.resource)
    }
}
