//! Failures that are no denials, though they are taken for them.

use super::{Conclusions, commands};
use crate::denial::{Denial, Fault};

pub(super) fn conclude(denial: &Denial, fault: Fault, conclusions: &mut Conclusions) {
    let kms = |operation: &str| {
        commands::kms(denial, operation).unwrap_or_else(|| format!("`aws kms {operation} --key-id …`"))
    };
    match fault {
        Fault::KeyDisabled => {
            conclusions.proven("this is no denial: the key is disabled, whatever the policies say");
            after_the_key(conclusions);
            conclusions.next(format!("in the key's account, see its state: {}", kms("describe-key")));
            conclusions.next(format!("if it was not disabled on purpose, run {}", kms("enable-key")));
        }
        Fault::KeyPendingDeletion => {
            conclusions
                .proven("this is no denial: the key waits to be deleted, and cannot be used meanwhile");
            conclusions.open("how long it can still be saved: at the end of the waiting period everything under it is lost");
            conclusions.next(format!(
                "in the key's account and without delay, run {}: the key is disabled then",
                kms("cancel-key-deletion")
            ));
            conclusions.next(format!("then run {}", kms("enable-key")));
        }
        Fault::KeyPendingImport => {
            conclusions.proven("this is no denial: the key has no key material, or it expired");
            conclusions.next(format!("in the key's account, see its state: {}", kms("describe-key")));
            conclusions.next("import the same key material again");
        }
        Fault::KeyState => {
            conclusions.proven("this is no denial: the key is in a state in which it cannot be used");
            after_the_key(conclusions);
            conclusions.next(format!("in the key's account, see its state: {}", kms("describe-key")));
        }
        Fault::KeyUsage => {
            conclusions.proven(
                "this is no denial: the key is not made for this use; S3 needs a symmetric encryption key",
            );
            conclusions.next(format!("see `KeyUsage` and `KeySpec`: {}", kms("describe-key")));
        }
        Fault::KeyMissing => {
            conclusions.proven("this is no denial: KMS does not know the key or alias in the account and Region it was asked in");
            looked_up(denial, conclusions);
            conclusions.open("whether it is in another account or Region: an alias or a bare key id means the caller's account");
            if denial.code.as_deref().is_some_and(|code| code.starts_with("KMS.")) {
                // R2.26
                conclusions.open("whether the key is in the Region of the bucket: S3 finds keys there alone");
            }
            conclusions.next("name the key by its whole ARN, in the bucket's encryption and in the request");
            conclusions.next(format!(
                "see which key the bucket names: {}",
                commands::bucket(denial, "get-bucket-encryption")
            ));
        }
        Fault::Ciphertext => {
            conclusions.proven("this is no denial: the ciphertext is damaged, or belongs to another key or encryption context");
            conclusions.next("send the encryption context and the key with which it was encrypted");
        }
        Fault::ObjectMissing => {
            conclusions.proven("this is no denial: the object does not exist, and the caller may know that");
            conclusions.open("whether the caller could read it if it existed");
            conclusions.next("check the key's spelling, its version and the bucket");
        }
        Fault::BucketMissing => {
            conclusions.proven("this is no denial: no bucket has this name");
            conclusions.next("check the bucket's name and the partition");
        }
        Fault::PrincipalMissing => {
            // R4.41, R5.3
            conclusions.proven(
                "this is no denial: the policy that was to be written names a principal that does not exist",
            );
            conclusions.open("which principal it is: a role or user that was deleted, is not there yet, or has a path; an id such as `AROA…` is what remains of a deleted one");
            conclusions.next("see whether each exists, in its own account: `aws iam get-role --role-name …`");
            conclusions.next("of a role that is made again and again, name the account and limit it by `aws:PrincipalArn`: `bind = \"principal_arn\"` in a grant");
        }
        Fault::Throttled => {
            conclusions
                .proven("this is no denial: there were too many requests, and it says nothing of any policy");
            conclusions.open("whose quota it was: KMS counts requests by account and Region, and those that S3 makes count too");
            conclusions.next("try again later, with growing pauses");
            conclusions.next("if KMS throttles reads and writes of S3, turn on an S3 Bucket Key, or raise the quota of KMS");
        }
        Fault::Service => {
            conclusions.proven("this is no denial: the service failed");
            conclusions.next("try again with growing pauses, then look at the AWS Health Dashboard");
        }
        Fault::Credentials => {
            conclusions.proven("this is no denial by a policy: the credentials are missing, expired, unknown or wrongly signed");
            conclusions.open("every policy: none was weighed");
            if denial.code.as_deref().is_some_and(|code| code.starts_with("KMS.")) {
                // R2.30
                conclusions.proven("KMS refused what S3 passed on: objects under a KMS key need signed requests of a known principal");
            }
            conclusions
                .next("run `aws sts get-caller-identity` with the same credentials; renew them if it fails");
        }
        Fault::DryRun => {
            conclusions.proven("this is no denial: the request was a rehearsal, and would have been allowed");
            conclusions.open("whether S3's request is allowed too: it comes with `kms:ViaService` and an encryption context");
        }
    }
}

/// In which account or Region KMS looked.
fn looked_up(denial: &Denial, conclusions: &mut Conclusions) {
    let Some(arn) = denial.resource.as_deref().filter(|arn| arn.contains(":alias/")) else { return };
    let mut parts = arn.split(':').skip(3);
    if let (Some(region), Some(account)) = (parts.next(), parts.next()) {
        conclusions.proven(format!(
            "KMS looked for the alias in account {account} in {region}: an alias is that of the account that asks, so of \
             another account's key the whole ARN is needed"
        ));
    }
}

fn after_the_key(conclusions: &mut Conclusions) {
    conclusions.open("whether the policies allow the request once the key can be used");
}
