//! For every rule, drafts that break it and no other.

use super::{
    BUCKET, KEY, MRK, ROLE, allowed, by_kms_grant, condition, good, key_alone, kms_grant_alone, list,
    replicated,
};
use crate::grant::Draft;

/// A good draft, what is done to it, and the one finding that follows.
pub(super) struct Case {
    pub(super) rule: &'static str,
    pub(super) site: &'static str,
    pub(super) base: fn() -> Draft,
    pub(super) fault: fn(&mut Draft),
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

impl Case {
    pub(super) fn draft(&self) -> Draft {
        let mut draft = (self.base)();
        (self.fault)(&mut draft);
        draft
    }
}

macro_rules! cases {
    ($($rule:literal at $site:literal: $base:ident with $fault:expr, $message:literal, $help:literal;)*) => {
        vec![$(Case { rule: $rule, site: $site, base: $base, fault: $fault, message: $message, help: $help },)*]
    };
}

pub(super) fn cases() -> Vec<Case> {
    let tables = [
        fields(),
        words(),
        key_and_bucket(),
        replicas(),
        principals(),
        actions(),
        conditions(),
        kms_grants(),
        quotas(),
        allowances(),
    ];
    tables.into_iter().flatten().collect()
}

fn fields() -> Vec<Case> {
    cases! {
        "duplicate-field" at "conditions.StringEquals.AWS:principalorgid":
            good with |d| d.conditions = Some(vec![
                condition("StringEquals", "aws:PrincipalOrgID", &["o-a"]),
                condition("StringEquals", "AWS:principalorgid", &["o-b"]),
            ]),
            "`StringEquals` compares `AWS:principalorgid` twice", "put all values into one list";
        "missing-field" at "name": good with |d| d.name = None,
            "the grant has no `name`", "add `name: \"raw-events\"`; Sids and policy names are made of it";
        "missing-field" at "key": good with |d| d.key = None,
            "the grant has no `key`", "add `key:` and the full ARN of the KMS key";
        "missing-field" at "principal": good with |d| d.principal = None,
            "the grant has no `principal` or `principals`",
            "add `principal:` and the ARN of a role, user or account outside the key's account";
        "missing-field" at "allow": good with |d| d.allow = None,
            "the grant has no `allow` or `access`",
            "add `access: read`, `write` or `read_write`, or list actions in `allow`";
        "conflicting-fields" at "principals": good with |d| d.principals = list(["555566667777"]),
            "`principal` and `principals` are both given", "put all of them into `principals`";
        "conflicting-fields" at "access": good with |d| d.access = Some("read".into()),
            "`allow` and `access` are both given",
            "keep `access` for the smallest set, or `allow` for exactly these actions";
        "conflicting-fields" at "bind": good with |d| {
                d.principal = Some("444455556666".into());
                d.bind = Some("principal_arn".into());
            },
            "`bind: principal_arn` cannot name the whole account `arn:aws:iam::444455556666:root`",
            "name the roles and users, or remove `bind`";
        "conflicting-fields" at "identity_policy": kms_grant_alone with |d| d.identity_policy = Some("managed".into()),
            "`identity_policy` stands beside a KMS grant of the key alone, which needs no identity policy",
            "remove it";
        "field-without-bucket" at "prefixes": key_alone with |d| d.prefixes = list(["raw/"]),
            "`prefixes` is given, but there is no `bucket`",
            "add `bucket:` and the ARN of the bucket, or remove the field";
        "field-without-bucket" at "bucket_key": key_alone with |d| d.bucket_key = Some(true),
            "`bucket_key` is given, but there is no `bucket`",
            "add `bucket:` and the ARN of the bucket, or remove the field";
        "empty-field" at "name": good with |d| d.name = Some(" ".into()),
            "`name` is empty", "give it a value, or remove it";
        "empty-field" at "key": good with |d| d.key = Some(String::new()),
            "`key` is empty", "give it a value, or remove it";
        "empty-field" at "bucket": good with |d| d.bucket = Some("\t".into()),
            "`bucket` is empty", "give it a value, or remove it";
        "empty-field" at "principal": good with |d| d.principal = Some(String::new()),
            "`principal` is empty", "give it a value, or remove it";
        "empty-field" at "bind": good with |d| d.bind = Some(String::new()),
            "`bind` is empty", "give it a value, or remove it";
        "empty-field" at "mechanism": good with |d| d.mechanism = Some(String::new()),
            "`mechanism` is empty", "give it a value, or remove it";
        "empty-field" at "identity_policy": good with |d| d.identity_policy = Some(" ".into()),
            "`identity_policy` is empty", "give it a value, or remove it";
        "empty-field" at "replicas": replicated with |d| d.replicas = list([]),
            "`replicas` is empty", "give it a value, or remove it";
        "empty-field" at "replicas[1]": replicated with |d| d.replicas = list(["us-east-1", ""]),
            "`replicas[1]` is empty", "give it a value, or remove it";
        "empty-field" at "via": by_kms_grant with |d| d.via = list([]),
            "`via` is empty", "give it a value, or remove it";
        "empty-field" at "access": good with |d| { d.allow = None; d.access = Some(String::new()); },
            "`access` is empty", "give it a value, or remove it";
        "empty-field" at "allow": good with |d| d.allow = list([]),
            "`allow` is empty", "give it a value, or remove it";
        "empty-field" at "allow[1]": good with |d| d.allow = list(["kms:Decrypt", " "]),
            "`allow[1]` is empty", "give it a value, or remove it";
        "empty-field" at "prefixes[0]": good with |d| d.prefixes = list([""]),
            "`prefixes[0]` is empty", "give it a value, or remove it";
        "empty-field" at "via": good with |d| d.via = list([]),
            "`via` is empty", "give it a value, or remove it";
        "empty-field" at "conditions": good with |d| d.conditions = Some(vec![]),
            "`conditions` is empty", "give it a value, or remove it";
        "empty-field" at "conditions.Bool.aws:SecureTransport":
            good with |d| d.conditions = Some(vec![condition("Bool", "aws:SecureTransport", &[])]),
            "`conditions.Bool.aws:SecureTransport` is empty", "give it a value, or remove it";
        "duplicate-entry" at "allow[2]": good with |d| d.allow = list(["s3:GetObject", "kms:Decrypt", "KMS:decrypt"]),
            "`KMS:decrypt` stands twice in `allow`", "remove the second one";
        "duplicate-entry" at "prefixes[2]": good with |d| d.prefixes = list(["a/", "b/", "a/"]),
            "`a/` stands twice in `prefixes`", "remove the second one";
    }
}

fn words() -> Vec<Case> {
    cases! {
        "malformed-name" at "name": good with |d| d.name = Some("Raw_Events.".into()),
            "`Raw_Events.` is not a grant's name: expected 1 to 40 of `a` to `z`, `0` to `9` and `-`",
            "write `raw-events`";
        "malformed-name" at "name": good with |d| d.name = Some("生データ".into()),
            "`生データ` is not a grant's name: expected 1 to 40 of `a` to `z`, `0` to `9` and `-`",
            "write a name such as `raw-events`";
        "unknown-word" at "access": good with |d| { d.allow = None; d.access = Some("readwrite".into()); },
            "`readwrite` is no value of `access`", "write one of `read`, `write`, `read_write`";
        "unknown-word" at "bind": good with |d| d.bind = Some("arn".into()),
            "`arn` is no value of `bind`", "write one of `principal`, `principal_arn`";
        "unknown-word" at "mechanism": good with |d| d.mechanism = Some("grant".into()),
            "`grant` is no value of `mechanism`", "write one of `policy`, `kms_grant`";
        "unknown-word" at "identity_policy": good with |d| d.identity_policy = Some("attached".into()),
            "`attached` is no value of `identity_policy`", "write one of `inline`, `managed`";
        "malformed-prefix" at "prefixes[1]": good with |d| d.prefixes = list(["a/", "raw/*"]),
            "the prefix `raw/*` has a wildcard",
            "write the literal beginning of the keys; what follows it is covered by itself";
        "malformed-prefix" at "prefixes[0]": good with |d| d.prefixes = list(["home/${aws:username}/"]),
            "the prefix `home/${aws:username}/` has a policy variable",
            "write the literal beginning of the keys; policy variables are not for grants";
        "malformed-prefix" at "prefixes[0]": good with |d| d.prefixes = list(["日本/"]),
            "the prefix `日本/` has `日`, which no key policy can hold",
            "grant a shorter prefix that ends before that character";
        "malformed-via" at "via[0]": good with |d| d.via = list(["s3.amazonaws.com"]),
            "`s3.amazonaws.com` is not the name of a service in `kms:ViaService`",
            "write the part before the Region, for example `s3` or `secretsmanager`";
        "malformed-via" at "via[1]": good with |d| d.via = list(["s3", "any"]),
            "`any` stands beside other services", "write `any` alone, or the services";
    }
}

fn key_and_bucket() -> Vec<Case> {
    cases! {
        "malformed-arn" at "key": good with |d| d.key = Some(KEY.replace("ap-northeast-1", "ap-northeast1")),
            "`arn:aws:kms:ap-northeast1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab` is not the ARN of a KMS key: its Region is `ap-northeast1`, expected a Region; did you mean `ap-northeast-1`?",
            "copy the key's ARN from `aws kms describe-key`; it looks like `arn:aws:kms:REGION:ACCOUNT:key/KEY-ID`";
        "malformed-arn" at "key": good with |d| d.key = Some(KEY.replace("1234abcd", "1234ABCD")),
            "the key id `1234ABCD-12ab-34cd-56ef-1234567890ab` is neither a UUID in lower case nor `mrk-` and 32 hexadecimal digits",
            "write it in lower case, `1234abcd-12ab-34cd-56ef-1234567890ab`";
        "malformed-arn" at "key": good with |d| d.key = Some(KEY.replace("1234abcd-", "")),
            "the key id `12ab-34cd-56ef-1234567890ab` is neither a UUID in lower case nor `mrk-` and 32 hexadecimal digits",
            "copy the key's ARN from `aws kms describe-key`";
        "malformed-arn" at "bucket": good with |d| d.bucket = Some("example-raw-events".into()),
            "`example-raw-events` is not the ARN of a bucket: expected the form `arn:aws:s3:::BUCKET`",
            "write `arn:aws:s3:::example-raw-events`";
        "malformed-arn" at "bucket": good with |d| d.bucket = Some(format!("{BUCKET}/raw/*")),
            "`arn:aws:s3:::example-raw-events/raw/*` is not the ARN of a bucket: its resource is `example-raw-events/raw/*`, expected a bucket's name alone, `example-raw-events`; key prefixes are given apart",
            "write `arn:aws:s3:::example-raw-events`, and in `prefixes` which part of it";
        "malformed-arn" at "bucket": good with |d| d.bucket = Some(format!("{BUCKET}-s3alias")),
            "`example-raw-events-s3alias` is not the name of a general purpose bucket: it is the alias of an access point, not a bucket",
            "name the bucket itself, `arn:aws:s3:::NAME`";
        "malformed-arn" at "bucket": good with |d| d.bucket = Some("arn:aws:s3:::Raw_Events".into()),
            "`Raw_Events` is not the name of a general purpose bucket: names are made of lower case letters, digits, `.` and `-`",
            "check the spelling of the bucket and the Region of the key";
        "malformed-arn" at "principal": good with |d| d.principal = Some(ROLE.replace("444455556666", "4444")),
            "`arn:aws:iam::4444:role/analytics` is not the ARN of a principal: its account is `4444`, expected twelve digits such as `111122223333`",
            "write the ARN of a role, a user or an account, for example `arn:aws:iam::444455556666:role/NAME`";
        "key-alias" at "key": good with |d| d.key = Some("arn:aws:kms:us-east-1:111122223333:alias/team/raw".into()),
            "`arn:aws:kms:us-east-1:111122223333:alias/team/raw` is an alias; the consumer's account would look it up among its own keys",
            "write the key's ARN, which `aws kms describe-key --key-id alias/team/raw` shows";
        "key-alias" at "key": good with |d| d.key = Some("alias/raw".into()),
            "`alias/raw` is an alias; the consumer's account would look it up among its own keys",
            "write the key's ARN, which `aws kms describe-key --key-id alias/raw` shows";
        "key-id-only" at "key": good with |d| d.key = Some("mrk-1234abcd12ab34cd56ef1234567890ab".into()),
            "`mrk-1234abcd12ab34cd56ef1234567890ab` is a key id without Region and account",
            "write the key's ARN, `arn:aws:kms:REGION:ACCOUNT:key/mrk-1234abcd12ab34cd56ef1234567890ab`";
        "aws-managed-key" at "key": good with |d| d.key = Some("alias/aws/s3".into()),
            "`alias/aws/s3` is an AWS managed key, whose policy nobody can change; it cannot be shared",
            "encrypt the bucket with a customer managed key and write that key's ARN";
        "unknown-region" at "key": good with |d| d.key = Some(KEY.replace("ap-northeast-1", "ap-northest-1")),
            "`ap-northest-1` is no Region that is known today",
            "did you mean `ap-northeast-1`? allow the rule if AWS has opened the Region since";
        "opt-in-region" at "key": good with |d| d.key = Some(KEY.replace("ap-northeast-1", "eu-south-2")),
            "`eu-south-2` has to be enabled by each account; without it the grant has no effect",
            "enable the Region in `444455556666`, or allow this rule";
        "unusual-bucket-name" at "bucket": good with |d| {
                d.key = Some(KEY.replace("ap-northeast-1", "us-east-1"));
                d.bucket = Some("arn:aws:s3:::Raw_Events".into());
            },
            "no bucket named `Raw_Events` can be created today: names are made of lower case letters, digits, `.` and `-`",
            "check the spelling; keep it if the bucket is that old";
    }
}

fn replicas() -> Vec<Case> {
    cases! {
        "malformed-region" at "replicas[0]": replicated with |d| d.replicas = list(["us-east1"]),
            "`us-east1` is not the name of a Region", "write a Region; did you mean `us-east-1`?";
        "malformed-region" at "replicas[1]": replicated with |d| d.replicas = list(["us-east-1", "everywhere"]),
            "`everywhere` is not the name of a Region", "write a Region such as `ap-northeast-1`";
        "key-without-replicas" at "replicas": replicated with |d| d.key = Some(KEY.into()),
            "`1234abcd-12ab-34cd-56ef-1234567890ab` is the id of a single-Region key, which has no replicas",
            "remove `replicas`; the id of a multi-Region key begins with `mrk-`";
        "repeated-replica" at "replicas[1]": replicated with |d| d.replicas = list(["us-east-1", "us-east-1"]),
            "`us-east-1` stands twice in `replicas`", "remove the second one";
        "repeated-replica" at "replicas[0]": replicated with |d| d.replicas = list(["ap-northeast-1"]),
            "`ap-northeast-1` is the Region of the key itself", "remove it; the key carries the statement anyway";
        "replica-beside-bucket" at "replicas":
            good with |d| { d.key = Some(MRK.into()); d.replicas = list(["us-east-1"]); },
            "S3 uses a replica only for buckets of the replica's Region, and this bucket is in `ap-northeast-1`",
            "make a grant for each replica and the bucket in its Region";
        "unknown-region" at "replicas[0]": replicated with |d| d.replicas = list(["us-east-7"]),
            "`us-east-7` is no Region that is known today",
            "did you mean `us-east-1`? allow the rule if AWS has opened the Region since";
        "opt-in-region" at "replicas[0]": replicated with |d| d.replicas = list(["eu-south-2"]),
            "`eu-south-2` has to be enabled by each account; without it the grant has no effect",
            "enable the Region in `444455556666`, or allow this rule";
        "partition-mismatch" at "replicas[0]": replicated with |d| d.replicas = list(["cn-north-1"]),
            "`cn-north-1` is in partition `aws-cn`, the key in `aws`",
            "nothing can be shared between partitions; copy the data instead";
    }
}

fn kms_grants() -> Vec<Case> {
    cases! {
        "ungrantable-action" at "allow[1]": kms_grant_alone with |d| d.allow = list(["kms:Decrypt", "kms:ListGrants"]),
            "a KMS grant cannot hold `kms:ListGrants`", "put it into a second grant, with `mechanism: policy`";
        "ungrantable-action" at "mechanism": by_kms_grant with |d| d.allow = list(["s3:ListBucket"]),
            "the grant has no action of KMS that a KMS grant could hold",
            "add one such as `kms:Decrypt`, or remove `mechanism`";
        "condition-on-kms-grant" at "mechanism": by_kms_grant with |d| d.via = None,
            "a KMS grant cannot be limited to calls through S3",
            "write `via: any`; the encryption context still binds the KMS grant to the bucket";
        "condition-on-kms-grant" at "via": by_kms_grant with |d| d.via = list(["s3"]),
            "`via` cannot limit a KMS grant to calls through services",
            "write `via: any`; the encryption context still binds the KMS grant to the bucket";
        "condition-on-kms-grant" at "via": kms_grant_alone with |d| d.via = list(["secretsmanager"]),
            "`via` cannot limit a KMS grant to calls through services", "remove `via`, or `mechanism`";
        "condition-on-kms-grant" at "bind": kms_grant_alone with |d| d.bind = Some("principal_arn".into()),
            "`bind: principal_arn` cannot hold for a KMS grant, which names its grantee",
            "remove `bind`, or `mechanism`";
        "condition-on-kms-grant" at "conditions.StringEquals.aws:PrincipalOrgID": by_kms_grant with |d| {
                d.conditions = Some(vec![condition("StringEquals", "aws:PrincipalOrgID", &["o-a1b2c3d4e5"])]);
            },
            "a KMS grant cannot hold the condition `StringEquals` of `aws:PrincipalOrgID`",
            "remove it, or `mechanism`; a KMS grant holds up to 8 pairs of the encryption context, each by `StringEquals` and one value";
        "condition-on-kms-grant" at "conditions.StringLike.kms:EncryptionContext:app": kms_grant_alone with |d| {
                d.conditions = Some(vec![condition("StringLike", "kms:EncryptionContext:app", &["billing-*"])]);
            },
            "a KMS grant cannot hold the condition `StringLike` of `kms:EncryptionContext:app`",
            "remove it, or `mechanism`; a KMS grant holds up to 8 pairs of the encryption context, each by `StringEquals` and one value";
        "condition-on-kms-grant" at "conditions.StringEquals.kms:EncryptionContext:h": by_kms_grant with |d| {
                let pair = |name| condition("StringEquals", &format!("kms:EncryptionContext:{name}"), &["1"]);
                d.conditions = Some(["a", "b", "c", "d", "e", "f", "g", "h"].map(pair).to_vec());
            },
            "a KMS grant cannot hold the condition `StringEquals` of `kms:EncryptionContext:h`",
            "remove it, or `mechanism`; a KMS grant holds up to 8 pairs of the encryption context, each by `StringEquals` and one value";
        "kms-grant-to-account" at "principal": kms_grant_alone with |d| d.principal = Some("444455556666".into()),
            "a KMS grant cannot be for the whole account `444455556666`",
            "name the roles and users of the account, or remove `mechanism`";
        "kms-grant-without-bucket-key" at "bucket_key": by_kms_grant with |d| d.bucket_key = Some(false),
            "without a Bucket Key every object has an encryption context of its own, which no KMS grant can name",
            "write `bucket_key: true`, or remove `mechanism`";
        "kms-grants-to-outsiders" at "allow[1]":
            kms_grant_alone with |d| d.allow = list(["kms:Decrypt", "kms:CreateGrant"]),
            "who may make KMS grants can give the key to anybody, unseen in the key policy",
            "remove it; a KMS grant holds no condition that could limit it";
        "uneditable-role" at "principal": by_kms_grant with |d| {
                d.principal = Some("arn:aws:iam::444455556666:role/aws-service-role/s3.amazonaws.com/X".into());
            },
            "`arn:aws:iam::444455556666:role/aws-service-role/s3.amazonaws.com/X` belongs to an AWS service, and nobody else can change its policies",
            "remove the actions of S3, which need an identity policy beside the KMS grant";
    }
}

fn principals() -> Vec<Case> {
    cases! {
        "wildcard-principal" at "principal": good with |d| d.principal = Some("*".into()),
            "the principal `*` is everybody in every account",
            "name each role or user, or a whole account by `arn:aws:iam::ACCOUNT:root`";
        "wildcard-principal" at "principal": good with |d| d.principal = Some(format!("{ROLE}-*")),
            "`arn:aws:iam::444455556666:role/analytics-*` has a wildcard, which AWS does not match in a principal",
            "name each role or user, or a whole account by `arn:aws:iam::ACCOUNT:root`";
        "unsupported-principal" at "principal":
            good with |d| d.principal = Some("arn:aws:sts::444455556666:assumed-role/analytics/i-1".into()),
            "`arn:aws:sts::444455556666:assumed-role/analytics/i-1` is a role session",
            "name the role, `arn:aws:iam::444455556666:role/analytics`";
        "unsupported-principal" at "principal":
            good with |d| d.principal = Some("arn:aws:sts::444455556666:federated-user/ann".into()),
            "`arn:aws:sts::444455556666:federated-user/ann` is a federated user",
            "name the user, `arn:aws:iam::444455556666:user/ann`";
        "unsupported-principal" at "principal":
            good with |d| d.principal = Some("arn:aws:iam::444455556666:group/data".into()),
            "`arn:aws:iam::444455556666:group/data` is a group, which no policy can name as a principal",
            "name the users, or a role that they assume";
        "unsupported-principal" at "principal": good with |d| d.principal = Some("AROAEXAMPLE1234567890".into()),
            "`AROAEXAMPLE1234567890` is the unique id of a principal; AWS writes it in place of one that was deleted",
            "name the ARN of the role or user that exists today";
        "unsupported-principal" at "principal": good with |d| d.principal = Some("logs.amazonaws.com".into()),
            "`logs.amazonaws.com` is a service principal",
            "name the role or user on whose behalf the service acts";
        "partition-mismatch" at "bucket": good with |d| d.bucket = Some(BUCKET.replace("aws", "aws-cn")),
            "`arn:aws-cn:s3:::example-raw-events` is in partition `aws-cn`, the key in `aws`",
            "nothing can be shared between partitions; copy the data instead";
        "partition-mismatch" at "principal": good with |d| d.principal = Some(ROLE.replace("aws", "aws-us-gov")),
            "`arn:aws-us-gov:iam::444455556666:role/analytics` is in partition `aws-us-gov`, the key in `aws`",
            "nothing can be shared between partitions; copy the data instead";
        "same-account-principal" at "principal": good with |d| d.principal = Some("111122223333".into()),
            "`arn:aws:iam::111122223333:root` is in account `111122223333`, to which the key belongs",
            "inside one account an identity policy is enough; check the account of key and principal";
        "uneditable-role" at "principal": good with |d| {
                d.principal = Some("arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Data_1a2b3c4d5e6f7a8b".into());
            },
            "`arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Data_1a2b3c4d5e6f7a8b` belongs to IAM Identity Center, and nobody else can change its policies",
            "put the identity policy into the permission set, with `bind: principal_arn`, because the role's name changes when it is made anew";
        "uneditable-role" at "principal": good with |d| {
                d.principal = Some("arn:aws:iam::444455556666:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling".into());
            },
            "`arn:aws:iam::444455556666:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling` belongs to an AWS service, and nobody else can change its policies",
            "write `mechanism: kms_grant` for the key alone; a KMS grant needs no identity policy";
    }
}

fn actions() -> Vec<Case> {
    cases! {
        "unknown-action" at "allow[1]": good with |d| d.allow = list(["kms:Decrypt", "kms:GenerateDatakeys"]),
            "KMS has no action `kms:GenerateDatakeys`",
            "did you mean `kms:GenerateDataKey`?";
        "unknown-action" at "allow[0]": key_alone with |d| d.allow = list(["kms:ReEncrypt"]),
            "`kms:ReEncrypt` is an operation of KMS, but not an action of IAM",
            "write `kms:ReEncryptFrom` for the source key, `kms:ReEncryptTo` for the destination";
        "unknown-action" at "allow[0]": good with |d| d.allow = list(["dynamodb:GetItem"]),
            "`dynamodb:GetItem` is not an action of KMS or S3, and a grant holds no others",
            "write an action of KMS or S3, for example `kms:Decrypt` or `s3:GetObject`";
        "unknown-action" at "allow[0]": good with |d| d.allow = list(["getobject"]),
            "`getobject` has no service prefix", "did you mean `s3:GetObject`?";
        "wildcard-action" at "allow[0]": good with |d| d.allow = list(["kms:*"]),
            "`kms:*` has a wildcard; a grant names its actions", "list the actions one by one";
        "wildcard-action" at "allow[0]": good with |d| d.allow = list(["KMS:reencrypt*"]),
            "`KMS:reencrypt*` has a wildcard; a grant names its actions",
            "write those that are needed of kms:ReEncryptFrom, kms:ReEncryptTo";
        "action-without-effect" at "allow[1]": good with |d| d.allow = list(["kms:Decrypt", "kms:PutKeyPolicy", "s3:GetObject"]),
            "`kms:PutKeyPolicy` has no effect on a resource of another account",
            "remove it; across accounts KMS allows cryptographic operations, DescribeKey, GetKeyRotationStatus, GetPublicKey and the work with KMS grants";
        "action-without-effect" at "allow[1]": good with |d| d.allow = list(["kms:Decrypt", "s3:PutBucketPolicy", "s3:GetObject"]),
            "`s3:PutBucketPolicy` has no effect on a resource of another account",
            "remove it; only principals of the bucket's own account can do this";
        "action-for-other-keys" at "allow[1]": good with |d| d.allow = list(["kms:Decrypt", "kms:Sign", "s3:GetObject"]),
            "`kms:Sign` does not work with a symmetric encryption key, and S3 with no other",
            "remove it, or grant it on its own key without `bucket`";
        "action-for-other-keys" at "allow[2]":
            key_alone with |d| d.allow = list(["kms:DescribeKey", "kms:Verify", "kms:Encrypt"]),
            "no key works with both `kms:Verify` and `kms:Encrypt`", "make a grant for each key";
        "action-for-other-resources" at "allow[1]":
            good with |d| d.allow = list(["kms:Decrypt", "s3:GetAccessPointPolicy", "s3:GetObject"]),
            "`s3:GetAccessPointPolicy` applies to accesspoint, not to a bucket or its objects",
            "remove it; a grant is about a bucket and its objects";
        "action-without-bucket" at "allow[1]": key_alone with |d| d.allow = list(["kms:Decrypt", "s3:GetObject"]),
            "`s3:GetObject` needs a bucket, and the grant has none",
            "add `bucket:` and the bucket's ARN, or remove the action";
        "multipart-upload" at "allow[1]": good with |d| d.allow = list(["s3:PutObject", "kms:GenerateDataKey"]),
            "`kms:GenerateDataKey` without `kms:Decrypt`: multipart uploads will be denied",
            "add `kms:Decrypt`; S3 reads the parts to put them together";
        "unpaired-action" at "allow[1]": good with |d| d.allow = list(["kms:GenerateDataKey", "s3:GetObject", "s3:PutObject"]),
            "`s3:GetObject` without `kms:Decrypt`: encrypted objects will be denied", "add `kms:Decrypt`";
        "unpaired-action" at "allow[0]": good with |d| d.allow = list(["s3:PutObject"]),
            "`s3:PutObject` without `kms:GenerateDataKey`: encrypted objects will be denied",
            "add `kms:GenerateDataKey`, and `kms:Decrypt` for multipart uploads";
        "unpaired-action" at "allow[0]": good with |d| d.allow = list(["kms:Decrypt", "s3:ListBucket"]),
            "`kms:Decrypt` without an action of S3 that uses it", "add `s3:GetObject`, or remove `kms:Decrypt`";
        "kms-grants-to-outsiders" at "allow[1]": key_alone with |d| d.allow = list(["kms:Decrypt", "kms:CreateGrant"]),
            "who may make KMS grants can give the key to anybody, unseen in the key policy",
            "add the condition `Bool` of `kms:GrantIsForAWSResource`, `true`, or remove the action";
    }
}

fn conditions() -> Vec<Case> {
    cases! {
        "unknown-condition-operator" at "conditions.StringEqual":
            good with |d| d.conditions = Some(vec![condition("StringEqual", "aws:PrincipalOrgID", &["o-a"])]),
            "IAM has no condition operator `StringEqual`", "did you mean `StringEquals`?";
        "unknown-condition-operator" at "conditions.xyz":
            good with |d| d.conditions = Some(vec![condition("xyz", "aws:PrincipalOrgID", &["o-a"])]),
            "IAM has no condition operator `xyz`", "write an operator such as `StringEquals` or `ArnLike`";
        "unknown-condition-key" at "conditions.StringEquals.aws:PrincipalOrg":
            good with |d| d.conditions = Some(vec![condition("StringEquals", "aws:PrincipalOrg", &["o-a"])]),
            "there is no condition key `aws:PrincipalOrg`",
            "did you mean `aws:PrincipalOrgID`, `aws:PrincipalOrgPaths` or `aws:PrincipalArn`?";
        "unknown-condition-key" at "conditions.StringEquals.org":
            good with |d| d.conditions = Some(vec![condition("StringEquals", "org", &["o-a"])]),
            "there is no condition key `org`",
            "write a global key such as `aws:PrincipalOrgID`, or one of KMS or S3";
        "reserved-condition-key" at "conditions.StringLike.kms:viaservice":
            good with |d| d.conditions = Some(vec![condition("StringLike", "kms:viaservice", &["s3.*"])]),
            "`kms:ViaService` is filled by the grant itself", "use the field `via`";
        "reserved-condition-key" at "conditions.StringLike.kms:EncryptionContext:aws:s3:arn":
            good with |d| d.conditions = Some(vec![condition("StringLike", "kms:EncryptionContext:aws:s3:arn", &["*"])]),
            "`kms:EncryptionContext:aws:s3:arn` is filled by the grant itself",
            "use the fields `prefixes` and `bucket_key`";
        "reserved-condition-key" at "conditions.ArnLike.aws:PrincipalArn": good with |d| {
                d.bind = Some("principal_arn".into());
                d.conditions = Some(vec![condition("ArnLike", "aws:PrincipalArn", &[ROLE])]);
            },
            "`aws:PrincipalArn` is filled by the grant itself", "use the field `principals`";
        "reserved-condition-key" at "conditions.StringLike.s3:prefix": good with |d| {
                d.prefixes = list(["raw/"]);
                d.conditions = Some(vec![condition("StringLike", "s3:prefix", &["*"])]);
            },
            "`s3:prefix` is filled by the grant itself", "use the field `prefixes`";
        "condition-without-effect" at "conditions.Bool.kms:GrantIsForAWSResource":
            good with |d| d.conditions = Some(vec![condition("Bool", "kms:GrantIsForAWSResource", &["true"])]),
            "`kms:GrantIsForAWSResource` limits none of the grant's actions",
            "remove it; no action of this grant is asked with that key";
        "condition-without-effect" at "conditions.StringEquals.s3:x-amz-acl": good with |d| {
                d.allow = list(["kms:Decrypt", "s3:GetObject"]);
                d.conditions = Some(vec![condition("StringEquals", "s3:x-amz-acl", &["private"])]);
            },
            "`s3:x-amz-acl` limits none of the grant's actions",
            "remove it; no action of this grant is asked with that key";
    }
}

fn quotas() -> Vec<Case> {
    cases! {
        "document-over-quota" at "": good with |d| {
                d.principal = Some("arn:aws:iam::444455556666:user/loader".into());
                d.prefixes = Some((0..25).map(|number| format!("{number:040}/")).collect());
            },
            "the grant's identity policy has 3453 characters, the sum of a user's inline policies allows 2048",
            "grant fewer principals, prefixes or actions at once";
        "document-over-quota" at "": good with |d| {
                d.principal = None;
                d.principals = Some((0..300).map(|number| format!("{ROLE}-{number}")).collect());
            },
            "the grant's part of the bucket policy has 28283 bytes, a bucket policy allows 20480",
            "grant fewer principals, prefixes or actions at once";
    }
}

fn allowances() -> Vec<Case> {
    cases! {
        "unknown-rule" at "here": good with |d| d.allowances = allowed("multipart_uploads", None),
            "there is no rule `multipart-uploads`", "did you mean `multipart-upload`?";
        "rule-not-allowable" at "here": good with |d| d.allowances = allowed("wildcard_principal", None),
            "`wildcard-principal` cannot be allowed: what it finds never works",
            "remove the allowance and mend what the rule finds";
        "unused-allowance" at "here": good with |d| d.allowances = allowed("multipart_upload", None),
            "`multipart-upload` is allowed, but nothing here fails it", "remove the allowance";
    }
}
