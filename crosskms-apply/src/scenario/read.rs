//! From JSON to the parts of a scenario. Every error tells its place, and what was meant.

use crosskms::action::{Action, Service};
use crosskms::arn::{AccountId, Arn};
use crosskms::authorize::{Caller, Context, Decision, Request};
use crosskms::json::{Node, ReadError, Value};
use crosskms::suggest::{did_you_mean, nearest};

/// A scenario whose policies have not been read: many scenarios in a row bring the same.
#[derive(Debug)]
pub(super) struct Parts<'t> {
    pub(super) id: Option<String>,
    pub(super) request: Request,
    pub(super) expect: Option<Decision>,
    pub(super) documents: Vec<(Field, Node<'t>)>,
}

/// A field that holds policies or settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    IdentityPolicies,
    PermissionsBoundary,
    SessionPolicies,
    ResourcePolicy,
    ServiceControlPolicies,
    ResourceControlPolicies,
    ManagementAccount,
    EndpointPolicy,
    KmsGrants,
    Key,
    Bucket,
    AccessPoint,
}

impl Field {
    const ALL: [Self; 12] = [
        Self::IdentityPolicies,
        Self::PermissionsBoundary,
        Self::SessionPolicies,
        Self::ResourcePolicy,
        Self::ServiceControlPolicies,
        Self::ResourceControlPolicies,
        Self::ManagementAccount,
        Self::EndpointPolicy,
        Self::KmsGrants,
        Self::Key,
        Self::Bucket,
        Self::AccessPoint,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::IdentityPolicies => "identity_policies",
            Self::PermissionsBoundary => "permissions_boundary",
            Self::SessionPolicies => "session_policies",
            Self::ResourcePolicy => "resource_policy",
            Self::ServiceControlPolicies => "scps",
            Self::ResourceControlPolicies => "rcps",
            Self::ManagementAccount => "management_account",
            Self::EndpointPolicy => "endpoint_policy",
            Self::KmsGrants => "kms_grants",
            Self::Key => "key",
            Self::Bucket => "bucket",
            Self::AccessPoint => "access_point",
        }
    }
}

impl<'t> Parts<'t> {
    pub(super) fn of(node: Node<'t>) -> Result<Self, ReadError> {
        let (mut id, mut request, mut expect, mut documents) = (None, None, None, Vec::new());
        for (name, member) in members(node)? {
            let read = match name.as_str() {
                "id" => member.string().map(|text| id = Some(text)),
                "request" => {
                    request = Some(member);
                    Ok(())
                }
                "expect" => decision(member).map(|decision| expect = Some(decision)),
                _ => match Field::ALL.into_iter().find(|field| field.name() == name) {
                    Some(field) => {
                        documents.push((field, member));
                        Ok(())
                    }
                    None => {
                        let fields = Field::ALL.map(Field::name);
                        Err(unknown(&name, member, ["id", "request", "expect"].into_iter().chain(fields)))
                    }
                },
            };
            read.map_err(|error| error.under(name))?;
        }
        let request = request.ok_or_else(|| node.error("a scenario needs a `request`"))?;
        let through = documents.iter().find(|(field, _)| *field == Field::AccessPoint);
        let access_point = through.and_then(|(_, node)| arn_of_access_point(*node));
        let request = read_request(request, access_point).map_err(|error| error.under("request"))?;
        Ok(Self { id, request, expect, documents })
    }
}

fn read_request(node: Node<'_>, access_point: Option<String>) -> Result<Request, ReadError> {
    const FIELDS: [&str; 5] = ["principal", "action", "resource", "resource_account", "context"];
    let (mut caller, mut action, mut resource, mut account, mut context) =
        (None, None, None, None, Context::new());
    for (name, member) in members(node)? {
        let read = match name.as_str() {
            "principal" => principal(member).map(|principal| caller = Some(principal)),
            "action" => read_action(member).map(|text| action = Some(text)),
            "resource" => member.string().map(|text| resource = Some((text, member))),
            "resource_account" => read_account(member).map(|read| account = Some(read)),
            "context" => read_context(member).map(|read| context = read),
            _ => Err(unknown(&name, member, FIELDS)),
        };
        read.map_err(|error| error.under(name))?;
    }
    let missing = |name: &str| node.error(format!("a request needs a `{name}`"));
    let caller: Caller = caller.ok_or_else(|| missing("principal"))?;
    let action = action.ok_or_else(|| missing("action"))?;
    let (resource, place) = resource.ok_or_else(|| missing("resource"))?;
    let account = match account {
        Some(account) => account,
        None => owner_of(&resource, &caller).ok_or_else(|| {
            let message = format!("`{resource}` does not tell its account; add `resource_account`");
            place.error(message).under("resource")
        })?,
    };
    if let Some(arn) = access_point {
        if resource.contains(":accesspoint/") && !is_through(&resource, &arn) {
            let message = format!("`{resource}` does not go through `{arn}`, which `access_point` names");
            return Err(place.error(message).under("resource"));
        }
        // Both follow from the way the request takes (R4.31).
        let of_arn = Arn::parse(&arn).ok().map(|arn| arn.account.to_owned());
        for (key, value) in [("s3:DataAccessPointArn", Some(arn)), ("s3:DataAccessPointAccount", of_arn)] {
            if let (None, Some(value)) = (context.values(key), value) {
                context = context.with(key, value);
            }
        }
    }
    if !has_encryption_context(&action) {
        context = context.without_encryption_context();
    }
    Ok(Request::new(caller, action, resource, account, context))
}

/// Whether an access point, or an object behind it, is at this access point.
fn is_through(resource: &str, access_point: &str) -> bool {
    resource.strip_prefix(access_point).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// R2.37: of all actions on keys, those with symmetric keys and `CreateGrant` alone have an encryption context.
fn has_encryption_context(action: &str) -> bool {
    let known = Action::named(action).filter(|action| action.service() == Service::Kms);
    known.is_none_or(|action| action.supports_condition_key("kms:EncryptionContextKeys"))
}

/// The account that an ARN tells, and for `*` that of the caller.
fn owner_of(resource: &str, caller: &Caller) -> Option<AccountId> {
    match resource {
        "*" => caller.account(),
        arn => Arn::parse(arn).ok()?.account.parse().ok(),
    }
}

fn arn_of_access_point(node: Node<'_>) -> Option<String> {
    node.object().ok()?.into_iter().find(|(name, _)| name == "arn")?.1.string().ok()
}

fn principal(node: Node<'_>) -> Result<Caller, ReadError> {
    let text = node.string()?;
    text.parse().map_err(|error| {
        node.error(format!("{error}; name a role, a user, a session, a service, or `anonymous`"))
    })
}

fn read_action(node: Node<'_>) -> Result<String, ReadError> {
    let text = node.string()?;
    let whole = text.split_once(':').is_some_and(|(service, name)| {
        !service.is_empty() && !name.is_empty() && !text.contains(['*', '?', ' '])
    });
    match whole {
        true => Ok(text),
        false => Err(node.error(format!("`{text}` is not one action; write it as `kms:Decrypt`"))),
    }
}

pub(super) fn read_account(node: Node<'_>) -> Result<AccountId, ReadError> {
    node.string()?.parse().map_err(|error| node.error(format!("{error}")))
}

fn read_context(node: Node<'_>) -> Result<Context, ReadError> {
    members(node)?.into_iter().try_fold(Context::new(), |context, (key, member)| {
        if context.values(&key).is_some() {
            let message = "the key stands twice; its case does not count";
            return Err(member.error(message).under(key));
        }
        let values = match member.value() {
            Ok(Value::Array(items)) => items.into_iter().map(scalar).collect(),
            _ => scalar(member).map(|value| vec![value]),
        };
        Ok(context.with_all(&key, values.map_err(|error| error.under(&key))?))
    })
}

/// A value of a context key, as text.
fn scalar(node: Node<'_>) -> Result<String, ReadError> {
    match node.value()? {
        Value::String(text) => Ok(text),
        Value::Number(text) => Ok(text.to_owned()),
        Value::Bool(value) => Ok(value.to_string()),
        other => {
            Err(node
                .error(format!("expected a string, a number, a boolean or a list, found {}", other.kind())))
        }
    }
}

fn decision(node: Node<'_>) -> Result<Decision, ReadError> {
    const ALL: [Decision; 4] =
        [Decision::Allowed, Decision::ImplicitDeny, Decision::ExplicitDeny, Decision::Unknown];
    let word = node.string()?;
    ALL.into_iter().find(|decision| decision.as_str() == word).ok_or_else(|| {
        let message = format!("`{word}` is no decision; write `allowed`, `implicit_deny` or `explicit_deny`");
        node.error(message)
    })
}

/// The members of an object; what is `null` is absent.
pub(super) fn members(node: Node<'_>) -> Result<Vec<(String, Node<'_>)>, ReadError> {
    Ok(node.object()?.into_iter().filter(|(_, member)| !member.is_null()).collect())
}

/// A field that nobody knows.
pub(super) fn unknown<'k>(name: &str, node: Node<'_>, known: impl IntoIterator<Item = &'k str>) -> ReadError {
    let known: Vec<&str> = known.into_iter().collect();
    let help = did_you_mean(&nearest(name, known.iter().copied()))
        .unwrap_or_else(|| format!("the fields are {}", known.join(", ")));
    node.error(format!("there is no field `{name}`; {help}"))
}
