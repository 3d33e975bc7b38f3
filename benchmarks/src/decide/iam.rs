//! The same job with iam-rs, which reads the same documents and evaluates one list of policies; it has no gates and no
//! accounts, so the documents are asked one after another.
//!
//! The account's own statement means the root user alone to it. For the requests of the job, which all come from another
//! account, that makes no difference.

use iam_rs::{Arn, Context, Decision, IAMPolicy, IAMRequest, PolicyEvaluator, Principal, PrincipalId};

use super::job;
use crate::error::BenchmarkError;

/// An evaluator for each document, all of which have to allow.
#[derive(Debug)]
pub(crate) struct IamRs(Vec<PolicyEvaluator>);

impl IamRs {
    pub(crate) fn of_documents() -> Result<Self, BenchmarkError> {
        let documents = [job::IDENTITY_POLICY, job::KEY_POLICY, job::SCP_OF_ROOT, job::SCP_OF_UNIT];
        let evaluator = |text: &str| {
            Ok(PolicyEvaluator::with_policies(vec![IAMPolicy::from_json(text).map_err(failed)?]))
        };
        documents.into_iter().map(evaluator).collect::<Result<_, _>>().map(Self)
    }

    /// Whether every document allows; the first that does not ends it.
    pub(crate) fn allows(&self, request: &IAMRequest) -> bool {
        self.0.iter().all(|evaluator| {
            evaluator.evaluate(request).is_ok_and(|result| result.decision == Decision::Allow)
        })
    }
}

/// The same request, with the same context keys.
pub(crate) fn request(question: &job::Question) -> Result<IAMRequest, BenchmarkError> {
    let of = &question.request;
    let context = of.context().iter().fold(Context::new(), |context, (key, values)| {
        let value = values.first().map_or("", String::as_str);
        // It compares booleans with booleans alone.
        match value.parse() {
            Ok(value) => context.with_boolean(key, value),
            Err(_) => context.with_string(key, value),
        }
    });
    let caller = Principal::Aws(PrincipalId::String(of.caller().to_string()));
    let resource = Arn::parse(of.resource()).map_err(failed)?;
    Ok(IAMRequest::new_with_context(caller, of.action(), resource, context))
}

fn failed(error: impl std::fmt::Display) -> BenchmarkError {
    BenchmarkError::Job { why: error.to_string() }
}
