//! Keys that are created over a line that fails: never a second one in silence, and always found again.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crosskms::arn::{AliasArn, KeyArn};
use crosskms_apply::create_key::{CreateKeyError, CreatedKey, Creation, HowCreated, NewKey};
use crosskms_apply::{AwsCloud, Journal};
use crosskms_end_to_end::{Account, FaultProxy, LocalAws, REGION, WireFault};
use futures_util::stream::{self, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fault::{Fault, Then};
use crate::stage::{Mechanism, TURNS, impatient};

#[tokio::test(flavor = "multi_thread")]
async fn keys() {
    let mut cases: Vec<(&str, Fault)> = Vec::new();
    for call in ["kms:CreateKey", "kms:CreateAlias"] {
        cases.extend(Fault::of_writes(Mechanism::Managed).into_iter().map(|fault| (call, fault)));
    }
    for call in ["kms:DescribeKey", "kms:ListKeys"] {
        cases.extend(Fault::of_reads().into_iter().map(|fault| (call, fault)));
    }
    // Whatever a killed run left, there is one thing to do: to ask for the key again.
    cases.retain(|(_, fault)| !matches!(fault, Fault::Killed { then: Then::RollsBack, .. }));
    let all = cases.into_iter().map(|(call, fault)| async move {
        let _turn = TURNS.acquire().await.unwrap();
        case(call, fault).await;
    });
    let count = stream::iter(all).buffer_unordered(usize::MAX).count().await;
    println!("creation of keys over the wire: {count} cases");
}

async fn case(call: &str, fault: Fault) {
    let place = format!("{call}, {fault:?}");
    let stage = Stage::set();
    let folder = TempDir::new().unwrap();
    let created = match fault {
        Fault::Line(fault) => {
            stage.line.fail(call, 1, fault);
            let created = stage.create(&stage.faulty, folder.path()).await;
            assert!(stage.line.is_spent(), "{place}: there was no such call");
            Some(created)
        }
        Fault::Killed { after, .. } => {
            let held = stage.line.hold(call, after);
            let arrived = tokio::task::spawn_blocking(move || {
                held.wait();
                held
            });
            tokio::select! {
                created = stage.create(&stage.faulty, folder.path()) => panic!("{place}: it goes on: {created:?}"),
                held = arrived => drop(held.unwrap()),
            }
            None
        }
    };
    let keys = stage.keys();
    is_told_truly(created.as_ref(), call, fault, &keys, &place);

    let again = match stage.create(&stage.cloud, folder.path()).await {
        Err(CreateKeyError::TooEarly { .. }) => {
            assert!(keys.is_empty(), "{place}, again: {keys:?} is there");
            long_ago(folder.path());
            stage.create(&stage.cloud, folder.path()).await
        }
        again => again,
    };
    let again = again.unwrap_or_else(|error| panic!("{place}, again: {error}"));
    assert_eq!(stage.key_of_alias(), Some(again.key.to_string()), "{place}, again");
    let after = stage.keys();
    assert!(after.is_superset(&keys), "{place}, again");
    assert_eq!(after.len(), keys.len().max(1), "{place}, again: a second key");
    let recorded = Journal::in_folder(folder.path()).keys().unwrap();
    assert!(recorded.iter().any(|one| one.key.as_ref() == Some(&again.key)), "{place}: {recorded:?}");
}

/// What passes is tried again; what cannot be known is said to be unknown.
fn is_told_truly(
    created: Option<&Result<CreatedKey, CreateKeyError>>,
    call: &str,
    fault: Fault,
    keys: &BTreeSet<String>,
    place: &str,
) {
    // Nothing in a call tells KMS that it was sent before, so a line that sends it twice makes two keys.
    let most = if (call, fault) == ("kms:CreateKey", Fault::Line(WireFault::Twice)) { 2 } else { 1 };
    assert!(keys.len() <= most, "{place}: {keys:?}");
    let (Some(created), Fault::Line(fault)) = (created, fault) else { return };
    match created {
        Ok(created) => {
            assert_eq!(created.how, HowCreated::Created, "{place}");
            assert!(keys.contains(created.key.as_str()), "{place}");
            assert_ne!(fault, WireFault::Denied, "{place}");
        }
        Err(CreateKeyError::Unanswered { .. }) => assert!(keys.is_empty(), "{place}: {keys:?} shows"),
        Err(CreateKeyError::Unnamed { key, .. }) => {
            assert!(keys.contains(key.as_str()), "{place}");
            assert_eq!((call, fault), ("kms:CreateAlias", WireFault::Denied), "{place}");
        }
        Err(error) => {
            assert_eq!(fault, WireFault::Denied, "{place}: {error}");
            assert!(keys.is_empty(), "{place}: {error}");
        }
    }
}

/// As if what a journal tells of had been asked for years ago.
fn long_ago(folder: &Path) {
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let lines = text.lines().map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            if let Some(asked) = line.pointer_mut("/creating/asked") {
                *asked = json!("2020-01-01T00:00:00Z");
            }
            format!("{line}\n")
        });
        std::fs::write(&file, lines.collect::<String>()).unwrap();
    }
}

/// An account of its own, which has no keys yet.
struct Stage {
    owner: Account<'static>,
    line: FaultProxy,
    cloud: AwsCloud,
    faulty: AwsCloud,
    wanted: NewKey,
}

impl Stage {
    fn set() -> Self {
        static ACCOUNTS: AtomicU64 = AtomicU64::new(300_000_000_000);
        let aws = LocalAws::shared();
        let owner = aws.account(&ACCOUNTS.fetch_add(1, Ordering::Relaxed).to_string());
        let line = FaultProxy::before(aws);
        let cloud = aws.cloud([&owner]);
        let faulty = AwsCloud::from_configs([(owner.id(), impatient(&owner, &line))]);
        let alias: AliasArn =
            format!("arn:aws:kms:{REGION}:{}:alias/raw-events", owner.id()).parse().unwrap();
        Self { owner, line, cloud, faulty, wanted: NewKey::new(alias).unwrap() }
    }

    async fn create(&self, cloud: &AwsCloud, folder: &Path) -> Result<CreatedKey, CreateKeyError> {
        let run = Journal::in_folder(folder).begin_keys(std::slice::from_ref(&self.wanted)).unwrap();
        let creation = Creation::on(cloud).journal(&run).patience(Duration::from_secs(1));
        creation.create(&self.wanted, |_| {}).await
    }

    /// Every key of the account, as an independent client lists them.
    fn keys(&self) -> BTreeSet<String> {
        let answer = self.owner.call("kms", "list_keys", &json!({})).unwrap();
        let listed = answer.get("Keys").and_then(Value::as_array).cloned().unwrap_or_default();
        let arns = listed.iter().filter_map(|key| key.get("KeyArn")?.as_str());
        let ours = arns.filter(|arn| arn.parse::<KeyArn>().is_ok_and(|key| key.account() == self.owner.id()));
        ours.map(str::to_owned).collect()
    }

    fn key_of_alias(&self) -> Option<String> {
        let answer = self.owner.call("kms", "describe_key", &json!({"KeyId": "alias/raw-events"})).ok()?;
        Some(answer.pointer("/KeyMetadata/Arn")?.as_str()?.to_owned())
    }
}
