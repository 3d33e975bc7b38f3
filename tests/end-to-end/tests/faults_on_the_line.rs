//! The fault matrix over the wire, smaller: each call of a run, with the ways in which lines and services fail.
//!
//! Run with `--nocapture` to see how many cases there were.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and tell"
)]

use std::time::Duration;

use crosskms::CrossAccountGrant;
use crosskms::arn::{KeyArn, PrincipalArn};
use crosskms_apply::document::BucketId;
use crosskms_apply::{
    AwsCloud, IdentityPolicies, Journal, Plan, Purpose, Run, observe, plan, rollback, verify,
};
use crosskms_end_to_end::{Account, FaultProxy, LocalAws, WireFault};
use futures_util::stream::{self, StreamExt};
use serde_json::json;
use tempfile::TempDir;

/// What others have on the key and on the bucket.
const ON_KEY: &str = r#"{ "Sid":"Root", "Effect":"Allow", "Principal":{"AWS":"arn:aws:iam::111122223333:root"}, "Action":"kms:*", "Resource":"*" }"#;
const ON_BUCKET: &str = r#"{"Sid":"Tls","Effect":"Deny", "Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#;

/// The calls of a run by the names of the line.
const WRITES: [&str; 4] = ["iam:PutRolePolicy", "kms:PutKeyPolicy", "s3:PUT policy", "s3:PUT encryption"];
const DELETES: [&str; 3] = ["s3:PUT policy", "kms:PutKeyPolicy", "iam:DeleteRolePolicy"];
const READS: [&str; 4] = ["iam:GetRolePolicy", "kms:GetKeyPolicy", "s3:GET policy", "s3:GET encryption"];

#[tokio::test(flavor = "multi_thread")]
async fn apply() {
    let count = matrix(Purpose::Apply, &WRITES).await;
    println!("apply over the wire: {count} cases");
}

#[tokio::test(flavor = "multi_thread")]
async fn revoke() {
    let count = matrix(Purpose::Revoke, &DELETES).await;
    println!("revoke over the wire: {count} cases");
}

async fn matrix(purpose: Purpose, writes: &[&'static str]) -> usize {
    use WireFault::{
        ClosedAfter, ClosedBefore, Denied, InternalError, InternalErrorAfter, Late, Stale, Throttled, Twice,
    };
    let of_writes =
        [Throttled, InternalError, InternalErrorAfter, Denied, ClosedBefore, ClosedAfter, Late(300), Twice];
    let of_reads = [Throttled, InternalError, Denied, ClosedBefore, Stale, Late(300)];
    let mut cases: Vec<(&str, WireFault)> = Vec::new();
    cases.extend(writes.iter().flat_map(|call| of_writes.map(|fault| (*call, fault))));
    cases.extend(READS.iter().take(writes.len()).flat_map(|call| of_reads.map(|fault| (*call, fault))));
    let count = cases.len();
    stream::iter(cases).map(|(call, fault)| case(purpose, call, fault)).buffer_unordered(4).count().await;
    count
}

/// One fault at the first such call of a run.
async fn case(purpose: Purpose, call: &str, fault: WireFault) {
    let place = format!("{purpose:?}, {call}, {fault:?}");
    let stage = Stage::set();
    if purpose == Purpose::Revoke {
        stage.done(Purpose::Apply, &format!("{place}, before")).await;
    }
    let before = stage.texts();
    let plan = stage.planned(purpose).await;
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let run = journal.begin(&plan).unwrap();
    stage.proxy.fail(call, 1, fault);
    let result =
        Run::of(&plan).journal(&run).patience(Duration::from_secs(10)).apply(&stage.faulty, |_| {}).await;
    assert!(stage.proxy.is_spent(), "{place}: there was no such call");
    stage.holds(&place);
    match (&result, fault) {
        (Ok(_), WireFault::Denied) => panic!("{place}: a denial was not told"),
        (Err(error), WireFault::Denied) => {
            assert!(error.to_string().contains("is not authorized"), "{place}: {error}");
        }
        (Err(error), _) => panic!("{place}: it passes, but was not tried again: {error}"),
        (Ok(report), _) => assert_eq!(report.outcomes().len(), plan.changes.len(), "{place}"),
    }

    if result.is_ok() {
        let recorded = journal.run("last").unwrap();
        let back = rollback(&stage.cloud, &recorded).await.unwrap().unwrap();
        Run::of(&back).apply(&stage.cloud, |_| {}).await.unwrap();
        stage.holds(&format!("{place}, rolled back"));
        // Encryption that was never set reads as what is the same.
        assert_eq!(stage.texts(), before, "{place}, rolled back");
    }
    stage.done(purpose, &format!("{place}, again")).await;
}

/// A grant between two accounts, over a line of its own.
struct Stage {
    owner: Account<'static>,
    consumer: Account<'static>,
    proxy: FaultProxy,
    /// Without the line, and over it.
    cloud: AwsCloud,
    faulty: AwsCloud,
    key: KeyArn,
    bucket: BucketId,
    role: PrincipalArn,
    grants: [CrossAccountGrant; 1],
}

impl Stage {
    fn set() -> Self {
        let aws = LocalAws::shared();
        let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
        let proxy = FaultProxy::before(aws);
        let cloud = aws.cloud([&owner, &consumer]);
        let through = [&owner, &consumer].map(|account| (account.id(), account.config_through(&proxy)));
        let faulty = AwsCloud::from_configs(through);
        let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":[ {ON_KEY} ]}}"#);
        owner
            .call(
                "kms",
                "put_key_policy",
                &json!({"KeyId": key.as_str(), "PolicyName": "default", "Policy": policy}),
            )
            .unwrap();
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":{ON_BUCKET}}}"#);
        owner
            .call("s3", "put_bucket_policy", &json!({"Bucket": bucket.arn.name().as_str(), "Policy": policy}))
            .unwrap();
        let builder = CrossAccountGrant::builder().name("raw-events").key(key.as_str());
        let builder = builder.bucket(bucket.arn.as_str()).principal(role.as_str());
        let grants = [builder.access("read").build().unwrap()];
        Self { owner, consumer, proxy, cloud, faulty, key, bucket, role, grants }
    }

    async fn planned(&self, purpose: Purpose) -> Plan {
        // Over the line, so that it knows what reads showed before.
        let snapshot = observe(&self.faulty, &self.grants, IdentityPolicies::OfGrants).await.unwrap();
        plan(&self.grants, &snapshot, purpose).unwrap()
    }

    /// Plans and applies without faults, and looks that nothing is left to do.
    async fn done(&self, purpose: Purpose, place: &str) {
        let plan = self.planned(purpose).await;
        Run::of(&plan).apply(&self.cloud, |_| {}).await.unwrap_or_else(|error| panic!("{place}: {error}"));
        self.holds(place);
        assert!(self.planned(purpose).await.is_empty(), "{place}");
        if purpose == Purpose::Apply {
            assert!(verify(&self.cloud, &self.grants, Duration::ZERO).await.unwrap().is_good(), "{place}");
        }
    }

    /// The policies, as an independent client reads them.
    fn texts(&self) -> [Option<String>; 3] {
        let identity = self.consumer.inline_policy(&self.role, "crosskms-raw-events");
        let identity = identity.map(|policy| policy.to_string());
        [Some(self.owner.key_policy(&self.key)), self.owner.bucket_policy(&self.bucket), identity]
    }

    /// What others wrote is there to the byte, and of ours there is nothing but what the grant says.
    fn holds(&self, place: &str) {
        let [key, bucket, _] = self.texts();
        let (key, bucket) = (key.unwrap_or_default(), bucket.unwrap_or_default());
        assert!(key.contains(ON_KEY), "{place}: {key}");
        assert!(bucket.contains(ON_BUCKET), "{place}: {bucket}");
        for policy in [key, bucket] {
            let policy: serde_json::Value = serde_json::from_str(&policy).unwrap();
            let policies = self.grants.each_ref().map(CrossAccountGrant::policies);
            let wanted: Vec<serde_json::Value> = policies
                .iter()
                .flat_map(|ours| {
                    ours.key_policy_statement().iter().chain(ours.bucket_policy_statement().iter())
                })
                .map(|statement| serde_json::to_value(statement).unwrap())
                .collect();
            let statements =
                policy.get("Statement").and_then(|all| all.as_array().cloned()).unwrap_or_default();
            for statement in statements.iter().filter(|statement| statement.to_string().contains("Crosskms"))
            {
                assert!(wanted.contains(statement), "{place}: {statement}");
            }
        }
    }
}
