//! Live verification: the requests that grants promise, made as those whom they name.
//!
//! KMS is asked by dry runs, S3 with a canary: an object of a name of its own that is uploaded, downloaded and deleted,
//! whatever comes between. A grant that allows the use of its key through S3 alone does not allow a call of the
//! principal itself, so there a denial of the dry run is the right answer.

mod canary;
mod dry_runs;

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::arn::{PrincipalArn, PrincipalKind};
use crosskms::grant::{GrantCondition, GrantName};
use futures_util::stream::{self, StreamExt};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::VerifyOutcome;
use crate::cloud::{ActAs, CloudError, Failure, ObjectId, Retry};

/// How many principals are asked side by side.
const WIDTH: usize = 8;

/// What live verification found.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Live {
    /// Every request, by principal and in the order in which it was made.
    pub checks: Vec<Check>,
    /// Canaries that could not be deleted.
    pub left_behind: Vec<LeftBehind>,
    /// Whether it was stopped before all was asked.
    pub stopped: bool,
}

/// A request, and what its answer says of the grant.
#[derive(Debug)]
#[non_exhaustive]
pub struct Check {
    /// The grant.
    pub grant: GrantName,
    /// The principal that the grant names.
    pub principal: PrincipalArn,
    /// Who made the request.
    pub by: By,
    /// The request's action.
    pub call: String,
    /// What it is about: an ARN, or an object as an S3 URI.
    pub target: String,
    /// What came.
    pub answer: Answer,
}

/// Who makes a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The principal.
    Principal,
    /// The owner of the bucket, where the grant does not let the principal do it.
    Owner,
}

/// What an answer says of the grant.
#[derive(Debug)]
#[non_exhaustive]
pub enum Answer {
    /// It is as the grant promises.
    Confirmed,
    /// The call was denied, and no grant allows it: the key is for calls through other services.
    DeniedAsMeant,
    /// The call was allowed, and no grant allows it: another statement or policy does.
    Wider,
    /// It is not as the grant promises.
    Failed(CloudError),
    /// It was done, but not as the grant promises.
    Wrong(String),
    /// It could not be told.
    Unknown(String),
    /// It was not asked.
    NotAsked(&'static str),
}

/// A canary that is still there.
#[derive(Debug)]
#[non_exhaustive]
pub struct LeftBehind {
    /// The object.
    pub object: ObjectId,
    /// The version, where it is known to have one.
    pub version: Option<String>,
    /// Why.
    pub why: String,
}

/// Makes the requests that the grants promise.
///
/// A denial is asked again for at most `patience`, since AWS may take a while to see what was written (R5.6). When
/// `stop` is cancelled, no other request is made but those that delete what was uploaded. It has to be awaited to its
/// end: dropped in the middle, it leaves its canaries behind.
///
/// ```
/// use std::time::Duration;
///
/// use crosskms_apply::verify::{VerifyOutcome, verify_live};
/// use crosskms_apply::{EmbeddedCloud, IdentityPolicies, Purpose, apply, observe, plan};
///
/// # let grants = [crosskms::CrossAccountGrant::builder()
/// #     .name("raw-events")
/// #     .key("arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
/// #     .bucket("arn:aws:s3:::example-raw-events")
/// #     .principal("arn:aws:iam::444455556666:role/analytics")
/// #     .access("read_write")
/// #     .build()?];
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # let cloud = EmbeddedCloud::for_grants(&grants);
/// let plan = plan(&grants, &observe(&cloud, &grants, IdentityPolicies::OfGrants).await?, Purpose::Apply)?;
/// apply(&cloud, &plan, |_, _| {}).await?;
/// let live = verify_live(&cloud, &grants, Duration::ZERO, &Default::default()).await;
/// assert_eq!(live.outcome(), VerifyOutcome::AsGranted);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub async fn verify_live(
    cloud: &impl ActAs,
    grants: &[CrossAccountGrant],
    patience: Duration,
    stop: &CancellationToken,
) -> Live {
    let mut of_principals: BTreeMap<&PrincipalArn, Vec<&CrossAccountGrant>> = BTreeMap::new();
    for grant in grants {
        for principal in grant.principals() {
            of_principals.entry(principal).or_default().push(grant);
        }
    }
    let asking = Asking { cloud, grants, patience, stop };
    let found = stream::iter(of_principals).map(|(principal, its)| asking.principal(principal, its));
    let mut live = Live::default();
    let mut found = found.buffered(WIDTH);
    while let Some(of_principal) = found.next().await {
        live.checks.extend(of_principal.checks);
        live.left_behind.extend(of_principal.left_behind);
        live.stopped |= of_principal.stopped;
    }
    live
}

impl Live {
    /// What all of it comes to, by the measure of [`verify()`](super::verify()).
    pub fn outcome(&self) -> VerifyOutcome {
        let any = |is: fn(&Answer) -> bool| self.checks.iter().any(|check| is(&check.answer));
        if any(|answer| matches!(answer, Answer::Failed(_) | Answer::Wrong(_))) {
            VerifyOutcome::NotAsGranted
        } else if self.stopped || any(|answer| matches!(answer, Answer::Unknown(_))) {
            VerifyOutcome::Undecided
        } else {
            VerifyOutcome::AsGranted
        }
    }
}

impl Check {
    /// What the operator can do about it.
    pub fn help(&self) -> Option<String> {
        let Self { principal, call, target, .. } = self;
        match &self.answer {
            Answer::Failed(CloudError { failure: Failure::AccessDenied(_), .. }) => {
                Some(format!("`crosskms explain {call} {target} --as {principal}` says which policy it was"))
            }
            Answer::Failed(error) => error.help(),
            Answer::Wrong(_) => {
                Some("`crosskms plan` shows whether the bucket's encryption has drifted".to_owned())
            }
            Answer::Wider => Some(format!(
                "look for another statement that allows `{call}` to {principal}: without S3 between, whoever has \
                 the ciphertext can decrypt it"
            )),
            Answer::Unknown(_) if call.starts_with("sts:") => Some(format!(
                "let the trust policy of the role name the credentials of `[accounts.{account}]`, or name a profile \
                 that has its own: `as.\"{principal}\" = {{ profile = \"…\" }}` in `[accounts.{account}]`",
                account = principal.account()
            )),
            _ => None,
        }
    }
}

impl Answer {
    /// The word as answers write it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::DeniedAsMeant => "denied_as_meant",
            Self::Wider => "wider",
            Self::Failed(_) => "failed",
            Self::Wrong(_) => "wrong",
            Self::Unknown(_) => "unknown",
            Self::NotAsked(_) => "not_asked",
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmed => f.write_str("as granted"),
            Self::DeniedAsMeant => {
                f.write_str("denied, as it is to be: the grant allows it through other services alone")
            }
            Self::Wider => f.write_str("allowed, though no grant allows it without another service between"),
            Self::Failed(error) => error.failure.fmt(f),
            Self::Wrong(why) | Self::Unknown(why) => f.write_str(why),
            Self::NotAsked(why) => f.write_str(why),
        }
    }
}

/// What it takes to ask.
struct Asking<'a, C> {
    cloud: &'a C,
    grants: &'a [CrossAccountGrant],
    patience: Duration,
    stop: &'a CancellationToken,
}

/// A grant as one of its principals sees it.
#[derive(Clone, Copy)]
struct Subject<'a> {
    grant: &'a CrossAccountGrant,
    principal: &'a PrincipalArn,
}

impl<C: ActAs> Asking<'_, C> {
    async fn principal(&self, principal: &PrincipalArn, grants: Vec<&CrossAccountGrant>) -> Live {
        let mut live = Live::default();
        let subjects = grants.into_iter().map(|grant| Subject { grant, principal });
        if principal.kind() == PrincipalKind::Account {
            let not_asked =
                || Answer::NotAsked("a whole account is no caller; who of it has access is decided there");
            let check = |subject: Subject<'_>| {
                subject.check(By::Principal, "sts:AssumeRole", principal.to_string(), not_asked())
            };
            live.checks = subjects.map(check).collect();
            return live;
        }
        if self.stop.is_cancelled() {
            live.stopped = true;
            return live;
        }
        let actor = match self.cloud.act_as(principal).await {
            Ok(actor) => actor,
            Err(error) => {
                let unknown = || Answer::Unknown(format!("requests cannot be made as it: {}", error.failure));
                let check = |subject: Subject<'_>| {
                    subject.check(By::Principal, error.call, principal.to_string(), unknown())
                };
                live.checks = subjects.map(check).collect();
                return live;
            }
        };
        for subject in subjects {
            live.checks.extend(dry_runs::all(self, subject, &actor).await);
            let of_canary = canary::whole_life(self, subject, &actor).await;
            live.checks.extend(of_canary.checks);
            live.left_behind.extend(of_canary.left_behind);
            live.stopped |= self.stop.is_cancelled();
        }
        live
    }

    /// Makes a request, and makes it again while it is denied and there is patience left.
    async fn patiently<T, F>(&self, request: impl Fn() -> F) -> Result<T, CloudError>
    where
        F: Future<Output = Result<T, CloudError>>,
    {
        let started = Instant::now();
        let mut pause = Duration::from_millis(500);
        loop {
            let answer = request().await;
            let denied = matches!(&answer, Err(CloudError { failure: Failure::AccessDenied(_), .. }));
            if !denied || started.elapsed().saturating_add(pause) > self.patience {
                return answer;
            }
            if self.stop.run_until_cancelled(sleep(pause)).await.is_none() {
                return answer;
            }
            pause = pause.saturating_mul(2).min(Duration::from_secs(5));
        }
    }
}

impl Subject<'_> {
    fn check(self, by: By, call: &str, target: String, answer: Answer) -> Check {
        let (grant, principal) = (self.grant.name().clone(), self.principal.clone());
        Check { grant, principal, by, call: call.to_owned(), target, answer }
    }

    /// What a failure says of a request that the grant promises.
    fn failed(self, error: CloudError) -> Answer {
        let conditions = self.grant.conditions();
        match &error.failure {
            Failure::AccessDenied(message) if !conditions.is_empty() => {
                let keys: Vec<&str> = conditions.iter().map(GrantCondition::key).collect();
                let keys = keys.join(", ");
                Answer::Unknown(format!(
                    "denied, perhaps because the conditions of the grant do not hold here ({keys}): {message}"
                ))
            }
            failure if failure.retry() == Retry::Later => Answer::Unknown(failure.to_string()),
            Failure::Credentials(_) | Failure::ClockSkew(_) => Answer::Unknown(error.failure.to_string()),
            _ => Answer::Failed(error),
        }
    }
}

#[cfg(test)]
mod tests;
