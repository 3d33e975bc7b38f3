//! Dry runs of the KMS actions that a grant allows.

use std::collections::BTreeSet;
use std::slice;

use crosskms::action::{Action, Service};
use crosskms::arn::KeyArn;
use crosskms::authorize::{Request, requests_about};
use crosskms::grant::Via;

use super::{Answer, Asking, By, Check, Subject};
use crate::cloud::{ActAs, Actor, CloudError, DryRun, Failure};

/// Asks for every KMS action of the grant, on its key and on every replica.
pub(super) async fn all<C: ActAs>(
    asking: &Asking<'_, C>,
    subject: Subject<'_>,
    actor: &impl Actor,
) -> Vec<Check> {
    let mut checks = Vec::new();
    for key in subject.grant.keys() {
        for action in subject.grant.actions_of(Service::Kms) {
            if asking.stop.is_cancelled() {
                return checks;
            }
            checks.extend(of_action(asking, subject, actor, &key, action).await);
        }
    }
    checks
}

async fn of_action<C: ActAs>(
    asking: &Asking<'_, C>,
    subject: Subject<'_>,
    actor: &impl Actor,
    key: &KeyArn,
    action: Action,
) -> Vec<Check> {
    let name = action.to_string();
    let check = |answer| subject.check(By::Principal, &name, key.to_string(), answer);
    let Some(call) = DryRun::of(&name) else {
        return vec![check(Answer::NotAsked("crosskms makes no dry run of it"))];
    };
    let mut requests = requests_about(subject.grant, slice::from_ref(subject.principal), &[action]);
    requests.retain(|request| request.resource() == key.as_str());
    if requests.iter().any(|request| of_context(request, "kms:ViaService").is_some()) {
        if is_allowed_directly(asking, subject, key, call) {
            return Vec::new();
        }
        let s3_arn = requests.first().and_then(s3_arn);
        return vec![check(of_direct_call(actor.dry_run(call, key, s3_arn.as_deref()).await))];
    }
    let mut checks = Vec::new();
    let contexts: BTreeSet<Option<String>> = requests.iter().map(s3_arn).collect();
    for s3_arn in contexts {
        let request = || actor.dry_run(call, key, s3_arn.as_deref());
        checks.push(check(match asking.patiently(request).await {
            Ok(()) => Answer::Confirmed,
            Err(error) => subject.failed(error),
        }));
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
fn is_allowed_directly<C>(asking: &Asking<'_, C>, subject: Subject<'_>, key: &KeyArn, call: DryRun) -> bool {
    asking.grants.iter().any(|grant| {
        matches!(grant.via(), Via::Any)
            && grant.keys().any(|of_grant| of_grant == *key)
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
