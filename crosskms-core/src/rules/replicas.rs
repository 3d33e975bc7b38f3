//! Rules about the replicas of multi-Region keys (R1.25, R4.20).

use super::{Check, Hit, Rule};
use crate::arn::{KeyArn, KeyId};
use crate::finding::Severity;
use crate::grant::{Candidate, Field};

const MULTI_REGION_PAGE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html";

pub(super) static MALFORMED_REGION: Rule = Rule {
    name: "malformed-region",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html",
    summary: "replicas are named by their Regions",
    checks: &[Check::Draft(malformed)],
};

pub(super) static KEY_WITHOUT_REPLICAS: Rule = Rule {
    name: "key-without-replicas",
    severity: Severity::Error,
    page: MULTI_REGION_PAGE,
    summary: "only multi-Region keys have replicas",
    checks: &[Check::Draft(single_region)],
};

pub(super) static REPEATED_REPLICA: Rule = Rule {
    name: "repeated-replica",
    severity: Severity::Error,
    page: MULTI_REGION_PAGE,
    summary: "a key has one replica in each Region, and none in its own",
    checks: &[Check::Draft(repeated)],
};

pub(super) static REPLICA_BESIDE_BUCKET: Rule = Rule {
    name: "replica-beside-bucket",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html",
    summary: "S3 uses a replica only for buckets of the replica's Region",
    checks: &[Check::Draft(beside_bucket)],
};

fn multi_region_key<'c>(candidate: &'c Candidate<'_>) -> Option<&'c KeyArn> {
    candidate.key_arn().filter(|key| matches!(key.key_id(), KeyId::MultiRegion(_)))
}

fn malformed(candidate: &Candidate<'_>) -> Vec<Hit> {
    let entries = candidate.replicas.iter().filter(|entry| !entry.text.trim().is_empty());
    entries
        .filter_map(|entry| {
            let error = entry.region.as_ref().err()?;
            let message = format!("`{}` is not the name of a Region", entry.text);
            Some(Hit::new(entry.site.clone(), message).help(format!("write {}", error.expected())))
        })
        .collect()
}

fn single_region(candidate: &Candidate<'_>) -> Vec<Hit> {
    let given = candidate.draft.replicas.as_ref().is_some_and(|replicas| !replicas.is_empty());
    match candidate.key_arn() {
        Some(key) if given && multi_region_key(candidate).is_none() => {
            let message = format!(
                "`{}` is the id of a single-Region key, which has no replicas",
                key.key_id().as_str()
            );
            let help = "remove `replicas`; the id of a multi-Region key begins with `mrk-`";
            vec![Hit::new(Field::Replicas.site(), message).help(help)]
        }
        _ => Vec::new(),
    }
}

fn repeated(candidate: &Candidate<'_>) -> Vec<Hit> {
    let own = multi_region_key(candidate).map(KeyArn::region);
    candidate
        .replica_regions()
        .enumerate()
        .filter_map(|(index, (site, region))| {
            let earlier = candidate.replica_regions().take(index).any(|(_, earlier)| earlier == region);
            let (message, help) = if own.as_ref() == Some(region) {
                (
                    format!("`{region}` is the Region of the key itself"),
                    "remove it; the key carries the statement anyway",
                )
            } else if earlier {
                (format!("`{region}` stands twice in `replicas`"), "remove the second one")
            } else {
                return None;
            };
            Some(Hit::new(site.clone(), message).help(help))
        })
        .collect()
}

/// S3 takes a multi-Region key for a key of its Region (R1.25), so that the replica is never asked about this bucket.
fn beside_bucket(candidate: &Candidate<'_>) -> Vec<Hit> {
    let given = candidate.draft.replicas.as_ref().is_some_and(|replicas| !replicas.is_empty());
    match multi_region_key(candidate) {
        Some(key) if given && candidate.draft.bucket.is_some() => {
            let message = format!(
                "S3 uses a replica only for buckets of the replica's Region, and this bucket is in `{}`",
                key.region()
            );
            let help = "make a grant for each replica and the bucket in its Region";
            vec![Hit::new(Field::Replicas.site(), message).help(help)]
        }
        _ => Vec::new(),
    }
}
