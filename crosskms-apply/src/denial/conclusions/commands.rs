//! Commands for the operator to run, safe to paste: what came from the text is quoted for the shell.

use std::borrow::Cow;

use crate::denial::{Denial, lines};

/// `crosskms explain …`, where operation, resource and caller are known.
pub(super) fn explain(denial: &Denial) -> Option<String> {
    let call = denial.call()?;
    let context = call.context.iter().map(|(key, value)| ("--context", format!("{key}={value}")));
    let options = [("--as", call.caller.to_string())]
        .into_iter()
        .chain(call.key.map(|key| ("--key", key.to_string())))
        .chain(context)
        .map(|(option, value)| format!(" {option} {}", word(&value)));
    Some(format!(
        "`crosskms explain {} {}{}`",
        word(&call.name),
        word(&call.resource),
        options.collect::<String>()
    ))
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
    match denial.bucket_and_key() {
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
    let bucket = denial.bucket_and_key().map_or(Cow::Borrowed("…"), |(bucket, _)| word(bucket));
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
    denial.resource.as_deref().filter(|arn| is_key(arn) && lines::is_whole(arn))
}

/// `` `arn:…:role/analytics` (with its path, if it has one) ``
pub(super) fn in_words(denial: &Denial) -> String {
    match denial.holder() {
        None => "the caller".to_owned(),
        Some((holder, false)) => format!("`{holder}`"),
        // Roles of IAM Identity Center are always in a path.
        Some((holder, true)) if holder.contains(":role/AWSReservedSSO_") => {
            format!(
                "`{holder}` (its ARN has the path `/aws-reserved/sso.amazonaws.com/…/`; see `aws iam get-role`)"
            )
        }
        Some((holder, true)) => format!("`{holder}` (with its path, if it has one)"),
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
