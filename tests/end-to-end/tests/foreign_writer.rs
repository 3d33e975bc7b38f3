//! Somebody who writes the same documents all the time, without knowing of crosskms: reads, adds a statement, writes.
//!
//! What comes between the last read and the write of a run cannot be saved by any client: the API replaces whole
//! documents and takes no condition (R5.1). The lines tell when that was; everything else must be there in the end.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests fail by panicking, and tell what they did"
)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crosskms::CrossAccountGrant;
use crosskms_apply::document::{BucketId, DocumentId};
use crosskms_apply::{AwsCloud, Cloud, IdentityPolicies, Purpose, Run, observe, plan};
use crosskms_end_to_end::{FaultProxy, LocalAws, Seen};
use serde_json::{Value, json};

/// A statement that somebody wrote, and when.
struct Added {
    sid: String,
    on: &'static str,
    begun: Instant,
    ended: Instant,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_write_all_the_time_stays() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let line = FaultProxy::before(&aws);
    let ours = AwsCloud::from_configs(
        [&owner, &consumer].map(|account| (account.id(), account.config_through(&line))),
    );
    let theirs = aws.cloud([&owner, &consumer]);
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let builder =
        CrossAccountGrant::builder().name("raw-events").key(key.as_str()).bucket(bucket.arn.as_str());
    let grants = [builder.principal(role.as_str()).access("read").build().unwrap()];

    let done = AtomicBool::new(false);
    let (runs, added) = tokio::join!(
        async {
            let (mut told, mut good) = (0, 0);
            for purpose in [Purpose::Apply, Purpose::Revoke].repeat(4) {
                let snapshot = observe(&ours, &grants, IdentityPolicies::OfGrants).await.unwrap();
                let plan = plan(&grants, &snapshot, purpose).unwrap();
                let run = Run::of(&plan).patience(Duration::from_secs(5));
                match run.apply(&ours, |_| {}).await {
                    Ok(_) => good += 1,
                    Err(_) => told += 1,
                }
            }
            done.store(true, Ordering::Relaxed);
            (told, good)
        },
        writes_on(&theirs, &bucket, DocumentId::KeyPolicy(key.clone()), &done),
    );
    let (told, good) = runs;

    for purpose in [Purpose::Apply, Purpose::Revoke, Purpose::Apply] {
        let snapshot = observe(&ours, &grants, IdentityPolicies::OfGrants).await.unwrap();
        let plan = plan(&grants, &snapshot, purpose).unwrap();
        Run::of(&plan).apply(&ours, |_| {}).await.unwrap();
    }
    let (key, bucket) = (owner.key_policy(&key), owner.bucket_policy(&bucket).unwrap());
    let seen = line.seen();
    let mut windows = 0;
    for added in &added {
        let policy = if added.on == "key" { &key } else { &bucket };
        if policy.contains(&format!("\"{}\"", added.sid)) {
            continue;
        }
        assert!(
            is_in_a_window(&seen, added),
            "{} is gone, and no run wrote without having read it",
            added.sid
        );
        windows += 1;
    }
    println!(
        "{} statements of others during {} runs ({told} told): {windows} came between a read and a write",
        added.len(),
        told + good
    );
    assert!(added.len() > 10, "they hardly came to write");
    assert!(key.contains("CrosskmsRawEvents") && bucket.contains("CrosskmsRawEvents"));
}

/// Adds a statement to the key's and the bucket's policy in turns, until the runs are done.
async fn writes_on(cloud: &AwsCloud, bucket: &BucketId, key: DocumentId, done: &AtomicBool) -> Vec<Added> {
    let bucket_policy = DocumentId::BucketPolicy(bucket.clone());
    let mut added = Vec::new();
    for number in 0.. {
        if done.load(Ordering::Relaxed) {
            break;
        }
        let (on, document, action) = match number % 2 {
            0 => ("key", &key, "kms:Sign"),
            _ => ("bucket", &bucket_policy, "s3:PutBucketAcl"),
        };
        let sid = format!("T{number}");
        let text = cloud.read(document).await.unwrap();
        let mut policy = text.map_or_else(
            || json!({"Version": "2012-10-17", "Statement": []}),
            |text| serde_json::from_str::<Value>(&text).unwrap(),
        );
        let statement =
            json!({"Sid": sid, "Effect": "Deny", "Principal": "*", "Action": action, "Resource": "*"});
        policy.get_mut("Statement").and_then(Value::as_array_mut).unwrap().push(statement);
        let begun = Instant::now();
        cloud.write(document, &policy.to_string()).await.unwrap();
        added.push(Added { sid, on, begun, ended: Instant::now() });
        // As often as it may be, but not so often that no run comes to an end or the quotas do.
        tokio::time::sleep(Duration::from_millis(if added.len() < 150 { 60 } else { 1000 })).await;
    }
    added
}

/// Whether a run had read the document before somebody wrote it, and wrote it after.
fn is_in_a_window(seen: &[Seen], added: &Added) -> bool {
    let (read, writes) = match added.on {
        "key" => ("kms:GetKeyPolicy", ["kms:PutKeyPolicy", ""]),
        _ => ("s3:GET policy", ["s3:PUT policy", "s3:DELETE policy"]),
    };
    let written = seen.iter().filter(|call| writes.contains(&call.call.as_str()));
    written.filter(|write| write.ended >= added.begun).any(|write| {
        let mut before = seen.iter().filter(|call| call.call == read && call.ended <= write.begun);
        before.next_back().is_some_and(|read| read.begun <= added.ended)
    })
}
