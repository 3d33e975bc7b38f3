//! A canary: an object that is uploaded, downloaded and always deleted.

use crosskms::CrossAccountGrant;
use crosskms::action::Action;
use jiff::Timestamp;

use super::{Answer, Asking, By, Check, LeftBehind, Live, Subject};
use crate::cloud::{ActAs, Actor, CloudError, Deleted, ObjectId, Stored};
use crate::document::BucketId;
use crate::journal::RunId;

/// What is known of the canary.
enum Whereabouts {
    /// It was never stored.
    Nowhere,
    /// It is there.
    Stored(Stored),
    /// No answer came to the upload.
    Open,
}

/// Uploads, downloads and deletes, as far as the grant is about objects.
pub(super) async fn whole_life<C: ActAs>(
    asking: &Asking<'_, C>,
    subject: Subject<'_>,
    principal: &impl Actor,
) -> Live {
    let mut live = Live::default();
    let Some(object) = object(subject.grant) else { return live };
    let (writes, reads) = (allows(subject, "s3:PutObject"), allows(subject, "s3:GetObject"));
    if !writes && !reads || asking.stop.is_cancelled() {
        return live;
    }
    let body = format!("{}: written by `crosskms verify --live`, to be deleted at once\n", object.key);
    let owner = asking.cloud.act_as_owner(&object.bucket).await;
    let mut whereabouts = Whereabouts::Nowhere;
    if writes {
        let upload = asking.patiently(|| principal.put_object(&object, body.as_bytes())).await;
        whereabouts = Whereabouts::after(&upload);
        let answer = match upload {
            Ok(stored) => of_encryption(&stored, subject.grant),
            Err(error) => subject.failed(error),
        };
        live.checks.push(subject.check(By::Principal, "s3:PutObject", object.uri(), answer));
    }
    // Who may not write may still read.
    if reads && matches!(whereabouts, Whereabouts::Nowhere) && !asking.stop.is_cancelled() {
        let upload = match &owner {
            Ok(owner) => owner.put_object(&object, body.as_bytes()).await,
            Err(error) => Err(error.clone()),
        };
        whereabouts = Whereabouts::after(&upload);
        let answer = match upload {
            Ok(stored) => of_encryption(&stored, subject.grant),
            Err(error) => Answer::Unknown(format!("so `s3:GetObject` could not be asked: {}", error.failure)),
        };
        live.checks.push(subject.check(By::Owner, "s3:PutObject", object.uri(), answer));
    }
    if reads && matches!(whereabouts, Whereabouts::Stored(_)) && !asking.stop.is_cancelled() {
        let download = asking.patiently(|| principal.get_object(&object));
        if let Some(read) = asking.stop.run_until_cancelled(download).await {
            let answer = match read {
                Ok((read, _)) if read != body.as_bytes() => {
                    Answer::Wrong("what was read is not what was written".to_owned())
                }
                Ok((_, stored)) => of_encryption(&stored, subject.grant),
                Err(error) => subject.failed(error),
            };
            live.checks.push(subject.check(By::Principal, "s3:GetObject", object.uri(), answer));
        }
    }
    let (check, left_behind) = delete(subject, object, &whereabouts, principal, owner.as_ref()).await;
    live.checks.extend(check);
    live.left_behind.extend(left_behind);
    live
}

/// Deletes the canary: as the principal where the grant allows that, else as the owner, else as whoever can.
async fn delete<A: Actor>(
    subject: Subject<'_>,
    object: ObjectId,
    whereabouts: &Whereabouts,
    principal: &impl Actor,
    owner: Result<&A, &CloudError>,
) -> (Option<Check>, Option<LeftBehind>) {
    let version = match whereabouts {
        Whereabouts::Nowhere => return (None, None),
        Whereabouts::Stored(stored) => stored.version.clone(),
        Whereabouts::Open => None,
    };
    // To delete a version takes another action, which grants do not allow on the way.
    let as_principal = version.is_none() && allows(subject, "s3:DeleteObject");
    let mut check = None;
    let mut deleted = None;
    if as_principal {
        let answer = principal.delete_object(&object, None).await;
        deleted = answer.as_ref().ok().copied();
        let answer = answer.map_or_else(|error| subject.failed(error), |_| Answer::Confirmed);
        check = Some(subject.check(By::Principal, "s3:DeleteObject", object.uri(), answer));
    }
    let mut why = String::new();
    if deleted.is_none() {
        let answer = match owner {
            Ok(owner) => owner.delete_object(&object, version.as_deref()).await,
            Err(error) => Err(error.clone()),
        };
        deleted = answer.as_ref().ok().copied();
        why = answer.err().map(|error| error.to_string()).unwrap_or_default();
    }
    if deleted.is_none() && !as_principal {
        deleted = principal.delete_object(&object, version.as_deref()).await.ok();
    }
    let why = match (deleted, whereabouts) {
        (None, _) => why,
        (Some(Deleted::Marked), Whereabouts::Open) => {
            "the bucket keeps versions, and no answer told which one the upload made".to_owned()
        }
        _ => return (check, None),
    };
    (check, Some(LeftBehind { object, version, why }))
}

/// A name under the grant's first prefix that no other object has.
fn object(grant: &CrossAccountGrant) -> Option<ObjectId> {
    let prefix = grant.prefixes().first().map(AsRef::as_ref).unwrap_or_default();
    let key = format!("{prefix}crosskms-canary-{}", RunId::new(Timestamp::now()));
    Some(ObjectId { bucket: BucketId::of(grant)?, key })
}

fn allows(subject: Subject<'_>, action: &str) -> bool {
    Action::named(action).is_some_and(|action| subject.grant.actions().contains(&action))
}

/// Whether an object is encrypted as the grant says.
fn of_encryption(stored: &Stored, grant: &CrossAccountGrant) -> Answer {
    let by_kms = stored.algorithm.as_deref().is_some_and(|algorithm| algorithm.starts_with("aws:kms"));
    match (&stored.algorithm, &stored.key) {
        (_, Some(key)) if by_kms && key == grant.key().as_str() => Answer::Confirmed,
        (Some(algorithm), Some(key)) => Answer::Wrong(format!(
            "the object is encrypted by `{algorithm}` under `{key}`, not under the grant's key `{}`",
            grant.key()
        )),
        (Some(algorithm), None) => Answer::Wrong(format!(
            "the object is encrypted by `{algorithm}`, not under the grant's key `{}`",
            grant.key()
        )),
        (None, _) => Answer::Wrong("the answer does not say how the object is encrypted".to_owned()),
    }
}

impl Whereabouts {
    fn after(upload: &Result<Stored, CloudError>) -> Self {
        match upload {
            Ok(stored) => Self::Stored(stored.clone()),
            Err(error) if error.failure.may_have_had_effect() => Self::Open,
            Err(_) => Self::Nowhere,
        }
    }
}
