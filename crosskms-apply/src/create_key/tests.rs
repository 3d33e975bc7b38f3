//! Keys that are created, found again and not created twice, whatever fails.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use crosskms::arn::{AccountId, AliasArn, KeyArn, Region};
use crosskms::policy::PolicyType;
use crosskms::rules::check_policy;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::{CreateKeyError, CreatedKey, Creation, Difference, Event, HowCreated, NewKey, Standing, look_up};
use crate::cloud::{CloudError, Failure, KeyCreation, KeyDetails, TaggedKeys};
use crate::journal::{Journal, KeyProgress};
use crate::snapshot::{Principal, Snapshot};
use crate::{Cloud, EmbeddedCloud};

const ALIAS: &str = "arn:aws:kms:eu-west-1:111122223333:alias/raw-events";
const ADMINISTRATOR: &str = "arn:aws:iam::111122223333:role/key-admin";

fn wanted() -> NewKey {
    let key = NewKey::new(ALIAS.parse().unwrap()).unwrap().administrator(ADMINISTRATOR.parse().unwrap());
    key.unwrap().described("Raw events").unwrap().tag("team", "data").unwrap()
}

/// An account with the administrator in it.
fn account() -> EmbeddedCloud {
    let mut snapshot = Snapshot::default();
    snapshot.principals.insert(ADMINISTRATOR.parse().unwrap(), Principal::default());
    EmbeddedCloud::new(snapshot)
}

/// The embedded cloud behind a network: calls fail as they are told to, before or after they have their effect.
struct Faulty {
    cloud: EmbeddedCloud,
    create_key: Mutex<VecDeque<Fault>>,
    create_alias: Mutex<VecDeque<Fault>>,
    /// How often the tags do not show yet.
    blind: Mutex<u32>,
}

#[derive(Debug, Clone)]
enum Fault {
    Before(Failure),
    After(Failure),
}

impl Faulty {
    fn new(
        create_key: impl IntoIterator<Item = Fault>,
        create_alias: impl IntoIterator<Item = Fault>,
    ) -> Self {
        Self {
            cloud: account(),
            create_key: Mutex::new(create_key.into_iter().collect()),
            create_alias: Mutex::new(create_alias.into_iter().collect()),
            blind: Mutex::new(0),
        }
    }

    fn keys(&self) -> Vec<KeyArn> {
        self.cloud.snapshot().keys.into_keys().collect()
    }

    async fn create(&self) -> Result<CreatedKey, CreateKeyError> {
        Creation::on(self).create(&wanted(), |_| {}).await
    }
}

/// The answer of a call that may fail.
async fn answer<T>(
    faults: &Mutex<VecDeque<Fault>>,
    call: &'static str,
    effect: impl Future<Output = Result<T, CloudError>>,
) -> Result<T, CloudError> {
    let error = |failure| {
        Err(CloudError { call, target: ALIAS.to_owned(), account: "111122223333".parse().unwrap(), failure })
    };
    let fault = faults.lock().unwrap().pop_front();
    // Whoever else runs at the same time has his turn.
    tokio::task::yield_now().await;
    match fault {
        None => effect.await,
        Some(Fault::Before(failure)) => error(failure),
        Some(Fault::After(failure)) => {
            effect.await?;
            error(failure)
        }
    }
}

impl KeyCreation for Faulty {
    async fn key_of_alias(&self, alias: &AliasArn) -> Result<Option<KeyArn>, CloudError> {
        self.cloud.key_of_alias(alias).await
    }

    async fn key_details(&self, key: &KeyArn) -> Result<KeyDetails, CloudError> {
        self.cloud.key_details(key).await
    }

    async fn tagged_keys(
        &self,
        account: AccountId,
        region: &Region,
        tag: (&str, &str),
    ) -> Result<TaggedKeys, CloudError> {
        let left = self.blind.lock().unwrap().checked_sub(1);
        if let Some(left) = left {
            *self.blind.lock().unwrap() = left;
            return Ok(TaggedKeys::default());
        }
        self.cloud.tagged_keys(account, region, tag).await
    }

    async fn create_key(&self, key: &NewKey) -> Result<KeyArn, CloudError> {
        answer(&self.create_key, "kms:CreateKey", self.cloud.create_key(key)).await
    }

    async fn create_alias(&self, alias: &AliasArn, key: &KeyArn) -> Result<(), CloudError> {
        answer(&self.create_alias, "kms:CreateAlias", self.cloud.create_alias(alias, key)).await
    }
}

fn no_answer() -> Failure {
    Failure::Unreachable("timed out".to_owned())
}

fn denied() -> Failure {
    Failure::AccessDenied("no".to_owned())
}

#[tokio::test]
async fn a_key_is_created_with_alias_policy_description_and_tags() {
    let cloud = account();
    let created = Creation::on(&cloud).create(&wanted(), |_| {}).await.unwrap();
    assert_eq!(created.how, HowCreated::Created);
    let snapshot = cloud.snapshot();
    assert_eq!(snapshot.aliases[&ALIAS.parse().unwrap()], created.key);
    let key = &snapshot.keys[&created.key];
    assert_eq!(key.labels.description, "Raw events");
    assert_eq!(key.labels.tags["team"], "data");
    assert_eq!(key.labels.tags["crosskms:alias"], "alias/raw-events");
    assert_eq!(*key.policy.policy(), wanted().policy());
    assert_eq!(cloud.describe_key(&created.key).await.unwrap().state, "Enabled");
    let read: Snapshot = serde_json::from_str(&serde_json::to_string(&snapshot).unwrap()).unwrap();
    assert_eq!(read, snapshot, "what was created is in the file of the snapshot");

    let again = Creation::on(&cloud).create(&wanted(), |_| {}).await.unwrap();
    assert_eq!((again.key, again.how), (created.key, HowCreated::AlreadyThere));
    assert_eq!(cloud.snapshot(), snapshot);
}

#[test]
fn the_policy_leaves_the_account_in_charge_and_lets_nobody_use_the_key() {
    let policy = wanted().policy();
    let findings = check_policy(PolicyType::KeyPolicy, &policy, &policy.to_string());
    assert!(findings.is_empty(), "{findings}");
    let administration = policy.statements.iter().nth(1).unwrap().to_string();
    assert!(administration.contains("\"Sid\": \"Allow access for Key Administrators\""));
    for action in ["Encrypt", "Decrypt", "GenerateData", "ReEncrypt", "kms:*"] {
        assert!(!administration.contains(action), "{administration}");
    }
    assert!(!administration.contains("kms:ReplicateKey"));
    assert!(wanted().multi_region(true).policy().to_string().contains("kms:ReplicateKey"));
}

#[tokio::test(start_paused = true)]
async fn a_call_without_answer_is_looked_for_and_not_made_again() {
    let cloud = Faulty::new([Fault::After(no_answer())], []);
    *cloud.blind.lock().unwrap() = 5;
    let created = cloud.create().await.unwrap();
    assert_eq!(cloud.keys(), [created.key]);
    assert_eq!(cloud.cloud.snapshot().aliases.len(), 1);

    let cloud = Faulty::new([Fault::Before(no_answer())], []);
    let error = cloud.create().await.unwrap_err();
    assert!(matches!(error, CreateKeyError::Unanswered { .. }), "{error}");
    assert_eq!(cloud.keys(), []);
}

#[tokio::test(start_paused = true)]
async fn what_certainly_had_no_effect_is_made_again() {
    let throttled = || Fault::Before(Failure::Throttled("slow down".to_owned()));
    let unknown = "Policy contains a statement with one or more invalid principals.".to_owned();
    let fresh = Fault::Before(Failure::MalformedPolicy(unknown));
    let cloud = Faulty::new([throttled(), fresh.clone(), throttled()], [throttled()]);
    let mut waited = 0;
    let told = |event: Event<'_>| waited += u32::from(matches!(event, Event::Waiting { .. }));
    let created = Creation::on(&cloud).create(&wanted(), told).await.unwrap();
    assert_eq!((cloud.keys(), waited), (vec![created.key], 4));

    let cloud = Faulty::new(std::iter::repeat_n(fresh, 1000), []);
    let error = cloud.create().await.unwrap_err();
    assert!(error.to_string().contains("invalid principals"), "{error}");
    assert!(!cloud.create_key.lock().unwrap().is_empty(), "after two minutes the principal does not exist");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_creates_nothing() {
    let cloud = Faulty::new([Fault::Before(denied())], []);
    let error = cloud.create().await.unwrap_err();
    assert_eq!((cloud.keys().len(), error.key()), (0, None));
    assert!(error.to_string().starts_with(&format!("no key was created for `{ALIAS}`")), "{error}");

    let cloud = EmbeddedCloud::new(Snapshot::default());
    let error = cloud.create_key(&wanted()).await.unwrap_err();
    assert!(
        matches!(&error.failure, Failure::MalformedPolicy(text) if text.contains(ADMINISTRATOR)),
        "{error}"
    );
    assert_eq!(cloud.snapshot(), Snapshot::default());
}

#[tokio::test(start_paused = true)]
async fn a_key_without_its_alias_is_named_in_the_error_and_found_by_the_next_run() {
    for fault in [Fault::Before(denied()), Fault::Before(Failure::LimitExceeded("too many".to_owned()))] {
        let cloud = Faulty::new([], [fault]);
        let error = cloud.create().await.unwrap_err();
        let [key] = &cloud.keys()[..] else { panic!("{:?}", cloud.keys()) };
        assert_eq!(error.key(), Some(key));
        assert!(error.to_string().contains(key.as_str()) && error.help().unwrap().contains(key.as_str()));

        let standing = look_up(&cloud, &wanted(), &[]).await.unwrap();
        assert!(matches!(&standing, Standing::Unnamed(found) if found.key == *key), "{standing:?}");
        let named = cloud.create().await.unwrap();
        assert_eq!((named.how, &named.key), (HowCreated::Named, key));
        assert_eq!(cloud.keys(), std::slice::from_ref(key));
    }
}

#[tokio::test(start_paused = true)]
async fn an_alias_whose_answer_was_lost_is_there() {
    for fault in [Fault::After(no_answer()), Fault::Before(no_answer())] {
        let cloud = Faulty::new([], [fault]);
        let created = cloud.create().await.unwrap();
        assert_eq!(cloud.cloud.snapshot().aliases.into_values().collect::<Vec<_>>(), [created.key]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_alias_that_somebody_takes_in_between_stays_theirs() {
    let theirs = Faulty::new([], []);
    let other = theirs.cloud.create_key(&wanted()).await.unwrap();
    let ours = theirs.cloud.create_key(&wanted()).await.unwrap();
    theirs.cloud.create_alias(wanted().alias(), &other).await.unwrap();
    let error = Creation::on(&theirs).named(&wanted(), &ours, &mut |_: Event<'_>| {}).await.unwrap_err();
    assert!(
        matches!(&error, CreateKeyError::AliasTaken { key, other: is, .. } if *key == ours && *is == other)
    );
    assert!(error.help().unwrap().contains("schedule-key-deletion"), "{error}");
    assert_eq!(theirs.cloud.snapshot().aliases[wanted().alias()], other);
}

#[tokio::test]
async fn of_several_keys_for_one_alias_none_is_taken() {
    let cloud = account();
    let keys = [cloud.create_key(&wanted()).await.unwrap(), cloud.create_key(&wanted()).await.unwrap()];
    let error = look_up(&cloud, &wanted(), &[]).await.unwrap_err();
    assert!(keys.iter().all(|key| error.to_string().contains(key.as_str())), "{error}");

    // One of them is to go: then it is clear which is meant.
    let mut snapshot = cloud.snapshot();
    snapshot.keys.get_mut(&keys[0]).unwrap().description.as_mut().unwrap().state =
        "PendingDeletion".to_owned();
    let standing = look_up(&EmbeddedCloud::new(snapshot.clone()), &wanted(), &[]).await.unwrap();
    assert!(matches!(&standing, Standing::Unnamed(found) if found.key == keys[1]), "{standing:?}");

    // The other has lost its tag: then none is.
    snapshot.keys.get_mut(&keys[1]).unwrap().labels.tags.clear();
    let standing = look_up(&EmbeddedCloud::new(snapshot), &wanted(), &[]).await.unwrap();
    assert_eq!(standing, Standing::Missing { unread: 0, unanswered: None });
}

#[tokio::test]
async fn a_key_that_is_there_says_in_what_it_differs() {
    let cloud = account();
    let created = Creation::on(&cloud).create(&wanted(), |_| {}).await.unwrap();
    let differences = async |wanted: &NewKey| match look_up(&cloud, wanted, &[]).await.unwrap() {
        Standing::There(found) if found.key == created.key => found.differences,
        standing => panic!("{standing:?}"),
    };
    assert_eq!(differences(&wanted()).await, []);
    let other =
        NewKey::new(ALIAS.parse().unwrap()).unwrap().tag("team", "ops").unwrap().tag("cost", "1").unwrap();
    let second = "arn:aws:iam::111122223333:user/second";
    let other = other.administrator(second.parse().unwrap()).unwrap().multi_region(true);
    assert_eq!(
        differences(&other).await,
        [
            Difference::MultiRegion(false),
            Difference::NotAdministrator(second.to_owned()),
            Difference::FurtherAdministrator(ADMINISTRATOR.to_owned()),
            Difference::Administration,
            Difference::Description("Raw events".to_owned()),
            Difference::Tag { key: "cost".to_owned(), found: None },
            Difference::Tag { key: "team".to_owned(), found: Some("data".to_owned()) },
        ]
    );
    let mut snapshot = cloud.snapshot();
    let key = snapshot.keys.get_mut(&created.key).unwrap();
    key.description.as_mut().unwrap().state = "Disabled".to_owned();
    let text = key.policy.text().replacen("kms:*", "kms:PutKeyPolicy", 1);
    key.policy = crosskms::policy::PolicyDocument::parse(text).unwrap();
    let Standing::There(found) = look_up(&EmbeddedCloud::new(snapshot), &wanted(), &[]).await.unwrap() else {
        panic!("the alias is there")
    };
    assert_eq!(found.differences, [Difference::State("Disabled".to_owned()), Difference::AccountNotInCharge]);
}

/// A run with a journal.
async fn run(cloud: &Faulty, journal: &Journal) -> Result<CreatedKey, CreateKeyError> {
    let run = journal.begin_keys(&[wanted()]).unwrap();
    Creation::on(cloud).journal(&run).create(&wanted(), |_| {}).await
}

#[tokio::test(start_paused = true)]
async fn the_journal_says_how_far_each_key_came() {
    let progress = async |create_key: Option<Fault>, create_alias: Option<Fault>| {
        let folder = TempDir::new().unwrap();
        let cloud = Faulty::new(create_key, create_alias);
        let journal = Journal::in_folder(folder.path());
        let _ = run(&cloud, &journal).await;
        let [recorded] = &journal.keys().unwrap()[..] else { panic!("there is one key") };
        assert_eq!(recorded.key.as_ref(), cloud.keys().first());
        recorded.progress
    };
    assert_eq!(progress(None, None).await, KeyProgress::Named);
    assert_eq!(progress(None, Some(Fault::Before(denied()))).await, KeyProgress::Created);
    assert_eq!(progress(Some(Fault::Before(denied())), None).await, KeyProgress::NotCreated);
    assert_eq!(progress(Some(Fault::After(no_answer())), None).await, KeyProgress::Named);
    assert_eq!(progress(Some(Fault::Before(no_answer())), None).await, KeyProgress::Unanswered);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_does_not_show_yet_is_not_created_again() {
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let cloud = Faulty::new([Fault::After(no_answer())], []);
    *cloud.blind.lock().unwrap() = u32::MAX;
    let error = run(&cloud, &journal).await.unwrap_err();
    assert!(matches!(error, CreateKeyError::Unanswered { .. }), "{error}");
    let error = run(&cloud, &journal).await.unwrap_err();
    assert!(matches!(error, CreateKeyError::TooEarly { .. }), "{error}");
    assert_eq!(cloud.keys().len(), 1);
    *cloud.blind.lock().unwrap() = 0;
    assert_eq!(run(&cloud, &journal).await.unwrap().how, HowCreated::Named);

    // A key that a run came to know is found even so.
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let cloud = Faulty::new([], [Fault::Before(denied())]);
    *cloud.blind.lock().unwrap() = u32::MAX;
    run(&cloud, &journal).await.unwrap_err();
    let named = run(&cloud, &journal).await.unwrap();
    assert_eq!((named.how, cloud.keys()), (HowCreated::Named, vec![named.key]));
}

#[tokio::test]
async fn of_two_runs_at_the_same_time_one_creates_the_key() {
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let cloud = Faulty::new([], []);
    let (one, two) = tokio::join!(run(&cloud, &journal), run(&cloud, &journal));
    assert_eq!(one.unwrap().key, two.unwrap().key);
    assert_eq!(cloud.keys().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_stopped_creates_nothing_more() {
    let cloud = Faulty::new([], []);
    let stop = CancellationToken::new();
    stop.cancel();
    let creation = Creation::on(&cloud).stop(stop).patience(Duration::ZERO);
    let error = creation.create(&wanted(), |_| {}).await.unwrap_err();
    assert!(matches!(error, CreateKeyError::Stopped { .. }), "{error}");
    assert_eq!(cloud.keys(), []);
}

#[tokio::test]
async fn aliases_are_given_as_kms_gives_them() {
    let cloud = account();
    let key = cloud.create_key(&wanted()).await.unwrap();
    let refusal =
        async |alias: &str| cloud.create_alias(&alias.parse().unwrap(), &key).await.unwrap_err().failure;
    let reserved = refusal("arn:aws:kms:eu-west-1:111122223333:alias/aws/s3").await;
    assert!(matches!(&reserved, Failure::Other { code, .. } if code == "NotAuthorizedException"));
    for elsewhere in ["us-east-1:111122223333", "eu-west-1:444455556666"] {
        assert!(matches!(refusal(&format!("arn:aws:kms:{elsewhere}:alias/a")).await, Failure::NotFound(_)));
    }
    for number in 0..50 {
        cloud.create_alias(&format!("{ALIAS}-{number}").parse().unwrap(), &key).await.unwrap();
    }
    assert!(matches!(refusal(&format!("{ALIAS}-0")).await, Failure::AlreadyExists(_)));
    assert!(matches!(refusal(ALIAS).await, Failure::LimitExceeded(_)));
}
