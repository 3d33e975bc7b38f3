//! Where the SDK's own answer to "shall this be sent again?" is wrong for policies.

use std::error::Error;
use std::marker::PhantomData;

use aws_sdk_kms::config::interceptors::InterceptorContext;
use aws_sdk_kms::config::retry::{ClassifyRetry, RetryAction};
use aws_sdk_kms::error::ProvideErrorMetadata;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::retries::classifiers::RetryClassifierPriority;

/// Decides by the error code of the operation that fails with `E`.
#[derive(Debug)]
pub(super) struct ByCode<E>(PhantomData<fn() -> E>);

impl<E> ByCode<E> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E> ClassifyRetry for ByCode<E>
where
    E: Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let code = context
            .output_or_error()
            .and_then(Result::err)
            .and_then(OrchestratorError::as_operation_error)
            .and_then(|error| error.downcast_ref::<E>())
            .and_then(ProvideErrorMetadata::code);
        match code {
            // The SDK takes it for throttling, but it is a quota, which no waiting widens (R5.56).
            Some("LimitExceeded" | "LimitExceededException") => RetryAction::RetryForbidden,
            // Somebody else is writing: as throttling does, it asks for a longer pause (R5.46).
            Some("ConcurrentModification" | "OperationAborted") => RetryAction::throttling_error(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "crosskms"
    }

    fn priority(&self) -> RetryClassifierPriority {
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }
}
