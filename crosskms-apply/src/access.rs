//! Who can do what, over a whole snapshot: every principal for one key or bucket, and everything for one principal.
//!
//! Every policy is made ready once, however many questions are asked; a question then looks at the few statements that
//! can match it.

mod answer;
mod callers;
mod circumstances;
mod resource;

pub use answer::Answer;
pub use circumstances::Via;
pub use resource::{Asked, AskedError};

use std::collections::HashMap;

use crosskms::action::{Action, kms};
use crosskms::arn::{AccountId, PrincipalArn, PrincipalKind};
use crosskms::authorize::{
    Authorization, BucketSettings, Caller, Decision, Gate, Gates, KeySettings, KmsGrants, PolicySet, Request,
    View,
};
use crosskms::policy::PolicyDocument;

use crate::cloud::KeyDescription;
use crate::snapshot::{Key, Principal, Snapshot};

/// A snapshot with every policy made ready.
///
/// ```
/// use crosskms::CrossAccountGrant;
/// use crosskms::action::kms;
/// use crosskms::authorize::Decision;
/// use crosskms_apply::access::{Access, Denied, Via};
/// use crosskms_apply::{EmbeddedCloud, Purpose, plan};
///
/// # let grant = CrossAccountGrant::builder()
/// #     .name("raw-events")
/// #     .key("arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
/// #     .bucket("arn:aws:s3:::example-raw-events")
/// #     .principal("arn:aws:iam::444455556666:role/analytics")
/// #     .access("read")
/// #     .build()?;
/// let mut snapshot = EmbeddedCloud::for_grants([&grant]).snapshot();
/// for change in plan(&[grant.clone()], &snapshot, Purpose::Apply)?.changes {
///     snapshot.put(&change.document, change.after.as_deref())?;
/// }
/// let access = Access::of(&snapshot);
/// let key = access.asked(grant.key().as_str())?;
/// let through_s3 = Via::S3(access.asked("s3://example-raw-events")?);
/// let mut answers = access.who_can(&[kms::Decrypt], &key, &through_s3, Denied::LeftOut);
/// let analytics = answers.find(|answer| answer.caller.to_string().ends_with("role/analytics")).unwrap();
/// assert_eq!(analytics.decision, Decision::Allowed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Access<'s> {
    snapshot: &'s Snapshot,
    /// By ARN, as the buckets.
    keys: HashMap<&'s str, ReadyKey<'s>>,
    buckets: HashMap<&'s str, ReadyBucket<'s>>,
    principals: HashMap<&'s PrincipalArn, ReadyPrincipal<'s>>,
    /// Roles by account and name, because the ARN of a session does not tell the path.
    roles: HashMap<(AccountId, &'s str), &'s PrincipalArn>,
}

#[derive(Debug)]
struct ReadyKey<'s> {
    key: &'s Key,
    policies: PolicySet<'s>,
    settings: Option<KeySettings>,
    kms_grants: KmsGrants,
}

#[derive(Debug)]
struct ReadyBucket<'s> {
    /// What of its gates is known.
    read: Gates,
    policies: Option<PolicySet<'s>>,
    settings: Option<BucketSettings>,
}

#[derive(Debug)]
struct ReadyPrincipal<'s> {
    principal: &'s Principal,
    policies: PolicySet<'s>,
    boundary: Option<PolicySet<'s>>,
}

impl<'s> Access<'s> {
    /// Makes every policy of a snapshot ready.
    pub fn of(snapshot: &'s Snapshot) -> Self {
        let of_resource = |document: &'s PolicyDocument| PolicySet::of_resource(document.policy());
        let keys = snapshot.keys.iter().map(|(arn, key)| {
            let settings = key.description.as_ref().map(KeyDescription::settings);
            let kms_grants = KmsGrants::of(key.kms_grants.iter().cloned());
            (arn.as_str(), ReadyKey { key, policies: of_resource(&key.policy), settings, kms_grants })
        });
        let buckets = snapshot.buckets.iter().map(|(arn, bucket)| {
            let (policies, settings) = (bucket.policy.as_ref().map(of_resource), bucket.settings());
            (arn.as_str(), ReadyBucket { read: snapshot.gates_of(bucket), policies, settings })
        });
        let principals = snapshot.principals.iter().map(|(arn, principal)| {
            let policies = snapshot.identity_policies(principal);
            let policies =
                PolicySet::of_principal(policies.map(|(name, document)| (name, document.policy())));
            let boundary = principal.boundary_policy.as_ref();
            let boundary = boundary.map(|document| PolicySet::of_principal([("", document.policy())]));
            (arn, ReadyPrincipal { principal, policies, boundary })
        });
        let roles = snapshot.principals.keys().filter(|arn| arn.kind() == PrincipalKind::Role);
        Self {
            snapshot,
            keys: keys.collect(),
            buckets: buckets.collect(),
            principals: principals.collect(),
            roles: roles.map(|arn| ((arn.account(), arn.name()), arn)).collect(),
        }
    }

    /// The key, bucket or object of a text: an ARN, or `s3://BUCKET` and `s3://BUCKET/KEY`.
    ///
    /// # Errors
    ///
    /// When the text is none of these, or is not in the snapshot.
    pub fn asked(&self, text: &str) -> Result<Asked, AskedError> {
        Asked::of(text, self.snapshot)
    }

    /// Decides one request.
    pub fn decide(&self, request: &Request) -> Decision {
        let request = &request.about_key(self.settings(request.resource()));
        self.view(request.caller(), &AtResource::of(self, request.resource())).decide(request)
    }

    /// Decides one request as if there were no gates but those that were read.
    pub fn decide_as_read(&self, request: &Request) -> Decision {
        let request = &request.about_key(self.settings(request.resource()));
        self.view(request.caller(), &AtResource::of(self, request.resource())).decide_as_read(request)
    }

    /// Decides one request, with every gate's part in the answer.
    pub fn authorize(&self, request: &Request) -> Authorization {
        let request = &request.about_key(self.settings(request.resource()));
        self.view(request.caller(), &AtResource::of(self, request.resource())).authorize(request)
    }

    /// What is known of a key, beside its policy.
    fn settings(&self, key: &str) -> Option<&KeySettings> {
        self.keys.get(key)?.settings.as_ref()
    }

    /// What every principal can do, of these actions, on a key, bucket or object.
    ///
    /// Principals are those of the snapshot, those that the resource's policy names besides, and the root users of all
    /// their accounts; anonymous callers are one more. The answers come in the order of principals.
    pub fn who_can(
        &self,
        actions: &[Action],
        asked: &Asked,
        via: &Via,
        denied: Denied,
    ) -> impl Iterator<Item = Answer> {
        let callers = self.callers(asked).into_iter();
        callers.flat_map(move |caller| self.answers(&caller, actions, asked, via, denied))
    }

    /// What a principal can do, of all actions, on every key and bucket; but for `kms:RetireGrant`, of which no policy
    /// decides, but each KMS grant (R2.65).
    pub fn what_can(&self, caller: &Caller, via: &Via) -> Vec<Answer> {
        let keys = self.snapshot.keys.keys().cloned().map(Asked::Key);
        let buckets = self.snapshot.buckets.keys().cloned().map(Asked::Bucket);
        let of_one = |asked: Asked| {
            let decided = Action::all().filter(|action| *action != kms::RetireGrant);
            let actions: Vec<Action> = decided.filter(|action| asked.takes(*action)).collect();
            self.answers(caller, &actions, &asked, via, Denied::LeftOut)
        };
        keys.chain(buckets).flat_map(of_one).collect()
    }

    /// Of one caller about one resource.
    fn answers(
        &self,
        caller: &Caller,
        actions: &[Action],
        asked: &Asked,
        via: &Via,
        denied: Denied,
    ) -> Vec<Answer> {
        let Some(owner) = self.owner(asked) else { return Vec::new() };
        let view = self.view(caller, &AtResource::of(self, asked.arn()));
        let settings = self.settings(asked.arn());
        let new = |action: Action, resource: String| {
            let context = circumstances::context(self, asked, action, via);
            let request = Request::new(caller.clone(), action.to_string(), resource, owner, context);
            request.about_key(settings).into_owned()
        };
        // Metadata is never asked for by S3, so it has a context of its own.
        let has_own_context = |action: Action| matches!(via, Via::S3(_)) && action.is_metadata();
        let Some(mut last) = actions.first().copied() else { return Vec::new() };
        let mut questions: Vec<Question> = self
            .resources(&view, asked)
            .into_iter()
            .map(|(resource, shown, is_object)| Question { request: new(last, resource), shown, is_object })
            .collect();
        let mut answers = Vec::new();
        for action in actions.iter().copied() {
            let mut can = Vec::new();
            let mut cannot = Vec::new();
            for question in questions.iter_mut().filter(|question| asked.takes_as(action, question.is_object))
            {
                match has_own_context(action) == has_own_context(last) {
                    true => question.request.ask_for(action),
                    false => question.request = new(action, question.request.resource().to_owned()),
                }
                let decision = view.decide(&question.request);
                match answer::is_denied(decision) {
                    true => cannot.push((decision, &*question)),
                    false => can.push((decision, &*question)),
                }
            }
            if !can.is_empty() || denied == Denied::Included {
                let of_one = |(decision, question): (Decision, &Question)| {
                    Answer::of(&view, &question.request, decision, action, &question.shown)
                };
                let told = can.into_iter().chain(cannot).map(of_one).collect();
                answers.extend(answer::merged(told));
            }
            last = action;
        }
        if denied == Denied::LeftOut {
            answers.retain(|answer| !answer.is_denied());
        }
        answers
    }

    /// What is asked about by an ARN and as it is shown, and whether it is an object.
    ///
    /// Objects of a bucket are asked about by one sample for each pattern by which a policy names them.
    fn resources(&self, view: &View<'_, '_>, asked: &Asked) -> Vec<(String, String, bool)> {
        match asked {
            Asked::Key(arn) => vec![(arn.to_string(), arn.to_string(), false)],
            Asked::Object(arn) => vec![(arn.to_string(), arn.to_string(), true)],
            Asked::Bucket(arn) => {
                let named = [view.resource, view.identity].into_iter().flatten();
                let mut resources = vec![(arn.to_string(), arn.to_string(), false)];
                for key in std::iter::once("*").chain(named.flat_map(|policies| policies.object_keys(arn))) {
                    let sample = format!("{arn}/{}", sample(key));
                    if !key.contains("${") && resources.iter().all(|(known, ..)| *known != sample) {
                        resources.push((sample, format!("{arn}/{key}"), true));
                    }
                }
                resources
            }
        }
    }

    /// The account that owns a resource of the snapshot.
    fn owner(&self, asked: &Asked) -> Option<AccountId> {
        match asked {
            Asked::Key(arn) => Some(arn.account()),
            Asked::Bucket(arn) => Some(self.snapshot.buckets.get(arn)?.account),
            Asked::Object(arn) => Some(self.snapshot.buckets.get(&arn.bucket())?.account),
        }
    }

    /// The gates of a request.
    fn view<'g>(&'g self, caller: &Caller, at: &AtResource<'g, 's>) -> View<'g, 's> {
        let principal = self.principal(caller);
        let (key, bucket) = (at.key, at.bucket);
        let mut view = View::default();
        view.identity = principal.map(|principal| &principal.policies);
        view.boundary = principal.and_then(|principal| principal.boundary.as_ref());
        view.resource = match (key, bucket) {
            (Some(key), _) => Some(&key.policies),
            (None, bucket) => bucket.and_then(|bucket| bucket.policies.as_ref()),
        };
        view.key = key.and_then(|key| key.settings.as_ref());
        view.kms_grants = key.map(|key| &key.kms_grants);
        let principal = principal.map(|principal| principal.principal);
        view.read =
            self.snapshot.gates_read(principal, key.map(|key| key.key), bucket.map(|bucket| bucket.read));
        if view.read.has(Gate::BucketSettings) {
            view.bucket = bucket.and_then(|bucket| bucket.settings.as_ref());
        }
        let is_hidden = principal.is_some_and(|principal| {
            principal.permissions_boundary.is_some() && principal.boundary_policy.is_none()
        });
        if is_hidden {
            view.hidden = view.hidden.with(Gate::PermissionsBoundary);
        }
        view
    }

    /// The principal whose policies count: for a session, its role.
    fn principal(&self, caller: &Caller) -> Option<&ReadyPrincipal<'s>> {
        match caller {
            Caller::Role(arn) | Caller::User(arn) | Caller::Root(arn) => self.principals.get(arn),
            Caller::RoleSession { account, role, .. } => {
                self.principals.get(*self.roles.get(&(*account, role.as_str()))?)
            }
            _ => None,
        }
    }
}

/// Whether answers that deny are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// They are not.
    LeftOut,
    /// They are.
    Included,
}

/// One resource, to be asked about for one action after the other.
struct Question {
    request: Request,
    /// The resource as it is shown.
    shown: String,
    is_object: bool,
}

/// What stands at a resource.
#[derive(Debug, Clone, Copy)]
struct AtResource<'g, 's> {
    key: Option<&'g ReadyKey<'s>>,
    bucket: Option<&'g ReadyBucket<'s>>,
}

impl<'g, 's> AtResource<'g, 's> {
    fn of(access: &'g Access<'s>, resource: &str) -> Self {
        let key = access.keys.get(resource);
        let bucket = match key {
            Some(_) => None,
            None => access.buckets.get(resource.split_once('/').map_or(resource, |(bucket, _)| bucket)),
        };
        Self { key, bucket }
    }
}

/// A key that a pattern matches, and hardly another pattern.
fn sample(pattern: &str) -> String {
    pattern.replace('*', SAMPLE).replace('?', "x")
}

/// What stands for any run of characters.
const SAMPLE: &str = "crosskms-sample";

#[cfg(test)]
mod tests;
