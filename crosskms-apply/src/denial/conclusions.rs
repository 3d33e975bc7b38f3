//! What follows from an error text: what it proves, what it leaves open, and what to do next.
//!
//! A text proves little: AWS names one type of policy even where several deny, and from callers of other accounts it
//! hides most. So every sentence under *proven* has to hold whatever the other policies say.

mod commands;
mod deny;
mod fault;
mod mute;
mod silent;
mod statements;

use std::borrow::Cow;

use serde::Serialize;

pub use statements::MissingStatement;

use super::{Denial, Reason, lines};

/// What follows from an error text, a sentence each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Conclusions {
    /// What the text proves.
    pub proven: Vec<String>,
    /// What it leaves open.
    pub open: Vec<String>,
    /// What to do or to run next.
    pub next: Vec<String>,
    /// Statements to be pasted, each with its policy and account.
    pub statements: Vec<MissingStatement>,
}

pub(super) fn of(denial: &Denial) -> Conclusions {
    let mut conclusions = Conclusions::default();
    match &denial.reason {
        Reason::NotAllowed(policies) => silent::conclude(denial, policies, &mut conclusions),
        Reason::Denied(policies) => deny::conclude(denial, policies.as_ref(), &mut conclusions),
        Reason::PublicAccessBlocked(setting) => {
            deny::public_access(denial, setting.as_deref(), &mut conclusions);
        }
        Reason::Refused(policies) => mute::refused(denial, policies, &mut conclusions),
        Reason::Concealed => mute::concealed(denial, &mut conclusions),
        Reason::Unsaid => mute::unsaid(denial, &mut conclusions),
        Reason::Bare => mute::bare(denial, &mut conclusions),
        Reason::Fault(fault) => fault::conclude(denial, *fault, &mut conclusions),
    }
    conclusions.statements = statements::of(denial);
    if denial.reason.is_denial() {
        conclusions.accounts(denial);
        if denial.resource.as_deref().is_some_and(|arn| !lines::is_whole(arn)) {
            conclusions.open("which key it is: its ARN is cut off in the text");
        }
    }
    conclusions
}

impl Conclusions {
    fn proven(&mut self, sentence: impl Into<String>) {
        self.proven.push(sentence.into());
    }

    fn open(&mut self, sentence: impl Into<String>) {
        self.open.push(sentence.into());
    }

    fn next(&mut self, sentence: impl Into<String>) {
        self.next.push(sentence.into());
    }

    /// S3 asks KMS only when nothing of its own stands in the way.
    fn passed_s3(&mut self, denial: &Denial) {
        if denial.is_through_s3() {
            let of = denial.operation.as_deref().filter(|_| denial.service.as_deref() == Some("s3"));
            let what = of.map_or_else(|| "its own action".to_owned(), |operation| format!("`{operation}`"));
            self.proven(format!(
                "S3 allowed {what} before it asked KMS: the gates of the bucket are open for this request"
            ));
            self.encryption_context(denial);
        }
    }

    /// Which form of `aws:s3:arn` the conditions of the key have to match (R2.31).
    fn encryption_context(&mut self, denial: &Denial) {
        let sent = denial.record.as_ref().filter(|_| denial.service.as_deref() == Some("kms"));
        let Some(arn) = sent.and_then(|record| record.s3_arn.as_deref()) else { return };
        let form = if arn.contains('/') {
            "the object's ARN, without a Bucket Key"
        } else {
            "the bucket's ARN, for its Bucket Key"
        };
        self.proven(format!("S3 sent the encryption context `aws:s3:arn` = `{arn}`: {form}"));
    }

    /// The same request in the other account's trail, and whether it was one account at all.
    fn accounts(&mut self, denial: &Denial) {
        if let (Relation::Across, Some(caller), Some(owner)) =
            (denial.relation(), denial.caller_account(), denial.resource_account())
        {
            self.proven(format!(
                "the request crosses accounts, from {caller} to {owner}: both have to allow it"
            ));
        }
        if denial.encoded {
            self.next(
                "run `aws sts decode-authorization-message --encoded-message …` with the encoded text: it names the \
                 statement that matched (needs `sts:DecodeAuthorizationMessage`)",
            );
        }
        let Some(record) = &denial.record else { return };
        if let (Some(id), Some(recipient)) = (&record.shared_event_id, &record.recipient_account) {
            self.next(format!(
                "look for `sharedEventID` {id} in the trail of the other account: this event is the copy of account \
                 {recipient}"
            ));
        }
    }

    /// The whole chain of decisions, from the accounts' own policies.
    fn explain(&mut self, denial: &Denial) {
        if let Some(command) = commands::explain(denial) {
            self.next(format!("run {command}: it weighs every gate of the chain"));
        }
    }
}

/// Whether caller and resource are of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    Across,
    Unknown,
}

impl Denial {
    /// The service whose action was denied: KMS's, when S3 asked it.
    fn denied_service(&self) -> Option<&str> {
        let of_action =
            self.action.as_deref().and_then(|action| action.split_once(':')).map(|(service, _)| service);
        of_action.or_else(|| (self.reason == Reason::Concealed).then_some("kms")).or(self.service.as_deref())
    }

    pub(super) fn is_kms(&self) -> bool {
        self.denied_service() == Some("kms")
    }

    fn is_s3(&self) -> bool {
        self.denied_service() == Some("s3")
    }

    /// Whether S3 asked KMS in the caller's name (R2.20).
    pub(super) fn is_through_s3(&self) -> bool {
        let invoked = self.record.as_ref().is_some_and(|record| {
            record.invoked_by.as_deref().is_some_and(|service| {
                service.starts_with("s3.") || (service == "AWS Internal" && record.s3_arn.is_some())
            })
        });
        self.is_kms() && (self.service.as_deref() == Some("s3") || invoked)
    }

    fn caller_account(&self) -> Option<&str> {
        let recorded = self.record.as_ref().and_then(|record| record.caller_account.as_deref());
        self.principal.as_deref().and_then(account_of).or(recorded)
    }

    fn resource_account(&self) -> Option<&str> {
        let recorded = self.record.as_ref().and_then(|record| record.resource_account.as_deref());
        self.resource.as_deref().and_then(account_of).or(recorded)
    }

    fn relation(&self) -> Relation {
        match (self.caller_account(), self.resource_account()) {
            (Some(caller), Some(owner)) if caller == owner => Relation::Same,
            (Some(_), Some(_)) => Relation::Across,
            _ => Relation::Unknown,
        }
    }

    /// The bucket and, for an object, its key.
    pub(super) fn bucket_and_key(&self) -> Option<(&str, Option<&str>)> {
        let recorded = self.record.as_ref().and_then(|record| record.s3_arn.as_deref());
        let named = self.resource.as_deref().filter(|arn| arn.contains(":s3:::"));
        let arn = named.or(recorded).or(self.object.as_deref())?;
        let (_, path) = arn.split_once(":s3:::")?;
        Some(match path.split_once('/') {
            Some((bucket, key)) if !key.is_empty() => (bucket, Some(key)),
            Some((bucket, _)) => (bucket, None),
            None => (path, None),
        })
    }

    /// Who has the policies of the caller, and whether the path of a role is unknown.
    pub(super) fn holder(&self) -> Option<(Cow<'_, str>, bool)> {
        match self.record.as_ref().and_then(|record| record.role.as_deref()) {
            Some(role) => Some((Cow::Borrowed(role), false)),
            None => self.principal.as_deref().map(role),
        }
    }

    /// `kms:Decrypt`, or `the request`.
    fn what(&self) -> String {
        match (&self.action, &self.operation) {
            (Some(action), _) => format!("`{action}`"),
            (None, Some(operation)) => format!("`{operation}`"),
            (None, None) => "the request".to_owned(),
        }
    }

    /// `` `kms:Decrypt` on `arn:…` ``
    fn what_on(&self) -> String {
        match &self.resource {
            Some(resource) => format!("{} on `{resource}`", self.what()),
            None => self.what(),
        }
    }

    /// The caller, or its role.
    fn who(&self) -> String {
        self.principal.as_deref().map_or_else(|| "the caller".to_owned(), |name| format!("`{name}`"))
    }

    /// `the key policy`, with the key where it is known.
    fn resource_policy(&self) -> String {
        let kind = match self.denied_service() {
            Some("kms") => "the key policy",
            Some("s3") => "the bucket policy",
            Some("sts") => "the trust policy of the role",
            _ => "the policy of the resource",
        };
        kind.to_owned()
    }
}

/// The role of a session, and that its path is unknown; anybody else as he is.
fn role(principal: &str) -> (Cow<'_, str>, bool) {
    let session = principal.split_once(":assumed-role/").and_then(|(start, rest)| {
        let (role, _) = rest.split_once('/')?;
        let (start, account) = start.rsplit_once(':')?;
        let partition = start.split(':').nth(1)?;
        Some(format!("arn:{partition}:iam::{account}:role/{role}"))
    });
    match session {
        Some(role) => (Cow::Owned(role), true),
        None => (Cow::Borrowed(principal), false),
    }
}

/// The account in an ARN.
fn account_of(arn: &str) -> Option<&str> {
    let account = arn.strip_prefix("arn:")?.split(':').nth(3)?;
    (account.len() == 12 && account.chars().all(|c| c.is_ascii_digit())).then_some(account)
}
