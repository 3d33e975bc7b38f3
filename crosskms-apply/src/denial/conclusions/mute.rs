//! Texts that hide the reason: KMS from callers it does not trust, S3 from callers outside the organization.

use super::silent;
use super::{Conclusions, Relation, commands};
use crate::denial::{Denial, Policies};

/// Operations of S3 in which KMS takes no part (R2.22).
const WITHOUT_KMS: &[&str] = &[
    "AbortMultipartUpload",
    "DeleteObject",
    "DeleteObjects",
    "GetBucketEncryption",
    "GetBucketLocation",
    "GetBucketPolicy",
    "HeadBucket",
    "ListObjectVersions",
    "ListObjects",
    "ListObjectsV2",
    "PutBucketEncryption",
    "PutBucketPolicy",
];

/// `on this resource because the resource does not exist in this Region, …`
pub(super) fn concealed(denial: &Denial, conclusions: &mut Conclusions) {
    conclusions.proven(format!("KMS refused {} to {}, and hides why", denial.what(), denial.who()));
    conclusions.passed_s3(denial);
    conclusions.open(
        "first possibility: there is no such key in this Region; it may be of another Region or deleted",
    );
    conclusions.open(
        "second possibility: neither the key policy nor a KMS grant allows it to the caller or its account",
    );
    conclusions.open("third possibility: the key policy denies it");
    if commands::key(denial).is_none() {
        // R2.27
        conclusions.open(
            "fourth possibility: it is the AWS managed key `aws/s3` of another account, which no policy can open to others",
        );
    }
    conclusions.open("whether the caller's identity-based policies allow it: the text says nothing of them");
    if denial.relation() == Relation::Unknown {
        conclusions.open("in which account the key is: this is what callers of other accounts usually get");
    }
    if commands::key(denial).is_none() {
        let s3 = denial.is_through_s3() || denial.service.as_deref() == Some("s3");
        if s3 {
            conclusions.next(format!(
                "find out which key it is: {} for a read, {} for a write",
                commands::key_of_object(denial),
                commands::bucket(denial, "get-bucket-encryption")
            ));
        } else {
            conclusions.next("find out which key it is: CloudTrail's event of the request, in the caller's account, may have it");
        }
    }
    let describe = commands::kms(denial, "describe-key")
        .unwrap_or_else(|| "`aws kms describe-key --key-id …`".to_owned());
    conclusions.next(format!(
        "in the key's account, run {describe}: it shows whether the key exists in that Region and is enabled"
    ));
    let policy = commands::kms(denial, "get-key-policy")
        .unwrap_or_else(|| "`aws kms get-key-policy --key-id …`".to_owned());
    let grants =
        commands::kms(denial, "list-grants").unwrap_or_else(|| "`aws kms list-grants --key-id …`".to_owned());
    conclusions.next(format!("if it exists, read what it allows there: {policy} and {grants}"));
    if commands::key(denial).is_none() && denial.action.is_some() {
        conclusions.next(format!(
            "with the key's ARN as `Resource`, allow {} in an identity-based policy of {} too: across accounts both sides \
             have to",
            denial.what(),
            commands::in_words(denial)
        ));
    }
    conclusions.next(
        "if the key is of another account, look into CloudTrail there too: both accounts log the request",
    );
    conclusions.explain(denial);
}

/// `The request was denied due to a VPC endpoint policy`
pub(super) fn refused(denial: &Denial, policies: &Policies, conclusions: &mut Conclusions) {
    conclusions.proven(format!("a policy of the type `{}` stopped {}", policies.as_str(), denial.what_on()));
    conclusions.open("whether it denies the request or only does not allow it");
    conclusions.open("whether other policies stop the request too: AWS names one type only");
    if *policies == Policies::VpcEndpoint {
        silent::endpoint(denial, conclusions);
    }
    conclusions.explain(denial);
}

/// `User: … is not authorized to perform: …`, the wording of before 2021.
pub(super) fn unsaid(denial: &Denial, conclusions: &mut Conclusions) {
    conclusions.proven(format!("{} was denied to {}", denial.what_on(), denial.who()));
    if denial.is_kms() {
        conclusions.passed_s3(denial);
    }
    conclusions.open("whether a policy denies it or none allows it: this text names no type of policy");
    conclusions
        .open("on which side it fails: the caller's policies, the resource's, or those of the organization");
    if denial.is_kms() {
        match commands::kms(denial, "get-key-policy") {
            Some(command) => {
                conclusions.next(format!("in the key's account, read the key policy: {command}"));
            }
            None => conclusions.next("in the key's account, read the key policy"),
        }
    }
    conclusions
        .next("look for the same request in CloudTrail, whose `errorMessage` may have the newer wording");
    conclusions.explain(denial);
}

/// `Access Denied`
pub(super) fn bare(denial: &Denial, conclusions: &mut Conclusions) {
    let head = denial.operation.as_deref().filter(|operation| operation.starts_with("Head"));
    let through_code = denial.code.as_deref().is_some_and(|code| code == "403" || code == "Forbidden");
    if let Some(service) = denial.service.as_deref().filter(|service| *service != "s3") {
        conclusions.proven(format!("`{service}` refused {}; which policy did is not said", denial.what()));
        conclusions.open(
            "on which side it fails: the caller's policies, the resource's, or those of the organization",
        );
        conclusions.next("look for the request in CloudTrail, whose `errorMessage` may say more");
        return;
    }
    conclusions.proven(format!("{} was refused; which document did is not said", denial.what()));
    if let Some(operation) = head {
        conclusions
            .proven(format!("the missing reason proves nothing: `{operation}` has no body to put it in"));
    } else if through_code {
        conclusions.open("why there is no text: the client may have dropped it");
    } else {
        conclusions.proven(
            "if S3 answered, the caller is outside the bucket owner's account and organization, or the bucket is a \
             directory bucket, or a VPC endpoint's policy denied it: to all others S3 gives a reason",
        );
    }
    open_gates(denial, conclusions);
    if let Some(operation) = head {
        let instead = if operation == "HeadBucket" { "ListObjectsV2" } else { "GetObject" };
        conclusions
            .next(format!("send `{instead}` in its place: its answer has a body, and perhaps a reason"));
    }
    conclusions.next(format!(
        "in the bucket's account, read what it allows: {}",
        commands::bucket(denial, "get-bucket-policy")
    ));
    if !is_without_kms(denial) {
        conclusions.next(format!(
            "in the bucket's account, find out the key: {} for a read, {} for a write; then read its policy in its own \
             account",
            commands::key_of_object(denial),
            commands::bucket(denial, "get-bucket-encryption")
        ));
        conclusions.next(
            "look into CloudTrail for a failed event of `kms.amazonaws.com` by the same caller at the same time: if there \
             is one, S3's own gates were open",
        );
    }
    conclusions.explain(denial);
}

fn open_gates(denial: &Denial, conclusions: &mut Conclusions) {
    if is_without_kms(denial) {
        conclusions.proven(format!("the key has no part in it: {} does not use KMS", denial.what()));
        conclusions.open("which gate of S3 it was: identity-based policy, bucket policy, Block Public Access, organization");
        return;
    }
    // R2.22
    conclusions.open(match denial.operation.as_deref() {
        Some("HeadObject") => {
            "whether the key took part: `HeadObject` asks KMS only with `x-amz-checksum-mode: ENABLED`; otherwise a gate of \
             S3 refused"
        }
        _ => "whether a gate of S3 refused, or the key: S3 answers both alike",
    });
    let reads = ["GetObject", "HeadObject", "CopyObject", "GetObjectAttributes"];
    if denial.operation.as_deref().is_none_or(|operation| reads.contains(&operation)) {
        // R5.47
        conclusions.open(
            "whether the object exists: without `s3:ListBucket` on the bucket, S3 answers for a missing object as for a \
             forbidden one",
        );
    }
    if denial.operation.as_deref().is_none_or(|operation| operation == "GetObject") {
        conclusions.open(
            "whether the bucket owner owns the object: a bucket policy cannot allow objects of other owners",
        );
    }
}

fn is_without_kms(denial: &Denial) -> bool {
    denial.operation.as_deref().is_some_and(|operation| WITHOUT_KMS.contains(&operation))
}
