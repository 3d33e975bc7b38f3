//! What people write by hand, one kind in each test.

use crosskms::grant::Bind;

use super::{BUCKET, CONTEXT, KEY, ROLE, VIA_S3, Written, actions, builder, lines, of, subject};
use crate::import::ImportError;

const IDENTITY: &str = r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket", "kms:Decrypt"],
    "Resource": ["arn:aws:s3:::example-raw-events", "arn:aws:s3:::example-raw-events/*",
    "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]}"#;

/// A statement of a key or bucket policy.
fn allow(who: &str, actions: &str, resource: &str, condition: &str) -> String {
    let condition =
        if condition.is_empty() { String::new() } else { format!(r#", "Condition": {{{condition}}}"#) };
    format!(
        r#"{{"Sid": "ByHand", "Effect": "Allow", "Principal": {who}, "Action": {actions}, "Resource": {resource}{condition}}}"#
    )
}

fn role() -> String {
    format!(r#"{{"AWS": "{ROLE}"}}"#)
}

fn objects_and_bucket() -> String {
    format!(r#"["{BUCKET}", "{BUCKET}/*"]"#)
}

fn reads_bucket() -> String {
    allow(&role(), r#"["s3:GetObject", "s3:ListBucket"]"#, &objects_and_bucket(), "")
}

fn limits() -> String {
    format!("{VIA_S3}, {CONTEXT}")
}

#[test]
fn reading_as_aws_recommends_it_is_one_word() {
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, &limits());
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&reads_bucket()]).import();
    assert!(imported.is_complete(), "{imported:#?}");
    let draft = imported.draft.unwrap();
    assert_eq!(
        (draft.access.as_deref(), draft.allow, draft.via, draft.bind),
        (Some("read"), None, None, None)
    );
    assert_eq!(imported.hand_written.len(), 3);
    assert!(imported.hand_written.iter().all(|written| written.keep.is_empty() && written.loses.is_empty()));
}

#[test]
fn a_key_without_limits_is_narrowed_to_s3_and_the_bucket() {
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, "");
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&reads_bucket()]).import();
    assert!(imported.adds.is_empty() && imported.undescribed.is_empty());
    let [narrowed] = lines(&imported.narrows).try_into().unwrap();
    assert!(
        narrowed.starts_with("kms:Decrypt: the grant asks for `StringEquals` of `kms:ViaService`"),
        "{narrowed}"
    );
    assert!(narrowed.contains("`StringLike` of `kms:EncryptionContext:aws:s3:arn`"), "{narrowed}");
    assert!(!imported.is_complete());
}

#[test]
fn an_account_with_a_condition_on_the_arn_is_bound_by_it() {
    let account = r#"{"AWS": "arn:aws:iam::444455556666:root"}"#;
    let arn = format!(r#""ArnEquals": {{"aws:PrincipalArn": "{ROLE}"}}"#);
    let key = allow(account, r#""kms:Decrypt""#, r#""*""#, &format!("{}, {arn}", limits()));
    let bucket = allow(account, r#"["s3:GetObject", "s3:ListBucket"]"#, &objects_and_bucket(), &arn);
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&bucket]).import();
    assert!(imported.is_complete(), "{imported:#?}");
    assert_eq!(imported.grant.unwrap().bind(), Bind::PrincipalArn);
    assert!(imported.hand_written.iter().all(|written| written.keep.is_empty()));
}

#[test]
fn a_condition_on_the_arn_of_others_is_about_others() {
    let arn = r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/other-*"}"#;
    let key = allow(r#""*""#, r#""kms:Decrypt""#, r#""*""#, arn);
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&reads_bucket()]).import();
    assert_eq!(actions(&imported), ["s3:GetObject", "s3:ListBucket"]);
    let [idle] = lines(&imported.idle).try_into().unwrap();
    assert_eq!(idle, "kms:Decrypt: allowed by the principal's policies, and not by the owner's");
}

#[test]
fn a_whole_account_is_imported_as_one() {
    let whole = super::Subject { principal: "arn:aws:iam::444455556666:root".parse().unwrap(), ..subject() };
    let key = allow(r#"{"AWS": "444455556666"}"#, r#""kms:Decrypt""#, r#""*""#, &limits());
    let bucket = allow(
        r#"{"AWS": "444455556666"}"#,
        r#"["s3:GetObject", "s3:ListBucket"]"#,
        &objects_and_bucket(),
        "",
    );
    let written = Written::by_hand(&[], &[&key], &[&bucket]);
    let imported = written.snapshot(&whole).import(&whole, None, &[]).unwrap();
    assert!(imported.is_complete(), "{imported:#?}");
    assert_eq!(imported.draft.unwrap().name.unwrap(), "example-raw-events-444455556666");
    // For one role of it, the statements say more than the grant.
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&bucket]).import();
    let keep = imported.hand_written.iter().map(|written| written.keep.join("; ")).collect::<Vec<_>>();
    assert_eq!(
        keep,
        [
            "",
            "it also names the rest of account 444455556666",
            "it also names the rest of account 444455556666"
        ]
    );
}

#[test]
fn wildcards_become_the_actions_that_they_stand_for() {
    let identity = IDENTITY.replace(r#""kms:Decrypt""#, r#""kms:Decrypt", "kms:GenerateDataKey*""#);
    let key = allow(&role(), r#"["kms:Decrypt", "kms:GenerateDataKey*"]"#, r#""*""#, &limits());
    let imported = Written::by_hand(&[&identity], &[&key], &[&reads_bucket()]).import();
    assert!(imported.is_complete(), "{imported:#?}");
    assert_eq!(
        actions(&imported)[..5],
        [
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyPair",
            "kms:GenerateDataKeyPairWithoutPlaintext",
            "kms:GenerateDataKeyWithoutPlaintext"
        ]
    );
}

#[test]
fn several_statements_make_one_grant() {
    let identity = [
        format!(r#"{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "{BUCKET}/*"}}"#),
        format!(r#"{{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "{BUCKET}"}}"#),
        format!(r#"{{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "{KEY}"}}"#),
    ];
    let identity: Vec<&str> = identity.iter().map(String::as_str).collect();
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, &limits());
    let imported = Written::by_hand(&identity, &[&key], &[&reads_bucket()]).import();
    assert!(imported.is_complete(), "{imported:#?}");
}

#[test]
fn a_service_that_only_the_consumer_names_opens_the_key_while_the_other_statement_stays() {
    let identity = [
        format!(
            r#"{{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": {}}}"#,
            objects_and_bucket()
        ),
        format!(
            r#"{{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "{KEY}", "Condition": {{{VIA_S3}}}}}"#
        ),
    ];
    let identity: Vec<&str> = identity.iter().map(String::as_str).collect();
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, CONTEXT);
    let imported = Written::by_hand(&identity, &[&key], &[&reads_bucket()]).import();
    assert_eq!(
        lines(&imported.adds),
        [
            "kms:Decrypt: allowed without `StringEquals` of `kms:ViaService`: `s3.ap-northeast-1.amazonaws.com` as long as this statement stays"
        ]
    );
    assert_eq!(imported.adds[0].statements[0].to_string(), "`ByHand`, statement 2 of the key policy");
    assert!(imported.narrows.is_empty(), "{:#?}", imported.narrows);
}

#[test]
fn what_is_denied_in_any_case_is_left_out() {
    let deny = format!(
        r#"{{"Sid": "NoLists", "Effect": "Deny", "Principal": "*", "Action": "s3:List*", "Resource": "{BUCKET}"}}"#
    );
    let tls = format!(
        r#"{{"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": {}, "Condition": {{"Bool": {{"aws:SecureTransport": "false"}}}}}}"#,
        objects_and_bucket()
    );
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, &limits());
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&reads_bucket(), &deny, &tls]).import();
    assert_eq!(actions(&imported), ["kms:Decrypt", "s3:GetObject"]);
    assert_eq!(
        lines(&imported.undescribed),
        ["s3:ListBucket: allowed in both accounts, but denied by `NoLists` of the bucket policy"]
    );
    assert_eq!(imported.stays.len(), 2);
}

#[test]
fn what_nobody_understands_is_told() {
    let not_action = r#"{"Sid": "Odd", "Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::444455556666:role/other"}, "NotAction": "s3:Put*", "Resource": "*"}"#;
    let session = allow(
        r#"{"AWS": "arn:aws:sts::444455556666:assumed-role/analytics/job"}"#,
        r#""kms:Decrypt""#,
        r#""*""#,
        "",
    );
    let imported = Written::by_hand(&[IDENTITY], &[&session], &[not_action]).import();
    assert!(imported.grant.is_none() && !imported.is_complete());
    let told: Vec<String> = imported.undescribed.iter().map(|remark| remark.message.clone()).collect();
    assert_eq!(
        told,
        [
            "it names single sessions, or somebody of whom it is not known who it is",
            "it allows by `NotPrincipal`, of which AWS does not say what it does",
        ]
    );
}

#[test]
fn conditions_that_a_grant_can_have_are_in_it() {
    let organization = r#""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#;
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, &format!("{VIA_S3}, {CONTEXT}"));
    let key = key.replace(r#""kms:ViaService""#, r#""aws:PrincipalOrgID": "o-a1b2c3d4e5", "kms:ViaService""#);
    let bucket = allow(&role(), r#"["s3:GetObject", "s3:ListBucket"]"#, &objects_and_bucket(), organization);
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&bucket]).import();
    assert!(imported.is_complete(), "{imported:#?}");
    assert_eq!(imported.grant.unwrap().conditions()[0].key(), "aws:PrincipalOrgID");
}

#[test]
fn a_condition_that_no_grant_can_have_leaves_the_action_out() {
    let own_folder = r#""StringEquals": {"s3:prefix": "${aws:username}/"}"#;
    let get = allow(&role(), r#""s3:GetObject""#, &format!(r#""{BUCKET}/*""#), "");
    let list = allow(&role(), r#""s3:ListBucket""#, &format!(r#""{BUCKET}""#), own_folder);
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, &limits());
    let imported = Written::by_hand(&[IDENTITY], &[&key], &[&get, &list]).import();
    assert!(imported.adds.is_empty(), "{:#?}", imported.adds);
    assert!(!imported.is_complete() || actions(&imported).contains(&"s3:ListBucket".to_owned()));
}

#[test]
fn reading_here_and_writing_there_never_becomes_both() {
    let identity =
        format!(r#"{{"Effect": "Allow", "Action": "s3:*", "Resource": {}}}"#, objects_and_bucket());
    let get = allow(&role(), r#""s3:GetObject""#, &format!(r#""{BUCKET}/raw/*""#), "");
    let put = allow(&role(), r#""s3:PutObject""#, &format!(r#""{BUCKET}/out/*""#), "");
    let imported = Written::by_hand(&[&identity], &[], &[&get, &put]).import();
    assert!(imported.adds.is_empty());
    assert_eq!(actions(&imported).len(), 1);
    assert_eq!(imported.undescribed.len(), 1);
}

#[test]
fn the_form_of_the_context_follows_from_the_bucket() {
    let object_alone =
        r#""StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::example-raw-events/*"}"#;
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, &format!("{VIA_S3}, {object_alone}"));
    let mut written = Written::by_hand(&[IDENTITY], &[&key], &[&reads_bucket()]);
    let imported = written.import();
    assert_eq!(
        lines(&imported.adds),
        [format!(
            "kms:Decrypt: allowed without `StringLike` of `kms:EncryptionContext:aws:s3:arn`: `{BUCKET}/*`"
        )]
    );
    // Without a Bucket Key, S3 never sends the other form.
    written.encryption =
        of(builder().access("read").bucket_key(false)).policies().bucket_encryption().unwrap().clone();
    let imported = written.import();
    assert!(imported.is_complete(), "{imported:#?}");
    assert_eq!(imported.draft.unwrap().bucket_key, Some(false));
}

#[test]
fn another_default_encryption_is_a_change() {
    let key = allow(&role(), r#""kms:Decrypt""#, r#""*""#, &limits());
    let mut written = Written::by_hand(&[IDENTITY], &[&key], &[&reads_bucket()]);
    written.encryption = crosskms::policies::BucketEncryption::sse_s3();
    let imported = written.import();
    assert_eq!(
        imported.changes,
        [format!(
            "the default encryption of the bucket becomes `aws:kms` with `{KEY}`, Bucket Key on; now it is `AES256`, without KMS"
        )]
    );
    assert!(!imported.is_complete());
}

#[test]
fn statements_of_known_grants_are_left_to_them() {
    let grant = of(builder().access("read"));
    let policies = grant.policies();
    let key = policies.key_policy_statement().to_string();
    let statements: Vec<String> =
        policies.bucket_policy_statement().iter().map(ToString::to_string).collect();
    let bucket: Vec<&str> = statements.iter().map(String::as_str).collect();
    let mut snapshot = Written::by_hand(&[], &[&key], &bucket).snapshot(&subject());
    let principal = snapshot.principals.get_mut(&subject().principal).unwrap();
    let document = crosskms::policy::PolicyDocument::parse(policies.identity_policy().to_string()).unwrap();
    principal.identity_policies.insert(grant.name().policy_name(), document);
    let imported = snapshot.import(&subject(), None, std::slice::from_ref(&grant)).unwrap();
    assert!(imported.grant.is_none());
    assert_eq!(imported.stays.len(), 6);
    // Unknown, they are as good as any; the new grant must not take them for its own.
    let imported = snapshot.import(&subject(), None, &[]).unwrap();
    assert_eq!(imported.grant.unwrap().name().as_str(), "example-raw-events-analytics-2");
}

#[test]
fn what_is_not_there_is_an_error() {
    let snapshot = Written::by_hand(&[IDENTITY], &[], &[]).snapshot(&subject());
    let other =
        super::Subject { principal: "arn:aws:iam::444455556666:role/nobody".parse().unwrap(), ..subject() };
    let error = snapshot.import(&other, None, &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no role `arn:aws:iam::444455556666:role/nobody` in the accounts that were read"
    );
    let own =
        super::Subject { principal: "arn:aws:iam::111122223333:role/app".parse().unwrap(), ..subject() };
    assert!(matches!(snapshot.import(&own, None, &[]), Err(ImportError::SameAccount(_))));
}
