//! The call behind a denial, as `crosskms explain` takes it.

use crosskms::action::Action;
use crosskms::arn::KeyArn;
use crosskms::authorize::{Caller, Context, S3Operation};

use super::{Denial, lines};
use crate::explain::{Question, QuestionError};

/// A call of which an error text says enough to ask for its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// An operation of S3 or an action.
    pub name: String,
    /// The ARN of a key, or an S3 URI.
    pub resource: String,
    /// Who called; a session as it is, because it does not tell the path of its role.
    pub caller: Caller,
    /// The key that S3 asked for.
    pub key: Option<KeyArn>,
    /// What the text tells of the circumstances.
    pub context: Vec<(&'static str, String)>,
}

impl Denial {
    /// The call, if the text tells what was asked, of what, and by whom.
    pub fn call(&self) -> Option<Call> {
        let caller = match self.holder()? {
            (_, true) => self.principal.as_deref()?.parse().ok()?,
            (holder, false) => holder.parse().ok()?,
        };
        let key = self.resource.as_deref().filter(|arn| lines::is_whole(arn));
        let key = key.and_then(|arn| arn.parse::<KeyArn>().ok());
        if let Some((name, resource)) = self.s3_call() {
            return Some(Call { name, resource, caller, key, context: Vec::new() });
        }
        let name =
            self.action.as_deref().filter(|action| Action::named(action).is_some() && self.is_kms())?;
        let (name, key) = (name.to_owned(), key?);
        let mut context = Vec::new();
        if self.is_through_s3() {
            context.push(("kms:ViaService", format!("s3.{}.amazonaws.com", key.region())));
            let sent = self.record.as_ref().filter(|_| self.service.as_deref() == Some("kms"));
            let arn = sent.and_then(|record| record.s3_arn.clone());
            context.extend(arn.map(|arn| ("kms:EncryptionContext:aws:s3:arn", arn)));
        }
        Some(Call { name, resource: key.to_string(), caller, key: None, context })
    }

    /// The operation of S3 and its bucket or object, where S3 was called and both are known.
    fn s3_call(&self) -> Option<(String, String)> {
        if self.is_kms() && self.service.as_deref() != Some("s3") {
            return None;
        }
        let (bucket, key) = self.bucket_and_key()?;
        let action = || self.action.as_deref()?.strip_prefix("s3:");
        let name = self.operation.as_deref().or_else(action)?;
        let fits = match S3Operation::named(name) {
            Some(operation) => !operation.has_source() && (key.is_some() || !operation.is_about_object()),
            None => Action::named(&format!("s3:{name}")).is_some(),
        };
        let path = key.map(|key| format!("/{key}")).unwrap_or_default();
        let name = if S3Operation::named(name).is_some() { name.to_owned() } else { format!("s3:{name}") };
        fits.then(|| (name, format!("s3://{bucket}{path}")))
    }
}

impl Call {
    /// The question, to be asked over a snapshot.
    ///
    /// # Errors
    ///
    /// When the words of the text do not fit together.
    pub fn question(&self) -> Result<Question, QuestionError> {
        let mut question = Question::new(self.caller.clone(), &self.name, &self.resource, None)?;
        question.key.clone_from(&self.key);
        let known = Context::open().with("aws:SecureTransport", "true");
        question.context =
            self.context.iter().fold(known, |context, (key, value)| context.with(key, value.clone()));
        Ok(question)
    }
}
