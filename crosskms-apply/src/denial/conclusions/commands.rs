//! Commands for the operator to run, safe to paste: what came from the text is quoted for the shell.

use std::borrow::Cow;

use crate::denial::Denial;

/// `crosskms explain …`, where operation, resource and caller are known.
pub(super) fn explain(denial: &Denial) -> Option<String> {
    let (operation, resource) = match bucket_and_key(denial) {
        Some((bucket, key)) if !denial.is_kms() || denial.service.as_deref() == Some("s3") => {
            let path = key.map(|key| format!("/{key}")).unwrap_or_default();
            let action = || denial.action.as_deref()?.strip_prefix("s3:");
            (denial.operation.as_deref().or_else(action)?, format!("s3://{bucket}{path}"))
        }
        _ if denial.is_kms() && denial.service.as_deref() != Some("s3") => {
            (denial.action.as_deref()?, denial.resource.clone().filter(|arn| is_key(arn))?)
        }
        _ => return None,
    };
    let principal = denial.principal.as_deref().filter(|name| name.starts_with("arn:"))?;
    let (role, _) = role(principal);
    Some(format!("`crosskms explain {} {} --as {}`", word(operation), word(&resource), word(&role)))
}

/// `aws kms … --key-id …`, for the key's account; without a key, nothing.
pub(super) fn kms(denial: &Denial, operation: &str) -> Option<String> {
    let key = key(denial)?;
    let region = key.split(':').nth(3).filter(|region| !region.is_empty());
    let region = region.map(|region| format!(" --region {}", word(region))).unwrap_or_default();
    Some(format!("`aws kms {operation} --key-id {}{region}`", word(key)))
}

/// Which key an object has: `HeadObject` needs no permission of KMS (R2.22).
pub(super) fn key_of_object(denial: &Denial) -> String {
    match bucket_and_key(denial) {
        Some((bucket, Some(key))) => format!(
            "`aws s3api head-object --bucket {} --key {} --query SSEKMSKeyId`",
            word(bucket),
            word(key)
        ),
        _ => "`aws s3api head-object --bucket … --key … --query SSEKMSKeyId`".to_owned(),
    }
}

/// `aws s3api … --bucket …`
pub(super) fn bucket(denial: &Denial, operation: &str) -> String {
    let bucket = bucket_and_key(denial).map_or(Cow::Borrowed("…"), |(bucket, _)| word(bucket));
    format!("`aws s3api {operation} --bucket {bucket}`")
}

/// The command that shows a policy by its ARN, and where it may be run.
pub(super) fn policy(arn: &str) -> String {
    if arn.contains(":organizations:") {
        let id = arn.rsplit('/').next().unwrap_or(arn);
        return format!(
            "read the Deny: `aws organizations describe-policy --policy-id {}`, in the organization's management account \
             or a delegated administrator's",
            word(id)
        );
    }
    format!(
        "read the Deny: `aws iam get-policy --policy-arn {}`, then `get-policy-version` of its default version",
        word(arn)
    )
}

/// The key, if its ARN is known.
pub(super) fn key(denial: &Denial) -> Option<&str> {
    denial.resource.as_deref().filter(|arn| is_key(arn))
}

/// The bucket and, for an object, its key.
pub(super) fn bucket_and_key(denial: &Denial) -> Option<(&str, Option<&str>)> {
    let recorded = denial.record.as_ref().and_then(|record| record.s3_arn.as_deref());
    let arn = denial.resource.as_deref().filter(|arn| arn.contains(":s3:::")).or(recorded)?;
    let (_, path) = arn.split_once(":s3:::")?;
    Some(match path.split_once('/') {
        Some((bucket, key)) if !key.is_empty() => (bucket, Some(key)),
        Some((bucket, _)) => (bucket, None),
        None => (path, None),
    })
}

/// The role of a session, and whether its path is unknown; anybody else as he is.
pub(super) fn role(principal: &str) -> (Cow<'_, str>, bool) {
    let session = principal.split_once(":assumed-role/").and_then(|(start, rest)| {
        let (role, _) = rest.split_once('/')?;
        let (start, account) = start.rsplit_once(':')?;
        let partition = start.split(':').nth(1)?;
        Some(format!("arn:{partition}:iam::{account}:role/{role}"))
    });
    match session {
        Some(role) => (Cow::Owned(role), true),
        None => (Cow::Borrowed(principal), false),
    }
}

/// A value as one word of a shell.
fn word(value: &str) -> Cow<'_, str> {
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '_' | '@' | '=' | '+' | ',' | '-')
    };
    if !value.is_empty() && !value.starts_with('-') && value.chars().all(plain) {
        return Cow::Borrowed(value);
    }
    Cow::Owned(format!("'{}'", value.replace('\'', r"'\''")))
}

fn is_key(arn: &str) -> bool {
    arn.starts_with("arn:") && arn.contains(":kms:")
}
