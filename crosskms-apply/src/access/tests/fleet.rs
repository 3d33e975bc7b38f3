//! A snapshot of any size: roles of many accounts that share keys and buckets.

use std::fmt::Write as _;

use crate::snapshot::Snapshot;

/// A snapshot with `principals` roles in accounts of a hundred roles each, and one key and one bucket for each thousand
/// of them, in the account of the owner. Of each account, every tenth role has access across accounts, named by the
/// policies of key and bucket; every role has two policies of its own.
pub(crate) fn fleet(principals: usize) -> Snapshot {
    const OWNER: &str = "111122223333";
    let account = |role: usize| format!("4444{:08}", role / 100);
    let key =
        |resource: usize| format!("arn:aws:kms:eu-west-1:{OWNER}:key/1234abcd-12ab-34cd-56ef-{resource:012}");
    let bucket = |resource: usize| format!("arn:aws:s3:::example-{resource}");
    let (mut keys, mut buckets, mut roles) = (String::new(), String::new(), String::new());
    for resource in 0..principals.div_ceil(1000) {
        let range = resource * 1000..((resource + 1) * 1000).min(principals);
        let named: Vec<String> = range
            .filter(|role| role % 10 == 0)
            .map(|role| format!(r#""arn:aws:iam::{}:role/team/role-{role}""#, account(role)))
            .collect();
        let (named, comma) = (named.join(","), if resource == 0 { "" } else { "," });
        write!(
            keys,
            r#"{comma}"{}": {{"policy": {{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Principal": {{"AWS": "arn:aws:iam::{OWNER}:root"}}, "Action": "kms:*", "Resource": "*"}},
                {{"Sid": "Use", "Effect": "Allow", "Principal": {{"AWS": [{named}]}},
                  "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*",
                  "Condition": {{"StringEquals": {{"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}}}}},
                {{"Effect": "Deny", "Principal": "*", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"}}]}}}}"#,
            key(resource)
        )
        .unwrap();
        write!(
            buckets,
            r#"{comma}"{0}": {{"account": "{OWNER}", "region": "eu-west-1", "policy": {{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Principal": {{"AWS": [{named}]}}, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "{0}/*"}},
                {{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["{0}", "{0}/*"],
                  "Condition": {{"Bool": {{"aws:SecureTransport": "false"}}}}}}]}}}}"#,
            bucket(resource)
        )
        .unwrap();
    }
    for role in 0..principals {
        let (resource, comma) = (role / 1000, if role == 0 { "" } else { "," });
        write!(
            roles,
            r#"{comma}"arn:aws:iam::{}:role/team/role-{role}": {{"identity_policies": {{
                "data": {{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "{}"}},
                    {{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "{}/team-{role}/*"}}]}},
                "logs": {{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}}}}}}}}"#,
            account(role),
            key(resource),
            bucket(resource)
        )
        .unwrap();
    }
    let text = format!(r#"{{"keys": {{{keys}}}, "buckets": {{{buckets}}}, "principals": {{{roles}}}}}"#);
    serde_json::from_str(&text).unwrap()
}
