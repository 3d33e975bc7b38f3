//! Requests that somebody wrote down to be decided: what cannot be asked of AWS as it stands there.

use super::Rule;
use super::actions::{ACTION_FOR_OTHER_RESOURCES, UNKNOWN_ACTION, WILDCARD_ACTION, explain_unknown};
use super::arns::MALFORMED_ARN;
use super::conditions::{UNKNOWN_CONDITION_KEY, key_help};
use super::documents::{conditions::is_unknown, has_wildcard};
use super::fields::{DUPLICATE_FIELD, MISSING_FIELD};

use crate::action::{Action, Service};
use crate::arn::{AccountId, Arn, ArnError, BucketArn, KeyArn, ObjectArn};
use crate::authorize::{Caller, Context, Request};
use crate::finding::{Finding, Findings};
use crate::site::Site;

/// The parts of a request as texts.
///
/// ```
/// use crosskms_core::rules::RequestDraft;
///
/// let draft = RequestDraft {
///     caller: "arn:aws:iam::444455556666:role/analytics".to_owned(),
///     action: "kms:Decrpyt".to_owned(),
///     resource: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab".to_owned(),
///     ..RequestDraft::default()
/// };
/// let (findings, request) = draft.check();
/// assert_eq!(findings.iter().next().unwrap().help.as_deref(), Some("did you mean `kms:Decrypt`?"));
/// assert_eq!(request, None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestDraft {
    /// Who asks: the ARN of a role, user or session, a service, or `anonymous`.
    pub caller: String,
    /// The action.
    pub action: String,
    /// The ARN of a key, bucket or object; `*` for actions that take none.
    pub resource: String,
    /// The account of the resource, where its ARN does not tell.
    pub owner: Option<AccountId>,
    /// The condition keys of the request and their values.
    pub context: Vec<(String, Vec<String>)>,
}

impl RequestDraft {
    /// Where the caller stands.
    pub fn caller_site() -> Site {
        Site::field("caller")
    }

    /// Where the action stands.
    pub fn action_site() -> Site {
        Site::field("action")
    }

    /// Where the resource stands.
    pub fn resource_site() -> Site {
        Site::field("resource")
    }

    /// Where a condition key stands, counted from zero.
    pub fn context_site(index: usize) -> Site {
        Site::field("context").index(index)
    }

    /// Everything that is wrong with the request, or the request.
    pub fn check(&self) -> (Findings, Option<Request>) {
        let caller = self.caller.parse::<Caller>().map_err(|error| {
            let help = "write the ARN of a role, a user or a session, for example `arn:aws:iam::444455556666:role/NAME`";
            malformed(Self::caller_site(), &error, help)
        });
        let action = Action::named(&self.action).ok_or_else(|| no_action(&self.action));
        let of_context = self.check_context();
        let account = match (&caller, &action) {
            (Ok(caller), Ok(action)) => Some(self.resource_account(caller, *action)),
            _ => None,
        };
        match (caller, action, account) {
            (Ok(caller), Ok(action), Some(Ok(account))) if of_context.is_empty() => {
                let context = self.context.iter().fold(Context::new(), |context, (key, values)| {
                    context.with_all(key, values.iter().cloned())
                });
                let request =
                    Request::new(caller, action.to_string(), self.resource.as_str(), account, context);
                (Findings::default(), Some(request))
            }
            (caller, action, account) => {
                let found = [caller.err(), action.err(), account.and_then(Result::err)];
                (found.into_iter().flatten().chain(of_context).collect(), None)
            }
        }
    }

    /// The account of the resource, once the resource is seen to be one that the action is about.
    fn resource_account(&self, caller: &Caller, action: Action) -> Result<AccountId, Finding> {
        let (text, site) = (self.resource.as_str(), Self::resource_site());
        let other = |message: String, help: String| {
            Err(ACTION_FOR_OTHER_RESOURCES.finding(Self::resource_site(), message, Some(help)))
        };
        let kinds = action.resource_types();
        let without_resource = kinds.is_empty();
        if without_resource != (text == "*") {
            let (message, help) = match without_resource {
                true => (format!("`{action}` is about no resource, found `{text}`"), "write `*`"),
                false => (format!("`{action}` is asked about one resource, found `*`"), "write its ARN"),
            };
            return other(message, help.to_owned());
        }
        if without_resource {
            return caller.account().or(self.owner).ok_or_else(|| no_owner(site, text));
        }
        if has_wildcard(text) {
            let message = format!("a request is about one resource, and `{text}` has a wildcard");
            return other(message, "name a single resource, for example one object".to_owned());
        }
        if action.service() == Service::Kms {
            return account_of_key(text);
        }
        let bucket = text.parse::<BucketArn>();
        let object = text.parse::<ObjectArn>();
        match (kinds.contains(&"bucket"), kinds.contains(&"object")) {
            (true, _) if bucket.is_err() && object.is_ok() => {
                let bucket = object.map(|object| object.bucket().to_string()).unwrap_or_default();
                other(
                    format!("`{action}` is asked about a bucket, not an object"),
                    format!("write `{bucket}`"),
                )
            }
            (_, true) if object.is_err() && bucket.is_ok() => {
                let message = format!("`{action}` is asked about an object, not a bucket");
                other(message, format!("name an object, for example `{text}/2026/11/23.parquet`"))
            }
            (true, _) => bucket
                .map_err(|error| malformed(site.clone(), &error, "write `arn:aws:s3:::BUCKET`"))
                .and_then(|_| self.owner.ok_or_else(|| no_owner(site, text))),
            (_, true) => object
                .map_err(|error| malformed(site.clone(), &error, "write `arn:aws:s3:::BUCKET/KEY`"))
                .and_then(|_| self.owner.ok_or_else(|| no_owner(site, text))),
            (false, false) => {
                let arn =
                    Arn::parse(text).map_err(|error| malformed(site.clone(), &error, "write its ARN"))?;
                arn.account.parse().ok().or(self.owner).ok_or_else(|| no_owner(site, text))
            }
        }
    }

    fn check_context(&self) -> Vec<Finding> {
        let twice = |index: usize, key: &str| {
            self.context.iter().take(index).any(|(other, _)| other.eq_ignore_ascii_case(key))
        };
        let found = self.context.iter().enumerate().filter_map(|(index, (key, values))| {
            let (rule, message, help): (&'static Rule, String, String) = if is_unknown(key) {
                (&UNKNOWN_CONDITION_KEY, format!("there is no condition key `{key}`"), key_help(key))
            } else if twice(index, key) {
                (&DUPLICATE_FIELD, format!("`{key}` is given twice"), "keep one of the two".to_owned())
            } else if values.is_empty() {
                let help = "give it a value, or leave the key out of the request".to_owned();
                (&MISSING_FIELD, format!("`{key}` has no value"), help)
            } else {
                return None;
            };
            Some(rule.finding(Self::context_site(index), message, Some(help)))
        });
        found.collect()
    }
}

fn account_of_key(text: &str) -> Result<AccountId, Finding> {
    let help = "write the full ARN of the key, `arn:aws:kms:REGION:ACCOUNT:key/KEY-ID`";
    let key: Result<KeyArn, ArnError> = text.parse();
    key.map(|key| key.account()).map_err(|error| malformed(RequestDraft::resource_site(), &error, help))
}

fn malformed(site: Site, error: &ArnError, help: &str) -> Finding {
    MALFORMED_ARN.finding(site, error.to_string(), Some(help.to_owned()))
}

fn no_owner(site: Site, text: &str) -> Finding {
    let message = format!("the ARN `{text}` does not tell whose it is");
    MISSING_FIELD.finding(site, message, Some("name the account: `owner: \"111122223333\"`".to_owned()))
}

fn no_action(text: &str) -> Finding {
    const EXAMPLE: &str = "write an action of KMS or S3, for example `kms:Decrypt` or `s3:GetObject`";
    let site = RequestDraft::action_site();
    if has_wildcard(text) {
        let message = format!("a request is for one action, and `{text}` has a wildcard");
        return WILDCARD_ACTION.finding(site, message, Some("list the actions one by one".to_owned()));
    }
    let is_of = |service: Service| {
        text.split_once(':').is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(service.prefix()))
    };
    let (message, help) = match text.contains(':') && !is_of(Service::Kms) && !is_of(Service::S3) {
        true => (format!("`{text}` is not an action of KMS or S3, and no other can be decided"), None),
        false => explain_unknown(text),
    };
    UNKNOWN_ACTION.finding(site, message, Some(help.unwrap_or_else(|| EXAMPLE.to_owned())))
}
