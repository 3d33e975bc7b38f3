//! One call to a service: what an error has to say of it, and how answers become results.

use std::error::Error;

use aws_sdk_kms::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use crosskms::arn::AccountId;

use super::failure::{failure, incomplete};
use crate::cloud::{CloudError, Failure};

/// A call, before it is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    /// Its name as an action, for example `kms:PutKeyPolicy`.
    pub(super) name: &'static str,
    /// The resource or principal that it is about.
    pub(super) target: &'a str,
    /// The account in which it is made.
    pub(super) account: AccountId,
}

impl Call<'_> {
    /// What the call answered, or why it failed.
    pub(super) fn answer<T, E>(&self, answer: Result<T, SdkError<E, HttpResponse>>) -> Result<T, CloudError>
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        answer.map_err(|error| self.failed(failure(&error)))
    }

    /// What the call answered; nothing when it failed with the error code `missing`.
    pub(super) fn answer_unless<T, E>(
        &self,
        missing: &str,
        answer: Result<T, SdkError<E, HttpResponse>>,
    ) -> Result<Option<T>, CloudError>
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        match answer {
            Err(error) if error.code() == Some(missing) => Ok(None),
            answer => self.answer(answer).map(Some),
        }
    }

    /// A member that every answer of this call has.
    pub(super) fn member<T>(&self, name: &str, value: Option<T>) -> Result<T, CloudError> {
        value.ok_or_else(|| self.failed(incomplete(format!("the answer has no `{name}`"))))
    }

    /// The call is one that crosskms does not make.
    pub(super) fn unsupported(&self, why: impl Into<String>) -> CloudError {
        self.other("UnsupportedOperation", why)
    }

    /// The call failed for a reason that has no variant of its own.
    pub(super) fn other(&self, code: &str, message: impl Into<String>) -> CloudError {
        self.failed(Failure::Other { code: code.to_owned(), message: message.into() })
    }

    /// The call failed.
    pub(super) fn failed(&self, failure: Failure) -> CloudError {
        CloudError { call: self.name, target: self.target.to_owned(), account: self.account, failure }
    }
}
