//! Dry runs of the KMS actions that a grant allows.

use std::collections::BTreeSet;
use std::slice;

use crosskms::action::Service;
use crosskms::authorize::{Request, requests_about};
use crosskms::grant::Via;

use super::{Answer, Asking, By, Check, Subject};
use crate::cloud::{ActAs, Actor, CloudError, DryRun, Failure};

/// Asks for every KMS action of the grant.
pub(super) async fn all<C: ActAs>(
    asking: &Asking<'_, C>,
    subject: Subject<'_>,
    actor: &impl Actor,
) -> Vec<Check> {
    let mut checks = Vec::new();
    for action in subject.grant.actions_of(Service::Kms) {
        let principals = slice::from_ref(subject.principal);
        let requests = requests_about(subject.grant, principals, &[action]);
        let check = |answer| {
            subject.check(By::Principal, &action.to_string(), subject.grant.key().to_string(), answer)
        };
        let Some(call) = DryRun::of(&action.to_string()) else {
            checks.push(check(Answer::NotAsked("crosskms makes no dry run of it")));
            continue;
        };
        if asking.stop.is_cancelled() {
            break;
        }
        let is_through_service = |request: &&Request| of_context(request, "kms:ViaService").is_some();
        if requests.iter().any(|request| is_through_service(&request)) {
            if !is_allowed_directly(asking, subject, call) {
                let s3_arn = requests.first().and_then(s3_arn);
                checks.push(check(of_direct_call(
                    actor.dry_run(call, subject.grant.key(), s3_arn.as_deref()).await,
                )));
            }
            continue;
        }
        let contexts: BTreeSet<Option<String>> = requests.iter().map(s3_arn).collect();
        for s3_arn in contexts {
            let request = || actor.dry_run(call, subject.grant.key(), s3_arn.as_deref());
            checks.push(check(match asking.patiently(request).await {
                Ok(()) => Answer::Confirmed,
                Err(error) => subject.failed(error),
            }));
        }
    }
    checks
}

/// A call of the principal itself where the grant allows calls of other services alone.
fn of_direct_call(answer: Result<(), CloudError>) -> Answer {
    match answer {
        Ok(()) => Answer::Wider,
        Err(CloudError { failure: Failure::AccessDenied(_), .. }) => Answer::DeniedAsMeant,
        Err(error) => Answer::Unknown(error.failure.to_string()),
    }
}

/// Whether another grant allows the call by itself; it is then asked there.
fn is_allowed_directly<C>(asking: &Asking<'_, C>, subject: Subject<'_>, call: DryRun) -> bool {
    asking.grants.iter().any(|grant| {
        matches!(grant.via(), Via::Any)
            && grant.key() == subject.grant.key()
            && grant.principals().contains(subject.principal)
            && grant.actions().iter().any(|action| action.to_string() == call.as_str())
    })
}

fn s3_arn(request: &Request) -> Option<String> {
    of_context(request, "kms:EncryptionContext:aws:s3:arn")
}

fn of_context(request: &Request, key: &str) -> Option<String> {
    let (_, values) = request.context().iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
    values.first().map(ToString::to_string)
}
