//! Rules about who the principals are and where they live.

use super::{Check, Hit, Rule, documents, fields};
use crate::arn::Partition;
use crate::finding::Severity;
use crate::grant::{Candidate, Field, PrincipalText};

const PRINCIPAL_PAGE: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

pub(super) static WILDCARD_PRINCIPAL: Rule = Rule {
    name: "wildcard-principal",
    severity: Severity::Error,
    page: PRINCIPAL_PAGE,
    summary: "principals are named one by one; a wildcard would let in strangers",
    checks: &[Check::Draft(wildcard)],
};

pub(super) static UNSUPPORTED_PRINCIPAL: Rule = Rule {
    name: "unsupported-principal",
    severity: Severity::Error,
    page: PRINCIPAL_PAGE,
    summary: "principals are roles, users and accounts",
    checks: &[Check::Draft(unsupported)],
};

pub(super) static PARTITION_MISMATCH: Rule = Rule {
    name: "partition-mismatch",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html",
    summary: "key, bucket and principals are in one partition, because partitions share no IAM",
    checks: &[Check::Draft(partitions), Check::Document(documents::forms::of_another_partition)],
};

pub(super) static SAME_ACCOUNT_PRINCIPAL: Rule = Rule {
    name: "same-account-principal",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html",
    summary: "principals are in other accounts than the key",
    checks: &[Check::Draft(same_account)],
};

pub(super) static UNEDITABLE_ROLE: Rule = Rule {
    name: "uneditable-role",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html",
    summary: "the policies of a principal can be changed in IAM",
    checks: &[Check::Draft(uneditable)],
};

/// R5.37: IAM refuses to change the roles of Identity Center and of services. A KMS grant of the key alone reaches them
/// all the same.
fn uneditable(candidate: &Candidate<'_>) -> Vec<Hit> {
    if fields::needs_no_identity_policy(candidate) {
        return Vec::new();
    }
    let of_service = if candidate.is_by_kms_grant() {
        "remove the actions of S3, which need an identity policy beside the KMS grant"
    } else {
        "write `mechanism: kms_grant` for the key alone; a KMS grant needs no identity policy"
    };
    candidate
        .principal_arns()
        .filter_map(|(site, principal)| {
            let (whose, help) = if principal.path().starts_with("/aws-reserved/") {
                (
                    "IAM Identity Center",
                    "put the identity policy into the permission set, with `bind: principal_arn`, because the \
                     role's name changes when it is made anew",
                )
            } else if principal.path().starts_with("/aws-service-role/") {
                ("an AWS service", of_service)
            } else {
                return None;
            };
            let message = format!("`{principal}` belongs to {whose}, and nobody else can change its policies");
            Some(Hit::new(site.clone(), message).help(help))
        })
        .collect()
}

fn wildcard(candidate: &Candidate<'_>) -> Vec<Hit> {
    candidate
        .principals
        .iter()
        .filter(|entry| matches!(entry.is, PrincipalText::Wildcard))
        .map(|entry| {
            let message = match entry.text {
                "*" => "the principal `*` is everybody in every account".to_owned(),
                text => format!("`{text}` has a wildcard, which AWS does not match in a principal"),
            };
            let help = "name each role or user, or a whole account by `arn:aws:iam::ACCOUNT:root`";
            Hit::new(entry.site.clone(), message).help(help)
        })
        .collect()
}

fn unsupported(candidate: &Candidate<'_>) -> Vec<Hit> {
    candidate
        .principals
        .iter()
        .filter_map(|entry| {
            let PrincipalText::Unsupported { what, instead } = &entry.is else { return None };
            Some(Hit::new(entry.site.clone(), format!("`{}` is {what}", entry.text)).help(instead.clone()))
        })
        .collect()
}

fn partitions(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(key) = candidate.key_arn() else { return Vec::new() };
    let mismatch = |site, what: &dyn std::fmt::Display, partition: Partition| {
        let message = format!("`{what}` is in partition `{partition}`, the key in `{}`", key.partition());
        Hit::new(site, message).help("nothing can be shared between partitions; copy the data instead")
    };
    let bucket = candidate
        .bucket_arn()
        .filter(|bucket| bucket.partition() != key.partition())
        .map(|bucket| mismatch(Field::Bucket.site(), bucket, bucket.partition()));
    let replicas = candidate
        .replica_regions()
        .filter(|(_, region)| region.partition() != key.partition())
        .map(|(site, region)| mismatch(site.clone(), region, region.partition()));
    let principals = candidate
        .principal_arns()
        .filter(|(_, principal)| principal.partition() != key.partition())
        .map(|(site, principal)| mismatch(site.clone(), principal, principal.partition()));
    replicas.chain(bucket).chain(principals).collect()
}

fn same_account(candidate: &Candidate<'_>) -> Vec<Hit> {
    let Some(key) = candidate.key_arn() else { return Vec::new() };
    candidate
        .principal_arns()
        .filter(|(_, principal)| principal.account() == key.account())
        .map(|(site, principal)| {
            let message =
                format!("`{principal}` is in account `{}`, to which the key belongs", key.account());
            let help =
                "inside one account an identity policy is enough; check the account of key and principal";
            Hit::new(site.clone(), message).help(help)
        })
        .collect()
}
